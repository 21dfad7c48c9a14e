import { aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { warnUnlessAdded } from './policy-warning';

/**
 * Adds a statement to the policy of a key, or has the user told to.
 *
 * @param warningId under which the warning can be acknowledged
 */
export function addToKeyPolicy(
  scope: IConstruct, key: kms.IKey, statement: iam.PolicyStatement, warningId = 'keyPolicyNotAdded',
): void {
  const result = key.addToResourcePolicy(statement, true);
  warnUnlessAdded(scope, warningId, `the KMS key ${key.node.path}`, result, statement);
}
