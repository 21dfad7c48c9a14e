import { Duration, RemovalPolicy, Stack, Token, TokenComparison, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DELIVER_ACCESS_LOG_ACTIONS } from './actions';
import { defaultEncryptionOf } from './bucket-encryption';
import { addToBucketPolicy } from './bucket-policy';
import { PrivateCaError } from './errors';
import { newPrivateBucket } from './private-bucket';

/** How long server access logs are kept: a year and a month, so that a yearly audit finds a whole year. */
const ACCESS_LOG_RETENTION = Duration.days(400);

/** How long an overwritten or deleted access log can be restored. */
const ACCESS_LOG_RESTORATION = Duration.days(30);

/** A bucket that has its access logged. */
export interface LoggedBucket {
  readonly bucket: s3.Bucket;
  /** The ARN, without a reference to the bucket, which refers to the log bucket. */
  readonly bucketArn: string;
  /** The prefix of its logs, which tells it from others that log to the same bucket. */
  readonly logPrefix: string;
}

/**
 * A new bucket for the server access logs of buckets of the same account and Region. It is encrypted with keys of S3,
 * because S3 does not deliver server access logs to a bucket with SSE-KMS.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function newAccessLogBucket(scope: Construct, id: string, removalPolicy: RemovalPolicy): s3.Bucket {
  return newPrivateBucket(scope, id, {
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [{
      id: 'expire-access-logs',
      expiration: ACCESS_LOG_RETENTION,
      noncurrentVersionExpiration: ACCESS_LOG_RESTORATION,
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    removalPolicy,
  });
}

/**
 * Has a bucket's access logged to another bucket, by policy and never by ACL: what CDK's own `serverAccessLogsBucket`
 * renders depends on feature flags of the app.
 */
export function deliverAccessLogs(scope: Construct, source: LoggedBucket, target: s3.IBucket): void {
  requireSameEnvironment(scope, target);
  requireS3ManagedKeys(scope, target);
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

/** S3 delivers server access logs within one account and Region. */
function requireSameEnvironment(scope: Construct, target: s3.IBucket): void {
  const own = Stack.of(scope);
  const differs = (a: string, b: string) => Token.compareStrings(a, b) === TokenComparison.DIFFERENT;
  if (!differs(own.region, target.env.region) && !differs(own.account, target.env.account)) { return; }
  throw new PrivateCaError('AccessLogsRegion', {
    scope,
    problem: 'the access-log bucket is in another Region or account',
    value: `${target.env.account}/${target.env.region}`,
    allowed: `${own.account}/${own.region}`,
    change: 'give serverAccessLogsBucket a bucket of the same account and Region',
  });
}

/** S3 delivers server access logs to buckets with SSE-S3 alone. */
export function requireS3ManagedKeys(scope: Construct, target: s3.IBucket): void {
  if (!target.encryptionKey && !defaultEncryptionOf(target)?.usesKms) { return; }
  throw new PrivateCaError('AccessLogsEncryption', {
    scope,
    problem: 'the access-log bucket uses SSE-KMS, and logs are not delivered to it',
    value: target.node.path,
    allowed: 'a bucket with SSE-S3',
    change: 'give serverAccessLogsBucket a bucket with s3.BucketEncryption.S3_MANAGED, or leave it out for a new one',
  });
}
