import { Duration } from 'aws-cdk-lib';
import { renderDays } from './certificate-expiry-query';
import { METRIC_NAMESPACE } from '../../private/state-machine';
import { SHORT_RETRIES, jsonata, sdkCall } from '../../private/states';

/* The state machine that counts certificates that expire soon and have no successor. */

/** The metric with the number of certificates that expire within a period. */
export const EXPIRING_METRIC = 'IssuedCertificatesExpiring';

/** The metric that is 1 if the reports are new enough, and 0 otherwise. */
export const READ_METRIC = 'NewestAuditReportsRead';

/** The age of the newest copy at which the reports are out of date. Reports can be requested every 6 days. */
export const REPORT_AGE_HOURS = Duration.days(7).toHours();

/** What the state machine runs. */
export interface ExpiryDefinitionProps {
  readonly query: string;
  readonly workGroupName: string;
  readonly databaseName: string;
  /** The remaining validity periods, in the order of the counts in the query. */
  readonly within: readonly Duration[];
}

/** The values of the only row of a result. A value that does not exist is -1. The first row has the names. */
const VALUES = jsonata('[$states.result.ResultSet.Rows[1].Data.($exists(VarCharValue) ? $number(VarCharValue) : -1)]');

const ARE_NEW = `$values[1] >= 0 and $values[1] <= ${REPORT_AGE_HOURS}`;

const WATCH = { Name: 'Watch', Value: jsonata('$states.context.StateMachine.Name') };

/** Renders the definition. An execution has no input. */
export function renderCertificateExpiryDefinition(props: ExpiryDefinitionProps): object {
  return {
    Comment: 'Publishes the number of certificates that expire soon and have no successor as metrics',
    QueryLanguage: 'JSONata',
    TimeoutSeconds: 7200,
    StartAt: 'StartQuery',
    States: {
      ...queryStates(props),
      PublishCounts: {
        Type: 'Task',
        Resource: sdkCall('cloudwatch:putMetricData'),
        Arguments: { Namespace: METRIC_NAMESPACE, MetricData: renderMetricData(props.within) },
        Retry: SHORT_RETRIES,
        Output: {},
        Next: 'CheckReports',
      },
      CheckReports: {
        Type: 'Choice',
        Choices: [{ Condition: jsonata(ARE_NEW), Next: 'AllCounted' }],
        Default: 'ReportsOutOfDate',
      },
      AllCounted: { Type: 'Succeed' },
      ReportsOutOfDate: {
        Type: 'Fail',
        Error: 'AuditReportsOutOfDate',
        Cause: jsonata('$values[0] > 0 ? \'the newest audit report was copied \' & $values[1] & \' hours ago\' : \'there is no audit report\''),
      },
    },
  };
}

function queryStates({ query, workGroupName, databaseName }: ExpiryDefinitionProps): object {
  return {
    StartQuery: {
      Type: 'Task',
      Resource: sdkCall('athena:startQueryExecution'),
      Arguments: { QueryString: query, WorkGroup: workGroupName, QueryExecutionContext: { Database: databaseName } },
      Retry: SHORT_RETRIES,
      Assign: { queryId: jsonata('$states.result.QueryExecutionId'), polls: 0 },
      Next: 'WaitForQuery',
    },
    WaitForQuery: {
      Type: 'Wait',
      Seconds: jsonata('$min([5 * $power(2, $polls), 60])'),
      Assign: { polls: jsonata('$polls + 1') },
      Next: 'DescribeQuery',
    },
    DescribeQuery: {
      Type: 'Task',
      Resource: sdkCall('athena:getQueryExecution'),
      Arguments: { QueryExecutionId: jsonata('$queryId') },
      Retry: SHORT_RETRIES,
      Output: jsonata('{ \'state\': $states.result.QueryExecution.Status.State, '
        + '\'reason\': $states.result.QueryExecution.Status.StateChangeReason }'),
      Next: 'CheckQuery',
    },
    CheckQuery: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata('$states.input.state = \'SUCCEEDED\''), Next: 'ReadCounts' },
        { Condition: jsonata('$states.input.state in [\'QUEUED\', \'RUNNING\']'), Next: 'WaitForQuery' },
      ],
      Default: 'QueryNotSucceeded',
    },
    QueryNotSucceeded: {
      Type: 'Fail',
      Error: 'QueryNotSucceeded',
      Cause: jsonata('\'query \' & $queryId & \' has state \' & $states.input.state & \': \' & $states.input.reason'),
    },
    ReadCounts: {
      Type: 'Task',
      Resource: sdkCall('athena:getQueryResults'),
      Arguments: { QueryExecutionId: jsonata('$queryId') },
      Retry: SHORT_RETRIES,
      Assign: { values: VALUES },
      Output: {},
      Next: 'PublishCounts',
    },
  };
}

/** All values of an execution have the same time. */
function renderMetricData(within: readonly Duration[]): object[] {
  const datum = (metricName: string, dimensions: object[], value: string) => ({
    MetricName: metricName,
    Dimensions: dimensions,
    Timestamp: jsonata('$states.context.Execution.StartTime'),
    Unit: 'Count',
    Value: jsonata(value),
  });
  return [
    datum(READ_METRIC, [WATCH], `${ARE_NEW} ? 1 : 0`),
    ...within.map((remaining, index) =>
      datum(EXPIRING_METRIC, [WATCH, { Name: 'WithinDays', Value: renderDays(remaining) }], `$values[${index + 2}]`)),
  ];
}
