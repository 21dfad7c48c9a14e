import { Aws, aws_iam as iam } from 'aws-cdk-lib';
import {
  DECRYPT_ACTIONS, ENCRYPT_REPLICA_ACTIONS, OWN_REPLICA_ACTIONS, READ_LOCKS_ACTIONS, READ_REPLICATION_ACTIONS,
  READ_SOURCE_ACTIONS, USE_BUCKET_KEY_ACTIONS, WRITE_REPLICA_ACTIONS,
} from './actions';
import { NamedKey } from './kms-key';

/* The policy statements of S3 Replication: of the role, of the destination bucket, and of its key. */

const LOCKED_SOURCE_ACTIONS = [...READ_LOCKS_ACTIONS, ...READ_SOURCE_ACTIONS].sort();

const OTHER_ACCOUNT_ACTIONS = [...OWN_REPLICA_ACTIONS, ...WRITE_REPLICA_ACTIONS].sort();

/** A key as the replication configuration and an identity policy name it. */
export interface ReplicationKey extends NamedKey {
  /** The ARN of the key or of its alias. */
  readonly keyArn: string;
}

/** The objects of the source or of the destination. */
export interface ReplicatedObjects {
  readonly bucketArn: string;
  readonly region: string;
  /** The beginning of the keys of objects. Absent for all objects. */
  readonly prefix?: string;
}

/** The use of a key for the destination. */
export interface ReplicaKeyUse extends ReplicatedObjects {
  readonly bucketKeyEnabled: boolean;
}

/** The source and the destination, for the policy of the role. */
export interface ReplicationPermissions {
  readonly source: ReplicatedObjects & { readonly key?: NamedKey; readonly isLocked: boolean };
  readonly replica: ReplicaKeyUse & { readonly key?: NamedKey; readonly isOfOtherAccount: boolean };
}

/**
 * The statements of the role that S3 assumes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function renderRoleStatements({ source, replica }: ReplicationPermissions): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: READ_REPLICATION_ACTIONS, resources: [source.bucketArn] }),
    new iam.PolicyStatement({
      actions: source.isLocked ? LOCKED_SOURCE_ACTIONS : READ_SOURCE_ACTIONS,
      resources: [objectsOf(source)],
    }),
    new iam.PolicyStatement({
      actions: replica.isOfOtherAccount ? OTHER_ACCOUNT_ACTIONS : WRITE_REPLICA_ACTIONS,
      resources: [objectsOf(replica)],
    }),
    ...source.key ? [ofKey(source.key, DECRYPT_ACTIONS, viaS3(source, contextsOf(source)))] : [],
    ...replica.key ? keyUsesOf(replica).map(({ actions, conditions }) => ofKey(replica.key!, actions, conditions)) : [],
  ];
}

/** The statements that allow a role of another account to write replicas to a bucket. */
export function renderReplicaStatements(roleArn: string, account: string, bucketArn: string): iam.PolicyStatement[] {
  return [new iam.PolicyStatement({
    principals: [accountPrincipal(account)],
    actions: OTHER_ACCOUNT_ACTIONS,
    resources: [`${bucketArn}/*`],
    conditions: { ArnEquals: { 'aws:PrincipalArn': roleArn } },
  })];
}

/** The statements that allow a role of another account to encrypt replicas with a key. */
export function renderReplicaKeyStatements(
  roleArn: string, account: string, use: ReplicaKeyUse,
): iam.PolicyStatement[] {
  return keyUsesOf(use).map(({ actions, conditions }) => new iam.PolicyStatement({
    principals: [accountPrincipal(account)],
    actions,
    resources: ['*'],
    conditions: { ArnEquals: { 'aws:PrincipalArn': roleArn }, ...conditions },
  }));
}

/**
 * S3 encrypts a replica with the ARN of the object as the encryption context, or with that of the bucket if the source
 * or the destination uses an S3 Bucket Key. It verifies an S3 Bucket Key with `kms:Decrypt`.
 */
function keyUsesOf(use: ReplicaKeyUse): { actions: string[]; conditions: Record<string, Record<string, unknown>> }[] {
  return [
    { actions: ENCRYPT_REPLICA_ACTIONS, conditions: viaS3(use, contextsOf(use)) },
    ...use.bucketKeyEnabled ? [{ actions: USE_BUCKET_KEY_ACTIONS, conditions: viaS3(use, [use.bucketArn]) }] : [],
  ];
}

/** The part of the service name after the Region depends on the partition, and AWS does not document it for all. */
function viaS3({ region }: ReplicatedObjects, contexts: string[]): Record<string, Record<string, unknown>> {
  return {
    StringLike: {
      'kms:ViaService': `s3.${region}.*`,
      'kms:EncryptionContext:aws:s3:arn': contexts.length === 1 ? contexts[0] : contexts,
    },
  };
}

function ofKey(key: NamedKey, actions: string[], given: Record<string, unknown>): iam.PolicyStatement {
  const conditions = { ...given, ...key.conditions };
  return new iam.PolicyStatement({ actions, resources: [key.resourceArn], conditions });
}

function contextsOf(use: ReplicatedObjects): string[] {
  return [use.bucketArn, objectsOf(use)];
}

function objectsOf({ bucketArn, prefix = '' }: ReplicatedObjects): string {
  return `${bucketArn}/${prefix}*`;
}

/** The principal does not depend on feature flags, unlike `iam.AccountPrincipal`. */
function accountPrincipal(account: string): iam.ArnPrincipal {
  return new iam.ArnPrincipal(`arn:${Aws.PARTITION}:iam::${account}:root`);
}
