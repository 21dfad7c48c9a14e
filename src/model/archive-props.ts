import { RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { ArchiveRetention } from './archive-retention';
import { PrivateCaBucketEncryption } from './private-ca-bucket-encryption';

/** Properties of an `AuditReportArchive` or a `TrailArchive`. */
export interface ArchiveProps {
  /**
   * The time during which S3 Object Lock protects each object version.
   *
   * Required for a new bucket. After this time, S3 deletes the object.
   *
   * @default - the retention of the existing bucket
   */
  readonly retention?: ArchiveRetention;

  /**
   * The ARNs of replication roles outside the app that can replicate to the archive.
   *
   * Sources in the app are added automatically. For a source in another app, use its `replicationRoleArn`.
   *
   * @default - only sources in the app can replicate
   */
  readonly replicationRoleArns?: string[];

  /**
   * An existing bucket for the archive.
   *
   * The bucket must have versioning and Object Lock with a default retention. For a source in another account, the
   * library adds statements to the bucket policy and to the key policy. If the app cannot edit a policy, synthesis
   * prints a warning with the statement. If the bucket is in another account or Region, import it with its account and
   * Region.
   *
   * @default - a new bucket is created
   */
  readonly bucket?: s3.IBucket;

  /**
   * The server-side encryption of the archive.
   *
   * It must have the same type (SSE-S3 or SSE-KMS) as the source, because S3 keeps the type of each object. For an
   * existing bucket, this property describes the encryption of the bucket.
   *
   * @default - the type of the source; SSE-S3 for audit reports, and SSE-KMS with a new key for log files
   */
  readonly encryption?: PrivateCaBucketEncryption;

  /**
   * The destination bucket for server access logs of a new bucket.
   *
   * The bucket must be in the same account and Region as the archive and use SSE-S3.
   *
   * @default - a new bucket is created
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The prefix of the name of a new bucket, with lowercase letters, digits, and hyphens.
   *
   * The library appends a construct hash, the account ID, the Region, and `an`. The name can have up to 63 characters.
   *
   * IMPORTANT: Changing this property replaces the bucket. The existing bucket is retained.
   *
   * @default 'pca-archive'
   */
  readonly bucketNamePrefix?: string;

  /**
   * The removal policy of a new bucket, its policy, and a new key with its alias.
   *
   * S3 deletes only empty buckets. A bucket with locked versions is never empty.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}
