import { Aws, Stack, Token, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { unaliased } from './kms-key';
import { constructHashOf, namePartsOf, NAME_PARTS_LENGTH } from './known-name';
import { isOwned } from './ownership';
import { isUnknown, requirePattern } from './require';

/**
 * The longest name of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const BUCKET_NAME_LENGTH = 63;

/** The shortest name of a Region, as that of `us-east-1`: what is too long for it is too long for every Region. */
const SHORTEST_REGION_LENGTH = 9;

const ACCOUNT_LENGTH = 12;

/**
 * The Regions without account regional namespaces: Middle East (Bahrain) and Middle East (UAE).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
 */
const REGIONS_WITHOUT_ACCOUNT_NAMESPACE = ['me-south-1', 'me-central-1'];

/**
 * A bucket's name that is known without a reference to the bucket, so that a key policy may name it without a cycle.
 */
export interface KnownBucketName {
  /** The eight characters that tell this construct's resources from others' in the same stack. */
  readonly constructHash: string;
  /** The whole name. */
  readonly bucketName: string;
  /** The ARN of the bucket with that name. */
  readonly bucketArn: string;
  /** What makes `s3.Bucket` take that name. */
  readonly bucketProps: Pick<s3.BucketProps, 'bucketName' | 'bucketNamePrefix' | 'bucketNamespace'>;
}

/**
 * A name of a readable word and of what tells it from others, in the account regional namespace:
 * `WORD-HASH-STACK-ACCOUNT-REGION-an`. Accounts and Regions differ by the namespace. Where the namespace does not
 * exist, the same parts make a global name.
 */
export function knownBucketName(
  scope: Construct, property: string, word: string, partners: (IConstruct | undefined)[] = [],
): KnownBucketName {
  const stack = Stack.of(scope);
  const namespaced = !REGIONS_WITHOUT_ACCOUNT_NAMESPACE.includes(stack.region);
  const suffix = namespaced ? '-an' : '';
  requirePattern({ scope, property }, 'BucketNamePrefixCharacters', word, /^[a-z0-9][a-z0-9-]*$/,
    'lowercase letters, digits and hyphens, beginning with a letter or digit');
  requireRoom(scope, property, word, stack.region, suffix);

  const constructHash = constructHashOf(scope);
  const prefix = [word, ...namePartsOf(scope, partners)].join('-');
  const bucketName = `${prefix}-${stack.account}-${stack.region}${suffix}`;
  return {
    constructHash,
    bucketName,
    bucketArn: arnOfBucketNamed(bucketName),
    bucketProps: namespaced
      ? { bucketNamePrefix: prefix, bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL }
      : { bucketName },
  };
}

/**
 * The ARN of a bucket that the user brought along, without a reference to the bucket: absent for a bucket of the app
 * that has no physical name.
 */
export function knownArnOf(bucket: s3.IBucket): string | undefined {
  if (!(bucket.node.defaultChild instanceof s3.CfnBucket)) { return bucket.bucketArn; }
  const bucketName = knownNameOf(bucket);
  return bucketName === undefined ? undefined : arnOfBucketNamed(bucketName);
}

/** The name of a bucket, without a reference to it: absent for a bucket of the app that has no physical name. */
export function knownNameOf(bucket: s3.IBucket): string | undefined {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) { return bucket.bucketName; }
  // The name of an s3.Bucket without one is a token that comes to nothing.
  if (Stack.of(bucket).resolve(resource.bucketName) !== undefined) { return resource.bucketName; }
  if (resource.bucketNamePrefix === undefined) { return undefined; }
  const { account, region } = Stack.of(bucket);
  return `${resource.bucketNamePrefix}-${account}-${region}-an`;
}

/**
 * The ARN of a bucket that the user brought along, for the policy of a key: a key policy of the app that refers to a
 * bucket of the app which uses the key would be a cycle.
 */
export function requireKnownArn(scope: IConstruct, bucket: s3.IBucket, key: kms.IKey): string {
  const known = knownArnOf(bucket);
  const isItsKey = bucket.encryptionKey !== undefined && unaliased(bucket.encryptionKey) === unaliased(key);
  if (known !== undefined || !isOwned(key) || !isItsKey) { return known ?? bucket.bucketArn; }
  throw new PrivateCaError('BucketNameUnknown', {
    scope,
    problem: 'bucket has no physical name, and the policy of its key must carry one',
    value: bucket.node.path,
    allowed: 'a bucket with bucketName, or with bucketNamePrefix in its account regional namespace',
    change: 'give the bucket a name, or leave out bucket for a new one',
  });
}

function arnOfBucketNamed(bucketName: string): string {
  return `arn:${Aws.PARTITION}:s3:::${bucketName}`;
}

function requireRoom(scope: Construct, property: string, word: string, region: string, suffix: string): void {
  if (isUnknown(word)) { return; }
  const regionKnown = !Token.isUnresolved(region);
  const taken = NAME_PARTS_LENGTH + ACCOUNT_LENGTH + suffix.length
    + (regionKnown ? region.length : SHORTEST_REGION_LENGTH) + '---'.length;
  const room = BUCKET_NAME_LENGTH - taken;
  if (word.length <= room) { return; }
  throw new PrivateCaError('BucketNamePrefixLength', {
    scope,
    problem: `${property} has ${word.length} characters; with what this library adds, the bucket's name would have `
      + `${word.length + taken} and S3 allows ${BUCKET_NAME_LENGTH}`,
    value: word,
    allowed: `1 to ${room} characters in ${regionKnown ? region : 'the Region with the shortest name'}`,
    change: `shorten ${property}`,
  });
}
