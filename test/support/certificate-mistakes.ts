import { App, Lazy, Stack } from 'aws-cdk-lib';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { IssuedCertificate } from '../../src/authority/issued-certificate';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import { CertificateExtensions } from '../../src/model/certificate-extensions';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { ErrorCode } from '../../src/private/error-codes';
import { Revocation } from '../../src/revocation/revocation';

/* Every mistake in the request for a CA certificate, for `mistakes.ts`. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const subject = DistinguishedName.of({ commonName: 'Example Corp Root CA G1' });
const newStack = () => new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const root = (props: Partial<RootCertificateAuthorityProps>) =>
  new RootCertificateAuthority(newStack(), 'Root', { subject, ...props });
const extensions = (given: CertificateExtensions) => root({ apiPassthrough: { extensions: given } });
const issued = (given: CertificateExtensions) => {
  const certificateAuthority = root({});
  return new IssuedCertificate(certificateAuthority.stack, 'Device', {
    certificateAuthority,
    csr: CertificateSigningRequest.fromPem(Lazy.string({ produce: () => 'CSR' })),
    validity: Validity.days(7),
    apiPassthrough: { extensions: given },
  });
};
const named = (name: GeneralName) => extensions({ subjectAlternativeNames: [name] });
const blankRoot = CertificateTemplate.blankRootCa().withPassthrough(TemplatePassthrough.API);
const custom = (objectIdentifier: string, value = 'BQA=') => ({ objectIdentifier, value });
const attribute = (objectIdentifier: string, value: string) =>
  root({ subject: DistinguishedName.ofCustomAttributes([{ objectIdentifier, value }]) });

/** The mistakes, in the order of the codes. */
export const CERTIFICATE_MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
  ['CountryCode', () => attribute('2.5.4.6', 'USA')],
  ['DistinguishedNameCharacters', () => attribute('1.2.840.113549.1.9.1', 'pki@exämple.com')],
  ['GeneralName', () => named(GeneralName.dnsName('https://pki.example.com'))],
  ['GeneralName', () => named(GeneralName.uniformResourceIdentifier('pki.example.com/ca'))],
  ['GeneralName', () => named(GeneralName.rfc822Name('pki'))],
  ['GeneralName', () => named(GeneralName.ipAddress('10.0.0.0/8'))],
  ['GeneralName', () => named(GeneralName.ediPartyName('Example Corp', ''))],
  ['ObjectIdentifier', () => named(GeneralName.registeredId('1.40.1'))],
  ['ValueName', () => root({ usageMode: UsageMode.of('') })],
  ['ValueName', () => extensions({ extendedKeyUsage: [ExtendedKeyUsage.of('server auth')] })],
  ['ValidityPeriod', () => root({ validity: Validity.absolute(2_114_380_799_000) })],
  ['CertificateTemplate', () => root({ certificateTemplate: CertificateTemplate.of('arn:aws:acm-pca:::template/RootCACertificate/V1') })],
  ['PassthroughIgnored', () => extensions({ keyUsage: { keyCertSign: true } })],
  ['PassthroughIgnored', () => extensions({ customExtensions: [custom('2.5.29.19', 'MAMBAf8=')] })],
  ['PassthroughIgnored', () => issued({ extendedKeyUsage: [ExtendedKeyUsage.EMAIL_PROTECTION] })],
  ['CaKeyUsage', () => root({ certificateTemplate: blankRoot })],
  ['CaKeyUsage', () => root({
    certificateTemplate: blankRoot,
    apiPassthrough: { extensions: { keyUsage: { keyCertSign: true } } },
    revocation: Revocation.crl(),
  })],
  ['KeyUsage', () => root({ csrExtensions: { keyUsage: { keyCertSign: false } } })],
  ['KeyUsage', () => root({ csrExtensions: { keyUsage: { encipherOnly: true } } })],
  ['ExtensionEntries', () => extensions({ extendedKeyUsage: [] })],
  ['ExtensionEntries', () => extensions({
    certificatePolicies: Array.from({ length: 21 }, (_, index) => ({ objectIdentifier: `1.2.3.${index}` })),
  })],
  ['ExtensionEntries', () => root({ csrExtensions: { subjectInformationAccess: [] } })],
  ['ExtensionDuplicate', () => extensions({ customExtensions: [custom('1.2.3'), custom('1.2.3')] })],
  ['ExtensionDuplicate', () => extensions({ certificatePolicies: [{ objectIdentifier: '1.2.3' }, { objectIdentifier: '1.2.3' }] })],
  ['CustomExtensionValue', () => extensions({ customExtensions: [custom('1.2.3', 'Example Corp')] })],
  ['CpsUri', () => extensions({ certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: ['pki.example.com/cps'] }] })],
  ['CertificatePem', () => PrivateCertificateAuthority.fromCertificateAuthorityAttributes(newStack(), 'Root', {
    certificateAuthorityArn: CA_ARN, certificateChainPem: '',
  })],
  ['CertificatePem', () => PrivateCertificateAuthority.fromCertificateAuthorityAttributes(newStack(), 'Root', {
    certificateAuthorityArn: CA_ARN, certificateChainPem: './chain.pem',
  })],
  ['PathLength', () => PrivateCertificateAuthority.fromCertificateAuthorityAttributes(newStack(), 'Root', {
    certificateAuthorityArn: CA_ARN, pathLength: 1.5,
  })],
  ['NotBefore', () => root({ validity: Validity.endDate('20361231235959'), validityNotBefore: Validity.absolute(2_114_380_799) })],
];
