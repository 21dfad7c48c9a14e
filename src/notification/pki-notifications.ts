import {
  Duration, RemovalPolicy, Token, aws_cloudwatch as cloudwatch, aws_events as events, aws_kms as kms, aws_sns as sns,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IAlarmDestination } from './alarm-destination';
import { NotificationFormat } from './notification-format';
import { NotificationMessage } from './notification-message';
import { admitPublishers, keyOf } from './private/publishers';
import { warnUnlessSubscribed } from './private/subscribers';
import { addSubscription } from './private/subscriptions';
import { TopicAction, TopicTarget } from './private/topic-target';
import { KMS_KEY, SUBSCRIPTION, TOPIC } from '../private/cdk-kinds';
import { PrivateCaError } from '../private/errors';
import { ANYTHING, check, checked, listOf } from '../private/kinds';
import { newCustomerManagedKey } from '../private/kms-key';
import { removedOnError } from '../private/removed-on-error';
import { describeAlarm } from '../private/runbooks';

/** The retention period of undelivered events: the maximum of SQS. */
const UNDELIVERED_RETENTION = Duration.days(14);

const NOTIFICATIONS_KINDS = {
  topic: TOPIC,
  encryptionKey: KMS_KEY,
  subscriptions: listOf(SUBSCRIPTION, 'sns.ITopicSubscription objects'),
  messageFormat: ANYTHING,
};

/** Properties for `PkiNotifications`. */
export interface PkiNotificationsProps {
  /**
   * An existing topic.
   *
   * The library adds statements for EventBridge and CloudWatch to the topic and key policies. If the app cannot edit a
   * policy, synthesis prints a warning with the statement.
   *
   * The topic must be a standard topic in the account and Region of the stack. It must not use the AWS managed key
   * (`alias/aws/sns`), because SNS would then drop the messages without an error. To require TLS, set `enforceSSL` of
   * `sns.Topic`.
   *
   * @default - a new encrypted topic that requires TLS is created
   */
  readonly topic?: sns.ITopic;

  /**
   * The customer managed key of a new topic and of the dead-letter queue.
   *
   * For an existing topic with an unknown key, specify the key of the topic. The library adds statements for
   * EventBridge and CloudWatch to the key policy. The key must be in the Region of the topic.
   *
   * @default - the key of `topic`; for a new topic, a new key that rotates every year is created
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The subscriptions of the topic.
   *
   * For example, specify `new subscriptions.EmailSubscription('pki@example.com')`. If the app adds no subscription to a
   * new topic, also not later, synthesis prints a warning.
   *
   * @default - no subscriptions
   */
  readonly subscriptions?: sns.ITopicSubscription[];

  /**
   * The format of the messages that EventBridge rules publish.
   *
   * Amazon Q Developer in chat applications (Slack and Microsoft Teams) does not show readable text. For a topic with
   * such a subscription, use `CUSTOM_NOTIFICATION` or `ORIGINAL_EVENT`. Notifications of alarms always have the format
   * of CloudWatch, which it shows.
   *
   * @default NotificationFormat.READABLE
   */
  readonly messageFormat?: NotificationFormat;
}

/**
 * An encrypted SNS topic for PKI notifications, with a dead-letter queue and an alarm on that queue.
 *
 * EventBridge rules and CloudWatch alarms in the account can publish to the topic. EventBridge sends events that it
 * cannot deliver to the dead-letter queue.
 *
 * CloudFormation deletes the topic, the queue, and the key with the stack, because they store only messages in transit.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 *
 * @example
 * new PkiNotifications(this, 'Notifications', {
 *   subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
 * });
 */
@removedOnError
export class PkiNotifications extends Construct implements IAlarmDestination {
  /** The topic. */
  public readonly topic: sns.ITopic;

  /**
   * The customer managed key of the topic.
   *
   * @default - undefined for an existing topic with an unknown key
   */
  public readonly encryptionKey?: kms.IKey;

  /** The queue for events that EventBridge cannot deliver, with a retention period of 14 days. */
  public readonly deadLetterQueue: sqs.IQueue;

  /**
   * The alarm that goes into ALARM state when the dead-letter queue contains a message.
   *
   * The alarm notifies the topic. To detect a topic that accepts no messages, add another alarm action.
   */
  public readonly deadLetterAlarm: cloudwatch.Alarm;

  /** The actions of CloudWatch alarms that notify the topic. */
  public readonly alarmActions: cloudwatch.IAlarmAction[];

