import { RemovalPolicy, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';

/* What the parts of a bucket for audit reports tell each other. Not exported. */

/** The bucket that is to be encrypted. */
export interface EncryptionTarget {
  /** The ARN, without a reference to the bucket. */
  readonly bucketArn: string;
  /** Eight characters that stand for the bucket and for no other. */
  readonly constructHash: string;
  readonly removalPolicy: RemovalPolicy;
}

/** How a bucket is encrypted. */
export interface EncryptionConfig {
  readonly bucketProps: Pick<s3.BucketProps, 'encryption' | 'encryptionKey' | 'bucketKeyEnabled'>;
  /** Absent when S3 manages the keys. */
  readonly keyUse?: KeyUse;
}

/** How S3 uses a customer managed key for reports. */
export interface KeyUse {
  readonly key: kms.IKey;
  /** The encryption context under which S3 decrypts reports; it may end in a wildcard. */
  readonly reportContext: string;
}

/** What the grants need to know of a bucket for audit reports. */
export interface GrantedBucket {
  readonly bucket: s3.IBucket;
  readonly keyUse?: KeyUse;
  /** The ARNs of the certificate authorities that deliver to the bucket so far. */
  readonly certificateAuthorityArns: () => string[];
}
