import { resourceOf, valueOf, viewOf } from './view-of';
import {
  encryptionOf, keyPolicyOf, keyResourceOf, knowsEveryPolicy, mayAllowPrivateCa, policiesOf, privateCaBuckets, publishersOf,
} from '../../../src/checks/private/buckets';
import { Resource } from '../../../src/checks/private/template';
import { UNKNOWN } from '../../../src/checks/private/values';
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
  expect(knowsEveryPolicy(view)).toBe(false);
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

  expect(keyResourceOf(view, valueOf(view, raw))?.id).toBe(id);
});

test('the default policy of a key is known, and allows nothing to services', () => {
  const view = viewOf({ Key: KEY });
  const { complete, statements } = keyPolicyOf(view, resourceOf(view, 'Key'));

  expect([complete, statements]).toEqual([true, []]);
});
