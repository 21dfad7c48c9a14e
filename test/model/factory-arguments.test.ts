import { Stack } from 'aws-cdk-lib';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { AccessMethod } from '../../src/model/access-method';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { CrlType } from '../../src/model/crl-type';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { KeyStorageSecurityStandard } from '../../src/model/key-storage-security-standard';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { ErrorCode } from '../../src/private/error-codes';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { USES } from '../support/plain-javascript';
import { newStack } from '../support/stacks';

/* Factories in plain JavaScript, where an argument can have any type. The construct rejects it. */

/** Uses a property with a value of any type. */
function use(type: string, property: string, value: unknown): (stack: Stack) => void {
  return (stack) => { USES[type].use(stack, { ...USES[type].smallest?.(stack), [property]: value } as never); };
}
const nothing = null as never;
const absent = undefined as never;
const location = (value: unknown) => use('AccessDescription', 'accessLocation', value);

const cases: [string, ErrorCode, (stack: Stack) => void][] = [
  ['GeneralName.dnsName(null)', 'GeneralName', location(GeneralName.dnsName(nothing))],
  ['GeneralName.ediPartyName(null)', 'GeneralName', location(GeneralName.ediPartyName(nothing, 'assigner'))],
  ['GeneralName.otherName(null)', 'ObjectIdentifier', location(GeneralName.otherName(nothing, 'value'))],
  ['AccessMethod.of(null)', 'ValueName', use('AccessDescription', 'accessMethod', AccessMethod.of(nothing))],
  ['AccessMethod.ofObjectIdentifier(null)', 'ObjectIdentifier', use('AccessDescription', 'accessMethod', AccessMethod.ofObjectIdentifier(nothing))],
  ['ExtendedKeyUsage.of(null)', 'ValueName', use('CertificateExtensions', 'extendedKeyUsage', [ExtendedKeyUsage.of(nothing)])],
  ['ExtendedKeyUsage.ofObjectIdentifier(null)', 'ObjectIdentifier', use('CertificateExtensions', 'extendedKeyUsage', [ExtendedKeyUsage.ofObjectIdentifier(nothing)])],
  ['KeyStorageSecurityStandard.of(null)', 'ValueName', use('CertificateAuthorityOptions', 'keyStorageSecurityStandard', KeyStorageSecurityStandard.of(nothing))],
  ['SigningAlgorithm.of(null)', 'ValueName', use('CertificateAuthorityOptions', 'signingAlgorithm', SigningAlgorithm.of(nothing))],
  ['CertificateTemplate.of(null)', 'CertificateTemplate', use('CertificateAuthorityOptions', 'certificateTemplate', CertificateTemplate.of(nothing))],
  ['Validity.days(null)', 'PropertyType', use('RootCertificateAuthorityProps', 'validity', Validity.days(nothing))],
  ['Validity.absolute({})', 'PropertyType', use('CertificateAuthorityOptions', 'validityNotBefore', Validity.absolute({} as never))],
  ['Validity.endDate({})', 'PropertyType', use('RootCertificateAuthorityProps', 'validity', Validity.endDate({} as never))],
  ['CertificateSigningRequest.fromPem(null)', 'PropertyType', use('IssuedCertificateProps', 'csr', CertificateSigningRequest.fromPem(nothing))],
  ['CertificateSigningRequest.fromPem(42)', 'PropertyType', use('IssuedCertificateProps', 'csr', CertificateSigningRequest.fromPem(42 as never))],
  ['Revocation.crl(text)', 'PropertyType', use('CertificateAuthorityOptions', 'revocation', Revocation.crl('text' as never))],
  ['Revocation.crl(text) of a hierarchy', 'PropertyType', use('CertificateAuthorityHierarchyProps', 'revocation', Revocation.crl('text' as never))],
  ['Revocation.crlAndOcsp(text)', 'PropertyType', use('CertificateAuthorityOptions', 'revocation', Revocation.crlAndOcsp('text' as never))],
];

test.each(cases)('%s causes error %s', (_name, code, run) => {
  const { message } = errorOf(code, () => run(newStack()));

  expect(message).not.toMatch(/\[object|undefined/);
});

test.each<[string, ErrorCode, (stack: Stack) => void]>([
  ['AccessMethod.of()', 'ValueName', use('AccessDescription', 'accessMethod', AccessMethod.of(absent))],
  ['AccessMethod.ofObjectIdentifier()', 'ValueName', use('AccessDescription', 'accessMethod', AccessMethod.ofObjectIdentifier(absent))],
  ['CertificateTemplate.of()', 'CertificateTemplate', use('IssuedCertificateProps', 'template', CertificateTemplate.of(absent))],
  ['CertificateTemplate.of() with a passthrough', 'CertificateTemplate',
    use('IssuedCertificateProps', 'template', CertificateTemplate.of(absent).withPassthrough(TemplatePassthrough.API))],
  ['CrlType.of()', 'ValueName', use('CrlOptions', 'type', CrlType.of(absent))],
  ['ExtendedKeyUsage.of()', 'ValueName', use('CertificateExtensions', 'extendedKeyUsage', [ExtendedKeyUsage.of(absent)])],
  ['GeneralName.dnsName()', 'GeneralName', location(GeneralName.dnsName(absent))],
  ['GeneralName.otherName(OID)', 'GeneralName', location(GeneralName.otherName('2.5.4.3', absent))],
  ['GeneralName.directoryName()', 'PropertyType', location(GeneralName.directoryName(absent))],
  ['KeyStorageSecurityStandard.of()', 'ValueName', use('CertificateAuthorityOptions', 'keyStorageSecurityStandard', KeyStorageSecurityStandard.of(absent))],
  ['SigningAlgorithm.of()', 'ValueName', use('CertificateAuthorityOptions', 'signingAlgorithm', SigningAlgorithm.of(absent))],
  ['UsageMode.of()', 'ValueName', use('CertificateAuthorityOptions', 'usageMode', UsageMode.of(absent))],
])('%s without its argument causes error %s, and not the default', (_name, code, run) => {
  expect(errorOf(code, () => run(newStack())).message).toContain('; got ');
});

test('a path length of another type is shown as it is', () => {
  const run = use('CertificateAuthorityOptions', 'certificateTemplate', CertificateTemplate.blankRootCa({} as never));

  expect(errorOf('CertificateTemplate', () => run(newStack())).message).toContain('BlankRootCACertificate_PathLen{}/V1');
});
