import { Duration, aws_cloudwatch as cloudwatch, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AlarmRunbook, describeAlarm } from './runbooks';

/* The alarms that all state machines of this library have. The rooms route them. */

/** An alarm on a dead-letter queue that contains a message. */
export function newDeadLetterAlarm(
  scope: Construct, queue: sqs.IQueue, runbook: AlarmRunbook, description: string,
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'DeadLettersAlarm', {
    metric: queue.metricApproximateNumberOfMessagesVisible({
      statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(5),
    }),
    alarmDescription: describeAlarm(scope, runbook, description),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

/** An alarm on an execution that failed, timed out, or was aborted. */
export function newFailedExecutionAlarm(
  scope: Construct, stateMachine: sfn.StateMachine, runbook: AlarmRunbook, description: string,
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
    alarmDescription: describeAlarm(scope, runbook, description),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

/** One day, the flexible window of the schedule, and time for retries and for one late evaluation. */
export const SILENT_AFTER_HOURS = 30;

/** What an alarm on a silent state machine evaluates. */
export interface SilenceProps {
  /** A metric with a period of one hour. */
  readonly metric: cloudwatch.IMetric;
  /** The value that one hour must reach. */
  readonly threshold: number;
  readonly runbook: AlarmRunbook;
  readonly description: string;
}

/** An alarm that goes into ALARM state if a metric did not reach a value for more than a day. */
export function newSilenceAlarm(scope: Construct, props: SilenceProps): cloudwatch.Alarm {
  const { metric, threshold, runbook, description } = props;
  return new cloudwatch.Alarm(scope, 'SilentAlarm', {
    metric,
    threshold,
    alarmDescription: describeAlarm(scope, runbook, description),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: SILENT_AFTER_HOURS,
    datapointsToAlarm: SILENT_AFTER_HOURS,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
}
