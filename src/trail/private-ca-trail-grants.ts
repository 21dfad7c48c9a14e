import {
  aws_cloudtrail as cloudtrail, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TRAIL } from './private/kinds';
import { requireLogFilePrefix } from './private/trail-name';
import { hasOwnPolicies, isOfOtherAccount, NamedReader, requireNoCycle, requireReader } from './private/trail-reader';
import { keySid, objectPathsOf, S3_CONTEXT_KEY, TRAIL_CONTEXT_KEY } from './private/trail-writes';
import { TrailCoverage } from './trail-coverage';
import { DECRYPT_ACTIONS, LIST_LOG_FILE_ACTIONS, READ_LOG_FILE_ACTIONS } from '../private/actions';
import { knownArnOf, requireKnownArn } from '../private/bucket-name';
import { GRANTEE } from '../private/cdk-kinds';
import { PrivateCaError } from '../private/errors';
import { grantOnPrincipalOrResource, identitiesOf } from '../private/grants';
import { check, checkArgument } from '../private/kinds';
import { nameKey } from '../private/kms-key';
import { constructHashOf } from '../private/known-name';
import { addToKeyPolicy, grantedResource, warnUnlessAdded } from '../private/resource-policy';
import { restoreOnError, undoneOnError } from '../private/undone-on-error';
import { usingResources } from '../private/used-resources';

/* The interface and its grants refer to each other. One file keeps the imports free of a cycle. */

/** A CloudTrail trail that logs AWS Private CA activity. */
export interface IPrivateCaTrail extends cloudtrail.ITrailRef {
  /**
   * The ARN of the trail.
   *
   * @attribute
   */
  readonly trailArn: string;

  /**
   * The bucket to which CloudTrail delivers log files.
   *
   * If the trail is imported without this attribute, access throws an error.
   */
  readonly bucket: s3.IBucket;

  /**
   * The log group to which CloudTrail delivers events.
   *
   * If the trail has no log group, or is imported without this attribute, access throws an error.
   */
  readonly logGroup: logs.ILogGroup;

  /**
   * The customer managed key that encrypts the log files.
   *
   * @default - unknown; `grants.readLogs()` throws an error
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the bucket uses an S3 Bucket Key.
   *
   * @default - unknown; readers can decrypt log files with and without an S3 Bucket Key
   */
  readonly bucketKeyEnabled?: boolean;

  /**
   * The accounts whose API calls the trail logs.
   *
   * @default - the account of the trail
   */
  readonly coverage?: TrailCoverage;

  /**
   * The S3 key prefix of log files, before `AWSLogs/`.
   *
   * @default - no prefix
   */
  readonly s3KeyPrefix?: string;

  /**
   * Grants permission to read the log files of the trail.
   *
   * If you implement this interface, return `PrivateCaTrailGrants.fromPrivateCaTrail()` of your trail.
   */
  readonly grants: PrivateCaTrailGrants;
}

/** The grants of each trail, so that repeated calls share their state. */
const GRANTS = new WeakMap<IPrivateCaTrail, PrivateCaTrailGrants>();

/** Grants permission to read the log files of a trail. */
export class PrivateCaTrailGrants {
  /**
   * The grants of a trail.
   *
   * Repeated calls for the same trail return the same object, which is also the `grants` property of the trail.
   *
   * @param trail The trail.
   */
  public static fromPrivateCaTrail(trail: IPrivateCaTrail): PrivateCaTrailGrants {
    checkArgument('trail', TRAIL, trail);
    const grants = GRANTS.get(trail) ?? new PrivateCaTrailGrants(trail);
    GRANTS.set(trail, grants);
    return grants;
  }

  /** The statements of the key policy that name all readers. */
  private keyStatements?: iam.PolicyStatement[];

  private constructor(private readonly trail: IPrivateCaTrail) {}

  /**
   * Grants an auditor permission to list and read the log files of the trail.
   *
   * The grant includes `s3:ListBucket` on the bucket, all object versions of the trail, and `kms:Decrypt`. The key
   * policy names the auditor and allows `kms:Decrypt` only with an encryption context of CloudTrail.
   *
   * If the auditor is in the same stack, the library adds the S3 permissions to its policy. If the auditor is in
   * another stack of the app, the library adds them to the bucket policy. If the bucket or the key is in another
   * account, the auditor also needs all permissions in its own account. If the app cannot edit a policy, synthesis
   * prints a warning with the statement. If the account of the stack is unknown, CDK assumes that an imported role or
   * user is in that account.
   *
   * The key policy depends on the auditor. The auditor must not depend on a resource that depends on the trail, such as
   * a CA or a stack that uses the log group.
   *
   * @param auditor The principal that can read log files. Specify one role, user, session, or account, without
   * conditions. Other principals, and principals in another partition, cause an error. If another stack creates the KMS
   * key, an auditor that the trail stack creates also causes an error.
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html#create-kms-key-policy-for-cloudtrail-decrypt
   */
  public readLogs(auditor: iam.IGrantable): iam.Grant {
    const { trail } = this;
    check(trail, 'auditor', GRANTEE, auditor);
    const reader = auditor.grantPrincipal;
    const key = requireKey(trail);
    requireReader(trail, reader);
    requireNoCycle(trail, reader, key);
    const permissions = renderObjectPermissions(trail);
    const conditions = renderDecryptConditions(trail, key);

    const used = [...identitiesOf(auditor), trail.bucket, key];
    return undoneOnError(() => usingResources({ scope: trail, property: 'auditor' }, used,
      () => this.grant(auditor, key, permissions, conditions)));
  }

