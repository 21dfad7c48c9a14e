import { Duration, RemovalPolicy, aws_acmpca as acmpca, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { AuditReportArchive } from './audit-report-archive';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { AlarmRouting } from '../notification/alarm-routing';

/** Properties of an `AuditReportBucket`. */
export interface AuditReportBucketProps {
  /**
   * The certificate authorities that deliver audit reports to the bucket.
   *
   * Specify at least one. To add more, call `addCertificateAuthority()`.
   */
  readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * An existing bucket for the audit reports.
   *
   * The library adds the statements for AWS Private CA to the bucket policy and to the key policy. If the app cannot
   * edit a policy, synthesis prints a warning with the statement. Other settings of the bucket are not changed. Make
   * sure that the bucket is private and versioned, and that it requires TLS. It must not use Object Lock. If the app
   * creates the bucket, it must not store CRLs or logs.
   *
   * If the app creates both the bucket and its key, the bucket must have a physical name.
   *
   * @default - a new bucket is created
   */
  readonly bucket?: s3.IBucket;

  /**
   * Whether the bucket policy denies every principal except AWS Private CA permission to create or change objects.
   *
   * The Deny includes principals in the bucket account, which the policy that AWS recommends does not deny. It includes
   * the tags, annotations, ACLs, encryption, and Object Lock settings of objects, but not deletion. Not tested in a
   * live AWS account.
   *
   * @default false
   */
  readonly denyOtherWriters?: boolean;

  /**
   * The server-side encryption of the audit reports.
   *
   * For an existing bucket, this property describes the encryption of the bucket. If the key of an existing bucket is
   * known, the default is SSE-KMS. A description that does not match a bucket of the app causes an error.
   *
   * @default PrivateCaBucketEncryption.s3Managed()
   */
  readonly encryption?: PrivateCaBucketEncryption;

  /**
   * The destination bucket for server access logs.
   *
   * The bucket must be in the same account and Region and use SSE-S3. It must not have Requester Pays or a default
   * Object Lock retention period. Multiple buckets can share it. The library adds a statement for each bucket to its
   * policy. A new bucket is available in the `serverAccessLogsBucket` attribute, so
   * that other buckets can share it.
   *
   * IMPORTANT: If another stack creates it, the name of the audit report bucket changes.
   *
   * @default - a new bucket is created
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The prefix of the bucket name, with lowercase letters, digits, and hyphens.
   *
   * The library appends a construct hash, a stack hash, the account ID, the Region, and `an`. The name can have up to
   * 63 characters. The prefix can therefore have up to 19 characters in `us-east-1`, and up to 14 in `ap-southeast-1`.
   *
   * IMPORTANT: Changing this property replaces the bucket. The existing bucket is retained.
   *
   * @default 'pca-audit'
   */
  readonly bucketNamePrefix?: string;

  /**
   * The time until a report moves to S3 Glacier Instant Retrieval, in whole days.
   *
   * Must be less than `reportRetention`.
   *
   * @default Duration.days(90)
   */
  readonly archiveReportsAfter?: Duration;

  /**
   * The time until a report is deleted, in whole days.
   *
   * Must be greater than `archiveReportsAfter`. The default is seven years. A later report contains all information of
   * an earlier report, because each report lists all certificates that its CA has issued.
   *
   * @default Duration.days(2557)
   */
  readonly reportRetention?: Duration;

  /**
   * The archive with S3 Object Lock to which S3 replicates the audit reports.
   *
   * S3 replicates reports that are delivered after the deployment. It does not replicate delete markers. An existing
   * bucket must be created in the app, with versioning.
   *
   * @default - audit reports are not replicated
   */
  readonly archive?: AuditReportArchive;

  /**
   * The routing of the alarm on failed replications. The criticality is high.
   *
   * @default - the alarm sends no notification
   */
  readonly archiveRouting?: AlarmRouting;

  /**
   * The removal policy of the bucket, its policy, and a new key.
   *
   * With the default, CloudFormation deletes these resources only if their first deployment fails, so that their names
   * are available for the next deployment. A new bucket for server access logs has the same removal policy, but with
   * the default it is always retained. S3 deletes only empty buckets.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Attributes of an existing audit report bucket. */
export interface AuditReportBucketAttributes {
  /** The bucket. */
  readonly bucket: s3.IBucket;

  /**
   * The customer managed key that encrypts the audit reports.
   *
   * @default - the key of the bucket, if it is known
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The ARNs of the certificate authorities that deliver audit reports to the bucket.
   *
   * @default - unknown; `grants.generate()` throws an error
   */
  readonly certificateAuthorityArns?: string[];
}
