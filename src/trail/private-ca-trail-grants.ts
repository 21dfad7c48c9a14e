import { aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { GrantedTrail } from './private/trail-parts';
import { hasOwnPolicies, isOfOtherAccount, NamedReader, requireNoCycle, requireReader } from './private/trail-reader';
import { keySid, TRAIL_CONTEXT_KEY } from './private/trail-writes';
import { DECRYPT_ACTIONS, LIST_LOG_FILE_ACTIONS, READ_LOG_FILE_ACTIONS } from '../private/actions';
import { requireKnownArn } from '../private/bucket-name';
import { PrivateCaError } from '../private/errors';
import { nameKey } from '../private/kms-key';
import { addToKeyPolicy, grantedResource, warnUnlessAdded } from '../private/resource-policy';

/** The grants of a trail. */
export class PrivateCaTrailGrants {
  /**
   * The grants of a trail.
   *
   * @internal
   */
  public static _of(scope: IConstruct, granted: () => GrantedTrail, sidSuffix?: string): PrivateCaTrailGrants {
    return new PrivateCaTrailGrants(scope, granted, sidSuffix);
  }

  /** The statements of the key's policy that name the readers. */
  private readonly keyStatements: iam.PolicyStatement[] = [];

  private constructor(
    private readonly scope: IConstruct,
    private readonly granted: () => GrantedTrail,
    private readonly sidSuffix?: string,
  ) {}

  /**
   * Lets an auditor read the trail's log files: list the bucket, get the trail's objects in all their versions, and
   * decrypt them. The key's policy names the auditor, and lets it decrypt what has an encryption context of CloudTrail.
   *
   * An auditor of the stack gets the permissions on the bucket by its own policy, one that another stack of the app
   * makes by the policy of the bucket. An auditor of another account than bucket and key needs all permissions by its
   * own policies, too. For policies that cannot be edited from the app, a warning tells the statement. In a stack whose
   * account is not known, CDK takes an imported role or user for one of the account of the stack.
   *
   * The policy of the key refers to the auditor: what depends on this trail (a CA that waits for it, a stack that uses
   * its log group) must not be what the auditor itself depends on.
   *
   * @param auditor who may read: a role, a user, a session or an account, one and without conditions. A group, a
   * service, everybody, or a principal of another partition is an error; so is an auditor that the stack of the trail
   * makes, if another stack makes the key.
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html#create-kms-key-policy-for-cloudtrail-decrypt
   */
  public readLogs(auditor: iam.IGrantable): iam.Grant {
    const { bucket, encryptionKey } = this.granted();
    const reader = auditor.grantPrincipal;
    const key = requireKey(this.scope, encryptionKey);
    requireReader(this.scope, reader);
    requireNoCycle(this.scope, reader, key);
    const conditions = this.renderDecryptConditions(key);

    const isOwn = hasOwnPolicies(this.scope, reader, bucket);
    const grantee = isOwn ? auditor : { grantPrincipal: new NamedReader(reader) };
    const resource = grantedResource(this.scope, 'the bucket', bucket);
    const objectGrants = this.renderObjectGrants().map((props) =>
      iam.Grant.addToPrincipalOrResource({ ...props, grantee, resource }));
    this.nameInKeyPolicy(reader, key, conditions);

    const isForeign = [bucket.env.account, key.env.account].some((account) => isOfOtherAccount(reader, account));
    if (isForeign && !isOwn) { this.tellOwnPolicies(reader, key, conditions); }
    const keyGrants = isForeign && isOwn
      ? renderDecryptGrants(key, conditions).map((props) => iam.Grant.addToPrincipal({ ...props, grantee }))
      : [];
    return [...objectGrants, ...keyGrants].reduce((all, grant) => all.combine(grant));
  }

  private renderObjectGrants(): Permission[] {
    const { bucketArn, objectPaths } = this.granted();
    return [
      { actions: READ_LOG_FILE_ACTIONS, resourceArns: objectPaths.map((path) => `${bucketArn}/${path}`) },
      { actions: LIST_LOG_FILE_ACTIONS, resourceArns: [bucketArn] },
    ];
  }

  /**
   * What the encryption context must be. With an S3 Bucket Key, S3 decrypts by that of the bucket: this one, no other.
   */
  private renderDecryptConditions(key: kms.IKey): EncryptionContexts[] {
    const { bucket, bucketKeyEnabled } = this.granted();
    const ofTrail = { Null: { [TRAIL_CONTEXT_KEY]: 'false' } };
    if (bucketKeyEnabled === false) { return [ofTrail]; }
    const bucketArn = requireKnownArn(this.scope, bucket, key);
    return [ofTrail, { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': bucketArn } }];
  }

  /** All readers of a trail stand in the same statements. */
  private nameInKeyPolicy(reader: iam.IPrincipal, key: kms.IKey, conditions: EncryptionContexts[]): void {
    const isFirst = this.keyStatements.length === 0;
    if (isFirst) {
      const sids = [keySid('read', this.sidSuffix), keySid('readByBucketKey', this.sidSuffix)];
      this.keyStatements.push(...conditions.map((own, index) =>
        new iam.PolicyStatement({ sid: sids[index], actions: DECRYPT_ACTIONS, resources: ['*'], conditions: own })));
    }
    this.keyStatements.forEach((statement) => statement.addPrincipals(reader));
    if (!isFirst) { return; }
    this.keyStatements.forEach((statement) => addToKeyPolicy(this.scope, key, statement, 'grantNotAdded'));
  }

  /** A reader of another account needs every permission of its own account, too. */
  private tellOwnPolicies(reader: iam.IPrincipal, key: kms.IKey, conditions: EncryptionContexts[]): void {
    const permissions = [...this.renderObjectGrants(), ...renderDecryptGrants(key, conditions)];
    for (const { actions, resourceArns, conditions: own } of permissions) {
      const statement = new iam.PolicyStatement({ actions, resources: resourceArns, conditions: own });
      warnUnlessAdded(this.scope, 'grantNotAdded', `the reader ${reader}`, { statementAdded: false }, statement);
    }
  }
}

/** What a condition says of the encryption context. */
type EncryptionContexts = Record<string, Record<string, unknown>>;

/** What a statement of an identity policy allows. */
type Permission = Pick<iam.GrantWithResourceOptions, 'actions' | 'resourceArns' | 'conditions'>;

function renderDecryptGrants(key: kms.IKey, conditions: EncryptionContexts[]): Permission[] {
  const { resourceArn, conditions: ofKey } = nameKey(key);
  return conditions.map((own) =>
    ({ actions: DECRYPT_ACTIONS, resourceArns: [resourceArn], conditions: { ...own, ...ofKey } }));
}

function requireKey(scope: IConstruct, key: kms.IKey | undefined): kms.IKey {
  if (key) { return key; }
  throw new PrivateCaError('AttributeUnknown', {
    scope,
    problem: 'the KMS key of this imported trail is not known, and a reader needs it',
    value: undefined,
    allowed: 'a trail that was imported with its encryptionKey',
    change: 'import it with encryptionKey',
  });
}
