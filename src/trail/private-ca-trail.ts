import {
  Annotations, ArnFormat, Resource, Stack, aws_cloudtrail as cloudtrail, aws_cloudwatch as cloudwatch,
  aws_kms as kms, aws_logs as logs, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct, Dependable } from 'constructs';
import { TRAIL_ATTRIBUTES_KINDS, TRAIL_KINDS } from './private/kinds';
import { archiveLogFiles, requireLogFileArchive } from './private/log-file-archive';
import { trailBucketFor } from './private/trail-bucket';
import { keyFor } from './private/trail-key';
import {
  generatedName, isTrailArn, requireLogFilePrefix, requireTrailArn, requireTrailName, trailArnOf,
} from './private/trail-name';
import { NamedTrail } from './private/trail-parts';
import { newTrailResource } from './private/trail-resource';
import { letTrailEncrypt, letTrailNotify, letTrailWrite, objectPathsOf, requireTrailTopic } from './private/trail-writes';
import { IPrivateCaTrail, PrivateCaTrailGrants } from './private-ca-trail-grants';
import { PrivateCaTrailAttributes, PrivateCaTrailProps } from './private-ca-trail-props';
import { TrailCoverage } from './trail-coverage';
import { TrailLogs } from './trail-logs';
import { PrivateCaError } from '../private/errors';
import { checked } from '../private/kinds';
import { unaliased } from '../private/kms-key';
import { constructHashOf } from '../private/known-name';
import { WRITTEN_AFTER_DEPLOYMENT, WRITTEN_DURING_DEPLOYMENT } from '../private/removal-policies';
import { removedOnError } from '../private/removed-on-error';

/**
 * A multi-Region CloudTrail trail that logs management events, including AWS Private CA API calls.
 *
 * The trail logs read and write events of all Regions and global services, with log file validation. CloudTrail
 * delivers log files to a private, versioned bucket that requires TLS, and events to CloudWatch Logs. The key policy
 * for the log files grants CloudTrail permission only on behalf of this trail. By default, CloudFormation retains the
 * bucket, the keys, and the log group when you delete the stack, but not the trail.
 *
 * To log all activity of a CA from its creation, call `root.node.addDependency(trail)`. A resource that depends on the
 * trail also depends on the resources that CloudTrail needs to deliver logs, and on the readers in the key policy.
 *
 * If the account already has a trail, do not create another one, because AWS bills a second copy of management events.
 * Import the existing trail with `PrivateCaTrail.fromPrivateCaTrailAttributes()`.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/logging-using-cloudtrail-pca.html
 * @example
 * const trail = new PrivateCaTrail(this, 'Trail');
 */
@removedOnError
export class PrivateCaTrail extends Resource implements IPrivateCaTrail {
  /**
   * Imports an existing trail, which this library or other tools created.
   *
   * The library does not change its policies, except for grants to readers.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param attributes The attributes of the trail.
   */
  public static fromPrivateCaTrailAttributes(
    scope: Construct, id: string, attributes: PrivateCaTrailAttributes,
  ): IPrivateCaTrail {
    return new ImportedTrail(scope, id, attributes);
  }

  /**
   * The ARN of the trail.
   *
   * @attribute
   */
  public readonly trailArn: string;

  /**
   * The name of the trail.
   *
   * @attribute
   */
  public readonly trailName: string;

  /** The bucket to which CloudTrail delivers log files. */
  public readonly bucket: s3.IBucket;

  /**
   * The destination bucket for server access logs.
   *
   * @default - no bucket if `bucket` is an existing bucket
   */
  public readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the log files.
   *
   * @default - the specified key, or the new key
   */
  public readonly encryptionKey?: kms.IKey;

  /**
   * Whether the bucket uses an S3 Bucket Key.
   *
   * @default - unknown for an imported bucket if `bucketKeyEnabled` is not specified
   */
  public readonly bucketKeyEnabled?: boolean;

  /**
   * The accounts whose API calls the trail logs.
   *
   * @default TrailCoverage.account()
   */
  public readonly coverage?: TrailCoverage;

  /**
   * The S3 key prefix of log files, before `AWSLogs/`.
   *
   * @default - no prefix
   */
  public readonly s3KeyPrefix?: string;

  /** Grants permission to read the log files of the trail. */
  public readonly grants: PrivateCaTrailGrants;

  /**
   * The ARN of the role with which S3 replicates log files to the archive.
   *
   * @default - no role without an archive
   */
  public readonly replicationRoleArn?: string;

  /** The alarms on the replication to the archive. Empty without an archive. */
  public readonly archiveAlarms: cloudwatch.IAlarm[];

  private readonly maybeLogGroup?: logs.ILogGroup;

