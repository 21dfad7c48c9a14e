import { Duration, RemovalPolicy, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { renderReplicaDecryptStatement, renderReplicaReadStatement } from './private/crl-reader';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { BUCKET, REMOVAL_POLICY } from '../private/cdk-kinds';
import { requireNoOptionsOfNewBucket } from '../private/existing-bucket';
import { DURATION, TEXT, checked, instanceOf } from '../private/kinds';
import { WRITTEN_DURING_DEPLOYMENT } from '../private/removal-policies';
import { removedOnError } from '../private/removed-on-error';
import { ReplicaBucket } from '../private/replica-bucket';
import { requireDays } from '../private/require';
import { addToBucketPolicy, addToKeyPolicy } from '../private/resource-policy';
import { restoreOnError } from '../private/undone-on-error';

/** Properties for `CrlReplica`. */
export interface CrlReplicaProps {
  /**
   * An existing bucket for the replicas of the CRLs.
   *
   * The bucket must have versioning. The library adds the statements for CloudFront to the bucket and key policies. If
   * the app cannot edit a policy, synthesis prints a warning with the statement.
   *
   * @default - a new bucket is created
   */
  readonly bucket?: s3.IBucket;

  /**
   * The server-side encryption of the replicas.
   *
   * It must have the same type (SSE-S3 or SSE-KMS) as the CRL bucket, because S3 keeps the type of each object.
   *
   * @default PrivateCaBucketEncryption.s3Managed()
   */
  readonly encryption?: PrivateCaBucketEncryption;

  /**
   * The destination bucket for server access logs of a new bucket.
   *
   * The bucket must be in the same account and Region as the replica and use SSE-S3.
   *
   * @default - a new bucket is created
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The prefix of the name of a new bucket, with lowercase letters, digits, and hyphens.
   *
   * IMPORTANT: Changing this property replaces the bucket. The existing bucket is retained.
   *
   * @default 'pca-replica'
   */
  readonly bucketNamePrefix?: string;

  /**
   * The retention period of noncurrent CRL versions in a new bucket, in whole days (at least 1).
   *
   * @default Duration.days(90)
   */
  readonly supersededCrlRetention?: Duration;

  /**
   * The removal policy of a new bucket, its policy, and a new key with its alias.
   *
   * S3 deletes only empty buckets. S3 also replicates the objects of the write test of a CA.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

const KINDS = {
  bucket: BUCKET,
  encryption: instanceOf(PrivateCaBucketEncryption),
  serverAccessLogsBucket: BUCKET,
  bucketNamePrefix: TEXT,
  supersededCrlRetention: DURATION,
  removalPolicy: REMOVAL_POLICY,
};

/**
 * A bucket in another Region to which S3 replicates certificate revocation lists (CRLs).
 *
 * A `CrlDistribution` reads a CRL from the replica if the Region of the `CrlBucket` is unavailable. The replica serves
 * the last CRL, which expires if the certificate authority (CA) cannot publish another one. Use a CRL lifetime that is
 * longer than the outage that you plan for.
 *
 * The bucket policy allows CloudFront distributions of the account of the CRL bucket to read CRLs, which are public. It
 * cannot name the distribution, because the distribution is created later.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 *
 * @example
 * const replica = new CrlReplica(this, 'Replica');
 */
@removedOnError
export class CrlReplica extends Construct {
  /** The bucket with the replicas. */
  public readonly bucket: s3.IBucket;

  /**
   * The customer managed key that encrypts the replicas.
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

  /** The accounts whose distributions can read the replicas. */
  private readonly accounts = new Set<string>();

  /**
   * @param scope The parent construct, in a stack in another Region than the CRL bucket.
   * @param id The construct ID. Changing it replaces a new bucket. The existing bucket is retained.
   * @param props The properties of the replica.
   */
  constructor(scope: Construct, id: string, props: CrlReplicaProps = {}) {
    super(scope, id);
    props = checked(this, props, KINDS);
    const { bucket, serverAccessLogsBucket, bucketNamePrefix, supersededCrlRetention, removalPolicy } = props;
    if (bucket) {
      requireNoOptionsOfNewBucket(this, {
        serverAccessLogsBucket, bucketNamePrefix, supersededCrlRetention, removalPolicy,
      });
    }
    const noncurrentVersionExpiration = supersededCrlRetention ?? Duration.days(90);
    requireDays({ scope: this, property: 'supersededCrlRetention' }, 'LifecycleDays', noncurrentVersionExpiration);
    this._replica = new ReplicaBucket(this, {
      bucket,
      encryption: props.encryption ?? {},
      lifecycleRules: [{
        id: 'expire-superseded-crls',
        noncurrentVersionExpiration,
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
      serverAccessLogsBucket,
      bucketNamePrefix: bucketNamePrefix ?? 'pca-replica',
      accessLogPrefix: 'crl-replicas',
      contents: 'Replicas of CRLs of AWS Private CA',
      removalPolicy: removalPolicy ?? WRITTEN_DURING_DEPLOYMENT,
    });
    this.bucket = this._replica.bucket;
    this.encryptionKey = this._replica.encryptionKey;
    this.serverAccessLogsBucket = this._replica.serverAccessLogsBucket;
  }

  /**
   * Allows the distributions of an account to read the replicas.
   *
   * @internal
   */
  public _serveThrough(account: string): void {
    if (this.accounts.has(account)) { return; }
    restoreOnError(this.accounts);
    this.accounts.add(account);
    const statement: iam.PolicyStatement = renderReplicaReadStatement(this.bucket, account);
    addToBucketPolicy(this, this.bucket, 'the bucket', statement);
    if (this.encryptionKey) { addToKeyPolicy(this, this.encryptionKey, renderReplicaDecryptStatement(account)); }
  }
}
