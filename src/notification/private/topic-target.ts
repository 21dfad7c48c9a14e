import {
  Stack, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events, aws_sns as sns,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { NotificationFormat } from '../notification-format';
import { NotificationMessage } from '../notification-message';
import { renderInput } from './render-message';
import { environmentsDiffer, renderEnvironment } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { LIMITS, renderSize } from '../../private/limits';
import { sizeOf } from '../../private/text-size';

/* A topic as a rule target and as an alarm action. */

/** Options for a rule target. */
export interface TopicTargetOptions {
  readonly message: NotificationMessage;
  /** Absent for readable text. */
  readonly format?: NotificationFormat;
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * A topic as the target of a rule. Unlike the target in aws-cdk-lib, it adds no permissions, because `admitPublishers`
 * adds them once for all rules.
 */
export class TopicTarget implements events.IRuleTarget {
  constructor(private readonly topic: sns.ITopic, private readonly options: TopicTargetOptions) {}

  public bind(rule: events.IRuleRef): events.RuleTargetConfig {
    const { message, deadLetterQueue, format = NotificationFormat.READABLE } = this.options;
    requireEnvironmentOf(rule, 'topic', this.topic);
    if (deadLetterQueue) { requireEnvironmentOf(rule, 'dead-letter queue', deadLetterQueue); }
    const input = renderInput(rule, message, format)?.bind(rule as events.IRule);
    if (input) { requireTemplateSize(rule, input); }
    return {
      arn: this.topic.topicArn,
      input: input && new RenderedInput(input),
      deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
    };
  }
}

/** An input that is rendered only once. CDK would render it again. */
class RenderedInput extends events.RuleTargetInput {
  constructor(private readonly rendered: events.RuleTargetInputProperties) {
    super();
  }

  public bind(): events.RuleTargetInputProperties {
    return this.rendered;
  }
}

/** An action that is checked before its alarm is created. The actions of the app have no check. */
export interface CheckedAction extends cloudwatch.IAlarmAction {
  /** Throws an error if the alarms in a scope cannot have the action. */
  _require?(scope: IConstruct): void;
}

/** A topic as the action of an alarm. */
export class TopicAction implements CheckedAction {
  constructor(private readonly topic: sns.ITopic) {}

  public _require(scope: IConstruct): void {
    requireEnvironmentOf(scope, 'topic', this.topic);
  }

  public bind(scope: Construct, alarm: cloudwatch.IAlarm): cloudwatch.AlarmActionConfig {
    this._require(scope);
    return new actions.SnsAction(this.topic).bind(scope, alarm);
  }
}

/** Checks the template that EventBridge fills in, including its markup. */
function requireTemplateSize(rule: events.IRuleRef, input: events.RuleTargetInputProperties): void {
  const { inputTemplate, inputPathsMap = {} } = input;
  const { inputTemplate: template, inputPaths: paths } = LIMITS;
  const [characters, fields] = [sizeOf(rule, inputTemplate, 'shortest'), Object.keys(inputPathsMap).length];
  if (characters <= template.max && fields <= paths.max) { return; }
  throw new PrivateCaError('NotificationLength', {
    scope: rule,
    subject: 'The notification',
    rule: `have at most ${renderSize(template.max, template)} and ${paths.max} event fields`,
    value: `${renderSize(characters, template)} and ${fields} event fields`,
    fix: 'Shorten the texts, or remove details',
  });
}

/** Requires the account and Region of the rule or alarm, because the policies grant access to no others. */
function requireEnvironmentOf(publisher: IConstruct, what: string, { env }: sns.ITopic | sqs.IQueue): void {
  const own = Stack.of(publisher);
  if (!environmentsDiffer(own, env)) { return; }
  throw new PrivateCaError('NotificationEnvironment', {
    scope: publisher,
    subject: `The ${what}`,
    rule: `be in the account and Region of the rule or alarm (${renderEnvironment(own)})`,
    value: renderEnvironment(env),
    fix: 'Create a topic and a dead-letter queue in each account and Region',
  });
}