  private grant(
    auditor: iam.IGrantable, key: kms.IKey, permissions: Permission[], conditions: EncryptionContexts[],
  ): iam.Grant {
    const { trail } = this;
    const { bucket } = trail;
    const reader = auditor.grantPrincipal;
    const isOwn = hasOwnPolicies(trail, reader, bucket);
    const grantee = isOwn ? auditor : { grantPrincipal: new NamedReader(reader) };
    const resource = grantedResource(trail, 'the bucket', bucket);
    const objectGrants = permissions.map((props) =>
      grantOnPrincipalOrResource({ ...props, grantee, resource }));
    this.nameInKeyPolicy(reader, key, conditions);

    const isForeign = [bucket.env.account, key.env.account].some((account) => isOfOtherAccount(reader, account));
    const keyPermissions = isForeign ? renderDecryptPermissions(key, conditions) : [];
    if (isForeign && !isOwn) { warnOfOwnPolicies(trail, reader, [...permissions, ...keyPermissions]); }
    const keyGrants = isOwn ? keyPermissions.map((props) => iam.Grant.addToPrincipal({ ...props, grantee })) : [];
    return [...objectGrants, ...keyGrants].reduce((all, grant) => all.combine(grant));
  }

  /** Names the reader in the statements that all readers of the trail share. */
  private nameInKeyPolicy(reader: iam.IPrincipal, key: kms.IKey, conditions: EncryptionContexts[]): void {
    restoreOnError(this, ...this.keyStatements ?? []);
    this.keyStatements ??= addDecryptStatements(this.trail, key, conditions);
    this.keyStatements.forEach((statement) => statement.addPrincipals(reader));
  }
}

/** The conditions on the encryption context. */
type EncryptionContexts = Record<string, Record<string, unknown>>;

/** The permissions of one statement of an identity policy. */
type Permission = Pick<iam.GrantWithResourceOptions, 'actions' | 'resourceArns' | 'conditions'>;

function isCreatedBy(trail: IPrivateCaTrail, resource: IConstruct): boolean {
  return resource.node.scope === trail;
}

function renderObjectPermissions(trail: IPrivateCaTrail): Permission[] {
  const { bucket, coverage = TrailCoverage.account(), s3KeyPrefix } = trail;
  requireLogFilePrefix(trail, s3KeyPrefix);
  const objectPaths = objectPathsOf({ coverage: coverage._bind(trail, trail.env.account) }, s3KeyPrefix);
  // Without a reference to a bucket that the trail created, whose name is known.
  const bucketArn = (isCreatedBy(trail, bucket) ? knownArnOf(bucket) : undefined) ?? bucket.bucketArn;
  return [
    { actions: READ_LOG_FILE_ACTIONS, resourceArns: objectPaths.map((path) => `${bucketArn}/${path}`) },
    { actions: LIST_LOG_FILE_ACTIONS, resourceArns: [bucketArn] },
  ];
}

/** The encryption context of log files. With an S3 Bucket Key, it is the ARN of the bucket. */
function renderDecryptConditions(trail: IPrivateCaTrail, key: kms.IKey): EncryptionContexts[] {
  const ofTrail = { Null: { [TRAIL_CONTEXT_KEY]: 'false' } };
  if (trail.bucketKeyEnabled === false) { return [ofTrail]; }
  const bucketArn = requireKnownArn(trail, trail.bucket, key);
  return [ofTrail, { StringEquals: { [S3_CONTEXT_KEY]: bucketArn } }];
}

/** Adds the statements to the key policy, still without principals. */
function addDecryptStatements(
  trail: IPrivateCaTrail, key: kms.IKey, conditions: EncryptionContexts[],
): iam.PolicyStatement[] {
  // A key that the trail did not create can serve several trails. Their statements need different Sids.
  const sidSuffix = isCreatedBy(trail, key) ? undefined : constructHashOf(trail);
  const sids = [keySid('read', sidSuffix), keySid('readByBucketKey', sidSuffix)];
  const statements = conditions.map((own, index) =>
    new iam.PolicyStatement({ sid: sids[index], actions: DECRYPT_ACTIONS, resources: ['*'], conditions: own }));
  statements.forEach((statement) => addToKeyPolicy(trail, key, statement, 'grantNotAdded'));
  return statements;
}

function renderDecryptPermissions(key: kms.IKey, conditions: EncryptionContexts[]): Permission[] {
  const { resourceArn, conditions: ofKey } = nameKey(key);
  return conditions.map((own) =>
    ({ actions: DECRYPT_ACTIONS, resourceArns: [resourceArn], conditions: { ...own, ...ofKey } }));
}

/** A reader in another account needs every permission in its own account, too. */
function warnOfOwnPolicies(trail: IPrivateCaTrail, reader: iam.IPrincipal, permissions: Permission[]): void {
  for (const { actions, resourceArns, conditions } of permissions) {
    const statement = new iam.PolicyStatement({ actions, resources: resourceArns, conditions });
    warnUnlessAdded(trail, 'grantNotAdded', `the reader ${reader}`, { statementAdded: false }, statement);
  }
}

function requireKey(trail: IPrivateCaTrail): kms.IKey {
  if (trail.encryptionKey) { return trail.encryptionKey; }
  throw new PrivateCaError('AttributeUnknown', {
    scope: trail,
    subject: 'encryptionKey',
    rule: 'be specified to grant permission to read log files',
    value: undefined,
    fix: 'Import the trail with encryptionKey',
  });
}
