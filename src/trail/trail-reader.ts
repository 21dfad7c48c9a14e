import { Stack, Token, aws_iam as iam, aws_s3 as s3, region_info } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from '../private/errors';
import { isOwned } from '../private/ownership';

/* Who may read log files. Not exported. */

/**
 * What an ARN of a principal that a key policy can name begins with, after the partition: IAM users and roles, and
 * sessions.
 */
const NAMEABLE = /^arn:[^:]+:(?:iam::[^:]*:(?:root$|role\/|user\/)|sts::[^:]*:(?:assumed-role|federated-user)\/)/;

const ACCOUNT = /^\d{12}$/;

/** The principal is one that a key policy can name, as far as it is known: somebody, of the partition of the stack. */
export function requireReader(scope: IConstruct, reader: iam.IPrincipal): void {
  const names = namesOf(reader);
  const wrong = names.find(({ kind, value }) => kind !== 'AWS' || !isNameable(scope, value));
  if (!wrong) { return; }
  throw new PrivateCaError('ReaderPrincipal', {
    scope,
    problem: 'the reader is not one that the policy of the key can name',
    value: `${wrong.kind} ${wrong.value}`,
    allowed: `an IAM role, a user, a session or an account${partitionText(scope)}`,
    change: 'grant it to a role that the reader can assume',
  });
}

/**
 * Whom to write policies for. A reader that another stack makes gets the permission on the bucket by the bucket's
 * policy, if that can be edited: the stack of the trail refers to the reader already, by the policy of the key.
 */
export function readerOf(auditor: iam.IGrantable, bucket: s3.IBucket): iam.IGrantable {
  const principal = auditor.grantPrincipal;
  const elsewhere = Construct.isConstruct(principal) && isOwned(principal) && Stack.of(principal) !== Stack.of(bucket);
  return elsewhere && isOwned(bucket) ? { grantPrincipal: new NamedReader(principal) } : auditor;
}

/** A principal whose own policies stay as they are. */
class NamedReader extends iam.PrincipalBase {
  public readonly principalAccount: string | undefined;

  constructor(private readonly principal: iam.IPrincipal) {
    super();
    this.principalAccount = principal.principalAccount;
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return this.principal.policyFragment;
  }

  public dedupeString(): string | undefined {
    return undefined;
  }
}

function namesOf(reader: iam.IPrincipal): { kind: string; value: string }[] {
  // IAM has no principal of a group; asked for one, CDK tells its own error.
  if ('groupArn' in reader) { return [{ kind: 'Group', value: (reader as iam.IGroup).groupArn }]; }
  return Object.entries(reader.policyFragment.principalJson)
    .flatMap(([kind, values]) => values.map((value) => ({ kind, value })));
}

function isNameable(scope: IConstruct, name: string): boolean {
  if (name === '*') { return false; }
  const [partition, known] = [name.split(':')[1], partitionOf(scope)];
  const bothKnown = known !== undefined && partition !== undefined && !Token.isUnresolved(partition);
  const foreign = bothKnown && partition !== known;
  return !foreign && (Token.isUnresolved(name) || NAMEABLE.test(name) || ACCOUNT.test(name));
}

function partitionOf(scope: IConstruct): string | undefined {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) ? undefined : region_info.RegionInfo.get(region).partition;
}

function partitionText(scope: IConstruct): string {
  const partition = partitionOf(scope);
  return partition === undefined ? '' : ` of the partition ${partition}`;
}
