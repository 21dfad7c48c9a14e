import {
  ArnFormat, RemovalPolicy, Resource, Stack, aws_cloudtrail as cloudtrail, aws_kms as kms,
  aws_logs as logs, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct, Dependable } from 'constructs';
import { trailBucketFor } from './private/trail-bucket';
import { keyFor } from './private/trail-key';
import { generatedName, requireLogFilePrefix, requireTrailArn, requireTrailName, trailArnOf } from './private/trail-name';
import { NamedTrail } from './private/trail-parts';
import { letTrailEncrypt, letTrailNotify, letTrailWrite, objectPathsOf } from './private/trail-writes';
import { PrivateCaTrailGrants } from './private-ca-trail-grants';
import { PrivateCaTrailAttributes, PrivateCaTrailProps } from './private-ca-trail-props';
import { TrailCoverage } from './trail-coverage';
import { TrailLogs } from './trail-logs';
import { PrivateCaError } from '../private/errors';
import { unaliased } from '../private/kms-key';
import { constructHashOf } from '../private/known-name';

/** A trail of AWS CloudTrail that records what is done to certificate authorities, made by this app or elsewhere. */
export interface IPrivateCaTrail extends cloudtrail.ITrailRef {
  /**
   * The ARN of the trail.
   *
   * @attribute
   */
  readonly trailArn: string;

  /** The bucket that takes the log files. An imported trail that was not given one reports an error when it is read. */
  readonly bucket: s3.IBucket;

  /**
   * The log group that takes the records. A trail without one, and an imported trail that was not given one, reports an
   * error when it is read.
   */
  readonly logGroup: logs.ILogGroup;

  /**
   * The customer managed key that encrypts the log files.
   *
   * @default - unknown for an imported trail that was not given one
   */
  readonly encryptionKey?: kms.IKey;

  /** Who may read the log files. */
  readonly grants: PrivateCaTrailGrants;
}

/**
 * A trail of AWS CloudTrail that records what is done to certificate authorities: management events, read and write, of
 * all Regions and of the global services, with log file validation.
 *
 * Its log files lie in a private, versioned, TLS only bucket, encrypted with a key whose policy has the statements that
 * CloudTrail needs, as this trail alone. Its records go to CloudWatch Logs as well. Bucket, keys and log group outlive
 * the stack; the trail does not.
 *
 * A certificate authority that is to be recorded from its first day waits for the trail:
 * `root.node.addDependency(trail)`. Who waits for the trail waits for all that CloudTrail needs to deliver; by the
 * policy of its key, which names them, also for the readers.
 *
 * An account that has a trail already does not need another one: a second copy of management events is billed. Refer to
 * yours by `PrivateCaTrail.fromPrivateCaTrailAttributes()`.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/logging-using-cloudtrail-pca.html
 */
