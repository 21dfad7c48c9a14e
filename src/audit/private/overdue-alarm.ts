import { Duration, aws_cloudwatch as cloudwatch, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DELIVERED_METRIC } from './report-definition';
import { Criticality } from '../../notification/criticality';
import { describeAlarm } from '../../private/runbooks';
import { METRIC_NAMESPACE } from '../../private/state-machine';

/* The alarm on an audit report that was not delivered in time. */

/** What the alarm of a CA depends on. */
interface OverdueAlarmProps {
  readonly certificateAuthorityArn: string;
  /** The hours without a delivered report. */
  readonly overdueAfter: number;
  readonly criticality: Criticality;
}

/**
 * The number of reports of a CA that a schedule delivered in an hour. Two schedules can request reports of one CA, for
 * example in two formats, and a report of one must not hide a missing report of the other.
 */
export function deliveredMetric(certificateAuthorityArn: string, schedule: sfn.StateMachine): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName: DELIVERED_METRIC,
    dimensionsMap: { CertificateAuthorityArn: certificateAuthorityArn, Schedule: schedule.stateMachineName },
    statistic: cloudwatch.Stats.SUM,
    period: Duration.hours(1),
  });
}

/** An alarm that goes into ALARM state if no report of a CA was delivered for some hours. */
export function newOverdueAlarm(
  scope: Construct, metric: cloudwatch.Metric, props: OverdueAlarmProps,
): cloudwatch.Alarm {
  const { certificateAuthorityArn, overdueAfter: hours, criticality } = props;
  return new cloudwatch.Alarm(scope, 'OverdueAlarm', {
    metric,
    alarmDescription: describeAlarm(scope, 'audit-report-overdue', `${criticality.toUpperCase()}: No audit report of the CA `
      + `${certificateAuthorityArn} was delivered for ${hours} hours. What to do: Read the latest execution of the state machine, and check `
      + 'the status of the CA.'),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: hours,
    datapointsToAlarm: hours,
    // The state machine publishes a value only after a delivery.
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
}
