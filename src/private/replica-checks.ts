import { Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaError } from './errors';
import { defaultEncryptionOf } from './existing-bucket';
import { requireKeyRegion, requireServiceKey, unaliased } from './kms-key';
import { BucketEncryption } from './private-ca-writes';

/* What the source and the destination of a replication must be, as far as the app knows. */

/** An existing destination has versioning and, if required, Object Lock with a default retention. */
export function requireReplicaBucket(scope: Construct, bucket: s3.IBucket, needsObjectLock: boolean): void {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) { return; }
  if (needsObjectLock) { requireObjectLock(scope, bucket, resource); }
  requireVersioning(scope, 'bucket', resource);
}

/** Object Lock protects an object only with a retention, which S3 applies by default. */
function requireObjectLock(scope: Construct, bucket: s3.IBucket, resource: s3.CfnBucket): void {
  if (!isLocked(resource)) {
    throw new PrivateCaError('ArchiveObjectLock', {
      scope,
      subject: 'bucket',
      rule: 'have Object Lock, because otherwise administrators can delete archived objects',
      value: bucket.node.path,
      fix: 'Set objectLockDefaultRetention of the bucket, or omit bucket for a new one',
    });
  }
  const lock = Stack.of(resource).resolve(resource.objectLockConfiguration) as Record<string, unknown> | undefined;
  if (lock && ('rule' in lock || !('objectLockEnabled' in lock))) { return; }
  throw new PrivateCaError('ArchiveObjectLock', {
    scope,
    subject: 'bucket',
    rule: 'have a default retention, because S3 Object Lock does not protect objects without a retention period',
    value: bucket.node.path,
    fix: 'Set objectLockDefaultRetention of the bucket, or omit bucket for a new one',
  });
}

/** The key of an existing destination, if it has one. */
export function existingReplicaKey(
  scope: Construct, bucket: s3.IBucket, { _kmsOptions: described }: BucketEncryption,
): kms.IKey | undefined {
  const actual = defaultEncryptionOf(bucket);
  if (actual?.usesAwsManagedKey) {
    throw new PrivateCaError('KeyAwsManaged', {
      scope,
      subject: 'bucket',
      rule: 'use SSE-S3 or a customer managed key, because S3 Replication cannot use AWS managed keys of another bucket',
      value: bucket.node.path,
      fix: 'Set encryptionKey of the bucket, or use s3.BucketEncryption.S3_MANAGED',
    });
  }
  const known = described?.key ?? bucket.encryptionKey;
  if (!described && !known) { return undefined; }
  if (!known) {
    throw new PrivateCaError('KeyUnknown', {
      scope,
      subject: 'The KMS key of bucket',
      rule: 'be known',
      value: bucket.node.path,
      fix: 'Pass PrivateCaBucketEncryption.kms({ key })',
    });
  }
  const key = unaliased(known);
  requireServiceKey(scope, key, { user: 'S3 Replication', fix: 'Use a customer managed key' });
  requireKeyRegion(scope, key, bucket.env.region);
  return key;
}

/** The L1 bucket of a source, which the app must create, and which must have versioning and no other replication. */
export function sourceResourceOf(scope: Construct, bucket: s3.IBucket): s3.CfnBucket {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) {
    throw new PrivateCaError('ArchiveSource', {
      scope,
      subject: 'The source of a replication',
      rule: 'be created in the app, because AWS CloudFormation cannot configure the replication of an imported bucket',
      value: bucket.node.path,
      fix: 'Import the bucket with cdk import, or configure the replication yourself',
    });
  }
  if (resource.replicationConfiguration !== undefined) {
    throw new PrivateCaError('ArchiveSource', {
      scope,
      subject: 'The source of a replication',
      rule: 'have no other replication configuration',
      value: bucket.node.path,
      fix: 'Remove the replication rules of the bucket, or its archive or replica',
    });
  }
  requireVersioning(scope, 'The source of a replication', resource);
  return resource;
}

/** Whether a bucket has Object Lock. */
export function isLocked(resource: s3.CfnBucket): boolean {
  return resource.objectLockEnabled === true || resource.objectLockConfiguration !== undefined;
}

/** S3 keeps the type of encryption of an object, so that only the keys can differ. */
export function requireSameEncryption(
  scope: Construct, sourceUsesKms: boolean, replicaUsesKms: boolean,
): void {
  if (sourceUsesKms === replicaUsesKms) { return; }
  throw new PrivateCaError('ArchiveEncryption', {
    scope,
    subject: 'The encryption of the destination',
    rule: `use ${sourceUsesKms ? 'SSE-KMS with a customer managed key' : 'SSE-S3'}, because S3 Replication keeps the type of encryption of the source`,
    value: replicaUsesKms ? 'SSE-KMS' : 'SSE-S3',
    fix: sourceUsesKms
      ? 'Set encryption of the destination to PrivateCaBucketEncryption.kms()'
      : 'Remove encryption of the destination, or encrypt the source with PrivateCaBucketEncryption.kms()',
  });
}

function requireVersioning(scope: Construct, subject: string, resource: s3.CfnBucket): void {
  const versioning = Stack.of(resource).resolve(resource.versioningConfiguration) as { status?: unknown } | undefined;
  if (versioning?.status === 'Enabled' || (versioning && typeof versioning.status !== 'string')) { return; }
  throw new PrivateCaError('ArchiveVersioning', {
    scope,
    subject,
    rule: 'have versioning, because S3 replicates only between buckets with versioning',
    value: resource.node.path,
    fix: 'Set versioned of the bucket to true',
  });
}
