import { aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { warnUnlessAdded } from './policy-warning';

/** What a policy is attached to: a bucket or a key. */
export type PolicyOwner = Pick<kms.IKey, 'env' | 'addToResourcePolicy' | 'node'>;

/** A resource for a grant, whose policy is edited where the app can, or else told. */
export function grantedResource(scope: IConstruct, kind: string, owner: PolicyOwner): iam.IResourceWithPolicyV2 {
  return {
    env: owner.env,
    addToResourcePolicy: (statement) => {
      const result = owner.addToResourcePolicy(statement, true);
      warnUnlessAdded(scope, 'grantNotAdded', `${kind} ${owner.node.path}`, result, statement);
      return result;
    },
  };
}
