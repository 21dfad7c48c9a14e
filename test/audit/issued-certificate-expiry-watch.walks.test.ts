import { Duration } from 'aws-cdk-lib';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { lazily } from '../support/lazily';
import { newRoot, newStack } from '../support/stacks';
import { ApiError, Definition, definitionIn, execute, Execution } from '../support/state-machines';

/* Whole executions of the synthesized state machine. They start at 2026-11-26T02:00:00.512Z. */

const definitionOf = (...days: number[]): Definition => {
  const stack = newStack();
  const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });
  new IssuedCertificateExpiryWatch(stack, 'Certificates', {
    analytics: new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket }),
    thresholds: days.map((count) => ExpiryThreshold.of(Duration.days(count), Criticality.HIGH)),
  });
  return definitionIn(stack, 'Certificates');
};
const definition = lazily(() => definitionOf(30, 14, 3));

/** The answers of the API. */
interface Answers {
  /** The states of the query, in the order of the calls. */
  readonly states?: string[];
  /** The values of the result: reports, hours, and counts. An absent value is NULL. */
  readonly values?: (number | undefined)[];
  /** The errors of the first calls of an operation. */
  readonly errors?: Record<string, string[]>;
  readonly reason?: string;
}

function run({ states = ['SUCCEEDED'], values = [3, 20, 5, 2, 0], errors = {}, reason }: Answers, machine = definition()): Promise<Execution> {
  const left = [...states];
  const thrown = Object.fromEntries(Object.entries(errors).map(([operation, codes]) => [operation, [...codes]]));
  return execute(machine, {}, (operation) => {
    const code = thrown[operation]?.shift();
    if (code) { throw new ApiError(code); }
    switch (operation) {
      case 'athena:startQueryExecution': return { QueryExecutionId: 'query-1' };
      case 'athena:getQueryExecution':
        return { QueryExecution: { Status: { State: left.length > 1 ? left.shift() : left[0], StateChangeReason: reason } } };
      case 'athena:getQueryResults': return {
        ResultSet: {
          Rows: [
            { Data: values.map((_value, index) => ({ VarCharValue: `column_${index}` })) },
            { Data: values.map((value) => value === undefined ? {} : { VarCharValue: String(value) }) },
          ],
        },
      };
      case 'cloudwatch:putMetricData': return {};
      default: throw new Error(`unexpected ${operation}`);
    }
  });
}

const dataOf = ({ calls }: Execution) => calls.filter(([operation]) => operation === 'cloudwatch:putMetricData')
  .flatMap(([, args]) => args.MetricData as { MetricName: string; Value: number; Timestamp: string; Dimensions: { Value: string }[] }[]);
const countsOf = (execution: Execution) => Object.fromEntries(dataOf(execution)
  .filter(({ MetricName }) => MetricName === 'IssuedCertificatesExpiring').map(({ Dimensions, Value }) => [Dimensions[1].Value, Value]));
const readBy = (execution: Execution) => dataOf(execution).find(({ MetricName }) => MetricName === 'NewestAuditReportsRead')?.Value;

test('the counts of a query are published at one time, by the days of the thresholds', async () => {
  const execution = await run({ states: ['QUEUED', 'RUNNING', 'RUNNING', 'SUCCEEDED'] });

  expect(execution.status).toBe('SUCCEEDED');
  expect(countsOf(execution)).toEqual({ 30: 5, 14: 2, 3: 0 });
  expect(readBy(execution)).toBe(1);
  expect(execution.waits).toEqual([5, 10, 20, 40]);
  expect(new Set(dataOf(execution).map(({ Timestamp }) => Timestamp))).toEqual(new Set(['2026-11-26T02:00:00.512Z']));
  expect(dataOf(execution)[0].Dimensions).toEqual([{ Name: 'Watch', Value: 'Watch' }]);
});

test('one threshold is published as a list', async () => {
  const execution = await run({ values: [1, 0, 7] }, definitionOf(30));

  expect(countsOf(execution)).toEqual({ 30: 7 });
  expect(dataOf(execution)).toHaveLength(2);
});

test('a query that runs for an hour is described every minute', async () => {
  const execution = await run({ states: [...Array.from({ length: 60 }, () => 'RUNNING'), 'SUCCEEDED'] });

  expect(execution.status).toBe('SUCCEEDED');
  expect(Math.max(...execution.waits)).toBe(60);
});

test.each([
  ['no report', [0, undefined, 0, 0, 0], 'there is no audit report'],
  ['reports that are older than 7 days', [3, 169, 5, 2, 0], 'the newest audit report was copied 169 hours ago'],
])('%s are not counted as read, and the counts are published', async (_name, values, cause) => {
  const execution = await run({ values });

  expect(execution).toMatchObject({ status: 'FAILED', error: 'AuditReportsOutOfDate', cause });
  expect(readBy(execution)).toBe(0);
  expect(countsOf(execution)).toEqual({ 30: values[2], 14: values[3], 3: values[4] });
});

test('reports that are 7 days old are read', async () => {
  expect(readBy(await run({ values: [1, 168, 0, 0, 0] }))).toBe(1);
});

test.each(['FAILED', 'CANCELLED', 'UNKNOWN'])('a query in state %s publishes nothing', async (state) => {
  const execution = await run({ states: ['RUNNING', state], reason: 'HIVE_BAD_DATA' });

  expect(execution).toMatchObject({ status: 'FAILED', error: 'QueryNotSucceeded', cause: `query query-1 has state ${state}: HIVE_BAD_DATA` });
  expect(dataOf(execution)).toEqual([]);
});

test('a query that failed without a reason has a cause', async () => {
  expect((await run({ states: ['FAILED'] })).cause).toBe('query query-1 has state FAILED: ');
});

test('throttled calls are retried, and a call that fails again and again publishes nothing', async () => {
  const twice = ['Athena.TooManyRequestsException', 'Athena.TooManyRequestsException'];
  const retried = await run({ errors: { 'athena:startQueryExecution': twice, 'athena:getQueryResults': twice } });
  const failed = await run({ errors: { 'athena:startQueryExecution': Array.from({ length: 5 }, () => 'Athena.InvalidRequestException') } });

  expect(retried.status).toBe('SUCCEEDED');
  expect(failed).toMatchObject({ status: 'FAILED', error: 'Athena.InvalidRequestException' });
  expect(dataOf(failed)).toEqual([]);
});

test('a count that is not a number publishes nothing', async () => {
  await expect(run({ values: ['many' as never, 1, 1, 1, 1] })).rejects.toThrow('$number');
});
