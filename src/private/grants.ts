import { Token, TokenComparison, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { limitIdentityPolicies } from './policy-size';
import { restoreResourceOnError } from './undone-on-error';

/**
 * Adds a statement to the policy of the principal. If that is not possible, or not sufficient because the resource can
 * be in another account, adds it to the policy of the resource.
 *
 * It decides like `iam.Grant.addToPrincipalOrResource()`, which loses `conditions` in the policy of the resource in
 * aws-cdk-lib 2.256 to 2.275. The library never calls a CDK helper that renders the statement of a resource itself.
 */
export function grantOnPrincipalOrResource(options: iam.GrantWithResourceOptions): iam.Grant {
  const { grantee: { grantPrincipal }, actions, conditions, resource } = options;
  restoreGranteeOnError(options.grantee);
  const onPrincipal = iam.Grant.addToPrincipal(options);
  limitIdentityPolicies(options.grantee);
  if (onPrincipal.success && isOfAccount(grantPrincipal, resource.env.account)) { return onPrincipal; }
  const statement = new iam.PolicyStatement({
    principals: [grantPrincipal],
    actions,
    resources: options.resourceSelfArns ?? options.resourceArns,
    conditions,
  });
  const onResource = iam.Grant.addStatementToResourcePolicy({ ...options, statement });
  return onPrincipal.success ? onPrincipal.combine(onResource) : onResource;
}

/** Restores the policies of a role, user, or group if the running grant causes an error. */
export function restoreGranteeOnError(grantee: iam.IGrantable): void {
  identitiesOf(grantee).forEach(restoreResourceOnError);
}

/** The role, user, group, or managed policy whose policies a grant changes. Other principals have none. */
export function identitiesOf(grantee: iam.IGrantable): Construct[] {
  const owners: unknown[] = [grantee.grantPrincipal, grantee];
  return owners.filter((owner): owner is Construct => Construct.isConstruct(owner));
}

/** Whether the principal is in the account. Two accounts that are unknown until deployment count as the same. */
export function isOfAccount({ principalAccount }: iam.IPrincipal, account: string): boolean {
  if (principalAccount === undefined) { return false; }
  const comparison = Token.compareStrings(account, principalAccount);
  return comparison === TokenComparison.SAME || comparison === TokenComparison.BOTH_UNRESOLVED;
}
