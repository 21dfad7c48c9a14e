/**
 * Alarms, queries, and a dashboard for every CA in the account and Region, based on the log group of an existing trail.
 * Subscribers receive notifications about critical activity, such as a deleted CA, and not about normal activity.
 *
 * Fixed monthly cost: $4.30 = $1.00 for the KMS key of the topic and $3.30 for 33 alarms on one metric each. The alarm
 * on a query, the composite alarm, and the dashboard are billed separately. See docs/alerting.md.
 * https://aws.amazon.com/kms/pricing/ and https://aws.amazon.com/cloudwatch/pricing/, as of November 2026.
 */
import { App, Stack, aws_logs as logs, aws_s3 as s3, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import {
  AlarmRouting, Criticality, PrivateCaQueries, PkiAlarms, PkiNotifications, PkiSignal, PkiSignals,
  PrivateCaDashboard, PrivateCertificateAuthority, SignalSource,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'WatchedPki');

// Existing resources: a trail (a second copy of management events is billed), a root CA, and the
// buckets of the trail and of audit reports.
const trailLogs = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'management-events');
const root = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Root',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555');
const reports = s3.Bucket.fromBucketName(stack, 'Reports', 'amzn-s3-demo-bucket');
const trailFiles = s3.Bucket.fromBucketName(stack, 'TrailFiles', 'amzn-s3-demo-bucket1');
const notifications = new PkiNotifications(stack, 'Notifications', {
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
});

const alarms = new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(trailLogs),
  // This account shares many other resources with AWS RAM, and disables CAs only in an emergency.
  signals: PkiSignals.recommended()
    .plus(
      PkiSignal.rootCaUsed(root),
      PkiSignal.bucketChanged(reports, trailFiles),
      PkiSignal.bucketChangeDenied(reports, trailFiles),
      PkiSignal.auditReportElsewhere(reports),
    )
    .without('ca-share-changed', 'ca-share-change-denied')
    .withCriticality('ca-disabled', Criticality.CRITICAL),
  routing: AlarmRouting.everythingTo(notifications),
});
new PrivateCaQueries(stack, 'Queries', { logGroup: trailLogs });
new PrivateCaDashboard(stack, 'Dashboard', { alarms: [alarms] });
