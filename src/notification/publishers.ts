import { Aws, aws_iam as iam, aws_kms as kms, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { KEEP_UNDELIVERED_ACTIONS, PUBLISHER_KEY_ACTIONS, PUBLISH_NOTIFICATION_ACTIONS } from '../private/actions';
import { PrivateCaError } from '../private/errors';
import { addToKeyPolicy } from '../private/key-policy';
import { requireCustomerManaged, unaliased } from '../private/kms-key';
import { warnUnlessAdded } from '../private/policy-warning';

/* Who may publish to a topic, use its key, and send to the queue for what could not be delivered. Not exported. */

/** What EventBridge and CloudWatch deliver to. */
export interface Delivery {
  readonly topic: sns.ITopic;
  /** The key of the topic, where the topic does not tell it. */
  readonly encryptionKey?: kms.IKey;
  readonly deadLetterQueue?: sqs.IQueue;
}

const EVENTS = new iam.ServicePrincipal('events.amazonaws.com');
const CLOUDWATCH = new iam.ServicePrincipal('cloudwatch.amazonaws.com');

/** What an error about a key that AWS manages says of it. */
const NEEDS = {
  user: 'EventBridge',
  change: 'encrypt the topic with a key of your own, or leave out topic for a new one',
};

/**
 * Lets rules and alarms of the topic's account publish to the topic. Statements that are there already are not added
 * again: CDK drops equal ones.
 */
export function admitPublishers(scope: Construct, delivery: Delivery): void {
  const { topic, deadLetterQueue } = delivery;
  requireOwnKey(scope, delivery);
  for (const statement of [renderRulesPublish(topic), renderAlarmsPublish(topic)]) {
    const result = topic.addToResourcePolicy(statement);
    warnUnlessAdded(scope, 'topicPolicyNotAdded', `the topic ${topic.node.path}`, result, statement);
  }
  const key = keyOf(delivery);
  if (key) { admitToKey(scope, key, topic); }
  if (!deadLetterQueue) { return; }
  const statement = renderRulesKeepUndelivered(deadLetterQueue);
  const result = deadLetterQueue.addToResourcePolicy(statement);
  warnUnlessAdded(scope, 'queuePolicyNotAdded', `the dead-letter queue ${deadLetterQueue.node.path}`, result, statement);
  const queueKey = deadLetterQueue.encryptionMasterKey && unaliased(deadLetterQueue.encryptionMasterKey);
  if (queueKey && queueKey !== key) { admitToKey(scope, queueKey, topic); }
}

/** The key of a topic; an alias gives its key where it knows it. */
export function keyOf({ topic, encryptionKey }: Delivery): kms.IKey | undefined {
  const key = topic.masterKey ?? encryptionKey;
  return key && unaliased(key);
}

function admitToKey(scope: Construct, key: kms.IKey, topic: sns.ITopic): void {
  requireCustomerManaged(scope, key, NEEDS);
  for (const statement of [renderRulesUseKey(), renderAlarmsUseKey(topic)]) {
    addToKeyPolicy(scope, key, statement);
  }
}

/** A topic whose key is that which AWS manages for SNS drops what EventBridge and CloudWatch publish, in silence. */
function requireOwnKey(scope: Construct, { topic, encryptionKey }: Delivery): void {
  const given = topic.masterKey ?? encryptionKey;
  if (given) { requireCustomerManaged(scope, given, NEEDS); }
  const resource = topic.node.defaultChild;
  const keyId = resource instanceof sns.CfnTopic ? resource.kmsMasterKeyId : undefined;
  if (!keyId?.includes('alias/aws/')) { return; }
  throw new PrivateCaError('KeyAwsManaged', {
    scope,
    problem: `the topic is encrypted with a KMS key that is managed by AWS, and ${NEEDS.user} cannot use it`,
    value: keyId,
    allowed: 'a topic with a customer managed key',
    change: NEEDS.change,
  });
}

/**
 * AWS documents no Source conditions for EventBridge and topics, and rules them out for the key of an encrypted one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
function renderRulesPublish(topic: sns.ITopic): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AllowRulesToPublish',
    principals: [EVENTS],
    actions: PUBLISH_NOTIFICATION_ACTIONS,
    resources: [topic.topicArn],
  });
}

function renderAlarmsPublish(topic: sns.ITopic): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AllowAlarmsToPublish',
    principals: [CLOUDWATCH],
    actions: PUBLISH_NOTIFICATION_ACTIONS,
    resources: [topic.topicArn],
    conditions: alarmsOf(topic),
  });
}

/**
 * A key that EventBridge needs for an encrypted topic must not ask for the source: messages would be dropped.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function renderRulesUseKey(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AllowRulesToUseTheKey', principals: [EVENTS], actions: PUBLISHER_KEY_ACTIONS, resources: ['*'],
  });
}

function renderAlarmsUseKey(topic: sns.ITopic): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AllowAlarmsToUseTheKey',
    principals: [CLOUDWATCH],
    actions: PUBLISHER_KEY_ACTIONS,
    resources: ['*'],
    conditions: alarmsOf(topic),
  });
}

/** The alarms of the topic's account and Region. */
function alarmsOf(topic: sns.ITopic): Record<string, Record<string, string>> {
  const { account, region } = topic.env;
  return {
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${region}:${account}:alarm:*` },
  };
}

/** The rules of the queue's account and Region, on whichever event bus. */
function renderRulesKeepUndelivered(queue: sqs.IQueue): iam.PolicyStatement {
  const { account, region } = queue.env;
  return new iam.PolicyStatement({
    sid: 'AllowRulesToKeepUndelivered',
    principals: [EVENTS],
    actions: KEEP_UNDELIVERED_ACTIONS,
    resources: [queue.queueArn],
    conditions: { ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:events:${region}:${account}:rule/*` } },
  });
}
