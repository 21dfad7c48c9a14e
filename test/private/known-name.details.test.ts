import { App, Aws, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { knownArnOf, knownBucketName, knownNameOf, requireKnownArn } from '../../src/private/bucket-name';
import { constructHashOf, globalHashOf, namePartsOf, uniqueNameOf } from '../../src/private/known-name';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const GUID = { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };

/** A construct in a stack, and another stack of its app. */
function newStacks() {
  const app = new App();
  const [stack, other] = [new Stack(app, 'Stack', { env: ENVIRONMENT }), new Stack(app, 'Other', { env: ENVIRONMENT })];
  return { stack, other, scope: new Construct(stack, 'Named') };
}

type Stacks = ReturnType<typeof newStacks>;

test.each<[string, (stacks: Stacks) => (Construct | undefined)[]]>([
  ['without partners', () => []],
  ['with an absent partner', () => [undefined]],
  ['with a partner of the same stack', ({ stack }) => [new kms.Key(stack, 'Key')]],
  ['with an imported partner in another stack', ({ other }) => [
    kms.Key.fromKeyArn(other, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1') as unknown as Construct,
  ]],
])('a name %s has the GUID of the stack', (_name, partnersIn) => {
  const stacks = newStacks();
  const { stack, scope } = stacks;

  expect(stack.resolve(namePartsOf(scope, partnersIn(stacks)))).toStrictEqual([constructHashOf(scope), GUID]);
});

test.each<[string, (stacks: Stacks) => [(Construct | undefined)[], boolean?]]>([
  ['a partner in another stack', ({ other }) => [[new kms.Key(other, 'Key')]]],
  ['partners in its stack and another one', ({ stack, other }) => [[undefined, new kms.Key(stack, 'Key'), new kms.Key(other, 'Key')]]],
  ['no partners that is named in another account', () => [[], true]],
])('a name with %s has only a hash', (_name, argumentsIn) => {
  const stacks = newStacks();

  expect(namePartsOf(stacks.scope, ...argumentsIn(stacks))).toStrictEqual([globalHashOf(stacks.scope)]);
});

test('a unique name has the word, a hash, and the GUID of the stack', () => {
  const { stack, scope } = newStacks();
  const partsOf = (name: string) => stack.resolve(name) as unknown;

  expect(partsOf(uniqueNameOf(scope, 'word'))).toStrictEqual({ 'Fn::Join': ['', [`word-${constructHashOf(scope)}-`, GUID]] });
  expect(partsOf(uniqueNameOf(scope, 'word', 'content'))).not.toStrictEqual(partsOf(uniqueNameOf(scope, 'word')));
  expect(partsOf(uniqueNameOf(scope, 'word', 'content'))).toStrictEqual(partsOf(uniqueNameOf(scope, 'word', 'content')));
  expect(partsOf(uniqueNameOf(scope, 'word', 'content'))).not.toStrictEqual(partsOf(uniqueNameOf(scope, 'word', 'other')));
});

const arnOf = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${name}`]] });

test('a bucket name has the account regional namespace', () => {
  const { stack, scope } = newStacks();
  const hash = constructHashOf(scope);

  expect(stack.resolve(knownBucketName(scope, 'it', 'crls'))).toStrictEqual({
    constructHash: hash,
    bucketName: { 'Fn::Join': ['', [`crls-${hash}-`, GUID, '-111122223333-us-east-1-an']] },
    bucketArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::crls-${hash}-`, GUID, '-111122223333-us-east-1-an']] },
    bucketProps: { bucketNamePrefix: { 'Fn::Join': ['', [`crls-${hash}-`, GUID]] }, bucketNamespace: 'account-regional' },
  });
});

test.each(['me-south-1', 'me-central-1'])('a bucket name in %s, which has no such namespace, is global', (region) => {
  const stack = newStack({ env: { ...ENVIRONMENT, region } });
  const scope = new Construct(stack, 'Named');
  const name = `crls-${globalHashOf(scope)}-111122223333-${region}`;

  expect(stack.resolve(knownBucketName(scope, 'it', 'crls', [], true))).toStrictEqual({
    constructHash: constructHashOf(scope), bucketName: name, bucketArn: arnOf(name), bucketProps: { bucketName: name },
  });
});

