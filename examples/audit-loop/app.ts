/**
 * A root CA whose audit report is requested every day, delivered to a bucket, and queried with Amazon Athena. Alarms
 * notify subscribers if a report is overdue or was not copied, and before the CA certificate expires.
 *
 * Fixed monthly cost: $402.90 = $400.00 for the general-purpose CA until you delete it, $2.00 for two KMS keys
 * (reports, and logs and topic), and $0.90 for nine alarms on one metric each. Two alarms on metric math, two custom
 * metrics for each CA (at most $0.30 each), one for the expiry watch, queries ($5 per TB of scanned data), and logs are
 * billed separately. See docs/audit-report-analytics.md. https://aws.amazon.com/private-ca/pricing/,
 * https://aws.amazon.com/kms/pricing/, and https://aws.amazon.com/cloudwatch/pricing/, as of November 2026.
 */
import { App, Stack, aws_iam as iam, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import {
  AlarmRouting, AuditReportAnalytics, AuditReportBucket, AuditReportSchedule, CertificateAuthorityExpiryWatch,
  DistinguishedName, PkiNotifications, PrivateCaBucketEncryption, PrivateCaDashboard, Revocation,
  RootCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'AuditLoop');

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
  revocation: Revocation.ocsp(),
});
const certificateAuthorities = [root];
const auditReportBucket = new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities, encryption: PrivateCaBucketEncryption.kms(),
});
const notifications = new PkiNotifications(stack, 'Notifications', {
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
});
const routing = AlarmRouting.everythingTo(notifications);
// One key for the topic and for the logs of all state machines.
const logEncryptionKey = notifications.encryptionKey;

const schedule = new AuditReportSchedule(stack, 'Reports', {
  auditReportBucket, certificateAuthorities, routing, logEncryptionKey,
});
const analytics = new AuditReportAnalytics(stack, 'Analytics', {
  auditReportBucket, routing, logEncryptionKey, serverAccessLogsBucket: auditReportBucket.serverAccessLogsBucket,
});
const expiryWatch = new CertificateAuthorityExpiryWatch(stack, 'Expiry', {
  certificateAuthorities, routing, logEncryptionKey,
});
analytics.grants.query(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
analytics.addQuery('ShortLived', {
  name: 'short_lived',
  description: 'Which certificates have a validity period of at most 7 days?',
  sql: `${analytics.queryPrelude}
SELECT ca_id, subject, serial FROM certificate WHERE date_diff('day', not_before, not_after) <= 7`,
});
new PrivateCaDashboard(stack, 'Dashboard', {
  auditReportSchedules: [schedule],
  auditReportAnalytics: [analytics],
  expiryWatches: [expiryWatch],
  certificateAuthorities,
});
