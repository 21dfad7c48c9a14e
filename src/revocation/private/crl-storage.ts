import { Duration, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { dedicateBucket, requirePurpose } from '../../private/bucket-purpose';
import { ExistingBucket, bindExistingBucket, requireNoOptionsOfNewBucket } from '../../private/existing-bucket';
import { newBucket, privateCaEncryption } from '../../private/new-bucket';
import { WRITTEN_DURING_DEPLOYMENT } from '../../private/removal-policies';
import { requireDays } from '../../private/require';

const DEFAULT_BUCKET_NAME_PREFIX = 'pca-crl';
const DEFAULT_SUPERSEDED_RETENTION = Duration.days(90);

/** The properties of `CrlBucketProps` that configure the bucket. */
interface CrlStorageProps {
  readonly bucket?: s3.IBucket;
  readonly encryption?: PrivateCaBucketEncryption;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly bucketNamePrefix?: string;
  readonly supersededCrlRetention?: Duration;
  readonly removalPolicy?: RemovalPolicy;
}

/** A bucket for CRLs, its key, and the bucket for its server access logs. */
export interface CrlStorage extends ExistingBucket {
  /** Absent for an existing bucket. */
  readonly serverAccessLogsBucket?: s3.IBucket;
}

/** Returns the existing bucket, or creates a new one. In both cases, AWS Private CA can use the key. */
export function crlStorageFor(
  scope: Construct, props: CrlStorageProps, additionalObjects: () => string[],
): CrlStorage {
  const { bucket, serverAccessLogsBucket, bucketNamePrefix, supersededCrlRetention, removalPolicy } = props;
  if (!bucket) { return newCrlStorage(scope, props, additionalObjects); }
  requireNoOptionsOfNewBucket(scope, {
    serverAccessLogsBucket, bucketNamePrefix, supersededCrlRetention, removalPolicy,
  });
  requirePurpose(scope, bucket, 'CRLs');
  const bound = bindExistingBucket(scope, bucket, { described: props.encryption, additionalObjects });
  dedicateBucket(scope, bucket, 'CRLs');
  return bound;
}

function newCrlStorage(scope: Construct, props: CrlStorageProps, additionalObjects: () => string[]): CrlStorage {
  const { encryption = PrivateCaBucketEncryption.s3Managed(), removalPolicy = WRITTEN_DURING_DEPLOYMENT } = props;
  const noncurrentVersionExpiration = props.supersededCrlRetention ?? DEFAULT_SUPERSEDED_RETENTION;
  requireDays({ scope, property: 'supersededCrlRetention' }, 'LifecycleDays', noncurrentVersionExpiration);
  const storage = newBucket(scope, {
    id: 'Resource',
    bucketNamePrefix: props.bucketNamePrefix ?? DEFAULT_BUCKET_NAME_PREFIX,
    encryption: privateCaEncryption(scope, encryption, { contents: 'CRLs', removalPolicy, additionalObjects }),
    bucketProps: {
      lifecycleRules: [{
        id: 'expire-superseded-crls',
        noncurrentVersionExpiration,
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
    },
    serverAccessLogsBucket: props.serverAccessLogsBucket,
    accessLogPrefix: 'crls',
    removalPolicy,
  });
  dedicateBucket(scope, storage.bucket, 'CRLs');
  return storage;
}
