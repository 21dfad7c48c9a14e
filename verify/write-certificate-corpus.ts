import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, aws_certificatemanager as acm } from 'aws-cdk-lib';
import * as everything from './certificates/request-everything';
import * as lifeCycles from '../build-tools/life-cycle-steps';
import { Step } from '../build-tools/template-types';
import { ExternalParent } from '../src/authority/external-parent';
import { IPrivateCertificateAuthority } from '../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../src/authority/root-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../src/authority/subordinate-certificate-authority';
import { AccessMethod } from '../src/model/access-method';
import { CertificateTemplate, TemplatePassthrough } from '../src/model/certificate-template';
import { CrlType } from '../src/model/crl-type';
import { DistinguishedName } from '../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../src/model/extended-key-usage';
import { GeneralName } from '../src/model/general-name';
import { KeyAlgorithm } from '../src/model/key-algorithm';
import { UsageMode } from '../src/model/usage-mode';
import { Validity } from '../src/model/validity';
import { CertificateAuthorityHierarchy } from '../src/pattern/certificate-authority-hierarchy';
import { HierarchyLevel } from '../src/pattern/hierarchy-level';
import { CrlBucket } from '../src/revocation/crl-bucket';
import { CrlDistributionPoint } from '../src/revocation/crl-distribution-point';
import { Revocation } from '../src/revocation/revocation';

/*
 * Writes the templates of apps that request what the examples do not: passthrough, names, key algorithms, revocation,
 * hierarchies of all depths, and a hierarchy in two stacks. verify/check_certificates.py issues the certificates. It
 * also deploys the sequences of templates in life-cycles.json. The argument is the folder.
 */

const { API, CSR, API_AND_CSR } = TemplatePassthrough;
const SIGNING = { keyCertSign: true, crlSign: true };
const ALL_ATTRIBUTES = DistinguishedName.of({
  commonName: 'Example Corp Root CA G1',
  organization: 'Example Corp',
  organizationalUnit: 'PKI',
  country: 'US',
  state: 'Washington',
  locality: 'Seattle',
  serialNumber: '1',
  distinguishedNameQualifier: 'Q',
  title: 'Title',
  surname: 'Surname',
  givenName: 'Given',
  initials: 'G.S.',
  pseudonym: 'Pseudonym',
  generationQualifier: 'Jr.',
});
const CUSTOM_ATTRIBUTES = DistinguishedName.ofCustomAttributes([
  { objectIdentifier: '2.5.4.6', value: 'US' },
  { objectIdentifier: '2.5.4.3', value: 'Ä Corp Root CA G1' },
  { objectIdentifier: '1.3.6.1.4.1.99999.1', value: 'custom' },
]);
const GENERAL_NAMES = [
  GeneralName.dnsName('*.example.com'), GeneralName.uniformResourceIdentifier('spiffe://example.com/ca'),
  GeneralName.rfc822Name('pki@example.com'), GeneralName.ipAddress('192.0.2.1'), GeneralName.ipAddress('2001:db8::1'),
  GeneralName.directoryName(CUSTOM_ATTRIBUTES), GeneralName.registeredId('2.39.1'),
  GeneralName.otherName('1.3.6.1.4.1.311.20.2.3', 'Jürgen'),
];
/** One kind of name that `cryptography` does not read. */
const EDI_PARTY_NAME = GeneralName.ediPartyName('party', 'assigner');
/** An access description for each of the other kinds of name. */
const ACCESS_DESCRIPTIONS = GENERAL_NAMES
  .map((accessLocation) => ({ accessMethod: AccessMethod.CA_REPOSITORY, accessLocation }));
const CA_REPOSITORY_BY_OID = {
  accessMethod: AccessMethod.ofObjectIdentifier('1.3.6.1.5.5.7.48.5'), accessLocation: GeneralName.dnsName('pki.example.com'),
};

type RootProps = Partial<RootCertificateAuthorityProps>;
type SubordinateProps = Partial<SubordinateCertificateAuthorityProps>;

const named = (id: string) => ({
  subject: DistinguishedName.of({ commonName: `Example Corp ${id} CA G1` }), revocation: Revocation.none(),
});
const rootIn = (stack: Stack, props: RootProps = {}, id = 'Root') =>
  new RootCertificateAuthority(stack, id, { ...named(id), ...props });
const subordinateIn = (stack: Stack, parent: IPrivateCertificateAuthority, props: SubordinateProps = {}, id = 'Issuing') =>
  new SubordinateCertificateAuthority(stack, id, { ...named(id), parent, ...props });

