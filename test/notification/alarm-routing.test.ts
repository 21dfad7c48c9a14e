import { App, Stack, aws_kms as kms, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PrivateCaQuotaAlarms } from '../../src/alerting/private-ca-quota-alarms';
import { AlarmDestination, IAlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting, CriticalityRoutes } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/error-codes';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const ALL = [Criticality.CRITICAL, Criticality.HIGH, Criticality.MEDIUM, Criticality.LOW];
const newDestination = (): IAlarmDestination => ({ alarmActions: [], ruleTargets: () => [] });
const pager = newDestination();
const email = newDestination();
const NAMES = new Map([[pager, 'pager'], [email, 'email']]);

/** The destinations for each criticality, from critical to low. */
function destinationsOf(routing: AlarmRouting): string[] {
  return ALL.map((criticality) => routing._destinationsFor(newStack(), criticality).map((to) => NAMES.get(to)).join('+'));
}

test('everythingTo() routes every criticality to every destination', () => {
  expect(destinationsOf(AlarmRouting.everythingTo(pager, email))).toEqual(Array(4).fill('pager+email'));
});

test('PkiNotifications is a destination', () => {
  const notifications = new PkiNotifications(newStack(), 'Notifications');

  const destinations = AlarmRouting.everythingTo(notifications)._destinationsFor(notifications, Criticality.LOW);
  expect(destinations).toEqual([notifications]);
});

test.each<[string, CriticalityRoutes, string[]]>([
  ['each criticality has a separate route',
    { critical: [pager], high: [email], medium: [email], low: [email] }, ['pager', 'email', 'email', 'email']],
  ['a criticality below all routes sends no notification', { critical: [pager], high: [email] }, ['pager', 'email', '', '']],
  ['a criticality without a route uses the next lower route', { medium: [email] }, ['email', 'email', 'email', '']],
  ['the next lower route, not the lowest', { high: [pager], low: [email] }, ['pager', 'pager', 'email', 'email']],
  ['an empty list sends no notification',
    { critical: [pager, email], high: [], low: [email] }, ['pager+email', '', 'email', 'email']],
  ['with only an empty list, no notification is sent', { low: [] }, ['', '', '', '']],
])('byCriticality(): %s', (_name, routes, expected) => {
  expect(destinationsOf(AlarmRouting.byCriticality(routes))).toEqual(expected);
});

test('strict routing requires a separate route for each criticality in use', () => {
  const routing = AlarmRouting.byCriticality({ high: [email], low: [], strict: true });

  expect(routing._destinationsFor(newStack(), Criticality.HIGH)).toEqual([email]);
  expect(routing._destinationsFor(newStack(), Criticality.LOW)).toEqual([]);
  expect(errorOf('RouteMissing', () => routing._destinationsFor(newStack(), Criticality.CRITICAL)).message)
    .toContain('critical must have a route');
});

test.each<[string, CriticalityRoutes]>([
  ['no routes', {}], ['undefined routes', { critical: undefined, low: undefined }], ['only strict', { strict: true }],
])('byCriticality() requires a route: %s', (_name, routes) => {
  for (const criticality of ALL) {
    expect(errorOf('RouteMissing', () => AlarmRouting.byCriticality(routes)._destinationsFor(newStack(), criticality)).message)
      .toContain('AlarmRouting.byCriticality() must have a route for at least one criticality');
  }
});

test('everythingTo() requires a destination', () => {
  errorOf('RouteMissing', () => AlarmRouting.everythingTo()._destinationsFor(newStack(), Criticality.LOW));
});

describe('before alarms are created', () => {
  const far = (stack: Stack) => sns.Topic.fromTopicArn(stack, 'Far', 'arn:aws:sns:eu-west-1:111122223333:far');
  const managedKey = (stack: Stack) => new sns.Topic(stack, 'Managed', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') });

  test.each<[string, ErrorCode, (stack: Stack) => IAlarmDestination]>([
    ['a topic in another Region', 'NotificationEnvironment', (stack) => AlarmDestination.topic(far(stack))],
    ['a FIFO topic', 'NotificationFifo', (stack) => AlarmDestination.topic(new sns.Topic(stack, 'Fifo', { fifo: true }))],
    ['a topic with the AWS managed key', 'KeyAwsManaged', (stack) => AlarmDestination.topic(managedKey(stack))],
    ['a FIFO dead-letter queue', 'NotificationFifo', (stack) => AlarmDestination.topic(new sns.Topic(stack, 'Topic'), {
      deadLetterQueue: new sqs.Queue(stack, 'Queue', { fifo: true }),
    })],
    ['notifications in another Region', 'NotificationEnvironment', (stack) => {
      const elsewhere = new Stack(App.of(stack), 'FarStack', { env: { ...ENVIRONMENT, region: 'eu-west-1' } });
      return new PkiNotifications(elsewhere, 'Notifications', { topic: far(elsewhere) });
    }],
  ])('%s is an error', (_name, code, create) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bind = jest.fn(() => ({ alarmActionArn: 'arn:aws:sns:us-east-1:111122223333:near' }));
    const routing = AlarmRouting.everythingTo(AlarmDestination.of({ alarmAction: { bind } }), create(stack));

    errorOf(code, () => new PrivateCaQuotaAlarms(stack, 'Quotas', { routing }));
    errorOf(code, () => routing._require(stack, Criticality.HIGH));
    expect(bind).not.toHaveBeenCalled();
  });

  test('a check changes no policy', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const topic = new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'TopicKey') });

    AlarmRouting.everythingTo(AlarmDestination.topic(topic))._require(stack, Criticality.HIGH);

    Template.fromStack(stack).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });
});
