import { aws_cloudwatch as cloudwatch, aws_events as events, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { NotificationFormat } from './notification-format';
import { NotificationMessage } from './notification-message';
import { Delivery, admitPublishers, requirePublishers } from './private/publishers';
import { CheckedAction, TopicAction, TopicTarget } from './private/topic-target';
import { ALARM_ACTION, QUEUE, RULE_TARGET, TOPIC } from '../private/cdk-kinds';
import { ANYTHING, check, checked, withoutNulls } from '../private/kinds';

/** A destination for alarm and event notifications. */
export interface IAlarmDestination {
  /** The actions of CloudWatch alarms. The list is empty if the destination does not support alarms. */
  readonly alarmActions: cloudwatch.IAlarmAction[];

  /**
   * Returns the targets of EventBridge rules. The list is empty if the destination does not support rules.
   *
   * @param message The text of the notification.
   */
  ruleTargets(message: NotificationMessage): events.IRuleTarget[];
}

/** Options for `AlarmDestination.topic()`. */
export interface TopicDestinationOptions {
  /**
   * The queue for events that EventBridge cannot deliver to the topic.
   *
   * The library adds a statement for EventBridge to the queue policy. The queue must be a standard queue in the account
   * and Region of the rules. It must not use the AWS managed key (`alias/aws/sqs`). Create an alarm on the queue to
   * detect undelivered events.
   *
   * @default - no queue; an event that cannot be delivered within 24 hours is lost
   */
  readonly deadLetterQueue?: sqs.IQueue;

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
 * The alarm action and rule target of a custom destination.
 *
 * Specify an alarm action, a rule target, or both.
 */
export interface AlarmDestinationParts {
  /**
   * The action of CloudWatch alarms.
   *
   * @default - no action; the destination does not support alarms
   */
  readonly alarmAction?: cloudwatch.IAlarmAction;

  /**
   * The target of EventBridge rules.
   *
   * The target receives the event, or the input that the target defines.
   *
   * @default - no target; the destination does not support rules
   */
  readonly ruleTarget?: events.IRuleTarget;
}

/** Destinations for alarms and events other than `PkiNotifications`. */
export abstract class AlarmDestination implements IAlarmDestination {
  /**
   * An existing SNS topic.
   *
   * The library adds statements for CloudWatch and EventBridge to the topic and key policies. If the app cannot edit a
   * policy, synthesis prints a warning with the statement.
   *
   * The topic must be a standard topic in the account and Region of the rules and alarms. It must not use the AWS
   * managed key (`alias/aws/sns`), because SNS would then drop the messages without an error.
   *
   * @param topic The topic.
   * @param options The options for delivery.
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
   */
  public static topic(topic: sns.ITopic, options: TopicDestinationOptions = {}): AlarmDestination {
    return new TopicDestination(topic, withoutNulls(options));
  }

  /**
   * A custom destination, for example a Lambda function or a Systems Manager incident.
   *
   * The library adds no permissions for a custom destination. `actions.LambdaAction` of aws-cdk-lib allows each alarm
   * to
   * call the function.
   *
   * @param parts The alarm action, the rule target, or both.
   */
  public static of(parts: AlarmDestinationParts): AlarmDestination {
    return new OtherDestination(withoutNulls(parts));
  }

  /** The actions of CloudWatch alarms. The list is empty if the destination does not support alarms. */
  public abstract readonly alarmActions: cloudwatch.IAlarmAction[];

  /** Only for the destinations in this library. */
  protected constructor() {}

  /**
   * Returns the targets of EventBridge rules. The list is empty if the destination does not support rules.
   *
   * @param message The text of the notification.
   */
  public abstract ruleTargets(message: NotificationMessage): events.IRuleTarget[];
}

class TopicDestination extends AlarmDestination {
  public readonly alarmActions: cloudwatch.IAlarmAction[];

  constructor(private readonly topic: sns.ITopic, private readonly options: TopicDestinationOptions) {
    super();
    const action = new TopicAction(topic);
    const checkedAction: CheckedAction = {
      _require: (scope) => {
        action._require(scope);
        requirePublishers(topic, this.delivery);
      },
      bind: (scope: Construct, alarm: cloudwatch.IAlarm) => {
        const bound = action.bind(scope, alarm);
        this.admitPublishers();
        return bound;
      },
    };
    this.alarmActions = [checkedAction];
  }

  public _check(scope: IConstruct): void {
    check(scope, 'topic', TOPIC, this.topic);
    checked(scope, this.options, { deadLetterQueue: QUEUE, messageFormat: ANYTHING }, 'topic');
  }

  public ruleTargets(message: NotificationMessage): events.IRuleTarget[] {
    const { deadLetterQueue, messageFormat: format } = this.options;
    const target = new TopicTarget(this.topic, { message, deadLetterQueue, format });
    return [{
      bind: (rule) => {
        const bound = target.bind(rule);
        this.admitPublishers();
        return bound;
      },
    }];
  }

  private admitPublishers(): void {
    admitPublishers(this.topic, this.delivery);
  }

  private get delivery(): Delivery {
    return { topic: this.topic, deadLetterQueue: this.options.deadLetterQueue };
  }
}

class OtherDestination extends AlarmDestination {
  constructor(private readonly parts: AlarmDestinationParts) {
    super();
  }

  public _check(scope: IConstruct): void {
    checked(scope, this.parts, { alarmAction: ALARM_ACTION, ruleTarget: RULE_TARGET }, 'AlarmDestination.of()');
  }

  public get alarmActions(): cloudwatch.IAlarmAction[] {
    return this.parts.alarmAction ? [this.parts.alarmAction] : [];
  }

  public ruleTargets(): events.IRuleTarget[] {
    return this.parts.ruleTarget ? [this.parts.ruleTarget] : [];
  }
}
