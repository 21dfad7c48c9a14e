import { Duration, RemovalPolicy, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { TrailArchive } from './trail-archive';
import { TrailCoverage } from './trail-coverage';
import { TrailLogs } from './trail-logs';
import { TrailObjectLock } from './trail-object-lock';
import { AlarmRouting } from '../notification/alarm-routing';

/** Properties of a `PrivateCaTrail`. */
export interface PrivateCaTrailProps {
  /**
   * The name of the trail (3–128 characters).
   *
   * Use letters and digits, with single periods, underscores, or hyphens between them.
   *
   * IMPORTANT: Changing this property replaces the trail.
   *
   * @default - `pca-trail` with a construct hash and a stack hash
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
   */
  readonly trailName?: string;

  /**
   * The accounts whose API calls the trail logs.
   *
   * @default TrailCoverage.account()
   */
  readonly coverage?: TrailCoverage;

  /**
   * An existing bucket for the log files.
   *
   * The library adds the statements for CloudTrail to the bucket policy. If the app cannot edit the policy, synthesis
   * prints a warning with the statements. Other settings of the bucket are not changed. Make sure that the bucket is
   * private and versioned, that it requires TLS, and that it has server access logging. CloudTrail does not support
   * buckets with Requester Pays.
   *
   * @default - a new bucket is created
   */
  readonly bucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the log files.
   *
   * The key must be symmetric and in the Region of the bucket. AWS managed keys are not supported. The library adds the
   * statements for CloudTrail to the key policy. If the app cannot edit the policy, synthesis prints a warning with the
   * statements.
   *
   * The removal policy of a new key follows `removalPolicy`.
   *
   * IMPORTANT: If another stack creates the key, the names of the trail and of a new bucket change.
   *
   * @default - a new key that rotates every year is created
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the bucket uses an S3 Bucket Key, which reduces requests to AWS KMS.
   *
   * For an existing bucket, this property describes the bucket. If the setting of an existing bucket is unknown, the
   * library adds the key policy statement for an S3 Bucket Key.
   *
   * With an S3 Bucket Key, AWS documentation does not specify whether Amazon S3 sends the ARN of the trail or that of
   * the bucket as the encryption context. The key policy allows both, and decryption on behalf of this trail. If an
   * existing bucket of the app also uses the key by default, the bucket must have a physical name.
   *
   * @default - false for a new bucket, or the setting of the existing bucket if the app creates it
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
   */
  readonly bucketKeyEnabled?: boolean;

  /**
   * Specifies whether the trail delivers events to CloudWatch Logs.
   *
   * Required for alarms that use log events. The default log group has a retention period of one year and a separate
   * KMS key.
   *
   * @default TrailLogs.newGroup()
   */
  readonly logs?: TrailLogs;

  /**
   * The SNS topic that CloudTrail notifies about each log file delivery.
   *
   * The library adds the statements for CloudTrail to the topic policy and, if the topic has a known key, to the key
   * policy. If the app cannot edit a policy, synthesis prints a warning with the statement.
   *
   * The topic must be a standard topic in the Region of the trail.
   *
   * IMPORTANT: If another stack creates the topic, the name of the trail changes.
   *
   * @default - no notifications are sent
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
   */
  readonly snsTopic?: sns.ITopic;

  /**
   * The S3 key prefix of log files, before `AWSLogs/` (1–200 characters).
   *
   * The prefix must not contain a slash at either end, whitespace, or the characters `*`, `?`, and `$`.
   *
   * @default - no prefix
   */
  readonly s3KeyPrefix?: string;

  /**
   * The destination bucket for server access logs of a new bucket.
   *
   * The bucket must be in the same account and Region and use SSE-S3. It must not have Requester Pays or a default
   * Object Lock retention period. Multiple buckets can share it. The library adds a statement for each bucket to its
   * policy. A new bucket is available in the `serverAccessLogsBucket` attribute, so
   * that other buckets can share it.
   *
   * IMPORTANT: If another stack creates it, the name of the trail bucket changes.
   *
   * @default - a new bucket is created
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The prefix of the name of a new bucket, with lowercase letters, digits, and hyphens.
   *
   * The library appends a construct hash, a stack hash, the account ID, the Region, and `an`. The name can have up to
   * 63 characters. The prefix can therefore have up to 19 characters in `us-east-1`, and up to 14 in `ap-southeast-1`.
   *
   * IMPORTANT: Changing this property replaces the bucket. The existing bucket is retained.
   *
   * @default 'pca-trail'
   */
  readonly bucketNamePrefix?: string;

  /**
   * S3 Object Lock of a new bucket, which protects log files from deletion and overwriting.
   *
   * Without Object Lock, you can restore overwritten or deleted versions for the time in `logFileRetention`.
   *
   * @default - no Object Lock
   */
  readonly objectLock?: TrailObjectLock;

  /**
   * The archive with S3 Object Lock to which S3 replicates the log files.
   *
   * S3 replicates files that are delivered after the deployment. It does not replicate delete markers. An existing
   * bucket must be created in the app, with versioning and a physical name.
   *
   * @default - log files are not replicated
   */
  readonly archive?: TrailArchive;

  /**
   * The routing of the alarm on failed replications. The criticality is high.
   *
   * @default - the alarm sends no notification
   */
  readonly archiveRouting?: AlarmRouting;

  /**
   * The time until a log file moves to S3 Glacier Instant Retrieval, in whole days.
   *
   * Must be less than `logFileRetention`.
   *
   * @default Duration.days(90)
   */
  readonly archiveLogFilesAfter?: Duration;

  /**
   * The time until a log file is deleted, in whole days.
   *
   * Noncurrent versions are deleted after the same time again. Must be greater than `archiveLogFilesAfter`. The default
   * is seven years.
   *
   * @default Duration.days(2557)
   */
  readonly logFileRetention?: Duration;

  /**
   * The removal policy of new buckets, their policies, new keys, and a new log group.
   *
   * A key has the removal policy of the data that it encrypts. If the first deployment fails, CloudFormation deletes a
   * new log group with its key by default, but retains the buckets, to which CloudTrail and S3 write during the
   * deployment. CloudFormation always deletes the trail itself with the stack. It does not log activity after that.
   *
   * @default - RemovalPolicy.RETAIN for the buckets, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE for the log group
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Attributes of an existing CloudTrail trail. */
export interface PrivateCaTrailAttributes {
  /** The ARN of the trail. */
  readonly trailArn: string;

  /**
   * The log group to which the trail delivers events.
   *
   * Required for alarms and queries.
   *
   * @default - unknown; access to `logGroup` throws an error
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The bucket to which the trail delivers log files.
   *
   * @default - unknown; access to `bucket`, and `grants.readLogs()`, throw an error
   */
  readonly bucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the log files.
   *
   * @default - the key of the bucket, if it is known; otherwise, `grants.readLogs()` throws an error
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The S3 key prefix of log files, before `AWSLogs/`.
   *
   * @default - no prefix
   */
  readonly s3KeyPrefix?: string;

  /**
   * The accounts whose API calls the trail logs.
   *
   * @default - the account of the trail
   */
  readonly coverage?: TrailCoverage;
}
