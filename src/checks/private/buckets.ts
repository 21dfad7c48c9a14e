import { CA, crlBucketOf, mayIdentify } from './authorities';
import { allowsService, mayAllowService, Policy, policyOf, Statement } from './policies';
import { Resource } from './template';
import { isMap, listOf, literalOf, partsOf, Value } from './values';
import { at, closest, View } from './view';

/* Buckets that AWS Private CA writes to, their policies and keys. */

export const BUCKET = 'AWS::S3::Bucket';
export const BUCKET_POLICY = 'AWS::S3::BucketPolicy';
export const KEY = 'AWS::KMS::Key';
const ALIAS = 'AWS::KMS::Alias';

/** The policies of a bucket of the app. */
export function policiesOf(view: View, bucket: Resource): readonly Policy[] {
  return (byBucket(view).get(bucket) ?? []).map((policy) => policyOf(view, policy, 'PolicyDocument'));
}

function byBucket(view: View): ReadonlyMap<Resource | undefined, readonly Resource[]> {
  return view.memo(byBucket, () => groupBy(view.all(BUCKET_POLICY), (policy) => bucketOf(view, policy)));
}

/** The bucket of the app that a bucket policy is for. */
export function bucketOf(view: View, policy: Resource): Resource | undefined {
  return view.bucketByName(view.get(policy, 'Bucket'), policy.template);
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

/** Whether the app shows every policy of a bucket: no other policy can be for it. */
export function knowsEveryPolicy(view: View, bucket: Resource): boolean {
  const name = view.bucketName(bucket);
  return (byBucket(view).get(undefined) ?? []).map((policy) => view.get(policy, 'Bucket'))
    .every((other) => !mayIdentify(other, BUCKET) && (name === undefined || !canBeEqual(name, other)));
}

/** Whether two names can be equal when they are deployed, as far as their literal beginnings and ends say. */
function canBeEqual(one: Value, other: Value): boolean {
  const [first, second] = [partsOf(one), partsOf(other)];
  const agree = (a: unknown, b: unknown, compare: 'startsWith' | 'endsWith') => typeof a !== 'string' || typeof b !== 'string'
    || a[compare](b) || b[compare](a);
  return first.length === 1 && second.length === 1 && typeof first[0] === 'string' && typeof second[0] === 'string'
    ? first[0] === second[0]
    : agree(first[0], second[0], 'startsWith') && agree(first.at(-1), second.at(-1), 'endsWith');
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
  return view.memo(publishersOf, () => groupBy(view.all(CA), (ca) => crlBucketOf(view, ca))).get(bucket) ?? [];
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

/** The key of the app that a value of a resource identifies: by its ID, its ARN, or an alias of the app. */
export function keyResourceOf(view: View, value: Value, user: Resource): Resource | undefined {
  const key = view.target(value, KEY, ['Arn', 'KeyId']);
  if (key) { return key; }
  const name = literalOf(value);
  const alias = view.target(value, ALIAS) ?? closest(view.all(ALIAS).filter((other) => name !== undefined
    && view.get(other, 'AliasName') === name && isSameEnvironment(other, user)), user.template);
  return alias && view.target(view.get(alias, 'TargetKeyId'), KEY, ['Arn', 'KeyId']);
}

/** Whether two resources are in one account and Region, as far as the app says. */
function isSameEnvironment(one: Resource, other: Resource): boolean {
  const [first, second] = [one.template.source, other.template.source];
  return first.account === second.account && first.region === second.region;
}

/** The policy of a key of the app; the default one allows nothing to services. */
export function keyPolicyOf(view: View, key: Resource): Policy {
  return policyOf(view, key, 'KeyPolicy');
}
