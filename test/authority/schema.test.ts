import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { PropertyType } from '@aws-cdk/service-spec-types';
import { Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { AccessMethod } from '../../src/model/access-method';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { CrlType } from '../../src/model/crl-type';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../src/model/key-storage-security-standard';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import shapes from '../fixtures/acmpca-shapes.json';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

/* Every property of the four ACMPCA resource types in the CloudFormation schema of the toolchain can be set. */

const KEY_USAGE = {
  digitalSignature: true,
  nonRepudiation: true,
  keyEncipherment: true,
  dataEncipherment: true,
  keyAgreement: true,
  keyCertSign: true,
  crlSign: true,
  encipherOnly: true,
  decipherOnly: true,
};
const FULL_NAME = DistinguishedName.of({
  commonName: 'CN',
  organization: 'O',
  organizationalUnit: 'OU',
  country: 'US',
  state: 'ST',
  locality: 'L',
  serialNumber: '1',
  distinguishedNameQualifier: 'Q',
  title: 'T',
  surname: 'S',
  givenName: 'G',
  initials: 'I',
  pseudonym: 'P',
  generationQualifier: 'Jr',
});
const CUSTOM_NAME = DistinguishedName.ofCustomAttributes([{ objectIdentifier: '2.5.4.3', value: 'CN' }]);
const GENERAL_NAMES = [
  GeneralName.dnsName('pki.example.com'), GeneralName.uniformResourceIdentifier('http://pki.example.com'),
  GeneralName.rfc822Name('pki@example.com'), GeneralName.ipAddress('192.0.2.1'), GeneralName.directoryName(CUSTOM_NAME),
  GeneralName.registeredId('1.2.3'), GeneralName.otherName('1.2.3', 'x'), GeneralName.ediPartyName('party', 'assigner'),
];

/** The template of a stack that sets every property. */
function everything() {
  const stack = newStack();
  const root = new RootCertificateAuthority(stack, 'Root', {
    subject: FULL_NAME,
    usageMode: UsageMode.GENERAL_PURPOSE,
    keyStorageSecurityStandard: KeyStorageSecurityStandard.FIPS_140_2_LEVEL_3_OR_HIGHER,
    csrExtensions: {
      keyUsage: KEY_USAGE,
      subjectInformationAccess: [
        ...GENERAL_NAMES.map((accessLocation) => ({ accessMethod: AccessMethod.CA_REPOSITORY, accessLocation })),
        { accessMethod: AccessMethod.ofObjectIdentifier('1.2.3'), accessLocation: GENERAL_NAMES[0] },
      ],
    },
    validity: Validity.endDate('20361231235959'),
    validityNotBefore: Validity.absolute(1),
    revocation: Revocation.crlAndOcsp({
      crl: { distributionPoint: CrlDistributionPoint.customCname('crl.example.com'), customPath: 'pki', type: CrlType.PARTITIONED },
      ocsp: { customCname: 'ocsp.example.com' },
    }),
    certificateTemplate: CertificateTemplate.blankRootCa().withPassthrough(TemplatePassthrough.API),
    apiPassthrough: {
      subject: FULL_NAME,
      extensions: {
        keyUsage: KEY_USAGE,
        certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: ['http://pki.example.com/cps'] }],
        extendedKeyUsage: [ExtendedKeyUsage.SERVER_AUTH, ExtendedKeyUsage.ofObjectIdentifier('1.2.3')],
        subjectAlternativeNames: GENERAL_NAMES,
        customExtensions: [{ objectIdentifier: '1.2.3', value: 'BQA=', critical: true }],
      },
    },
  });
  Tags.of(root).add('team', 'pki');
  new SubordinateCertificateAuthority(stack, 'Sub', {
    subject: FULL_NAME,
    parent: root,
    revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.omitted() }),
  });
  new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: root, sourceAccount: '111122223333' });
  return Template.fromStack(stack);
}

const spec = loadAwsServiceSpecSync();
const types = [...spec.all('resource')].filter(({ cloudFormationType }) => cloudFormationType.startsWith('AWS::ACMPCA::'));

/** The paths of all properties of a resource type, deep down; a type that contains itself is followed once. */
function pathsOf(properties: Record<string, { type: PropertyType }>, prefix: string, seen: string[] = []): string[] {
  return Object.entries(properties).flatMap(([name, { type }]) => {
    const path = `${prefix}.${name}`;
    const inner = definitionsOf(type).filter((definition) => !seen.includes(definition.name));
    return [path, ...inner.flatMap((definition) => pathsOf(definition.properties, path, [...seen, definition.name]))];
  });
}

function definitionsOf(type: PropertyType): { name: string; properties: Record<string, { type: PropertyType }> }[] {
  switch (type.type) {
    case 'ref': return [spec.get('typeDefinition', type.reference.$ref)];
    case 'array': return definitionsOf(type.element);
    default: return [];
  }
}

/** The paths of all properties that a template has. */
function pathsIn(value: unknown, prefix: string): string[] {
  if (Array.isArray(value)) { return value.flatMap((item) => pathsIn(item, prefix)); }
  if (value === null || typeof value !== 'object') { return [prefix]; }
  return [prefix, ...Object.entries(value).flatMap(([name, item]) => pathsIn(item, `${prefix}.${name}`))];
}