export class PrivateCaTrail extends Resource implements IPrivateCaTrail {
  /**
   * A trail that was made elsewhere, by this library or by hand. Its policies stay as they are.
   *
   * @param scope the construct that the reference belongs to
   * @param id the id within the scope
   * @param attributes what is known of the trail
   */
  public static fromPrivateCaTrailAttributes(
    scope: Construct, id: string, attributes: PrivateCaTrailAttributes,
  ): IPrivateCaTrail {
    requireTrailArn(scope, attributes.trailArn);
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

  /** The bucket that takes the log files. */
  public readonly bucket: s3.IBucket;

  /**
   * The bucket that takes the server access logs.
   *
   * @default - none of ours for a bucket that was brought along
   */
  public readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the log files.
   *
   * @default - there always is one
   */
  public readonly encryptionKey?: kms.IKey;

  /** Who may read the log files. */
  public readonly grants: PrivateCaTrailGrants;

  private readonly maybeLogGroup?: logs.ILogGroup;

  /**
   * @param scope the construct that the trail belongs to
   * @param id the id within the scope; the names of trail, bucket and log group depend on it
   * @param props whose calls it records, and where to
   */
  constructor(scope: Construct, id: string, props: PrivateCaTrailProps = {}) {
    super(scope, id);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const trailLogs = props.logs ?? TrailLogs.newGroup();
    requireLogFilePrefix(this, props.s3KeyPrefix);

    const key = keyFor(this, props, removalPolicy);
    const trail = nameTrail(this, props, key);
    const bucket = trailBucketFor(this, props, key, removalPolicy);
    const logsConfig = trailLogs._bind(this, trail, removalPolicy);
    const objectPaths = objectPathsOf(trail, props.s3KeyPrefix);

    // A key that was brought along may serve several trails, each of which needs Sids of its own.
    const sidSuffix = props.encryptionKey && constructHashOf(this);
    letTrailWrite(this, trail, bucket.bucket, objectPaths);
    letTrailEncrypt(this, trail, key, { sidSuffix, bucketKeyEnabled: bucket.bucketKeyEnabled });
    if (props.snsTopic) { letTrailNotify(this, trail, props.snsTopic); }

    const resource = new cloudtrail.CfnTrail(this, 'Resource', {
      trailName: trail.trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      isOrganizationTrail: trail.coverage.organizationId !== undefined,
      enableLogFileValidation: true,
      eventSelectors: [{ includeManagementEvents: true, readWriteType: 'All' }],
      s3BucketName: bucket.bucket.bucketName,
      s3KeyPrefix: props.s3KeyPrefix,
      kmsKeyId: key.keyArn,
      cloudWatchLogsLogGroupArn: logsConfig?.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: logsConfig?.role.roleArn,
      snsTopicName: props.snsTopic?.topicArn,
    });
    // CloudTrail tries whether it may write when the trail is made.
    if (bucket.bucket.policy) { resource.node.addDependency(bucket.bucket.policy); }
    // CloudTrail tries whether it may notify when the trail is made.
    const topicPolicy = props.snsTopic?.node.tryFindChild('Policy');
    if (topicPolicy) { resource.node.addDependency(topicPolicy); }
    // Who waits for this construct waits for the trail, and so for what CloudTrail needs; not for a log group's
    // filters.
    Dependable.implement(this, { dependencyRoots: [resource] });

    this.trailArn = resource.attrArn;
    this.trailName = resource.ref;
    this.bucket = bucket.bucket;
    this.serverAccessLogsBucket = bucket.serverAccessLogsBucket;
    this.encryptionKey = key;
    this.maybeLogGroup = logsConfig?.logGroup;
    this.grants = PrivateCaTrailGrants._of(this, () => ({ ...bucket, objectPaths, encryptionKey: key }), sidSuffix);
  }

  /**
   * A reference to the trail.
   */
  public get trailRef(): cloudtrail.TrailReference {
    return { trailArn: this.trailArn, trailName: this.trailName };
  }

  /** The log group that takes the records. A trail with `TrailLogs.none()` reports an error when it is read. */
  public get logGroup(): logs.ILogGroup {
    return this.maybeLogGroup ?? attributeUnknown(this, 'logGroup', 'leave out logs: TrailLogs.none()');
  }
}

class ImportedTrail extends Resource implements IPrivateCaTrail {
  public readonly trailArn: string;
  public readonly encryptionKey?: kms.IKey;
  public readonly grants: PrivateCaTrailGrants;

  constructor(scope: Construct, id: string, private readonly attributes: PrivateCaTrailAttributes) {
    super(scope, id, { environmentFromArn: attributes.trailArn });
    requireLogFilePrefix(this, attributes.s3KeyPrefix);
    this.trailArn = attributes.trailArn;
    this.encryptionKey = attributes.encryptionKey ?? attributes.bucket?.encryptionKey;
    const coverage = (attributes.coverage ?? TrailCoverage.account())._bind(this, this.env.account);
    this.grants = PrivateCaTrailGrants._of(this, () => ({
      bucket: this.bucket,
      bucketArn: this.bucket.bucketArn,
      objectPaths: objectPathsOf({ coverage }, attributes.s3KeyPrefix),
      encryptionKey: this.encryptionKey,
    }), constructHashOf(this));
  }

  public get trailRef(): cloudtrail.TrailReference {
    const { resourceName } = Stack.of(this).splitArn(this.trailArn, ArnFormat.SLASH_RESOURCE_NAME);
    return { trailArn: this.trailArn, trailName: resourceName! };
  }

  public get bucket(): s3.IBucket {
    return this.attributes.bucket ?? attributeUnknown(this, 'bucket', 'import it with bucket');
  }

  public get logGroup(): logs.ILogGroup {
    return this.attributes.logGroup ?? attributeUnknown(this, 'logGroup', 'import it with logGroup');
  }
}

/** The policies of key, bucket, topic and the topic's key carry the trail's name. */
function nameTrail(scope: Construct, props: PrivateCaTrailProps, key: kms.IKey): NamedTrail {
  const topicKey = props.snsTopic?.masterKey && unaliased(props.snsTopic.masterKey);
  const trailName = props.trailName ?? generatedName(scope, [key, props.bucket, props.snsTopic, topicKey]);
  requireTrailName(scope, trailName);
  const coverage = (props.coverage ?? TrailCoverage.account())._bind(scope, Stack.of(scope).account);
  return { trailName, trailArn: trailArnOf(scope, coverage.account, trailName), coverage };
}

function attributeUnknown(scope: Construct, attribute: string, change: string): never {
  throw new PrivateCaError('AttributeUnknown', {
    scope,
    problem: `the ${attribute} of this trail is not known`,
    value: undefined,
    allowed: `a trail with a ${attribute}`,
    change,
  });
}