function passthrough(stack: Stack): void {
  const root = rootIn(stack, {
    certificateTemplate: CertificateTemplate.blankRootCa(2).withPassthrough(API),
    apiPassthrough: {
      subject: ALL_ATTRIBUTES,
      extensions: {
        keyUsage: SIGNING,
        certificatePolicies: [
          { objectIdentifier: '2.23.140.1.2.1', cpsUris: ['http://pki.example.com/cps'] }, { objectIdentifier: '1.2.3' },
        ],
        extendedKeyUsage: [ExtendedKeyUsage.SERVER_AUTH, ExtendedKeyUsage.ofObjectIdentifier('1.3.6.1.5.5.7.3.17')],
        subjectAlternativeNames: [...GENERAL_NAMES, EDI_PARTY_NAME],
        customExtensions: [{ objectIdentifier: '1.3.6.1.4.1.99999.2', value: 'BQA=' }],
      },
    },
  });
  const policy = subordinateIn(stack, root, {
    certificateTemplate: CertificateTemplate.blankSubordinateCa(1).withPassthrough(API_AND_CSR),
    csrExtensions: { keyUsage: SIGNING, subjectInformationAccess: ACCESS_DESCRIPTIONS },
    apiPassthrough: {
      extensions: { extendedKeyUsage: [ExtendedKeyUsage.SERVER_AUTH], subjectAlternativeNames: GENERAL_NAMES },
    },
    validity: Validity.years(5),
  }, 'Policy');
  subordinateIn(stack, policy, {
    certificateTemplate: CertificateTemplate.subordinateCa(0).withPassthrough(CSR),
    csrExtensions: { subjectInformationAccess: [CA_REPOSITORY_BY_OID] },
    validity: Validity.months(18),
  });
  // A key usage as a custom extension, as in the Matter examples of the AWS documentation.
  rootIn(stack, {
    certificateTemplate: CertificateTemplate.blankRootCa().withPassthrough(API),
    apiPassthrough: {
      extensions: { customExtensions: [{ objectIdentifier: '2.5.29.15', value: 'AwIBBg==', critical: true }] },
    },
  }, 'Matter');
}

function names(stack: Stack): void {
  rootIn(stack, {
    subject: ALL_ATTRIBUTES,
    validity: Validity.endDate('20461231235959'),
    validityNotBefore: Validity.absolute(1_600_000_000),
  });
  rootIn(stack, { subject: CUSTOM_ATTRIBUTES, validity: Validity.absolute(2_429_913_599) }, 'Custom');
}

function algorithms(stack: Stack): void {
  const { RSA_2048, EC_PRIME256V1, EC_SECP521R1, ML_DSA_44, ML_DSA_65, ML_DSA_87 } = KeyAlgorithm;
  for (const keyAlgorithm of [RSA_2048, EC_PRIME256V1, EC_SECP521R1, ML_DSA_44, ML_DSA_65, ML_DSA_87]) {
    const id = keyAlgorithm.name.replace(/_/g, '');
    subordinateIn(stack, rootIn(stack, { keyAlgorithm }, id), {}, `${id}Issuing`);
  }
}

function revocation(stack: Stack): void {
  const bucket = new CrlBucket(stack, 'Crls');
  const { customCname, omitted, bucketUrl } = CrlDistributionPoint;
  const root = rootIn(stack, {
    revocation: Revocation.crlAndOcsp({
      crl: { bucket, distributionPoint: customCname('crl.example.com'), customPath: 'pki', type: CrlType.PARTITIONED },
      ocsp: { customCname: 'ocsp.example.com' },
    }),
  });
  const policy = subordinateIn(stack, root, {
    pathLength: 1, revocation: Revocation.crl({ bucket, distributionPoint: omitted() }), validity: Validity.years(5),
  }, 'Policy');
  const issuing = subordinateIn(stack, policy, {
    revocation: Revocation.crl({ bucket, distributionPoint: bucketUrl() }),
  });
  new acm.PrivateCertificate(stack, 'Server', {
    domainName: 'server.example.com', certificateAuthority: issuing, keyAlgorithm: acm.KeyAlgorithm.EC_SECP384R1,
  });
  subordinateIn(stack, policy, { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE }, 'Workload');
}

/** The sample certificate of an example. */
function externalParent(stack: Stack): void {
  const [certificatePem, certificateChainPem] = ['issuing-ca.pem', 'chain.pem']
    .map((name) => readFileSync(join(__dirname, '../examples/external-parent', name), 'utf8'));
  new SubordinateCertificateAuthority(stack, 'Issuing', {
    ...named('Issuing'), externalParent: ExternalParent.signed({ certificatePem, certificateChainPem }),
  });
}