  private readonly format?: NotificationFormat;

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The properties of the notifications.
   */
  constructor(scope: Construct, id: string, props: PkiNotificationsProps = {}) {
    super(scope, id);
    props = checked(this, props, NOTIFICATIONS_KINDS);
    requireOneKey(this, props);
    this.format = props.messageFormat;
    this.encryptionKey = props.topic ? keyOf({ topic: props.topic, encryptionKey: props.encryptionKey })
      : props.encryptionKey ?? newKey(this);
    this.topic = props.topic ?? newTopic(this, this.encryptionKey);
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetters', {
      ...this.encryptionKey
        ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: this.encryptionKey }
        : { encryption: sqs.QueueEncryption.SQS_MANAGED },
      enforceSSL: true,
      retentionPeriod: UNDELIVERED_RETENTION,
    });
    this.alarmActions = [new TopicAction(this.topic)];
    this.deadLetterAlarm = newDeadLetterAlarm(this, this.deadLetterQueue);

    admitPublishers(this, this);
    this.deadLetterAlarm.addAlarmAction(...this.alarmActions);
    props.subscriptions?.forEach((subscription) => this.addSubscription(subscription));
  }

  /**
   * Adds a subscription to the topic.
   *
   * A subscription that the topic already has is an error.
   *
   * The recipient must confirm an email subscription, such as
   * `new subscriptions.EmailSubscription('pki@example.com')`.
   *
   * @param subscription The subscription.
   */
  public addSubscription(subscription: sns.ITopicSubscription): void {
    check(this, 'subscription', SUBSCRIPTION, subscription);
    addSubscription(this, this.topic, subscription);
  }

  /**
   * Returns the target with which an EventBridge rule publishes a message to the topic.
   *
   * EventBridge sends events that it cannot deliver to the dead-letter queue.
   *
   * @param message The text of the notification.
   */
  public ruleTargets(message: NotificationMessage): events.IRuleTarget[] {
    return [new TopicTarget(this.topic, { message, deadLetterQueue: this.deadLetterQueue, format: this.format })];
  }
}

function newTopic(scope: Construct, masterKey?: kms.IKey): sns.Topic {
  const topic = new sns.Topic(scope, 'Resource', { masterKey, enforceSSL: true });
  warnUnlessSubscribed(scope, topic);
  return topic;
}

function newKey(scope: Construct): kms.Key {
  return newCustomerManagedKey(scope, 'Key', {
    description: 'Notifications about a PKI',
    // The key encrypts only messages in transit and in the dead-letter queue, which is deleted with the stack.
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function newDeadLetterAlarm(scope: Construct, queue: sqs.IQueue): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'DeadLetterAlarm', {
    alarmDescription: describeAlarm(scope, 'notification-not-delivered', 'HIGH: EventBridge could not deliver a PKI notification. What to do: '
      + `Read the messages in the queue ${queue.queueName}. Each message has an ERROR_CODE attribute. Correct the policy of the topic or its KMS `
      + 'key, and then delete the messages.'),
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    // A queue that receives no messages has no data points.
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

/** Requires only one source for the key of the topic. */
function requireOneKey(scope: Construct, { topic, encryptionKey }: PkiNotificationsProps): void {
  if (!topic || !encryptionKey) { return; }
  if (!topic.masterKey) { return requireKeyOfTopic(scope, topic, encryptionKey); }
  throw new PrivateCaError('OptionOfNewTopic', {
    scope,
    subject: 'encryptionKey',
    rule: 'not be set with a topic whose KMS key is known',
    value: encryptionKey.node.path,
    fix: 'Remove encryptionKey, or remove topic to create a new topic',
  });
}

/** Throws an error if a topic of the app is known to have no KMS key, or another one. */
function requireKeyOfTopic(scope: Construct, topic: sns.ITopic, encryptionKey: kms.IKey): void {
  const resource = topic.node.defaultChild;
  if (!sns.CfnTopic.isCfnTopic(resource)) { return; }
  const { kmsMasterKeyId: keyId } = resource;
  const areUnknown = [keyId, encryptionKey.keyArn].some((id) => Token.isUnresolved(id) || id?.includes('alias/'));
  if (keyId !== undefined && (areUnknown || encryptionKey.keyArn.endsWith(keyId))) { return; }
  throw new PrivateCaError('EncryptionMismatch', {
    scope,
    subject: 'encryptionKey',
    rule: keyId === undefined ? 'be omitted, because topic has no KMS key' : `be the KMS key of topic (${keyId})`,
    value: encryptionKey.node.path,
    fix: 'Remove encryptionKey, or set it to the KMS key of the topic',
  });
}
