import { aws_kms as kms, aws_logs as logs, aws_sns as sns } from 'aws-cdk-lib';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { newStack } from '../support/stacks';
import { World } from '../support/world';

/* Alarms and rules, evaluated with the policies of every topic to which they are routed. */

const ACCOUNT = '111122223333';
const TLS = { 'aws:SecureTransport': 'true' };

interface Topic {
  readonly arn: string;
  readonly policy: PolicyDocument;
  readonly keyArn: string;
  readonly keyPolicy: PolicyDocument;
}

/** The topics by their ARNs, and each notification as a pair of its sender and the ARN of its topic. */
interface Deployed {
  readonly topics: ReadonlyMap<string, Topic>;
  readonly actions: readonly [alarm: string, topicArn: string][];
  readonly targets: readonly [rule: string, topicArn: string][];
}

function deploy(): Deployed {
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
  return {
    topics: new Map(world.idsOf('AWS::SNS::Topic').map((id) => [world.arnOf(id), topicOf(world, id)])),
    actions: world.idsOf('AWS::CloudWatch::Alarm').flatMap((id) => {
      const { AlarmActions = [] } = world.propertiesOf<{ AlarmActions?: string[] }>(id);
      return AlarmActions.map((action): [string, string] => [id, action]);
    }),
    targets: world.idsOf('AWS::Events::Rule').flatMap((id) =>
      world.propertiesOf<{ Targets: { Arn: string }[] }>(id).Targets.map(({ Arn }): [string, string] => [id, Arn])),
  };
}

function topicOf(world: World, id: string): Topic {
  const arn = world.arnOf(id);
  const policies = world.idsOf('AWS::SNS::TopicPolicy')
    .map((policyId) => world.propertiesOf<{ Topics: string[]; PolicyDocument: PolicyDocument }>(policyId));
  const { KmsMasterKeyId: keyArn } = world.propertiesOf<{ KmsMasterKeyId: string }>(id);
  const keyId = world.idsOf('AWS::KMS::Key').find((one) => world.arnOf(one) === keyArn)!;
  return {
    arn,
    policy: policies.find(({ Topics }) => Topics.includes(arn))!.PolicyDocument,
    keyArn,
    keyPolicy: world.propertiesOf<{ KeyPolicy: PolicyDocument }>(keyId).KeyPolicy,
  };
}

/** Whether the policies of a topic and of its key allow a publisher to publish. */
async function canPublish(topic: Topic, principal: string, context: Record<string, string>): Promise<boolean> {
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

let deployed: Deployed;
beforeAll(() => { deployed = deploy(); });

test('alarms and rules have destinations, and each destination is a topic of this stack', () => {
  const { topics, actions, targets } = deployed;

  expect(actions.length).toBeGreaterThan(20);
  expect(targets.length).toBeGreaterThan(20);
  expect([...actions, ...targets].filter(([, arn]) => !topics.has(arn))).toEqual([]);
  expect(topics.size).toBe(3);
});

test('every alarm can publish to every topic to which it is routed', async () => {
  const denied: [string, string][] = [];
  for (const [id, arn] of deployed.actions) {
    if (!await canPublish(deployed.topics.get(arn)!, 'cloudwatch.amazonaws.com', ofAlarm(id))) { denied.push([id, arn]); }
  }

  expect(denied).toEqual([]);
});

test('every rule can publish to every topic to which it is routed', async () => {
  const denied: [string, string][] = [];
  for (const [id, arn] of deployed.targets) {
    if (!await canPublish(deployed.topics.get(arn)!, 'events.amazonaws.com', {})) { denied.push([id, arn]); }
  }

  expect(denied).toEqual([]);
});

test('alarms of another account, calls without a source, and other services cannot publish to any topic', async () => {
  for (const topic of deployed.topics.values()) {
    expect(await canPublish(topic, 'cloudwatch.amazonaws.com', ofAlarm('Pki', '444455556666'))).toBe(false);
    expect(await canPublish(topic, 'cloudwatch.amazonaws.com', {})).toBe(false);
    expect(await canPublish(topic, 'acm-pca.amazonaws.com', ofAlarm('Pki'))).toBe(false);
  }
});
