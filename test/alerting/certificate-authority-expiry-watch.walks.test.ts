import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { lazily } from '../support/lazily';
import { newRoot, newStack } from '../support/stacks';
import { ApiError, definitionIn, execute, Execution } from '../support/state-machines';

/* Whole executions of the synthesized state machine. They start at 2026-11-26T02:00:00.512Z. */

const PREFIX = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/';
const PUBLISH = 'cloudwatch:putMetricData';

interface Datum {
  readonly MetricName: string;
  readonly Dimensions: { Name: string; Value: string }[];
  readonly Timestamp: string;
  readonly Unit: string;
  readonly Value: number;
}

/** The CAs that the API knows, by the last part of their ARNs. */
const AUTHORITIES: Record<string, { Status: string; NotAfter?: string }> = {
  active: { Status: 'ACTIVE', NotAfter: '2027-05-25T02:00:00Z' },
  offset: { Status: 'ACTIVE', NotAfter: '2027-05-25T04:00:01.512+02:00' },
  disabled: { Status: 'DISABLED', NotAfter: '2026-12-26T02:00:00.512Z' },
  expired: { Status: 'EXPIRED', NotAfter: '2026-11-25T02:00:00Z' },
  pending: { Status: 'PENDING_CERTIFICATE' },
  creating: { Status: 'CREATING' },
  deleted: { Status: 'DELETED', NotAfter: '2035-01-01T00:00:00Z' },
  failed: { Status: 'FAILED' },
  far: { Status: 'ACTIVE', NotAfter: '2126-01-01T00:00:00Z' },
};

const definition = lazily(() => {
  const stack = newStack();
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities: [newRoot(stack)] });
  return definitionIn(stack);
});

/** Runs the state machine for CAs, in the order of their names. `throttled` fails twice before it answers. */
function watch(...names: string[]): Promise<Execution> {
  let throttling = 2;
  return execute(definition(), { certificateAuthorityArns: names.map((name) => PREFIX + name) }, (operation, args) => {
    if (operation === PUBLISH) { return {}; }
    const arn = args.CertificateAuthorityArn as string;
    const name = arn.slice(PREFIX.length);
    if (name === 'gone') { throw new ApiError('AcmPca.ResourceNotFoundException'); }
    if (name === 'throttled' && throttling-- > 0) { throw new ApiError('AcmPca.AcmPcaException'); }
    return { CertificateAuthority: { Arn: arn, ...AUTHORITIES[name in AUTHORITIES ? name : 'active'], UsageMode: 'GENERAL_PURPOSE' } };
  });
}

/** The published data of an execution. */
function dataOf(run: Execution): Datum[] {
  const published = run.calls.filter(([operation]) => operation === PUBLISH);
  expect(published).toHaveLength(1);
  expect(published[0][1].Namespace).toBe('CdkPrivateCa');
  return published[0][1].MetricData as Datum[];
}

const readBy = (run: Execution) => dataOf(run).find(({ MetricName }) => MetricName === 'CertificateAuthoritiesRead')!.Value;
const daysOf = (run: Execution) => Object.fromEntries(dataOf(run).filter(({ MetricName }) => MetricName === 'DaysUntilExpiry')
  .map(({ Dimensions, Value }) => [Dimensions[0].Value.slice(PREFIX.length), Value]));

test('the days of a healthy fleet are whole days, rounded down, at one time for all CAs', async () => {
  const run = await watch('active', 'offset', 'disabled', 'expired', 'pending', 'creating', 'far');

  expect(run.status).toBe('SUCCEEDED');
  expect(daysOf(run)).toEqual({ active: 179, offset: 180, disabled: 30, expired: -2, far: 36194 });
  expect(readBy(run)).toBe(7);
  expect(new Set(dataOf(run).map(({ Timestamp }) => Timestamp))).toEqual(new Set(['2026-11-26T02:00:00.512Z']));
  expect(dataOf(run)[0].Dimensions).toEqual([{ Name: 'Watch', Value: 'Watch' }]);
});

