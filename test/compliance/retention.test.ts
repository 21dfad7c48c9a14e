import { App, CfnResource, Duration, RemovalPolicies, RemovalPolicy, Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FOLLOWING_TYPES, RETAINED_RESOURCES, RetainedResource } from './retained-resources';
import { CertificateAuthorityShare } from '../../src/access/certificate-authority-share';
import { RolesAnywhereProfile } from '../../src/access/roles-anywhere-profile';
import { RolesAnywhereTrustAnchor } from '../../src/access/roles-anywhere-trust-anchor';
import { SharePermission } from '../../src/access/share-permission';
import { SharePrincipal } from '../../src/access/share-principal';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportArchive } from '../../src/audit/audit-report-archive';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { ExternalParent } from '../../src/authority/external-parent';
import { IssuedCertificate } from '../../src/authority/issued-certificate';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { Validity } from '../../src/model/validity';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlReplica } from '../../src/revocation/crl-replica';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { newRoot } from '../support/stacks';
import { TemplateResource } from '../support/world';
import { certificateSigningRequest, ecKey } from '../support/x509';

/* From CA and bucket over all that they need, and all that works on them: what stays when the stack goes? */

/** The types that CloudFormation deletes with the stack. No certificate and no CA needs them. */
const DELETED = [
  'AWS::CloudTrail::Trail', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::RolesAnywhere::Profile',
  'AWS::RolesAnywhere::TrustAnchor',
  'AWS::Athena::NamedQuery', 'AWS::Athena::WorkGroup', 'AWS::CloudTrail::Trail', 'AWS::CloudWatch::Alarm', 'AWS::Events::Rule',
  'AWS::Glue::Database', 'AWS::Glue::Table', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy', 'AWS::Scheduler::Schedule', 'AWS::Scheduler::ScheduleGroup', 'AWS::StepFunctions::StateMachine',
];

/** The roles of replications, which retained CAs need for their CRLs. */
const REPLICATION = /Replication(Role|Policy)[0-9A-F]{8}$/;

/** The resources of the user in the test stack. CDK retains a bucket by default, and the library its policy. */
const OF_USER = /^(MyCrls|Mine|Logs|MyTrail)(Policy)?[0-9A-F]{8}$/;

/** The properties that contain a fixed name, by type. A new type of retained resource needs an entry. */
const NAME_PROPERTIES: Record<string, string[][]> = {
  'AWS::ACMPCA::CertificateAuthority': [],
  'AWS::ACMPCA::Certificate': [],
  'AWS::ACMPCA::CertificateAuthorityActivation': [],
  'AWS::ACMPCA::Permission': [],
  'AWS::CloudFront::CachePolicy': [['CachePolicyConfig', 'Name']],
  'AWS::CloudFront::Distribution': [],
  'AWS::CloudFront::OriginAccessControl': [['OriginAccessControlConfig', 'Name']],
  'AWS::IAM::ManagedPolicy': [],
  'AWS::IAM::Role': [['RoleName']],
  'AWS::KMS::Alias': [['AliasName']],
  'AWS::KMS::Key': [],
  'AWS::Logs::Delivery': [],
  'AWS::Logs::DeliveryDestination': [['Name']],
  'AWS::Logs::DeliverySource': [['Name']],
  'AWS::Logs::LogGroup': [['LogGroupName']],
  'AWS::Logs::LogStream': [['LogStreamName']],
  'AWS::RAM::Permission': [['Name']],
  // Several resource shares can have one name.
  'AWS::RAM::ResourceShare': [],
  'AWS::S3::Bucket': [['BucketName'], ['BucketNamePrefix']],
  'AWS::S3::BucketPolicy': [],
};

