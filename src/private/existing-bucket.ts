import { Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { knownArnOf, requireKnownArn } from './bucket-name';
import { PrivateCaError } from './errors';
import { keysDiffer, requireKeyRegion, unaliased } from './kms-key';
import { constructHashOf } from './known-name';
import { BucketEncryption, BucketKmsOptions, letPrivateCaUseKey, requireUsableKey } from './private-ca-writes';

/* An existing bucket to which AWS Private CA writes. The app can create or import the bucket. */

/** The default encryption of a bucket that the app creates, as far as it is specified. */
export interface DefaultEncryption {
  /** Whether S3 uses SSE-KMS, with any key. */
  readonly usesKms: boolean;
  /** Whether the KMS key is the AWS managed key for S3 (`alias/aws/s3`). */
  readonly usesAwsManagedKey: boolean;
  /** Whether the bucket uses an S3 Bucket Key. Absent if it is not known at synthesis. */
  readonly bucketKeyEnabled?: boolean;
}

/** A bucket that the user specifies. */
export interface DescribedBucket {
  /** The existing bucket. Absent for a new one. */
  readonly bucket?: s3.IBucket;
  /** The encryption as the user describes it. Absent if the user does not. */
  readonly encryption?: BucketEncryption;
}

/** Options for `bindExistingBucket()`. */
export interface ExistingBucketOptions {
  /** The encryption as the user describes it. Absent if the user does not. */
  readonly described?: BucketEncryption;
  /** Returns the object keys that AWS Private CA writes in addition to those of AWS's statement, at synthesis. */
  readonly additionalObjects?: () => string[];
}

/** An existing bucket and its key. */
export interface ExistingBucket {
  readonly bucket: s3.IBucket;
  /** The ARN. If the bucket name is known, the ARN does not refer to the bucket. */
  readonly bucketArn: string;
  readonly encryptionKey?: kms.IKey;
}

/** Validates the bucket, and grants AWS Private CA permission to use its key, if it has one. */
export function bindExistingBucket(
  scope: Construct, bucket: s3.IBucket, { described, additionalObjects }: ExistingBucketOptions,
): ExistingBucket {
  requireNoObjectLock(scope, bucket);
  requireNoAwsManagedKey(scope, bucket);
  if (described) { requireActualEncryption(scope, bucket, described); }
  const bucketArn = knownArnOf(bucket);
  const kmsOptions = kmsOptionsOf({ bucket, encryption: described });
  if (!kmsOptions) { return { bucket, bucketArn: bucketArn ?? bucket.bucketArn }; }

  const key = requireUsableKey(scope, kmsOptions.key ?? keyOf(scope, bucket), bucket.env.region);
  letPrivateCaUseKey(scope, key, {
    bucketArn: bucketArn ?? requireKnownArn(scope, bucket, key),
    bucketKeyEnabled: kmsOptions.bucketKeyEnabled,
    sidSuffix: constructHashOf(scope),
    additionalObjects,
  });
  return { bucket, bucketArn: bucketArn ?? bucket.bucketArn, encryptionKey: key };
}

/** Whether an existing or a new bucket uses SSE-KMS with a customer managed key. */
export function hasKmsKey({ bucket, encryption }: DescribedBucket): boolean {
  return kmsOptionsOf({ bucket, encryption }) !== undefined;
}

/**
 * The Region that the KMS key of an existing or a new bucket must have. Absent for SSE-S3.
 *
 * @throws If the specified key is known to be in another Region.
 */
export function keyRegionOf(scope: Construct, { bucket, encryption }: DescribedBucket): string | undefined {
  const options = kmsOptionsOf({ bucket, encryption });
  if (!options) { return undefined; }
  const { region } = bucket?.env ?? Stack.of(scope);
  if (options.key) { requireKeyRegion(scope, unaliased(options.key), region); }
  return region;
}

/** The default encryption of a bucket that the app creates. Absent if it is not known at synthesis. */
export function defaultEncryptionOf(bucket: s3.IBucket): DefaultEncryption | undefined {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) { return undefined; }
  const encryption = Stack.of(bucket).resolve(resource.bucketEncryption) as ResolvedEncryption | undefined;
  const rule = encryption?.serverSideEncryptionConfiguration?.[0];
  const { sseAlgorithm = 'AES256', kmsMasterKeyId } = rule?.serverSideEncryptionByDefault ?? {};
  // An intrinsic function is known only at deployment.
  if (typeof sseAlgorithm !== 'string') { return undefined; }
  const usesKms = sseAlgorithm.startsWith('aws:kms');
  const { bucketKeyEnabled = false } = rule ?? {};
  return {
    usesKms,
    usesAwsManagedKey: usesKms && kmsMasterKeyId === undefined,
    bucketKeyEnabled: typeof bucketKeyEnabled === 'boolean' ? bucketKeyEnabled : undefined,
  };
}

