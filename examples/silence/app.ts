/**
 * Alarms for what fails without an error: logs that receive nothing, an EZCA token and certificates that expire, and
 * quotas that fill up.
 *
 * Fixed monthly cost: $4.80 = $3.00 for three KMS keys (reports, EZCA, and topic with state machines) and $1.80 for
 * 18 alarms on one metric each. Alarms on metric math and queries, custom metrics ($0.30 each), the dashboard, queries
 * ($5 per TB of scanned data), and logs are billed separately. See docs/silence.md.
 * https://aws.amazon.com/kms/pricing/ and https://aws.amazon.com/cloudwatch/pricing/, as of November 2026.
 */
import { App, Duration, Stack, aws_iam as iam, aws_logs as logs, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import {
  AlarmRouting, AuditReportAnalytics, AuditReportBucket, AuditReportSchedule, Criticality, EzcaSignals, ExpiryThreshold,
  ExternalPkiLog, IssuedCertificateExpiryWatch, LogSilence, PkiAlarms, PkiNotifications, PkiSignals,
  PrivateCaBucketEncryption, PrivateCaDashboard, PrivateCaQuotaAlarms, PrivateCertificateAuthority, SignalSource,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Silence');

// Existing resources: the log group of a trail, and a CA.
const trailLogs = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'management-events');
const certificateAuthorities = [PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Issuing',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555')];
const notifications = new PkiNotifications(stack, 'Notifications', {
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
});
const routing = AlarmRouting.everythingTo(notifications);
// One key for the topic and for the logs of all state machines.
const logEncryptionKey = notifications.encryptionKey;

// The account of the trail has management events at least once an hour.
const alarms = new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(trailLogs),
  signals: PkiSignals.acmCertificates(),
  silence: LogSilence.after(Duration.hours(1), { criticality: Criticality.CRITICAL }),
  routing,
});

// EZCA publishes a CRL at least once a day. The date is that of the bearer token in use.
const ezca = new ExternalPkiLog(stack, 'Ezca', {
  user: new iam.User(stack, 'EzcaWriter'),
  silence: LogSilence.after(Duration.days(2)),
  credentialCreatedOn: '2026-11-26',
  credentialAge: Duration.days(90),
  routing,
});
const ezcaAlarms = new PkiAlarms(stack, 'EzcaAlarms', {
  source: SignalSource.logs(ezca.logGroup), signals: EzcaSignals.events(4888, 4882, 92, 19), routing,
});

// Certificates that expire without a successor, from the newest audit reports.
const auditReportBucket = new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities, encryption: PrivateCaBucketEncryption.kms(),
});
const schedule = new AuditReportSchedule(stack, 'Reports', {
  auditReportBucket, certificateAuthorities, routing, logEncryptionKey,
});
const analytics = new AuditReportAnalytics(stack, 'Analytics', {
  auditReportBucket, routing, logEncryptionKey, serverAccessLogsBucket: auditReportBucket.serverAccessLogsBucket,
});
const certificates = new IssuedCertificateExpiryWatch(stack, 'Certificates', {
  analytics,
  thresholds: [
    ExpiryThreshold.of(Duration.days(21), Criticality.HIGH), ExpiryThreshold.of(Duration.days(7), Criticality.CRITICAL),
  ],
  routing,
  logEncryptionKey,
});

const quotas = new PrivateCaQuotaAlarms(stack, 'Quotas', { routing });
new PrivateCaDashboard(stack, 'Dashboard', {
  alarms: [alarms, ezcaAlarms],
  auditReportSchedules: [schedule],
  auditReportAnalytics: [analytics],
  issuedCertificateWatches: [certificates],
  quotaAlarms: [quotas],
  otherAlarms: ezca.alarms,
});
