import { Lazy, Stack, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityAttributes } from '../../src/authority/certificate-authority-attributes';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { IssuedCertificate } from '../../src/authority/issued-certificate';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { Validity } from '../../src/model/validity';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { ErrorCode } from '../../src/private/error-codes';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { lazily } from '../support/lazily';
import { ENVIRONMENT, newStack } from '../support/stacks';
import { certificate, CertificateOptions, ecKey, extension, sequence } from '../support/x509';

/* An imported CA whose certificates are known: its attributes must match them, and so must the certificates it signs. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const subject = DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' });
const late = () => Lazy.string({ produce: () => 'late' });

/** A root CA and a policy CA, both in AWS. */
const pki = lazily(() => {
  const [rootKey, policyKey] = [ecKey(), ecKey()];
  const root = (options: Partial<CertificateOptions> = {}) => certificate({
    subject: 'Root CA', key: rootKey, notBefore: '2026-11-01', notAfter: '2046-11-01', ...options,
  });
  const policy = (options: Partial<CertificateOptions> = {}) => certificate({
    subject: 'Policy CA', issuer: 'Root CA', key: policyKey, issuerKey: rootKey, pathLength: 1, notAfter: '2036-11-01', ...options,
  });
  const own = policy();
  return { root, policy, own, chain: own + root() };
});

const imported = (attributes: Partial<CertificateAuthorityAttributes>, stack = newStack({ env: ENVIRONMENT })) =>
  PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Parent', {
    certificateAuthorityArn: CA_ARN, keyAlgorithm: KeyAlgorithm.EC_SECP384R1, ...attributes,
  });
const under = (attributes: Partial<CertificateAuthorityAttributes>, props: Partial<SubordinateCertificateAuthorityProps> = {}) => {
  const parent = imported(attributes);
  return new SubordinateCertificateAuthority(Stack.of(parent), 'Issuing', { subject, parent, revocation: Revocation.none(), ...props });
};
type Attributes = () => Partial<CertificateAuthorityAttributes>;

describe('an imported CA is accepted', () => {
  test.each<[string, Attributes]>([
    ['with the chain of a subordinate CA', () => ({ certificateChainPem: pki().chain })],
    ['with the chain of a root CA', () => ({ certificateChainPem: pki().root() })],
    ['with its certificate and its chain', () => ({ certificatePem: pki().own, certificateChainPem: pki().chain })],
    ['with only its certificate', () => ({ certificatePem: pki().policy() })],
    ['with only the certificate of a root CA', () => ({ certificatePem: pki().root() })],
    ['with tokens', () => ({ certificatePem: late(), certificateChainPem: late() })],
    ['with its certificate and a chain that is a token', () => ({ certificatePem: pki().policy(), certificateChainPem: late() })],
    ['without a key algorithm', () => ({ certificateChainPem: pki().chain, keyAlgorithm: undefined })],
    ['with a key of an unknown algorithm', () => ({
      certificateChainPem: pki().root({ key: ecKey('secp256k1') }), keyAlgorithm: KeyAlgorithm.of('FUTURE'),
    })],
    ['with the path length of its certificate', () => ({ certificateChainPem: pki().chain, pathLength: 1 })],
    ['with a smaller path length', () => ({ certificateChainPem: pki().chain, pathLength: 0 })],
    ['with any path length if the certificate has none', () => ({ certificateChainPem: pki().root(), pathLength: 4 })],
    ['with a path length that is a token', () => ({ certificateChainPem: pki().chain, pathLength: Token.asNumber({ Ref: 'Length' }) })],
    ['with an expired certificate, because there is no clock', () => ({ certificateChainPem: pki().root({ notBefore: '2001-01-01', notAfter: '2011-01-01' }) })],
  ])('%s', (_name, attributes) => {
    expect(() => imported(attributes())).not.toThrow();
  });

  test('and its attributes are not changed', () => {
    const certificateChainPem = `# chain\n${pki().chain}`;

    expect(imported({ certificateChainPem }).certificateChainPem).toBe(certificateChainPem);
  });

  test('with a warning if its certificate ends after that of its issuer', () => {
    const parent = imported({ certificateChainPem: pki().policy({ notAfter: '2050-01-01' }) + pki().root() });

    Annotations.fromStack(Stack.of(parent)).hasWarning('/Stack/Parent', Match.stringLikeRegexp('certificateOutlivesIssuer'));
  });
});

