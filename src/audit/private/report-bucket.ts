import { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';

/* What the parts of a bucket for audit reports tell each other. */

/** A bucket for audit reports with what belongs to it. */
export interface ReportBucket {
  readonly bucket: s3.IBucket;
  /** The ARN; without a reference to the bucket where its name is known. */
  readonly bucketArn: string;
  readonly encryptionKey?: kms.IKey;
  /** Absent when the bucket was brought along. */
  readonly serverAccessLogsBucket?: s3.IBucket;
}

/** What the grants need to know. */
export interface GrantedBucket extends ReportBucket {
  /** The ARNs of the certificate authorities that deliver to the bucket so far. */
  readonly certificateAuthorityArns: () => string[];
}
