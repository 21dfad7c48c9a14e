import {
  App, Environment, Stack, Stage, aws_cloudwatch_actions as actions, aws_events as events, aws_events_targets as targets,
  aws_logs as logs, aws_sns as sns, aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { AlarmDestination, AlarmDestinationParts } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { newRoot } from '../support/stacks';

/* Targets of rules, alarm actions, and subscriptions of other Stages, accounts, and Regions. */

const OWN = { account: '111122223333', region: 'us-east-1' };

function newStacks(other: Environment | undefined, isOtherStage = false): [own: Stack, other: Stack] {
  const app = new App();
  return [new Stack(app, 'Stack', { env: OWN }), new Stack(isOtherStage ? new Stage(app, 'Stage') : app, 'Other', { env: other })];
}

const alarms = (stack: Stack, parts: AlarmDestinationParts) => new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logsAndEvents(new logs.LogGroup(stack, 'Trail')),
  routing: AlarmRouting.everythingTo(AlarmDestination.of(parts), AlarmDestination.topic(new sns.Topic(stack, 'Own'))),
});

const isValid = (stack: Stack) => expect(() => (stack.node.root as App).synth()).not.toThrow();

const TARGETS: [string, Environment | undefined, boolean, (stack: Stack) => events.IRuleTarget][] = [
  ['a log group of an unknown environment', undefined, false, (stack) => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Events'))],
  ['a log group of another stage', OWN, true, (stack) => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Events'))],
  ['a topic of another stage', OWN, true, (stack) => new targets.SnsTopic(new sns.Topic(stack, 'Topic'))],
  ['a queue of another stage', OWN, true, (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Queue'))],
  ['a queue of another account', { ...OWN, account: '444455556666' }, false, (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Queue'))],
  ['a queue of another Region', { ...OWN, region: 'eu-central-1' }, false, (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Queue'))],
];

test.each(TARGETS)('%s is an error of the rule, and the resource keeps its policy', (_name, env, isOtherStage, make) => {
  const [stack, other] = newStacks(env, isOtherStage);
  const rule = newRoot(stack).events.onCertificateRevoked('Revoked');
  const target = make(other);

  const { message } = errorOf('ResourceEnvironment', () => rule.addTarget(target));

  expect(message).toMatch(/^target must be in the Stage, account, and Region of the stack \(111122223333\/us-east-1\)/);
  errorOf('ResourceEnvironment', () => alarms(stack, { ruleTarget: target }));
  isValid(stack);
  const template = Template.fromStack(other);
  ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::Events::Rule'].forEach((type) => template.resourceCountIs(type, 0));
});

test('a topic of another Region is a target, which CDK adds to a rule in that Region', () => {
  const [stack, other] = newStacks({ ...OWN, region: 'eu-central-1' });

  newRoot(stack).events.onCertificateRevoked('Revoked', { target: new targets.SnsTopic(new sns.Topic(other, 'Topic')) });

  isValid(stack);
  Template.fromStack(other).resourceCountIs('AWS::Events::Rule', 1);
});

test('a queue of another Region is a target of a rule with a name, and a queue of another stack is a target', () => {
  const [stack, other] = newStacks({ ...OWN, region: 'eu-central-1' });
  newRoot(stack).events.onCertificateRevoked('Revoked', { ruleName: 'revoked', target: new targets.SqsQueue(new sqs.Queue(other, 'Queue')) });
  isValid(stack);

  const [next, near] = newStacks(OWN);
  newRoot(next).events.onCertificateRevoked('Revoked', { target: new targets.SnsTopic(new sns.Topic(near, 'Topic')) });
  isValid(next);
});

test.each<[string, Environment | undefined, boolean]>([
  ['an unknown environment', undefined, false], ['another account', { ...OWN, account: '444455556666' }, false], ['another stage', OWN, true],
])('the alarm action of a topic of %s is an error', (_name, env, isOtherStage) => {
  const [stack, other] = newStacks(env, isOtherStage);

  const { message } = errorOf('ResourceEnvironment', () => alarms(stack, { alarmAction: new actions.SnsAction(new sns.Topic(other, 'Topic')) }));

  expect(message).toMatch(/^alarmAction must be in the Stage, account, and Region of the stack .*; got "(?:Stage\/)?Other\/Topic\/Resource /);
  isValid(stack);
});

test('the alarm action of an audit report schedule with a topic of an unknown environment is an error', () => {
  const [stack, other] = newStacks(undefined);
  const certificateAuthorities = [newRoot(stack)];
  const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities });
  const alarmAction = new actions.SnsAction(new sns.Topic(other, 'Topic'));

  errorOf('ResourceEnvironment', () => new AuditReportSchedule(stack, 'Schedule', {
    certificateAuthorities, auditReportBucket, routing: AlarmRouting.everythingTo(AlarmDestination.of({ alarmAction })),
  }));

  isValid(stack);
});

test('the alarm action of a topic of another account with a name is accepted', () => {
  const [stack, other] = newStacks({ ...OWN, account: '444455556666' });

  alarms(stack, { alarmAction: new actions.SnsAction(new sns.Topic(other, 'Topic', { topicName: 'pki' })) });

  isValid(stack);
});

test('the subscription of a queue of another stage is an error, and the queue keeps its policy', () => {
  const [stack, other] = newStacks(OWN, true);
  const notifications = new PkiNotifications(stack, 'Notifications');

  errorOf('ResourceEnvironment', () => notifications.addSubscription(new subscriptions.SqsSubscription(new sqs.Queue(other, 'Queue'))));

  isValid(stack);
  Template.fromStack(other).resourceCountIs('AWS::SQS::QueuePolicy', 0);
});
