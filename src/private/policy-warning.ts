import { Annotations, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Warns that a policy could not be edited, with the statement to add by hand. Policies of imported buckets and keys
 * are out of CDK's reach, and CDK drops what it cannot add in silence.
 */
export function warnUnlessAdded(
  scope: IConstruct,
  warningId: string,
  owner: string,
  result: iam.AddToResourcePolicyResult,
  statement: iam.PolicyStatement,
): void {
  if (result.statementAdded) { return; }
  const json = JSON.stringify(Stack.of(scope).resolve(statement.toStatementJson()), undefined, 2);
  Annotations.of(scope).addWarningV2(`cdk-private-ca:${warningId}`,
    `the policy of ${owner} cannot be edited from this app; add this statement to it yourself:\n${json}`);
}
