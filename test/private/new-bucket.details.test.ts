import { App, CfnResource, Duration, Lazy, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newBucket, NewBucketProps, privateCaEncryption, renderArchiveLifecycle } from '../../src/private/new-bucket';
import { BucketKmsOptions } from '../../src/private/private-ca-writes';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const removalPolicy = RemovalPolicy.RETAIN;
const encryptionOf = (stack: Stack, kmsOptions?: BucketKmsOptions) =>
  privateCaEncryption(stack, { _kmsOptions: kmsOptions }, { contents: 'Reports', removalPolicy });
const create = (stack: Stack, kmsOptions?: BucketKmsOptions, props: Partial<NewBucketProps> = {}) => newBucket(stack, {
  id: 'Bucket', bucketNamePrefix: 'pki', encryption: encryptionOf(stack, kmsOptions), bucketProps: {}, accessLogPrefix: 'logs', removalPolicy, ...props,
});
/** Two stacks of one app in the same environment. */
const newStacks = () => {
  const app = new App();
  return ['Stack', 'Other'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
};
const resourceOf = (key: kms.IKey) => key.node.defaultChild as CfnResource;

describe('the name of a new bucket', () => {
  test.each<[string, (other: Stack, stack: Stack) => [BucketKmsOptions | undefined, Partial<NewBucketProps>]]>([
    ['a key', (other) => [{ key: new kms.Key(other, 'Key') }, {}]],
    ['a key with an alias in the same stack', (other, stack) =>
      [{ key: new kms.Alias(stack, 'Alias', { aliasName: 'alias/pki', targetKey: new kms.Key(other, 'Key') }) }, {}]],
    ['a bucket for access logs', (other) => [undefined, { serverAccessLogsBucket: new s3.Bucket(other, 'Logs') }]],
  ])('does not refer to its stack if %s of another stack has the name in its policy', (_name, optionsOf) => {
    const [stack, other] = newStacks();
    const [kmsOptions, props] = optionsOf(other, stack);

    expect(stack.resolve(create(stack, kmsOptions, props).bucketArn)).toStrictEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, expect.stringMatching(/^:s3:::pki-[0-9a-f]{8}-111122223333-us-east-1-an$/)]],
    });
  });

  test('contains a part of the stack ID if no policy of another stack has the name', () => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(JSON.stringify(stack.resolve(create(stack, {}).bucketArn))).toContain('AWS::StackId');
  });
});

describe('a retained bucket', () => {
  test('needs its own key', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const { encryptionKey } = create(stack, {});
    resourceOf(encryptionKey!).applyRemovalPolicy(RemovalPolicy.DESTROY);

    expect(errorOf('RetentionConflict', () => Template.fromStack(stack)).message)
      .toBe('The deletion policy of Stack/Key/Resource must retain the resource, because Stack/Bucket/Resource is retained and needs it; '
        + 'got ["Delete"]. Fix: Remove the aspect, mixin, or override that changes the deletion policy, or set removalPolicy of the construct. '
        + '[RetentionConflict at Stack]');
  });

  test('can have a key of the app that is not retained', () => {
    const [stack, other] = newStacks();
    create(stack, { key: new kms.Key(other, 'Key', { removalPolicy: RemovalPolicy.DESTROY }) });

    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

test('a new key describes the contents of the bucket', () => {
  const stack = newStack({ env: ENVIRONMENT });
  create(stack, {});

  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', { Description: 'Reports of AWS Private CA (Stack)' });
});

test('new access logs expire', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const { serverAccessLogsBucket } = create(stack);
  const logs = stack.getLogicalId(serverAccessLogsBucket.node.defaultChild as CfnResource);

  expect(Template.fromStack(stack).findResources('AWS::S3::Bucket')[logs].Properties.LifecycleConfiguration).toStrictEqual({
    Rules: [{
      Id: 'expire-access-logs',
      Status: 'Enabled',
      ExpirationInDays: 400,
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    }],
  });
});

describe('the lifecycle of an archive', () => {
  const render = (archiveAfter?: Duration, retention?: Duration, restoration?: Duration) => renderArchiveLifecycle(newStack(), {
    id: 'archive', prefix: 'pki/', archiveAfter: ['archiveAfter', archiveAfter], retention: ['retention', retention], restoration,
  });
  const days = (count: number) => Duration.days(count);
  const token = () => Duration.days(Lazy.number({ produce: () => 100 }));

  test.each<[string, Parameters<typeof render>, [number, number, number]]>([
    ['has defaults', [], [90, 2557, 2557]],
    ['has the specified days', [days(1), days(2)], [1, 2, 2]],
    ['has its own days for overwritten objects', [undefined, undefined, days(30)], [90, 2557, 30]],
  ])('%s', (_name, durations, [archive, current, noncurrent]) => {
    expect(render(...durations)).toStrictEqual({
      id: 'archive',
      prefix: 'pki/',
      transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: days(archive) }],
      expiration: days(current),
      noncurrentVersionExpiration: days(noncurrent),
      abortIncompleteMultipartUploadAfter: days(7),
    });
  });

  test.each([[90, 90], [90, 89]])('archives after %i days, so it cannot delete after %i days', (archive, retention) => {
    expect(errorOf('LifecycleOrder', () => render(days(archive), days(retention))).message)
      .toBe(`retention must be longer than archiveAfter (${archive} days); got "${retention} days". Fix: Lengthen retention, or shorten archiveAfter. `
        + '[LifecycleOrder at Stack]');
  });

  test('can have days that are tokens', () => {
    expect(() => [render(token(), days(1)), render(days(90), token()), render(token(), token())]).not.toThrow();
  });
});
