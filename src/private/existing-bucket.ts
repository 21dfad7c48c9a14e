import { Resource, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { knownArnOf, requireKnownArn } from './bucket-name';
import { PrivateCaError } from './errors';
import { unaliased } from './kms-key';
import { constructHashOf } from './known-name';
import { BucketEncryption, letPrivateCaUseKey, requireUsableKey } from './private-ca-writes';

/* An existing bucket to which AWS Private CA writes. The app can create or import the bucket. */

/** The kind of object that AWS Private CA writes to a bucket. */
export type BucketPurpose = 'audit reports' | 'CRLs';

/** The default encryption of a bucket that the app creates, as far as it is specified. */
export interface DefaultEncryption {
  /** Whether S3 uses SSE-KMS, with any key. */
  readonly usesKms: boolean;
  /** Whether the KMS key is the AWS managed key for S3 (`alias/aws/s3`). */
  readonly usesAwsManagedKey: boolean;
  readonly bucketKeyEnabled?: boolean;
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

const PURPOSES = new WeakMap<IConstruct, BucketPurpose>();

/** Validates the bucket, and grants AWS Private CA permission to use its key, if it has one. */
export function bindExistingBucket(
  scope: Construct, bucket: s3.IBucket, { described, additionalObjects }: ExistingBucketOptions,
): ExistingBucket {
  requireNoObjectLock(scope, bucket);
  requireNoAwsManagedKey(scope, bucket);
  if (described) { requireActualEncryption(scope, bucket, described); }
  const bucketArn = knownArnOf(bucket);
  const kmsOptions = described ? described._kmsOptions : bucket.encryptionKey && {};
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

/**
 * Dedicates a bucket of the app to one purpose.
 *
 * A CA depends on the policy of its CRL bucket, and the policy of its audit report bucket contains the ARN of the CA.
 * If one bucket served both, this dependency would be circular for the CA, or for the next one.
 */
export function dedicateBucket(scope: IConstruct, bucket: IConstruct, purpose: BucketPurpose): void {
  if (!Resource.isOwnedResource(bucket)) { return; }
  const present = PURPOSES.get(bucket);
  PURPOSES.set(bucket, present ?? purpose);
  if (present === undefined || present === purpose) { return; }
  throw new PrivateCaError('BucketPurpose', {
    scope,
    subject: 'A bucket',
    rule: 'not store both CRLs and audit reports, because the dependency would be circular',
    value: bucket.node.path,
    fix: 'Use two buckets',
  });
}

/** The default encryption of a bucket that the app creates. Absent for an imported bucket. */
export function defaultEncryptionOf(bucket: s3.IBucket): DefaultEncryption | undefined {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) { return undefined; }
  const encryption = Stack.of(bucket).resolve(resource.bucketEncryption) as ResolvedEncryption | undefined;
  const rule = encryption?.serverSideEncryptionConfiguration?.[0];
  const { sseAlgorithm, kmsMasterKeyId } = rule?.serverSideEncryptionByDefault ?? {};
  const usesKms = sseAlgorithm?.startsWith('aws:kms') ?? false;
  return {
    usesKms,
    usesAwsManagedKey: usesKms && kmsMasterKeyId === undefined,
    bucketKeyEnabled: rule?.bucketKeyEnabled,
  };
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

/** The `bucketEncryption` property of a bucket without tokens. */
interface ResolvedEncryption {
  readonly serverSideEncryptionConfiguration?: {
    readonly serverSideEncryptionByDefault?: { readonly sseAlgorithm?: string; readonly kmsMasterKeyId?: unknown };
    readonly bucketKeyEnabled?: boolean;
  }[];
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
  const actual = defaultEncryptionOf(bucket);
  if (!actual) { return; }
  const bucketKeyDiffers = described?.bucketKeyEnabled !== undefined && actual.bucketKeyEnabled !== undefined
    && described.bucketKeyEnabled !== actual.bucketKeyEnabled;
  if ((described !== undefined) === actual.usesKms && !bucketKeyDiffers) { return; }
  throw new PrivateCaError('EncryptionMismatch', {
    scope,
    subject: 'encryption',
    rule: `match bucket (${renderEncryption(actual.usesKms, actual.bucketKeyEnabled)})`,
    value: renderEncryption(described !== undefined, described?.bucketKeyEnabled),
    fix: 'Remove encryption, or set it to the actual encryption of the bucket',
  });
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