const stack = new Stack(new App(), 'Stack');
const crls = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms() });
const cdn = new CrlDistribution(stack, 'Cdn', { bucket: crls, logBucket: crls.serverAccessLogsBucket });
const ocsp = new OcspDistribution(stack, 'Ocsp');
const root = newRoot(stack, 'Root', Revocation.crlAndOcsp({
  crl: { distributionPoint: CrlDistributionPoint.distribution(cdn) }, ocsp: { customCname: ocsp.domainName },
}));
// A bucket of its own, and one that was brought along.
newRoot(stack, 'Own', Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl() }));
new CrlBucket(stack, 'ExistingCrls', { bucket: new s3.Bucket(stack, 'MyCrls') });
const sub = new SubordinateCertificateAuthority(stack, 'Sub', { subject: DistinguishedName.of({ commonName: 'Sub' }), parent: root, revocation: Revocation.none() });
new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: sub });
const audit = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [root, sub], encryption: PrivateCaBucketEncryption.kms() });
// Also what the user brings along: a bucket, and a log bucket that several share.
new AuditReportBucket(stack, 'Existing', { certificateAuthorities: [root], bucket: new s3.Bucket(stack, 'Mine') });
new AuditReportBucket(stack, 'Sharing', { certificateAuthorities: [root], serverAccessLogsBucket: new s3.Bucket(stack, 'Logs') });
new AuditReportBucket(stack, 'SharingOurs', { certificateAuthorities: [root], serverAccessLogsBucket: audit.serverAccessLogsBucket });
const trail = new PrivateCaTrail(stack, 'Trail', { serverAccessLogsBucket: audit.serverAccessLogsBucket });
// A replication in one stack has no fixed role name, and one to another account has one.
const retention = ArchiveRetention.governance(Duration.days(365));
const shared = { retention, encryption: PrivateCaBucketEncryption.kms(), serverAccessLogsBucket: audit.serverAccessLogsBucket };
new AuditReportBucket(stack, 'Archived', {
  certificateAuthorities: [root],
  archive: new AuditReportArchive(stack, 'Archive', shared),
  encryption: PrivateCaBucketEncryption.kms(),
  serverAccessLogsBucket: audit.serverAccessLogsBucket,
});
new CrlBucket(stack, 'ReplicatedCrls', {
  replica: new CrlReplica(stack, 'Replica', { serverAccessLogsBucket: audit.serverAccessLogsBucket }), serverAccessLogsBucket: audit.serverAccessLogsBucket,
});
new PrivateCaTrail(stack, 'ExistingTrail', { bucket: new s3.Bucket(stack, 'MyTrail'), encryptionKey: trail.encryptionKey });
root.node.addDependency(trail);
new ExternalPkiLog(stack, 'Ezca', { credentialCreatedOn: '2026-11-26' });
new CertificateAuthorityShare(stack, 'Share', {
  certificateAuthorities: [sub], principals: [SharePrincipal.account('444455556666')], permissions: [SharePermission.read()],
});
const anchor = new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: sub });
const build = new iam.Role(stack, 'Build', { assumedBy: anchor.principal({ subject: { CN: 'build' } }) });
new RolesAnywhereProfile(stack, 'Profile', { roles: [build] });
new SubordinateCertificateAuthority(stack, 'Waiting', {
  subject: DistinguishedName.of({ commonName: 'Waiting' }), externalParent: ExternalParent.pending(), revocation: Revocation.none(),
});
new IssuedCertificate(stack, 'Device', {
  certificateAuthority: sub,
  csr: CertificateSigningRequest.fromPem(certificateSigningRequest('device', ecKey())),
  validity: Validity.days(30),
});
new CertificateAuthorityHierarchy(stack, 'Pki', {
  root: {
    name: 'Root',
    subject: DistinguishedName.of({ commonName: 'Root' }),
    below: [{ name: 'Issuing', subject: DistinguishedName.of({ commonName: 'Issuing' }), certificateGeneration: 2 }],
  },
  revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl() }),
});
const scheduled = { auditReportBucket: audit, certificateAuthorities: [root, sub] };
new AuditReportSchedule(stack, 'Reports', scheduled);
const analytics = new AuditReportAnalytics(stack, 'Analytics', scheduled);
new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics });
new CertificateAuthorityExpiryWatch(stack, 'Expiry', scheduled);
const resources = Template.fromStack(stack).toJSON().Resources as Record<string, TemplateResource>;

/** Whether CloudFormation retains a resource. CDK renders `Delete` for some types. */
function isRetained({ DeletionPolicy }: TemplateResource): boolean {
  return DeletionPolicy !== undefined && DeletionPolicy !== 'Delete';
}

