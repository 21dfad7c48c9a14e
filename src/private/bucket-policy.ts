import { CfnDeletionPolicy, CfnResource, RemovalPolicy, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { warnUnlessAdded } from './policy-warning';

/**
 * Adds a statement to the policy of a bucket, or has the user told to. A bucket that is kept when the stack goes keeps
 * its policy, too: without it, a CA that lives on could write no more.
 */
export function addToBucketPolicy(
  scope: IConstruct, bucket: s3.IBucket, kind: string, statement: iam.PolicyStatement,
): void {
  const result = bucket.addToResourcePolicy(statement);
  warnUnlessAdded(scope, 'bucketPolicyNotAdded', `${kind} ${bucket.node.path}`, result, statement);

  const resource = bucket.node.defaultChild;
  const isKept = CfnResource.isCfnResource(resource) && resource.cfnOptions.deletionPolicy === CfnDeletionPolicy.RETAIN;
  if (bucket.policy && isKept) {
    bucket.policy.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
