import { aws_kms as kms } from 'aws-cdk-lib';
import { BucketSse } from '../private/bucket-sse';

const WORDS = { className: 'AuditReportEncryption', contents: 'Audit reports' };

/** Options of `AuditReportEncryption.kms()`. */
export interface AuditReportKmsOptions {
  /**
   * The customer managed key. Its policy gets a statement that lets AWS Private CA use it for this bucket; for a key
   * whose policy cannot be edited from the app, a warning tells the statement.
   *
   * Keys that AWS manages, such as `alias/aws/s3`, are refused, because AWS Private CA cannot use them. So is a key
   * that is known to be in another Region than the bucket. A key that is made by another stack changes the name of a
   * new bucket.
   *
   * @default - a new key that rotates every year and is kept or not as the bucket is; for a bucket that was brought
   * along, the bucket's own key
   */
  readonly key?: kms.IKey;

  /**
   * Whether the bucket has an S3 Bucket Key, which makes S3 ask KMS less often. The encryption context that the key's
   * policy demands of AWS Private CA depends on it.
   *
   * @default true - for a bucket that was brought along: unknown, and the key's policy lets the contexts of both
   * through
   */
  readonly bucketKeyEnabled?: boolean;
}

/**
 * The server-side encryption of a bucket for audit reports: chosen for a new bucket, described for one that was brought
 * along.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html#audit-report-encryption
 */
export class AuditReportEncryption {
  /** SSE-S3: encryption with keys that S3 manages. It costs nothing and needs no key policy. */
  public static s3Managed(): AuditReportEncryption {
    return new AuditReportEncryption(BucketSse.s3Managed(WORDS));
  }

  /**
   * SSE-KMS: encryption with a customer managed key.
   *
   * @param options the key, and whether the bucket has an S3 Bucket Key
   */
  public static kms(options: AuditReportKmsOptions = {}): AuditReportEncryption {
    return new AuditReportEncryption(BucketSse.kms(WORDS, options));
  }

  /**
   * What encrypts.
   *
   * @internal
   */
  public readonly _sse: BucketSse;

  private constructor(sse: BucketSse) {
    this._sse = sse;
  }
}
