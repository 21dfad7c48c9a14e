import { Token, TokenComparison, aws_iam as iam } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ErrorCode } from './error-codes';
import { PrivateCaError } from './errors';

/* The principals of grants. Every grant of the library checks its principal before it writes a statement. */

/**
 * The condition keys that limit a principal named `*` to an organization, an account, or a principal, with the values
 * that do so: no wildcard stands for the organization or the account.
 */
const LIMITING_KEYS = new Map([
  ['aws:principalorgid', /^[^*?]+$/],
  ['aws:principalorgpaths', /^[^*?/]+\//],
  ['aws:principalaccount', /^[^*?]+$/],
  ['aws:principalarn', /^arn:[^:]+:[^:*?]+::[^:*?]+:/],
]);

/** The operators with which these keys limit a principal. Negated operators and `…IfExists` don't. */
const LIMITING_OPERATOR = /^(?:ForAnyValue:)?(?:StringEquals|StringLike|ArnEquals|ArnLike)$/i;

/** Whether the principal is known to belong to another account. */
export function isOfOtherAccount(grantee: iam.IGrantable, account: string): boolean {
  const { principalAccount } = grantee.grantPrincipal;
  return principalAccount !== undefined
    && Token.compareStrings(principalAccount, account) === TokenComparison.DIFFERENT;
}

/**
 * Throws an error if the principal of a grant stands for everyone.
 *
 * A principal named `*` passes if its conditions limit it, for example to an organization.
 */
export function requireNamedPrincipal(scope: IConstruct, code: ErrorCode, grantee: iam.IGrantable): void {
  const { principalJson, conditions } = grantee.grantPrincipal.policyFragment;
  const names = Object.values(principalJson).flat();
  if (!names.includes('*') || isLimited(conditions)) { return; }
  throw new PrivateCaError(code, {
    scope,
    subject: 'The principal of a grant',
    rule: 'be an account, a role, a user, a group, or a service',
    value: '*',
    fix: 'Name the principal, for example iam.AccountPrincipal or a role',
  });
}

function isLimited(conditions: Record<string, unknown>): boolean {
  return Object.entries(conditions).some(([operator, block]) => LIMITING_OPERATOR.test(operator)
    && Object.entries(block as Record<string, unknown>).some(([key, values]) => {
      const limiting = LIMITING_KEYS.get(key.toLowerCase());
      return limiting !== undefined
        && [values].flat().every((value) => Token.isUnresolved(value) || limiting.test(String(value)));
    }));
}
