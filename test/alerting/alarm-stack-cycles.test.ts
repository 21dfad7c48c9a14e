import { App, CfnOutput, Stack, aws_cloudwatch_actions as actions, aws_kms as kms, aws_lambda as lambda, aws_logs as logs, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot } from '../support/stacks';

/* Alarms whose destinations or log groups are in a stack that depends on the stack of the alarms. */

/** A stack for alarms, and another one. The other one refers to the first one, or does not. */
function stacks(refers: boolean): { app: App; own: Stack; other: Stack } {
  const app = new App();
  const [own, other] = ['Alarms', 'Shared'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
  if (refers) { new CfnOutput(other, 'Used', { value: new kms.Key(own, 'Key').keyArn }); }
  return { app, own, other };
}

const toTopicIn = (stack: Stack) => AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications'));
const reportsIn = (stack: Stack) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
  bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
});

const ALARMS: [string, (own: Stack, other: Stack) => unknown][] = [
  ['PkiAlarms with a topic', (own, other) => new PkiAlarms(own, 'Pki', { source: SignalSource.events(), routing: toTopicIn(other) })],
  ['PkiAlarms with a log group', (own, other) => new PkiAlarms(own, 'Pki', {
    source: SignalSource.logs(new logs.LogGroup(other, 'Trail')), routing: AlarmRouting.byCriticality({ low: [] }),
  })],
  ['AuditReportSchedule with a topic', (own, other) => new AuditReportSchedule(own, 'Reports', {
    auditReportBucket: reportsIn(own), certificateAuthorities: [newRoot(own)], routing: toTopicIn(other),
  })],
  ['AuditReportAnalytics with a topic', (own, other) =>
    new AuditReportAnalytics(own, 'Analytics', { auditReportBucket: reportsIn(own), routing: toTopicIn(other) })],
  ['CertificateAuthorityExpiryWatch with a topic', (own, other) => new CertificateAuthorityExpiryWatch(own, 'Expiry', {
    certificateAuthorities: [newRoot(own)], routing: toTopicIn(other),
  })],
];

test.each(ALARMS)('%s in a stack that depends on that of the alarms causes an error that names both stacks', (_name, build) => {
  const { app, own, other } = stacks(true);
  build(own, other);

  const { message } = errorOf('AlarmStackCycle', () => app.synth());
  expect(message).toContain('must not be in a stack that depends on the stack of the alarms (Alarms); got "Shared"');
  expect(message).toContain('Fix: Create the alarms in Shared, or create the resources in a separate stack.');
});

test.each(ALARMS)('%s in a stack that does not depend on that of the alarms is allowed', (_name, build) => {
  const { app, own, other } = stacks(false);
  build(own, other);

  expect(() => app.synth()).not.toThrow();
});

test('a Lambda function of another stack as an alarm action causes the same error, because its permission names the alarm', () => {
  const { app, own, other } = stacks(false);
  const handler = new lambda.Function(other, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {};'),
  });
  const destination = AlarmDestination.of({ alarmAction: new actions.LambdaAction(handler) });
  new PkiAlarms(own, 'Pki', {
    source: SignalSource.logs(logs.LogGroup.fromLogGroupName(own, 'Trail', 'trail')), routing: AlarmRouting.everythingTo(destination, AlarmDestination.topic(new sns.Topic(own, 'Topic'))),
  });

  errorOf('AlarmStackCycle', () => app.synth());
});

test('alarms in the stack of the destination are allowed', () => {
  const { app, other } = stacks(true);
  new PkiAlarms(other, 'Pki', {
    source: SignalSource.events(), routing: AlarmRouting.everythingTo(AlarmDestination.topic(new sns.Topic(other, 'Topic'))),
  });

  expect(() => app.synth()).not.toThrow();
});