test('one CA is published as a list', async () => {
  const run = await watch('active');

  expect(dataOf(run)).toHaveLength(2);
  expect(daysOf(run)).toEqual({ active: 179 });
});

test('two CAs are published as a list', async () => {
  expect(daysOf(await watch('active', 'disabled'))).toEqual({ active: 179, disabled: 30 });
});

test('a CA without a certificate is read and has no days', async () => {
  const run = await watch('pending');

  expect(run.status).toBe('SUCCEEDED');
  expect(daysOf(run)).toEqual({});
  expect(readBy(run)).toBe(1);
});

test('a CA that is gone, deleted, or failed is named, and the days of the others are published', async () => {
  const run = await watch('active', 'gone', 'deleted', 'failed');

  expect(run).toMatchObject({ status: 'FAILED', error: 'CertificateAuthorityNotRead' });
  expect(run.cause).toBe(`The end of validity is unknown for: ${PREFIX}gone AcmPca.ResourceNotFoundException, `
    + `${PREFIX}deleted DELETED, ${PREFIX}failed FAILED`);
  expect(daysOf(run)).toEqual({ active: 179 });
  expect(readBy(run)).toBe(1);
});

test('a single CA that is gone is counted as not read', async () => {
  const run = await watch('gone');

  expect(run.status).toBe('FAILED');
  expect(readBy(run)).toBe(0);
});

test('a throttled call is retried', async () => {
  const run = await watch('throttled');

  expect(run.status).toBe('SUCCEEDED');
  expect(run.waits).toEqual([5, 10]);
});

test('a throttled publication is retried, so that the days of one day are not lost', async () => {
  let throttling = 4;
  const run = await execute(definition(), { certificateAuthorityArns: [`${PREFIX}active`] }, (operation, args) => {
    if (operation !== PUBLISH) { return { CertificateAuthority: { Arn: args.CertificateAuthorityArn, ...AUTHORITIES.active } }; }
    if (throttling-- > 0) { throw new ApiError('CloudWatch.SdkClientException'); }
    return {};
  });

  expect(run.status).toBe('SUCCEEDED');
  expect(run.waits).toEqual([5, 10, 20, 40]);
});

test('at most five CAs are read at a time, and an execution has enough time for 198 CAs that are throttled', () => {
  const { TimeoutSeconds, States: { ForEachCertificateAuthority: map } } = definition();
  const { Retry: [retry] } = map.ItemProcessor!.States.Describe as { Retry: { MaxAttempts: number; MaxDelaySeconds: number }[] };

  expect(map.MaxConcurrency).toBe(5);
  // Five CAs at a time, with all retries after 5, 10, 20, and 40 seconds.
  expect([retry.MaxAttempts, retry.MaxDelaySeconds]).toEqual([4, 60]);
  expect(198 / 5 * (5 + 10 + 20 + 40)).toBeLessThan(TimeoutSeconds!);
});

test('198 CAs are one call of fewer than 1,000 metrics and 1 MB, and their executions fit into the history', async () => {
  const run = await watch(...Array.from({ length: 198 }, (_, index) => `11111111-1111-1111-1111-${String(index).padStart(12, '0')}`));

  expect(dataOf(run)).toHaveLength(199);
  expect(readBy(run)).toBe(198);
  expect(JSON.stringify(dataOf(run)).length).toBeLessThan(1024 ** 2 / 10);
  // Each task writes about seven events, and each transition about two. A history has 25,000 events.
  expect(198 * 14).toBeLessThan(25_000);
});

test('a date in an unknown form is a CA that was not read, instead of a wrong number', async () => {
  const answers = () => ({ CertificateAuthority: { Arn: `${PREFIX}1`, Status: 'ACTIVE', NotAfter: 2051222400 } });

  const run = await execute(definition(), { certificateAuthorityArns: [`${PREFIX}1`] }, answers);

  expect(run.cause).toBe(`The end of validity is unknown for: ${PREFIX}1 States.QueryEvaluationError`);
  expect(daysOf(run)).toEqual({});
  expect(readBy(run)).toBe(0);
});
