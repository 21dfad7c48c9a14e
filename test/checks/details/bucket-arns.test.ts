import { resourceOf, valueOf, viewOf } from './view-of';
import { mayNameBucket, mayNameObjects, namesCrls, namesOtherBucket } from '../../../src/checks/private/bucket-arns';
import { att, ref, sub } from '../cases/case';

const BUCKET = { Type: 'AWS::S3::Bucket' };
const named = (BucketName: unknown) => ({ ...BUCKET, Properties: { BucketName } });
const view = () => viewOf({
  Own: BUCKET,
  Other: BUCKET,
  Named: named('amzn-s3-demo-bucket'),
  Derived: named(sub('${Other}-logs')),
  First: named(sub('crls-${AWS::AccountId}')),
  Second: named(sub('crls-${AWS::AccountId}')),
  Decided: named(ref('Text')),
  Parameter: { Type: 'AWS::SSM::Parameter' },
});

test.each<[string, unknown, boolean, boolean, boolean]>([
  ['a bucket', att('Own'), true, false, false],
  ['a literal bucket', 'arn:aws:s3:::amzn-s3-demo-bucket', true, false, false],
  ['objects', sub('${Own.Arn}/*'), false, true, true],
  ['CRLs', sub('${Own.Arn}/crl/*'), false, true, true],
  ['audit reports', sub('${Own.Arn}/audit-report/*'), false, true, false],
  ['one object', sub('${Own.Arn}/crl/one.crl'), false, true, false],
  ['everything', '*', true, true, true],
  ['a bucket and what follows its ARN', sub('${Own.Arn}*'), true, true, true],
  ['a bucket and one more character', sub('${Own.Arn}?'), true, true, false],
  ['a bucket of any partition', 'arn:*:s3:::amzn-s3-demo-bucket', true, false, false],
  ['what a parameter decides', ref('Text'), true, true, false],
  ['what another resource decides', ref('Parameter'), true, true, false],
])('the ARN of %s can name a bucket: %s, objects: %s, and names all CRLs: %s', (_name, raw, bucket, objects, crls) => {
  const arn = valueOf(view(), raw);

  expect([mayNameBucket(arn), mayNameObjects(arn), namesCrls(arn)]).toEqual([bucket, objects, crls]);
});

test.each<[string, string, unknown, boolean]>([
  ['the bucket', 'Own', att('Own'), false],
  ['another bucket', 'Own', att('Other'), true],
  ['objects of another bucket', 'Own', sub('${Other.Arn}/*'), true],
  ['another bucket, by its name', 'Own', sub('arn:${AWS::Partition}:s3:::${Other}/crl/*'), true],
  ['a name with the name of another bucket', 'Derived', sub('arn:${AWS::Partition}:s3:::${Other}-logs/*'), false],
  ['a name that ends like that of another bucket', 'Derived', sub('arn:${AWS::Partition}:s3:::my-${Other}'), false],
  ['a pattern with another bucket', 'Own', sub('${Other.Arn}*'), false],
  ['a bucket with the same name', 'First', att('Second'), false],
  ['a bucket whose name a parameter decides', 'Named', att('Decided'), true],
  ['another literal name', 'Named', 'arn:aws:s3:::amzn-s3-demo-bucket1/*', true],
  ['the same literal name', 'Named', 'arn:aws:s3:::amzn-s3-demo-bucket/*', false],
  ['a literal beginning of the name', 'Named', 'arn:aws:s3:::amzn-s3-*', false],
  ['a literal name, where CloudFormation generates the name', 'Own', 'arn:aws:s3:::amzn-s3-demo-bucket/*', false],
  ['a literal name, where a parameter decides the name', 'Decided', 'arn:aws:s3:::amzn-s3-demo-bucket/*', false],
  ['what a parameter decides', 'Named', ref('Text'), false],
  ['everything', 'Named', '*', false],
])('the ARN of %s is certain to be that of another bucket than %s', (_name, id, raw, expected) => {
  const own = view();

  expect(namesOtherBucket(own, valueOf(own, raw), resourceOf(own, id))).toBe(expected);
});
