import { CfnParameter, Fn, Stack, Token, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  bindExistingBucket, defaultEncryptionOf, hasKmsKey, keyRegionOf, requireNoOptionsOfNewBucket,
} from '../../src/private/existing-bucket';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const NAMED_ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::pki-reports']] };
const KMS = { _kmsOptions: {} };

const keyIn = (stack: Stack, region: string) => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${region}:111122223333:key/1234`);
const importBucket = (stack: Stack, attributes: Partial<s3.BucketAttributes> = {}) =>
  s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketArn: 'arn:aws:s3:::existing', ...attributes });
const bucketWith = (stack: Stack, bucketEncryption: unknown) => {
  const bucket = new s3.Bucket(stack, 'Bucket');
  (bucket.node.defaultChild as s3.CfnBucket).bucketEncryption = bucketEncryption as never;
  return bucket;
};
const ruleWith = (sseAlgorithm: unknown, others: object = {}, kmsMasterKeyId?: string) => ({
  serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId }, ...others }],
});

describe('the ARN of a bound bucket', () => {
  test.each<[string, s3.BucketProps, unknown]>([
    ['does not refer to a named bucket with SSE-S3', { bucketName: 'pki-reports' }, NAMED_ARN],
    ['does not refer to a named bucket with SSE-KMS', { bucketName: 'pki-reports', encryption: s3.BucketEncryption.KMS }, NAMED_ARN],
    ['refers to an unnamed bucket', {}, { 'Fn::GetAtt': [expect.stringMatching(/^Bucket/), 'Arn'] }],
  ])('%s', (_name, props, expected) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Bucket', props);
    const bound = bindExistingBucket(stack, bucket, {});

    expect(stack.resolve(bound.bucketArn)).toStrictEqual(expected);
    expect(bound.encryptionKey).toBe(bucket.encryptionKey);
  });

  test('refers to an unnamed bucket with an imported key', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: keyIn(stack, 'us-east-1') });

    expect(stack.resolve(bindExistingBucket(stack, bucket, {}).bucketArn))
      .toStrictEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Bucket/), 'Arn'] });
  });
});

describe('the Region of the key', () => {
  test.each<[string, (stack: Stack) => Parameters<typeof keyRegionOf>[1], string | undefined]>([
    ['is absent for a new bucket with SSE-S3', () => ({ encryption: {} }), undefined],
    ['is absent for a bucket without a key', (stack) => ({ bucket: importBucket(stack) }), undefined],
    ['is that of the stack for a new bucket', () => ({ encryption: KMS }), 'us-east-1'],
    ['is that of an existing bucket', (stack) => ({ bucket: importBucket(stack, { region: 'eu-west-1' }), encryption: KMS }), 'eu-west-1'],
    ['is that of an existing bucket with a known key', (stack) =>
      ({ bucket: importBucket(stack, { region: 'eu-west-1', encryptionKey: keyIn(stack, 'eu-west-1') }) }), 'eu-west-1'],
    ['can be that of the specified key', (stack) => ({ encryption: { _kmsOptions: { key: keyIn(stack, 'us-east-1') } } }), 'us-east-1'],
  ])('%s', (_name, describedIn, expected) => {
    const stack = newStack({ env: ENVIRONMENT });
    const described = describedIn(stack);

    expect(keyRegionOf(stack, described)).toBe(expected);
    expect(hasKmsKey(described)).toBe(expected !== undefined);
  });

  test('cannot differ from that of the specified key', () => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(errorOf('KeyRegion', () => keyRegionOf(stack, { encryption: { _kmsOptions: { key: keyIn(stack, 'eu-west-1') } } })).message)
      .toBe('The KMS key must be in the Region of the bucket (us-east-1); got "eu-west-1". Fix: Use a key in us-east-1. [KeyRegion at Stack]');
  });
});

describe('the default encryption', () => {
  const parameter = (stack: Stack) => new CfnParameter(stack, 'Parameter').valueAsString;
  const S3_MANAGED = { usesKms: false, usesAwsManagedKey: false, bucketKeyEnabled: false };

  test.each<[string, (stack: Stack) => unknown, unknown]>([
    ['is SSE-S3 without a configuration', () => undefined, S3_MANAGED],
    ['is SSE-S3 with an empty configuration', () => ({}), S3_MANAGED],
    ['is SSE-S3 without an algorithm', () => ({ serverSideEncryptionConfiguration: [{}] }), S3_MANAGED],
    ['is unknown for a parameter', (stack) => ruleWith(parameter(stack)), undefined],
    ['is SSE-KMS with the AWS managed key', () => ruleWith('aws:kms'), { usesKms: true, usesAwsManagedKey: true, bucketKeyEnabled: false }],
    ['is SSE-KMS with dual-layer encryption', () => ruleWith('aws:kms:dsse', {}, 'id'),
      { usesKms: true, usesAwsManagedKey: false, bucketKeyEnabled: false }],
    ['has an S3 Bucket Key', () => ruleWith('aws:kms', { bucketKeyEnabled: true }, 'id'),
      { usesKms: true, usesAwsManagedKey: false, bucketKeyEnabled: true }],
    ['has an unknown S3 Bucket Key', () => ruleWith('aws:kms', { bucketKeyEnabled: Token.asAny(Fn.conditionIf('On', true, false)) }, 'id'),
      { usesKms: true, usesAwsManagedKey: false, bucketKeyEnabled: undefined }],
  ])('%s', (_name, encryptionOf, expected) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(defaultEncryptionOf(bucketWith(stack, encryptionOf(stack)))).toStrictEqual(expected);
  });

  test('of an imported bucket is unknown', () => {
    expect(defaultEncryptionOf(importBucket(newStack()))).toBeUndefined();
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ['one option', { bucketNamePrefix: 'pki', retention: undefined },
    'bucketNamePrefix must not be set with bucket, because it applies only to a new bucket; got ["bucketNamePrefix"]. '
    + 'Fix: Remove bucketNamePrefix, or remove bucket. [OptionOfNewBucket at Stack]'],
  ['two options', { bucketNamePrefix: 'pki', retention: 1 },
    'bucketNamePrefix, retention must not be set with bucket, because they apply only to a new bucket; got ["bucketNamePrefix","retention"]. '
    + 'Fix: Remove bucketNamePrefix, retention, or remove bucket. [OptionOfNewBucket at Stack]'],
])('%s of a new bucket cannot be set with an existing bucket', (_name, options, text) => {
  expect(errorOf('OptionOfNewBucket', () => requireNoOptionsOfNewBucket(newStack(), options)).message).toBe(text);
});

describe('the described encryption', () => {
  const unknownBucketKey = (stack: Stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'pki-reports', encryption: s3.BucketEncryption.KMS });
    const id = bucket.encryptionKey!.keyArn;
    (bucket.node.defaultChild as s3.CfnBucket).bucketEncryption =
      ruleWith('aws:kms', { bucketKeyEnabled: Token.asAny(Fn.conditionIf('On', true, false)) }, id) as never;
    return bucket;
  };

  test.each<[string, (stack: Stack) => s3.IBucket, object]>([
    ['SSE-S3 for a bucket with SSE-S3', (stack) => new s3.Bucket(stack, 'Bucket'), {}],
    ['SSE-S3 for an imported bucket', (stack) => importBucket(stack), {}],
    ['SSE-KMS for an imported bucket with a key', (stack) => importBucket(stack, { encryptionKey: keyIn(stack, 'us-east-1') }), KMS],
    ['an S3 Bucket Key that is unknown', unknownBucketKey, { _kmsOptions: { bucketKeyEnabled: true } }],
  ])('can be %s', (_name, bucketIn, described) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = bucketIn(stack);

    expect(bindExistingBucket(stack, bucket, { described }).bucket).toBe(bucket);
  });

  test.each<[string, (stack: Stack) => s3.IBucket, object, string, string]>([
    ['an imported bucket with a key', (stack) => importBucket(stack, { encryptionKey: keyIn(stack, 'us-east-1') }), {}, 'SSE-KMS', 'SSE-S3'],
    ['a bucket with SSE-S3', (stack) => new s3.Bucket(stack, 'Bucket'), KMS, 'SSE-S3', 'SSE-KMS'],
    ['a bucket without an S3 Bucket Key', (stack) => new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS }),
      { _kmsOptions: { bucketKeyEnabled: true } }, 'SSE-KMS, bucketKeyEnabled false', 'SSE-KMS, bucketKeyEnabled true'],
  ])('must match %s', (_name, bucketIn, described, actual, given) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = bucketIn(stack);

    expect(errorOf('EncryptionMismatch', () => bindExistingBucket(stack, bucket, { described })).message)
      .toBe(`encryption must match bucket (${actual}); got "${given}". Fix: Remove encryption, or set it to the actual encryption of the bucket. `
        + '[EncryptionMismatch at Stack]');
  });
});

test.each<[string, Partial<s3.CfnBucketProps>]>([
  ['objectLockEnabled', { objectLockEnabled: true }],
  ['objectLockConfiguration', { objectLockConfiguration: { objectLockEnabled: 'Enabled' } }],
])('a bucket with %s is rejected', (_name, props) => {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = new s3.Bucket(stack, 'Bucket');
  Object.assign(bucket.node.defaultChild as s3.CfnBucket, props);

  expect(errorOf('BucketObjectLock', () => bindExistingBucket(stack, bucket, {})).message)
    .toBe('bucket must not have Object Lock, because AWS Private CA cannot write audit reports to a bucket with Object Lock; '
      + 'got "Stack/Bucket". Fix: Use a bucket without Object Lock, or omit bucket for a new one. [BucketObjectLock at Stack]');
});
