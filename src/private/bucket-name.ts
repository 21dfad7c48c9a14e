import { Aws, Fn, Stack, Token, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
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
const HASH_LENGTH = 8;
const STACK_GUID_LENGTH = 8;

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
 * A name of a readable word, eight characters of the hash of the construct's path and the first part of the stack id's
 * GUID, in the account regional namespace: `WORD-HASH-GUID-ACCOUNT-REGION-an`. Two constructs of a stack differ by the
 * hash, two stacks and two lives of one stack (whose first bucket was retained) by the GUID, accounts and Regions by
 * the namespace. Where the namespace does not exist, the same parts make a global name.
 *
 * A policy in another stack cannot carry the GUID: it would have to refer to the stack of the bucket, which refers to
 * it. For a bucket whose key or log bucket is made by another stack the name is `WORD-HASH-ACCOUNT-REGION-an`.
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
  const prefix = [word, constructHash, ...(isNamedElsewhere(scope, partners) ? [] : [stackGuidOf(scope)])].join('-');
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

/** The eight characters that stand for a construct in its stack. */
export function constructHashOf(scope: Construct): string {
  return scope.node.addr.slice(-HASH_LENGTH);
}

/** The eight characters, known at deployment, that stand for a stack: another life of the stack has others. */
export function stackGuidOf(scope: Construct): string {
  return Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Stack.of(scope).stackId))));
}

/** Whether another stack makes one of the resources whose policies are to carry a name of the stack of `scope`. */
export function isNamedElsewhere(scope: Construct, partners: (IConstruct | undefined)[]): boolean {
  return partners.some((partner) => partner && isOwned(partner) && Stack.of(partner) !== Stack.of(scope));
}

/**
 * The ARN of a bucket that the user brought along, without a reference to the bucket: absent for a bucket of the app
 * that has no physical name.
 */
export function knownArnOf(bucket: s3.IBucket): string | undefined {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) { return bucket.bucketArn; }
  // The name of an s3.Bucket without one is a token that comes to nothing.
  const bucketName = Stack.of(bucket).resolve(resource.bucketName);
  if (bucketName !== undefined) { return arnOfBucketNamed(resource.bucketName!); }
  if (resource.bucketNamePrefix === undefined) { return undefined; }
  const { account, region } = Stack.of(bucket);
  return arnOfBucketNamed(`${resource.bucketNamePrefix}-${account}-${region}-an`);
}

function arnOfBucketNamed(bucketName: string): string {
  return `arn:${Aws.PARTITION}:s3:::${bucketName}`;
}

function requireRoom(scope: Construct, property: string, word: string, region: string, suffix: string): void {
  if (isUnknown(word)) { return; }
  const regionKnown = !Token.isUnresolved(region);
  const taken = HASH_LENGTH + STACK_GUID_LENGTH + ACCOUNT_LENGTH + suffix.length
    + (regionKnown ? region.length : SHORTEST_REGION_LENGTH) + '----'.length;
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
