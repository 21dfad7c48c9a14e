import { Duration, Lazy, Stack, aws_kms as kms, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { AlarmDestination, IAlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { LogSilence } from '../../src/notification/log-silence';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/1';
const MESSAGE = { whatHappened: 'A.', whatToDo: 'B.' };
/** The check that each construct with the value makes. */
const check = (value: object, stack: Stack) => (value as { _check(scope: Stack): void })._check(stack);
const importedTopic = (stack: Stack, region = 'us-east-1') =>
  sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${region}:111122223333:pki`);

describe('values of a wrong type cause an error that names them', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['remaining must be a Duration', (stack) => ExpiryThreshold.of(14 as never, Criticality.HIGH)._check(stack)],
    ['criticality must be a value of Criticality', (stack) => ExpiryThreshold.of(Duration.days(14), 'urgent' as never)._check(stack)],
    ['destinations[0] must be ', (stack) => check(AlarmRouting.everythingTo('pager' as never), stack)],
    ['routing.high must be ', (stack) => check(AlarmRouting.byCriticality({ high: 'pager' as never }), stack)],
    ['period must be a Duration', (stack) => LogSilence.after(6 as never)._check(stack)],
    ['silence.criticality must be a value of Criticality', (stack) => LogSilence.after(Duration.hours(6), { criticality: 'urgent' as never })._check(stack)],
    ['subscription must be ', (stack) => new PkiNotifications(stack, 'N').addSubscription('pki@example.com' as never)],
    ['topic must be ', (stack) => routeTo(stack, AlarmDestination.topic({} as never))],
    ['topic.deadLetterQueue must be ', (stack) => routeTo(stack, AlarmDestination.topic(importedTopic(stack), { deadLetterQueue: 'q' as never }))],
    ['AlarmDestination.of().alarmAction must be ', (stack) => routeTo(stack, AlarmDestination.of({ alarmAction: 'page' as never }))],
    ['message.whatHappened must be ', (stack) => send(stack, new PkiNotifications(stack, 'N'), { whatToDo: 'B.' } as never)],
  ])('%s', (text, make) => {
    const { message } = errorOf('PropertyType', () => make(newStack({ env: ENVIRONMENT })));

    expect(message.startsWith(text) ? text : message).toBe(text);
  });

  const routeTo = (stack: Stack, destination: IAlarmDestination) => check(AlarmRouting.everythingTo(destination), stack);
});

const send = (stack: Stack, destination: IAlarmDestination, message = MESSAGE) =>
  new Rule(stack, 'Rule', { eventPattern: { source: ['aws.acm-pca'] }, targets: destination.ruleTargets(message) });

describe('the KMS key for a topic without a known key', () => {
  const use = (keyId: string | undefined, keyOf = (stack: Stack): kms.IKey => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)) => {
    const stack = newStack({ env: ENVIRONMENT });
    const topic = new sns.Topic(stack, 'Topic');
    (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = keyId;
    return new PkiNotifications(stack, 'Notifications', { topic, encryptionKey: keyOf(stack) });
  };

  test.each([KEY_ARN, '1', 'alias/pki', Lazy.string({ produce: () => 'key' })])('can be the key of the topic %s', (keyId) => {
    expect(() => use(keyId)).not.toThrow();
  });

  test('can be a new key or an alias, which are not compared', () => {
    expect(() => use(KEY_ARN, (stack) => new kms.Key(stack, 'Key'))).not.toThrow();
    expect(() => use(KEY_ARN, (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/pki'))).not.toThrow();
  });

  test('cannot be another key', () => {
    expect(errorOf('EncryptionMismatch', () => use('arn:aws:kms:us-east-1:111122223333:key/2')).message).toBe(
      'encryptionKey must be the KMS key of topic (arn:aws:kms:us-east-1:111122223333:key/2); got "Stack/Key". '
      + 'Fix: Remove encryptionKey, or set it to the KMS key of the topic. [EncryptionMismatch at Stack/Notifications]');
  });

  test('cannot be set for a topic without encryption', () => {
    expect(errorOf('EncryptionMismatch', () => use(undefined)).message)
      .toMatch(/^encryptionKey must be omitted, because topic has no KMS key; got /);
    expect(errorOf('EncryptionMismatch', () => use(undefined, (stack) => new kms.Key(stack, 'Key'))).message).toContain('has no KMS key');
  });

  test('is not compared for an imported topic', () => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(() => new PkiNotifications(stack, 'Notifications', {
      topic: importedTopic(stack), encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN),
    })).not.toThrow();
  });
});

test('for an imported topic and queue, warnings contain the statements to add, and name the resources', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:us-east-1:111122223333:undelivered');
  send(stack, AlarmDestination.topic(importedTopic(stack), { deadLetterQueue }));

  const texts = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  const warnings = (id: string, owner: string) =>
    texts.filter((text) => text.includes(`cdk-private-ca:${id}`) && text.includes(owner)).length;
  expect(warnings('topicPolicyNotAdded', 'the topic Stack/Topic')).toBe(2);
  expect(warnings('queuePolicyNotAdded', 'the dead-letter queue Stack/Queue')).toBe(1);
  expect(warnings('keyPolicyNotAdded', 'the KMS key (if any) of the topic Stack/Topic')).toBe(2);
  expect(warnings('keyPolicyNotAdded', 'the KMS key (if any) of the dead-letter queue Stack/Queue')).toBe(1);
  expect(texts).toHaveLength(6);
});

test('a topic and its queue accept only encrypted connections', () => {
  const stack = newStack({ env: ENVIRONMENT });
  new PkiNotifications(stack, 'Notifications');

  const template = Template.fromStack(stack);
  for (const type of ['AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy']) {
    const denial = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    template.hasResourceProperties(type, { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(denial)]) } });
  }
});

test('a topic in another Region is rejected with the names of both environments', () => {
  const stack = newStack({ env: ENVIRONMENT });

  expect(errorOf('NotificationEnvironment', () => send(stack, AlarmDestination.topic(importedTopic(stack, 'eu-west-1')))).message)
    .toMatch(/^The topic must be in the account and Region of the rule or alarm \(111122223333\/us-east-1\); got "111122223333\/eu-west-1"/);
});

test.each([
  ['alias/aws/sns', 'topic'], ['alias/aws/sqs', 'dead-letter queue'],
])('the AWS managed key %s of a %s is rejected', (keyId, what) => {
  const stack = newStack({ env: ENVIRONMENT });
  const [topic, deadLetterQueue] = [new sns.Topic(stack, 'Topic'), new sqs.Queue(stack, 'Queue')];
  const resource = (what === 'topic' ? topic : deadLetterQueue).node.defaultChild as sns.CfnTopic | sqs.CfnQueue;
  resource.kmsMasterKeyId = keyId;

  expect(errorOf('KeyAwsManaged', () => send(stack, AlarmDestination.topic(topic, { deadLetterQueue }))).message)
    .toMatch(new RegExp(`^The KMS key of the ${what} must be a customer managed key, because EventBridge `));
});

describe('the period of LogSilence', () => {
  test.each([900, 86_400, 90_000, 604_800])('can be %i seconds', (seconds) => {
    expect(() => LogSilence.after(Duration.seconds(seconds))._check(newStack())).not.toThrow();
  });

  test.each([0, 600, 1000, 86_700, 608_400])('cannot be %i seconds', (seconds) => {
    expect(errorOf('LogSilencePeriod', () => LogSilence.after(Duration.seconds(seconds))._check(newStack())).message)
      .toContain(`got "${seconds} seconds". Fix: `);
  });

  test('cannot be a token or a part of a second', () => {
    const late = Duration.seconds(Lazy.number({ produce: () => 900 }));

    expect(errorOf('LogSilencePeriod', () => LogSilence.after(late)._check(newStack())).message).toContain('got "a token". Fix: ');
    expect(errorOf('LogSilencePeriod', () => LogSilence.after(Duration.millis(900_500))._check(newStack())).message).toContain('got "900.5 seconds"');
  });
});

test('a route can have up to five alarm actions', () => {
  const actions = (count: number): IAlarmDestination =>
    ({ alarmActions: Array.from({ length: count }, () => ({ bind: () => ({ alarmActionArn: 'a' }) })), ruleTargets: () => [] });

  expect(AlarmRouting.everythingTo(actions(5))._actionsFor(newStack(), Criticality.HIGH)).toHaveLength(5);
  errorOf('AlarmActionCount', () => AlarmRouting.everythingTo(actions(6))._actionsFor(newStack(), Criticality.HIGH));
});
