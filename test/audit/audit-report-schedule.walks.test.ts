import { aws_s3 as s3 } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { lazily } from '../support/lazily';
import { newRoot, newStack } from '../support/stacks';
import { ApiError, definitionIn, execute } from '../support/state-machines';

/* Whole executions of the synthesized state machine, with the answers of AWS Private CA that are documented. */

const CA = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-1111-1111-1111-111111111111';
const REPORT = '00000000-0000-0000-0000-000000000002';
const INPUT = { certificateAuthorityArn: CA, bucketName: 'reports', format: 'CSV', delaySeconds: 4 };
const REQUEST = 'acmpca:createCertificateAuthorityAuditReport';
const DESCRIBE = 'acmpca:describeCertificateAuthorityAuditReport';
const PUBLISH = 'cloudwatch:putMetricData';

const definition = lazily(() => {
  const stack = newStack();
  const root = newRoot(stack);
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'reports');
  new AuditReportSchedule(stack, 'Reports', {
    auditReportBucket: AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket }),
    certificateAuthorities: [root],
  });
  return definitionIn(stack);
});

/** Answers of AWS Private CA: errors of the request, then the statuses of the report. The last one is repeated. */
function answers(statuses: string[], requestErrors: string[] = []) {
  const errors = [...requestErrors];
  const left = [...statuses];
  return (operation: string) => {
    const error = operation === REQUEST ? errors.shift() : undefined;
    if (error) { throw new ApiError(error); }
    switch (operation) {
      case REQUEST: return { AuditReportId: REPORT, S3Key: `audit-report/1/${REPORT}.csv` };
      case DESCRIBE: return {
        AuditReportStatus: left.length > 1 ? left.shift() : left[0],
        S3BucketName: 'reports',
        S3Key: `audit-report/1/${REPORT}.csv`,
        CreatedAt: '2026-11-26T02:00:01Z',
      };
      default: return {};
    }
  };
}

test('a report that is delivered at the third look is counted once, for its CA', async () => {
  const run = await execute(definition(), INPUT, answers(['CREATING', 'CREATING', 'SUCCESS']));

  expect(run.status).toBe('SUCCEEDED');
  expect(run.output).toEqual({ status: 'SUCCESS', bucketName: 'reports', key: `audit-report/1/${REPORT}.csv` });
  expect(run.waits).toEqual([4, 15, 30, 60]);
  expect(run.calls).toEqual([
    [REQUEST, { CertificateAuthorityArn: CA, S3BucketName: 'reports', AuditReportResponseFormat: 'CSV' }],
    ...Array(3).fill([DESCRIBE, { CertificateAuthorityArn: CA, AuditReportId: REPORT }]),
    [PUBLISH, {
      Namespace: 'CdkPrivateCa',
      MetricData: [{
        MetricName: 'AuditReportDelivered',
        // The name of the state machine in the context of the walker.
        Dimensions: [{ Name: 'CertificateAuthorityArn', Value: CA }, { Name: 'Schedule', Value: 'Watch' }],
        Unit: 'Count',
        Value: 1,
      }],
    }],
  ]);
});

test('a report that fails is not counted, and the execution names the CA and the policies to check', async () => {
  const run = await execute(definition(), INPUT, answers(['CREATING', 'FAILED']));

  expect(run).toMatchObject({ status: 'FAILED', error: 'AuditReportNotDelivered' });
  expect(run.cause).toBe(`audit report ${REPORT} of ${CA} has status FAILED. Check the bucket policy and the key policy.`);
  expect(run.calls.map(([operation]) => operation)).not.toContain(PUBLISH);
});

test.each([
  ['a request in progress', 'AcmPca.RequestInProgressException'], ['throttling', 'AcmPca.AcmPcaException'], ['an invalid state', 'AcmPca.InvalidStateException'],
])('retries after %s are over more than the 30 minutes between two reports', async (_name, error) => {
  const run = await execute(definition(), INPUT, answers(['SUCCESS'], [error, error, error]));

  expect(run.status).toBe('SUCCEEDED');
  expect(run.waits).toEqual([4, 600, 1200, 2400, 15]);
  expect(run.waits[1] + run.waits[2]).toBeGreaterThanOrEqual(30 * 60);
});

test.each([
  ['is PENDING_CERTIFICATE', 'AcmPca.InvalidStateException', 4],
  ['is EXPIRED', 'AcmPca.InvalidStateException', 4], ['is DELETED and not purged', 'AcmPca.InvalidStateException', 4], ['was purged', 'AcmPca.ResourceNotFoundException', 1],
])('a CA that %s gives no report: the execution fails after %s in %d requests', async (_name, error, requests) => {
  const run = await execute(definition(), INPUT, answers(['SUCCESS'], Array(9).fill(error)));

  expect(run).toMatchObject({ status: 'FAILED', error });
  expect(run.calls.map(([operation]) => operation)).toEqual(Array(requests).fill(REQUEST));
});

test('a DISABLED CA gives a report, because the state machine does not look at the status of the CA', async () => {
  const run = await execute(definition(), INPUT, answers(['SUCCESS']));

  expect(run.status).toBe('SUCCEEDED');
  expect(run.calls.map(([operation]) => operation)).toEqual([REQUEST, DESCRIBE, PUBLISH]);
});

test('a CA whose certificate is installed while the request is retried gives a report', async () => {
  const run = await execute(definition(), INPUT, answers(['SUCCESS'], ['AcmPca.InvalidStateException']));

  expect(run).toMatchObject({ status: 'SUCCEEDED', waits: [4, 600, 15] });
});

test('a throttled description and a throttled publication are retried', async () => {
  const errors: Record<string, number | undefined> = { [DESCRIBE]: 5, [PUBLISH]: 4 };
  const answer = answers(['SUCCESS']);
  const run = await execute(definition(), INPUT, (operation) => {
    const left = errors[operation] ?? 0;
    errors[operation] = left - 1;
    if (left > 0) { throw new ApiError('CloudWatch.SdkClientException'); }
    return answer(operation);
  });

  expect(run.status).toBe('SUCCEEDED');
  expect(run.waits).toEqual([4, 15, 10, 20, 40, 80, 160, 5, 10, 20, 40]);
});

test('a large report is looked at every 15 minutes in the end, and the execution ends within its timeout', async () => {
  const run = await execute(definition(), INPUT, answers([...Array(40).fill('CREATING'), 'SUCCESS']));

  expect(run.status).toBe('SUCCEEDED');
  expect(Math.max(...run.waits)).toBe(900);
  expect(run.waits.slice(0, 9)).toEqual([4, 15, 30, 60, 120, 240, 480, 900, 900]);
  expect(run.waits.reduce((sum, wait) => sum + wait)).toBeLessThan(definition().TimeoutSeconds!);
});

test('an unknown status is a failure, not a success', async () => {
  const run = await execute(definition(), INPUT, answers(['ARCHIVED']));

  expect(run).toMatchObject({ status: 'FAILED', error: 'AuditReportNotDelivered' });
});

test('an expression with a wrong name is noticed', async () => {
  const spoiled = JSON.parse(JSON.stringify(definition()).replace('$states.result.AuditReportId', '$states.result.ReportId'));

  await expect(execute(spoiled, INPUT, answers(['SUCCESS']))).rejects.toThrow('no result');
});
