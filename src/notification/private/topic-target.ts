import {
  Stack, Token, TokenComparison, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events,
  aws_sns as sns, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { NotificationMessage } from '../notification-message';
import { renderMessage } from './render-message';
import { PrivateCaError } from '../../private/errors';

/* A topic as what rules and alarms tell. */

/** What shapes a target. */
export interface TopicTargetOptions {
  readonly message: NotificationMessage;
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * A topic as the target of a rule. Unlike CDK's own it grants nothing on its way: who may publish was said once, for
 * all rules (`admitPublishers`).
 */
export class TopicTarget implements events.IRuleTarget {
  constructor(private readonly topic: sns.ITopic, private readonly options: TopicTargetOptions) {}

  public bind(rule: events.IRuleRef): events.RuleTargetConfig {
    const { message, deadLetterQueue } = this.options;
    requireEnvironmentOf(rule, 'topic', this.topic);
    if (deadLetterQueue) { requireEnvironmentOf(rule, 'dead-letter queue', deadLetterQueue); }
    return {
      arn: this.topic.topicArn,
      input: renderMessage(rule, message),
      deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
    };
  }
}

/** A topic as what an alarm tells. */
export class TopicAction implements cloudwatch.IAlarmAction {
  constructor(private readonly topic: sns.ITopic) {}

  public bind(scope: Construct, alarm: cloudwatch.IAlarm): cloudwatch.AlarmActionConfig {
    requireEnvironmentOf(scope, 'topic', this.topic);
    return new actions.SnsAction(this.topic).bind(scope, alarm);
  }
}

/** What a rule or an alarm delivers to is of its own account and Region: policies admit no others. */
function requireEnvironmentOf(teller: IConstruct, what: string, { env }: sns.ITopic | sqs.IQueue): void {
  const own = Stack.of(teller);
  const differ = (a: string, b: string) => Token.compareStrings(a, b) === TokenComparison.DIFFERENT;
  if (!differ(own.account, env.account) && !differ(own.region, env.region)) { return; }
  const render = ({ account, region }: { account: string; region: string }) =>
    [account, region].map((part) => Token.isUnresolved(part) ? 'unknown' : part).join('/');
  throw new PrivateCaError('NotificationEnvironment', {
    scope: teller,
    problem: `the ${what} is in another account or Region than the rule or alarm that tells it`,
    value: render(env),
    allowed: render(own),
    change: 'tell a topic, with a dead-letter queue, in each account and Region that has rules or alarms',
  });
}
