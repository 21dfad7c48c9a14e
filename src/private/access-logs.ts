import { Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DELIVER_ACCESS_LOG_ACTIONS } from './actions';
import { dedicateBucket, requirePurpose } from './bucket-purpose';
import { environmentsDiffer, renderEnvironment } from './environment';
import { PrivateCaError } from './errors';
import { defaultEncryptionOf } from './existing-bucket';
import { addToBucketPolicy } from './resource-policy';

/** A bucket with server access logging. */
export interface LoggedBucket {
  readonly bucket: s3.Bucket;
  /** The ARN without a reference to the bucket, because the bucket refers to the log bucket. */
  readonly bucketArn: string;
  /** The prefix of the logs. It distinguishes buckets that share a log bucket. */
  readonly logPrefix: string;
}

/**
 * Delivers the server access logs of a bucket to another bucket.
 *
 * The bucket policy grants the permission, never an ACL. The `serverAccessLogsBucket` property of `s3.Bucket` is not
 * used, because the result depends on feature flags.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function deliverAccessLogs(scope: Construct, source: LoggedBucket, target: s3.IBucket): void {
  dedicateBucket(scope, target, 'server access logs');
  const resource = source.bucket.node.defaultChild as s3.CfnBucket;
  resource.loggingConfiguration = { destinationBucketName: target.bucketName, logFilePrefix: source.logPrefix };

  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: DELIVER_ACCESS_LOG_ACTIONS,
    resources: [target.arnForObjects(`${source.logPrefix}*`)],
    conditions: {
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
      ArnLike: { 'aws:SourceArn': source.bucketArn },
    },
  });
  addToBucketPolicy(scope, target, 'the access-log bucket', statement);
}

/** Throws an error if S3 cannot deliver server access logs to an existing bucket. */
export function requireAccessLogTarget(scope: Construct, target: s3.IBucket): void {
  requireSameEnvironment(scope, target);
  requireS3ManagedKeys(scope, 'serverAccessLogsBucket', target);
  requireNoDefaultRetention(scope, target);
  requirePurpose(scope, target, 'server access logs');
}

/**
 * Throws an error if the target of logs is known to use SSE-KMS.
 *
 * @param property the property that contains the target
 */
export function requireS3ManagedKeys(scope: Construct, property: string, target: s3.IBucket): void {
  if (!target.encryptionKey && !defaultEncryptionOf(target)?.usesKms) { return; }
  throw new PrivateCaError('AccessLogsEncryption', {
    scope,
    subject: property,
    rule: 'use SSE-S3, because logs are not delivered to a bucket with SSE-KMS',
    value: target.node.path,
    fix: `Use a bucket with s3.BucketEncryption.S3_MANAGED, or omit ${property}`,
  });
}

/**
 * Throws an error if the target is known to have a default Object Lock retention period.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
function requireNoDefaultRetention(scope: Construct, target: s3.IBucket): void {
  const resource = target.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) { return; }
  const lock = Stack.of(target).resolve(resource.objectLockConfiguration) as { rule?: unknown } | undefined;
  if (lock?.rule === undefined) { return; }
  throw new PrivateCaError('AccessLogsObjectLock', {
    scope,
    subject: 'serverAccessLogsBucket',
    rule: 'not have a default Object Lock retention period, because S3 does not deliver logs to such a bucket',
    value: target.node.path,
    fix: 'Use another bucket, or omit serverAccessLogsBucket',
  });
}

/** Throws an error if the target is in another account or Region. S3 does not deliver server access logs to it. */
function requireSameEnvironment(scope: Construct, target: s3.IBucket): void {
  const own = Stack.of(scope);
  if (!environmentsDiffer(own, target.env)) { return; }
  throw new PrivateCaError('AccessLogsRegion', {
    scope,
    subject: 'serverAccessLogsBucket',
    rule: `be in the account and Region of the logged bucket (${renderEnvironment(own)})`,
    value: renderEnvironment(target.env),
    fix: 'Use a bucket in the same account and Region, or omit serverAccessLogsBucket',
  });
}
