import { RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireKnownArn } from './bucket-name';
import { PrivateCaError } from './errors';
import { addToKeyPolicy } from './key-policy';
import { keyRemovalPolicyFor, newCustomerManagedKey, requireCustomerManaged, requireKeyRegion, unaliased } from './kms-key';
import { renderKeyUseStatement } from './private-ca-writes';

/* How a bucket that AWS Private CA writes to is encrypted: what audit reports and CRLs have in common. */

/** AWS's name for the statement that lets AWS Private CA use a key. */
const KEY_USE_SID = 'Allow ACM-PCA use of the key';

/** What the public class that stands for the encryption says of itself. */
export interface SseWords {
  /** The name of the class, for errors. */
  readonly className: string;
  /** What the bucket holds, for the description of a new key. */
  readonly contents: string;
}

/** Which key, and whether the bucket has an S3 Bucket Key. */
export interface SseKmsOptions {
  readonly key?: kms.IKey;
  readonly bucketKeyEnabled?: boolean;
}

/** The bucket that is to be encrypted. */
export interface EncryptionTarget {
  /** The ARN, without a reference to the bucket; absent for a bucket of the app whose name nobody knows. */
  readonly bucketArn?: string;
  /** Eight characters that stand for the bucket and for no other. */
  readonly constructHash: string;
  readonly removalPolicy: RemovalPolicy;
  /** The bucket, when it was brought along: then the encryption is described, not chosen. */
  readonly existing?: s3.IBucket;
  /** What AWS Private CA writes beyond AWS's statement, as the keys of objects; asked for at synthesis. */
  readonly furtherObjects?: () => string[];
}

/** How a bucket is encrypted. */
export interface EncryptionConfig {
  readonly bucketProps: Pick<s3.BucketProps, 'encryption' | 'encryptionKey' | 'bucketKeyEnabled'>;
  /** Absent when S3 manages the keys. */
  readonly key?: kms.IKey;
}

/** The server-side encryption of a bucket: chosen for a new one, described for one that was brought along. */
export class BucketSse {
  /** With keys that S3 manages. */
  public static s3Managed(words: SseWords): BucketSse {
    return new BucketSse(words);
  }

  /** With a customer managed key. */
  public static kms(words: SseWords, options: SseKmsOptions = {}): BucketSse {
    return new BucketSse(words, options);
  }

  private constructor(private readonly words: SseWords, private readonly kmsOptions?: SseKmsOptions) {}

  /** Whether a KMS key encrypts. */
  public get usesKms(): boolean {
    return this.kmsOptions !== undefined;
  }

  /** Whether the bucket has an S3 Bucket Key, if it was said. */
  public get bucketKeyEnabled(): boolean | undefined {
    return this.kmsOptions?.bucketKeyEnabled;
  }

  /** The key that was brought along. */
  public get key(): kms.IKey | undefined {
    return this.kmsOptions?.key && unaliased(this.kmsOptions.key);
  }

  /** What encrypts a bucket. The key's policy gets what AWS Private CA needs. */
  public bind(scope: Construct, target: EncryptionTarget): EncryptionConfig {
    if (!this.kmsOptions) { return { bucketProps: { encryption: s3.BucketEncryption.S3_MANAGED } }; }
    if (this.kmsOptions.key) { this.requireCustomerManaged(scope, this.kmsOptions.key); }
    const { existing, removalPolicy } = target;
    const key = this.key ?? (existing ? this.keyOf(scope, existing) : this.newKey(scope, removalPolicy));
    this.requireCustomerManaged(scope, key);
    requireKeyRegion(scope, key, existing?.env.region ?? Stack.of(scope).region);
    const bucketKeyEnabled = this.bucketKeyEnabled ?? (existing ? undefined : true);

    // In the policy of a key of several buckets, each bucket's statement needs a Sid of its own.
    const isNew = !this.key && !existing;
    const sid = isNew ? KEY_USE_SID : `${KEY_USE_SID} for ${target.constructHash}`;
    const bucketArn = target.bucketArn ?? requireKnownArn(scope, existing!, key);
    const statement = renderKeyUseStatement(sid, bucketArn, bucketKeyEnabled, target.furtherObjects);
    addToKeyPolicy(scope, key, statement);

    return { bucketProps: { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled }, key };
  }

  private requireCustomerManaged(scope: Construct, key: kms.IKey): void {
    requireCustomerManaged(scope, key, {
      user: 'AWS Private CA',
      change: `leave out key for a new one, pass a key of your own, or use ${this.words.className}.s3Managed()`,
    });
  }

  private newKey(scope: Construct, bucketRemovalPolicy: RemovalPolicy): kms.Key {
    return newCustomerManagedKey(scope, 'Key', {
      description: `${this.words.contents} of AWS Private CA (${scope.node.path})`,
      removalPolicy: keyRemovalPolicyFor(bucketRemovalPolicy),
    });
  }

  /** The key of a bucket that was brought along and knows it. */
  private keyOf(scope: Construct, bucket: s3.IBucket): kms.IKey {
    if (bucket.encryptionKey) { return unaliased(bucket.encryptionKey); }
    throw new PrivateCaError('KeyUnknown', {
      scope,
      problem: 'bucket does not tell its KMS key',
      value: bucket.node.path,
      allowed: 'a bucket that knows its encryptionKey',
      change: `pass the key: ${this.words.className}.kms({ key })`,
    });
  }
}
