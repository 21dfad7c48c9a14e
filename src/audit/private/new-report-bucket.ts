import { Duration, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportEncryption } from '../audit-report-encryption';
import { ReportBucket } from './report-bucket';
import { deliverAccessLogs, newAccessLogBucket } from '../../private/access-logs';
import { renderArchiveLifecycle } from '../../private/archive-lifecycle';
import { knownBucketName } from '../../private/bucket-name';
import { newPrivateBucket } from '../../private/private-bucket';

/* A new bucket for audit reports. */

const DEFAULT_BUCKET_NAME_PREFIX = 'pca-audit';

/** How long an overwritten or deleted report can be restored. AWS Private CA itself never overwrites one. */
const RESTORATION = Duration.days(365);

/** What shapes a new bucket, as `AuditReportBucketProps` has it. */
interface NewReportBucketProps {
  readonly encryption?: AuditReportEncryption;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly bucketNamePrefix?: string;
  readonly archiveReportsAfter?: Duration;
  readonly reportRetention?: Duration;
  readonly removalPolicy?: RemovalPolicy;
}

/** Makes the bucket, its policy, its key if it has one of its own, and the bucket for its access logs. */
export function newReportBucket(scope: Construct, props: NewReportBucketProps): ReportBucket {
  const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
  const encryption = props.encryption ?? AuditReportEncryption.s3Managed();
  const name = knownBucketName(scope, 'bucketNamePrefix', props.bucketNamePrefix ?? DEFAULT_BUCKET_NAME_PREFIX,
    [encryption._sse.key, props.serverAccessLogsBucket]);

  const { bucketProps, key } = encryption._sse.bind(scope, { ...name, removalPolicy });
  const bucket = newPrivateBucket(scope, 'Resource', {
    ...name.bucketProps,
    ...bucketProps,
    lifecycleRules: [renderArchiveLifecycle(scope, {
      id: 'archive-and-expire-audit-reports',
      prefix: 'audit-report/',
      archiveAfter: ['archiveReportsAfter', props.archiveReportsAfter],
      retention: ['reportRetention', props.reportRetention],
      restoration: RESTORATION,
    })],
    removalPolicy,
  });

  const serverAccessLogsBucket = props.serverAccessLogsBucket ?? newAccessLogBucket(scope, 'AccessLogs', removalPolicy);
  deliverAccessLogs(scope, { ...name, bucket, logPrefix: `audit-reports-${name.constructHash}/` }, serverAccessLogsBucket);
  return { bucket, bucketArn: name.bucketArn, encryptionKey: key, serverAccessLogsBucket };
}
