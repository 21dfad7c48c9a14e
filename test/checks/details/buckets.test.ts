import { resourceOf, sourceOf, valueOf, viewOf } from './view-of';
import {
  encryptionOf, keyPolicyOf, keyResourceOf, knowsEveryPolicy, mayAllowPrivateCa, policiesOf, privateCaBuckets, publishersOf,
} from '../../../src/checks/private/buckets';
import { Resolver } from '../../../src/checks/private/resolver';
import { Resource, TemplateSource } from '../../../src/checks/private/template';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { UNKNOWN } from '../../../src/checks/private/values';
import { View } from '../../../src/checks/private/view';
import { att, authority, bucketPolicy, crl, Json, ref, statement, sub } from '../cases/case';

const BUCKET = { Type: 'AWS::S3::Bucket' };
const KEY = { Type: 'AWS::KMS::Key' };
const alias = (name: unknown, target: unknown) => ({ Type: 'AWS::KMS::Alias', Properties: { AliasName: name, TargetKeyId: target } });
const ca = (bucket: unknown) => authority('ROOT', crl({ S3BucketName: bucket }));
const other = { Principal: { Service: 'logging.s3.amazonaws.com' } };
const idsOf = (resources: readonly Resource[]) => resources.map(({ id }) => id);

test('a bucket has all policies that name it', () => {
  const view = viewOf({
    A: { ...BUCKET, Properties: { BucketName: 'amzn-s3-demo-bucket' } },
    B: BUCKET,
    C: BUCKET,
    First: bucketPolicy('A', []),
    Second: bucketPolicy('B', []),
    Third: { ...bucketPolicy('A', []), Properties: { Bucket: 'amzn-s3-demo-bucket', PolicyDocument: { Statement: [] } } },
    Open: bucketPolicy('Text', []),
  });
  const policies = (id: string) => idsOf(policiesOf(view, resourceOf(view, id)).map(({ resource }) => resource));

  expect([policies('A'), policies('B'), policies('C')]).toEqual([['First', 'Third'], ['Second'], []]);
});

describe('a policy for', () => {
  const named = (BucketName: unknown) => ({ ...BUCKET, Properties: { BucketName } });
  const policyFor = (Bucket: unknown) => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket, PolicyDocument: { Statement: [] } } });

  test.each<[string, unknown, unknown, boolean]>([
    ['the bucket', 'amzn-s3-demo-bucket', ref('A'), true],
    ['another name', 'amzn-s3-demo-bucket', 'amzn-s3-demo-bucket1', true],
    ['a literal name, for a bucket without a name', ref('AWS::NoValue'), 'amzn-s3-demo-bucket', true],
    ['a literal name, for a name that a parameter decides', ref('Text'), 'amzn-s3-demo-bucket', false],
    ['a name that a parameter decides', 'amzn-s3-demo-bucket', ref('Text'), false],
    ['a name that a parameter decides, for a bucket without a name', ref('AWS::NoValue'), sub('a-${Text}'), false],
    ['a name that a custom resource gives', ref('AWS::NoValue'), att('Lookup', 'Name'), false],
    ['a name with the account that the literal name can have', 'crls-111122223333', sub('crls-${AWS::AccountId}'), false],
    ['a name with the account that a longer name has', sub('crls-${AWS::AccountId}-${AWS::Region}'), sub('crls-${AWS::AccountId}'), false],
    ['a name with another beginning', 'logs-111122223333', sub('crls-${AWS::AccountId}'), true],
    ['a name with another end', sub('${AWS::AccountId}-logs'), sub('${AWS::AccountId}-crls'), true],
    ['a name with the account, for a bucket without a name', ref('AWS::NoValue'), sub('crls-${AWS::AccountId}'), true],
  ])('%s, where the name is %j: every policy of the bucket is known', (_name, name, bucket, expected) => {
    const view = viewOf({ A: named(name), Lookup: { Type: 'Custom::Lookup' }, Policy: policyFor(bucket) });

    expect(knowsEveryPolicy(view, resourceOf(view, 'A'))).toBe(expected);
  });

  test('a name that two other stacks write in the same way can be that of both', () => {
    const name = sub('crls-${AWS::AccountId}');
    const view = viewOf({ Policy: policyFor(name) }, { A: named(name) }, { B: named(name), C: BUCKET });

    expect(['A', 'B', 'C'].map((id) => policiesOf(view, resourceOf(view, id)))).toEqual([[], [], []]);
    expect(['A', 'B', 'C'].map((id) => knowsEveryPolicy(view, resourceOf(view, id)))).toEqual([false, false, true]);
  });
});

test('a bucket has all CAs that publish to it', () => {
  const view = viewOf({ A: BUCKET, B: BUCKET, C: BUCKET, First: ca(ref('A')), Second: ca(ref('B')), Third: ca(ref('A')), Open: ca(ref('Text')) });
  const publishers = (id: string) => idsOf(publishersOf(view, resourceOf(view, id)));

  expect([publishers('A'), publishers('B'), publishers('C')]).toEqual([['First', 'Third'], ['Second'], []]);
});

test('AWS Private CA writes to the buckets to which a CA publishes or whose policy allows it', () => {
  const view = viewOf({
    Published: BUCKET,
    Root: ca(ref('Published')),
    Allowed: BUCKET,
    AllowedPolicy: bucketPolicy('Allowed', [statement('Allowed')]),
    Logs: BUCKET,
    LogsPolicy: bucketPolicy('Logs', [statement('Logs', other)]),
    Alone: BUCKET,
  });

  expect(idsOf(privateCaBuckets(view))).toEqual(['Published', 'Allowed']);
});

