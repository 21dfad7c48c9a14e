import { Duration, RemovalPolicy, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { TrailCoverage } from './trail-coverage';
import { TrailLogs } from './trail-logs';
import { TrailObjectLock } from './trail-object-lock';

/** Properties of a `PrivateCaTrail`. */
export interface PrivateCaTrailProps {
  /**
   * The name of the trail: 3 to 128 letters, digits, and single periods, underscores or hyphens between them. A change
   * replaces the trail.
   *
   * @default - `pca-trail` with eight characters that stand for the construct and eight that stand for the stack
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
   */
  readonly trailName?: string;

  /**
   * Whose API calls the trail records.
   *
   * @default TrailCoverage.account()
   */
  readonly coverage?: TrailCoverage;

  /**
   * A bucket that you bring along. Its policy gets the statements for CloudTrail; where it cannot be edited from the
   * app, a warning tells them. All else about the bucket stays as it is: see to it that it is private, TLS only and
   * versioned, that its access is logged, and that it has no Requester Pays, which CloudTrail does not support.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the log files, symmetric and of the Region of the bucket. Its policy gets
   * the statements for CloudTrail; where it cannot be edited from the app, a warning tells them. Keys that AWS manages
   * are refused. A key that is made by another stack changes the names of the trail and of a new bucket.
   *
   * @default - a new key that rotates every year and is kept or not as the bucket is
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the bucket has an S3 Bucket Key, which makes S3 ask KMS less often. With one, CloudTrail needs a statement
   * in the policy of the key that AWS documents without any condition. For a bucket that is brought along it describes
   * what the bucket has.
   *
   * @default false - for a bucket that is brought along: what the app makes of it; if nobody knows, as if it had one
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
   */
  readonly bucketKeyEnabled?: boolean;

  /**
   * Whether CloudWatch Logs gets the records, too. Alarms on what is done to certificate authorities need it.
   *
   * @default TrailLogs.newGroup() - for a year, under a key of its own
   */
  readonly logs?: TrailLogs;

  /**
   * A topic that CloudTrail tells of each delivered log file. Its policy, and that of its key if the topic tells it,
   * get the statements for CloudTrail; where one cannot be edited from the app, a warning tells it.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
   */
  readonly snsTopic?: sns.ITopic;

  /**
   * What the keys of the log files begin with, before `AWSLogs/`: 1 to 200 characters, without a slash at either end,
   * white space or any of `* ? $`.
   *
   * @default - nothing
   */
  readonly s3KeyPrefix?: string;

  /**
   * The bucket that takes the server access logs of a new bucket, of the same account and Region and with SSE-S3.
   * Several buckets may share one; its policy gets a statement for each. One that is made by another stack changes the
   * name of the bucket.
   *
   * @default - a new bucket, which `serverAccessLogsBucket` tells, so that others can share it
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The beginning of the name of a new bucket: lowercase letters, digits and hyphens. To it are added eight characters
   * that stand for the construct, eight that stand for the stack, the account, the Region and `an`, and the whole may
   * have 63 characters: in `us-east-1` this leaves 19, in `ap-southeast-1` 14. A change replaces the bucket and keeps
   * the old one.
   *
   * @default 'pca-trail'
   */
  readonly bucketNamePrefix?: string;

  /**
   * S3 Object Lock of a new bucket: for so long nobody deletes or overwrites a log file.
   *
   * @default - none; versions that were overwritten or deleted can be restored for as long as `logFileRetention` says
   */
  readonly objectLock?: TrailObjectLock;

  /**
   * After how many days a log file moves to S3 Glacier Instant Retrieval. Whole days, fewer than `logFileRetention`.
   *
   * @default Duration.days(90)
   */
  readonly archiveLogFilesAfter?: Duration;

  /**
   * After how many days a log file is deleted, and after as many more its last version. Whole days, more than
   * `archiveLogFilesAfter`.
   *
   * @default Duration.days(2557) - seven years
   */
  readonly logFileRetention?: Duration;

  /**
   * What becomes of new buckets, their policies, new keys and a new log group when they leave the stack: the record.
   * The trail itself goes with its stack, and records nothing from then on.
   *
   * @default RemovalPolicy.RETAIN - all kept; new keys go if their first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** What is known of a trail that was made elsewhere. */
export interface PrivateCaTrailAttributes {
  /** The ARN of the trail. */
  readonly trailArn: string;

  /**
   * The log group that the trail delivers its records to. Alarms and queries need it.
   *
   * @default - unknown: reading `logGroup` is an error
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The bucket that the trail delivers its log files to.
   *
   * @default - unknown: reading `bucket`, and `grants.readLogs()`, is an error
   */
  readonly bucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the log files.
   *
   * @default - assumed to be that of the bucket, if it tells one; else unknown: `grants.readLogs()` is an error
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What the keys of the log files begin with, before `AWSLogs/`.
   *
   * @default - nothing
   */
  readonly s3KeyPrefix?: string;

  /**
   * Whose API calls the trail records.
   *
   * @default - one account, that of the trail
   */
  readonly coverage?: TrailCoverage;
}
