import { aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';

/* What the parts of a trail tell each other. */

/** Whose API calls a trail records. */
export interface CoverageConfig {
  /** The account that the trail belongs to. */
  readonly account: string;
  /** Absent for a trail of one account. */
  readonly organizationId?: string;
  /** Under which names records come: the account, and the organization if there is one. */
  readonly recordOwners: string[];
}

/** A trail by its name, before it is there. */
export interface NamedTrail {
  readonly trailName: string;
  /** The ARN, without a reference to the trail, whose bucket, key and topic carry it in their policies. */
  readonly trailArn: string;
  readonly coverage: CoverageConfig;
}

/** Where the log files go. */
export interface TrailBucket {
  readonly bucket: s3.IBucket;
  /** The ARN; without a reference to a new bucket. */
  readonly bucketArn: string;
  /** Whether S3 encrypts by an S3 Bucket Key; absent where nobody knows. */
  readonly bucketKeyEnabled?: boolean;
  /** Absent when the bucket was brought along. */
  readonly serverAccessLogsBucket?: s3.IBucket;
}

/** Where CloudWatch Logs takes the records. */
export interface LogsConfig {
  readonly logGroup: logs.ILogGroup;
  /** The role by which CloudTrail delivers. */
  readonly role: iam.IRole;
}

/** What the grants need to know. */
export interface GrantedTrail {
  readonly bucket: s3.IBucket;
  readonly bucketArn: string;
  readonly bucketKeyEnabled?: boolean;
  readonly encryptionKey?: kms.IKey;
  /** The objects that the trail delivers, below the bucket's ARN. */
  readonly objectPaths: string[];
}
