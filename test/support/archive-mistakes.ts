import { App, Duration, Lazy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { CrlFreshnessAlarm, CrlFreshnessAlarmProps } from '../../src/alerting/crl-freshness-alarm';
import { RevocationEndpoint } from '../../src/alerting/revocation-endpoint';
import { RevocationReachability } from '../../src/alerting/revocation-reachability';
import { AuditReportArchive } from '../../src/audit/audit-report-archive';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketProps } from '../../src/audit/audit-report-bucket-props';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { ArchiveProps } from '../../src/model/archive-props';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { ErrorCode } from '../../src/private/error-codes';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailArchive } from '../../src/trail/trail-archive';

/* The mistakes in archives, and in alarms on revocation, for `mistakes.ts`. */

const newStack = (region = 'us-east-1', account = '111122223333') => new Stack(new App(), 'Stack', { env: { account, region } });
const authority = (stack: Stack) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1');
const retention = ArchiveRetention.governance(Duration.days(30));
const archive = (props: (stack: Stack) => ArchiveProps, stack = newStack()) => new AuditReportArchive(stack, 'Archive', props(stack));
const reports = (props: (stack: Stack) => Partial<AuditReportBucketProps>, stack = newStack()) =>
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [authority(stack)], ...props(stack) });
const inNewArchive = (stack: Stack, props: ArchiveProps = {}) => new AuditReportArchive(stack, 'Archive', { retention, ...props });
const objectLockDefaultRetention = s3.ObjectLockRetention.governance(Duration.days(30));
const locked = (stack: Stack, id = 'Locked') => new s3.Bucket(stack, id, { bucketName: 'amzn-s3-demo-bucket', versioned: true, objectLockDefaultRetention });
const lockedWithoutVersioning = (stack: Stack) => {
  const bucket = locked(stack);
  (bucket.node.defaultChild as s3.CfnBucket).versioningConfiguration = undefined;
  return bucket;
};
const root = (stack: Stack, revocation: Revocation) => new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), revocation,
});
const freshness = (props: Partial<CrlFreshnessAlarmProps>, stack = newStack()) =>
  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [authority(stack)], ...props });
const reachability = (endpoints: RevocationEndpoint[], stack = newStack()) => new RevocationReachability(stack, 'Reachable', { endpoints });
const ocsp = RevocationEndpoint.ocsp('ocsp.example.com');