/** The resources that one refers to, by whatever name. */
function neighborsOf(id: string): string[] {
  const text = JSON.stringify([resources[id].Properties, resources[id].DependsOn]);
  return Object.keys(resources).filter((other) => other !== id && text.includes(`"${other}"`));
}

/** A resource, all that it needs and all that needs it, over any number of steps. */
function closureOf(start: string[]): string[] {
  const found = [...start];
  for (const id of found) {
    const around = Object.keys(resources)
      .filter((other) => neighborsOf(id).includes(other) || neighborsOf(other).includes(id));
    found.push(...around.filter((other) => !found.includes(other)));
  }
  return found;
}

const starts = Object.keys(resources).filter((id) => /CertificateAuthority$|Bucket$|Distribution$|LogGroup$/.test(resources[id].Type));

const retained = Object.keys(resources).filter((id) => isRetained(resources[id]) && !OF_USER.test(id));

/** The rows of the documentation that describe a resource. */
function rowsOf(id: string): RetainedResource[] {
  return RETAINED_RESOURCES.filter(({ type, ids }) => type.split(', ').includes(resources[id].Type) && ids.test(id));
}

/** The fixed name of a resource, if it has one. */
function nameOf(id: string): unknown {
  const value = (path: string[]) =>
    path.reduce<unknown>((from, key) => (from as Record<string, unknown> | undefined)?.[key], resources[id].Properties);
  return NAME_PROPERTIES[resources[id].Type].map(value).find((name) => name !== undefined);
}

/** The data that a policy or a key belongs to. */
function dataOf(id: string): string[] {
  const { Type, Properties } = resources[id];
  if (Type === 'AWS::S3::BucketPolicy') { return [(Properties!.Bucket as { Ref: string }).Ref]; }
  return Object.keys(resources).filter((other) =>
    JSON.stringify([resources[other].Properties?.BucketEncryption, resources[other].Properties?.KmsKeyId])?.includes(`"${id}"`));
}

test.each(closureOf(starts).map((id) => [resources[id].Type, id]))('%s %s is retained or deleted like its type', (type, id) => {
  const isDeleted = DELETED.includes(type) && !REPLICATION.test(id);

  expect([isRetained(resources[id]), resources[id].UpdateReplacePolicy === 'Retain']).toEqual([!isDeleted, !isDeleted]);
});

test.each(retained.map((id) => [resources[id].Type, id]))('%s %s has one row in the documentation, and its deletion policy', (type, id) => {
  expect(Object.keys(NAME_PROPERTIES)).toContain(type);
  const [row, ...more] = rowsOf(id);

  expect(more).toEqual([]);
  expect([id, row?.name !== undefined]).toEqual([id, nameOf(id) !== undefined]);
  if (!FOLLOWING_TYPES.includes(type)) { expect(resources[id].DeletionPolicy).toBe(row.policy); }
});

test.each(retained.filter((id) => nameOf(id) !== undefined).map((id) => [resources[id].Type, id]))(
  '%s %s with a fixed name does not block the next deployment, unless a service writes to it during the deployment', (_type, id) => {
    const [{ writtenDuringDeployment }] = rowsOf(id);

    expect(resources[id].DeletionPolicy === 'RetainExceptOnCreate').toBe(writtenDuringDeployment === undefined);
  });

test.each(retained.filter((id) => FOLLOWING_TYPES.includes(resources[id].Type)).map((id) => [resources[id].Type, id]))(
  '%s %s has the deletion policy of its data', (_type, id) => {
    const data = dataOf(id);

    expect(data.length).toBeGreaterThan(0);
    expect(data.map((other) => resources[other].DeletionPolicy)).toEqual(data.map(() => resources[id].DeletionPolicy));
  });

test('each row in the documentation describes a resource', () => {
  const unused = RETAINED_RESOURCES.filter((row) => !retained.some((id) => rowsOf(id).includes(row)));

  expect(unused).toEqual([]);
});