  /**
   * @param scope The parent construct.
   * @param id The construct ID. The default names of the trail, the bucket, and the log group depend on it.
   * @param props The properties of the trail.
   */
  constructor(scope: Construct, id: string, props: PrivateCaTrailProps = {}) {
    super(scope, id);
    props = checked(this, props, TRAIL_KINDS);
    const removalPolicy = props.removalPolicy ?? WRITTEN_DURING_DEPLOYMENT;
    const trailLogs = props.logs ?? TrailLogs.newGroup();
    requireLogFilePrefix(this, props.s3KeyPrefix);
    if (props.snsTopic) { requireTrailTopic(this, props.snsTopic); }
    trailLogs._require(this);
    requireLogFileArchive(this, props);

    const key = keyFor(this, props, removalPolicy);
    const trail = nameTrail(this, props, key);
    const bucket = trailBucketFor(this, props, key, removalPolicy);
    const logsConfig = trailLogs._bind(this, trail, props.removalPolicy ?? WRITTEN_AFTER_DEPLOYMENT);

    // An existing key can serve several trails. Their statements need different Sids.
    const sidSuffix = props.encryptionKey && constructHashOf(this);
    letTrailWrite(this, trail, bucket.bucket, objectPathsOf(trail, props.s3KeyPrefix));
    letTrailEncrypt(this, trail, key, { sidSuffix, bucket });
    if (props.snsTopic) { letTrailNotify(this, trail, props.snsTopic); }

    const resource = newTrailResource(this, props, { trail, key, bucket: bucket.bucket, logsConfig });
    // A dependency on this construct is a dependency on the trail and on the resources that CloudTrail needs. It is not
    // a dependency on metric filters of the log group.
    Dependable.implement(this, { dependencyRoots: [resource] });

    this.trailArn = resource.attrArn;
    this.trailName = resource.ref;
    this.bucket = bucket.bucket;
    this.serverAccessLogsBucket = bucket.serverAccessLogsBucket;
    this.encryptionKey = key;
    this.bucketKeyEnabled = bucket.bucketKeyEnabled;
    this.coverage = props.coverage ?? TrailCoverage.account();
    this.s3KeyPrefix = props.s3KeyPrefix;
    this.maybeLogGroup = logsConfig?.logGroup;
    this.grants = PrivateCaTrailGrants.fromPrivateCaTrail(this);
    const replication = archiveLogFiles(this, props, bucket.bucket, key);
    this.replicationRoleArn = replication?.roleArn;
    this.archiveAlarms = replication ? [replication.alarm] : [];
  }

  /** The reference to the trail that aws-cdk-lib constructs accept. */
  public get trailRef(): cloudtrail.TrailReference {
    return { trailArn: this.trailArn, trailName: this.trailName };
  }

  /**
   * The log group to which CloudTrail delivers events.
   *
   * If the trail has no log group (`TrailLogs.none()`), access throws an error.
   */
  public get logGroup(): logs.ILogGroup {
    return this.maybeLogGroup
      ?? attributeUnknown(this, 'logGroup', 'Set logs to TrailLogs.newGroup() or TrailLogs.existingGroup()');
  }
}

@removedOnError
class ImportedTrail extends Resource implements IPrivateCaTrail {
  public readonly trailArn: string;
  public readonly encryptionKey?: kms.IKey;
  public readonly coverage: TrailCoverage;
  public readonly s3KeyPrefix?: string;
  public readonly grants: PrivateCaTrailGrants;

  private readonly attributes: PrivateCaTrailAttributes;

  constructor(scope: Construct, id: string, given: PrivateCaTrailAttributes) {
    const environmentFromArn = given?.trailArn;
    // The AWS CDK rejects other texts without the path of the construct.
    super(scope, id, isTrailArn(environmentFromArn) ? { environmentFromArn } : {});
    const attributes = checked(this, given, TRAIL_ATTRIBUTES_KINDS);
    this.attributes = attributes;
    requireTrailArn(this, attributes.trailArn);
    requireLogFilePrefix(this, attributes.s3KeyPrefix);
    this.trailArn = attributes.trailArn;
    this.encryptionKey = attributes.encryptionKey ?? attributes.bucket?.encryptionKey;
    if (!this.encryptionKey) { warnOfNoKey(this); }
    this.coverage = attributes.coverage ?? TrailCoverage.account();
    // Mistakes in the coverage are errors here, not at the first grant.
    this.coverage._bind(this, this.env.account);
    this.s3KeyPrefix = attributes.s3KeyPrefix;
    this.grants = PrivateCaTrailGrants.fromPrivateCaTrail(this);
  }

  public get trailRef(): cloudtrail.TrailReference {
    const { resourceName } = Stack.of(this).splitArn(this.trailArn, ArnFormat.SLASH_RESOURCE_NAME);
    return { trailArn: this.trailArn, trailName: resourceName! };
  }

  public get bucket(): s3.IBucket {
    return this.attributes.bucket ?? attributeUnknown(this, 'bucket', 'Import the trail with bucket');
  }

  public get logGroup(): logs.ILogGroup {
    return this.attributes.logGroup ?? attributeUnknown(this, 'logGroup', 'Import the trail with logGroup');
  }
}

/** Security Hub control CloudTrail.2 requires a KMS key for every trail. */
function warnOfNoKey(scope: Construct): void {
  Annotations.of(scope).addWarningV2('cdk-private-ca:trailNotEncrypted',
    'The trail is imported without encryptionKey. If it has no KMS key (KmsKeyId), the log files have no SSE-KMS encryption, which Security '
    + 'Hub control CloudTrail.2 requires. Add a customer managed key to the trail, and import the trail with encryptionKey.');
}

/** The policies of the key, the bucket, the topic, and the topic key contain the name of the trail. */
function nameTrail(scope: Construct, props: PrivateCaTrailProps, key: kms.IKey): NamedTrail {
  const topicKey = props.snsTopic?.masterKey && unaliased(props.snsTopic.masterKey);
  const trailName = props.trailName ?? generatedName(scope, [key, props.bucket, props.snsTopic, topicKey]);
  requireTrailName(scope, trailName);
  const coverage = (props.coverage ?? TrailCoverage.account())._bind(scope, Stack.of(scope).account);
  return { trailName, trailArn: trailArnOf(scope, coverage.account, trailName), coverage };
}

function attributeUnknown(scope: Construct, attribute: string, fix: string): never {
  throw new PrivateCaError('AttributeUnknown', {
    scope,
    subject: attribute,
    rule: 'be known for this trail',
    value: undefined,
    fix,
  });
}
