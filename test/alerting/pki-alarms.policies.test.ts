import { aws_kms as kms, aws_logs as logs, aws_sns as sns } from 'aws-cdk-lib';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { newStack } from '../support/stacks';
import { World } from '../support/world';

/* Alarms and rules, each put to the policies of every topic that it is routed to. */

const ACCOUNT = '111122223333';
const TLS = { 'aws:SecureTransport': 'true' };

const stack = newStack();
const mine = new sns.Topic(stack, 'Mine', { masterKey: new kms.Key(stack, 'MyKey'), enforceSSL: true });
new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logsAndEvents(logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail')),
  routing: AlarmRouting.byCriticality({
    critical: [new PkiNotifications(stack, 'Pager'), AlarmDestination.topic(mine)],
    high: [AlarmDestination.topic(mine)],
    medium: [new PkiNotifications(stack, 'Mail')],
  }),
});
const world = World.of(stack);

interface Topic {
  readonly arn: string;
  readonly policy: PolicyDocument;
  readonly keyArn: string;
  readonly keyPolicy: PolicyDocument;
}

/** The topics by their ARNs. */
const TOPICS = new Map(world.idsOf('AWS::SNS::Topic').map((id): [string, Topic] => {
  const arn = world.arnOf(id);
  const policies = world.idsOf('AWS::SNS::TopicPolicy')
    .map((policyId) => world.propertiesOf<{ Topics: string[]; PolicyDocument: PolicyDocument }>(policyId));
  const { KmsMasterKeyId: keyArn } = world.propertiesOf<{ KmsMasterKeyId: string }>(id);
  const keyId = world.idsOf('AWS::KMS::Key').find((one) => world.arnOf(one) === keyArn)!;
  return [arn, {
    arn,
    policy: policies.find(({ Topics }) => Topics.includes(arn))!.PolicyDocument,
    keyArn,
    keyPolicy: world.propertiesOf<{ KeyPolicy: PolicyDocument }>(keyId).KeyPolicy,
  }];
}));

const actions = world.idsOf('AWS::CloudWatch::Alarm').flatMap((id) => {
  const { AlarmActions = [] } = world.propertiesOf<{ AlarmActions?: string[] }>(id);
  return AlarmActions.map((action): [string, string] => [id, action]);
});
const targets = world.idsOf('AWS::Events::Rule').flatMap((id) =>
  world.propertiesOf<{ Targets: { Arn: string }[] }>(id).Targets.map(({ Arn }): [string, string] => [id, Arn]));

/** Whether a publisher gets a message through: to the topic, and through its key. */
async function arrives(topic: Topic, principal: string, context: Record<string, string>): Promise<boolean> {
  const request = { principal, resourceAccount: ACCOUNT };
  const published = await isAllowed(topic.policy, {
    ...request, action: 'sns:Publish', resource: topic.arn, context: { ...context, ...TLS },
  });
  const encrypted = await isAllowed(topic.keyPolicy, {
    ...request, action: 'kms:GenerateDataKey', resource: topic.keyArn, context,
  });
  return published && encrypted;
}

const ofAlarm = (alarmName: string, account = ACCOUNT) => ({
  'aws:SourceAccount': account, 'aws:SourceArn': `arn:aws:cloudwatch:us-east-1:${account}:alarm:${alarmName}`,
});

test('there is something to be told, and each route leads to a topic of this stack', () => {
  expect(actions.length).toBeGreaterThan(20);
  expect(targets.length).toBeGreaterThan(20);
  expect([...actions, ...targets].filter(([, arn]) => !TOPICS.has(arn))).toEqual([]);
  expect(TOPICS.size).toBe(3);
});

test('every alarm gets through to every topic that it is routed to', async () => {
  const lost: [string, string][] = [];
  for (const [id, arn] of actions) {
    if (!await arrives(TOPICS.get(arn)!, 'cloudwatch.amazonaws.com', ofAlarm(id))) { lost.push([id, arn]); }
  }

  expect(lost).toEqual([]);
});

test('every rule gets through to every topic that it is routed to', async () => {
  const lost: [string, string][] = [];
  for (const [id, arn] of targets) {
    if (!await arrives(TOPICS.get(arn)!, 'events.amazonaws.com', {})) { lost.push([id, arn]); }
  }

  expect(lost).toEqual([]);
});

test.each([...TOPICS.values()].map((topic): [string, Topic] => [topic.arn, topic]))(
  'nobody else does: %s', async (_arn, topic) => {
    expect(await arrives(topic, 'cloudwatch.amazonaws.com', ofAlarm('Pki', '444455556666'))).toBe(false);
    expect(await arrives(topic, 'cloudwatch.amazonaws.com', {})).toBe(false);
    expect(await arrives(topic, 'acm-pca.amazonaws.com', ofAlarm('Pki'))).toBe(false);
  });
