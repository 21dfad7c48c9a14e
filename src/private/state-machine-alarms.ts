import { Duration, aws_cloudwatch as cloudwatch, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/* The alarms that all state machines of this library have. The rooms route them. */

/** An alarm on a dead-letter queue that contains a message. */
export function newDeadLetterAlarm(scope: Construct, queue: sqs.IQueue, alarmDescription: string): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'DeadLettersAlarm', {
    metric: queue.metricApproximateNumberOfMessagesVisible({
      statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(5),
    }),
    alarmDescription,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

/** An alarm on an execution that failed, timed out, or was aborted. */
export function newFailedExecutionAlarm(
  scope: Construct, stateMachine: sfn.StateMachine, alarmDescription: string,
): cloudwatch.Alarm {
  const options = { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5) };
  const metric = new cloudwatch.MathExpression({
    // A period in which one of the metrics has no value would otherwise have no sum.
    expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
    label: 'Executions that did not succeed',
    period: options.period,
    usingMetrics: {
      failed: stateMachine.metricFailed(options),
      timedOut: stateMachine.metricTimedOut(options),
      aborted: stateMachine.metricAborted(options),
    },
  });
  return new cloudwatch.Alarm(scope, 'FailedAlarm', {
    metric,
    alarmDescription,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}
