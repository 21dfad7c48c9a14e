import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { lazily } from '../support/lazily';
import { newRoot, newStack } from '../support/stacks';
import { ApiError, definitionIn, execute } from '../support/state-machines';

/* Whole executions of the synthesized state machine for S3 events. */

const CA = '11111111-1111-1111-1111-111111111111';
const KEY = `audit-report/${CA}/00000000-0000-0000-0000-000000000002.csv`;
const LATEST = `latest/${CA}.csv`;
const [LIST, HEAD, COPY] = ['s3:listObjectsV2', 's3:headObject', 's3:copyObject'];

const definition = lazily(() => {
  const stack = newStack();
  new AuditReportAnalytics(stack, 'Analytics', {
    auditReportBucket: new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] }),
  });
  return definitionIn(stack);
});

const event = (time: string, size = 1000, version: string | undefined = 'v1') => ({
  'detail-type': 'Object Created',
  'source': 'aws.s3',
  time,
  'detail': {
    bucket: { name: 'reports' },
    object: { key: KEY, size, ...(version ? { 'version-id': version } : {}), sequencer: '00617F08299329D189' },
    requester: 'acm-pca.amazonaws.com',
    reason: 'PutObject',
  },
});

/** S3 with a copy that has the given metadata, or without a copy. */
function s3(metadata: Record<string, string> | undefined, copyErrors: string[] = []) {
  const errors = [...copyErrors];
  return (operation: string, args: Record<string, unknown>) => {
    switch (operation) {
      case LIST: return metadata
        ? { KeyCount: 1, Contents: [{ Key: args.Prefix }] }
        : { KeyCount: 0, IsTruncated: false };
      case HEAD: return { ContentLength: 1, Metadata: metadata };
      default: {
        const error = errors.shift();
        if (error) { throw new ApiError(error); }
        return { CopyObjectResult: { ETag: 'etag' } };
      }
    }
  };
}

const operationsOf = ({ calls }: { calls: [string, unknown][] }) => calls.map(([operation]) => operation);

test('the first report of a CA is copied, in its version, to the key of the CA', async () => {
  const run = await execute(definition(), event('2026-11-26T02:00:05Z'), s3(undefined));

  expect(run.status).toBe('SUCCEEDED');
  expect(operationsOf(run)).toEqual([LIST, COPY]);
  expect(run.calls[0][1]).toEqual({ Bucket: expect.stringMatching(/^pca-latest-/), Prefix: LATEST, MaxKeys: 1 });
  expect(run.calls[1][1]).toEqual({
    Bucket: expect.stringMatching(/^pca-latest-/),
    Key: LATEST,
    CopySource: `reports/${KEY}?versionId=v1`,
    ContentType: 'text/csv',
    MetadataDirective: 'REPLACE',
    TaggingDirective: 'REPLACE',
    Metadata: { 'reported-at': '2026-11-26T02:00:05Z', 'report-key': KEY },
  });
});

test('a newer report replaces the copy, even in a bucket without versions', async () => {
  const run = await execute(definition(), event('2026-11-26T02:00:05Z', 1000, ''), s3({ 'reported-at': '2026-11-25T02:00:05Z' }));

  expect(operationsOf(run)).toEqual([LIST, HEAD, COPY]);
  expect(run.calls[2][1].CopySource).toBe(`reports/${KEY}`);
});

test.each([
  ['overtaken by a newer one', '2026-11-26T03:00:05Z'], ['delivered twice', '2026-11-26T02:00:05Z'], ['newer by a fraction', '2026-11-26T02:00:05.001Z'],
])('an event that was %s copies nothing', async (_name, reportedAt) => {
  const run = await execute(definition(), event('2026-11-26T02:00:05Z'), s3({ 'reported-at': reportedAt }));

  expect(run.status).toBe('SUCCEEDED');
  expect(operationsOf(run)).toEqual([LIST, HEAD]);
});

test('a copy without a time, for example from an upload, is replaced', async () => {
  const run = await execute(definition(), event('2026-11-26T02:00:05Z'), s3({}));

  expect(operationsOf(run)).toEqual([LIST, HEAD, COPY]);
});

test('5 GiB are copied, and one byte more fails with the key and the size', async () => {
  const largest = 5 * 1024 ** 3;

  expect((await execute(definition(), event('2026-11-26T02:00:05Z', largest), s3(undefined))).status).toBe('SUCCEEDED');
  const run = await execute(definition(), event('2026-11-26T02:00:05Z', largest + 1), s3(undefined));
  expect(run).toMatchObject({ status: 'FAILED', error: 'ReportTooLarge' });
  expect(run.cause).toBe(`${KEY} has 5368709121 bytes, and one copy can have 5 GiB`);
  expect(operationsOf(run)).toEqual([LIST]);
});

test('a throttled copy is retried, and one that fails five times ends the execution', async () => {
  const retried = await execute(definition(), event('2026-11-26T02:00:05Z'), s3(undefined, ['S3.SdkClientException', 'S3.S3Exception']));
  expect(retried.status).toBe('SUCCEEDED');
  expect(retried.waits).toEqual([30, 60]);

  const failed = await execute(definition(), event('2026-11-26T02:00:05Z'), s3(undefined, Array(9).fill('S3.S3Exception')));
  expect(failed).toMatchObject({ status: 'FAILED', error: 'S3.S3Exception' });
  expect(operationsOf(failed).filter((operation) => operation === COPY)).toHaveLength(5);
});
