import { viewOf } from './view-of';
import { KMS } from '../../../src/checks/private/key-rules';
import { att, bucketPolicy, Json, ref, statement, sub } from '../cases/case';

const PREFIX = 'AWS Private CA can\'t write to the bucket, because ';
const MISSING = `${PREFIX}the policy of its KMS key doesn't allow `;
const OBJECTS = `${PREFIX}the encryption context of its KMS key policy names objects, and S3 sends the ARN of the bucket if the bucket has an S3 Bucket Key.`;
const BUCKET = `${PREFIX}the encryption context of its KMS key policy names the bucket, and S3 sends the ARNs of the objects if the bucket has no S3 Bucket Key.`;
const OTHER = `${PREFIX}the encryption context of its KMS key policy names another bucket.`;
const WILDCARD = `${PREFIX}the condition on the encryption context in its KMS key policy has a wildcard, which StringEquals compares as it is written.`;
const MANAGED = `${PREFIX}it doesn't support the AWS managed key of S3.`;
const CONTEXT = 'kms:EncryptionContext:aws:s3:arn';

const use = (more: Json = {}) => ({
  Effect: 'Allow', Principal: { Service: 'acm-pca.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*', ...more,
});
const matching = (context: unknown, operator = 'StringLike') => use({ Condition: { [operator]: { [CONTEXT]: context } } });

/** What the rule finds about a bucket with a key. */
function findings(statements: unknown, bucketKey: unknown = true, by: Json = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: att('Key') }) {
  const encryption = { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: by, BucketKeyEnabled: bucketKey }] };
  const view = viewOf({
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } },
    Audit: { Type: 'AWS::S3::Bucket', Properties: { BucketEncryption: encryption } },
    AuditPolicy: bucketPolicy('Audit', [statement('Audit')]),
    Parameter: { Type: 'AWS::SSM::Parameter' },
    Other: { Type: 'AWS::S3::Bucket' },
  });
  return KMS.find(view).map(({ resource, ...finding }) => ({ id: resource.id, ...finding }));
}
const finding = (effect: string) => [{ id: 'Audit', location: 'Properties.BucketEncryption', effect }];

test.each<[string, string, () => unknown]>([
  ['neither action', 'kms:Decrypt, kms:GenerateDataKey', () => []],
  ['only kms:Decrypt', 'kms:GenerateDataKey', () => [use({ Action: 'kms:Decrypt' })]],
  ['both actions to another service only', 'kms:Decrypt, kms:GenerateDataKey', () => [use({ Principal: { Service: 'logs.amazonaws.com' } })]],
  ['only kms:Decrypt, and denies the rest', 'kms:GenerateDataKey', () => [use({ Action: 'kms:Decrypt' }), use({ Effect: 'Deny' })]],
])('a key policy that allows %s is a mistake', (_name, actions, statements) => {
  expect(findings(statements())).toEqual(finding(`${MISSING}${actions}.`));
});

test.each<[string, () => unknown]>([
  ['allows both actions', () => [use()]],
  ['allows each action in a statement', () => [use({ Action: 'kms:Decrypt' }), use({ Action: 'kms:GenerateDataKey*' })]],
  ['allows an action that a parameter decides', () => [use({ Action: ['kms:Decrypt', ref('Text')] })]],
  ['allows the actions to everyone', () => [use({ Principal: '*' })]],
  ['has an unknown statement', () => [ref('Text')]],
  ['is unknown', () => ref('Text')],
])('a key policy that %s is no mistake', (_name, statements) => {
  expect(findings(statements())).toEqual([]);
});

const OBJECT_PATTERNS: [string, () => unknown][] = [
  ['the objects of a literal bucket', () => 'arn:aws:s3:::amzn-s3-demo-bucket/*'],
  ['one object of a literal bucket', () => 'arn:aws:s3:::amzn-s3-demo-bucket/crl/a.crl'],
  ['the objects of the bucket', () => sub('${Audit.Arn}/*')],
  ['the objects of the bucket, by its name', () => sub('arn:${AWS::Partition}:s3:::${Audit}/audit-report/*')],
  ['the objects of every bucket', () => 'arn:aws:s3:::*/*'],
  ['objects in a list', () => [sub('${Audit.Arn}/crl/*'), sub('${Audit.Arn}/audit-report/*')]],
];
const BUCKET_PATTERNS: [string, () => unknown][] = [
  ['a literal bucket', () => 'arn:aws:s3:::amzn-s3-demo-bucket'],
  ['a literal bucket of any partition', () => 'arn:*:s3:::amzn-s3-demo-bucket'],
  ['a literal bucket of any commercial partition', () => 'arn:aws*:s3:::amzn-s3-demo-bucket'],
  ['the bucket', () => att('Audit')],
  ['the bucket, by its name', () => sub('arn:${AWS::Partition}:s3:::${Audit}')],
  ['buckets in a list', () => [att('Audit'), 'arn:aws:s3:::amzn-s3-demo-bucket']],
];

