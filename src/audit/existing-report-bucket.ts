import { RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportEncryption } from './audit-report-encryption';
import { ReportBucket } from './bindings';
import { defaultEncryptionOf } from '../private/bucket-encryption';
import { knownArnOf } from '../private/bucket-name';
import { PrivateCaError } from '../private/errors';
import { constructHashOf } from '../private/known-name';

/* A bucket for audit reports that the user brought along. Not exported. */

/** Binds the bucket: its key gets what AWS Private CA needs, if it has one; the bucket itself stays as it is. */
export function bindReportBucket(
  scope: Construct, bucket: s3.IBucket, described: AuditReportEncryption | undefined,
): ReportBucket {
  requireNoObjectLock(scope, bucket);
  requireOwnKey(scope, bucket);
  requireTrueDescription(scope, bucket, described);
  const bucketArn = knownArnOf(bucket);
  const encryption = described
    ?? (bucket.encryptionKey ? AuditReportEncryption.kms() : AuditReportEncryption.s3Managed());
  const { key } = encryption._bind(scope, {
    bucketArn,
    constructHash: constructHashOf(scope),
    removalPolicy: RemovalPolicy.RETAIN,
    existing: bucket,
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
function requireTrueDescription(
  scope: Construct, bucket: s3.IBucket, described: AuditReportEncryption | undefined,
): void {
  const actual = defaultEncryptionOf(bucket);
  if (!actual || !described) { return; }
  const bucketKeyDiffers = described._bucketKey !== undefined && actual.bucketKeyEnabled !== undefined
    && described._bucketKey !== actual.bucketKeyEnabled;
  if (described._usesKms === actual.usesKms && !bucketKeyDiffers) { return; }
  throw new PrivateCaError('EncryptionMismatch', {
    scope,
    problem: 'encryption describes bucket otherwise than this app makes it',
    value: described._usesKms ? `SSE-KMS, bucketKey ${described._bucketKey ?? 'not said'}` : 'SSE-S3',
    allowed: actual.usesKms ? `SSE-KMS, bucketKey ${actual.bucketKeyEnabled ?? 'not said'}` : 'SSE-S3',
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
    problem: 'bucket has Object Lock, and AWS Private CA cannot write audit reports to it',
    value: bucket.node.path,
    allowed: 'a bucket without Object Lock',
    change: 'leave out bucket for a new one, or bring one without Object Lock',
  });
}
