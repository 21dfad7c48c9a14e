import { App, Aws, Stack, aws_events as events, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { deliverAccessLogs, requireS3ManagedKeys } from '../../src/private/access-logs';
import { dedicateBucket } from '../../src/private/bucket-purpose';
import { matchReadOnlyCalls } from '../../src/private/eventbridge';
import { letLogsUseKey, logGroupArnOf } from '../../src/private/log-group';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* The exact statements and settings of log groups, rules, and buckets for logs. */

const BUCKET_NAME = 'amzn-s3-demo-bucket';

test('the ARN of a log group has the environment of the stack', () => {
  expect(logGroupArnOf(newStack({ env: ENVIRONMENT }), 'trail')).toBe(`arn:${Aws.PARTITION}:logs:us-east-1:111122223333:log-group:trail`);
});

test('CloudWatch Logs can use a key for one log group', () => {
  const stack = newStack({ env: ENVIRONMENT });
  letLogsUseKey(stack, new kms.Key(stack, 'Key'), 'arn:aws:logs:us-east-1:111122223333:log-group:trail');

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  expect(Properties.KeyPolicy.Statement.slice(1)).toStrictEqual([{
    Effect: 'Allow',
    Principal: { Service: { 'Fn::Join': ['', ['logs.us-east-1.', { Ref: 'AWS::URLSuffix' }]] } },
    Action: ['kms:Decrypt*', 'kms:Describe*', 'kms:Encrypt*', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    Resource: '*',
    Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:trail' } },
  }]);
});

test('a rule that matches read-only calls has the state that CloudFormation requires', () => {
  const stack = newStack();
  const rules = ['All', 'Writes'].map((id) => new events.Rule(stack, id, { eventPattern: { source: ['aws.acm-pca'] } }));
  matchReadOnlyCalls(rules[0]);

  expect(rules.map(({ node }) => (node.defaultChild as events.CfnRule).state)).toStrictEqual(['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', 'ENABLED']);
});

describe('server access logs', () => {
  const deliver = (targetIn: (stack: Stack) => s3.IBucket) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Source');
    deliverAccessLogs(stack, { bucket, bucketArn: `arn:aws:s3:::${BUCKET_NAME}`, logPrefix: 'crls/' }, targetIn(stack));
    return stack;
  };

  test('are delivered with a statement in the policy of the bucket', () => {
    const template = Template.fromStack(deliver((stack) => new s3.Bucket(stack, 'Logs')));

    const [{ Properties: { PolicyDocument } }] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    expect(PolicyDocument.Statement).toStrictEqual([{
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Logs/), 'Arn'] }, '/crls/*']] },
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${BUCKET_NAME}` } },
    }]);
    template.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: { DestinationBucketName: { Ref: Match.stringLikeRegexp('^Logs') }, LogFilePrefix: 'crls/' },
    });
  });

  test('to an imported bucket cause a warning that names the bucket', () => {
    const stack = deliver((scope) => s3.Bucket.fromBucketName(scope, 'Logs', BUCKET_NAME));
    const [{ entry }] = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('bucketPolicyNotAdded'));

    expect(String(entry.data)).toMatch(/^The app cannot edit the policy of the access-log bucket Stack\/Logs\. Add the following statement/);
  });

  test.each<[string, (stack: Stack) => s3.IBucket]>([
    ['a key of the app', (stack) => new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') })],
    ['the key of S3', (stack) => new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.KMS_MANAGED })],
    ['the key of an imported bucket', (stack) =>
      s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: BUCKET_NAME, encryptionKey: new kms.Key(stack, 'Key') })],
  ])('to a bucket with %s are an error', (_name, targetIn) => {
    const stack = newStack();

    expect(errorOf('AccessLogsEncryption', () => requireS3ManagedKeys(stack, 'logBucket', targetIn(stack))).message)
      .toBe('logBucket must use SSE-S3, because logs are not delivered to a bucket with SSE-KMS; got "Stack/Logs". Fix: Use a bucket with '
        + 's3.BucketEncryption.S3_MANAGED, or omit logBucket. [AccessLogsEncryption at Stack]');
  });

  test.each<[string, (stack: Stack) => s3.IBucket]>([
    ['SSE-S3', (stack) => new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED })],
    ['no specified encryption', (stack) => new s3.Bucket(stack, 'Logs')],
    ['unknown encryption', (stack) => s3.Bucket.fromBucketName(stack, 'Logs', BUCKET_NAME)],
  ])('to a bucket with %s pass', (_name, targetIn) => {
    const stack = newStack();

    expect(() => requireS3ManagedKeys(stack, 'logBucket', targetIn(stack))).not.toThrow();
  });
});

describe('the purpose of an imported bucket', () => {
  test('is an error if audit reports deny the other writers of the bucket', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', BUCKET_NAME);
    dedicateBucket(stack, bucket, 'server access logs');

    expect(errorOf('BucketPurpose', () => dedicateBucket(stack, bucket, 'audit reports', { deniesOthers: true })).message)
      .toBe('A bucket must not store both audit reports and server access logs, because a policy with the ARNs of CAs can make a circular '
        + 'dependency, and denyOtherWriters denies other services; got "Stack/Mine". Fix: Use two buckets. [BucketPurpose at Stack]');
  });

  test('can differ between two stacks in which the same token is another name', () => {
    const app = new App();
    const [one, other] = ['One', 'Other'].map((id) => s3.Bucket.fromBucketName(new Stack(app, id), 'Mine', `logs-${Aws.STACK_NAME}`));
    dedicateBucket(one, one, 'server access logs');

    expect(() => dedicateBucket(other, other, 'audit reports', { deniesOthers: true })).not.toThrow();
    errorOf('BucketPurpose', () => dedicateBucket(one, one, 'audit reports', { deniesOthers: true }));
  });
});