test.each<[string, RemovalPolicy, string]>([
  ['RETAIN', RemovalPolicy.RETAIN, 'Retain'],
  ['RETAIN_ON_UPDATE_OR_DELETE', RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate'],
  ['DESTROY', RemovalPolicy.DESTROY, 'Delete'],
])('with removalPolicy %s, data and keys have the same deletion policy, and access logs are retained with RETAIN_ON_UPDATE_OR_DELETE',
  (_name, removalPolicy, expected) => {
    const own = new Stack(new App(), 'Stack');
    const encryption = PrivateCaBucketEncryption.kms();
    new CrlBucket(own, 'Crls', { encryption, removalPolicy });
    new AuditReportBucket(own, 'Audit', { certificateAuthorities: [newRoot(own)], encryption, removalPolicy });
    new PrivateCaTrail(own, 'Trail', { removalPolicy });
    new ExternalPkiLog(own, 'Ezca', { removalPolicy });

    const policies = Object.entries<TemplateResource>(Template.fromStack(own).toJSON().Resources)
      .filter(([, { Type }]) => /Key$|Bucket$|BucketPolicy$|LogGroup$|LogStream$/.test(Type))
      .map(([id, { DeletionPolicy }]) => [id.includes('AccessLogs'), DeletionPolicy]);
    const ofAccessLogs = expected === 'RetainExceptOnCreate' ? 'Retain' : expected;
    expect(policies.length).toBeGreaterThan(15);
    expect(policies).toEqual(policies.map(([isAccessLogs]) => [isAccessLogs, isAccessLogs ? ofAccessLogs : expected]));
  });

test('an aspect that deletes every retained resource is reported for each of them', () => {
  RemovalPolicies.of(stack).destroy();
  const { messages } = (stack.node.root as App).synth({ force: true }).getStackByName('Stack');
  const warnings = messages.map(({ entry }) => String(entry.data)).filter((text) => text.includes('cdk-private-ca:retainedResourceDeleted'));
  const nodes = stack.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
  const pathOf = (id: string) => nodes.find((node) => stack.resolve(node.logicalId) === id)!.node.path;
  const unreported = retained.filter((id) => !warnings.some((text) => new RegExp(`${pathOf(id)}[, ]|${pathOf(id)}\\. `).test(text)));

  expect(warnings.length).toBeGreaterThan(10);
  expect(unreported).toEqual([]);
});

test('the closure is the whole stack: nothing is left out', () => {
  expect(closureOf(starts).sort()).toEqual(Object.keys(resources).sort());
});

test('the logical ids of everything that holds data or a key are pinned', () => {
  const held = Object.keys(resources).filter((id) => ['AWS::ACMPCA::CertificateAuthority', 'AWS::CloudFront::Distribution', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket'].includes(resources[id].Type));

  expect(held.filter((id) => /^(Root|Sub|Audit|Trail)/.test(id)).sort()).toEqual([
    'Audit60AC924E', 'AuditAccessLogs9A4BEAE3', 'AuditKey2ED08D30', 'RootAC0F3320', 'SubEEDFF70A',
    'TrailBucket6C1E344E', 'TrailKey31F874A3', 'TrailLogs73276642', 'TrailLogsKeyBB6F240D',
  ]);
  expect(held.filter((id) => /^(Analytics|Certificates|Expiry|Reports)/.test(id)).sort()).toEqual([
    'AnalyticsAccessLogs7A7AC847', 'AnalyticsBucketF3CB46A2', 'AnalyticsLogs56CCDDDA', 'AnalyticsLogsKeyD1A70B7F',
    'CertificatesLogs8426BBAA', 'CertificatesLogsKey57F0F443', 'ExpiryLogs377FB851', 'ExpiryLogsKey7E585B33',
    'ReportsLogsB8F257B9', 'ReportsLogsKey11615C90',
  ]);
  expect(held.filter((id) => id.startsWith('Ezca'))).toEqual(['EzcaKey672F3C3D', 'Ezca737B55F1', 'EzcaCredentialLogs4714AABF']);
  expect(held.filter((id) => /^(Crls|Own|Cdn|Ocsp)/.test(id)).sort()).toEqual([
    'CdnF9DD0B44', 'Crls4546DE51', 'CrlsAccessLogsDB99E716', 'CrlsKey71B3F2EB', 'OcspBB0B679C', 'Own30425842', 'OwnCrls1E12EF69',
    'OwnCrlsAccessLogsC26F5580',
  ]);
});
