import { Duration, RemovalPolicy, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { sendEventsToEventBridge } from '../../private/bucket-events';
import { dedicateBucket, requirePurpose } from '../../private/bucket-purpose';
import { bindExistingBucket, requireNoOptionsOfNewBucket } from '../../private/existing-bucket';
import { newBucket, privateCaEncryption, renderArchiveLifecycle } from '../../private/new-bucket';
import { WRITTEN_AFTER_DEPLOYMENT } from '../../private/removal-policies';

const DEFAULT_BUCKET_NAME_PREFIX = 'pca-audit';

/** The retention of overwritten or deleted audit reports. AWS Private CA never overwrites a report. */
const RESTORATION = Duration.days(365);

/** The properties of `AuditReportBucketProps` that configure the bucket. */
interface ReportBucketProps {
  readonly bucket?: s3.IBucket;
  readonly encryption?: PrivateCaBucketEncryption;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly bucketNamePrefix?: string;
  readonly archiveReportsAfter?: Duration;
  readonly reportRetention?: Duration;
  readonly denyOtherWriters?: boolean;
  readonly removalPolicy?: RemovalPolicy;
}

/** A bucket for audit reports, its key, and the bucket for its server access logs. */
export interface ReportBucket {
  readonly bucket: s3.IBucket;
  readonly encryptionKey?: kms.IKey;
  /** Absent for an existing bucket. */
  readonly serverAccessLogsBucket?: s3.IBucket;
}

/** Returns the existing bucket, or creates a new one. In both cases, AWS Private CA can use the key. */
export function reportBucketFor(scope: Construct, props: ReportBucketProps): ReportBucket {
  const {
    bucket, serverAccessLogsBucket, bucketNamePrefix, archiveReportsAfter, reportRetention, removalPolicy,
  } = props;
  if (!bucket) { return newReportBucket(scope, props); }
  requireNoOptionsOfNewBucket(scope, {
    serverAccessLogsBucket, bucketNamePrefix, archiveReportsAfter, reportRetention, removalPolicy,
  });
  const options = { deniesOthers: props.denyOtherWriters };
  requirePurpose(scope, bucket, 'audit reports', options);
  const bound = bindExistingBucket(scope, bucket, { described: props.encryption });
  dedicateBucket(scope, bucket, 'audit reports', options);
  return bound;
}

function newReportBucket(scope: Construct, props: ReportBucketProps): ReportBucket {
  const { encryption = PrivateCaBucketEncryption.s3Managed(), removalPolicy = WRITTEN_AFTER_DEPLOYMENT } = props;
  const reportBucket = newBucket(scope, {
    id: 'Resource',
    bucketNamePrefix: props.bucketNamePrefix ?? DEFAULT_BUCKET_NAME_PREFIX,
    encryption: privateCaEncryption(scope, encryption, { contents: 'Audit reports', removalPolicy }),
    bucketProps: {
      lifecycleRules: [renderArchiveLifecycle(scope, {
        id: 'archive-and-expire-audit-reports',
        prefix: 'audit-report/',
        archiveAfter: ['archiveReportsAfter', props.archiveReportsAfter],
        retention: ['reportRetention', props.reportRetention],
        restoration: RESTORATION,
      })],
    },
    serverAccessLogsBucket: props.serverAccessLogsBucket,
    accessLogPrefix: 'audit-reports',
    removalPolicy,
  });
  dedicateBucket(scope, reportBucket.bucket, 'audit reports', { deniesOthers: props.denyOtherWriters });
  sendEventsToEventBridge(reportBucket.bucket);
  return reportBucket;
}
