import { findingsIn } from './findings';
import {
  BUCKET_ACTIONS, BUCKET_RESOURCE, CONFUSED_DEPUTY, CRL_ACL, CRL_NO_POLICY, OBJECT_LOCK,
} from '../../../src/checks/private/bucket-rules';
import {
  att, bucketPolicy, change, crl, crlBucket, FOUR_ACTIONS, Json, ref, Resources, root, rootWithCrl, statement, sub,
} from '../cases/case';

const CRL = 'Properties.RevocationConfiguration.CrlConfiguration';
const withStatements = (...statements: unknown[]) => ({ Audit: { Type: 'AWS::S3::Bucket' }, AuditPolicy: bucketPolicy('Audit', statements) });
const otherService = { Principal: { Service: 'logging.s3.amazonaws.com' } };

describe('a statement without a condition on the source', () => {
  test.each<[string, unknown, string[]]>([
    ['is reported at its place', undefined, ['warning AuditPolicy Properties.PolicyDocument.Statement.1']],
    ['is not reported if a parameter decides its condition', ref('Text'), []],
  ])('%s', (_name, Condition, expected) => {
    expect(findingsIn(CONFUSED_DEPUTY, withStatements(statement('Audit'), statement('Audit', { Condition })))).toEqual(expected);
  });
});

describe('the default ACL of CRLs', () => {
  const byDefault = `warning Root ${CRL}.S3ObjectAcl: The creation or the update of the CA fails if the bucket was created after April 2023, `
    + 'because S3 rejects the ACL PUBLIC_READ by default.';

  test.each<[string, Json, string[]]>([
    ['in a bucket that blocks public ACLs', {}, [`error Root ${CRL}.S3ObjectAcl`]],
    ['in a bucket that says nothing about ACLs', { PublicAccessBlockConfiguration: undefined }, [byDefault]],
    ['in a bucket that does not block public ACLs', { PublicAccessBlockConfiguration: { BlockPublicAcls: false } }, []],
    ['in a bucket whose objects can have ACLs',
      { PublicAccessBlockConfiguration: undefined, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }, []],
    ['in a bucket that has an ACL itself', { PublicAccessBlockConfiguration: undefined, AccessControl: 'PublicRead' }, []],
  ])('%s', (_name, properties, expected) => {
    expect(findingsIn(CRL_ACL, rootWithCrl({ S3ObjectAcl: undefined }, {}, crlBucket(properties)))).toEqual(expected);
  });
});

describe('a CRL bucket without a policy', () => {
  const role = (Action: string) => ({
    Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } }] } },
  });

  test.each<[string, Resources, string[]]>([
    ['is reported where the CA names it', {}, [`error Root ${CRL}.S3BucketName`]],
    ['is reported beside a role that cannot add a policy', role('s3:GetBucketPolicy'), [`error Root ${CRL}.S3BucketName`]],
    ['is not reported beside a role that can add a policy', role('s3:PutBucketPolicy'), []],
  ])('%s', (_name, more, expected) => {
    expect(findingsIn(CRL_NO_POLICY, { Crls: crlBucket().Crls, ...root(crl()), ...more })).toEqual(expected);
  });
});

describe('the actions of a bucket policy', () => {
  const missing = (actions: string, index = 0) => [`error AuditPolicy Properties.PolicyDocument.Statement.${index}.Action: AWS Private CA `
    + `can't write to the bucket, because the policy doesn't grant ${actions}.`];
  const three = () => statement('Audit', { Action: FOUR_ACTIONS.slice(0, 3) });

  test.each<[string, unknown[], string[]]>([
    ['name every action that is missing', [statement('Audit', { Action: FOUR_ACTIONS.slice(0, 2) })], missing('s3:PutObject, s3:PutObjectAcl')],
    ['do not count if they are for another service', [statement('Audit', otherService), three()], missing('s3:PutObjectAcl', 1)],
    ['do not count if they are denied', [three(), statement('Audit', { Effect: 'Deny' })], missing('s3:PutObjectAcl')],
    ['are unknown beside a statement that a parameter decides', [three(), ref('Text')], []],
    ['are unknown beside a statement for a service that a parameter decides',
      [three(), statement('Audit', { Principal: { Service: ref('Text') }, Action: 's3:GetBucketAcl' })], []],
    ['are not judged without a statement for AWS Private CA', [statement('Audit', otherService)], []],
  ])('%s', (_name, statements, expected) => {
    expect(findingsIn(BUCKET_ACTIONS, withStatements(...statements))).toEqual(expected);
  });

  test('are unknown beside a second policy with a statement that a parameter decides', () => {
    expect(findingsIn(BUCKET_ACTIONS, { ...withStatements(three()), Second: bucketPolicy('Audit', [ref('Text')]) })).toEqual([]);
  });

  test('are not judged for a CRL bucket without a policy', () => {
    expect(findingsIn(BUCKET_ACTIONS, { Crls: crlBucket().Crls, ...root(crl()) })).toEqual([]);
  });
});

describe('a resource of a statement', () => {
  const wrong = ['error AuditPolicy Properties.PolicyDocument.Statement.0.Resource'];

  test.each<[string, unknown, string[]]>([
    ['that is the name of a bucket', ref('Audit'), wrong],
    ['that begins with a literal name', sub('amzn-s3-demo-bucket/${Text}'), wrong],
    ['that begins with a wildcard and has more text', '*/crl', wrong],
    ['that begins with arn:', sub('arn:aws:s3:::amzn-s3-demo-bucket/${Text}'), []],
    ['that is a wildcard', ['*'], []],
    ['that is a wildcard before what a parameter decides', sub('*${Text}'), []],
    ['that another resource decides', ref('Lookup'), []],
    ['that is an attribute of a bucket', att('Audit'), []],
  ])('%s', (_name, Resource, expected) => {
    const resources = { ...withStatements(statement('Audit', { Resource })), Lookup: { Type: 'Custom::Lookup' } };

    expect(findingsIn(BUCKET_RESOURCE, resources)).toEqual(expected);
  });
});

test('a bucket with Object Lock is reported at the property', () => {
  const resources = change(withStatements(statement('Audit')), 'Audit/Properties', { ObjectLockEnabled: true });

  expect(findingsIn(OBJECT_LOCK, resources)).toEqual(['error Audit Properties.ObjectLockEnabled']);
});
