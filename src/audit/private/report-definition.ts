import { METRIC_NAMESPACE } from '../../private/state-machine';
import { SHORT_RETRIES, jsonata, sdkCall } from '../../private/states';

/* The state machine that requests an audit report and waits until it is delivered. */

/** The metric that counts delivered reports. Its dimensions are the ARN of the CA and the name of the state machine. */
export const DELIVERED_METRIC = 'AuditReportDelivered';

/** The input of an execution. */
export interface ReportInput {
  readonly certificateAuthorityArn: string;
  readonly bucketName: string;
  readonly format: string;
  /** How many seconds to wait before the request, so that many CAs stay within the request quota. */
  readonly delaySeconds: number;
}

/** The seconds between the requests of two CAs with an interval that is too short for a flexible time window. */
export const DELAY_SECONDS = 2;

/** After 10, 20, and 40 minutes: longer than the 30 minutes that must be between two reports. */
const REQUEST_RETRIES = [
  { ErrorEquals: ['AcmPca.InvalidArnException', 'AcmPca.ResourceNotFoundException'], MaxAttempts: 0 },
  { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 600, BackoffRate: 2, MaxAttempts: 3 },
];

/** The longest execution: about 70 minutes of retries, and a report of a CA with millions of certificates. */
const TIMEOUT_SECONDS = 12 * 3600;

/** Renders the definition. */
export function renderReportDefinition(): object {
  return {
    Comment: 'Requests an audit report, waits for it, and publishes a metric after it is delivered',
    QueryLanguage: 'JSONata',
    TimeoutSeconds: TIMEOUT_SECONDS,
    StartAt: 'Delay',
    States: {
      Delay: {
        Type: 'Wait',
        Seconds: jsonata('$states.input.delaySeconds'),
        Next: 'RequestReport',
      },
      RequestReport: {
        Type: 'Task',
        Resource: sdkCall('acmpca:createCertificateAuthorityAuditReport'),
        Arguments: {
          CertificateAuthorityArn: jsonata('$states.input.certificateAuthorityArn'),
          S3BucketName: jsonata('$states.input.bucketName'),
          AuditReportResponseFormat: jsonata('$states.input.format'),
        },
        Retry: REQUEST_RETRIES,
        Assign: {
          arn: jsonata('$states.input.certificateAuthorityArn'),
          reportId: jsonata('$states.result.AuditReportId'),
          polls: 0,
        },
        Next: 'WaitForReport',
      },
      WaitForReport: {
        Type: 'Wait',
        Seconds: jsonata('$min([15 * $power(2, $polls), 900])'),
        Assign: { polls: jsonata('$polls + 1') },
        Next: 'DescribeReport',
      },
      ...describeStates(),
      PublishDelivery: {
        Type: 'Task',
        Resource: sdkCall('cloudwatch:putMetricData'),
        Arguments: {
          Namespace: METRIC_NAMESPACE,
          MetricData: [{
            MetricName: DELIVERED_METRIC,
            Dimensions: [
              { Name: 'CertificateAuthorityArn', Value: jsonata('$arn') },
              { Name: 'Schedule', Value: jsonata('$states.context.StateMachine.Name') },
            ],
            Unit: 'Count',
            Value: 1,
          }],
        },
        Retry: SHORT_RETRIES,
        Output: jsonata('$states.input'),
        End: true,
      },
      ReportNotDelivered: {
        Type: 'Fail',
        Error: 'AuditReportNotDelivered',
        Cause: jsonata('\'audit report \' & $reportId & \' of \' & $arn & \' has status \' & $states.input.status '
          + '& \'. Check the bucket policy and the key policy.\''),
      },
    },
  };
}

function describeStates(): object {
  return {
    DescribeReport: {
      Type: 'Task',
      Resource: sdkCall('acmpca:describeCertificateAuthorityAuditReport'),
      Arguments: { CertificateAuthorityArn: jsonata('$arn'), AuditReportId: jsonata('$reportId') },
      Retry: [{
        ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 5, JitterStrategy: 'FULL',
      }],
      Output: jsonata('{ \'status\': $states.result.AuditReportStatus, \'bucketName\': $states.result.S3BucketName, '
        + '\'key\': $states.result.S3Key }'),
      Next: 'CheckStatus',
    },
    CheckStatus: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata('$states.input.status = \'SUCCESS\''), Next: 'PublishDelivery' },
        { Condition: jsonata('$states.input.status = \'CREATING\''), Next: 'WaitForReport' },
      ],
      Default: 'ReportNotDelivered',
    },
  };
}
