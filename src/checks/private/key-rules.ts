import { mayNameBucket, mayNameObjects, namesOtherBucket } from './bucket-arns';
import { encryptionOf, keyPolicyOf, keyResourceOf, privateCaBuckets } from './buckets';
import { AWS_PAGES } from './pages';
import { allowsAction, mayAllowService, Policy, Statement } from './policies';
import { Rule } from './rule';
import { isPattern } from './statement-conditions';
import { Resource } from './template';
import { isMap, listOf, literalOf, sketchOf, truthOf, UNKNOWN, Value, ValueMap } from './values';
import { View } from './view';
import { PRIVATE_CA_KEY_ACTIONS } from '../../private/actions';

const CONTEXT = 'kms:encryptioncontext:aws:s3:arn';

/** The operators that compare the encryption context with patterns, but not their negations. */
const MATCHES = /(String|Arn)(Equals|Like)/i;

/** Why the encryption context of a bucket, or of its objects, never matches a condition. */
type Mismatch = 'kind' | 'bucket' | 'operator';

interface Context {
  readonly view: View;
  readonly bucket: Resource;
  /** Whether the bucket has an S3 Bucket Key: the context is then the bucket, and otherwise the object. */
  readonly bucketKey: boolean | undefined;
}

/** Why a pattern never matches; absent if it can match. */
function mismatchOf({ view, bucket, bucketKey }: Context, operator: string, pattern: Value): Mismatch | undefined {
  if (bucketKey === true && !mayNameBucket(pattern) || bucketKey === false && !mayNameObjects(pattern)) { return 'kind'; }
  if (namesOtherBucket(view, pattern, bucket)) { return 'bucket'; }
  return !isPattern(operator) && /[*?]/.test(sketchOf(pattern)) ? 'operator' : undefined;
}

/** Why a statement's condition never holds for a bucket; absent if it can. */
function exclusionOf(context: Context, { condition }: Statement): Mismatch | undefined {
  const lists = !isMap(condition) ? [] : Object.entries(condition)
    .filter(([operator, keys]) => MATCHES.test(operator) && isMap(keys))
    .flatMap(([operator, keys]) => Object.entries(keys as ValueMap).filter(([key]) => key.toLowerCase() === CONTEXT)
      .map(([, patterns]) => listOf(patterns).map((pattern) => mismatchOf(context, operator, pattern))));
  return lists.find((mismatches) => !mismatches.includes(undefined))?.[0];
}

function describe(mismatch: Mismatch, bucketKey: boolean | undefined): string {
  switch (mismatch) {
    case 'bucket': return 'the encryption context of its KMS key policy names another bucket';
    case 'operator': return 'the condition on the encryption context in its KMS key policy has a wildcard, which StringEquals compares '
      + 'as it is written';
    case 'kind': return `the encryption context of its KMS key policy names ${bucketKey
      ? 'objects, and S3 sends the ARN of the bucket if the bucket has an S3 Bucket Key'
      : 'the bucket, and S3 sends the ARNs of the objects if the bucket has no S3 Bucket Key'}`;
  }
}

/** What keeps AWS Private CA from using a key, if it is certain. */
function keyProblem(context: Context, policy: Policy): string | undefined {
  if (!policy.complete) { return undefined; }
  const statements = policy.statements.filter((statement) => mayAllowService(statement, 'acm-pca'));
  const mayAllow = (action: string) => statements.filter((statement) => allowsAction(statement, action) !== false);
  const missing = PRIVATE_CA_KEY_ACTIONS.filter((action) => mayAllow(action).length === 0);
  if (missing.length > 0) {
    return `AWS Private CA can't write to the bucket, because the policy of its KMS key doesn't allow ${missing.join(', ')}.`;
  }
  const [mismatch] = PRIVATE_CA_KEY_ACTIONS
    .map((action) => mayAllow(action).map((statement) => exclusionOf(context, statement)))
    .filter((exclusions) => !exclusions.includes(undefined)).flat();
  return mismatch && `AWS Private CA can't write to the bucket, because ${describe(mismatch, context.bucketKey)}.`;
}

function findKeyProblem(view: View, bucket: Resource): string | undefined {
  const encryption = encryptionOf(view, bucket);
  if (!encryption || literalOf(encryption.algorithm) !== 'aws:kms') { return undefined; }
  if (encryption.key === undefined || /(^|:)alias\/aws\/s3$/.test(sketchOf(encryption.key))) {
    return 'AWS Private CA can\'t write to the bucket, because it doesn\'t support the AWS managed key of S3.';
  }
  const key = keyResourceOf(view, encryption.key, bucket);
  const truth = truthOf(encryption.bucketKey);
  const bucketKey = truth === UNKNOWN ? undefined : truth === true;
  return key && keyProblem({ view, bucket, bucketKey }, keyPolicyOf(view, key));
}

export const KMS: Rule = {
  id: 'PCA-KMS',
  severity: 'error',
  detects: 'AWS Private CA can\'t use the KMS key of a bucket that it writes to',
  effect: 'AWS Private CA can\'t write to the bucket, because it can\'t use the KMS key.',
  fix: `Use a customer managed key whose policy allows acm-pca.amazonaws.com ${PRIVATE_CA_KEY_ACTIONS.join(' and ')} for the encryption `
    + 'context of the bucket, or use SSE-S3.',
  silent: 'Keys that the app doesn\'t define, policies with unknown statements, and buckets that AWS Private CA doesn\'t write to.',
  see: AWS_PAGES.auditReports,
  find: (view) => privateCaBuckets(view).flatMap((resource) => {
    const effect = findKeyProblem(view, resource);
    return effect ? [{ resource, location: 'Properties.BucketEncryption', effect }] : [];
  }),
};
