import {
  Annotations, Aspects, CfnDeletionPolicy, CfnResource, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms,
  aws_s3 as s3,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { partitionOf } from './environment';
import { keepStatement } from './kept-statements';
import { limitResourcePolicy } from './policy-size';
import { restoreOnError, restoreResourceOnError } from './undone-on-error';

/* Adds statements to the policies of buckets, keys, and other resources. The app cannot edit the policy of an imported
   resource, and CDK drops such a statement without an error. In that case, synthesis prints a warning with the
   statement. */

/** A resource with a policy: a bucket or a KMS key. */
export type PolicyOwner = Pick<kms.IKey, 'env' | 'addToResourcePolicy' | 'node'>;

/** The removal policies that retain a resource, by the deletion policies that they render. */
const RETAINING: Partial<Record<CfnDeletionPolicy, RemovalPolicy>> = {
  [CfnDeletionPolicy.RETAIN]: RemovalPolicy.RETAIN,
  [CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE]: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
};

/**
 * Adds a statement to a bucket policy, or prints a warning with the statement.
 *
 * If the bucket is retained, the policy is also retained. Without the policy, a retained CA could not write to the
 * bucket.
 */
export function addToBucketPolicy(
  scope: IConstruct, bucket: s3.IBucket, kind: string, statement: iam.PolicyStatement,
): void {
  restoreResourceOnError(bucket);
  const result = bucket.addToResourcePolicy(statement);
  limitResourcePolicy(bucket);
  const policyResource = bucket.policy?.node.defaultChild;
  if (bucket.policy && CfnResource.isCfnResource(policyResource)) {
    const { document } = bucket.policy;
    keepStatement({ scope, resource: policyResource, path: 'PolicyDocument', document }, () => statement.toStatementJson());
  }
  warnUnlessAdded(scope, 'bucketPolicyNotAdded', `${kind} ${bucket.node.path}`, result, statement);

  const resource = bucket.node.defaultChild;
  const deletionPolicy = CfnResource.isCfnResource(resource) ? resource.cfnOptions.deletionPolicy : undefined;
  const removalPolicy = deletionPolicy && RETAINING[deletionPolicy];
  if (bucket.policy && removalPolicy !== undefined) { bucket.policy.applyRemovalPolicy(removalPolicy); }
}

/** Whether CloudFormation retains a resource when its stack is deleted. */
export function isRetained({ cfnOptions: { deletionPolicy } }: CfnResource): boolean {
  return deletionPolicy !== undefined && RETAINING[deletionPolicy] !== undefined;
}

/**
 * Adds a statement to a key policy, or prints a warning with the statement.
 *
 * @param warningId the ID that acknowledges the warning
 */
export function addToKeyPolicy(
  scope: IConstruct, key: kms.IKey, statement: iam.PolicyStatement, warningId = 'keyPolicyNotAdded',
): void {
  restoreResourceOnError(key);
  const result = key.addToResourcePolicy(statement, true);
  limitResourcePolicy(key);
  const keyResource = key.node.defaultChild;
  if (kms.CfnKey.isCfnKey(keyResource) && isDocument(keyResource.keyPolicy)) {
    const document = keyResource.keyPolicy;
    keepStatement({ scope, resource: keyResource, path: 'KeyPolicy', document }, () => statement.toStatementJson());
  }
  warnUnlessAdded(scope, warningId, `the KMS key ${key.node.path}`, result, statement);
}

/** Whether a policy is an object of CDK. It can come from another copy of aws-cdk-lib. */
function isDocument(policy: unknown): policy is iam.PolicyDocument {
  return typeof policy === 'object' && policy !== null && 'addStatements' in policy;
}

/** Returns a resource for `iam.Grant` that prints a warning if the app cannot edit its policy. */
export function grantedResource(scope: IConstruct, kind: string, owner: PolicyOwner): iam.IResourceWithPolicyV2 {
  return {
    env: owner.env,
    addToResourcePolicy: (statement) => {
      restoreResourceOnError(owner as PolicyOwner & IConstruct);
      const result = owner.addToResourcePolicy(statement, true);
      limitResourcePolicy(owner as PolicyOwner & IConstruct);
      warnUnlessAdded(scope, 'grantNotAdded', `${kind} ${owner.node.path}`, result, statement);
      return result;
    },
  };
}

/** Prints a warning with the statement if the statement was not added to a policy. */
export function warnUnlessAdded(
  scope: IConstruct,
  warningId: string,
  owner: string,
  result: iam.AddToResourcePolicyResult,
  statement: iam.PolicyStatement,
): void {
  if (result.statementAdded) { return; }
  restoreOnError(Aspects.of(scope));
  // The statement can change until synthesis, so the warning is rendered by an aspect.
  Aspects.of(scope).add({
    visit: (node) => {
      if (node !== scope) { return; }
      const json = JSON.stringify(renderReadable(Stack.of(scope), statement), undefined, 2);
      Annotations.of(scope).addWarningV2(`cdk-private-ca:${warningId}`,
        `The app cannot edit the policy of ${owner}. Add the following statement to that policy. `
        + `Replace any \${…} placeholders.\n${json}`);
    },
  });
}

/** Renders a statement as JSON to copy. Values that are unknown at synthesis become `${…}` placeholders. */
function renderReadable(stack: Stack, statement: iam.PolicyStatement): unknown {
  return withoutIntrinsics(stack.resolve(statement.toStatementJson()), partitionOf(stack.region));
}

/** The part of the stack ID that the names of new buckets contain. */
const STACK_GUID = JSON.stringify([0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }]);

function withoutIntrinsics(value: unknown, partition: string | undefined): unknown {
  if (Array.isArray(value)) { return value.map((item) => withoutIntrinsics(item, partition)); }
  if (value === null || typeof value !== 'object') { return value; }
  const entries = Object.entries(value);
  const [key, argument] = entries[0] ?? ['', undefined];
  if (entries.length !== 1 || !(key === 'Ref' || key.startsWith('Fn::'))) {
    return Object.fromEntries(entries.map(([name, item]) => [name, withoutIntrinsics(item, partition)]));
  }
  switch (key) {
    case 'Ref': return argument === 'AWS::Partition' && partition ? partition : `\${${argument}}`;
    case 'Fn::GetAtt': return `\${${(argument as string[]).join('.')}}`;
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => withoutIntrinsics(part, partition)).join(separator);
    }
    default: return JSON.stringify(argument) === STACK_GUID
      ? '${FIRST_PART_OF_THE_GUID_IN_THE_STACK_ID}' : `\${${key} ${JSON.stringify(argument)}}`;
  }
}
