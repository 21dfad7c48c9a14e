import {
  Aws, CfnResource, Duration, Fn, RemovalPolicy, Resource, Stack, Stage, Token, aws_kms as kms, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { knownNameOf } from './bucket-name';
import { canReference, environmentIsKnown, partitionOf, renderEnvironment } from './environment';
import { PrivateCaError } from './errors';
import { keepRetained } from './kept-resources';
import { newCustomerManagedKey, requireKeyRegion, requireServiceKey, unaliased } from './kms-key';
import { globalHashOf } from './known-name';
import { EncryptionProps, newBucket } from './new-bucket';
import { BucketEncryption } from './private-ca-writes';
import { existingReplicaKey, requireReplicaBucket } from './replica-checks';
import { renderReplicaStatements, renderReplicaKeyStatements, ReplicationKey } from './replication-policies';
import { addToBucketPolicy, addToKeyPolicy } from './resource-policy';
import { restoreOnError } from './undone-on-error';

/* A bucket to which S3 replicates objects, in this or another account and Region. */

/** The time until an object moves to S3 Glacier Instant Retrieval. */
const ARCHIVE_AFTER = Duration.days(90);

/** Properties of a replica bucket. */
export interface ReplicaBucketProps {
  /** The existing bucket. */
  readonly bucket?: s3.IBucket;
  readonly encryption: BucketEncryption;
  /** Object Lock: required of an existing bucket, and the default retention of a new one. Absent for no Object Lock. */
  readonly objectLock?: { readonly retention?: s3.ObjectLockRetention };
  /** The lifecycle rules of a new bucket. */
  readonly lifecycleRules?: s3.LifecycleRule[];
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly bucketNamePrefix: string;
  readonly accessLogPrefix: string;
  /** The contents of the bucket, for the description of a new key. */
  readonly contents: string;
  readonly removalPolicy: RemovalPolicy;
}

/** A bucket to which S3 replicates objects. */
export class ReplicaBucket {
  public readonly bucket: s3.IBucket;
  public readonly encryptionKey?: kms.IKey;
  public readonly bucketKeyEnabled: boolean;
  public readonly serverAccessLogsBucket?: s3.IBucket;

  /** The roles that the policies already contain. */
  private readonly roles = new Set<string>();
  private readonly aliasName?: string;

  constructor(public readonly scope: Construct, props: ReplicaBucketProps) {
    const kmsOptions = props.encryption._kmsOptions;
    this.bucketKeyEnabled = kmsOptions?.bucketKeyEnabled ?? true;
    if (props.bucket) {
      requireReplicaBucket(scope, props.bucket, props.objectLock !== undefined);
      this.bucket = props.bucket;
      this.encryptionKey = existingReplicaKey(scope, props.bucket, props.encryption);
    } else {
      const created = newBucket(scope, {
        id: 'Resource',
        bucketNamePrefix: props.bucketNamePrefix,
        isNamedElsewhere: true,
        encryption: { existingKey: kmsOptions?.key, bind: () => this.encryptionOf(props) },
        bucketProps: {
          lifecycleRules: props.lifecycleRules,
          ...(props.objectLock && { objectLockEnabled: true, objectLockDefaultRetention: props.objectLock.retention }),
        },
        serverAccessLogsBucket: props.serverAccessLogsBucket,
        accessLogPrefix: props.accessLogPrefix,
        removalPolicy: props.removalPolicy,
      });
      this.bucket = created.bucket;
      this.encryptionKey = created.encryptionKey;
      this.serverAccessLogsBucket = created.serverAccessLogsBucket;
    }
    this.aliasName = this.newAlias(props.removalPolicy);
  }

  /** The account and the Region of the bucket. */
  public get env(): { readonly account: string; readonly region: string } {
    return this.bucket.env;
  }

  /** The name of the bucket for a stack. If the stack is elsewhere, both environments must be known at synthesis. */
  public nameFor(source: Stack): string {
    const name = knownNameOf(this.bucket);
    const isNear = isSame(source.account, this.env.account) && isSame(source.region, this.env.region);
    if (isNear) { return name ?? this.bucket.bucketName; }
    requireSamePartition(this.scope, this.env, source);
    const areKnown = environmentIsKnown(source) && environmentIsKnown(this.env);
    if (areKnown && name !== undefined && !Token.isUnresolved(name)) { return name; }
    throw new PrivateCaError('ArchiveEnvironment', {
      scope: this.scope,
      subject: 'The destination of the replication',
      rule: 'have an account, a Region, and a name that are known at synthesis, like its source, because they are not in one '
        + 'account and Region',
      value: `${renderEnvironment(this.env)}, source ${renderEnvironment(source)}`,
      fix: 'Set env of both stacks, or import the bucket with its account and Region',
    });
  }

  /** The key for a stack, as the replication configuration and an identity policy name it. */
  public keyFor(source: Stack): ReplicationKey | undefined {
    const key = this.encryptionKey;
    if (!key) { return undefined; }
    if (!Resource.isOwnedResource(key) || canReference(source, Stack.of(key))) {
      return { keyArn: key.keyArn, resourceArn: key.keyArn, conditions: {} };
    }
    // No other account or Region can refer to the ID of the key, so its alias has a known name.
    const prefix = `arn:${Aws.PARTITION}:kms:${this.env.region}:${this.env.account}`;
    return {
      keyArn: `${prefix}:${this.aliasName}`,
      resourceArn: `${prefix}:key/*`,
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': this.aliasName! } },
    };
  }

  /**
   * Allows a role of another account to replicate. In the account of the bucket, the identity policy is sufficient.
   *
   * The principal is the account, with a condition, because S3 and AWS KMS reject a role that does not exist yet.
   */
  public admit(roleArn: string, account: string): void {
    if (isSame(account, this.env.account) || this.roles.has(roleArn)) { return; }
    restoreOnError(this.roles);
    this.roles.add(roleArn);
    const bucketArn = arnOfName(this.nameInPolicies());
    renderReplicaStatements(roleArn, account, this.bucket.bucketArn)
      .forEach((statement) => addToBucketPolicy(this.scope, this.bucket, 'the bucket', statement));
    const { encryptionKey: key } = this;
    if (!key) { return; }
    const use = { bucketArn, region: this.env.region, bucketKeyEnabled: this.bucketKeyEnabled };
    renderReplicaKeyStatements(roleArn, account, use)
      .forEach((statement) => addToKeyPolicy(this.scope, key, statement));
  }

  /** Allows a role outside the app to replicate. */
  public admitArn(roleArn: string): void {
    this.admit(roleArn, Token.isUnresolved(roleArn) ? Fn.select(4, Fn.split(':', roleArn)) : roleArn.split(':')[4]);
  }

  /** Deploys the bucket before the source, because S3 requires the destination of a replication to exist. */
  public deployBefore(source: CfnResource): void {
    const resource = this.bucket.node.defaultChild;
    if (!CfnResource.isCfnResource(resource) || Stage.of(resource) !== Stage.of(source)) { return; }
    source.node.addDependency(resource);
  }

  private nameInPolicies(): string {
    return knownNameOf(this.bucket) ?? this.bucket.bucketName;
  }

  private encryptionOf(props: ReplicaBucketProps): EncryptionProps {
    const { scope } = this;
    const kmsOptions = props.encryption._kmsOptions;
    if (!kmsOptions) { return { encryption: s3.BucketEncryption.S3_MANAGED }; }
    const given = kmsOptions.key && unaliased(kmsOptions.key);
    if (given) {
      requireServiceKey(scope, given, { user: 'S3 Replication', fix: 'Omit key for a new key, or use a customer managed key' });
      requireKeyRegion(scope, given, Stack.of(scope).region);
    }
    const encryptionKey = given ?? newCustomerManagedKey(scope, 'Key', {
      description: props.contents, removalPolicy: props.removalPolicy,
    });
    return { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: this.bucketKeyEnabled };
  }

  private newAlias(removalPolicy: RemovalPolicy): string | undefined {
    const key = this.encryptionKey;
    if (!key || !Resource.isOwnedResource(key)) { return undefined; }
    const aliasName = `alias/pca-archive-${globalHashOf(this.scope)}`;
    const alias = new kms.CfnAlias(this.scope, 'KeyAlias', { aliasName, targetKeyId: key.keyArn });
    alias.applyRemovalPolicy(removalPolicy);
    keepRetained(this.scope, alias);
    return aliasName;
  }
}

/** S3 replicates only between the Regions of a partition. */
function requireSamePartition(scope: Construct, { region }: { readonly region: string }, source: Stack): void {
  const [own, other] = [partitionOf(region), partitionOf(source.region)];
  if (own === undefined || other === undefined || own === other) { return; }
  throw new PrivateCaError('ArchiveEnvironment', {
    scope,
    subject: 'The destination of the replication',
    rule: `be in the partition of its source (${other}), because S3 replicates only within a partition`,
    value: `${region} (${own})`,
    fix: `Use a Region in the partition ${other} for the destination`,
  });
}

/** Whether two accounts, or two Regions, are known to be the same. */
export function isSame(one: string, other: string): boolean {
  return one === other;
}

/** The ARN of a bucket with a name. */
export function arnOfName(bucketName: string): string {
  return `arn:${Aws.PARTITION}:s3:::${bucketName}`;
}

/** The lifecycle rule that deletes objects after their retention. */
export function renderRetentionLifecycle(id: string, retention: Duration): s3.LifecycleRule {
  const archives = !retention.isUnresolved() && retention.toDays() > ARCHIVE_AFTER.toDays();
  return {
    id,
    ...(archives && {
      transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: ARCHIVE_AFTER }],
    }),
    expiration: retention,
    noncurrentVersionExpiration: retention,
    abortIncompleteMultipartUploadAfter: Duration.days(7),
  };
}
