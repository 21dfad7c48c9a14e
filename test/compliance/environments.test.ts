import {
  App, Duration, Stack, aws_iam as iam, aws_organizations as organizations, aws_s3 as s3, aws_sns as sns,
  aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { APPS } from './apps';
import { CertificateAuthorityShare } from '../../src/access/certificate-authority-share';
import { PrivateCaGuardrails } from '../../src/access/private-ca-guardrails';
import { RolesAnywhereProfile } from '../../src/access/roles-anywhere-profile';
import { RolesAnywhereTrustAnchor } from '../../src/access/roles-anywhere-trust-anchor';
import { SharePermission } from '../../src/access/share-permission';
import { SharePrincipal } from '../../src/access/share-principal';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { CrlFreshnessAlarm } from '../../src/alerting/crl-freshness-alarm';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportArchive } from '../../src/audit/audit-report-archive';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { IssuedCertificate } from '../../src/authority/issued-certificate';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { CertificateTemplate } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { Validity } from '../../src/model/validity';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { PrivateCaBaseline } from '../../src/pattern/private-ca-baseline';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailArchive } from '../../src/trail/trail-archive';
import { FEATURE_FLAGS, newRoot } from '../support/stacks';
import { World } from '../support/world';
import { certificateSigningRequest, ecKey } from '../support/x509';

/* The same app in every partition and under every set of feature flags. */

const DEVICE_CSR = certificateSigningRequest('device', ecKey());
const CONTEXT = process.env.CDK_CONTEXT_JSON;

afterEach(() => {
  process.env.CDK_CONTEXT_JSON = CONTEXT;
});

function templatesOf(name: string, flags: Record<string, unknown>): Record<string, unknown> {
  process.env.CDK_CONTEXT_JSON = JSON.stringify(flags);
  const stacks = APPS[name]().node.findAll().filter((node): node is Stack => Stack.isStack(node));
  return Object.fromEntries(stacks
    .filter((stack) => !stack.node.path.includes('DeployAssert'))
    .map((stack) => [stack.node.path, withSortedResources(Template.fromStack(stack).toJSON())]));
}

/** With flags, CDK sorts the resources of statements. The order has no meaning. */
function withSortedResources(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withSortedResources); }
  if (value === null || typeof value !== 'object') { return value; }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [
    name, name === 'Resource' && Array.isArray(item) ? [...item].sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1) : withSortedResources(item),
  ]));
}

// Integration apps also hold what CDK makes for their assertions, which depends on flags; integ-runner sets them all.
// The constructs of other services in the examples of consumers depend on flags too.
// With flags, CDK merges equal statements of several principals, and refers to another stack in another way.
const OURS = Object.keys(APPS)
  .filter((name) => !/^(integ\/|examples\/(consumer-|multi-account)|grants and options$|options that the user chooses$)/.test(name));

test.each(OURS)('%s: the same templates with no feature flag and with all that CDK recommends', (name) => {
  const without = templatesOf(name, FEATURE_FLAGS.none);

  expect(Object.keys(without).length).toBeGreaterThan(0);
  expect(templatesOf(name, FEATURE_FLAGS.recommended)).toEqual(without);
});

