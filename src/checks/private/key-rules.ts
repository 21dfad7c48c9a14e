import { isOpen } from './authorities';
import { BUCKET, encryptionOf, keyPolicyOf, keyResourceOf, privateCaBuckets } from './buckets';
import { AWS_PAGES } from './pages';
import { allowsAction, mayAllowService, Policy, Statement } from './policies';
import { Rule } from './rule';
import { Resource } from './template';
import { isMap, listOf, literalOf, sketchOf, truthOf, UNKNOWN, Value, ValueMap } from './values';
import { referencesIn, View } from './view';
import { PRIVATE_CA_KEY_ACTIONS } from '../../private/actions';

const CONTEXT = 'kms:encryptioncontext:aws:s3:arn';

/** The operators that compare the encryption context with patterns, but not their negations. */
const MATCHES = /(String|Arn)(Equals|Like)/i;

/** Whether a pattern of the encryption context can match a bucket (with an S3 Bucket Key), or its objects (without). */
function mayMatch(pattern: Value, bucketKey: boolean): boolean {
  if (isOpen(pattern) || referencesIn(pattern).some(({ resource }) => resource.type !== BUCKET)) { return true; }
  const arn = sketchOf(pattern);
  // A slash begins the name of an object. A wildcard can be one, too, but not in the place of the partition.
  return bucketKey ? !arn.includes('/') : /\/|\*(?!:s3:::)/.test(arn);
}

/** Whether a statement's condition can never hold for a bucket. */
function excludesBucket({ condition }: Statement, bucketKey: boolean | undefined): boolean {
  return bucketKey !== undefined && isMap(condition) && Object.entries(condition)
    .filter(([operator, keys]) => MATCHES.test(operator) && isMap(keys))
    .flatMap(([, keys]) => Object.entries(keys as ValueMap))
    .some(([key, patterns]) => key.toLowerCase() === CONTEXT
      && listOf(patterns).every((pattern) => !mayMatch(pattern, bucketKey)));
}

/** What keeps AWS Private CA from using a key, if it is certain. */
function keyProblem(policy: Policy, bucketKey: boolean | undefined): string | undefined {
  if (!policy.complete) { return undefined; }
  const statements = policy.statements.filter((statement) => statement.allow && mayAllowService(statement, 'acm-pca'));
  const missing = PRIVATE_CA_KEY_ACTIONS.filter((action) => statements
    .every((statement) => allowsAction(statement, action) === false));
  if (missing.length > 0) {
    return `AWS Private CA can't write to the bucket, because the policy of its KMS key doesn't allow ${missing.join(', ')}.`;
  }
  return statements.every((statement) => excludesBucket(statement, bucketKey))
    ? `AWS Private CA can't write to the bucket, because the encryption context of its KMS key policy names ${bucketKey
      ? 'objects, and S3 sends the ARN of the bucket if the bucket has an S3 Bucket Key'
      : 'the bucket, and S3 sends the ARNs of the objects if the bucket has no S3 Bucket Key'}.`
    : undefined;
}

function findKeyProblem(view: View, bucket: Resource): string | undefined {
  const encryption = encryptionOf(view, bucket);
  if (!encryption || literalOf(encryption.algorithm) !== 'aws:kms') { return undefined; }
  if (encryption.key === undefined || /(^|:)alias\/aws\/s3$/.test(sketchOf(encryption.key))) {
    return 'AWS Private CA can\'t write to the bucket, because it doesn\'t support the AWS managed key of S3.';
  }
  const key = keyResourceOf(view, encryption.key);
  const bucketKey = truthOf(encryption.bucketKey);
  return key && keyProblem(keyPolicyOf(view, key), bucketKey === UNKNOWN ? undefined : bucketKey === true);
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
