import { Duration, RemovalPolicy, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TrailBucket } from './trail-parts';
import { deliverAccessLogs, newAccessLogBucket } from '../../private/access-logs';
import { DEFAULT_RETENTION, renderArchiveLifecycle } from '../../private/archive-lifecycle';
import { defaultEncryptionOf } from '../../private/bucket-encryption';
import { knownBucketName } from '../../private/bucket-name';
import { PrivateCaError } from '../../private/errors';
import { newPrivateBucket, requireNoOptionsOfNewBucket } from '../../private/private-bucket';
import { TrailObjectLock } from '../trail-object-lock';

/* The bucket that takes a trail's log files. */

const DEFAULT_BUCKET_NAME_PREFIX = 'pca-trail';

/** What shapes the bucket, as `PrivateCaTrailProps` has it. */
interface TrailBucketProps {
  readonly bucket?: s3.IBucket;
  readonly bucketKeyEnabled?: boolean;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly bucketNamePrefix?: string;
  readonly objectLock?: TrailObjectLock;
  readonly archiveLogFilesAfter?: Duration;
  readonly logFileRetention?: Duration;
}

/** The bucket that was brought along, as it is; or a new one with the key, and the bucket for its access logs. */
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
  return {
    bucket,
    bucketArn: bucket.bucketArn,
    bucketKeyEnabled: describedBucketKey(scope, bucket, props.bucketKeyEnabled),
  };
}

/** What the app makes of a bucket that was brought along, else what the user says; else unknown. */
function describedBucketKey(scope: Construct, bucket: s3.IBucket, described: boolean | undefined): boolean | undefined {
  const encryption = defaultEncryptionOf(bucket);
  const actual = encryption && (encryption.bucketKeyEnabled ?? false);
  if (actual === undefined || described === undefined || actual === described) { return actual ?? described; }
  throw new PrivateCaError('EncryptionMismatch', {
    scope,
    problem: 'bucketKey describes bucket otherwise than this app makes it',
    value: described,
    allowed: String(actual),
    change: 'leave out bucketKeyEnabled, or describe the bucket as it is',
  });
}

function newTrailBucket(
  scope: Construct, props: TrailBucketProps, key: kms.IKey, removalPolicy: RemovalPolicy,
): TrailBucket {
  const { bucketKeyEnabled: bucketKeyEnabled = false } = props;
  const name = knownBucketName(scope, 'bucketNamePrefix', props.bucketNamePrefix ?? DEFAULT_BUCKET_NAME_PREFIX,
    [key, props.serverAccessLogsBucket]);
  const bucket = newPrivateBucket(scope, 'Bucket', {
    ...name.bucketProps,
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled,
    ...(props.objectLock && {
      objectLockEnabled: true,
      objectLockDefaultRetention: props.objectLock._bind(scope, props.logFileRetention ?? DEFAULT_RETENTION),
    }),
    lifecycleRules: [renderArchiveLifecycle(scope, {
      id: 'archive-and-expire-log-files',
      archiveAfter: ['archiveLogFilesAfter', props.archiveLogFilesAfter],
      retention: ['logFileRetention', props.logFileRetention],
    })],
    removalPolicy,
  });
  const serverAccessLogsBucket = props.serverAccessLogsBucket ?? newAccessLogBucket(scope, 'AccessLogs', removalPolicy);
  deliverAccessLogs(scope, { ...name, bucket, logPrefix: `trail-${name.constructHash}/` }, serverAccessLogsBucket);
  return { bucket, bucketArn: name.bucketArn, bucketKeyEnabled, serverAccessLogsBucket };
}
