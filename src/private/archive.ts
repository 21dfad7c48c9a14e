import { Duration, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { requireNoOptionsOfNewBucket } from './existing-bucket';
import { BucketEncryption } from './private-ca-writes';
import { WRITTEN_AFTER_DEPLOYMENT } from './removal-policies';
import { renderRetentionLifecycle, ReplicaBucket } from './replica-bucket';
import { requirePattern } from './require';

/* An archive: a bucket with Object Lock to which S3 replicates audit reports or log files. */

/** An ARN of an IAM role in any partition. */
const ROLE_ARN = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** The Object Lock retention of a new archive, as `ArchiveRetention` specifies it. */
interface Retention {
  readonly _duration: Duration;
  readonly _bind: (scope: IConstruct) => s3.ObjectLockRetention;
}

/** The properties of an archive, as `ArchiveProps` specifies them. */
interface ArchiveOptions {
  readonly retention?: Retention;
  readonly replicationRoleArns?: string[];
  readonly bucket?: s3.IBucket;
  readonly encryption?: BucketEncryption;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly bucketNamePrefix?: string;
  readonly removalPolicy?: RemovalPolicy;
}

/** What differs between archives. */
export interface ArchiveKind {
  /** The encryption of a new bucket by default. */
  readonly encryption: BucketEncryption;
  /** The contents, for the description of a new key. */
  readonly contents: string;
}

/** Returns an archive in a new or an existing bucket. */
export function newArchive(scope: Construct, props: ArchiveOptions, kind: ArchiveKind): ReplicaBucket {
  const { bucket, retention, removalPolicy, bucketNamePrefix, serverAccessLogsBucket } = props;
  if (bucket) {
    requireNoOptionsOfNewBucket(scope, { retention, removalPolicy, bucketNamePrefix, serverAccessLogsBucket });
  } else if (!retention) {
    throw new PrivateCaError('ArchiveRetention', {
      scope,
      subject: 'retention',
      rule: 'be specified for a new archive, because S3 Object Lock cannot be disabled',
      value: retention,
      fix: 'Set retention to ArchiveRetention.governance() or ArchiveRetention.compliance()',
    });
  }
  const roleArns = props.replicationRoleArns ?? [];
  roleArns.forEach((roleArn) =>
    requirePattern({ scope, property: 'replicationRoleArns' }, 'ReplicationRole', roleArn, ROLE_ARN, 'the ARN of an IAM role'));
  const replica = new ReplicaBucket(scope, {
    bucket,
    encryption: props.encryption ?? (bucket ? {} : kind.encryption),
    objectLock: { retention: retention?._bind(scope) },
    lifecycleRules: retention && [renderRetentionLifecycle('expire-archived-objects', retention._duration)],
    serverAccessLogsBucket,
    bucketNamePrefix: bucketNamePrefix ?? 'pca-archive',
    accessLogPrefix: 'archive',
    contents: kind.contents,
    removalPolicy: removalPolicy ?? WRITTEN_AFTER_DEPLOYMENT,
  });
  roleArns.forEach((roleArn) => replica.admitArn(roleArn));
  return replica;
}

/** Throws an error if an option of the archive is specified without the archive. */
export function requireArchive(scope: Construct, options: Record<string, unknown>): void {
  const given = Object.keys(options).filter((name) => options[name] !== undefined);
  if (given.length === 0) { return; }
  throw new PrivateCaError('ArchiveMissing', {
    scope,
    subject: given.join(', '),
    rule: 'be specified only with archive',
    value: given,
    fix: `Set archive, or remove ${given.join(', ')}`,
  });
}
