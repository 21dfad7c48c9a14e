import { Duration, aws_cloudwatch as cloudwatch, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EXPIRING_METRIC, READ_METRIC } from './certificate-expiry-definition';
import { renderDays } from './certificate-expiry-query';
import { ExpiryThreshold } from '../../notification/expiry-threshold';
import { counted } from '../../private/counted';
import { describeAlarm } from '../../private/runbooks';
import { METRIC_NAMESPACE } from '../../private/state-machine';
import { SILENT_AFTER_HOURS, newSilenceAlarm } from '../../private/state-machine-alarms';

/* The alarms of a watch on issued certificates. */

/** An alarm that goes into ALARM state if a certificate expires within a threshold. */
export function newExpiringAlarm(
  scope: Construct, id: string, stateMachine: sfn.StateMachine, threshold: ExpiryThreshold, queryName: string,
): cloudwatch.Alarm {
  const { remaining, criticality } = threshold;
  const days = renderDays(remaining);
  return new cloudwatch.Alarm(scope, id, {
    metric: new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName: EXPIRING_METRIC,
      dimensionsMap: { Watch: stateMachine.stateMachineName, WithinDays: days },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.days(1),
    }),
    alarmDescription: describeAlarm(scope, 'certificate-expiring', `${criticality.toUpperCase()}: A certificate expires within `
      + `${counted(remaining.toDays(), 'day')}, and no certificate replaces it. What to do: Run the saved query ${queryName} in Athena, and inform the owner of each `
      + 'certificate. If a certificate is no longer used, revoke it.'),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    // The second day covers an execution that starts shortly after the end of a period.
    evaluationPeriods: 2,
    datapointsToAlarm: 1,
    // Another alarm reports missing data.
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
  });
}

/** An alarm that goes into ALARM state if no execution read new reports for more than a day. */
export function newUnreadAlarm(scope: Construct, stateMachine: sfn.StateMachine): cloudwatch.Alarm {
  return newSilenceAlarm(scope, {
    metric: new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName: READ_METRIC,
      dimensionsMap: { Watch: stateMachine.stateMachineName },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.hours(1),
    }),
    threshold: 1,
    runbook: 'certificates-not-read',
    description: `HIGH: No execution read new audit reports for ${SILENT_AFTER_HOURS} `
      + 'hours, so that an expiring certificate can remain unnoticed. What to do: Read the cause of the latest execution in Step Functions. '
      + 'Check whether audit reports are requested and copied.',
  });
}
