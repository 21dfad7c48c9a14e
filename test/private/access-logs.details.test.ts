import { Aws, CfnCondition, Duration, Fn, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { requireAccessLogTarget } from '../../src/private/access-logs';
import { dedicateBucket } from '../../src/private/bucket-purpose';
import { ErrorCode } from '../../src/private/error-codes';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

type BucketIn = (stack: Stack) => s3.IBucket;

const check = (bucketIn: BucketIn) => {
  const stack = newStack({ env: ENVIRONMENT });
  requireAccessLogTarget(stack, bucketIn(stack));
};
const importedFrom = (account: string, region: string): BucketIn => (stack) =>
  s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'amzn-s3-demo-bucket', account, region });
const lockedBy = (lockOf: (stack: Stack) => s3.CfnBucketProps['objectLockConfiguration']): BucketIn => (stack) => {
  const bucket = new s3.Bucket(stack, 'Logs', { objectLockEnabled: true });
  (bucket.node.defaultChild as s3.CfnBucket).objectLockConfiguration = lockOf(stack);
  return bucket;
};
const late = (stack: Stack) => {
  const expression = Fn.conditionEquals(Aws.STACK_NAME, 'Stack');
  return Fn.conditionIf(new CfnCondition(stack, 'Condition', { expression }).logicalId, { ObjectLockEnabled: 'Enabled' }, Aws.NO_VALUE);
};

describe('a bucket for server access logs', () => {
  test.each<[string, BucketIn]>([
    ['of the app', (stack) => new s3.Bucket(stack, 'Logs')],
    ['imported from the account and Region', importedFrom('111122223333', 'us-east-1')],
    ['imported from an unknown Region', importedFrom('111122223333', Aws.REGION)],
    ['of the app with Object Lock, but without a default retention', lockedBy(() => ({ objectLockEnabled: 'Enabled' }))],
    ['of the app whose Object Lock is not known', lockedBy(late)],
    ['that stores other logs', (stack) => {
      const bucket = new s3.Bucket(stack, 'Logs');
      dedicateBucket(stack, bucket, 'access logs of a distribution');
      return bucket;
    }],
  ])('can be one %s', (_name, bucketIn) => {
    expect(() => check(bucketIn)).not.toThrow();
  });

  const REGION_FIX = 'Fix: Use a bucket in the same account and Region, or omit serverAccessLogsBucket';

  test.each<[string, ErrorCode, string, BucketIn]>([
    ['of another account', 'AccessLogsRegion', 'serverAccessLogsBucket must be in the account and Region of the logged bucket (111122223333/us-east-1); '
      + `got "444455556666/us-east-1". ${REGION_FIX}`, importedFrom('444455556666', 'us-east-1')],
    ['of another Region', 'AccessLogsRegion', 'serverAccessLogsBucket must be in the account and Region of the logged bucket (111122223333/us-east-1); '
      + `got "111122223333/eu-west-1". ${REGION_FIX}`, importedFrom('111122223333', 'eu-west-1')],
    ['with SSE-KMS', 'AccessLogsEncryption', 'serverAccessLogsBucket must use SSE-S3, because logs are not delivered to a bucket with SSE-KMS; got '
      + '"Stack/Logs". Fix: Use a bucket with s3.BucketEncryption.S3_MANAGED, or omit serverAccessLogsBucket', (stack) =>
      new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.KMS })],
    ['with a default retention', 'AccessLogsObjectLock', 'serverAccessLogsBucket must not have a default Object Lock retention period, because S3 does '
      + 'not deliver logs to such a bucket; got "Stack/Logs". Fix: Use another bucket, or omit serverAccessLogsBucket', (stack) =>
      new s3.Bucket(stack, 'Logs', { objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)) })],
    ['of audit reports', 'BucketPurpose', 'A bucket must not store both audit reports and server access logs, because a policy with the ARNs of CAs can '
      + 'make a circular dependency, and denyOtherWriters denies other services; got "Stack/Logs". Fix: Use two buckets', (stack) => {
      const bucket = new s3.Bucket(stack, 'Logs');
      dedicateBucket(stack, bucket, 'audit reports');
      return bucket;
    }],
  ])('cannot be one %s', (_name, code, text, bucketIn) => {
    expect(errorOf(code, () => check(bucketIn)).message).toBe(`${text}. [${code} at Stack]`);
  });
});
