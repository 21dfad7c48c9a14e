/**
 * Watches every CA of the account and Region, those that are there and those to come, in the log group of a trail that
 * is there already: whoever subscribes hears of a deleted CA, a denied change or a subordinate certificate, and not of
 * noise.
 *
 * Fixed monthly cost: $3.40 = $1.00 for the KMS key of the topic and $2.40 for 24 alarms on one metric each. The alarm
 * on a query, the one over the critical alarms and the dashboard come on top: docs/alerting.md.
 * https://aws.amazon.com/kms/pricing/ and https://aws.amazon.com/cloudwatch/pricing/, November 2026.
 */
import { App, Stack, aws_logs as logs, aws_s3 as s3, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import {
  AlarmRouting, Criticality, PrivateCaQueries, PkiAlarms, PkiNotifications, PkiSignal, PkiSignals,
  PrivateCaDashboard, PrivateCertificateAuthority, SignalSource,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'WatchedPki');

// What is there already: a trail (a second copy of management events is billed), a root CA and a bucket of reports.
const trailLogs = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'management-events');
const root = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Root',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555');
const reports = s3.Bucket.fromBucketName(stack, 'Reports', 'amzn-s3-demo-bucket');
const notifications = new PkiNotifications(stack, 'Notifications', {
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
});

const alarms = new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(trailLogs),
  // In this account RAM shares much else, and CAs are disabled for nothing but an emergency.
  signals: PkiSignals.recommended()
    .plus(PkiSignal.rootCaUsed(root), PkiSignal.bucketChanged(reports))
    .without('ca-share-changed')
    .withCriticality('ca-disabled', Criticality.CRITICAL),
  routing: AlarmRouting.everythingTo(notifications),
});
new PrivateCaQueries(stack, 'Queries', { logGroup: trailLogs });
new PrivateCaDashboard(stack, 'Dashboard', { alarms: [alarms] });
