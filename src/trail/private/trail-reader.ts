import { Resource, Stack, Token, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { differs, partitionOf } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';

/* Checks of the principals that read log files. */

/** The ARNs of principals that a key policy can name: one account, user, role, or session. */
const NAMEABLE = [
  /^arn:[^:]+:iam::[^:*?]+:root$/,
  /^arn:[^:]+:iam::[^:*?]+:(?:role|user)\/[^*?]+$/,
  /^arn:[^:]+:sts::[^:*?]+:(?:assumed-role|federated-user)\/[^*?]+$/,
];

const ACCOUNT = /^\d{12}$/;

/** The index of the account in the parts of an ARN, which colons separate. */
const ACCOUNT_PART = 4;

/**
 * Requires a principal that a key policy can name, in the partition of the stack. Tokens pass.
 *
 * Conditions are not supported, because they would apply to all readers in the same statement.
 */
export function requireReader(scope: IConstruct, reader: iam.IPrincipal): void {
  const wrong = namesOf(reader).find(({ kind, name }) => kind !== 'AWS' || !isNameable(scope, name));
  if (wrong) { throwReaderPrincipal(scope, `${wrong.kind} ${wrong.name}`); }
  if (Object.keys(reader.policyFragment.conditions).length > 0) {
    throwReaderPrincipal(scope, 'a principal with conditions');
  }
}

/**
 * Prevents a dependency cycle between the stack of the trail and the stack of the key.
 *
 * The trail stack refers to the key. Therefore, the key policy cannot refer to a reader that the trail stack creates.
 */
export function requireNoCycle(scope: IConstruct, reader: iam.IPrincipal, keyOwner: IConstruct): void {
  const stack = Stack.of(scope);
  const keyElsewhere = Resource.isOwnedResource(keyOwner) && Stack.of(keyOwner) !== stack;
  if (!keyElsewhere || !isCreatedIn(reader, (own) => own === stack)) { return; }
  throw new PrivateCaError('ReaderStack', {
    scope,
    subject: 'The reader',
    rule: 'not be created in the trail stack if another stack creates the KMS key',
    value: (reader as unknown as IConstruct).node.path,
    fix: 'Set roleName and use iam.Role.fromRoleArn(), or create the role in the stack of the key',
  });
}

/**
 * Whether the policy of the reader can contain the permissions on the bucket.
 *
 * This is not possible for a reader in another account. For a reader in another stack of the app, it would be a cycle
 * if the app can edit the bucket policy, because the policies of the bucket and the key refer to the reader.
 */
export function hasOwnPolicies(scope: IConstruct, reader: iam.IPrincipal, bucket: s3.IBucket): boolean {
  const stack = Stack.of(scope);
  if (isOfOtherAccount(reader, stack.account)) { return false; }
  return !Resource.isOwnedResource(bucket) || !isCreatedIn(reader, (own) => own !== stack);
}

/** Whether the reader is known to be in another account. */
export function isOfOtherAccount(reader: iam.IPrincipal, account: string): boolean {
  const own = accountOf(reader);
  return own !== undefined && differs(own, account);
}

/** A reader whose own policies are not changed. */
export class NamedReader extends iam.PrincipalBase {
  public readonly principalAccount: string | undefined;

  constructor(private readonly principal: iam.IPrincipal) {
    super();
    this.principalAccount = accountOf(principal);
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return this.principal.policyFragment;
  }

  public dedupeString(): string | undefined {
    return undefined;
  }
}

function isCreatedIn(reader: iam.IPrincipal, where: (stack: Stack) => boolean): boolean {
  return Construct.isConstruct(reader) && Resource.isOwnedResource(reader) && where(Stack.of(reader));
}

/** The account of a principal, from the principal or from its ARN. */
function accountOf(reader: iam.IPrincipal): string | undefined {
  if (reader.principalAccount !== undefined) { return reader.principalAccount; }
  // The path of a role or user can also contain colons.
  return namesOf(reader)[0].name.split(':')[ACCOUNT_PART];
}

function namesOf(reader: iam.IPrincipal): { kind: string; name: string }[] {
  // IAM does not support groups as principals. CDK throws its own error for the policy fragment of a group.
  if ('groupArn' in reader) { return [{ kind: 'Group', name: (reader as iam.IGroup).groupArn }]; }
  return Object.entries(reader.policyFragment.principalJson)
    .flatMap(([kind, names]) => names.map((name) => ({ kind, name })));
}

function isNameable(scope: IConstruct, name: string): boolean {
  const [partition, known] = [name.split(':')[1], partitionOf(Stack.of(scope).region)];
  const bothKnown = known !== undefined && partition !== undefined && !Token.isUnresolved(partition);
  if (bothKnown && partition !== known) { return false; }
  // A token does not have the form of an ARN. Parts of an ARN that are tokens match any text.
  return (Token.isUnresolved(name) && !name.startsWith('arn:')) || ACCOUNT.test(name)
    || NAMEABLE.some((pattern) => pattern.test(name));
}

function throwReaderPrincipal(scope: IConstruct, value: string): never {
  const partition = partitionOf(Stack.of(scope).region);
  throw new PrivateCaError('ReaderPrincipal', {
    scope,
    subject: 'The reader',
    rule: `be one IAM role, user, session, or account${partition === undefined ? '' : ` in the partition ${partition}`}, `
      + 'without conditions',
    value,
    fix: 'Grant permission to a role that the reader can assume',
  });
}