test.each([['unknown', undefined], ['known', { account: '111122223333', region: 'us-east-1' }]])(
  'in an environment that is %s the same policies for what users bring, with and without flags', (_name, env) => {
    const policiesWith = (flags: Record<string, unknown>) => {
      const stack = new Stack(new App({ context: flags }), 'Stack', { env });
      const arn = (account: string) => `arn:aws:acm-pca:us-east-1:${account}:certificate-authority/1`;
      const cas = ['111122223333', '444455556666'].map((account) =>
        PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${account}`, arn(account)));
      const crls = new CrlBucket(stack, 'Crls', { bucket: new s3.Bucket(stack, 'MyCrls', { bucketName: 'amzn-s3-demo-bucket2' }) });
      new CrlDistribution(stack, 'Cdn', { bucket: crls, logBucket: new s3.Bucket(stack, 'CdnLogs', { encryption: s3.BucketEncryption.S3_MANAGED }) });
      const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' });
      new AuditReportBucket(stack, 'Existing', { certificateAuthorities: cas, bucket, denyOtherWriters: true });
      new AuditReportBucket(stack, 'Sharing', { certificateAuthorities: cas, serverAccessLogsBucket: new s3.Bucket(stack, 'Logs') });
      return Template.fromStack(stack).findResources('AWS::S3::BucketPolicy');
    };

    expect(policiesWith(FEATURE_FLAGS.recommended)).toEqual(policiesWith(FEATURE_FLAGS.none));
  });

/**
 * Root with CRLs and OCSP, subordinate, audit bucket under a key, trail, log of an outside PKI, notifications and a
 * rule: every ARN and principal that we write.
 */
function build(region?: string, partition = 'aws'): Stack {
  // CloudFront is rejected in these partitions.
  const withCloudFront = !['aws-cn', 'aws-us-gov'].includes(partition);
  const stack = new Stack(new App(), 'Stack', { env: region ? { account: '111122223333', region } : undefined });
  const crls = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }) });
  const distributionPoint = withCloudFront
    ? CrlDistributionPoint.distribution(new CrlDistribution(stack, 'Cdn', { bucket: crls }))
    : CrlDistributionPoint.customCname('crl.example.com');
  const ocsp = withCloudFront ? { customCname: new OcspDistribution(stack, 'Ocsp').domainName } : {};
  const root = newRoot(stack, 'Root', Revocation.crlAndOcsp({ crl: { bucket: crls, distributionPoint, customPath: 'pki' }, ocsp }));
  const sub = new SubordinateCertificateAuthority(stack, 'Sub', { subject: DistinguishedName.of({ commonName: 'Sub' }), parent: root, revocation: Revocation.none() });
  const encryption = PrivateCaBucketEncryption.kms();
  const retention = ArchiveRetention.governance(Duration.days(365));
  const audit = new AuditReportBucket(stack, 'Audit', {
    certificateAuthorities: [root, sub], encryption, archive: new AuditReportArchive(stack, 'Archive', { retention, encryption }),
  });
  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [root] });
  new PrivateCaTrail(stack, 'Trail', {
    snsTopic: new sns.Topic(stack, 'Delivered'), archive: new TrailArchive(stack, 'TrailArchive', { retention }),
  }).grants
    .readLogs(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
  new ExternalPkiLog(stack, 'Ezca', { user: new iam.User(stack, 'Writer') });
  const scheduled = { auditReportBucket: audit, certificateAuthorities: [root, sub] };
  new AuditReportSchedule(stack, 'Reports', scheduled);
  new AuditReportAnalytics(stack, 'Analytics', scheduled).grants
    .query(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', scheduled);
  useAccess(stack, root, sub, partition);
  const notify = [new PkiNotifications(stack, 'Notifications')];
  CertificateAuthorityEvents.fromCertificateAuthorities(stack, [root, sub]).onCertificateRevoked('Revoked', { notify });
  return stack;
}

/** Grants, shares, a device certificate, IAM Roles Anywhere, and guardrails. */
function useAccess(stack: Stack, root: RootCertificateAuthority, sub: SubordinateCertificateAuthority, partition: string): void {
  const issuer = new iam.Role(stack, 'Issuer', { assumedBy: new iam.AccountRootPrincipal() });
  sub.grants.issue(issuer);
  root.grants.issueSubordinate(issuer);
  new CertificateAuthorityShare(stack, 'Share', {
    certificateAuthorities: [sub],
    principals: [SharePrincipal.account('444455556666')],
    permissions: [SharePermission.endEntity(), SharePermission.templates([CertificateTemplate.CODE_SIGNING])],
  });
  const csr = CertificateSigningRequest.fromPem(DEVICE_CSR);
  new IssuedCertificate(stack, 'Device', { certificateAuthority: sub, csr, validity: Validity.days(30) });
  new organizations.CfnPolicy(stack, 'Guardrails', {
    name: 'pki',
    type: 'SERVICE_CONTROL_POLICY',
    content: new iam.PolicyDocument({
      statements: PrivateCaGuardrails.statements(stack, { administrators: ['arn:*:iam::111122223333:role/Pki'], executionRoles: [] }),
    }),
  });
  // IAM Roles Anywhere is not supported in China.
  if (partition === 'aws-cn') { return; }
  const anchor = new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: sub });
  const role = new iam.Role(stack, 'Build', { assumedBy: anchor.principal({ subject: { CN: 'build' } }) });
  new RolesAnywhereProfile(stack, 'Profile', { roles: [role] });
}

/** A hierarchy on three levels with every part of a baseline, and with subscriptions. */
function buildBaseline(region?: string): Stack {
  const stack = new Stack(new App(), 'Stack', { env: region ? { account: '111122223333', region } : undefined });
  const subject = (commonName: string) => DistinguishedName.of({ commonName });
  new PrivateCaBaseline(stack, 'Pki', {
    hierarchy: {
      root: {
        name: 'Root',
        subject: subject('Root G1'),
        below: [{ name: 'Policy', subject: subject('Policy G1'), below: [{ name: 'Issuing', subject: subject('Issuing G1') }] }],
      },
      revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.customCname('crl.example.com') }),
    },
    subscriptions: [new subscriptions.EmailSubscription('pki@example.com'), new subscriptions.SqsSubscription(new sqs.Queue(stack, 'Queue'))],
  });
  return stack;
}

const TYPES_WITH_ARNS = [
  'AWS::RAM::ResourceShare', 'AWS::RAM::Permission', 'AWS::RolesAnywhere::TrustAnchor', 'AWS::RolesAnywhere::Profile',
  'AWS::Organizations::Policy',
  'AWS::ACMPCA::CertificateAuthority', 'AWS::ACMPCA::Certificate', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy',
  'AWS::CloudTrail::Trail', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy',
  'AWS::Events::Rule', 'AWS::CloudFront::Distribution', 'AWS::Logs::LogGroup', 'AWS::StepFunctions::StateMachine', 'AWS::IAM::Role',
  'AWS::Scheduler::Schedule', 'AWS::CloudWatch::Alarm', 'AWS::Athena::WorkGroup', 'AWS::Glue::Table',
];

const PARTITIONS = [
  ['aws', 'us-east-1'], ['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws-eusc', 'eusc-de-east-1'],
];

/** Requires the same resources in a Region as in an unknown environment, with ARNs of the partition only. */
function expectOwnPartition(buildIn: (region?: string) => Stack, partition: string, region: string): void {
  const inRegion = World.of(buildIn(region), { partition, region });
  const agnostic = World.of(buildIn(), { partition, region });

  for (const type of TYPES_WITH_ARNS) {
    // Only in a known China Region, a CA has the standard that AWS Private CA requires there.
    const resolved = (world: World) => world.idsOf(type).map((id) => ({ ...world.propertiesOf(id), KeyStorageSecurityStandard: undefined }));
    expect(resolved(inRegion)).toEqual(resolved(agnostic));
    const arns = [...JSON.stringify(resolved(inRegion)).matchAll(/arn:([a-z-]+):/g)].map((match) => match[1]);
    expect(arns.filter((own) => own !== partition)).toEqual([]);
  }
  expect(JSON.stringify(Template.fromStack(buildIn(region)).toJSON())).not.toMatch(/arn:aws[a-z-]*:/);
}

test.each(PARTITIONS)('in partition %s the app differs from the environment-agnostic one by the Region and account alone', (partition, region) => {
  expectOwnPartition((own) => build(own, partition), partition, region);
});

test.each(PARTITIONS)('in partition %s a baseline with a hierarchy has no ARN of another partition', (partition, region) => {
  expectOwnPartition(buildBaseline, partition, region);
});
