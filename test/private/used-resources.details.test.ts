import { App, Environment, Stack, Token, aws_s3 as s3, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { requireNameable, requireRendered, resourcesIn, usingResources } from '../../src/private/used-resources';
import { errorOf } from '../support/errors';
import { newRoot } from '../support/stacks';

/* Which resources are searched for references, and which identifiers a resource can contain. */

const OWN = { account: '111122223333', region: 'us-east-1' };

function newStacks(other?: Environment): [own: Stack, other: Stack] {
  const app = new App();
  return [new Stack(app, 'Stack', { env: OWN }), new Stack(app, 'Other', { env: other })];
}

const without = (id: string) => new Construct(undefined as never, id);
const subjectIn = (scope: Construct) => ({ scope, property: 'bucket' });
const queueArn = (stack: Stack) => new sqs.Queue(stack, 'Queue').queueArn;

test('a bucket of the app in an unknown environment cannot name a resource of the own stack', () => {
  const [stack, other] = newStacks();
  const bucket = new s3.Bucket(other, 'Bucket');

  const { message } = errorOf('ResourceEnvironment', () => requireNameable(subjectIn(stack), bucket, queueArn(stack)));

  expect(message).toMatch(/^bucket must be in the Stage, account, and Region of the stack .*; got "Other\/Bucket /);
});

test('the error for an audit report bucket in an unknown environment names the property', () => {
  const [stack, other] = newStacks();
  const certificateAuthorities = [newRoot(stack)];
  const bucket = new s3.Bucket(other, 'Bucket', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, enforceSSL: true });

  const { message } = errorOf('ResourceEnvironment', () => new AuditReportBucket(stack, 'Audit', { certificateAuthorities, bucket }));

  expect(message).toMatch(/^bucket must be in the Stage, account, and Region of the stack /);
});

test.each<[string, (stack: Stack, other: Stack) => [scope: Construct, resource: Construct]]>([
  ['of the own stack', (stack) => [stack, new s3.Bucket(stack, 'Bucket')]],
  ['that is imported', (stack, other) => [stack, s3.Bucket.fromBucketName(other, 'Bucket', 'amzn-s3-demo-bucket') as unknown as Construct]],
  ['without a stack', (stack) => [stack, without('')]],
  ['of a user without a stack', (_stack, other) => [without(''), new s3.Bucket(other, 'Bucket')]],
])('a bucket %s can name each resource', (_name, make) => {
  const [stack, other] = newStacks();
  const [scope, resource] = make(stack, other);
  const arn = queueArn(stack);

  expect(requireNameable(subjectIn(scope), resource, arn)).toBe(arn);
});

test('a bucket in an unknown environment can name what is known, and what its own stack contains', () => {
  const [stack, other] = newStacks();
  const bucket = new s3.Bucket(other, 'Bucket');
  const own = queueArn(other);

  expect(requireNameable(subjectIn(stack), bucket, 'an ARN')).toBe('an ARN');
  expect(requireNameable(subjectIn(stack), bucket, own)).toBe(own);
});

test('a rendered value is a text, or a token of the own stack', () => {
  const [stack, other] = newStacks();
  const foreign = Token.asAny(queueArn(other));

  errorOf('ResourceEnvironment', () => requireRendered(subjectIn(stack), stack, foreign));
  expect(() => requireRendered(subjectIn(stack), stack, 'an ARN')).not.toThrow();
  expect(() => requireRendered(subjectIn(stack), stack, queueArn(stack))).not.toThrow();
  // What has no stack is never rendered.
  expect(() => requireRendered(subjectIn(stack), without(''), foreign)).not.toThrow();
});

test('the resources in an object are its constructs', () => {
  const [stack] = newStacks();
  const queue = new sqs.Queue(stack, 'Queue');

  expect(resourcesIn({ queue, text: 'text', absent: undefined, props: { deadLetterQueue: queue } })).toEqual([queue]);
});

test('only resources of other environments are searched', () => {
  const [stack, other] = newStacks();
  const near = new Stack(stack.node.root, 'Near', { env: OWN });
  const searched = (...resources: Construct[]) => {
    const spies = resources.map(({ node }) => jest.spyOn(node, 'findAll'));
    expect(usingResources(subjectIn(stack), resources, () => 'result')).toBe('result');
    return spies.map(({ mock }) => mock.calls.length > 0);
  };

  expect(searched(new sqs.Queue(stack, 'Mine'), new sqs.Queue(near, 'Near'), without(''))).toEqual([false, false, false]);
  expect(searched(new sqs.Queue(other, 'Foreign'))).toEqual([true]);
});
