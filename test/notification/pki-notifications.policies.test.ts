import { Stack, aws_events as events, aws_kms as kms, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { mutationsOf } from '../support/mutations';
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

type Case = [name: string, request: AccessRequest];
interface Verdicts { readonly allowed: Case[]; readonly denied: Case[] }

/** Every policy that lacks one thing of the given one gives another verdict for at least one request. */
async function unseenMutationsOf(policy: PolicyDocument, { allowed, denied }: Verdicts): Promise<string[]> {
  const unseen: string[] = [];
  for (const { name, document } of mutationsOf(policy)) {
    const verdicts = await Promise.all([
      ...allowed.map(([, request]) => isAllowed(document, request)),
      ...denied.map(async ([, request]) => !await isAllowed(document, request)),
    ]);
    if (verdicts.every(Boolean)) { unseen.push(name); }
  }
  return unseen;
}

/** The policies of one topic, its key and its queue. */
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

/** A new topic; one that was brought along with its key; one that is a destination without `PkiNotifications`. */
const KINDS: Record<string, Synthesized> = {
  'a new topic': new Synthesized((stack) => new PkiNotifications(stack, 'Notifications')),
  'a topic that was brought along': new Synthesized((stack) => new PkiNotifications(stack, 'Notifications', {
    topic: new sns.Topic(stack, 'Mine', { masterKey: new kms.Key(stack, 'Key'), enforceSSL: true }),
  })),
  'AlarmDestination.topic()': new Synthesized((stack) => {
    const masterKey = new kms.Key(stack, 'Key');
    const topic = new sns.Topic(stack, 'Mine', { masterKey, enforceSSL: true });
    const deadLetterQueue = new sqs.Queue(stack, 'DeadLetters', { encryptionMasterKey: masterKey, enforceSSL: true });
    const message = { whatHappened: 'Something.', whatToDo: 'Look.' };
    const [target] = AlarmDestination.topic(topic, { deadLetterQueue }).ruleTargets(message);
    target.bind(new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.acm-pca'] } }));
  }),
};

describe.each(Object.entries(KINDS))('the policy of %s', (_kind, on) => {
  const publish = (principal: string, context: Record<string, string>): AccessRequest => ({
    principal, action: 'sns:Publish', resource: on.topicArn, resourceAccount: ACCOUNT, context,
  });
  const allowed: Case[] = [
    ['a rule of this account', publish(RULES, { ...TLS, ...ruleOf(ACCOUNT) })],
    ['EventBridge without telling the rule, as it may', publish(RULES, TLS)],
    // AWS has no condition that would keep it out: docs/events.md says so.
    ['a rule of another account that knows the ARN', publish(RULES, { ...TLS, ...ruleOf(OTHER_ACCOUNT) })],
    ['an alarm of this account', publish(ALARMS, { ...TLS, ...alarmOf(ACCOUNT) })],
  ];
  const denied: Case[] = [
    ['an alarm of another account', publish(ALARMS, { ...TLS, ...alarmOf(OTHER_ACCOUNT) })],
    ['an alarm of another account that claims this one', publish(ALARMS, {
      ...TLS, ...alarmOf(OTHER_ACCOUNT), 'aws:SourceAccount': ACCOUNT,
    })],
    ['an alarm whose ARN alone is of this account', publish(ALARMS, {
      ...TLS, ...alarmOf(ACCOUNT), 'aws:SourceAccount': OTHER_ACCOUNT,
    })],
    ['an alarm of another Region', publish(ALARMS, { ...TLS, ...alarmOf(ACCOUNT, 'eu-west-1') })],
    ['CloudWatch for nobody', publish(ALARMS, TLS)],
    ['a rule over plain HTTP', publish(RULES, { 'aws:SecureTransport': 'false' })],
    ['an alarm over plain HTTP', publish(ALARMS, { ...alarmOf(ACCOUNT), 'aws:SecureTransport': 'false' })],
    ['another service', publish('s3.amazonaws.com', { ...TLS, ...alarmOf(ACCOUNT) })],
    ['a role of another account', publish(`arn:aws:iam::${OTHER_ACCOUNT}:role/Operator`, TLS)],
    ['anonymous', publish('anonymous', TLS)],
    ['EventBridge, which subscribes', { ...publish(RULES, TLS), action: 'sns:Subscribe' }],
  ];

  test.each(allowed)('admits: %s', async (_name, request) => {
    expect(await isAllowed(on.topicPolicy, request)).toBe(true);
  });

  test.each(denied)('keeps out: %s', async (_name, request) => {
    expect(await isAllowed(on.topicPolicy, request)).toBe(false);
  });

  test('keeps out a role of this account over plain HTTP, whatever its own policy says', async () => {
    const identityPolicies = [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }] }];
    const by = (context: Record<string, string>) =>
      ({ ...publish(`arn:aws:iam::${ACCOUNT}:role/Operator`, context), identityPolicies });

    expect(await isAllowed(on.topicPolicy, by(TLS))).toBe(true);
    expect(await isAllowed(on.topicPolicy, by({ 'aws:SecureTransport': 'false' }))).toBe(false);
  });

  test('has nothing that could be taken away unseen', async () => {
    const anyPrincipal: Case = ['nobody at all', publish('anonymous', { ...TLS, ...alarmOf(ACCOUNT) })];

    expect(await unseenMutationsOf(on.topicPolicy, { allowed, denied: [...denied, anyPrincipal] })).toEqual([]);
  });
});

