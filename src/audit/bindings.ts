import { RemovalPolicy, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';

/* What the parts of a bucket for audit reports tell each other. Not exported. */

/** The bucket that is to be encrypted. */
export interface EncryptionTarget {
  /** The ARN, without a reference to the bucket; absent for a bucket of the app whose name nobody knows. */
  readonly bucketArn?: string;
  /** Eight characters that stand for the bucket and for no other. */
  readonly constructHash: string;
  readonly removalPolicy: RemovalPolicy;
  /** The bucket, when it was brought along: then the encryption is described, not chosen. */
  readonly existing?: s3.IBucket;
}

/** How a bucket is encrypted. */
export interface EncryptionConfig {
  readonly bucketProps: Pick<s3.BucketProps, 'encryption' | 'encryptionKey' | 'bucketKeyEnabled'>;
  /** Absent when S3 manages the keys. */
  readonly key?: kms.IKey;
}

/** A bucket for audit reports with what belongs to it. */
export interface ReportBucket {
  readonly bucket: s3.IBucket;
  /** The ARN; without a reference to the bucket where its name is known. */
  readonly bucketArn: string;
  readonly encryptionKey?: kms.IKey;
  /** Absent when the bucket was brought along. */
  readonly accessLogs?: s3.IBucket;
}

/** What the grants need to know. */
export interface GrantedBucket extends ReportBucket {
  /** The ARNs of the certificate authorities that deliver to the bucket so far. */
  readonly certificateAuthorityArns: () => string[];
}
