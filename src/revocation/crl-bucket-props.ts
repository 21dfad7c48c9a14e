import { Duration, Environment, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { CrlReplica } from './crl-replica';
import { CrlWriteAccess } from './crl-write-access';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';

/** Properties for `CrlBucket`. */
export interface CrlBucketProps {
  /**
   * The accounts and Regions of the certificate authorities (CAs) that can write CRLs.
   *
   * Omitted values default to those of the stack. CAs in the app that use the bucket are added automatically. All CAs
   * must be in the partition of the bucket.
   *
   * @default - the account and Region of the stack
   */
  readonly certificateAuthorityEnvironments?: Environment[];

  /**
   * Specifies how the bucket policy identifies the CAs that can write CRLs.
   *
   * @default CrlWriteAccess.certificateAuthorities()
   */
  readonly writeAccess?: CrlWriteAccess;

  /**
   * An existing bucket for the CRLs.
   *
   * The library adds the statements for AWS Private CA to the bucket and key policies, and changes no other setting. If
   * the app cannot edit a policy, synthesis prints a warning with the statement. Add it *before* a CA is deployed. The
   * bucket must not use Object Lock or store audit reports. With a KMS key of the app, it must have a physical name.
   *
   * @default - a new bucket is created
   */
  readonly bucket?: s3.IBucket;

  /**
   * The server-side encryption of the CRLs.
   *
   * For an existing bucket, it describes the encryption. If the bucket has a known KMS key, the default is SSE-KMS.
   *
   * @default PrivateCaBucketEncryption.s3Managed()
   */
  readonly encryption?: PrivateCaBucketEncryption;

  /**
   * The destination bucket for server access logs.
   *
   * The bucket must be in the same account and Region and use SSE-S3. Multiple buckets can share it, including a new
   * one. IMPORTANT: If another stack creates it, the name of the CRL bucket changes.
   *
   * @default - a new bucket is created
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The prefix of the bucket name (lowercase letters, digits, and hyphens).
   *
   * The library appends a construct hash, a stack hash, the account ID, the Region, and `an` (63 characters in total).
   * IMPORTANT: Changing this property replaces the bucket. The existing bucket is retained.
   *
   * @default 'pca-crl'
   */
  readonly bucketNamePrefix?: string;

  /**
   * The retention period of noncurrent CRL versions, in whole days (at least 1).
   *
   * @default Duration.days(90)
   */
  readonly supersededCrlRetention?: Duration;

  /**
   * The bucket in another Region to which S3 replicates the CRLs.
   *
   * A `CrlDistribution` reads it if the CRL bucket is unavailable. An existing bucket must be created in the app, with
   * versioning and a physical name.
   *
   * @default - CRLs are not replicated
   */
  readonly replica?: CrlReplica;

  /**
   * The removal policy of the buckets, their policies, and a new key.
   *
   * S3 deletes only empty buckets. The write test of a CA leaves objects.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
