import { aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { LIMITS, Limit, renderSize } from './limits';
import { policySizeOf } from './text-size';
import { restoreOnError, undoOnError } from './undone-on-error';

/*
 * Checks of the size of policies. They run at synthesis, when the app has added all statements. They are validations of
 * the owner of the policy, so that every statement counts, including those of the app.
 */

/** The owners that have a check. */
const CHECKED = new WeakSet<IConstruct>();

/** A policy with its limit. */
interface Sized {
  readonly limit: Limit;
  /** The documents that share the limit. */
  readonly documents: readonly unknown[];
  /** How to make the policy smaller. */
  readonly fix: string;
}

/** Limits the policy of a bucket, key, topic, or queue to the size that AWS allows. */
export function limitResourcePolicy(owner: IConstruct): void {
  validateOnce(owner, () => [resourcePolicyOf(owner)]);
}

/** Limits the policies of a role, user, or group, or a managed policy, to the sizes that AWS allows. */
export function limitIdentityPolicies(grantee: iam.IGrantable): void {
  for (const owner of [grantee.grantPrincipal, grantee]) {
    if (Construct.isConstruct(owner)) { validateOnce(owner, () => identityPoliciesOf(owner)); }
  }
}

function validateOnce(owner: IConstruct, policies: () => (Sized | undefined)[]): void {
  if (CHECKED.has(owner)) { return; }
  CHECKED.add(owner);
  undoOnError(() => CHECKED.delete(owner));
  restoreOnError(owner);
  owner.node.addValidation({
    validate: () => {
      policies().forEach((policy) => { if (policy) { requireSize(owner, policy); } });
      return [];
    },
  });
}

function requireSize(scope: IConstruct, { limit, documents, fix }: Sized): void {
  const unit = limit.unit === 'bytes' ? 'bytes' : 'characters';
  const size = documents.map((document) => policySizeOf(scope, document, unit)).reduce((sum, one) => sum + one, 0);
  if (size <= limit.max) { return; }
  throw new PrivateCaError('PolicySize', {
    scope, subject: `The ${limit.of}`, rule: `have at most ${renderSize(limit.max, limit)}`, value: renderSize(size, limit), fix,
  });
}

function resourcePolicyOf(owner: IConstruct): Sized | undefined {
  const resource = owner.node.defaultChild;
  if (kms.CfnKey.isCfnKey(resource)) {
    return {
      limit: LIMITS.keyPolicy,
      documents: [resource.keyPolicy],
      fix: 'Use another KMS key for some of the buckets, trails, log groups, or readers',
    };
  }
  const policy = ((owner as { policy?: IConstruct }).policy ?? owner.node.tryFindChild('Policy'))?.node.defaultChild;
  const other = 'Use another bucket for some of the certificate authorities, readers, or sources of access logs';
  if (s3.CfnBucketPolicy.isCfnBucketPolicy(policy)) {
    return { limit: LIMITS.bucketPolicy, documents: [policy.policyDocument], fix: other };
  }
  if (sns.CfnTopicPolicy.isCfnTopicPolicy(policy)) {
    return { limit: LIMITS.topicPolicy, documents: [policy.policyDocument], fix: 'Use another topic for some of the publishers' };
  }
  if (sqs.CfnQueuePolicy.isCfnQueuePolicy(policy)) {
    return { limit: LIMITS.queuePolicy, documents: [policy.policyDocument], fix: 'Use another queue for some of the senders' };
  }
  return undefined;
}

function identityPoliciesOf(owner: IConstruct): Sized[] {
  const nodes = owner.node.findAll();
  const inline = nodes.filter((node): node is iam.CfnPolicy => iam.CfnPolicy.isCfnPolicy(node));
  const managed = nodes.filter((node): node is iam.CfnManagedPolicy => iam.CfnManagedPolicy.isCfnManagedPolicy(node));
  const fix = 'Grant some of the permissions to an iam.ManagedPolicy, and attach it to the principal';
  const limit = inlineLimitOf(owner);
  return [
    ...limit ? [{ limit, documents: inline.map((policy) => policy.policyDocument), fix }] : [],
    ...managed.map((policy) => ({ limit: LIMITS.managedPolicy, documents: [policy.policyDocument], fix })),
  ];
}

/** The limit for all inline policies of an identity together. */
function inlineLimitOf(owner: IConstruct): Limit | undefined {
  if ('userName' in owner) { return LIMITS.inlineUser; }
  if ('groupName' in owner) { return LIMITS.inlineGroup; }
  return 'roleName' in owner ? LIMITS.inlineRole : undefined;
}
