import { AwsApiCall, ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Mixins, RemovalPolicy, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  AlarmRouting, ArchiveRetention, AuditReportArchive, AuditReportBucket, DistinguishedName, PkiNotifications,
  PrivateCaBucketEncryption, RootCertificateAuthority, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated) whose audit reports are replicated to an archive with a KMS key. If
 * you deploy the app (`npm run integ:deploy`), the assertions require that S3 replicates a new report, which proves the
 * trust policy of the role, and both key policies. At the end, all resources except the archive bucket are destroyed.
 * The AWS CDK empties the other buckets, which the library itself does not do. The lock of the archived report ends
 * after one day. Then, empty and delete the archive bucket.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-archive');

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const encryption = PrivateCaBucketEncryption.kms();
const archive = new AuditReportArchive(stack, 'Archive', {
  retention: ArchiveRetention.governance(Duration.days(1)), encryption, removalPolicy: RemovalPolicy.DESTROY,
});
const audit = new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [root],
  encryption,
  archive,
  archiveRouting: AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications')),
  serverAccessLogsBucket: archive.serverAccessLogsBucket,
  archiveReportsAfter: Duration.days(1),
  reportRetention: Duration.days(2),
  removalPolicy: RemovalPolicy.DESTROY,
});

// A bucket with a locked object can't be deleted.
archive.bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
const emptied = new s3.mixins.BucketAutoDeleteObjects();
Mixins.of(audit).apply(emptied);
Mixins.of(archive.serverAccessLogsBucket!).apply(emptied);

const integ = new IntegTest(app, 'Archive', { testCases: [stack] });
const { assertions } = integ;
const report = assertions.awsApiCall('ACM-PCA', 'CreateCertificateAuthorityAuditReport', {
  CertificateAuthorityArn: root.certificateAuthorityArn,
  S3BucketName: audit.bucket.bucketName,
  AuditReportResponseFormat: 'CSV',
});
const replica = assertions.awsApiCall('S3', 'HeadObject', { Bucket: archive.bucket.bucketName, Key: report.getAttString('S3Key') })
  .expect(ExpectedResult.objectLike({ ReplicationStatus: 'REPLICA', ObjectLockMode: 'GOVERNANCE', ServerSideEncryption: Match.stringLikeRegexp('kms') }))
  .waitForAssertions({ totalTimeout: Duration.minutes(20), interval: Duration.minutes(1) });
const { waiterProvider } = replica as AwsApiCall;
waiterProvider?.addToRolePolicy({ Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectRetention', 's3:ListBucket'], Resource: ['*'] });
waiterProvider?.addToRolePolicy({ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [archive.encryptionKey!.keyArn] });
report.next(replica);
