import { aws_cloudwatch as cloudwatch, aws_events as events, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NotificationMessage } from './notification-message';
import { admitPublishers } from './private/publishers';
import { TopicAction, TopicTarget } from './private/topic-target';

/**
 * Who hears of alarms and events: `PkiNotifications`, or what `AlarmDestination` makes of other things.
 */
export interface IAlarmDestination {
  /** What a CloudWatch alarm does to tell this destination; nothing if the destination does not hear of alarms. */
  readonly alarmActions: cloudwatch.IAlarmAction[];

  /**
   * The targets by which an EventBridge rule tells this destination; none if the destination does not hear of rules.
   *
   * @param message what to tell, in words
   */
  ruleTargets(message: NotificationMessage): events.IRuleTarget[];
}

/** Options of `AlarmDestination.topic()`. */
export interface TopicDestinationOptions {
  /**
   * The queue that keeps what EventBridge could not deliver to the topic. Its policy gets what EventBridge needs; watch
   * that it stays empty. It must be a standard queue of the rules' account and Region, under no key that AWS manages
   * (`alias/aws/sqs`).
   *
   * @default - none: what cannot be delivered within 24 hours is lost
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/** What `AlarmDestination.of()` is made from: an alarm action, a rule target, or both. */
export interface AlarmDestinationParts {
  /**
   * What a CloudWatch alarm does.
   *
   * @default - nothing: the destination does not hear of alarms
   */
  readonly alarmAction?: cloudwatch.IAlarmAction;

  /**
   * The target of EventBridge rules. It gets the event as it is, or what its own input makes of it.
   *
   * @default - nothing: the destination does not hear of rules
   */
  readonly ruleTarget?: events.IRuleTarget;
}

/** Destinations of alarms and events other than `PkiNotifications`, which is one itself. */
export abstract class AlarmDestination implements IAlarmDestination {
  /**
   * A topic of your own. Its policy and that of its key get what CloudWatch and EventBridge need; what cannot be edited
   * from the app is told by a warning with the statement to add. A topic with a key that AWS manages
   * (`alias/aws/sns`) is an error, because such a topic drops messages of both in silence; so are a FIFO topic and,
   * once they tell it, rules and alarms of another account or Region.
   *
   * @param topic the topic
   * @param options what becomes of messages that cannot be delivered
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
   */
  public static topic(topic: sns.ITopic, options: TopicDestinationOptions = {}): AlarmDestination {
    return new TopicDestination(topic, options);
  }

  /**
   * Anything that takes an alarm or an event, for example a Lambda function or a Systems Manager incident. What it
   * needs of permissions is its own affair.
   *
   * @param parts the alarm action, the rule target, or both
   */
  public static of(parts: AlarmDestinationParts): AlarmDestination {
    return new OtherDestination(parts);
  }

  /** What a CloudWatch alarm does to tell this destination; nothing if the destination does not hear of alarms. */
  public abstract readonly alarmActions: cloudwatch.IAlarmAction[];

  /** For the kinds of destination of this library alone. */
  protected constructor() {}

  /**
   * The targets by which an EventBridge rule tells this destination; none if the destination does not hear of rules.
   *
   * @param message what to tell, in words
   */
  public abstract ruleTargets(message: NotificationMessage): events.IRuleTarget[];
}

class TopicDestination extends AlarmDestination {
  public readonly alarmActions: cloudwatch.IAlarmAction[];

  constructor(private readonly topic: sns.ITopic, private readonly options: TopicDestinationOptions) {
    super();
    const action = new TopicAction(topic);
    this.alarmActions = [{
      bind: (scope: Construct, alarm: cloudwatch.IAlarm) => {
        this.admitPublishers();
        return action.bind(scope, alarm);
      },
    }];
  }

  public ruleTargets(message: NotificationMessage): events.IRuleTarget[] {
    const { deadLetterQueue } = this.options;
    const target = new TopicTarget(this.topic, { message, deadLetterQueue });
    return [{
      bind: (rule) => {
        this.admitPublishers();
        return target.bind(rule);
      },
    }];
  }

  private admitPublishers(): void {
    admitPublishers(this.topic, { topic: this.topic, deadLetterQueue: this.options.deadLetterQueue });
  }
}

class OtherDestination extends AlarmDestination {
  constructor(private readonly parts: AlarmDestinationParts) {
    super();
  }

  public get alarmActions(): cloudwatch.IAlarmAction[] {
    return this.parts.alarmAction ? [this.parts.alarmAction] : [];
  }

  public ruleTargets(): events.IRuleTarget[] {
    return this.parts.ruleTarget ? [this.parts.ruleTarget] : [];
  }
}
