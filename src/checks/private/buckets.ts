import { CA, crlBucketOf, isOpen } from './authorities';
import { allowsService, mayAllowService, Policy, policyOf, Statement } from './policies';
import { Resource } from './template';
import { isMap, listOf, literalOf, Value } from './values';
import { at, View } from './view';

/* Buckets that AWS Private CA writes to, their policies and keys. */

export const BUCKET = 'AWS::S3::Bucket';
export const BUCKET_POLICY = 'AWS::S3::BucketPolicy';
export const KEY = 'AWS::KMS::Key';
const ALIAS = 'AWS::KMS::Alias';

/** The policies of a bucket of the app. */
export function policiesOf(view: View, bucket: Resource): readonly Policy[] {
  const byBucket = view.memo('bucketPolicies', () => groupBy(view.all(BUCKET_POLICY),
    (policy) => view.bucketByName(view.get(policy, 'Bucket'))));
  return (byBucket.get(bucket) ?? []).map((policy) => policyOf(view, policy, 'PolicyDocument'));
}

function groupBy(
  resources: readonly Resource[], ownerOf: (resource: Resource) => Resource | undefined,
): ReadonlyMap<Resource | undefined, readonly Resource[]> {
  const groups = new Map<Resource | undefined, Resource[]>();
  for (const resource of resources) {
    const owner = ownerOf(resource);
    groups.set(owner, [...groups.get(owner) ?? [], resource]);
  }
  return groups;
}

/** Whether the app shows every policy of its buckets. */
export function knowsEveryPolicy(view: View): boolean {
  return view.memo('knowsEveryPolicy', () => view.all(BUCKET_POLICY).every((policy) => !isOpen(view.get(policy, 'Bucket'))));
}

/** The statements that allow something to AWS Private CA. */
export function privateCaStatements(policy: Policy): readonly Statement[] {
  return policy.statements.filter((statement) => allowsService(statement, 'acm-pca'));
}

/** Whether a policy can allow something to AWS Private CA. */
export function mayAllowPrivateCa({ statements, complete }: Policy): boolean {
  return !complete || statements.some((statement) => mayAllowService(statement, 'acm-pca'));
}

/** The CAs that publish a CRL to each bucket of the app. */
export function publishersOf(view: View, bucket: Resource): readonly Resource[] {
  const byBucket = view.memo('publishers', () => groupBy(view.all(CA), (ca) => crlBucketOf(view, ca)));
  return byBucket.get(bucket) ?? [];
}

/** The buckets that AWS Private CA writes to: the policy or a CA says so. */
export function privateCaBuckets(view: View): readonly Resource[] {
  return view.subjects(BUCKET).filter((bucket) => publishersOf(view, bucket).length > 0
    || policiesOf(view, bucket).some((policy) => privateCaStatements(policy).length > 0));
}

/** The default encryption of a bucket. */
export function encryptionOf(
  view: View, bucket: Resource,
): { algorithm: Value; key: Value; bucketKey: Value } | undefined {
  const [rule] = listOf(view.get(bucket, 'BucketEncryption.ServerSideEncryptionConfiguration'));
  if (!isMap(rule) || !isMap(rule.ServerSideEncryptionByDefault)) { return undefined; }
  return {
    algorithm: at(rule, 'ServerSideEncryptionByDefault.SSEAlgorithm'),
    key: at(rule, 'ServerSideEncryptionByDefault.KMSMasterKeyID'),
    bucketKey: at(rule, 'BucketKeyEnabled'),
  };
}

/** The key of the app that a value identifies: by its ID, its ARN, or an alias of the app. */
export function keyResourceOf(view: View, value: Value): Resource | undefined {
  const key = view.target(value, KEY, ['Arn', 'KeyId']);
  if (key) { return key; }
  const name = literalOf(value);
  const alias = view.target(value, ALIAS)
    ?? view.all(ALIAS).find((other) => name !== undefined && view.get(other, 'AliasName') === name);
  return alias && view.target(view.get(alias, 'TargetKeyId'), KEY, ['Arn', 'KeyId']);
}

/** The policy of a key of the app; the default one allows nothing to services. */
export function keyPolicyOf(view: View, key: Resource): Policy {
  return policyOf(view, key, 'KeyPolicy');
}
