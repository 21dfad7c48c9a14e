import { RemovalPolicy, Stack, Token, TokenComparison, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EncryptionConfig, EncryptionTarget } from './bindings';
import { PrivateCaError } from '../private/errors';
import { warnUnlessAdded } from '../private/policy-warning';
import { renderKeyUseStatement } from '../private/private-ca-writes';

/** AWS's name for the statement that lets AWS Private CA use a key. */
const KEY_USE_SID = 'Allow ACM-PCA use of the key';

/** Options of `AuditReportEncryption.kms()`. */
export interface AuditReportKmsOptions {
  /**
   * The customer managed key. Its policy gets a statement that lets AWS Private CA use it for this bucket; for a key
   * whose policy cannot be edited from the app, a warning tells the statement.
   *
   * Keys that AWS manages, such as `alias/aws/s3`, are refused, because AWS Private CA cannot use them. So is a key
   * that is known to be in another Region than the bucket.
   *
   * @default - a new key that rotates every year and is kept when the stack is deleted
   */
  readonly key?: kms.IKey;

  /**
   * Whether the bucket has an S3 Bucket Key, which makes S3 ask KMS less often. The encryption context that the key's
   * policy demands depends on it.
   *
   * @default true
   */
  readonly bucketKey?: boolean;
}

/**
 * The server-side encryption of a bucket for audit reports.
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
   * What encrypts a bucket whose ARN is known before the bucket is made.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, target: EncryptionTarget): EncryptionConfig;
}

class S3ManagedEncryption extends AuditReportEncryption {
  public _bind(): EncryptionConfig {
    return { bucketProps: { encryption: s3.BucketEncryption.S3_MANAGED } };
  }
}

class KmsEncryption extends AuditReportEncryption {
  constructor(private readonly options: AuditReportKmsOptions) {
    super();
  }

  public _bind(scope: Construct, target: EncryptionTarget): EncryptionConfig {
    const bucketKeyEnabled = this.options.bucketKey ?? true;
    const key = this.options.key ?? newKey(scope, target.removalPolicy);
    requireUsableKey(scope, key);

    // In the policy of a key of several buckets, each bucket's statement needs a Sid of its own.
    const sid = this.options.key ? `${KEY_USE_SID} for ${target.constructHash}` : KEY_USE_SID;
    const statement = renderKeyUseStatement(sid, target.bucketArn, bucketKeyEnabled);
    const result = key.addToResourcePolicy(statement, true);
    warnUnlessAdded(scope, 'keyPolicyNotAdded', `the KMS key ${key.node.path}`, result, statement);

    return {
      bucketProps: { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled },
      keyUse: { key, reportContext: bucketKeyEnabled ? target.bucketArn : `${target.bucketArn}/audit-report/*` },
    };
  }
}

function newKey(scope: Construct, bucketRemovalPolicy: RemovalPolicy): kms.Key {
  return new kms.Key(scope, 'Key', {
    description: `Audit reports of AWS Private CA (${scope.node.path})`,
    enableKeyRotation: true,
    // A kept bucket needs its key; a key that nothing was encrypted with may go with a failed first deployment.
    removalPolicy: bucketRemovalPolicy === RemovalPolicy.RETAIN
      ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
      : bucketRemovalPolicy,
  });
}

function requireUsableKey(scope: Construct, key: kms.IKey): void {
  const aliasName = 'aliasName' in key ? String(key.aliasName) : '';
  if (aliasName.startsWith('alias/aws/') || key.keyArn.includes(':alias/aws/')) {
    throw new PrivateCaError('KeyAwsManaged', {
      scope,
      problem: 'the KMS key is managed by AWS, and AWS Private CA cannot use it',
      value: aliasName || key.keyArn,
      allowed: 'a customer managed key',
      change: 'leave out key for a new one, pass a key of your own, or use AuditReportEncryption.s3Managed()',
    });
  }
  const bucketRegion = Stack.of(scope).region;
  if (Token.compareStrings(key.env.region, bucketRegion) === TokenComparison.DIFFERENT) {
    throw new PrivateCaError('KeyRegion', {
      scope,
      problem: 'the KMS key is in another Region than the bucket',
      value: key.env.region,
      allowed: bucketRegion,
      change: 'pass a key of the bucket\'s Region',
    });
  }
}
