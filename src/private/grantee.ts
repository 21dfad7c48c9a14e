import { Token, TokenComparison, aws_iam as iam } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ErrorCode, PrivateCaError } from './errors';

/* The principals of grants: what every grant of the library checks before it writes a statement. */

/** Whether the principal is known to belong to another account. */
export function isOfOtherAccount(grantee: iam.IGrantable, account: string): boolean {
  const { principalAccount } = grantee.grantPrincipal;
  return principalAccount !== undefined
    && Token.compareStrings(principalAccount, account) === TokenComparison.DIFFERENT;
}

/** A grant never opens a resource to the public: the principal must not stand for everyone. */
export function requireNamedPrincipal(scope: IConstruct, code: ErrorCode, grantee: iam.IGrantable): void {
  const names = Object.values(grantee.grantPrincipal.policyFragment.principalJson).flat();
  if (!names.includes('*')) { return; }
  throw new PrivateCaError(code, {
    scope,
    subject: 'The principal of a grant',
    rule: 'be an account, a role, a user, a group, or a service',
    value: '*',
    fix: 'Name the principal, for example iam.AccountPrincipal or a role',
  });
}
