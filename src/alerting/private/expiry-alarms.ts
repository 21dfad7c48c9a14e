import { Duration, Lazy, aws_cloudwatch as cloudwatch, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DAYS_METRIC, READ_METRIC } from './expiry-definition';
import { ExpiryThreshold } from '../../notification/expiry-threshold';
import { counted } from '../../private/counted';
import { describeAlarm } from '../../private/runbooks';
import { METRIC_NAMESPACE } from '../../private/state-machine';
import { SILENT_AFTER_HOURS, newSilenceAlarm } from '../../private/state-machine-alarms';

/* The alarms of an expiry watch. */

/** The days until the certificate of a CA expires. */
export function daysMetric(certificateAuthorityArn: string): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName: DAYS_METRIC,
    dimensionsMap: { CertificateAuthorityArn: certificateAuthorityArn },
    statistic: cloudwatch.Stats.MINIMUM,
    period: Duration.days(1),
  });
}

/** An alarm that goes into ALARM state if the certificate of a CA expires within a threshold. */
export function newExpiryAlarm(
  scope: Construct, id: string, certificateAuthorityArn: string, threshold: ExpiryThreshold,
): cloudwatch.Alarm {
  const days = threshold.remaining.toDays();
  return new cloudwatch.Alarm(scope, id, {
    metric: daysMetric(certificateAuthorityArn),
    alarmDescription: describeAlarm(scope, 'ca-certificate-expiring', `${threshold.criticality.toUpperCase()}: The certificate of the CA `
      + `${certificateAuthorityArn} expires within ${counted(days, 'day')}. Certificates that the CA has issued become invalid with it. What to do: `
      + 'Renew the CA certificate, or replace the CA and issue its certificates again.'),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: days,
    // The second day covers an execution that starts shortly after the end of a period.
    evaluationPeriods: 2,
    datapointsToAlarm: 1,
    // Another alarm reports missing data.
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
  });
}

/** An alarm that goes into ALARM state if no execution read all CAs for more than a day. */
export function newSilentAlarm(
  scope: Construct, stateMachine: sfn.StateMachine, authorities: () => number,
): cloudwatch.Alarm {
  return newSilenceAlarm(scope, {
    metric: new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName: READ_METRIC,
      dimensionsMap: { Watch: stateMachine.stateMachineName },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.hours(1),
    }),
    runbook: 'ca-certificates-not-read',
    description: `HIGH: No execution read all CAs for ${SILENT_AFTER_HOURS} hours, so `
      + 'that an expiring CA can remain unnoticed. What to do: Read the cause of the latest execution in Step Functions. Remove deleted CAs '
      + 'from the expiry watch.',
    threshold: Lazy.number({ produce: authorities }),
  });
}
