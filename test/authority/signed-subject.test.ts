import { Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ExternalParent } from '../../src/authority/external-parent';
import { warnOfOtherSubject } from '../../src/authority/private/signed-subject';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { NameAttribute, ParsedCertificate } from '../../src/private/x509';
import { Revocation } from '../../src/revocation/revocation';
import { lazily } from '../support/lazily';
import { newStack } from '../support/stacks';
import { certificate, ecKey } from '../support/x509';

/* The subject of a signed certificate beside the subject of the CA. */

const late = () => Lazy.string({ produce: () => 'late' });
const [CN, O, C, OU] = ['2.5.4.3', '2.5.4.10', '2.5.4.6', '2.5.4.11'];
const named = (...pairs: [objectIdentifier: string, value?: string][]): NameAttribute[] =>
  pairs.map(([objectIdentifier, value]) => ({ objectIdentifier, value }));

/** The warnings about a certificate with a subject, for a CA with another one. */
function warningsOf(subject: DistinguishedName, subjectAttributes: NameAttribute[]): string[] {
  const stack = newStack();
  warnOfOtherSubject(stack, [{ subjectAttributes } as ParsedCertificate], subject);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
}

const CORP = { commonName: 'Issuing CA', organization: 'Example Corp', country: 'US' };

describe('the subject of a signed certificate is that of the CA', () => {
  test.each<[string, DistinguishedName, NameAttribute[]]>([
    ['in another order', DistinguishedName.of(CORP), named([C, 'US'], [O, 'Example Corp'], [CN, 'Issuing CA'])],
    ['with all attributes', DistinguishedName.of({
      commonName: 'a',
      organization: 'b',
      organizationalUnit: 'c',
      country: 'US',
      state: 'd',
      locality: 'e',
      serialNumber: 'f',
      title: 'h',
      distinguishedNameQualifier: 'g',
      surname: 'i',
      givenName: 'j',
      initials: 'k',
      pseudonym: 'l',
      generationQualifier: 'm',
    }), named(['2.5.4.3', 'a'], ['2.5.4.10', 'b'], ['2.5.4.11', 'c'], ['2.5.4.6', 'US'], ['2.5.4.8', 'd'], ['2.5.4.7', 'e'], ['2.5.4.5', 'f'],
      ['2.5.4.46', 'g'], ['2.5.4.12', 'h'], ['2.5.4.4', 'i'], ['2.5.4.42', 'j'], ['2.5.4.43', 'k'], ['2.5.4.65', 'l'], ['2.5.4.44', 'm'])],
    ['by object identifiers', DistinguishedName.ofCustomAttributes([
      { objectIdentifier: CN, value: 'Issuing CA' }, { objectIdentifier: '1.3.6.1.4.1.99999.1', value: 'x' },
    ]), named([CN, 'Issuing CA'], ['1.3.6.1.4.1.99999.1', 'x'])],
    ['as far as it is text', DistinguishedName.of(CORP), named([CN, 'Issuing CA'], [O], [C, 'US'])],
    ['as far as it is known', DistinguishedName.of({ ...CORP, organization: late() }), named([CN, 'Issuing CA'], [O, 'Example Corp'], [C, 'US'])],
    ['without a token that can be absent', DistinguishedName.of({ ...CORP, organization: late() }), named([CN, 'Issuing CA'], [C, 'US'])],
  ])('%s', (_name, subject, actual) => {
    expect(warningsOf(subject, actual)).toEqual([]);
  });

  test('or is not known, because the certificate is a token', () => {
    const stack = newStack();

    warnOfOtherSubject(stack, [], DistinguishedName.of(CORP));

    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('another subject of a signed certificate causes a warning', () => {
  test.each<[string, DistinguishedName, NameAttribute[]]>([
    ['another value', DistinguishedName.of(CORP), named([CN, 'Web CA'], [O, 'Example Corp'], [C, 'US'])],
    ['a value of another attribute', DistinguishedName.of(CORP), named([CN, 'Issuing CA'], [OU, 'Example Corp'], [C, 'US'])],
    ['an attribute less', DistinguishedName.of(CORP), named([CN, 'Issuing CA'], [O, 'Example Corp'])],
    ['an attribute more', DistinguishedName.of(CORP), named([CN, 'Issuing CA'], [O, 'Example Corp'], [C, 'US'], [OU, 'PKI'])],
    ['another value beside a token', DistinguishedName.of({ ...CORP, organization: late() }), named([CN, 'Web CA'], [O, 'x'], [C, 'US'])],
  ])('%s', (_name, subject, actual) => {
    expect(warningsOf(subject, actual)).toHaveLength(1);
  });

  test('that contains both subjects', () => {
    const subject = DistinguishedName.of({ commonName: 'Issuing CA', organization: late() });

    expect(warningsOf(subject, named([CN, 'Web CA'], [O], ['1.3.6.1.4.1.99999.1', 'x']))[0]).toContain(
      'The subject of certificatePem is "commonName=Web CA, organization=<binary>, 1.3.6.1.4.1.99999.1=x", and the subject of this CA is '
      + '"commonName=Issuing CA, organization=<token>". The certificate might be that of another CA. AWS documentation doesn\'t specify whether the '
      + 'import accepts another subject than that of the certificate signing request. Let the parent sign the certificate signing request of this CA '
      + 'with its subject. [ack: cdk-private-ca:signedSubjectDiffers]');
  });

  const pems = lazily(() => {
    const [rootKey, key] = [ecKey(), ecKey()];
    return {
      certificatePem: certificate({ subject: 'Issuing CA', issuer: 'Root CA', key, issuerKey: rootKey }),
      certificateChainPem: certificate({ subject: 'Root CA', key: rootKey }),
    };
  });
  const signed = (stack: Stack, commonName: string) => new SubordinateCertificateAuthority(stack, 'Issuing', {
    subject: DistinguishedName.of({ commonName }), revocation: Revocation.none(), externalParent: ExternalParent.signed(pems()),
  });

  test('on the CA', () => {
    const [other, same] = [newStack(), newStack()];

    signed(other, 'Web CA');
    signed(same, 'Issuing CA');

    Annotations.fromStack(other).hasWarning('/Stack/Issuing', Match.stringLikeRegexp('signedSubjectDiffers'));
    Annotations.fromStack(same).hasNoWarning('*', Match.anyValue());
  });
});
