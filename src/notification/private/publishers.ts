import { Aws, Resource, aws_iam as iam, aws_kms as kms, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { KEEP_UNDELIVERED_ACTIONS, PUBLISHER_KEY_ACTIONS, PUBLISH_NOTIFICATION_ACTIONS } from '../../private/actions';
import { PrivateCaError } from '../../private/errors';
import { requireKeyRegion, requireServiceKey, unaliased } from '../../private/kms-key';
import { limitResourcePolicy } from '../../private/policy-size';
import { addToKeyPolicy, warnUnlessAdded } from '../../private/resource-policy';
import { restoreResourceOnError } from '../../private/undone-on-error';

/* Permissions to publish to a topic, to use its key, and to send undelivered events to its dead-letter queue. */

/** The resources to which EventBridge and CloudWatch deliver. */
export interface Delivery {
  readonly topic: sns.ITopic;
  /** The key of the topic, if the topic does not specify it. */
  readonly encryptionKey?: kms.IKey;
  readonly deadLetterQueue?: sqs.IQueue;
}

const EVENTS = new iam.ServicePrincipal('events.amazonaws.com');
const CLOUDWATCH = new iam.ServicePrincipal('cloudwatch.amazonaws.com');

/** An encrypted resource, as errors and warnings describe it. */
interface Encrypted {
  readonly what: 'topic' | 'dead-letter queue';
  readonly resource: sns.ITopic | sqs.IQueue;
  readonly key?: kms.IKey;
  /** The key in the template, which can be set even if CDK does not know the key. */
  readonly keyId?: string;
  /** How to replace an AWS managed key. */
  readonly fix: string;
}

/**
 * Allows rules and alarms to publish to the topic. Repeated calls add no duplicate statements, because CDK merges equal
 * statements.
 */
export function admitPublishers(scope: Construct, delivery: Delivery): void {
  const { topic, deadLetterQueue } = delivery;
  requirePublishers(scope, delivery);
  const encrypted = encryptedOf(delivery);
  [scope, topic, ...deadLetterQueue ? [deadLetterQueue] : []].forEach(restoreResourceOnError);
  for (const statement of [renderRulesPublish(topic), renderAlarmsPublish(topic)]) {
    const result = topic.addToResourcePolicy(statement);
    limitResourcePolicy(topic);
    warnUnlessAdded(scope, 'topicPolicyNotAdded', `the topic ${topic.node.path}`, result, statement);
  }
  if (deadLetterQueue) {
    const statement = renderRulesKeepUndelivered(deadLetterQueue);
    const result = deadLetterQueue.addToResourcePolicy(statement);
    limitResourcePolicy(deadLetterQueue);
    warnUnlessAdded(scope, 'queuePolicyNotAdded', `the dead-letter queue ${deadLetterQueue.node.path}`, result, statement);
  }
  encrypted.forEach((one) => admitToKey(scope, topic, one));
}

/** Throws an error if EventBridge or CloudWatch cannot publish to the topic. Adds nothing. */
export function requirePublishers(scope: Construct, delivery: Delivery): void {
  const { topic, deadLetterQueue } = delivery;
  requireStandard(scope, 'topic', topic);
  if (deadLetterQueue) { requireStandard(scope, 'dead-letter queue', deadLetterQueue); }
  encryptedOf(delivery).forEach((one) => requireOwnKey(scope, one));
}

/** The key of a topic. For an alias, it is the target key, if the alias specifies it. */
export function keyOf({ topic, encryptionKey }: Delivery): kms.IKey | undefined {
  const key = topic.masterKey ?? encryptionKey;
  return key && unaliased(key);
}

function encryptedOf(delivery: Delivery): Encrypted[] {
  const { topic, deadLetterQueue: queue } = delivery;
  const { defaultChild } = topic.node;
  const encrypted: Encrypted[] = [{
    what: 'topic',
    resource: topic,
    key: keyOf(delivery),
    keyId: sns.CfnTopic.isCfnTopic(defaultChild) ? defaultChild.kmsMasterKeyId : undefined,
    fix: 'Encrypt the topic with a customer managed key, or remove topic to create a new topic',
  }];
  if (!queue) { return encrypted; }
  const resource = queue.node.defaultChild;
  return [...encrypted, {
    what: 'dead-letter queue',
    resource: queue,
    key: queue.encryptionMasterKey && unaliased(queue.encryptionMasterKey),
    keyId: sqs.CfnQueue.isCfnQueue(resource) ? resource.kmsMasterKeyId : undefined,
    fix: 'Encrypt the dead-letter queue with a customer managed key, or use QueueEncryption.SQS_MANAGED',
  }];
}

/** Allows EventBridge (and for a topic, CloudWatch) to use the key. A key that CDK might not know causes a warning. */
function admitToKey(scope: Construct, topic: sns.ITopic, { what, resource, key, keyId }: Encrypted): void {
  const statements = [renderRulesUseKey(), ...what === 'topic' ? [renderAlarmsUseKey(topic)] : []];
  if (key) {
    statements.forEach((statement) => addToKeyPolicy(scope, key, statement));
    return;
  }
  if (Resource.isOwnedResource(resource) && keyId === undefined) { return; }
  for (const statement of statements) {
    const owner = `the KMS key (if any) of the ${what} ${resource.node.path}`;
    warnUnlessAdded(scope, 'keyPolicyNotAdded', owner, { statementAdded: false }, statement);
  }
}

/** With an AWS managed key, SNS and SQS drop the messages of EventBridge and CloudWatch without an error. */
function requireOwnKey(scope: Construct, { what, resource, key, keyId, fix }: Encrypted): void {
  if (key) {
    requireServiceKey(scope, key, { user: 'EventBridge', fix });
    requireKeyRegion(scope, key, resource.env.region, what);
  }
  if (!keyId?.includes('alias/aws/')) { return; }
  throw new PrivateCaError('KeyAwsManaged', {
    scope,
    subject: `The KMS key of the ${what}`,
    rule: 'be a customer managed key, because EventBridge cannot use an AWS managed key',
    value: keyId,
    fix,
  });
}

/**
 * FIFO topics do not support email, SMS, or HTTP subscriptions. EventBridge does not support FIFO dead-letter queues.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
 */
function requireStandard(scope: Construct, what: Encrypted['what'], { fifo, node }: sns.ITopic | sqs.IQueue): void {
  if (!fifo) { return; }
  throw new PrivateCaError('NotificationFifo', {
    scope,
    subject: `The ${what}`,
    rule: `not be a FIFO ${what}, because it does not support these notifications`,
    value: node.path,
    fix: `Use a standard ${what}`,
  });
}

/**
 * For EventBridge, AWS documents that a topic policy must not have a `Condition` block. The key policy of an encrypted
 * topic does not support source conditions either.
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
 * The statement must not have source conditions. Otherwise, messages to an encrypted topic are dropped.
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

/** The alarms in the account and Region of the topic. */
function alarmsOf(topic: sns.ITopic): Record<string, Record<string, string>> {
  const { account, region } = topic.env;
  return {
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${region}:${account}:alarm:*` },
  };
}

/** The rules in the account and Region of the queue, on all event buses. */
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
