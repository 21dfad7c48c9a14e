import { Stack, aws_acmpca as acmpca, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { OTHER_WRITER_ACTIONS } from '../../src/private/actions';
import {
  letPrivateCaUseKey, PrivateCaBucketAccess, renderCrlWriteStatement, renderDenyOtherWritersStatement,
} from '../../src/private/private-ca-writes';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const arnOf = (id: string) => `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${id}`;
const importCa = (stack: Stack, id: string, arn = arnOf(id)) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, id, arn);
const importBucket = (stack: Stack) => s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::existing');
const ACTIONS = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'];
const BUCKET_RESOURCES = ['arn:aws:s3:::existing', 'arn:aws:s3:::existing/*'];
const rendered = (stack: Stack, statement: iam.PolicyStatement): unknown => stack.resolve(statement.toStatementJson());

describe('the access of certificate authorities to a bucket', () => {
  test.each<[string, string[], unknown]>([
    ['one source ARN as a text', ['one'], arnOf('one')],
    ['several source ARNs as a list', ['one', 'other'], [arnOf('one'), arnOf('other')]],
  ])('has %s', (_name, ids, sourceArn) => {
    const stack = newStack({ env: ENVIRONMENT });
    const access = new PrivateCaBucketAccess(stack, new s3.Bucket(stack, 'Bucket'));
    ids.forEach((id) => access.add(importCa(stack, id)));

    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));

    expect(policy.Properties.PolicyDocument.Statement.map(({ Condition }: { Condition: unknown }) => Condition)).toStrictEqual([
      { StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': sourceArn } },
    ]);
    expect(access.certificateAuthorityArns).toStrictEqual(ids.map((id) => arnOf(id)));
  });

  test('is rejected for a certificate authority that already has it', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const access = new PrivateCaBucketAccess(stack, new s3.Bucket(stack, 'Bucket'));
    access.add(importCa(stack, 'one'));

    expect(errorOf('CertificateAuthorityDuplicate', () => access.add(importCa(stack, 'Again', arnOf('one')))).message)
      .toBe('Each certificate authority must be added to the bucket only once; got "Stack/Again". Fix: Remove the duplicate. '
        + '[CertificateAuthorityDuplicate at Stack]');
    expect(access.certificateAuthorityArns).toStrictEqual([arnOf('one')]);
  });

  test('is rejected for a certificate authority in another partition than the bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const access = new PrivateCaBucketAccess(stack, new s3.Bucket(stack, 'Bucket'));
    const certificateAuthority = importCa(stack, 'one', 'arn:aws-cn:acm-pca:cn-north-1:111122223333:certificate-authority/one');

    expect(errorOf('CertificateAuthorityRegion', () => access.add(certificateAuthority)).message)
      .toBe('Each certificate authority must be in the partition of its bucket (aws), because AWS Private CA writes only within a partition; '
        + 'got "cn-north-1 (aws-cn)". Fix: Use a bucket in the Region of the certificate authority. [CertificateAuthorityRegion at Stack]');
    expect(access.certificateAuthorityArns).toStrictEqual([]);
  });

  test('is a warning for an imported bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaBucketAccess(stack, importBucket(stack)).add(importCa(stack, 'one'));

    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cannot edit')).map(({ entry }) => entry.data)).toStrictEqual([
      expect.stringContaining('The app cannot edit the policy of the bucket Stack/Bucket. Add the following statement'),
    ]);
  });
});

describe('the statement for CRLs', () => {
  const base = { Effect: 'Allow', Principal: { Service: 'acm-pca.amazonaws.com' }, Action: ACTIONS, Resource: BUCKET_RESOURCES };
  const sourceAccount = { StringEquals: { 'aws:SourceAccount': '444455556666' } };

  test.each<[string, { account: string; region?: string }, unknown]>([
    ['of an account', { account: '444455556666' }, sourceAccount],
    ['of an account and a Region', { account: '444455556666', region: 'eu-west-1' }, {
      ...sourceAccount,
      ArnLike: {
        'aws:SourceArn': {
          'Fn::Join': ['', [
            'arn:', { Ref: 'AWS::Partition' }, ':acm-pca:eu-west-1:444455556666:certificate-authority/*',
          ]],
        },
      },
    }],
  ])('%s is complete', (_name, authorities, condition) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(rendered(stack, renderCrlWriteStatement(importBucket(stack), 'acm-pca.amazonaws.com', authorities)))
      .toStrictEqual({ ...base, Condition: condition });
  });
});

test('the statement against other writers is complete', () => {
  const stack = newStack({ env: ENVIRONMENT });

  expect(rendered(stack, renderDenyOtherWritersStatement(importBucket(stack)))).toStrictEqual({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: OTHER_WRITER_ACTIONS,
    Resource: 'arn:aws:s3:::existing/*',
    Condition: { StringNotEquals: { 'aws:PrincipalServiceName': 'acm-pca.amazonaws.com' } },
  });
});

describe('the statement of a key policy', () => {
  const bucketArn = 'arn:aws:s3:::existing';
  const objects = ['acm-pca-permission-test-key', 'acm-pca-permission-test-key-private', 'audit-report/*', 'crl/*']
    .map((key) => `${bucketArn}/${key}`);

  test.each<[string, object, string, unknown]>([
    ['with an S3 Bucket Key', { bucketKeyEnabled: true }, '', bucketArn],
    ['without an S3 Bucket Key', { bucketKeyEnabled: false }, '', objects],
    ['with an unknown setting', {}, '', [bucketArn, ...objects]],
    ['with other objects', { bucketKeyEnabled: false, additionalObjects: () => ['pki/*'] }, '', [...objects, `${bucketArn}/pki/*`]],
    ['with a suffix', { bucketKeyEnabled: true, sidSuffix: '1a2b' }, ' for 1a2b', bucketArn],
  ])('%s is complete', (_name, use, sidSuffix, contexts) => {
    const stack = newStack({ env: ENVIRONMENT });
    letPrivateCaUseKey(stack, new kms.Key(stack, 'Key'), { bucketArn, ...use });

    const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));

    expect(key.Properties.KeyPolicy.Statement.slice(1)).toStrictEqual([{
      Sid: `Allow ACM-PCA use of the key${sidSuffix}`,
      Effect: 'Allow',
      Principal: { Service: 'acm-pca.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': contexts } },
    }]);
  });
});
