import { Duration, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DELIVERED_METRIC } from './report-definition';
import { Criticality } from '../../notification/criticality';
import { METRIC_NAMESPACE } from '../../private/state-machine';

/* The alarm on an audit report that was not delivered in time. */

/** The number of delivered reports of a CA in an hour. */
export function deliveredMetric(certificateAuthorityArn: string): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName: DELIVERED_METRIC,
    dimensionsMap: { CertificateAuthorityArn: certificateAuthorityArn },
    statistic: cloudwatch.Stats.SUM,
    period: Duration.hours(1),
  });
}

/** An alarm that goes into ALARM state if no report of a CA was delivered for some hours. */
export function newOverdueAlarm(
  scope: Construct, certificateAuthorityArn: string, hours: number, criticality: Criticality,
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'OverdueAlarm', {
    metric: deliveredMetric(certificateAuthorityArn),
    alarmDescription: `${criticality.toUpperCase()}: No audit report of the CA ${certificateAuthorityArn} was delivered for `
      + `${hours} hours. What to do: Read the latest execution of the state machine, and check the status of the CA.`,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: hours,
    datapointsToAlarm: hours,
    // The state machine publishes a value only after a delivery.
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
}