/** A level with as many CAs below it as the first number, each of which has as many as the second number, and so on. */
function levelOf(name: string, [width = 0, ...widths]: number[]): HierarchyLevel {
  return lifeCycles.named(name, { below: Array.from({ length: width }, (_, index) => levelOf(`${name}-${index + 1}`, widths)) });
}

function hierarchyOf(app: App, ...widths: number[]): void {
  const crls = Revocation.crl({ distributionPoint: CrlDistributionPoint.customCname('crl.example.com') });
  new CertificateAuthorityHierarchy(new Stack(app, 'Hierarchy'), 'Pki', { root: levelOf('Root', widths), revocation: crls });
}

/** The apps by the name of their folder. */
const APPS: Record<string, (app: App) => unknown> = {
  'hierarchy-1-level': (app) => hierarchyOf(app),
  'hierarchy-2-levels': (app) => hierarchyOf(app, 1),
  'hierarchy-3-levels': (app) => hierarchyOf(app, 1, 1),
  'hierarchy-4-levels': (app) => hierarchyOf(app, 1, 1, 1),
  'hierarchy-5-levels': (app) => hierarchyOf(app, 1, 1, 1, 1),
  'hierarchy-40-cas': (app) => hierarchyOf(app, 3, 4, 2),
  'passthrough': (app) => passthrough(new Stack(app, 'Passthrough')),
  'names': (app) => names(new Stack(app, 'Names')),
  'algorithms': (app) => algorithms(new Stack(app, 'Algorithms')),
  'revocation': (app) => revocation(new Stack(app, 'Revocation')),
  'external-parent': (app) => externalParent(new Stack(app, 'ExternalParent')),
  'templates': (app) => everything.templates(new Stack(app, 'Templates')),
  'every-algorithm': (app) => everything.everyAlgorithm(new Stack(app, 'EveryAlgorithm')),
  'every-extension': (app) => everything.everyExtension(new Stack(app, 'EveryExtension')),
  'every-distribution': (app) => everything.everyDistribution(new Stack(app, 'EveryDistribution')),
  'two-stacks': (app) => subordinateIn(new Stack(app, 'Below'), rootIn(new Stack(app, 'Top'))),
};

for (const [name, build] of Object.entries(APPS)) {
  // The negative controls name resources by their construct paths.
  const app = new App({ context: { 'aws:cdk:enable-path-metadata': true } });
  build(app);
  const folder = join(process.argv[2], name);
  mkdirSync(folder, { recursive: true });
  for (const { id, template } of app.synth().stacks) {
    writeFileSync(join(folder, `${id}.template.json`), JSON.stringify(template, undefined, 1));
  }
}

const disabled = { disabled: true };
const second = { certificateGeneration: 2 };
const twoLevels = (root: Partial<HierarchyLevel>, issuing: Partial<HierarchyLevel> = {}) =>
  lifeCycles.pki(lifeCycles.named('Root', { ...root, below: [lifeCycles.named('Issuing', issuing)] }));
const templatesOf = (steps: Step[]) => steps.map(({ templates }) => templates);

/** The sequences of the docs, and those that AWS Private CA must reject, for a reason that is a part of their name. */
const LIFE_CYCLES: Record<string, Step['templates'][]> = {
  'levels': templatesOf(lifeCycles.hierarchySteps()),
  'reserved depth': templatesOf(lifeCycles.reservedDepthSteps()),
  'renewal': templatesOf(lifeCycles.renewalSteps()),
  'renewal across stacks': templatesOf(lifeCycles.renewalAcrossStacksSteps()),
  'offline root CA': templatesOf(lifeCycles.offlineRootSteps()),
  'succession': templatesOf(lifeCycles.successionSteps()),
  'succession of a root CA': templatesOf(lifeCycles.rootSuccessionSteps()),
  'disabled in the first deployment, refused: the CA is DISABLED': [twoLevels(disabled)],
  'renewal of a disabled root CA, refused: the CA is DISABLED': [twoLevels({}), twoLevels(disabled), twoLevels({ ...disabled, ...second })],
  'renewal below a disabled root CA, refused: the CA is DISABLED': [twoLevels({}), twoLevels(disabled), twoLevels(disabled, second)],
  'new chain of a disabled CA, refused: can\'t import': [twoLevels({}), twoLevels({}, disabled), twoLevels(second, disabled)],
};
writeFileSync(join(process.argv[2], 'life-cycles.json'), JSON.stringify(LIFE_CYCLES));
writeFileSync(join(process.argv[2], 'api.json'), JSON.stringify(everything.offeredValues()));
