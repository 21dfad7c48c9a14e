import { Duration, RemovalPolicy, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TrailBucket } from './trail-parts';
import { requireKnownArn } from '../../private/bucket-name';
import { dedicateBucket, requirePurpose } from '../../private/bucket-purpose';
import { PrivateCaError } from '../../private/errors';
import { defaultEncryptionOf, requireNoOptionsOfNewBucket } from '../../private/existing-bucket';
import { DEFAULT_RETENTION, newBucket, renderArchiveLifecycle } from '../../private/new-bucket';
import { TrailObjectLock } from '../trail-object-lock';

/* The bucket to which CloudTrail delivers log files. */

const DEFAULT_BUCKET_NAME_PREFIX = 'pca-trail';

/** The properties of `PrivateCaTrailProps` that configure the bucket. */
interface TrailBucketProps {
  readonly bucket?: s3.IBucket;
  readonly bucketKeyEnabled?: boolean;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly bucketNamePrefix?: string;
  readonly objectLock?: TrailObjectLock;
  readonly archiveLogFilesAfter?: Duration;
  readonly logFileRetention?: Duration;
}

/** Returns the existing bucket, or creates a new bucket with the key, and the bucket for its server access logs. */
export function trailBucketFor(
  scope: Construct, props: TrailBucketProps, key: kms.IKey, removalPolicy: RemovalPolicy,
): TrailBucket {
  const {
    bucket, serverAccessLogsBucket, bucketNamePrefix, objectLock, archiveLogFilesAfter, logFileRetention,
  } = props;
  if (!bucket) { return newTrailBucket(scope, props, key, removalPolicy); }
  requireNoOptionsOfNewBucket(scope, {
    serverAccessLogsBucket, bucketNamePrefix, objectLock, archiveLogFilesAfter, logFileRetention,
  });
  requirePurpose(scope, bucket, 'log files of a trail');
  const bucketKeyEnabled = describedBucketKey(scope, bucket, props.bucketKeyEnabled);
  const bucketArn = bucketKeyEnabled === false ? bucket.bucketArn : requireKnownArn(scope, bucket, key);
  dedicateBucket(scope, bucket, 'log files of a trail');
  return { bucket, bucketArn, bucketKeyEnabled };
}

/** Whether an existing bucket uses an S3 Bucket Key. The setting in the app, the specified setting, or `undefined`. */
function describedBucketKey(scope: Construct, bucket: s3.IBucket, described: boolean | undefined): boolean | undefined {
  const actual = defaultEncryptionOf(bucket)?.bucketKeyEnabled;
  if (actual === undefined || described === undefined || actual === described) { return actual ?? described; }
  throw new PrivateCaError('EncryptionMismatch', {
    scope,
    subject: 'bucketKeyEnabled',
    rule: `match bucket (${actual})`,
    value: described,
    fix: 'Remove bucketKeyEnabled, or set it to the actual value of the bucket',
  });
}

function newTrailBucket(
  scope: Construct, props: TrailBucketProps, key: kms.IKey, removalPolicy: RemovalPolicy,
): TrailBucket {
  const { bucketKeyEnabled = false, objectLock } = props;
  const created = newBucket(scope, {
    id: 'Bucket',
    bucketNamePrefix: props.bucketNamePrefix ?? DEFAULT_BUCKET_NAME_PREFIX,
    encryption: {
      existingKey: key,
      bind: () => ({ encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled }),
    },
    bucketProps: {
      ...(objectLock && {
        objectLockEnabled: true,
        objectLockDefaultRetention: objectLock._bind(scope, props.logFileRetention ?? DEFAULT_RETENTION),
      }),
      lifecycleRules: [renderArchiveLifecycle(scope, {
        id: 'archive-and-expire-log-files',
        archiveAfter: ['archiveLogFilesAfter', props.archiveLogFilesAfter],
        retention: ['logFileRetention', props.logFileRetention],
      })],
    },
    serverAccessLogsBucket: props.serverAccessLogsBucket,
    accessLogPrefix: 'trail',
    removalPolicy,
  });
  dedicateBucket(scope, created.bucket, 'log files of a trail');
  return { ...created, bucketKeyEnabled };
}
