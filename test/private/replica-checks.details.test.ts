import { Aws, CfnCondition, Duration, Fn, Stack, Token, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { ErrorCode } from '../../src/private/error-codes';
import { BucketKmsOptions } from '../../src/private/private-ca-writes';
import {
  existingReplicaKey, isLocked, requireReplicaBucket, requireSameEncryption, sourceResourceOf,
} from '../../src/private/replica-checks';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const RETENTION = s3.ObjectLockRetention.governance(Duration.days(30));
const REPLICATION: s3.CfnBucket.ReplicationConfigurationProperty = { role: 'arn:aws:iam::111122223333:role/mine', rules: [] };

type BucketIn = (stack: Stack) => s3.IBucket;
type KmsOptionsIn = (stack: Stack) => BucketKmsOptions | undefined;

/** A bucket whose L1 properties are set afterwards. */
const changed = (stack: Stack, props: s3.BucketProps, change: (resource: s3.CfnBucket, stack: Stack) => void) => {
  const bucket = new s3.Bucket(stack, 'Bucket', props);
  change(bucket.node.defaultChild as s3.CfnBucket, stack);
  return bucket;
};
/** A property that only the deployment knows. */
const late = (stack: Stack, value: unknown) => {
  const expression = Fn.conditionEquals(Aws.STACK_NAME, 'Stack');
  return Fn.conditionIf(new CfnCondition(stack, 'Condition', { expression }).logicalId, value, { Ref: 'AWS::NoValue' });
};
const imported: BucketIn = (stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket');
const versioned: BucketIn = (stack) => new s3.Bucket(stack, 'Bucket', { versioned: true });
const lateVersioning: BucketIn = (stack) => changed(stack, {}, (resource) => {
  resource.versioningConfiguration = late(stack, { Status: 'Enabled' });
});
const lateStatus: BucketIn = (stack) => changed(stack, {}, (resource) => {
  resource.versioningConfiguration = { status: Token.asString(late(stack, 'Enabled')) };
});
const suspended: BucketIn = (stack) => changed(stack, {}, (resource) => { resource.versioningConfiguration = { status: 'Suspended' }; });

describe('the destination of a replication', () => {
  const requireBucket = (bucketIn: BucketIn, needsObjectLock: boolean) => {
    const stack = newStack({ env: ENVIRONMENT });
    requireReplicaBucket(stack, bucketIn(stack), needsObjectLock);
  };

  test.each<[string, boolean, BucketIn]>([
    ['an imported bucket, with Object Lock required', true, imported],
    ['a bucket with versioning, without Object Lock required', false, versioned],
    ['a bucket whose versioning is not known', false, lateVersioning],
    ['a bucket whose status of the versioning is not known', false, lateStatus],
    ['a bucket with a default retention', true, (stack) =>
      new s3.Bucket(stack, 'Bucket', { versioned: true, objectLockDefaultRetention: RETENTION })],
    ['a bucket whose retention is not known', true, (stack) =>
      changed(stack, { versioned: true }, (resource) => { resource.objectLockConfiguration = late(stack, {}); })],
    ['a bucket with a rule of Object Lock, and nothing else', true, (stack) =>
      changed(stack, { versioned: true }, (resource) => { resource.objectLockConfiguration = { rule: {} }; })],
  ])('can be %s', (_name, needsObjectLock, bucketIn) => {
    expect(() => requireBucket(bucketIn, needsObjectLock)).not.toThrow();
  });

  const OBJECT_LOCK = 'Set objectLockDefaultRetention of the bucket, or omit bucket for a new one';

  test.each<[string, ErrorCode, boolean, BucketIn, string, string]>([
    ['without Object Lock', 'ArchiveObjectLock', true, versioned,
      'bucket must have Object Lock, because otherwise administrators can delete archived objects; got "Stack/Bucket"', OBJECT_LOCK],
    ['with Object Lock, but without a configuration of it', 'ArchiveObjectLock', true, (stack) =>
      changed(stack, { versioned: true }, (resource) => { resource.objectLockEnabled = true; }),
    'bucket must have a default retention, because S3 Object Lock does not protect objects without a retention period; got "Stack/Bucket"', OBJECT_LOCK],
    ['with Object Lock, but without a rule', 'ArchiveObjectLock', true, (stack) =>
      changed(stack, { versioned: true }, (resource) => { resource.objectLockConfiguration = { objectLockEnabled: 'Enabled' }; }),
    'bucket must have a default retention, because S3 Object Lock does not protect objects without a retention period; got "Stack/Bucket"', OBJECT_LOCK],
    ['without versioning', 'ArchiveVersioning', false, (stack) => new s3.Bucket(stack, 'Bucket'),
      'bucket must have versioning, because S3 replicates only between buckets with versioning; got "Stack/Bucket/Resource"',
      'Set versioned of the bucket to true'],
    ['with suspended versioning', 'ArchiveVersioning', false, suspended,
      'bucket must have versioning, because S3 replicates only between buckets with versioning; got "Stack/Bucket/Resource"',
      'Set versioned of the bucket to true'],
  ])('cannot be a bucket %s', (_name, code, needsObjectLock, bucketIn, text, fix) => {
    expect(errorOf(code, () => requireBucket(bucketIn, needsObjectLock)).message).toBe(`${text}. Fix: ${fix}. [${code} at Stack]`);
  });
});

describe('the key of an existing destination', () => {
  const keyOf = (bucketIn: BucketIn, kmsOptionsIn: KmsOptionsIn) => {
    const stack = newStack({ env: ENVIRONMENT });
    return existingReplicaKey(stack, bucketIn(stack), { _kmsOptions: kmsOptionsIn(stack) })?.node.path;
  };
  const encrypted: BucketIn = (stack) => new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') });

  test.each<[string, string | undefined, BucketIn, KmsOptionsIn]>([
    ['is absent if neither the bucket nor its description has one', undefined, imported, () => undefined],
    ['is the key of the bucket', 'Stack/Key', encrypted, () => undefined],
    ['is the key of the bucket if it is described without a key', 'Stack/Key', encrypted, () => ({})],
    ['is the described key of an imported bucket', 'Stack/Mine', imported, (stack) => ({ key: new kms.Key(stack, 'Mine') })],
    ['is the key of its alias', 'Stack/Mine', imported, (stack) =>
      ({ key: new kms.Alias(stack, 'Alias', { aliasName: 'alias/mine', targetKey: new kms.Key(stack, 'Mine') }) })],
  ])('%s', (_name, expected, bucketIn, kmsOptionsIn) => {
    expect(keyOf(bucketIn, kmsOptionsIn)).toBe(expected);
  });

  test.each<[string, ErrorCode, string, BucketIn, KmsOptionsIn]>([
    ['the key of S3', 'KeyAwsManaged', 'bucket must use SSE-S3 or a customer managed key, because S3 Replication cannot use AWS managed keys of '
      + 'another bucket; got "Stack/Bucket". Fix: Set encryptionKey of the bucket, or use s3.BucketEncryption.S3_MANAGED', (stack) =>
      new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS_MANAGED }), () => undefined],
    ['an unknown key', 'KeyUnknown',
      'The KMS key of bucket must be known; got "Stack/Bucket". Fix: Pass PrivateCaBucketEncryption.kms({ key })', imported, () => ({})],
    ['the alias of an AWS managed key', 'KeyAwsManaged', 'The KMS key must be a customer managed key, because S3 Replication cannot use AWS managed '
      + 'keys; got "alias/aws/s3". Fix: Use a customer managed key', imported, (stack) =>
      ({ key: kms.Alias.fromAliasName(stack, 'Alias', 'alias/aws/s3') })],
    ['a key of another Region', 'KeyRegion', 'The KMS key must be in the Region of the bucket (us-east-1); got "eu-west-1". Fix: Use a key in us-east-1',
      imported, (stack) => ({ key: kms.Key.fromKeyArn(stack, 'Far', 'arn:aws:kms:eu-west-1:111122223333:key/1') })],
  ])('cannot be %s', (_name, code, text, bucketIn, kmsOptionsIn) => {
    expect(errorOf(code, () => keyOf(bucketIn, kmsOptionsIn)).message).toBe(`${text}. [${code} at Stack]`);
  });
});

