/**
 * Watches every CA of the account and Region, those that are there and those to come, in the log group of a trail that
 * is there already: whoever subscribes hears of a deleted CA, a denied change or a subordinate certificate, and not of
 * noise.
 *
 * Fixed monthly cost: $3.20 = $1.00 for the KMS key of the topic and $2.20 for 22 alarms on one metric each. The alarm
 * on a query, the one over the critical alarms and the dashboard come on top: docs/alerting.md.
 * https://aws.amazon.com/kms/pricing/ and https://aws.amazon.com/cloudwatch/pricing/, November 2026.
 */
import { App, Stack, aws_logs as logs, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import {
  AlarmRouting, Criticality, IntegratedServiceQueries, PkiAlarms, PkiNotifications, PkiSignals, PrivateCaDashboard,
  SignalSource,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'WatchedPki');

// The log group of an existing trail: a second copy of management events is billed.
const trailLogs = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'management-events');
const notifications = new PkiNotifications(stack, 'Notifications', {
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
});

const alarms = new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(trailLogs),
  // In this account RAM shares much else, and CAs are disabled for nothing but an emergency.
  signals: PkiSignals.recommended().without('ca-share-changed').withCriticality('ca-disabled', Criticality.CRITICAL),
  routing: AlarmRouting.everythingTo(notifications),
});
new IntegratedServiceQueries(stack, 'Queries', { logGroup: trailLogs });
new PrivateCaDashboard(stack, 'Dashboard', { alarms: [alarms] });
