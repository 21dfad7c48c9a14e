import { Aws, Resource, Stack, Token, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { unaliased } from './kms-key';
import { constructHashOf, namePartsOf, NAME_PARTS_LENGTH } from './known-name';
import { isUnknown, requirePattern } from './require';

/**
 * The maximum length of a bucket name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const BUCKET_NAME_LENGTH = 63;

/** The length of the shortest Region name, such as `us-east-1`. It applies if the Region is unknown. */
const SHORTEST_REGION_LENGTH = 9;

const ACCOUNT_LENGTH = 12;

/** The first part of a bucket name. S3 reserves three prefixes. */
const PREFIX = /^(?!(?:xn-|sthree|amzn-s3-demo)(?:-|$))[a-z0-9][a-z0-9-]*$/;

/**
 * The Regions without account regional namespaces: Middle East (Bahrain) and Middle East (UAE).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
 */
const REGIONS_WITHOUT_ACCOUNT_NAMESPACE = ['me-south-1', 'me-central-1'];

/** A bucket name that is known without a reference to the bucket. A key policy can contain it without a cycle. */
export interface KnownBucketName {
  /** The eight-character hash that identifies the construct in its stack. */
  readonly constructHash: string;
  /** The complete name. */
  readonly bucketName: string;
  /** The ARN of the bucket with that name. */
  readonly bucketArn: string;
  /** The properties of `s3.Bucket` that set the name. */
  readonly bucketProps: Pick<s3.BucketProps, 'bucketName' | 'bucketNamePrefix' | 'bucketNamespace'>;
}

/**
 * Generates a unique bucket name in the account regional namespace: `PREFIX-HASH-STACK-ACCOUNT-REGION-an`.
 *
 * In a Region without that namespace, the same parts without `an` form a global name.
 *
 * @param property the property that contains the prefix, for error messages
 * @param partners the resources whose policies contain the name
 * @param isNamedElsewhere whether a stack in any account or Region contains the name
 */
export function knownBucketName(
  scope: Construct, property: string, prefix: string, partners: (IConstruct | undefined)[] = [],
  isNamedElsewhere = false,
): KnownBucketName {
  const stack = Stack.of(scope);
  const hasNamespace = !REGIONS_WITHOUT_ACCOUNT_NAMESPACE.includes(stack.region);
  const suffix = hasNamespace ? '-an' : '';
  requirePattern({ scope, property }, 'BucketNamePrefixCharacters', prefix, PREFIX,
    'lowercase letters, digits, and hyphens, starting with a letter or digit, and not with xn--, sthree-, or amzn-s3-demo-');
  requirePrefixLength(scope, property, prefix, stack.region, suffix);

  const constructHash = constructHashOf(scope);
  const bucketNamePrefix = [prefix, ...namePartsOf(scope, partners, isNamedElsewhere)].join('-');
  const bucketName = `${bucketNamePrefix}-${stack.account}-${stack.region}${suffix}`;
  return {
    constructHash,
    bucketName,
    bucketArn: arnOfBucketNamed(bucketName),
    bucketProps: hasNamespace
      ? { bucketNamePrefix, bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL }
      : { bucketName },
  };
}

/** The ARN of an existing bucket without a reference to it. Absent if the app creates it without a physical name. */
export function knownArnOf(bucket: s3.IBucket): string | undefined {
  if (!s3.CfnBucket.isCfnBucket(bucket.node.defaultChild)) { return bucket.bucketArn; }
  const bucketName = knownNameOf(bucket);
  return bucketName === undefined ? undefined : arnOfBucketNamed(bucketName);
}

/** The name of a bucket without a reference to it. Absent if the app creates it without a physical name. */
export function knownNameOf(bucket: s3.IBucket): string | undefined {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) { return bucket.bucketName; }
  // Without a physical name, bucketName of an s3.Bucket is a token that resolves to undefined.
  if (Stack.of(bucket).resolve(resource.bucketName) !== undefined) { return resource.bucketName; }
  if (resource.bucketNamePrefix === undefined) { return undefined; }
  const { account, region } = Stack.of(bucket);
  return `${resource.bucketNamePrefix}-${account}-${region}-an`;
}

/**
 * The ARN of an existing bucket for a key policy.
 *
 * If the app creates both the bucket and its key, a reference to the bucket in the key policy would be circular.
 */
export function requireKnownArn(scope: IConstruct, bucket: s3.IBucket, key: kms.IKey): string {
  const known = knownArnOf(bucket);
  const isBucketKey = bucket.encryptionKey !== undefined && unaliased(bucket.encryptionKey) === unaliased(key);
  if (known !== undefined || !Resource.isOwnedResource(key) || !isBucketKey) { return known ?? bucket.bucketArn; }
  throw new PrivateCaError('BucketNameUnknown', {
    scope,
    subject: 'bucket',
    rule: 'have a physical name, because its KMS key policy refers to the name',
    value: bucket.node.path,
    fix: 'Set bucketName, or set bucketNamePrefix with the account regional namespace',
  });
}

function arnOfBucketNamed(bucketName: string): string {
  return `arn:${Aws.PARTITION}:s3:::${bucketName}`;
}

function requirePrefixLength(scope: Construct, property: string, prefix: string, region: string, suffix: string): void {
  if (isUnknown(prefix)) { return; }
  const isRegionKnown = !Token.isUnresolved(region);
  const max = BUCKET_NAME_LENGTH - NAME_PARTS_LENGTH - ACCOUNT_LENGTH - suffix.length
    - (isRegionKnown ? region.length : SHORTEST_REGION_LENGTH) - '---'.length;
  if (prefix.length <= max) { return; }
  throw new PrivateCaError('BucketNamePrefixLength', {
    scope,
    subject: property,
    rule: `have 1 to ${max} characters in ${isRegionKnown ? region : 'the Region with the shortest name'}, because the `
      + `complete bucket name can have ${BUCKET_NAME_LENGTH}`,
    value: prefix.length,
    fix: `Shorten ${property}`,
  });
}