describe('an imported CA is rejected', () => {
  const first = 'Certificate 1 of certificateChainPem must';
  const second = 'Certificate 2 of certificateChainPem must';
  test.each<[string, ErrorCode, string, Attributes]>([
    ['the path of a chain', 'CertificatePem', 'certificateChainPem must be a PEM text with the label CERTIFICATE; got "no PEM block". Fix: Pass the '
      + 'text of the PEM file, not its path.', () => ({ certificateChainPem: './chain.pem' })],
    ['the path of a certificate', 'CertificatePem', 'certificatePem must be a PEM text', () => ({ certificatePem: './ca.pem' })],
    ['two certificates of the CA', 'CertificatePem', 'certificatePem must contain one certificate; got "2 certificates". Fix: Move the certificates of '
      + 'the CAs above to certificateChainPem.', () => ({ certificatePem: pki().chain })],
    ['a chain with the root CA first', 'CertificateChain', `${second} be the issuer of the certificate before it; got "CN=Policy CA". Fix: Order `
      + 'certificateChainPem from the certificate of the CA up, with the root certificate last.', () => ({ certificateChainPem: pki().root() + pki().policy() })],
    ['a chain without the root CA', 'CertificateChain', `${first} be a self-signed root certificate, because it is the last one`,
      () => ({ certificateChainPem: pki().policy() })],
    ['a repeated certificate', 'CertificateChain', `${second} not be a repetition`, () => ({ certificateChainPem: pki().own + pki().chain })],
    ['a chain by another key', 'CertificateChain', `${second} have signed the certificate before it`,
      () => ({ certificateChainPem: pki().policy() + pki().root({ key: ecKey() }) })],
    ['a chain that begins with the issuer', 'CertificateChain', `${first} be the certificate of the CA (certificatePem); got "CN=Root CA". Fix: Start `
      + 'certificateChainPem with the certificate of the CA.', () => ({ certificatePem: pki().policy(), certificateChainPem: pki().root() })],
    ['a root CA that allows too few levels', 'PathLength', `${second} have a path length of at least 1; got 0`,
      () => ({ certificateChainPem: pki().policy() + pki().root({ pathLength: 0 }) })],
    ['an extension that AWS Private CA does not import', 'CertificateExtension', `${first} have only critical extensions that AWS Private CA imports`,
      () => ({ certificateChainPem: pki().root({ extensions: [extension('2.5.29.31', true, sequence())] }) })],
    ['an end-entity certificate', 'CertificateNotCa', 'certificatePem must be a CA certificate that can sign certificates; got "CN=Policy CA". Fix: Pass '
      + 'the certificate of the CA.', () => ({ certificatePem: pki().policy({ ca: false, pathLength: undefined }) })],
    ['a key usage without certificates', 'CertificateNotCa', 'certificatePem must be a CA certificate', () => ({ certificatePem: pki().policy({ keyUsage: [1, 2] }) })],
    ['another key algorithm', 'CertificateKeyAlgorithm', 'keyAlgorithm must be the key algorithm of the CA certificate (EC_secp384r1); got "RSA_4096". Fix: '
      + 'Correct keyAlgorithm, or pass the certificates of this CA.', () => ({ certificateChainPem: pki().chain, keyAlgorithm: KeyAlgorithm.RSA_4096 })],
    ['another key algorithm than that of the certificate', 'CertificateKeyAlgorithm', 'keyAlgorithm must be',
      () => ({ certificatePem: pki().policy(), keyAlgorithm: KeyAlgorithm.EC_PRIME256V1 })],
    ['a greater path length', 'PathLengthConflict', 'pathLength must be at most the path length of the CA certificate and its chain (1); got 2. Fix: '
      + 'Correct pathLength, or remove it.', () => ({ certificateChainPem: pki().chain, pathLength: 2 })],
    ['a greater path length than its issuers allow', 'PathLengthConflict', 'pathLength must be at most',
      () => ({ certificateChainPem: pki().policy({ pathLength: undefined }) + pki().root({ pathLength: 1 }), pathLength: 1 })],
    ['a fraction as path length', 'PathLength', 'pathLength must be a whole number of at least 0; got 1.5. Fix: Set pathLength to the path length of the CA '
      + 'certificate, or remove it.', () => ({ pathLength: 1.5 })],
    ['a negative path length', 'PathLength', 'pathLength must be a whole number of at least 0; got -1', () => ({ pathLength: -1 })],
    ['no number as path length', 'PathLength', 'pathLength must be a whole number of at least 0; got "NaN"', () => ({ pathLength: NaN })],
    ['a private key', 'PrivateKeyInTemplate', 'certificateChainPem must not contain a private key',
      () => ({ certificateChainPem: `${pki().chain}-----BEGIN ${'PRIVATE KEY'}-----` })],
    ['another ARN', 'CertificateAuthorityArn', 'certificateAuthorityArn must be the ARN of a certificate authority', () => ({ certificateAuthorityArn: 'abc' })],
    ['a number as ARN', 'PropertyType', 'certificateAuthorityArn must be a string', () => ({ certificateAuthorityArn: 1 as never })],
  ])('with %s: %s', (_name, code, message, attributes) => {
    const stack = newStack({ env: ENVIRONMENT });
    const error = errorOf(code, () => imported(attributes(), stack));

    expect(error.message).toContain(message);
    expect(error.constructPath).toBe('Stack/Parent');
    expect(stack.node.children).toEqual([]);
  });

  test('with a path of the construct in plain JavaScript', () => {
    expect(errorOf('PropertyType', () =>
      PrivateCertificateAuthority.fromCertificateAuthorityAttributes(newStack(), 'Parent', undefined as never)).constructPath).toBe('Stack/Parent');
    expect(errorOf('CertificateAuthorityArn', () =>
      PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Parent', 'abc')).constructPath).toBe('Stack/Parent');
  });
});

describe('the certificate of an imported parent', () => {
  test('limits the path length of the CAs below', () => {
    const { message } = errorOf('PathLength', () => under({ certificateChainPem: pki().policy({ pathLength: 0 }) + pki().root() }, { pathLength: 3 }));

    expect(message).toContain('parent must have a pathLength of at least 1 to sign a CA certificate; got 0. Fix: Choose a CA above it as the parent, or let '
      + 'the issuer of the parent sign a certificate for it with a path length of at least 4. [');
    expect(errorOf('PathLength', () => under({ certificateChainPem: pki().chain }, { pathLength: 1 })).message)
      .toContain('Fix: Decrease pathLength, or let the issuer of the parent sign a certificate for it with a path length of at least 2. [');
    expect(() => under({ certificateChainPem: pki().chain })).not.toThrow();
  });

  test('limits the path length together with the certificates above it', () => {
    const certificateChainPem = pki().policy({ pathLength: undefined }) + pki().root({ pathLength: 1 });

    errorOf('PathLength', () => under({ certificateChainPem }));
  });

  test('does not replace a smaller path length', () => {
    errorOf('PathLength', () => under({ certificateChainPem: pki().root({ pathLength: 3 }), pathLength: 1 }, { pathLength: 1 }));
  });

  /** A certificate of a given length, in days or until a date. */
  const chainOf = (notBefore: string, notAfter: string) => ({ certificateChainPem: pki().root({ notBefore, notAfter }) });
  const YEAR = ['2027-01-01', '2028-01-01'] as const;
  test.each<[string, readonly [notBefore: string, notAfter: string], Validity, boolean]>([
    ['as many days', YEAR, Validity.days(365), false],
    ['fewer days', YEAR, Validity.days(364), true],
    ['as many years', YEAR, Validity.years(1), false],
    ['a month less', YEAR, Validity.months(11), true],
    ['as many months', YEAR, Validity.months(12), false],
    ['ten years with three leap days', ['2027-01-01', '2037-01-01'], Validity.years(10), false],
    ['a month that has fewer days', ['2027-01-31', '2027-03-01'], Validity.months(1), true],
    ['a month that ends on its last day', ['2027-01-31', '2027-02-28'], Validity.months(1), false],
    ['an end at the same time', YEAR, Validity.endDate('20280101000000'), false],
    ['an end before', YEAR, Validity.endDate('20271231235959'), true],
    ['a period that is a token', YEAR, Validity.days(Token.asNumber({ Ref: 'Days' })), true],
  ])('limits the validity of a CA below to less than its own: %s', (_name, [notBefore, notAfter], validity, isAccepted) => {
    const make = () => under(chainOf(notBefore, notAfter), { validity });

    if (isAccepted) { expect(make).not.toThrow(); } else { errorOf('ValidityBeyondParent', make); }
  });

  test('is named in the error', () => {
    expect(errorOf('ValidityBeyondParent', () => under(chainOf(...YEAR), { validity: Validity.days(400) })).message).toBe(
      'validity must end before the validity of the parent (2027-01-01T00:00:00Z to 2028-01-01T00:00:00Z); got "400 days". Fix: Shorten validity, or renew '
      + 'the certificate of the parent first. [ValidityBeyondParent at Stack/Issuing]');
  });

  test('does not limit a relative period with its own start', () => {
    expect(() => under(chainOf(...YEAR), { validity: Validity.years(3), validityNotBefore: Validity.absolute(1) })).not.toThrow();
  });

  test('limits the validity of a certificate that the CA issues, even if only the certificate is known', () => {
    const issue = (days: number) => {
      const stack = newStack({ env: ENVIRONMENT });
      return new IssuedCertificate(stack, 'Device', {
        certificateAuthority: imported({ certificatePem: pki().root({ notBefore: YEAR[0], notAfter: YEAR[1] }) }, stack),
        csr: CertificateSigningRequest.fromPem(late()),
        validity: Validity.days(days),
      });
    };

    expect(errorOf('ValidityBeyondParent', () => issue(365)).message).toContain('renew the certificate of the CA first');
    expect(() => issue(364)).not.toThrow();
  });

  test('limits a level of a hierarchy, and does not change its default validity', () => {
    const hierarchyBelow = (notAfter: string) => {
      const stack = newStack({ env: ENVIRONMENT });
      const existingCertificateAuthority = imported(chainOf('2026-11-01', notAfter), stack);
      new CertificateAuthorityHierarchy(stack, 'Pki', {
        root: { name: 'Root', existingCertificateAuthority, below: [{ name: 'Web', subject }] }, revocation: Revocation.none(),
      });
      return stack;
    };

    errorOf('ValidityBeyondParent', () => hierarchyBelow('2028-11-01'));
    Template.fromStack(hierarchyBelow('2046-11-01')).hasResourceProperties('AWS::ACMPCA::Certificate', { Validity: { Type: 'YEARS', Value: 3 } });
  });
});

test.each<[string, (stack: Stack) => unknown]>([
  ['an L1 CA', (stack) => new acmpca.CfnCertificateAuthority(stack, 'L1', {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Root' },
  })],
  ['a CA that aws-cdk-lib imports', (stack) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'L2', CA_ARN)],
])('%s as a parent causes an error that names the method of an import', (_name, make) => {
  const stack = newStack({ env: ENVIRONMENT });
  const parent = make(stack) as never;
  const hint = 'To import another CA, use PrivateCertificateAuthority.fromCertificateAuthorityAttributes().';

  expect(errorOf('PropertyType', () => new SubordinateCertificateAuthority(stack, 'Issuing', { subject, parent })).message)
    .toContain(`Fix: Set parent to an IPrivateCertificateAuthority. ${hint}`);
  expect(errorOf('PropertyType', () => new CertificateAuthorityHierarchy(stack, 'Pki', {
    root: { name: 'Root', existingCertificateAuthority: parent },
  })).message).toContain(`Fix: Set root.existingCertificateAuthority to an IPrivateCertificateAuthority. ${hint}`);
});
