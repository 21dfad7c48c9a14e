import { App, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { alteredPatternsOf } from './event-matcher';
import { World } from './world';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';

/* The synthesized rule of `AuditReportAnalytics`, with S3 events that it must match and events that it must not. */

const CA_ID = '11111111-1111-1111-1111-111111111111';
const REPORT_ID = '00000000-0000-0000-0000-000000000002';
const BUCKET = 'amzn-s3-demo-bucket';

/** An `Object Created` event of S3, as AWS documents it. */
function created(key: string, bucket = BUCKET, changes: object = {}): object {
  return {
    'version': '0',
    'id': '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Object Created',
    'source': 'aws.s3',
    'account': '111122223333',
    'time': '2026-11-26T02:00:05Z',
    'region': 'us-east-1',
    'resources': [`arn:aws:s3:::${bucket}`],
    'detail': {
      version: '0',
      bucket: { name: bucket },
      object: { key, 'size': 5, 'etag': 'b1946ac92492d2347c6235b4d2611184', 'version-id': 'v1', 'sequencer': '617f08299329d189' },
      requester: 'acm-pca.amazonaws.com',
      reason: 'PutObject',
    },
    ...changes,
  };
}

const REPORT = `audit-report/${CA_ID}/${REPORT_ID}.csv`;

const EVENTS: Record<string, object> = {
  'a report in CSV format': created(REPORT),
  'a report in CSV format with an underscore in its name': created(`audit-report/${CA_ID}/audit_report_${REPORT_ID}.csv`),
  'a report in JSON format': created(REPORT.replace('.csv', '.json')),
  'a test object': created('acm-pca-permission-test-key'),
  'a private test object': created('acm-pca-permission-test-key-private'),
  'a CRL': created(`crl/${CA_ID}.crl`),
  'a CSV file outside the prefix': created(`exports/${CA_ID}/${REPORT_ID}.csv`),
  'a CSV file with the prefix in the middle': created(`old/${REPORT}`),
  'a CSV file without a CA': created(`audit-report/${REPORT_ID}.csv`),
  'a copy in the bucket of the copies': created(`latest/${CA_ID}.csv`, 'pca-latest'),
  'a copy in the same bucket': created(`latest/${CA_ID}.csv`),
  'a report in another bucket': created(REPORT, 'amzn-s3-demo-bucket2'),
  'a deleted report': created(REPORT, BUCKET, { 'detail-type': 'Object Deleted' }),
  'an event of another source': created(REPORT, BUCKET, { source: 'aws.acm-pca' }),
};

/** The table, in the form that `verify/` puts to event-ruler. */
export function reportEventMatrix(): { partition: string; events: Record<string, object>; rows: MatrixRow[] } {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  new AuditReportAnalytics(stack, 'Analytics', {
    auditReportBucket: AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', BUCKET),
    }),
  });
  const world = World.of(stack);
  const { EventPattern: pattern } = world.propertiesOf<{ EventPattern: Record<string, unknown> }>(world.idOf('AWS::Events::Rule'));
  const matches = ['a report in CSV format', 'a report in CSV format with an underscore in its name'];
  return { partition: 'aws', events: EVENTS, rows: [{ name: 'new report', pattern, matches, altered: alteredPatternsOf(pattern) }] };
}

/** A pattern, the events that it must match, and patterns that match others. */
interface MatrixRow {
  readonly name: string;
  readonly pattern: Record<string, unknown>;
  readonly matches: string[];
  readonly altered: Record<string, unknown>[];
}
