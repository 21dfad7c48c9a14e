import { RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EncryptionConfig, EncryptionTarget } from './bindings';
import { requireKnownArn } from '../private/bucket-name';
import { PrivateCaError } from '../private/errors';
import { keyRemovalPolicyFor, newCustomerManagedKey, requireCustomerManaged, requireKeyRegion, unaliased } from '../private/kms-key';
import { warnUnlessAdded } from '../private/policy-warning';
import { renderKeyUseStatement } from '../private/private-ca-writes';

/** AWS's name for the statement that lets AWS Private CA use a key. */
const KEY_USE_SID = 'Allow ACM-PCA use of the key';

/** What an error about a key that AWS manages says of it. */
const NEEDS = {
  user: 'AWS Private CA',
  change: 'leave out key for a new one, pass a key of your own, or use AuditReportEncryption.s3Managed()',
};

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
  readonly bucketKey?: boolean;
}

/**
 * The server-side encryption of a bucket for audit reports: chosen for a new bucket, described for one that was brought
 * along.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html#audit-report-encryption
 */
export abstract class AuditReportEncryption {
  /** SSE-S3: encryption with keys that S3 manages. It costs nothing and needs no key policy. */
  public static s3Managed(): AuditReportEncryption {
    return new S3ManagedEncryption();
  }

  /**
   * SSE-KMS: encryption with a customer managed key.
   *
   * @param options the key, and whether the bucket has an S3 Bucket Key
   */
  public static kms(options: AuditReportKmsOptions = {}): AuditReportEncryption {
    return new KmsEncryption(options);
  }

  /**
   * Whether a KMS key encrypts.
   *
   * @internal
   */
  public abstract readonly _usesKms: boolean;

  /**
   * Whether the bucket has an S3 Bucket Key, if it was said.
   *
   * @internal
   */
  public readonly _bucketKey?: boolean;

  /** For the kinds of encryption of this library alone. */
  protected constructor() {}

  /**
   * The key that was brought along.
   *
   * @internal
   */
  public abstract get _key(): kms.IKey | undefined;

  /**
   * What encrypts a bucket.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, target: EncryptionTarget): EncryptionConfig;
}

class S3ManagedEncryption extends AuditReportEncryption {
  public readonly _usesKms = false;

  constructor() {
    super();
  }

  public get _key(): kms.IKey | undefined {
    return undefined;
  }

  public _bind(): EncryptionConfig {
    return { bucketProps: { encryption: s3.BucketEncryption.S3_MANAGED } };
  }
}

class KmsEncryption extends AuditReportEncryption {
  public readonly _usesKms = true;
  public readonly _bucketKey?: boolean;

  constructor(private readonly options: AuditReportKmsOptions) {
    super();
    this._bucketKey = options.bucketKey;
  }

  public get _key(): kms.IKey | undefined {
    return this.options.key && unaliased(this.options.key);
  }

  public _bind(scope: Construct, target: EncryptionTarget): EncryptionConfig {
    if (this.options.key) { requireCustomerManaged(scope, this.options.key, NEEDS); }
    const key = this._key ?? (target.existing ? keyOf(scope, target.existing) : newKey(scope, target.removalPolicy));
    requireCustomerManaged(scope, key, NEEDS);
    requireKeyRegion(scope, key, target.existing?.env.region ?? Stack.of(scope).region);
    const bucketKeyEnabled = this.options.bucketKey ?? (target.existing ? undefined : true);

    // In the policy of a key of several buckets, each bucket's statement needs a Sid of its own.
    const isNew = !this._key && !target.existing;
    const sid = isNew ? KEY_USE_SID : `${KEY_USE_SID} for ${target.constructHash}`;
    const bucketArn = target.bucketArn ?? requireKnownArn(scope, target.existing!, key);
    const statement = renderKeyUseStatement(sid, bucketArn, bucketKeyEnabled);
    const result = key.addToResourcePolicy(statement, true);
    warnUnlessAdded(scope, 'keyPolicyNotAdded', `the KMS key ${key.node.path}`, result, statement);

    return { bucketProps: { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled }, key };
  }
}

function newKey(scope: Construct, bucketRemovalPolicy: RemovalPolicy): kms.Key {
  return newCustomerManagedKey(scope, 'Key', {
    description: `Audit reports of AWS Private CA (${scope.node.path})`,
    removalPolicy: keyRemovalPolicyFor(bucketRemovalPolicy),
  });
}

/** The key of a bucket that was brought along and knows it. */
function keyOf(scope: Construct, bucket: s3.IBucket): kms.IKey {
  if (bucket.encryptionKey) { return unaliased(bucket.encryptionKey); }
  throw new PrivateCaError('KeyUnknown', {
    scope,
    problem: 'bucket does not tell its KMS key',
    value: bucket.node.path,
    allowed: 'a bucket that knows its encryptionKey',
    change: 'pass the key: AuditReportEncryption.kms({ key })',
  });
}
