import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Aws, Duration, Mixins, RemovalPolicy, Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  AlarmRouting, AuditReportAnalytics, AuditReportBucket, ExternalPkiLog, IssuedCertificateExpiryWatch, LogSilence,
  PkiAlarms, PkiNotifications, PkiSignals, PrivateCaBucketEncryption, PrivateCaDashboard, PrivateCaQuotaAlarms,
  PrivateCertificateAuthority, SignalSource,
} from '../src';

/*
 * Alarms on silence: the log group of a PKI outside AWS that receives no log events, its token, certificates in the
 * audit reports of an empty bucket, and quotas. If you deploy the app (`npm run integ:deploy`), the assertions compare
 * the state of the alarm on missing log events, and what CloudWatch stores of the alarms on queries, whose dimensions
 * AWS does not document. KMS keys, alarms, and the dashboard cost a few cents an hour. At the end, all resources are
 * destroyed. The AWS CDK empties the buckets, which the library itself does not do.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-silence');
const removalPolicy = RemovalPolicy.DESTROY;

const notifications = new PkiNotifications(stack, 'Notifications');
const routing = AlarmRouting.everythingTo(notifications);
const external = new ExternalPkiLog(stack, 'Ezca', {
  user: new iam.User(stack, 'EzcaWriter'),
  silence: LogSilence.after(Duration.minutes(15)),
  credentialCreatedOn: '2026-11-26',
  removalPolicy,
  routing,
});
const alarms = new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(external.logGroup),
  signals: PkiSignals.acmCertificates(),
  silence: LogSilence.after(Duration.days(2)),
  routing,
});
const auditReportBucket = new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca',
    `arn:${Aws.PARTITION}:acm-pca:${Aws.REGION}:${Aws.ACCOUNT_ID}:certificate-authority/11111111-2222-3333-4444-555555555555`)],
  encryption: PrivateCaBucketEncryption.kms(),
  removalPolicy,
});
const logEncryptionKey = notifications.encryptionKey;
const analytics = new AuditReportAnalytics(stack, 'Analytics', {
  auditReportBucket,
  routing,
  logEncryptionKey,
  removalPolicy,
  serverAccessLogsBucket: auditReportBucket.serverAccessLogsBucket,
});
const certificates = new IssuedCertificateExpiryWatch(stack, 'Certificates', {
  analytics, routing, logEncryptionKey, removalPolicy,
});
const quotas = new PrivateCaQuotaAlarms(stack, 'Quotas', { routing });
new PrivateCaDashboard(stack, 'Dashboard', {
  alarms: [alarms],
  auditReportAnalytics: [analytics],
  issuedCertificateWatches: [certificates],
  quotaAlarms: [quotas],
  otherAlarms: external.alarms,
});

Mixins.of(stack).apply(new s3.mixins.BucketAutoDeleteObjects());

const integ = new IntegTest(app, 'Silence', { testCases: [stack] });
// Without log events, the alarm is in ALARM state.
integ.assertions.awsApiCall('CloudWatch', 'DescribeAlarms', { AlarmNames: [external.alarms[0].alarmName] })
  .expect(ExpectedResult.objectLike({ MetricAlarms: [Match.objectLike({ StateValue: 'ALARM', TreatMissingData: 'breaching' })] }))
  .waitForAssertions({ totalTimeout: Duration.minutes(30), interval: Duration.minutes(1) });
// CloudWatch accepts the queries.
integ.assertions.awsApiCall('CloudWatch', 'DescribeAlarms', { AlarmNames: quotas.alarms.map(({ alarmName }) => alarmName) })
  .expect(ExpectedResult.objectLike({ MetricAlarms: Match.arrayWith([Match.objectLike({ TreatMissingData: 'ignore' })]) }));