test.each<[string, boolean, () => unknown]>([
  ['allows it', true, () => [statement('A', other), statement('A')]],
  ['is unknown', true, () => ref('Text')],
  ['allows it to everyone', true, () => [statement('A', { Principal: '*' })]],
  ['allows it to another service', false, () => [statement('A', other)]],
  ['is empty', false, () => []],
])('a policy that %s can allow something to AWS Private CA: %s', (_name, expected, statements) => {
  const view = viewOf({ A: BUCKET, Policy: bucketPolicy('A', statements()) });

  expect(policiesOf(view, resourceOf(view, 'A')).map(mayAllowPrivateCa)).toEqual([expected]);
});

describe('the default encryption of a bucket', () => {
  const encrypted = (configuration: unknown) => {
    const view = viewOf({ A: { ...BUCKET, Properties: { BucketEncryption: configuration } } });
    return encryptionOf(view, resourceOf(view, 'A'));
  };
  const withRule = (rule: Json) => encrypted({ ServerSideEncryptionConfiguration: [rule] });

  test('is that of its first rule', () => {
    expect(withRule({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ref('Text') }, BucketKeyEnabled: true }))
      .toEqual({ algorithm: 'aws:kms', key: UNKNOWN, bucketKey: true });
  });

  test('is unknown where a transform can add to it', () => {
    const transform = { 'Fn::Transform': { Name: 'AWS::Include' } };

    expect(withRule({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', ...transform }, ...transform }))
      .toEqual({ algorithm: 'aws:kms', key: UNKNOWN, bucketKey: UNKNOWN });
  });

  test('is unknown without a rule that says it', () => {
    expect([withRule({ BucketKeyEnabled: true }), encrypted({}), encrypted(ref('Text')), encrypted(undefined)]).toEqual(Array(4).fill(undefined));
  });
});

test.each<[string, unknown, string | undefined]>([
  ['its ARN', att('Key'), 'Key'],
  ['its ID', att('Key', 'KeyId'), 'Key'],
  ['its Ref', ref('Key'), 'Key'],
  ['the Ref of its alias', ref('ById'), 'Key'],
  ['the name of an alias with its ID', 'alias/by-id', 'Key'],
  ['the name of an alias with its ARN', 'alias/by-arn', 'Key'],
  ['the name of an alias with its attribute KeyId', 'alias/by-attribute', 'Key'],
  ['the name of an alias of another key', 'alias/of-parameter', undefined],
  ['an unknown alias', 'alias/unknown', undefined],
  ['a parameter', ref('Text'), undefined],
  ['a text with a parameter', sub('alias/${Text}'), undefined],
  ['nothing', ref('AWS::NoValue'), undefined],
  ['a bucket', ref('Bucket'), undefined],
])('a key is identified by %s as %s', (_name, raw, id) => {
  const view = viewOf({
    Key: KEY,
    Open: alias(ref('AWS::NoValue'), ref('Key')),
    Unknown: alias(ref('Text'), ref('Key')),
    ById: alias('alias/by-id', ref('Key')),
    ByArn: alias('alias/by-arn', att('Key')),
    ByAttribute: alias('alias/by-attribute', att('Key', 'KeyId')),
    OfParameter: alias('alias/of-parameter', ref('Text')),
    Bucket: BUCKET,
  });

  expect(keyResourceOf(view, valueOf(view, raw), resourceOf(view, 'Bucket'))?.id).toBe(id);
});

describe('the name of an alias that several stacks write in the same way', () => {
  const stack = (path: string, more: object = {}) => sourceOf(path, { Resources: { [`Key${path}`]: KEY, [`Alias${path}`]: alias('alias/pki', ref(`Key${path}`)) } }, more);
  const user = (more: object = {}) => sourceOf('user', { Resources: { Bucket: BUCKET } }, more);
  const keyIn = (id: string, ...sources: TemplateSource[]) => {
    const view = new View(new Resolver(new TemplateSet(sources)), () => true);
    return keyResourceOf(view, 'alias/pki', resourceOf(view, id))?.id;
  };
  const [first, second] = [{ account: '111122223333', region: 'us-east-1' }, { account: '111122223333', region: 'eu-west-1' }];

  test('is that of the own stack', () => {
    expect([keyIn('Key1', stack('1'), stack('2')), keyIn('Key2', stack('1'), stack('2'))]).toEqual(['Key1', 'Key2']);
  });

  test('is unknown in another stack, unless only one is in its account and Region', () => {
    expect([keyIn('Bucket', stack('1'), stack('2'), user()), keyIn('Bucket', stack('1'), user())]).toEqual([undefined, 'Key1']);
    expect(keyIn('Bucket', stack('1', first), stack('2', second), user(second))).toBe('Key2');
    expect(keyIn('Bucket', stack('1', first), user(second))).toBeUndefined();
    expect(keyIn('Bucket', stack('1', { ...first, account: '444455556666' }), user(first))).toBeUndefined();
  });
});

test('the default policy of a key is known, and allows nothing to services', () => {
  const view = viewOf({ Key: KEY });
  const { complete, statements } = keyPolicyOf(view, resourceOf(view, 'Key'));

  expect([complete, statements]).toEqual([true, []]);
});
