/**
 * A log group to which the cloud PKI EZCA writes with a bearer token, and alarms on its log events. After the
 * deployment, run the command in the output `EzcaCredentialCommand…` to create the token.
 *
 * Fixed monthly cost: $3.00 = $2.00 for the KMS keys of the log group and the topic, and $1.00 for 10 alarms. Log
 * events are billed separately. https://aws.amazon.com/kms/pricing/ and https://aws.amazon.com/cloudwatch/pricing/, as
 * of November 2026.
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
  // EZCA publishes CRLs automatically, and creates certificates frequently.
  signals: EzcaSignals.all().without('ezca-4872', 'ezca-4887'),
  routing: AlarmRouting.everythingTo(notifications),
});
