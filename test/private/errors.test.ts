import { App, CfnDynamicReference, CfnDynamicReferenceService, Lazy } from 'aws-cdk-lib';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { ERROR_CODES, ErrorCode } from '../../src/private/error-codes';
import { PrivateCaError } from '../../src/private/errors';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

const details = { subject: 'subject.country', rule: 'be two letters', fix: 'Correct subject.country' };

test('an error contains the subject, the rule, the value, the fix, the code, and the path', () => {
  const error = new PrivateCaError('CountryCode', { ...details, scope: newStack(), value: ['USA', 1] });

  expect(error.message)
    .toBe('subject.country must be two letters; got ["USA",1]. Fix: Correct subject.country. [CountryCode at Stack]');
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'PrivateCaError', code: 'CountryCode', constructPath: 'Stack' });
});

describe('a literal dynamic reference', () => {
  const REFERENCE = `{{resolve:ssm:/pki/${'x'.repeat(300)}}}`;
  const root = (props: object) => new RootCertificateAuthority(newStack(), 'Root', {
    subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), ...props,
  });

  test.each<[ErrorCode, string, () => unknown]>([
    ['CommonNameLength', 'common name', () => root({ subject: DistinguishedName.of({ commonName: REFERENCE }) })],
    ['DistinguishedNameLength', 'organization', () => root({ subject: DistinguishedName.of({ organization: REFERENCE }) })],
    ['CountryCode', 'country', () => root({ subject: DistinguishedName.of({ country: REFERENCE }) })],
    ['ValueName', 'key algorithm', () => root({ keyAlgorithm: KeyAlgorithm.of(REFERENCE), signingAlgorithm: SigningAlgorithm.of('FUTURE') })],
    ['CertificateAuthorityArn', 'CA ARN', () =>
      PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Ca', REFERENCE)],
  ])('causes %s for the %s, with a fix that names CfnDynamicReference', (code, _property, mistake) => {
    expect(errorOf(code, mistake).message)
      .toContain('Fix: Pass the dynamic reference as a token: new CfnDynamicReference(CfnDynamicReferenceService.SSM, …).toString(). [');
  });

  test('is accepted as a token', () => {
    const reference = new CfnDynamicReference(CfnDynamicReferenceService.SSM, '/pki/name').toString();

    expect(() => root({ subject: DistinguishedName.of({ commonName: reference, country: reference }) })).not.toThrow();
  });
});

test('the path of the app is App', () => {
  expect(new PrivateCaError('CountryCode', { ...details, scope: new App(), value: 1 }).constructPath).toBe('App');
});

test('absent values and tokens have a readable form', () => {
  const scope = newStack();
  const token = Lazy.string({ produce: () => 'late' });

  expect(new PrivateCaError('CountryCode', { ...details, scope, value: undefined }).message).toContain('got no value. Fix:');
  expect(new PrivateCaError('CountryCode', { ...details, scope, value: token }).message).toContain('got <token>. Fix:');
  expect(new PrivateCaError('CountryCode', { ...details, scope, value: { a: [`x-${token}`] } }).message)
    .toContain('got {"a":["x-<token>"]}. Fix:');
  expect(new PrivateCaError('CountryCode', { ...details, scope, value: `x-${Lazy.number({ produce: () => 1 })}` }).message)
    .toMatch(/got (?:"x-<token>"|<token>)\. Fix:/); // some versions of the AWS CDK take the whole text for a token
});

test('no code calls a certificate authority only an authority', () => {
  expect(Object.keys(ERROR_CODES).filter((code) => /(?<!Certificate)Authority/.test(code))).toEqual([]);
});