describe('the source of a replication', () => {
  const sourceOf = (bucketIn: BucketIn) => {
    const stack = newStack({ env: ENVIRONMENT });
    return sourceResourceOf(stack, bucketIn(stack)).node.path;
  };

  test.each<[string, BucketIn]>([
    ['has versioning', versioned], ['might have versioning', lateVersioning], ['has versioning whose status is not known', lateStatus],
  ])('is a bucket of the app that %s', (_name, bucketIn) => {
    expect(sourceOf(bucketIn)).toBe('Stack/Bucket/Resource');
  });

  test.each<[string, ErrorCode, string, BucketIn]>([
    ['imported', 'ArchiveSource', 'be created in the app, because AWS CloudFormation cannot configure the replication of an imported bucket; got '
      + '"Stack/Bucket". Fix: Import the bucket with cdk import, or configure the replication yourself', imported],
    ['a source already', 'ArchiveSource', 'have no other replication configuration; got "Stack/Bucket". Fix: Remove the replication rules of the '
      + 'bucket, or its archive or replica', (stack) =>
      changed(stack, { versioned: true }, (resource) => { resource.replicationConfiguration = REPLICATION; })],
    ['without versioning', 'ArchiveVersioning', 'have versioning, because S3 replicates only between buckets with versioning; got '
      + '"Stack/Bucket/Resource". Fix: Set versioned of the bucket to true', suspended],
  ])('cannot be %s', (_name, code, text, bucketIn) => {
    expect(errorOf(code, () => sourceOf(bucketIn)).message).toBe(`The source of a replication must ${text}. [${code} at Stack]`);
  });
});

