/**
 * CAs of two accounts that deliver audit reports to one central bucket. Each account requests the reports of its own
 * CAs, because AWS RAM can't share that permission. The account of the bucket queries all reports.
 *
 * Fixed monthly cost: $6.80 = $5.00 for five KMS keys (three in the central account, and one in each other account),
 * and $1.80 for 18 alarms on one metric each. The existing CAs, three alarms on metric math, custom metrics (at most
 * $0.30 each), queries ($5 per TB of scanned data), and logs are billed separately. See
 * docs/audit-report-analytics.md. https://aws.amazon.com/kms/pricing/ and
 * https://aws.amazon.com/cloudwatch/pricing/, as of November 2026.
 */
import { App, CfnOutput, Stack, aws_s3 as s3, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import {
  AlarmRouting, AuditReportAnalytics, AuditReportBucket, AuditReportSchedule, CertificateAuthorityExpiryWatch,
  PkiNotifications, PrivateCaBucketEncryption, PrivateCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
const region = 'us-east-1';
const email = new subscriptions.EmailSubscription('pki@example.com');
const CAS = {
  111122223333: `arn:aws:acm-pca:${region}:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555`,
  444455556666: `arn:aws:acm-pca:${region}:444455556666:certificate-authority/66666666-7777-8888-9999-000000000000`,
};

// The central account: the bucket, whose policy names the CAs of both accounts, and the queries.
const central = new Stack(app, 'AuditLoopCentral', { env: { account: '123456789012', region } });
const centralReports = new AuditReportBucket(central, 'Audit', {
  certificateAuthorities: Object.entries(CAS).map(([account, arn]) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(central, `Ca${account}`, arn)),
  encryption: PrivateCaBucketEncryption.kms(),
});
new AuditReportAnalytics(central, 'Analytics', {
  auditReportBucket: centralReports,
  routing: AlarmRouting.everythingTo(new PkiNotifications(central, 'Notifications', { subscriptions: [email] })),
  serverAccessLogsBucket: centralReports.serverAccessLogsBucket,
});

// The name contains the stack ID. Deploy the central stack first, and pass its output: cdk deploy -c reports=NAME
new CfnOutput(central, 'ReportsBucketName', { value: centralReports.bucket.bucketName });
const bucketName: string = app.node.tryGetContext('reports') ?? 'amzn-s3-demo-bucket';

for (const [account, arn] of Object.entries(CAS)) {
  const stack = new Stack(app, `AuditLoop${account}`, { env: { account, region } });
  const certificateAuthorities = [PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', arn)];
  const auditReportBucket = AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
    bucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName, account: central.account }),
  });
  const notifications = new PkiNotifications(stack, 'Notifications', { subscriptions: [email] });
  const routing = AlarmRouting.everythingTo(notifications);
  // One key for the topic and for the logs of both state machines.
  const logEncryptionKey = notifications.encryptionKey;
  new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities, routing, logEncryptionKey });
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities, routing, logEncryptionKey });
}
