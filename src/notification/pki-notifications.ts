import {
  Duration, RemovalPolicy, aws_cloudwatch as cloudwatch, aws_events as events, aws_kms as kms, aws_sns as sns,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IAlarmDestination } from './alarm-destination';
import { NotificationMessage } from './notification-message';
import { admitPublishers, keyOf } from './private/publishers';
import { TopicAction, TopicTarget } from './private/topic-target';
import { PrivateCaError } from '../private/errors';
import { newCustomerManagedKey } from '../private/kms-key';

/** How long what could not be delivered is kept: as long as SQS keeps anything. */
const UNDELIVERED_RETENTION = Duration.days(14);

/** Properties of `PkiNotifications`. */
export interface PkiNotificationsProps {
  /**
   * A topic of your own. Its policy and that of its key get what EventBridge and CloudWatch need; what cannot be edited
   * from the app is told by a warning with the statement to add. A topic with a key that AWS manages
   * (`alias/aws/sns`) is an error: it drops what EventBridge and CloudWatch publish, in silence. So is a FIFO
   * topic, which takes no subscription by mail, or one of another account or Region. A topic of your own is not made to
   * refuse plain HTTP: that is `enforceSSL` of `sns.Topic`.
   *
   * @default - a new one, encrypted, that refuses plain HTTP
   */
  readonly topic?: sns.ITopic;

  /**
   * The customer managed key of a new topic and of the dead-letter queue, or that of `topic` if the topic does not tell
   * it. Its policy gets what EventBridge and CloudWatch need. It must be of the topic's Region.
   *
   * @default - that of `topic`, or a new one that rotates every year
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Who is told, for example `new subscriptions.EmailSubscription('pki@example.com')`.
   *
   * @default - nobody yet: see `addSubscription()`
   */
  readonly subscriptions?: sns.ITopicSubscription[];
}

/**
 * Where people hear of a PKI: a topic that EventBridge rules and CloudWatch alarms of this account can really publish
 * to although it is encrypted, and a dead-letter queue for what EventBridge cannot deliver, with an alarm on it.
 *
 * Topic, queue and key go with the stack: they hold nothing but messages on their way.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class PkiNotifications extends Construct implements IAlarmDestination {
  /** The topic. */
  public readonly topic: sns.ITopic;

  /**
   * The customer managed key of the topic.
   *
   * @default - absent if a topic was brought along and nobody told its key
   */
  public readonly encryptionKey?: kms.IKey;

  /** The queue that keeps for 14 days what EventBridge could not deliver. */
  public readonly deadLetterQueue: sqs.IQueue;

  /**
   * The alarm that goes off when something lies in the dead-letter queue. It tells the topic itself; give it a further
   * action to hear of a topic that takes nothing at all.
   */
  public readonly deadLetterAlarm: cloudwatch.Alarm;

  /** What a CloudWatch alarm does to tell the topic. */
  public readonly alarmActions: cloudwatch.IAlarmAction[];

  /**
   * @param scope the construct that the notifications belong to
   * @param id the id within the scope
   * @param props what is brought along, and who is told
   */
  constructor(scope: Construct, id: string, props: PkiNotificationsProps = {}) {
    super(scope, id);
    requireOneKey(this, props);
    this.encryptionKey = props.topic ? keyOf({ topic: props.topic, encryptionKey: props.encryptionKey })
      : props.encryptionKey ?? newKey(this);
    this.topic = props.topic ?? new sns.Topic(this, 'Resource', { masterKey: this.encryptionKey, enforceSSL: true });
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
   * Tells somebody more. A subscription by e-mail must be confirmed by who receives it.
   *
   * @param subscription who, for example `new subscriptions.EmailSubscription('pki@example.com')`
   */
  public addSubscription(subscription: sns.ITopicSubscription): void {
    this.topic.addSubscription(subscription);
  }

  /**
   * The target by which an EventBridge rule publishes a message for people. What cannot be delivered goes to the
   * dead-letter queue.
   *
   * @param message what to tell, in words
   */
  public ruleTargets(message: NotificationMessage): events.IRuleTarget[] {
    return [new TopicTarget(this.topic, { message, deadLetterQueue: this.deadLetterQueue })];
  }
}

function newKey(scope: Construct): kms.Key {
  return newCustomerManagedKey(scope, 'Key', {
    description: `Notifications about a PKI (${scope.node.path})`,
    // Messages on their way, and those in the dead-letter queue, which goes with the stack, are all that it protects.
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function newDeadLetterAlarm(scope: Construct, queue: sqs.IQueue): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'DeadLetterAlarm', {
    alarmDescription: 'EventBridge could not deliver a notification about the PKI. What to do: read the messages in the queue '
      + `${queue.queueName} (each carries an ERROR_CODE), mend the policy of the topic or of its key, then delete them.`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    // A queue that nobody sends to has no data points.
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

/** A topic that tells its key needs nobody else to tell it. */
function requireOneKey(scope: Construct, { topic, encryptionKey }: PkiNotificationsProps): void {
  if (!topic?.masterKey || !encryptionKey) { return; }
  throw new PrivateCaError('OptionOfNewTopic', {
    scope,
    problem: 'encryptionKey is given together with a topic that knows its own key',
    value: 'encryptionKey',
    allowed: 'topic alone, or encryptionKey alone',
    change: 'leave out encryptionKey, or leave out topic for a new one',
  });
}
