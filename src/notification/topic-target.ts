import { aws_events as events, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';

/** What shapes a target. */
export interface TopicTargetOptions {
  readonly input: events.RuleTargetInput;
  readonly deadLetterQueue?: sqs.IQueue;
}

/**
 * A topic as the target of a rule. Unlike CDK's own it grants nothing on its way: who may publish was said once, for
 * all rules (`admitPublishers`). Not exported.
 */
export class TopicTarget implements events.IRuleTarget {
  constructor(private readonly topic: sns.ITopic, private readonly options: TopicTargetOptions) {}

  public bind(_rule: events.IRuleRef): events.RuleTargetConfig {
    const { input, deadLetterQueue } = this.options;
    return {
      arn: this.topic.topicArn,
      input,
      deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
      targetResource: this.topic,
    };
  }
}
