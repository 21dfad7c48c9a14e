import { CfnResource, Duration, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { deliverAccessLogs, requireAccessLogTarget } from './access-logs';
import { KnownBucketName, knownBucketName } from './bucket-name';
import { counted } from './counted';
import { PrivateCaError } from './errors';
import { keepRetained } from './kept-resources';
import { KeptBucketOptions, keepBucketSettings } from './kept-settings';
import { keepStatement } from './kept-statements';
import { newCustomerManagedKey, unaliased } from './kms-key';
import { BucketEncryption, letPrivateCaUseKey, requireUsableKey } from './private-ca-writes';
import { accessLogsRemovalPolicyFor } from './removal-policies';
import { requireDays } from './require';

const DEFAULT_ARCHIVE_AFTER = Duration.days(90);

/** Seven years, two of which are leap years. */
export const DEFAULT_RETENTION = Duration.days(2557);

/** The retention of server access logs: 13 months, so that a yearly audit covers a complete year. */
const ACCESS_LOG_RETENTION = Duration.days(400);

/** The retention of overwritten or deleted access logs. */
const ACCESS_LOG_RESTORATION = Duration.days(30);

/** The properties that encrypt a new bucket. */
export type EncryptionProps = Pick<s3.BucketProps, 'encryption' | 'encryptionKey' | 'bucketKeyEnabled'>;

/** The encryption of a new bucket. */
export interface NewBucketEncryption extends Pick<KeptBucketOptions, 'isWrittenByPrivateCa'> {
  /** The existing key, whose policy contains the name of the bucket. */
  readonly existingKey?: kms.IKey;
  /** Returns the properties for the bucket with the given name. */
  readonly bind: (name: KnownBucketName) => EncryptionProps;
}

/** Properties of a new bucket to which a service delivers data. */
export interface NewBucketProps {
  /** The construct ID of the bucket. */
  readonly id: string;
  readonly bucketNamePrefix: string;
  /** Whether a stack in any account or Region contains the name. */
  readonly isNamedElsewhere?: boolean;
  readonly encryption: NewBucketEncryption;
  /** The properties that differ between the buckets of the library. */
  readonly bucketProps: Pick<s3.BucketProps, 'lifecycleRules' | 'objectLockEnabled' | 'objectLockDefaultRetention'>;
  /** The existing bucket for the server access logs. Absent for a new one. */
  readonly serverAccessLogsBucket?: s3.IBucket;
  /** The first part of the prefix of the server access logs. */
  readonly accessLogPrefix: string;
  readonly removalPolicy: RemovalPolicy;
}

/** A new bucket, its key, and the bucket for its server access logs. */
export interface NewBucket {
  readonly bucket: s3.Bucket;
  /** The ARN without a reference to the bucket. */
  readonly bucketArn: string;
  readonly encryptionKey?: kms.IKey;
  readonly serverAccessLogsBucket: s3.IBucket;
}

/** Options for `privateCaEncryption()`. */
export interface PrivateCaEncryptionOptions {
  /** The contents of the bucket, for the description of a new key. */
  readonly contents: string;
  readonly removalPolicy: RemovalPolicy;
  /** Returns the object keys that AWS Private CA writes in addition to those of AWS's statement, at synthesis. */
  readonly additionalObjects?: () => string[];
}

/** A property with a duration. */
type NamedDuration = readonly [property: string, value: Duration | undefined];

/** Properties of a lifecycle rule for records. */
export interface ArchiveLifecycleProps {
  readonly id: string;
  readonly prefix?: string;
  readonly archiveAfter: NamedDuration;
  readonly retention: NamedDuration;
  /** The retention of overwritten or deleted objects. If absent, the retention of current objects applies. */
  readonly restoration?: Duration;
}

/** Creates a bucket with a name that policies can contain, and delivers its server access logs. */
export function newBucket(scope: Construct, props: NewBucketProps): NewBucket {
  const { encryption, removalPolicy } = props;
  const existingKey = encryption.existingKey && unaliased(encryption.existingKey);
  const name = knownBucketName(scope, 'bucketNamePrefix', props.bucketNamePrefix,
    [existingKey, props.serverAccessLogsBucket], props.isNamedElsewhere);
  if (props.serverAccessLogsBucket) { requireAccessLogTarget(scope, props.serverAccessLogsBucket); }
  const encryptionProps = encryption.bind(name);
  const bucket = newPrivateBucket(scope, props.id, removalPolicy, {
    ...name.bucketProps, ...encryptionProps, ...props.bucketProps,
  });
  const { encryptionKey } = encryptionProps;
  const ownKey = encryptionKey && encryptionKey.node.scope === scope ? [encryptionKey] : [];
  keepRetained(scope, bucket, bucket.policy!, ...ownKey);
  const { isWrittenByPrivateCa } = encryption;
  keepBucketSettings(scope, bucket, { isWrittenByPrivateCa, isLogged: true });
  const serverAccessLogsBucket = props.serverAccessLogsBucket
    ?? newAccessLogBucket(scope, accessLogsRemovalPolicyFor(removalPolicy));
  const logPrefix = `${props.accessLogPrefix}-${name.constructHash}/`;
  deliverAccessLogs(scope, { bucket, bucketArn: name.bucketArn, logPrefix }, serverAccessLogsBucket);
  return { bucket, bucketArn: name.bucketArn, encryptionKey, serverAccessLogsBucket };
}

/** The encryption of a new bucket to which AWS Private CA writes. The key policy grants the permission. */
export function privateCaEncryption(
  scope: Construct, { _kmsOptions: kmsOptions }: BucketEncryption, options: PrivateCaEncryptionOptions,
): NewBucketEncryption {
  const isWrittenByPrivateCa = true;
  if (!kmsOptions) {
    return { isWrittenByPrivateCa, bind: () => ({ encryption: s3.BucketEncryption.S3_MANAGED }) };
  }
  const { key: existingKey, bucketKeyEnabled = true } = kmsOptions;
  const bind = ({ bucketArn, constructHash }: KnownBucketName): EncryptionProps => {
    const encryptionKey = existingKey
      ? requireUsableKey(scope, existingKey, Stack.of(scope).region) : newBucketKey(scope, options);
    letPrivateCaUseKey(scope, encryptionKey, {
      bucketArn,
      bucketKeyEnabled,
      sidSuffix: existingKey && constructHash,
      additionalObjects: options.additionalObjects,
    });
    return { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled };
  };
  return { isWrittenByPrivateCa, existingKey, bind };
}

/** Renders the lifecycle rule that moves objects to S3 Glacier Instant Retrieval and later deletes them. */
export function renderArchiveLifecycle(scope: Construct, props: ArchiveLifecycleProps): s3.LifecycleRule {
  const [archiveProperty, archiveAfter = DEFAULT_ARCHIVE_AFTER] = props.archiveAfter;
  const [retentionProperty, retention = DEFAULT_RETENTION] = props.retention;
  requireDays({ scope, property: archiveProperty }, 'LifecycleDays', archiveAfter);
  requireDays({ scope, property: retentionProperty }, 'LifecycleDays', retention);
  const areKnown = !archiveAfter.isUnresolved() && !retention.isUnresolved();
  if (areKnown && retention.toDays() <= archiveAfter.toDays()) {
    throw new PrivateCaError('LifecycleOrder', {
      scope,
      subject: retentionProperty,
      rule: `be longer than ${archiveProperty} (${counted(archiveAfter.toDays(), 'day')})`,
      value: counted(retention.toDays(), 'day'),
      fix: `Lengthen ${retentionProperty}, or shorten ${archiveProperty}`,
    });
  }
  return {
    id: props.id,
    prefix: props.prefix,
    transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: archiveAfter }],
    expiration: retention,
    noncurrentVersionExpiration: props.restoration ?? retention,
    abortIncompleteMultipartUploadAfter: Duration.days(7),
  };
}

