import { Stack, aws_events as events, aws_kms as kms, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { lazily } from '../support/lazily';
import { Cases, expectEachMutationSeen, numbered } from '../support/policy-cases';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { newStack } from '../support/stacks';
import { World } from '../support/world';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const RULES = 'events.amazonaws.com';
const ALARMS = 'cloudwatch.amazonaws.com';
const TLS = { 'aws:SecureTransport': 'true' };
const alarmOf = (account: string, region = 'us-east-1') => ({
  'aws:SourceAccount': account,
  'aws:SourceArn': `arn:aws:cloudwatch:${region}:${account}:alarm:Pki`,
});
const ruleOf = (account: string, name = 'rule/Pki') => ({ 'aws:SourceArn': `arn:aws:events:us-east-1:${account}:${name}` });

/** The policies of one topic, its key, and its queue. */
class Synthesized {
  public readonly topicPolicy: PolicyDocument;
  public readonly keyPolicy: PolicyDocument;
  public readonly queuePolicy: PolicyDocument;
  public readonly topicArn: string;
  public readonly keyArn: string;
  public readonly queueArn: string;

  constructor(build: (stack: Stack) => void) {
    const stack = newStack();
    build(stack);
    const world = World.of(stack);
    const policyOf = (type: string) =>
      world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf(type)).PolicyDocument;
    this.topicPolicy = policyOf('AWS::SNS::TopicPolicy');
    this.queuePolicy = policyOf('AWS::SQS::QueuePolicy');
    this.keyPolicy = world.propertiesOf<{ KeyPolicy: PolicyDocument }>(world.idOf('AWS::KMS::Key')).KeyPolicy;
    this.topicArn = world.arnOf(world.idOf('AWS::SNS::Topic'));
    this.queueArn = world.arnOf(world.idOf('AWS::SQS::Queue'));
    this.keyArn = world.arnOf(world.idOf('AWS::KMS::Key'));
  }
}

/** A new topic, an existing topic with its key, and a destination without `PkiNotifications`. */
const KINDS: Record<string, (stack: Stack) => void> = {
  'a new topic': (stack) => new PkiNotifications(stack, 'Notifications'),
  'an existing topic': (stack) => new PkiNotifications(stack, 'Notifications', {
    topic: new sns.Topic(stack, 'Mine', { masterKey: new kms.Key(stack, 'Key'), enforceSSL: true }),
  }),
  'AlarmDestination.topic()': (stack) => {
    const masterKey = new kms.Key(stack, 'Key');
    const topic = new sns.Topic(stack, 'Mine', { masterKey, enforceSSL: true });
    const deadLetterQueue = new sqs.Queue(stack, 'DeadLetters', { encryptionMasterKey: masterKey, enforceSSL: true });
    const message = { whatHappened: 'Something.', whatToDo: 'Look.' };
    const [target] = AlarmDestination.topic(topic, { deadLetterQueue }).ruleTargets(message);
    target.bind(new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.acm-pca'] } }));
  },
};

function topicCases(topicArn: string): Cases {
  const publish = (principal: string, context: Record<string, string>): AccessRequest => ({
    principal, action: 'sns:Publish', resource: topicArn, resourceAccount: ACCOUNT, context,
  });
  return {
    allowed: [
      ['a rule of this account', publish(RULES, { ...TLS, ...ruleOf(ACCOUNT) })],
      ['EventBridge without a source', publish(RULES, TLS)],
      // AWS has no condition that denies it. docs/events.md states this.
      ['a rule of another account that uses the ARN', publish(RULES, { ...TLS, ...ruleOf(OTHER_ACCOUNT) })],
      ['an alarm of this account', publish(ALARMS, { ...TLS, ...alarmOf(ACCOUNT) })],
    ],
    denied: [
      ['an alarm of another account', publish(ALARMS, { ...TLS, ...alarmOf(OTHER_ACCOUNT) })],
      ['an alarm of another account with this source account', publish(ALARMS, {
        ...TLS, ...alarmOf(OTHER_ACCOUNT), 'aws:SourceAccount': ACCOUNT,
      })],
      ['an alarm of this account with another source account', publish(ALARMS, {
        ...TLS, ...alarmOf(ACCOUNT), 'aws:SourceAccount': OTHER_ACCOUNT,
      })],
      ['an alarm of another Region', publish(ALARMS, { ...TLS, ...alarmOf(ACCOUNT, 'eu-west-1') })],
      ['CloudWatch without a source', publish(ALARMS, TLS)],
      ['a rule over plain HTTP', publish(RULES, { 'aws:SecureTransport': 'false' })],
      ['an alarm over plain HTTP', publish(ALARMS, { ...alarmOf(ACCOUNT), 'aws:SecureTransport': 'false' })],
      ['another service', publish('s3.amazonaws.com', { ...TLS, ...alarmOf(ACCOUNT) })],
      ['a role of another account', publish(`arn:aws:iam::${OTHER_ACCOUNT}:role/Operator`, TLS)],
      ['anonymous', publish('anonymous', TLS)],
      ['anonymous with an alarm as its source', publish('anonymous', { ...TLS, ...alarmOf(ACCOUNT) })],
      ['EventBridge subscribes', { ...publish(RULES, TLS), action: 'sns:Subscribe' }],
    ],
  };
}

describe.each(Object.entries(KINDS))('the policy of %s', (_kind, build) => {
  const on = lazily(() => new Synthesized(build));
  const cases = lazily(() => topicCases(on().topicArn));
  const { allowed, denied } = topicCases('TOPIC');

  test.each(numbered(allowed))('allows: %s', async (_name, index) => {
    expect(await isAllowed(on().topicPolicy, cases().allowed[index][1])).toBe(true);
  });

  test.each(numbered(denied))('denies: %s', async (_name, index) => {
    expect(await isAllowed(on().topicPolicy, cases().denied[index][1])).toBe(false);
  });

  test('denies a role of this account over plain HTTP, even if an identity policy allows it', async () => {
    const identityPolicies = [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }] }];
    const by = (context: Record<string, string>): AccessRequest => ({
      principal: `arn:aws:iam::${ACCOUNT}:role/Operator`,
      action: 'sns:Publish',
      resource: on().topicArn,
      resourceAccount: ACCOUNT,
      context,
      identityPolicies,
    });

    expect(await isAllowed(on().topicPolicy, by(TLS))).toBe(true);
    expect(await isAllowed(on().topicPolicy, by({ 'aws:SecureTransport': 'false' }))).toBe(false);
  });

  test('has no part that can be removed without failing a case', async () => {
    await expectEachMutationSeen(on().topicPolicy, cases());
  });
});

