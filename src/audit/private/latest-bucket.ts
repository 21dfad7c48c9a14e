import { Duration, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LATEST_PREFIX } from './copy-definition';
import { RESULTS_PREFIX } from './report-table';
import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { newCustomerManagedKey, requireServiceKey, requireKeyRegion, unaliased } from '../../private/kms-key';
import { newBucket } from '../../private/new-bucket';
import { requireDays } from '../../private/require';
import { IAuditReportBucket } from '../audit-report-bucket-grants';

/* The bucket with the newest audit report of each CA, and with the results of queries. */

const DEFAULT_RESULT_RETENTION = Duration.days(30);

/** What configures the bucket. */
export interface LatestBucketProps {
  readonly auditReportBucket: IAuditReportBucket;
  readonly encryption?: PrivateCaBucketEncryption;
  readonly resultRetention?: Duration;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly removalPolicy: RemovalPolicy;
}

/** The bucket and its key. */
export interface LatestBucket {
  readonly bucket: s3.IBucket;
  readonly encryptionKey?: kms.IKey;
}

/** Creates the bucket. AWS Private CA can't write to it, so that no report is copied twice. */
export function newLatestBucket(scope: Construct, props: LatestBucketProps): LatestBucket {
  const { resultRetention = DEFAULT_RESULT_RETENTION, removalPolicy } = props;
  requireDays({ scope, property: 'resultRetention' }, 'LifecycleDays', resultRetention);
  const key = keyFor(scope, props);
  const bucketKeyEnabled = props.encryption?._kmsOptions?.bucketKeyEnabled ?? true;
  const { bucket } = newBucket(scope, {
    id: 'Bucket',
    bucketNamePrefix: 'pca-latest',
    encryption: {
      bind: () => key
        ? { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled }
        : { encryption: s3.BucketEncryption.S3_MANAGED },
    },
    bucketProps: {
      lifecycleRules: [
        {
          id: 'delete-replaced-copies',
          prefix: LATEST_PREFIX,
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        {
          id: 'expire-query-results',
          prefix: RESULTS_PREFIX,
          expiration: resultRetention,
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    },
    serverAccessLogsBucket: props.serverAccessLogsBucket,
    accessLogPrefix: 'latest-audit-reports',
    removalPolicy,
  });
  return { bucket, encryptionKey: key };
}

/** The key: the specified one, the key of the reports, or a new one. Absent for SSE-S3. */
function keyFor(scope: Construct, props: LatestBucketProps): kms.IKey | undefined {
  const { auditReportBucket, encryption, removalPolicy } = props;
  const kmsOptions = encryption?._kmsOptions;
  if (encryption && !kmsOptions) { return undefined; }
  const given = kmsOptions?.key ?? auditReportBucket.encryptionKey;
  if (given) {
    const key = unaliased(given);
    requireServiceKey(scope, key, {
      user: 'the state machine', fix: 'Omit key for a new key, or use PrivateCaBucketEncryption.s3Managed()',
    });
    requireKeyRegion(scope, key, Stack.of(scope).region);
    return key;
  }
  if (!kmsOptions) { return undefined; }
  return newCustomerManagedKey(scope, 'Key', {
    description: 'Newest audit reports of AWS Private CA',
    removalPolicy,
  });
}