describe('the encryption context of', () => {
  test.each(OBJECT_PATTERNS)('%s is that of a bucket without an S3 Bucket Key', (_name, pattern) => {
    expect(findings([matching(pattern())], true)).toEqual(finding(OBJECTS));
    expect([findings([matching(pattern())], false), findings([matching(pattern())], ref('AWS::NoValue'))]).toEqual([[], []]);
  });

  test.each(BUCKET_PATTERNS)('%s is that of a bucket with an S3 Bucket Key', (_name, pattern) => {
    expect(findings([matching(pattern())], true)).toEqual([]);
    expect([false, ref('AWS::NoValue')].map((bucketKey) => findings([matching(pattern())], bucketKey))).toEqual([finding(BUCKET), finding(BUCKET)]);
  });

  test.each([...OBJECT_PATTERNS, ...BUCKET_PATTERNS])('%s is no mistake if a parameter decides about the S3 Bucket Key', (_name, pattern) => {
    expect(findings([matching(pattern())], ref('Text'))).toEqual([]);
  });

  test.each<[string, () => unknown]>([
    ['a bucket and its objects', () => [att('Audit'), sub('${Audit.Arn}/*')]],
    ['everything', () => '*'],
    ['every ARN', () => 'arn:*'],
    ['everything in S3, of any partition', () => 'arn:*:s3:::*'],
    ['buckets with a common beginning', () => 'arn:aws:s3:::amzn-s3-demo-*'],
    ['the bucket and what follows its ARN', () => sub('${Audit.Arn}*')],
    ['a parameter', () => ref('Text')],
    ['a text with a parameter', () => sub('arn:aws:s3:::${Text}')],
    ['an object of a bucket of a parameter', () => sub('${Text}/*')],
    ['a resource that can contain any text', () => att('Parameter', 'Value')],
    ['a list with a parameter', () => [att('Audit'), sub('${Audit.Arn}/*'), ref('Text')]],
  ])('%s can be that of every bucket', (_name, pattern) => {
    expect([true, false].map((bucketKey) => findings([matching(pattern())], bucketKey))).toEqual([[], []]);
  });
});