test.each<[string, boolean, Partial<s3.CfnBucketProps>]>([
  ['no Object Lock', false, {}],
  ['Object Lock disabled', false, { objectLockEnabled: false }],
  ['Object Lock enabled', true, { objectLockEnabled: true }],
  ['a configuration of Object Lock', true, { objectLockConfiguration: { objectLockEnabled: 'Enabled' } }],
])('a bucket with %s is locked: %s', (_name, expected, resourceProps) => {
  const bucket = changed(newStack(), {}, (resource) => { Object.assign(resource, resourceProps); });

  expect(isLocked(bucket.node.defaultChild as s3.CfnBucket)).toBe(expected);
});

describe('the source and the destination', () => {
  test.each([true, false])('can both use SSE-KMS, or both not: %s', (usesKms) => {
    expect(() => requireSameEncryption(newStack(), usesKms, usesKms)).not.toThrow();
  });

  test.each<[boolean, string]>([
    [true, 'SSE-KMS with a customer managed key, because S3 Replication keeps the type of encryption of the source; got "SSE-S3". '
      + 'Fix: Set encryption of the destination to PrivateCaBucketEncryption.kms()'],
    [false, 'SSE-S3, because S3 Replication keeps the type of encryption of the source; got "SSE-KMS". '
      + 'Fix: Remove encryption of the destination, or encrypt the source with PrivateCaBucketEncryption.kms()'],
  ])('cannot differ if the source uses SSE-KMS: %s', (sourceUsesKms, text) => {
    expect(errorOf('ArchiveEncryption', () => requireSameEncryption(newStack(), sourceUsesKms, !sourceUsesKms)).message)
      .toBe(`The encryption of the destination must use ${text}. [ArchiveEncryption at Stack]`);
  });
});