function keyCases(keyArn: string): Cases {
  const use = (principal: string, context: Record<string, string> = {}, action = 'kms:GenerateDataKey'): AccessRequest => ({
    principal, action, resource: keyArn, resourceAccount: ACCOUNT, context,
  });
  const operator = (account: string): AccessRequest => ({
    ...use(`arn:aws:iam::${account}:role/Operator`, {}, 'kms:Decrypt'),
    identityPolicies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }],
  });
  return {
    allowed: [
      ['a rule, without a source', use(RULES)],
      ['a rule decrypts', use(RULES, {}, 'kms:Decrypt')],
      ['an alarm of this account', use(ALARMS, alarmOf(ACCOUNT))],
      ['an alarm of this account decrypts', use(ALARMS, alarmOf(ACCOUNT), 'kms:Decrypt')],
      ['a role of this account with permission for kms:*', operator(ACCOUNT)],
    ],
    denied: [
      ['an alarm of another account', use(ALARMS, alarmOf(OTHER_ACCOUNT))],
      ['an alarm of another account with this source account', use(ALARMS, { ...alarmOf(OTHER_ACCOUNT), 'aws:SourceAccount': ACCOUNT })],
      ['an alarm of this account with another source account', use(ALARMS, { ...alarmOf(ACCOUNT), 'aws:SourceAccount': OTHER_ACCOUNT })],
      ['CloudWatch without a source', use(ALARMS)],
      ['EventBridge encrypts', use(RULES, {}, 'kms:Encrypt')],
      ['EventBridge deletes the key', use(RULES, {}, 'kms:ScheduleKeyDeletion')],
      ['another service', use('s3.amazonaws.com')],
      ['a role of another account', operator(OTHER_ACCOUNT)],
      ['anonymous', use('anonymous')],
      ['anonymous with an alarm as its source', use('anonymous', alarmOf(ACCOUNT))],
    ],
  };
}

describe.each(Object.entries(KINDS))('the key policy of %s', (_kind, build) => {
  const on = lazily(() => new Synthesized(build));
  const cases = lazily(() => keyCases(on().keyArn));
  const { allowed, denied } = keyCases('KEY');

  test.each(numbered(allowed))('allows: %s', async (_name, index) => {
    expect(await isAllowed(on().keyPolicy, cases().allowed[index][1])).toBe(true);
  });

  test.each(numbered(denied))('denies: %s', async (_name, index) => {
    expect(await isAllowed(on().keyPolicy, cases().denied[index][1])).toBe(false);
  });

  test('has no part that can be removed without failing a case', async () => {
    await expectEachMutationSeen(on().keyPolicy, cases());
  });
});

function queueCases(queueArn: string): Cases {
  const send = (principal: string, context: Record<string, string>, action = 'sqs:SendMessage'): AccessRequest => ({
    principal, action, resource: queueArn, resourceAccount: ACCOUNT, context: { ...TLS, ...context },
  });
  return {
    allowed: [
      ['a rule of this account', send(RULES, ruleOf(ACCOUNT))],
      ['a rule of this account on a custom event bus', send(RULES, ruleOf(ACCOUNT, 'rule/bus/Pki'))],
    ],
    denied: [
      ['a rule of another account', send(RULES, ruleOf(OTHER_ACCOUNT))],
      ['a rule of another Region', send(RULES, { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/Pki` })],
      ['an event bus of this account instead of a rule', send(RULES, ruleOf(ACCOUNT, 'event-bus/default'))],
      ['EventBridge without a source', send(RULES, {})],
      ['a rule of this account over plain HTTP', send(RULES, { ...ruleOf(ACCOUNT), 'aws:SecureTransport': 'false' })],
      ['a rule of this account reads', send(RULES, ruleOf(ACCOUNT), 'sqs:ReceiveMessage')],
      ['another service', send('sns.amazonaws.com', ruleOf(ACCOUNT))],
      ['anonymous', send('anonymous', ruleOf(ACCOUNT))],
    ],
  };
}

describe.each(Object.entries(KINDS))('the policy of the dead-letter queue of %s', (_kind, build) => {
  const on = lazily(() => new Synthesized(build));
  const cases = lazily(() => queueCases(on().queueArn));
  const { allowed, denied } = queueCases('QUEUE');

  test.each(numbered(allowed))('allows: %s', async (_name, index) => {
    expect(await isAllowed(on().queuePolicy, cases().allowed[index][1])).toBe(true);
  });

  test.each(numbered(denied))('denies: %s', async (_name, index) => {
    expect(await isAllowed(on().queuePolicy, cases().denied[index][1])).toBe(false);
  });

  test('has no part that can be removed without failing a case', async () => {
    await expectEachMutationSeen(on().queuePolicy, cases());
  });
});