test.each<[string, string | undefined, number, string]>([
  ['a Region', 'us-east-1', 19, 'us-east-1'],
  ['a Region with a long name', 'ap-southeast-1', 14, 'ap-southeast-1'],
  ['a Region without the namespace', 'me-south-1', 21, 'me-south-1'],
  ['an unknown Region', undefined, 19, 'the Region with the shortest name'],
])('the prefix of a bucket name in %s has a longest length', (_name, region, max, place) => {
  const named = (prefix: string) => knownBucketName(newStack({ env: { ...ENVIRONMENT, region } }), 'prefix', prefix);

  expect(() => named('x'.repeat(max))).not.toThrow();
  expect(errorOf('BucketNamePrefixLength', () => named('x'.repeat(max + 1))).message).toBe(
    `prefix must have 1 to ${max} characters in ${place}, because the complete bucket name can have 63; got ${max + 1}. `
    + 'Fix: Shorten prefix. [BucketNamePrefixLength at Stack]');
});

test('the length of a prefix that is a token is unknown', () => {
  const { stack, scope } = newStacks();
  const prefix = Aws.STACK_NAME + Aws.URL_SUFFIX;

  expect(stack.resolve(knownBucketName(scope, 'it', prefix, [], true).bucketProps.bucketNamePrefix)).toStrictEqual(
    { 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, { Ref: 'AWS::URLSuffix' }, `-${globalHashOf(scope)}`]] });
});

test.each(['', '-crls', 'Crls', 'xn--crls', 'sthree', 'amzn-s3-demo-crls', 'crl.s'])('"%s" is not the prefix of a bucket name', (prefix) => {
  expect(errorOf('BucketNamePrefixCharacters', () => knownBucketName(newStack(), 'it', prefix)).message).toBe(
    'it must be lowercase letters, digits, and hyphens, starting with a letter or digit, and not with xn--, sthree-, or amzn-s3-demo-; '
    + `got "${prefix}". Fix: Correct it. [BucketNamePrefixCharacters at Stack]`);
});

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const resolved = (stack: Stack, value: unknown) => stack.resolve(value) as unknown;

test.each<[string, (stack: Stack) => s3.IBucket, string | undefined, unknown]>([
  ['imported by its ARN', (stack) => s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws-cn:s3:::crls'), 'crls', 'arn:aws-cn:s3:::crls'],
  ['with a name', (stack) => new s3.Bucket(stack, 'Bucket', { bucketName: 'crls' }), 'crls', arnOf('crls')],
  ['with a prefix', (stack) => new s3.Bucket(stack, 'Bucket', {
    bucketNamePrefix: 'crls', bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL,
  }), 'crls-111122223333-us-east-1-an', arnOf('crls-111122223333-us-east-1-an')],
  ['without a name', (stack) => new s3.Bucket(stack, 'Bucket'), undefined, undefined],
])('the name and ARN of a bucket %s are known without a reference, or absent', (_name, bucketIn, name, arn) => {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = bucketIn(stack);

  expect(resolved(stack, knownNameOf(bucket))).toStrictEqual(name);
  expect(resolved(stack, knownArnOf(bucket))).toStrictEqual(arn);
});

test.each<[string, (stack: Stack, key: kms.Key) => [s3.Bucket, kms.IKey], unknown]>([
  ['a bucket with a name and its key', (stack, key) => [new s3.Bucket(stack, 'Bucket', { bucketName: 'crls', encryptionKey: key }), key], arnOf('crls')],
  ['a bucket without a key', (stack, key) => [new s3.Bucket(stack, 'Bucket'), key], 'reference'],
  ['a bucket with another key', (stack, key) => [new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Other') }), key], 'reference'],
  ['a bucket with an imported key', (stack) => {
    const key = kms.Key.fromKeyArn(stack, 'Imported', KEY_ARN);
    return [new s3.Bucket(stack, 'Bucket', { encryptionKey: key }), key];
  }, 'reference'],
])('a key policy can contain the ARN of %s', (_name, make, expected) => {
  const stack = newStack();
  const [bucket, key] = make(stack, new kms.Key(stack, 'Key'));

  expect(resolved(stack, requireKnownArn(stack, bucket, key)))
    .toStrictEqual(expected === 'reference' ? resolved(stack, bucket.bucketArn) : expected);
});

test.each<[string, (key: kms.Key) => kms.IKey]>([
  ['key', (key) => key],
  ['alias of the key', (key) => key.addAlias('pki')],
])('the policy of its %s cannot refer to a bucket without a name', (_name, used) => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: used(key) });

  expect(errorOf('BucketNameUnknown', () => requireKnownArn(stack, bucket, key)).message).toBe(
    'bucket must have a physical name, because its KMS key policy refers to the name; got "Stack/Bucket". '
    + 'Fix: Set bucketName, or set bucketNamePrefix with the account regional namespace. [BucketNameUnknown at Stack]');
});
