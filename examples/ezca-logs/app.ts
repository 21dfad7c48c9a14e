/**
 * A log group that the cloud PKI EZCA writes to with a bearer token, and alarms on what it tells. After the deployment
 * the output `EzcaCredentialCommand…` has the command that makes the token.
 *
 * Fixed monthly cost: $3.00 = $2.00 for the KMS keys of the log group and of the topic and $1.00 for ten alarms. Log
 * events come on top. https://aws.amazon.com/kms/pricing/ and https://aws.amazon.com/cloudwatch/pricing/, November
 * 2026.
 */
import { App, Stack, aws_iam as iam, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import { AlarmRouting, EzcaSignals, ExternalPkiLog, PkiAlarms, PkiNotifications, SignalSource } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'EzcaLogs');

const ezca = new ExternalPkiLog(stack, 'Ezca', { user: new iam.User(stack, 'EzcaWriter') });
const notifications = new PkiNotifications(stack, 'Notifications', {
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
});

new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(ezca.logGroup),
  // EZCA takes care of its CRLs, and certificates are created all the time.
  signals: EzcaSignals.all().without('ezca-4872', 'ezca-4887'),
  routing: AlarmRouting.everythingTo(notifications),
});