/** The paths of all properties of ACMPCA resources that a template has. */
function reachedBy(template: Template): string[] {
  const resources = template.toJSON().Resources as Record<string, { Type: string; Properties: unknown }>;
  return Object.values(resources)
    .flatMap(({ Type, Properties }) => pathsIn(Properties, Type.slice('AWS::ACMPCA::'.length)));
}

const wanted = types.flatMap(({ cloudFormationType, properties }) => pathsOf(properties, cloudFormationType.slice('AWS::ACMPCA::'.length)));

test('the schema has the four types and a deep property', () => {
  expect(types.map(({ cloudFormationType }) => cloudFormationType).sort()).toEqual([
    'AWS::ACMPCA::Certificate', 'AWS::ACMPCA::CertificateAuthority', 'AWS::ACMPCA::CertificateAuthorityActivation',
    'AWS::ACMPCA::Permission',
  ]);
  expect(wanted).toContain('Certificate.ApiPassthrough.Extensions.CertificatePolicies.PolicyQualifiers.Qualifier.CpsUri');
  expect(wanted.length).toBeGreaterThan(100);
});

test('every property of the schema is reached', () => {
  const reached = new Set(reachedBy(everything()));
  // A name is standard or custom: the custom attributes of the two subjects are reached by a stack of their own, below.
  const inOwnStack = (path: string) => /\.Subject\.CustomAttributes/.test(path) || /DirectoryName\.(?!CustomAttributes)/.test(path);

  expect(wanted.filter((path) => !reached.has(path) && !inOwnStack(path))).toEqual([]);
});

test('a subject and an alternative name can be standard or custom', () => {
  const stack = newStack();
  new RootCertificateAuthority(stack, 'Root', {
    subject: CUSTOM_NAME,
    csrExtensions: {
      subjectInformationAccess: [
        { accessMethod: AccessMethod.CA_REPOSITORY, accessLocation: GeneralName.directoryName(FULL_NAME) },
      ],
    },
    apiPassthrough: {
      subject: CUSTOM_NAME,
      extensions: { subjectAlternativeNames: [GeneralName.directoryName(FULL_NAME)] },
    },
  });

  const reached = reachedBy(Template.fromStack(stack));
  const inOwnStack = wanted.filter((path) => /\.Subject\.CustomAttributes/.test(path) || /DirectoryName\.(?!CustomAttributes)/.test(path));
  expect(inOwnStack.length).toBeGreaterThan(10);
  expect(inOwnStack.filter((path) => !reached.includes(path))).toEqual([]);
});

test('every allowed value is reached by a name', () => {
  const namesOf = (catalogue: object) => Object.values(catalogue).map((value) => (value as { name: string }).name);
  const validities = [Validity.absolute(1), Validity.days(1), Validity.endDate('20361231235959'), Validity.months(1), Validity.years(1)];

  const named = { ...shapes, UsageMode: shapes.CertificateAuthorityUsageMode };
  const enumerations = named as object as Record<string, { enum: string[] }>;
  const allowed = (name: string) => enumerations[name].enum
    // CloudFormation does not list the RSA-PSS signing algorithms that the API has: SigningAlgorithm.of() names them.
    .filter((value) => !value.endsWith('_PSS'));
  const reached = {
    KeyAlgorithm: namesOf(KeyAlgorithm),
    SigningAlgorithm: namesOf(SigningAlgorithm),
    KeyStorageSecurityStandard: namesOf(KeyStorageSecurityStandard),
    UsageMode: namesOf(UsageMode),
    ValidityPeriodType: validities.map((validity) => validity._render(newStack()).type),
    ExtendedKeyUsageType: namesOf(ExtendedKeyUsage),
    AccessMethodType: namesOf(AccessMethod),
    CrlType: namesOf(CrlType),
    ActionType: Object.values(everything().findResources('AWS::ACMPCA::Permission'))[0].Properties.Actions as string[],
  };
  for (const [name, values] of Object.entries(reached)) {
    expect([name, [...values].sort()]).toEqual([name, allowed(name)]);
  }
});

test('a malformed object identifier is an error in every property', () => {
  const root = (props: object) => new RootCertificateAuthority(newStack(), 'Root', { subject: FULL_NAME, ...props });
  const extensions = (more: object) => root({ apiPassthrough: { extensions: more } });

  errorOf('ObjectIdentifier', () => extensions({ certificatePolicies: [{ objectIdentifier: 'x' }] }));
  errorOf('ObjectIdentifier', () => extensions({ extendedKeyUsage: [ExtendedKeyUsage.ofObjectIdentifier('x')] }));
  errorOf('ObjectIdentifier', () => extensions({ customExtensions: [{ objectIdentifier: 'x', value: 'BQA=' }] }));
  errorOf('ObjectIdentifier', () => root({
    csrExtensions: { subjectInformationAccess: [{ accessMethod: AccessMethod.ofObjectIdentifier('x'), accessLocation: GENERAL_NAMES[0] }] },
  }));
});
