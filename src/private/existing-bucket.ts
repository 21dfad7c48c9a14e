import { RemovalPolicy, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { defaultEncryptionOf } from './bucket-encryption';
import { knownArnOf } from './bucket-name';
import { BucketSse } from './bucket-sse';
import { PrivateCaError } from './errors';
import { constructHashOf } from './known-name';

/* A bucket that the user brought along for AWS Private CA to write to. */

/** How the bucket is encrypted, as far as it was said. */
export interface ExistingBucketEncryption {
  /** What the user says of it. */
  readonly described?: BucketSse;
  /** What it is taken for if nobody says. */
  readonly fallback: BucketSse;
  /** What AWS Private CA writes beyond AWS's statement, as the keys of objects; asked for at synthesis. */
  readonly furtherObjects?: () => string[];
}

/** The bucket with what belongs to it. */
export interface ExistingBucket {
  readonly bucket: s3.IBucket;
  /** The ARN; without a reference to the bucket where its name is known. */
  readonly bucketArn: string;
  readonly encryptionKey?: kms.IKey;
}

/** Binds the bucket: its key gets what AWS Private CA needs, if it has one; the bucket itself stays as it is. */
export function bindExistingBucket(
  scope: Construct, bucket: s3.IBucket, encryption: ExistingBucketEncryption,
): ExistingBucket {
  requireNoObjectLock(scope, bucket);
  requireOwnKey(scope, bucket);
  requireTrueDescription(scope, bucket, encryption.described);
  const bucketArn = knownArnOf(bucket);
  const { key } = (encryption.described ?? encryption.fallback).bind(scope, {
    bucketArn,
    constructHash: constructHashOf(scope),
    removalPolicy: RemovalPolicy.RETAIN,
    existing: bucket,
    furtherObjects: encryption.furtherObjects,
  });
  return { bucket, bucketArn: bucketArn ?? bucket.bucketArn, encryptionKey: key };
}

/** AWS Private CA cannot use the key that AWS manages for S3. */
function requireOwnKey(scope: Construct, bucket: s3.IBucket): void {
  if (!defaultEncryptionOf(bucket)?.usesAwsManagedKey) { return; }
  throw new PrivateCaError('KeyAwsManaged', {
    scope,
    problem: 'bucket is encrypted with a KMS key that is managed by AWS, and AWS Private CA cannot use it',
    value: bucket.node.path,
    allowed: 'a bucket with SSE-S3 or with a customer managed key',
    change: 'give the bucket an encryptionKey of your own or s3.BucketEncryption.S3_MANAGED',
  });
}

/** What the user says of a bucket of the app is what the app makes of it. */
function requireTrueDescription(scope: Construct, bucket: s3.IBucket, described: BucketSse | undefined): void {
  const actual = defaultEncryptionOf(bucket);
  if (!actual || !described) { return; }
  const bucketKeyDiffers = described.bucketKeyEnabled !== undefined && actual.bucketKeyEnabled !== undefined
    && described.bucketKeyEnabled !== actual.bucketKeyEnabled;
  if (described.usesKms === actual.usesKms && !bucketKeyDiffers) { return; }
  throw new PrivateCaError('EncryptionMismatch', {
    scope,
    problem: 'encryption describes bucket otherwise than this app makes it',
    value: described.usesKms ? `SSE-KMS, bucketKeyEnabled ${described.bucketKeyEnabled ?? 'not said'}` : 'SSE-S3',
    allowed: actual.usesKms ? `SSE-KMS, bucketKeyEnabled ${actual.bucketKeyEnabled ?? 'not said'}` : 'SSE-S3',
    change: 'leave out encryption, or describe the bucket as it is',
  });
}

function requireNoObjectLock(scope: Construct, bucket: s3.IBucket): void {
  const resource = bucket.node.defaultChild;
  const locked = resource instanceof s3.CfnBucket
    && (resource.objectLockEnabled === true || resource.objectLockConfiguration !== undefined);
  if (!locked) { return; }
  throw new PrivateCaError('BucketObjectLock', {
    scope,
    problem: 'bucket has Object Lock, which stops AWS Private CA from writing audit reports; no bucket that it writes to may have it',
    value: bucket.node.path,
    allowed: 'a bucket without Object Lock',
    change: 'leave out bucket for a new one, or bring one without Object Lock',
  });
}
