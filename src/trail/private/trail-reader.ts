import { Resource, Stack, Token, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { differs, partitionOf } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';

/* Who may read log files. */

/** The ARNs of principals that a key policy can name: accounts, users, roles and sessions, each one and not many. */
const NAMEABLE = [
  /^arn:[^:]+:iam::[^:*?]+:root$/,
  /^arn:[^:]+:iam::[^:*?]+:(?:role|user)\/[^*?]+$/,
  /^arn:[^:]+:sts::[^:*?]+:(?:assumed-role|federated-user)\/[^*?]+$/,
];

const ACCOUNT = /^\d{12}$/;

/** What `split(':')` makes of the ARN of a principal. */
const ARN_PARTS = 6;
const ACCOUNT_PART = 4;

/**
 * The principal is one that a key policy can name, as far as it is known: somebody, of the partition of the stack, and
 * without conditions, which would bind all readers of the same statement.
 */
export function requireReader(scope: IConstruct, reader: iam.IPrincipal): void {
  const wrong = namesOf(reader).find(({ kind, name }) => kind !== 'AWS' || !isNameable(scope, name));
  if (wrong) { refuse(scope, `${wrong.kind} ${wrong.name}`); }
  if (Object.keys(reader.policyFragment.conditions).length > 0) { refuse(scope, 'a principal with conditions'); }
}

/**
 * A reader that this stack makes, and that the policy of a key of another stack would refer to: that stack is referred
 * to by this one already.
 */
export function requireNoCycle(scope: IConstruct, reader: iam.IPrincipal, keyOwner: IConstruct): void {
  const stack = Stack.of(scope);
  const keyElsewhere = Resource.isOwnedResource(keyOwner) && Stack.of(keyOwner) !== stack;
  if (!keyElsewhere || !isMadeIn(reader, (own) => own === stack)) { return; }
  throw new PrivateCaError('ReaderStack', {
    scope,
    subject: 'The reader',
    rule: 'not be created in the trail stack if another stack creates the KMS key',
    value: (reader as unknown as IConstruct).node.path,
    fix: 'Set roleName and use iam.Role.fromRoleArn(), or create the role in the stack of the key',
  });
}

/**
 * Whether permissions on the bucket may go into policies of the reader's own: not into those of another account, and
 * not into those of another stack of the app, if the bucket's policy can be edited: the policies of bucket and key
 * refer to the reader, and a reference back would be a cycle.
 */
export function hasOwnPolicies(scope: IConstruct, reader: iam.IPrincipal, bucket: s3.IBucket): boolean {
  const stack = Stack.of(scope);
  if (isOfOtherAccount(reader, stack.account)) { return false; }
  return !Resource.isOwnedResource(bucket) || !isMadeIn(reader, (own) => own !== stack);
}

/** Whether the reader is known to be of another account. */
export function isOfOtherAccount(reader: iam.IPrincipal, account: string): boolean {
  const own = accountOf(reader);
  return own !== undefined && differs(own, account);
}

/** The reader, whose own policies stay as they are. */
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

function isMadeIn(reader: iam.IPrincipal, where: (stack: Stack) => boolean): boolean {
  return Construct.isConstruct(reader) && Resource.isOwnedResource(reader) && where(Stack.of(reader));
}

/** The account of a principal that says so, or whose name does. */
function accountOf(reader: iam.IPrincipal): string | undefined {
  if (reader.principalAccount !== undefined) { return reader.principalAccount; }
  const [{ name }] = namesOf(reader);
  const parts = name.split(':');
  return parts.length === ARN_PARTS && !Token.isUnresolved(parts[ACCOUNT_PART]) ? parts[ACCOUNT_PART] : undefined;
}

function namesOf(reader: iam.IPrincipal): { kind: string; name: string }[] {
  // IAM has no principal of a group; asked for one, CDK tells its own error.
  if ('groupArn' in reader) { return [{ kind: 'Group', name: (reader as iam.IGroup).groupArn }]; }
  return Object.entries(reader.policyFragment.principalJson)
    .flatMap(([kind, names]) => names.map((name) => ({ kind, name })));
}

function isNameable(scope: IConstruct, name: string): boolean {
  const [partition, known] = [name.split(':')[1], partitionOf(Stack.of(scope).region)];
  const bothKnown = known !== undefined && partition !== undefined && !Token.isUnresolved(partition);
  if (bothKnown && partition !== known) { return false; }
  // A token has the form of no ARN; parts of an ARN that are tokens have that of any text.
  return (Token.isUnresolved(name) && !name.startsWith('arn:')) || ACCOUNT.test(name)
    || NAMEABLE.some((pattern) => pattern.test(name));
}

function refuse(scope: IConstruct, value: string): never {
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
