import { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ArchiveProps } from '../model/archive-props';
import { ArchiveRetention } from '../model/archive-retention';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { newArchive } from '../private/archive';
import { BUCKET, REMOVAL_POLICY } from '../private/cdk-kinds';
import { TEXT, checked, instanceOf, listOf } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';
import { ReplicaBucket } from '../private/replica-bucket';

const ARCHIVE_KINDS = {
  retention: instanceOf(ArchiveRetention),
  replicationRoleArns: listOf(TEXT, 'strings'),
  bucket: BUCKET,
  encryption: instanceOf(PrivateCaBucketEncryption),
  serverAccessLogsBucket: BUCKET,
  bucketNamePrefix: TEXT,
  removalPolicy: REMOVAL_POLICY,
};

/**
 * A bucket with S3 Object Lock to which S3 replicates audit reports.
 *
 * No administrator can change or delete a locked report. AWS Private CA cannot write to a bucket with Object Lock. It
 * delivers each report to an `AuditReportBucket`, and S3 replicates the report to the archive.
 *
 * The archive can be in another account or Region than the source. Set `env` of both stacks if it is. Deploy the stack
 * of the archive first. In one app, the AWS CDK does so.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 *
 * @example
 * const archive = new AuditReportArchive(this, 'Reports', {
 *   retention: ArchiveRetention.governance(Duration.days(2557)),
 * });
 */
@removedOnError
export class AuditReportArchive extends Construct {
  /** The bucket with S3 Object Lock. */
  public readonly bucket: s3.IBucket;

  /**
   * The customer managed key that encrypts the archive.
   *
   * @default - no encryption key with SSE-S3
   */
  public readonly encryptionKey?: kms.IKey;

  /**
   * The destination bucket for server access logs.
   *
   * @default - no bucket if `bucket` is an existing bucket
   */
  public readonly serverAccessLogsBucket?: s3.IBucket;

  /** @internal */
  public readonly _replica: ReplicaBucket;

  /**
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces a new bucket. The existing bucket is retained.
   * @param props The properties of the archive.
   */
  constructor(scope: Construct, id: string, props: ArchiveProps = {}) {
    super(scope, id);
    props = checked(this, props, ARCHIVE_KINDS);
    this._replica = newArchive(this, props, {
      encryption: PrivateCaBucketEncryption.s3Managed(), contents: 'Archived audit reports of AWS Private CA',
    });
    this.bucket = this._replica.bucket;
    this.encryptionKey = this._replica.encryptionKey;
    this.serverAccessLogsBucket = this._replica.serverAccessLogsBucket;
  }
}