describe('a condition on the encryption context', () => {
  test.each(['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'StringLikeIfExists', 'ArnLike', 'ArnEquals', 'ForAnyValue:StringLike', 'ForAllValues:ArnLike', 'stringlike'])(
    'with %s has to match', (operator) => {
      expect(findings([matching(sub('${Audit.Arn}/*'), operator)])).toEqual(finding(OBJECTS));
    });

  test.each(['StringNotEquals', 'StringNotLike', 'ArnNotLike', 'ForAnyValue:StringNotLike'])('with %s can hold for everything else', (operator) => {
    expect(findings([matching(sub('${Audit.Arn}/*'), operator)])).toEqual([]);
  });

  test('that only requires the context holds for every bucket', () => {
    expect([true, false].map((bucketKey) => findings([matching('false', 'Null')], bucketKey))).toEqual([[], []]);
  });

  test.each<[string, () => unknown]>([
    ['another condition', () => ({ StringEquals: { 'aws:SourceAccount': '111122223333' }, StringLike: { [CONTEXT]: sub('${Audit.Arn}/*') } })],
    ['another key', () => ({ StringLike: { 'aws:SourceArn': '*', [CONTEXT]: sub('${Audit.Arn}/*') } })],
    ['an unknown condition', () => ({ StringEquals: ref('Text'), StringLike: { [CONTEXT]: sub('${Audit.Arn}/*') } })],
    ['a condition that is null', () => ({ StringEquals: null, StringLike: { [CONTEXT]: sub('${Audit.Arn}/*') } })],
    ['capitals', () => ({ StringLike: { [CONTEXT.toUpperCase()]: sub('${Audit.Arn}/*') } })],
  ])('has to match with %s', (_name, condition) => {
    expect(findings([use({ Condition: condition() })])).toEqual(finding(OBJECTS));
  });

  test.each<[string, () => unknown]>([
    ['on something else', () => ({ StringEquals: { 'aws:SourceArn': 'arn:aws:s3:::amzn-s3-demo-bucket/*' } })],
    ['that is unknown', () => ref('Text')],
    ['whose keys are unknown', () => ({ StringLike: ref('Text') })],
  ])('%s holds for every bucket', (_name, condition) => {
    expect([true, false].map((bucketKey) => findings([use({ Condition: condition() })], bucketKey))).toEqual([[], []]);
  });

  test.each(['StringEquals', 'StringEqualsIgnoreCase', 'ForAnyValue:StringEquals'])('with %s and a wildcard never holds', (operator) => {
    const objects = [matching([sub('${Audit.Arn}/crl/*'), sub('${Audit.Arn}/audit-report/*')], operator)];

    expect([findings(objects, false), findings(objects, ref('Text'))]).toEqual([finding(WILDCARD), finding(WILDCARD)]);
    expect(findings([matching([sub('${Audit.Arn}/crl/*'), sub('${Audit.Arn}/crl/one.crl')], operator)], false)).toEqual([]);
    expect(findings([matching(sub('${Audit.Arn}/*'), operator.replace('StringEquals', 'ArnEquals').replace('IgnoreCase', ''))], false)).toEqual([]);
  });

  test('that names another bucket never holds', () => {
    expect([true, ref('Text')].map((bucketKey) => findings([matching(att('Other'))], bucketKey))).toEqual([finding(OTHER), finding(OTHER)]);
    expect(findings([matching([sub('${Other.Arn}/crl/*'), sub('${Other.Arn}/audit-report/*')])], false)).toEqual(finding(OTHER));
    expect(findings([matching([att('Other'), att('Audit')])])).toEqual([]);
  });

  test('is a mistake if one action has no other statement', () => {
    const wrong = matching(sub('${Audit.Arn}/*'));

    expect(findings([wrong, use({ Action: 'kms:DescribeKey' })])).toEqual(finding(OBJECTS));
    expect(findings([wrong, use({ Action: 'kms:Decrypt' })])).toEqual(finding(OBJECTS));
    expect(findings([wrong, use({ Action: ['kms:Decrypt', ref('Text')] })])).toEqual([]);
  });

  test('can hold if a parameter decides the effect of another statement', () => {
    expect(findings([matching(sub('${Audit.Arn}/*')), use({ Effect: ref('Text') })])).toEqual([]);
  });

  test('is a mistake only if all statements for AWS Private CA have it', () => {
    const wrong = matching(sub('${Audit.Arn}/*'));

    expect(findings([wrong, use()])).toEqual([]);
    expect(findings([wrong, { ...use(), Principal: '*' }])).toEqual([]);
    expect(findings([wrong, { ...use(), Principal: { Service: ref('Text') } }])).toEqual([]);
    expect(findings([wrong, { ...wrong, Principal: '*' }])).toEqual(finding(OBJECTS));
    expect(findings([wrong, { ...use(), Principal: { Service: 'logs.amazonaws.com' } }, { ...use(), Effect: 'Deny' }])).toEqual(finding(OBJECTS));
  });
});

describe('the AWS managed key', () => {
  test.each<[string, Json]>([
    ['no key', {}], ['its alias', { KMSMasterKeyID: 'alias/aws/s3' }],
    ['the ARN of its alias', { KMSMasterKeyID: 'arn:aws:kms:us-east-1:111122223333:alias/aws/s3' }],
    ['the ARN of its alias in any Region', { KMSMasterKeyID: sub('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/s3') }],
  ])('is a mistake, named by %s', (_name, key) => {
    expect(findings([use()], true, { SSEAlgorithm: 'aws:kms', ...key })).toEqual(finding(MANAGED));
  });

  test.each<[string, Json]>([
    ['another algorithm', { SSEAlgorithm: 'AES256' }],
    ['an algorithm that a parameter decides', { SSEAlgorithm: ref('Text') }],
    ['another alias', { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/my-alias/aws/s3' }],
    ['an alias that begins with that of S3', { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/aws/s3-copy' }],
    ['a key of a parameter', { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ref('Text') }],
  ])('is not used with %s', (_name, by) => {
    expect(findings([], true, by)).toEqual([]);
  });
});
