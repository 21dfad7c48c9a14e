import { CA, crlBucketOf, isOpen } from './authorities';
import { allowsService, mayAllowService, Policy, policyOf, Statement } from './policies';
import { Resource } from './template';
import { isMap, keyOf, listOf, literalOf, Value } from './values';
import { View } from './view';

/* Buckets that AWS Private CA writes to, their policies and keys. */

export const BUCKET = 'AWS::S3::Bucket';
export const BUCKET_POLICY = 'AWS::S3::BucketPolicy';
export const KEY = 'AWS::KMS::Key';

/** The policies of a bucket of the app. */
export function policiesOf(view: View, bucket: Resource): readonly Policy[] {
  const byBucket = view.memo('bucketPolicies', () => {
    const groups = new Map<Resource, Policy[]>();
    for (const resource of view.all(BUCKET_POLICY)) {
      const owner = view.bucketByName(view.get(resource, 'Bucket'));
      if (owner) { groups.set(owner, [...groups.get(owner) ?? [], policyOf(view, resource, 'PolicyDocument')]); }
    }
    return groups;
  });
  return byBucket.get(bucket) ?? [];
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
  const byBucket = view.memo('publishers', () => {
    const groups = new Map<Resource, Resource[]>();
    for (const ca of view.all(CA)) {
      const target = crlBucketOf(view, ca);
      if (target) { groups.set(target, [...groups.get(target) ?? [], ca]); }
    }
    return groups;
  });
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
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = rule.ServerSideEncryptionByDefault;
  return { algorithm, key, bucketKey: rule.BucketKeyEnabled };
}

/** The key of the app that a value identifies: by its ID, its ARN, or an alias of the app. */
export function keyResourceOf(view: View, value: Value): Resource | undefined {
  const key = view.target(value, KEY, ['Arn', 'KeyId']);
  if (key) { return key; }
  const aliases = view.memo('aliases', () => new Map(view.all('AWS::KMS::Alias').flatMap((alias) => {
    const name = keyOf(view.get(alias, 'AliasName'));
    return name === undefined ? [] : [[name, alias] as const];
  })));
  const alias = view.target(value, 'AWS::KMS::Alias') ?? aliases.get(literalOf(value) ?? '');
  return alias && view.target(view.get(alias, 'TargetKeyId'), KEY, ['Arn', 'KeyId']);
}

/** The policy of a key of the app; the default one allows nothing to services. */
export function keyPolicyOf(view: View, key: Resource): Policy {
  return policyOf(view, key, 'KeyPolicy');
}
