import { Annotations, Stack, Token, TokenComparison, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { GrantedTrail } from './bindings';
import { readerOf, requireReader } from './trail-reader';
import { keySid, TRAIL_CONTEXT_KEY } from './trail-writes';
import { DECRYPT_ACTIONS, LIST_LOG_FILE_ACTIONS, READ_LOG_FILE_ACTIONS } from '../private/actions';
import { requireKnownArn } from '../private/bucket-name';
import { PrivateCaError } from '../private/errors';
import { grantedResource } from '../private/granted-resource';
import { nameKey } from '../private/kms-key';
import { isOwned } from '../private/ownership';
import { warnUnlessAdded } from '../private/policy-warning';

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

  private readonly keyStatements: iam.PolicyStatement[] = [];

  private constructor(
    private readonly scope: IConstruct,
    private readonly granted: () => GrantedTrail,
    private readonly sidSuffix?: string,
  ) {}

  /**
   * Lets an auditor read the trail's log files: list the bucket, get the trail's objects in all their versions, and
   * decrypt them. The key's policy names the auditor, and lets it decrypt log files of CloudTrail alone: what has an
   * encryption context of CloudTrail. The auditor's own policies get no permission to decrypt, unless it is of another
   * account, where they must have it as well.
   *
   * For policies that cannot be edited from the app, a warning tells the statement.
   *
   * @param auditor who may read: a role, a user, a federated user or an account. A group, a service, everybody, or a
   * principal of another partition is an error.
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html#create-
   * kms-key-policy-for-cloudtrail-decrypt
   */
  public readLogs(auditor: iam.IGrantable): iam.Grant {
    const { bucket, bucketArn, objectPaths, encryptionKey } = this.granted();
    requireReader(this.scope, auditor.grantPrincipal);
    const key = requireKey(this.scope, encryptionKey);
    // The key's policy refers to the auditor: a reference back, from the auditor's own stack, would be a cycle.
    const grantee = readerOf(auditor, bucket);
    const resource = grantedResource(this.scope, 'the bucket', bucket);
    const read = iam.Grant.addToPrincipalOrResource({
      grantee, resource, actions: READ_LOG_FILE_ACTIONS, resourceArns: objectPaths.map((path) => `${bucketArn}/${path}`),
    });
    const list = iam.Grant.addToPrincipalOrResource({
      grantee, resource, actions: LIST_LOG_FILE_ACTIONS, resourceArns: [bucketArn],
    });
    this.nameInKeyPolicy(auditor.grantPrincipal, key);
    const grant = read.combine(list);
    return isForeign(this.scope, auditor) ? grant.combine(grantDecrypt(this.scope, auditor, key)) : grant;
  }

  /** All readers of a trail stand in the same statements. */
  private nameInKeyPolicy(reader: iam.IPrincipal, key: kms.IKey): void {
    if (this.keyStatements.length === 0) {
      this.keyStatements.push(...this.renderKeyStatements(key));
      this.keyStatements.forEach((statement) => statement.addPrincipals(reader));
      this.keyStatements.forEach((statement) => {
        const result = key.addToResourcePolicy(statement, true);
        warnUnlessAdded(this.scope, 'grantNotAdded', `the KMS key ${key.node.path}`, result, statement);
      });
    } else {
      this.keyStatements.forEach((statement) => statement.addPrincipals(reader));
    }
  }

  /** With an S3 Bucket Key, S3 decrypts by the context of the bucket: this trail's bucket and no other. */
  private renderKeyStatements(key: kms.IKey): iam.PolicyStatement[] {
    const { bucket, bucketKeyEnabled } = this.granted();
    const render = (sid: string, conditions: iam.Conditions) =>
      new iam.PolicyStatement({ sid, actions: DECRYPT_ACTIONS, resources: ['*'], conditions });
    const statements = [render(keySid('read', this.sidSuffix), { Null: { [TRAIL_CONTEXT_KEY]: 'false' } })];
    if (bucketKeyEnabled === false) { return statements; }
    return [...statements, render(keySid('readByBucketKey', this.sidSuffix), {
      StringEquals: { 'kms:EncryptionContext:aws:s3:arn': requireKnownArn(this.scope, bucket, key) },
    })];
  }
}

/** A principal of another account needs the permission of its own account, too. */
function grantDecrypt(scope: IConstruct, auditor: iam.IGrantable, key: kms.IKey): iam.Grant {
  const { resourceArn, conditions } = nameKey(key);
  const grant = iam.Grant.addToPrincipal({
    grantee: auditor,
    actions: DECRYPT_ACTIONS,
    resourceArns: [resourceArn],
    conditions: { ...conditions, Null: { [TRAIL_CONTEXT_KEY]: 'false' } },
  });
  const principal = auditor.grantPrincipal;
  // CDK takes a statement for an imported role of another account, and drops it in silence.
  if (!Construct.isConstruct(principal) || !isOwned(principal)) {
    Annotations.of(scope).addWarningV2('cdk-private-ca:readLogsNotGranted',
      `the reader ${principal} is of another account, whose own policies this app cannot edit: have that account allow `
      + 'kms:Decrypt on the key of the trail, and s3:GetObject and s3:ListBucket on its bucket');
  }
  return grant;
}

function isForeign(scope: IConstruct, auditor: iam.IGrantable): boolean {
  const account = auditor.grantPrincipal.principalAccount;
  return account !== undefined && Token.compareStrings(account, Stack.of(scope).account) === TokenComparison.DIFFERENT;
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