describe.each(Object.entries(KINDS))('the key policy of %s', (_kind, on) => {
  const use = (principal: string, context: Record<string, string> = {}, action = 'kms:GenerateDataKey'): AccessRequest => ({
    principal, action, resource: on.keyArn, resourceAccount: ACCOUNT, context,
  });
  const operator = (account: string): AccessRequest => ({
    ...use(`arn:aws:iam::${account}:role/Operator`, {}, 'kms:Decrypt'),
    identityPolicies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }],
  });
  const allowed: Case[] = [
    ['a rule, without telling its source', use(RULES)],
    ['a rule, which decrypts', use(RULES, {}, 'kms:Decrypt')],
    ['an alarm of this account', use(ALARMS, alarmOf(ACCOUNT))],
    ['an alarm of this account, which decrypts', use(ALARMS, alarmOf(ACCOUNT), 'kms:Decrypt')],
    ['a role of this account whose own policy lets it', operator(ACCOUNT)],
  ];
  const denied: Case[] = [
    ['an alarm of another account', use(ALARMS, alarmOf(OTHER_ACCOUNT))],
    ['an alarm of another account that claims this one', use(ALARMS, { ...alarmOf(OTHER_ACCOUNT), 'aws:SourceAccount': ACCOUNT })],
    ['an alarm whose ARN alone is of this account', use(ALARMS, { ...alarmOf(ACCOUNT), 'aws:SourceAccount': OTHER_ACCOUNT })],
    ['CloudWatch for nobody', use(ALARMS)],
    ['EventBridge, which encrypts itself', use(RULES, {}, 'kms:Encrypt')],
    ['EventBridge, which deletes the key', use(RULES, {}, 'kms:ScheduleKeyDeletion')],
    ['another service', use('s3.amazonaws.com')],
    ['a role of another account', operator(OTHER_ACCOUNT)],
    ['anonymous', use('anonymous')],
    ['anonymous, from an alarm', use('anonymous', alarmOf(ACCOUNT))],
  ];

  test.each(allowed)('admits: %s', async (_name, request) => {
    expect(await isAllowed(on.keyPolicy, request)).toBe(true);
  });

  test.each(denied)('keeps out: %s', async (_name, request) => {
    expect(await isAllowed(on.keyPolicy, request)).toBe(false);
  });

  test('has nothing that could be taken away unseen', async () => {
    expect(await unseenMutationsOf(on.keyPolicy, { allowed, denied })).toEqual([]);
  });
});

describe.each(Object.entries(KINDS))('the policy of the dead-letter queue of %s', (_kind, on) => {
  const send = (principal: string, context: Record<string, string>, action = 'sqs:SendMessage'): AccessRequest => ({
    principal, action, resource: on.queueArn, resourceAccount: ACCOUNT, context: { ...TLS, ...context },
  });
  const allowed: Case[] = [
    ['a rule of this account', send(RULES, ruleOf(ACCOUNT))],
    ['a rule of this account on an event bus of its own', send(RULES, ruleOf(ACCOUNT, 'rule/bus/Pki'))],
  ];
  const denied: Case[] = [
    ['a rule of another account', send(RULES, ruleOf(OTHER_ACCOUNT))],
    ['a rule of another Region', send(RULES, { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/Pki` })],
    ['an event bus of this account that is no rule', send(RULES, ruleOf(ACCOUNT, 'event-bus/default'))],
    ['EventBridge for nobody', send(RULES, {})],
    ['a rule of this account over plain HTTP', send(RULES, { ...ruleOf(ACCOUNT), 'aws:SecureTransport': 'false' })],
    ['a rule of this account, which reads', send(RULES, ruleOf(ACCOUNT), 'sqs:ReceiveMessage')],
    ['another service', send('sns.amazonaws.com', ruleOf(ACCOUNT))],
    ['anonymous', send('anonymous', ruleOf(ACCOUNT))],
  ];

  test.each(allowed)('admits: %s', async (_name, request) => {
    expect(await isAllowed(on.queuePolicy, request)).toBe(true);
  });

  test.each(denied)('keeps out: %s', async (_name, request) => {
    expect(await isAllowed(on.queuePolicy, request)).toBe(false);
  });

  test('has nothing that could be taken away unseen', async () => {
    expect(await unseenMutationsOf(on.queuePolicy, { allowed, denied })).toEqual([]);
  });
});
