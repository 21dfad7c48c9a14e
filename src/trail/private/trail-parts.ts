import { aws_iam as iam, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';

/* The data that the parts of a trail share. */

/** The accounts whose API calls a trail logs. */
export interface CoverageConfig {
  /** The account that the trail belongs to. */
  readonly account: string;
  /** Absent for a trail that logs one account. */
  readonly organizationId?: string;
  /** The names in the paths of log files: the account, and the organization if there is one. */
  readonly recordOwners: string[];
}

/** The name of a trail, before the trail is created. */
export interface NamedTrail {
  readonly trailName: string;
  /** The ARN, without a reference to the trail. The policies of its bucket, key, and topic contain the ARN. */
  readonly trailArn: string;
  readonly coverage: CoverageConfig;
}

/** The bucket to which CloudTrail delivers log files. */
export interface TrailBucket {
  readonly bucket: s3.IBucket;
  /** The ARN. If the bucket might use an S3 Bucket Key, the ARN is that for the key policy. */
  readonly bucketArn: string;
  /** Whether the bucket uses an S3 Bucket Key. Absent if it is unknown. */
  readonly bucketKeyEnabled?: boolean;
  /** Absent for an existing bucket. */
  readonly serverAccessLogsBucket?: s3.IBucket;
}

/** The delivery of events to CloudWatch Logs. */
export interface LogsConfig {
  readonly logGroup: logs.ILogGroup;
  /** The role that CloudTrail assumes to deliver events. */
  readonly role: iam.IRole;
}