/** Throws an error if the key is known not to be the key of an existing bucket. */
export function requireKeyOfBucket(scope: Construct, property: string, bucket: s3.IBucket, key: kms.IKey): void {
  const isUnencrypted = defaultEncryptionOf(bucket)?.usesKms === false;
  const { encryptionKey } = bucket;
  if (!isUnencrypted && !(encryptionKey && keysDiffer(encryptionKey, key))) { return; }
  throw new PrivateCaError('EncryptionMismatch', {
    scope,
    subject: property,
    rule: isUnencrypted ? 'be omitted, because bucket uses SSE-S3' : `be the KMS key of bucket (${encryptionKey?.node.path})`,
    value: key.node.path,
    fix: isUnencrypted ? `Remove ${property}` : `Remove ${property}, or set it to the KMS key of the bucket`,
  });
}

/** Throws an error if an option of a new bucket is set together with an existing bucket. */
export function requireNoOptionsOfNewBucket(scope: Construct, options: Record<string, unknown>): void {
  const given = Object.keys(options).filter((name) => options[name] !== undefined);
  if (given.length === 0) { return; }
  throw new PrivateCaError('OptionOfNewBucket', {
    scope,
    subject: given.join(', '),
    rule: `not be set with bucket, because ${given.length === 1 ? 'it applies' : 'they apply'} only to a new bucket`,
    value: given,
    fix: `Remove ${given.join(', ')}, or remove bucket`,
  });
}

/** The `bucketEncryption` property of a bucket without tokens. It can contain intrinsic functions. */
interface ResolvedEncryption {
  readonly serverSideEncryptionConfiguration?: {
    readonly serverSideEncryptionByDefault?: { readonly sseAlgorithm?: unknown; readonly kmsMasterKeyId?: unknown };
    readonly bucketKeyEnabled?: unknown;
  }[];
}

function kmsOptionsOf({ bucket, encryption }: DescribedBucket): BucketKmsOptions | undefined {
  if (encryption) { return encryption._kmsOptions; }
  return bucket?.encryptionKey ? {} : undefined;
}

function keyOf(scope: Construct, bucket: s3.IBucket): kms.IKey {
  if (bucket.encryptionKey) { return unaliased(bucket.encryptionKey); }
  throw new PrivateCaError('KeyUnknown', {
    scope,
    subject: 'The KMS key of bucket',
    rule: 'be known',
    value: bucket.node.path,
    fix: 'Pass PrivateCaBucketEncryption.kms({ key })',
  });
}

function requireNoAwsManagedKey(scope: Construct, bucket: s3.IBucket): void {
  if (!defaultEncryptionOf(bucket)?.usesAwsManagedKey) { return; }
  throw new PrivateCaError('KeyAwsManaged', {
    scope,
    subject: 'bucket',
    rule: 'use SSE-S3 or a customer managed key, because AWS Private CA cannot use AWS managed keys',
    value: bucket.node.path,
    fix: 'Set encryptionKey of the bucket, or use s3.BucketEncryption.S3_MANAGED',
  });
}

function requireActualEncryption(
  scope: Construct, bucket: s3.IBucket, { _kmsOptions: described }: BucketEncryption,
): void {
  // An imported bucket with a known key uses SSE-KMS. Without a known key, its encryption is not known.
  const actual = defaultEncryptionOf(bucket)
    ?? (bucket.encryptionKey && { usesKms: true, bucketKeyEnabled: undefined });
  if (!actual) { return; }
  const bucketKeyDiffers = described?.bucketKeyEnabled !== undefined && actual.bucketKeyEnabled !== undefined
    && described.bucketKeyEnabled !== actual.bucketKeyEnabled;
  if ((described !== undefined) !== actual.usesKms || bucketKeyDiffers) {
    throw new PrivateCaError('EncryptionMismatch', {
      scope,
      subject: 'encryption',
      rule: `match bucket (${renderEncryption(actual.usesKms, actual.bucketKeyEnabled)})`,
      value: renderEncryption(described !== undefined, described?.bucketKeyEnabled),
      fix: 'Remove encryption, or set it to the actual encryption of the bucket',
    });
  }
  if (described?.key) { requireKeyOfBucket(scope, 'key', bucket, described.key); }
}

function renderEncryption(usesKms: boolean, bucketKeyEnabled: boolean | undefined): string {
  if (!usesKms) { return 'SSE-S3'; }
  return bucketKeyEnabled === undefined ? 'SSE-KMS' : `SSE-KMS, bucketKeyEnabled ${bucketKeyEnabled}`;
}

function requireNoObjectLock(scope: Construct, bucket: s3.IBucket): void {
  const resource = bucket.node.defaultChild;
  const isLocked = s3.CfnBucket.isCfnBucket(resource)
    && (resource.objectLockEnabled === true || resource.objectLockConfiguration !== undefined);
  if (!isLocked) { return; }
  throw new PrivateCaError('BucketObjectLock', {
    scope,
    subject: 'bucket',
    rule: 'not have Object Lock, because AWS Private CA cannot write audit reports to a bucket with Object Lock',
    value: bucket.node.path,
    fix: 'Use a bucket without Object Lock, or omit bucket for a new one',
  });
}