/**
 * Creates a bucket without public access or ACLs. The bucket requires TLS and is versioned.
 *
 * The policy has the removal policy of the bucket. Without its policy, a retained bucket would reject the services that
 * write to it.
 */
function newPrivateBucket(
  scope: Construct, id: string, removalPolicy: RemovalPolicy, props: s3.BucketProps,
): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, {
    ...props,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy,
  });
  const policy = bucket.policy!;
  policy.applyRemovalPolicy(removalPolicy);
  const [requireTls] = (policy.document.toJSON() as { Statement: object[] }).Statement;
  keepStatement({
    scope, resource: policy.node.defaultChild as CfnResource, path: 'PolicyDocument', document: policy.document,
  }, () => requireTls);
  return bucket;
}

/** Creates a bucket for server access logs with SSE-S3, because S3 does not deliver them to a bucket with SSE-KMS. */
function newAccessLogBucket(scope: Construct, removalPolicy: RemovalPolicy): s3.Bucket {
  const bucket = newPrivateBucket(scope, 'AccessLogs', removalPolicy, {
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [{
      id: 'expire-access-logs',
      expiration: ACCESS_LOG_RETENTION,
      noncurrentVersionExpiration: ACCESS_LOG_RESTORATION,
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
  });
  keepRetained(scope, bucket, bucket.policy!);
  keepBucketSettings(scope, bucket, {});
  return bucket;
}

function newBucketKey(scope: Construct, { contents, removalPolicy }: PrivateCaEncryptionOptions): kms.Key {
  return newCustomerManagedKey(scope, 'Key', {
    description: `${contents} of AWS Private CA`,
    removalPolicy,
  });
}
