import { METRIC_NAMESPACE } from '../../private/state-machine';
import { SHORT_RETRIES, jsonata, sdkCall } from '../../private/states';

/* The state machine that reads the end of validity of CA certificates. */

/** The metric with the days until the certificate of a CA expires. */
export const DAYS_METRIC = 'DaysUntilExpiry';

/** The metric with the number of CAs that one execution could read. */
export const READ_METRIC = 'CertificateAuthoritiesRead';

/**
 * All values of an execution have the same time. A CA without a certificate has no days. A deleted CA is not read, even
 * if AWS Private CA still describes it.
 */
const RESULT_OF_DESCRIBE = jsonata('( $ca := $states.result.CertificateAuthority; '
  + '$now := $toMillis($states.context.Execution.StartTime); '
  + '{ \'arn\': $ca.Arn, '
  + '\'days\': $exists($ca.NotAfter) and $ca.Status != \'DELETED\' ? $floor(($toMillis($ca.NotAfter) - $now) / 86400000), '
  + '\'problem\': $ca.Status in [\'DELETED\', \'FAILED\'] ? $ca.Status } )');

/** JSONata makes a value of a list with one element, so each list is in brackets. */
const METRIC_DATA = jsonata('$append('
  + `[{ 'MetricName': '${READ_METRIC}', 'Dimensions': [{ 'Name': 'Watch', 'Value': $states.context.StateMachine.Name }], `
  + '\'Timestamp\': $states.context.Execution.StartTime, \'Unit\': \'Count\', '
  + '\'Value\': $count($states.result[$not($exists(problem))]) }], '
  + `[$states.result[$exists(days)].{ 'MetricName': '${DAYS_METRIC}', `
  + '\'Dimensions\': [{ \'Name\': \'CertificateAuthorityArn\', \'Value\': arn }], '
  + '\'Timestamp\': $states.context.Execution.StartTime, \'Unit\': \'None\', \'Value\': days }])');

/** Renders the definition. The input of an execution has the ARNs of the CAs. */
export function renderExpiryDefinition(): object {
  return {
    Comment: 'Publishes the days until each CA certificate expires as metrics',
    QueryLanguage: 'JSONata',
    TimeoutSeconds: 3600,
    StartAt: 'ForEachCertificateAuthority',
    States: {
      ForEachCertificateAuthority: {
        Type: 'Map',
        Items: jsonata('$states.input.certificateAuthorityArns'),
        MaxConcurrency: 5,
        ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Describe', States: describeStates() },
        Assign: {
          metricData: METRIC_DATA,
          problems: jsonata('[$states.result[$exists(problem)].(arn & \' \' & problem)]'),
        },
        Output: {},
        Next: 'PublishDays',
      },
      PublishDays: {
        Type: 'Task',
        Resource: sdkCall('cloudwatch:putMetricData'),
        Arguments: { Namespace: METRIC_NAMESPACE, MetricData: jsonata('$metricData') },
        Retry: SHORT_RETRIES,
        Output: {},
        Next: 'CheckProblems',
      },
      CheckProblems: {
        Type: 'Choice',
        Choices: [{ Condition: jsonata('$count($problems) = 0'), Next: 'AllRead' }],
        Default: 'SomeNotRead',
      },
      AllRead: { Type: 'Succeed' },
      SomeNotRead: {
        Type: 'Fail',
        Error: 'CertificateAuthorityNotRead',
        Cause: jsonata('\'The end of validity is unknown for: \' & $join($problems, \', \')'),
      },
    },
  };
}

function describeStates(): object {
  return {
    Describe: {
      Type: 'Task',
      Resource: sdkCall('acmpca:describeCertificateAuthority'),
      Arguments: { CertificateAuthorityArn: jsonata('$states.input') },
      Retry: [{
        ErrorEquals: ['States.TaskFailed'],
        IntervalSeconds: 5,
        BackoffRate: 2,
        MaxAttempts: 4,
        MaxDelaySeconds: 60,
        JitterStrategy: 'FULL',
      }],
      Catch: [{
        ErrorEquals: ['States.ALL'],
        Output: jsonata('{ \'arn\': $states.input, \'problem\': $states.errorOutput.Error }'),
        Next: 'NotRead',
      }],
      Output: RESULT_OF_DESCRIBE,
      End: true,
    },
    NotRead: { Type: 'Pass', End: true },
  };
}
