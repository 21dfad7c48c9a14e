import { Aws, Duration, Stack, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { knownArnOf, knownNameOf } from './bucket-name';
import { describeRole } from './description';
import { PrivateCaError } from './errors';
import { hasKmsKey } from './existing-bucket';
import { keepRetained } from './kept-resources';
import { nameKey, unaliased } from './kms-key';
import { globalHashOf } from './known-name';
import { BucketEncryption } from './private-ca-writes';
import { WRITTEN_AFTER_DEPLOYMENT } from './removal-policies';
import { arnOfName, isSame, ReplicaBucket } from './replica-bucket';
import { isLocked, requireSameEncryption, sourceResourceOf } from './replica-checks';
import { renderRoleStatements } from './replication-policies';
import { isRetained } from './resource-policy';
import { AlarmRunbook, describeAlarm } from './runbooks';
import { restoreResourceOnError } from './undone-on-error';

/* The replication of a bucket, with the role that S3 assumes and the alarm on failed replications. */

/** The ID of the replication rule, which is also a dimension of its metrics. */
const RULE_ID = 'archive';

/** The source and the destination of a replication. */
export interface ReplicationProps {
  readonly bucket: s3.IBucket;
  /** Absent for SSE-S3. */
  readonly encryptionKey?: kms.IKey;
  /** The beginning of the keys of the objects to replicate. */
  readonly prefix: string;
  readonly replica: ReplicaBucket;
  /** The description of the alarm. */
  readonly runbook: AlarmRunbook;
  readonly alarmText: string;
}

/** The source of a replication before it exists. */
export interface ReplicationSource {
  /** The existing bucket. Absent for a new one. */
  readonly bucket?: s3.IBucket;
  readonly encryption?: BucketEncryption;
}

/** A replication with its alarm. */
export interface Replication {
  readonly roleArn: string;
  readonly alarm: cloudwatch.Alarm;
}

/**
 * Replicates the objects of a bucket that are created from now on. Delete markers are not replicated.
 *
 * The property of the L1 bucket is used, because `replicationRules` of `s3.Bucket` must be set when it is created.
 */
export function replicate(scope: Construct, props: ReplicationProps): Replication {
  const { bucket, encryptionKey, prefix, replica } = props;
  const stack = Stack.of(scope);
  const resource = sourceResourceOf(scope, bucket);
  const bucketArn = requireSourceArn(scope, bucket);
  const replicaName = replica.nameFor(stack);
  const replicaKey = replica.keyFor(stack);
  const isOfOtherAccount = !isSame(stack.account, replica.env.account);

  // Only the policies of another account need a name that is known before the role exists.
  const roleName = isOfOtherAccount ? `pca-replication-${globalHashOf(scope)}-${stack.region}` : undefined;
  const role = newRole(scope, roleName);
  const policy = new iam.ManagedPolicy(scope, 'ReplicationPolicy', {
    description: 'Permissions of S3 Replication',
    roles: [role],
    statements: renderRoleStatements({
      source: {
        bucketArn,
        region: bucket.env.region,
        prefix,
        key: encryptionKey && nameKey(unaliased(encryptionKey)),
        isLocked: isLocked(resource),
      },
      replica: {
        bucketArn: arnOfName(replicaName),
        region: replica.env.region,
        prefix,
        bucketKeyEnabled: replica.bucketKeyEnabled,
        key: replicaKey,
        isOfOtherAccount,
      },
    }),
  });
  // A retained CA continues to publish CRLs, which S3 replicates only with the role.
  if (isRetained(resource)) { [role, policy].forEach((one) => one.applyRemovalPolicy(WRITTEN_AFTER_DEPLOYMENT)); }
  keepRetained(scope, role, policy);
  const roleArn = roleName === undefined ? role.roleArn : `arn:${Aws.PARTITION}:iam::${stack.account}:role/${roleName}`;
  const alarm = newReplicationAlarm(scope, props, replicaName);
  restoreResourceOnError(bucket);
  replica.admit(roleArn, stack.account);
  replica.deployBefore(resource);
  resource.replicationConfiguration = {
    role: role.roleArn,
    rules: [{
      id: RULE_ID,
      status: 'Enabled',
      priority: 1,
      filter: { prefix },
      deleteMarkerReplication: { status: 'Disabled' },
      ...(replicaKey && { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } } }),
      destination: {
        bucket: arnOfName(replicaName),
        ...(isOfOtherAccount && { account: replica.env.account, accessControlTranslation: { owner: 'Destination' } }),
        ...(replicaKey && { encryptionConfiguration: { replicaKmsKeyId: replicaKey.keyArn } }),
        metrics: { status: 'Enabled' },
      },
    }],
  };
  return { roleArn, alarm };
}

/** Throws an error if S3 cannot replicate the objects in a bucket. Creates nothing. */
export function requireReplicable(
  scope: Construct, { bucket, encryption }: ReplicationSource, replica: ReplicaBucket,
): void {
  if (bucket) {
    sourceResourceOf(scope, bucket);
    requireOtherBucket(scope, bucket, replica.bucket);
  }
  requireSameEncryption(scope, hasKmsKey({ bucket, encryption }), replica.encryptionKey !== undefined);
  if (bucket) { requireSourceArn(scope, bucket); }
  replica.nameFor(Stack.of(scope));
}

/**
 * The role that S3 assumes. The trust policy is the documented one, which has no condition: AWS does not document that
 * S3 Replication sends `aws:SourceArn` or `aws:SourceAccount`, and without them, no object would be replicated. Only
 * principals with `iam:PassRole` for the role can use it for a bucket, and its permissions are limited to two buckets.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
function newRole(scope: Construct, roleName: string | undefined): iam.Role {
  return new iam.Role(scope, 'ReplicationRole', {
    roleName,
    description: describeRole(scope, 'Assumed by Amazon S3: replicates objects'),
    assumedBy: new iam.ServicePrincipal('s3.amazonaws.com'),
  });
}

/**
 * An alarm on objects that were not replicated. S3 publishes the metric in the Region of the source, also after the
 * destination is deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
function newReplicationAlarm(scope: Construct, props: ReplicationProps, replicaName: string): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'ReplicationAlarm', {
    metric: new cloudwatch.Metric({
      namespace: 'AWS/S3',
      metricName: 'OperationsFailedReplication',
      dimensionsMap: { SourceBucket: props.bucket.bucketName, DestinationBucket: replicaName, RuleId: RULE_ID },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.minutes(5),
    }),
    alarmDescription: describeAlarm(scope, props.runbook, props.alarmText),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    // S3 publishes no value while there is nothing to replicate.
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

/** The policy of the role contains the ARN, and the bucket refers to the role. */
function requireSourceArn(scope: Construct, bucket: s3.IBucket): string {
  const known = knownArnOf(bucket);
  if (known !== undefined) { return known; }
  throw new PrivateCaError('BucketNameUnknown', {
    scope,
    subject: 'The source of a replication',
    rule: 'have a physical name, because its replication role refers to the name',
    value: bucket.node.path,
    fix: 'Set bucketName, or set bucketNamePrefix with the account regional namespace',
  });
}

function requireOtherBucket(scope: Construct, source: s3.IBucket, replica: s3.IBucket): void {
  const [one, other] = [source, replica].map((bucket) => knownNameOf(bucket));
  if (source !== replica && (one === undefined || one !== other)) { return; }
  throw new PrivateCaError('ArchiveBucket', {
    scope,
    subject: 'The destination of the replication',
    rule: 'be another bucket than the source, because a bucket cannot replicate to itself',
    value: replica.node.path,
    fix: 'Use a separate bucket for the destination',
  });
}