/** The mistakes, in the order of the codes. */
export const ARCHIVE_MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
  ['ArchiveObjectLock', () => archive((stack) => ({ bucket: new s3.Bucket(stack, 'Open', { versioned: true }) }))],
  ['ArchiveObjectLock', () => archive((stack) => ({ bucket: new s3.Bucket(stack, 'Unlocked', { versioned: true, objectLockEnabled: true }) }))],
  ['ArchiveVersioning', () => archive((stack) => ({
    bucket: lockedWithoutVersioning(stack),
  }))],
  ['ArchiveVersioning', () => reports((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket1' }), archive: inNewArchive(stack),
  }))],
  ['ArchiveBucket', () => {
    const stack = newStack();
    const bucket = locked(stack);
    const key = new kms.Key(stack, 'Key');
    const encryption = PrivateCaBucketEncryption.kms({ key });
    return new PrivateCaTrail(stack, 'Trail', { bucket, encryptionKey: key, archive: new TrailArchive(stack, 'Archive', { bucket, encryption }) });
  }],
  ['ArchiveEncryption', () => reports((stack) => ({
    encryption: PrivateCaBucketEncryption.kms(), archive: inNewArchive(stack),
  }))],
  ['ArchiveEncryption', () => reports((stack) => ({ archive: inNewArchive(stack, { encryption: PrivateCaBucketEncryption.kms() }) }))],
  ['ArchiveRetention', () => archive(() => ({}))],
  ['ArchiveSource', () => reports((stack) => ({
    bucket: s3.Bucket.fromBucketName(stack, 'Imported', 'amzn-s3-demo-bucket1'), archive: inNewArchive(stack),
  }))],
  ['ArchiveSource', () => reports((stack) => ({
    bucket: new s3.Bucket(stack, 'Mine', {
      bucketName: 'amzn-s3-demo-bucket1', versioned: true, replicationRules: [{ destination: locked(stack) }],
    }),
    archive: inNewArchive(stack),
  }))],
  ['ArchiveEnvironment', () => {
    const app = new App();
    const elsewhere = new Stack(app, 'Stack');
    return reports(() => ({ archive: inNewArchive(elsewhere) }), new Stack(app, 'Source', { env: { account: '111122223333', region: 'us-east-1' } }));
  }],
  ['ArchiveEnvironment', () => {
    const app = new App();
    const elsewhere = new Stack(app, 'Stack', { env: { account: '444455556666', region: 'us-gov-west-1' } });
    return reports(() => ({ archive: inNewArchive(elsewhere) }), new Stack(app, 'Source', { env: { account: '111122223333', region: 'us-east-1' } }));
  }],
  ['ArchiveMissing', () => reports(() => ({ archiveRouting: AlarmRouting.byCriticality({ low: [] }) }))],
  ['ReplicationRole', () => archive(() => ({ retention, replicationRoleArns: ['pca-replication'] }))],
  ['ObjectLockRetention', () => archive(() => ({ retention: ArchiveRetention.compliance(Duration.hours(1)) }))],
  ['ObjectLockRetention', () => archive(() => ({ retention: ArchiveRetention.compliance(Duration.days(36501)) }))],
  ['ObjectLockRetention', () => archive(() => ({ retention: ArchiveRetention.compliance(Duration.days(Lazy.number({ produce: () => 30 }))) }))],
  ['OptionOfNewBucket', () => archive((stack) => ({ bucket: locked(stack), retention }))],
  ['KeyAwsManaged', () => archive((stack) => ({
    retention, encryption: PrivateCaBucketEncryption.kms({ key: kms.Alias.fromAliasName(stack, 'Alias', 'alias/aws/s3') }),
  }))],
  ['KeyAwsManaged', () => archive((stack) => ({
    bucket: new s3.Bucket(stack, 'Managed', { versioned: true, objectLockDefaultRetention, encryption: s3.BucketEncryption.KMS_MANAGED }),
  }))],
  ['KeyUnknown', () => archive((stack) => ({
    bucket: s3.Bucket.fromBucketName(stack, 'Imported', 'amzn-s3-demo-bucket'), encryption: PrivateCaBucketEncryption.kms(),
  }))],
  ['KeyRegion', () => archive((stack) => ({
    retention,
    encryption: PrivateCaBucketEncryption.kms({ key: kms.Key.fromKeyArn(stack, 'Far', 'arn:aws:kms:eu-west-1:111122223333:key/1') }),
  }))],
  ['BucketNameUnknown', () => reports((stack) => ({ bucket: new s3.Bucket(stack, 'Mine', { versioned: true }), archive: inNewArchive(stack) }))],
  ['CrlFreshness', () => freshness({ staleAfter: Duration.hours(84) })],
  ['CrlFreshness', () => freshness({ staleAfter: Duration.days(7) })],
  ['CrlFreshness', () => freshness({ crlLifetime: Duration.days(13), staleAfter: Duration.days(8) })],
  ['CrlLifetime', () => freshness({ crlLifetime: Duration.days(14) })],
  ['CrlLifetime', () => freshness({ crlLifetime: Duration.hours(36) })],
  ['CrlLifetime', () => {
    const stack = newStack();
    const distributionPoint = CrlDistributionPoint.customCname('crl.example.com');
    return freshness({ certificateAuthorities: [root(stack, Revocation.crl({ distributionPoint }))], crlLifetime: Duration.days(2) }, stack);
  }],
  ['CrlMissing', () => {
    const stack = newStack();
    return freshness({ certificateAuthorities: [root(stack, Revocation.ocsp())] }, stack);
  }],
  ['RevocationEndpoint', () => reachability([])],
  ['RevocationEndpoint', () => reachability([ocsp, RevocationEndpoint.ocsp('ocsp.example.com')])],
  ['RevocationEndpoint', () => reachability([RevocationEndpoint.ocsp(Lazy.string({ produce: () => 'ocsp.example.com' }))])],
  ['RevocationEndpoint', () => reachability([RevocationEndpoint.crl('http://crl.example.com', '/crl/1.crl')])],
  ['RevocationEndpoint', () => reachability([RevocationEndpoint.crl('crl.example.com', 'crl/1.crl')])],
  ['ReachabilityRegion', () => reachability([ocsp], newStack('eu-west-1'))],
];
