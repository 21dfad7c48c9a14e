import { aws_kms as kms } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { KMS_KEY } from '../private/cdk-kinds';
import { FLAG, checked, withoutNulls } from '../private/kinds';

/** Options for `PrivateCaBucketEncryption.kms()`. */
export interface PrivateCaBucketKmsOptions {
  /**
   * The customer managed KMS key.
   *
   * The library adds a statement to the key policy that allows AWS Private CA to use the key for this bucket. If the
   * app cannot edit the key policy, synthesis prints a warning with the statement.
   *
   * The key must be in the Region of the bucket. AWS managed keys, such as `alias/aws/s3`, are not supported, because
   * AWS Private CA cannot use them. If another stack creates the key, the name of a new bucket changes, and a
   * `CrlDistribution` cannot serve the bucket.
   *
   * A new key rotates every year and is retained if the bucket is retained.
   *
   * @default - a new key is created; for an existing bucket, the key of the bucket is used
   */
  readonly key?: kms.IKey;

  /**
   * Whether the bucket uses an S3 Bucket Key, which reduces requests to AWS KMS.
   *
   * The encryption context that the key policy requires depends on this setting. If you omit it for an existing bucket,
   * the key policy allows the encryption contexts of both settings.
   *
   * @default true
   */
  readonly bucketKeyEnabled?: boolean;
}

/**
 * The server-side encryption of a bucket to which AWS Private CA writes.
 *
 * It configures a new bucket, and describes the encryption of an existing bucket. Certificate revocation lists (CRLs)
 * are signed and public, so SSE-KMS adds no security to a CRL bucket. Use it if your organization requires it.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html#audit-report-encryption
 */
export class PrivateCaBucketEncryption {
  /**
   * Encryption with keys that Amazon S3 manages (SSE-S3).
   *
   * It is free and requires no key policy.
   */
  public static s3Managed(): PrivateCaBucketEncryption {
    return new PrivateCaBucketEncryption();
  }

  /**
   * Encryption with a customer managed key (SSE-KMS).
   *
   * @param options The key, and whether the bucket uses an S3 Bucket Key.
   */
  public static kms(options: PrivateCaBucketKmsOptions = {}): PrivateCaBucketEncryption {
    return new PrivateCaBucketEncryption(withoutNulls(options));
  }

  /**
   * The options of SSE-KMS. Absent for SSE-S3.
   *
   * @internal
   */
  public readonly _kmsOptions?: PrivateCaBucketKmsOptions;

  private constructor(kmsOptions?: PrivateCaBucketKmsOptions) {
    this._kmsOptions = kmsOptions;
  }

  /**
   * Checks the types of the options.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    if (this._kmsOptions) { checked(scope, this._kmsOptions, KMS_OPTIONS_KINDS, 'encryption'); }
  }
}

const KMS_OPTIONS_KINDS = { key: KMS_KEY, bucketKeyEnabled: FLAG };
