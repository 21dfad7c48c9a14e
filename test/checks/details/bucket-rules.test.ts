import { findingsIn, findingsOf } from './findings';
import {
  BUCKET_ACTIONS, BUCKET_RESOURCE, CONFUSED_DEPUTY, CRL_ACL, CRL_NO_POLICY, OBJECT_LOCK,
} from '../../../src/checks/private/bucket-rules';
import {
  att, bucketPolicy, change, crl, crlBucket, FOUR_ACTIONS, inTemplate, Json, ref, Resources, root, rootWithCrl, statement, sub,
} from '../cases/case';

const CRL = 'Properties.RevocationConfiguration.CrlConfiguration';
const withStatements = (...statements: unknown[]) => ({ Audit: { Type: 'AWS::S3::Bucket' }, AuditPolicy: bucketPolicy('Audit', statements) });
const otherService = { Principal: { Service: 'logging.s3.amazonaws.com' } };

describe('a statement without a condition on the source', () => {
  test.each<[string, unknown, string[]]>([
    ['is reported at its place', undefined, ['warning AuditPolicy Properties.PolicyDocument.Statement.1']],
    ['is not reported if a parameter decides its condition', ref('Text'), []],
    ['is reported if its condition names every account', { StringLike: { 'aws:SourceAccount': '*' } }, ['warning AuditPolicy Properties.PolicyDocument.Statement.1']],
    ['is reported if its condition names every account but one', { StringNotEquals: { 'aws:SourceAccount': '111122223333' } },
      ['warning AuditPolicy Properties.PolicyDocument.Statement.1']],
  ])('%s', (_name, Condition, expected) => {
    expect(findingsIn(CONFUSED_DEPUTY, withStatements(statement('Audit'), statement('Audit', { Condition })))).toEqual(expected);
  });
});

describe('a statement that allows writing to everyone', () => {
  const open = (more: Json = {}) => ({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: sub('${Audit.Arn}/*'), ...more });
  const wrong = ['warning AuditPolicy Properties.PolicyDocument.Statement.1.Principal: Every principal can write objects to this bucket, including a CA '
    + 'of any AWS account, because the statement allows it to everyone.'];

  test.each<[string, Json, string[]]>([
    ['is reported', {}, wrong],
    ['is reported for AWS principals', { Principal: { AWS: ['*'] }, Action: ['s3:PutObject'] }, wrong],
    ['is not reported if it is for readers', { Action: 's3:GetObject' }, []],
    ['is not reported if it is for the bucket itself', { Resource: att('Audit') }, []],
    ['is not reported if it has a condition', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } }, []],
    ['is not reported if a parameter decides its condition', { Condition: ref('Text') }, []],
    ['is not reported if it denies', { Effect: 'Deny' }, []],
    ['is not reported if it is for an account', { Principal: { AWS: '111122223333' } }, []],
  ])('%s', (_name, more, expected) => {
    expect(findingsIn(CONFUSED_DEPUTY, withStatements(statement('Audit'), open(more)))).toEqual(expected);
  });

  test('is not reported for a bucket that AWS Private CA does not write to', () => {
    expect(findingsIn(CONFUSED_DEPUTY, withStatements(open()))).toEqual([]);
  });

  test('is reported for a CRL bucket', () => {
    const everyone = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };

    expect(findingsIn(CONFUSED_DEPUTY, { Crls: crlBucket().Crls, CrlsPolicy: bucketPolicy('Crls', everyone), ...root(crl()) }))
      .toEqual([expect.stringContaining('warning CrlsPolicy Properties.PolicyDocument.Statement.Principal: Every principal')]);
  });
});

describe('the default ACL of CRLs', () => {
  const writer = { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } };
  const byDefault = `warning Root ${CRL}.S3ObjectAcl: The creation or the update of the CA fails if the bucket was created after April 2023, `
    + 'because S3 rejects the ACL PUBLIC_READ by default.';

  test.each<[string, Json, string[]]>([
    ['in a bucket that blocks public ACLs', {}, [`error Root ${CRL}.S3ObjectAcl`]],
    ['in a bucket that says nothing about ACLs', { PublicAccessBlockConfiguration: undefined }, [byDefault]],
    ['in a bucket that does not block public ACLs, but has none by default', { PublicAccessBlockConfiguration: { BlockPublicAcls: false } }, [byDefault]],
    ['in a bucket whose objects can have ACLs, but that blocks public ones by default', { PublicAccessBlockConfiguration: undefined, ...writer }, [byDefault]],
    ['in a bucket that a parameter blocks, and that has no ACLs by default', { PublicAccessBlockConfiguration: ref('Text') }, [byDefault]],
    ['in a bucket whose objects can have public ACLs', { PublicAccessBlockConfiguration: { BlockPublicAcls: false }, ...writer }, []],
    ['in a bucket whose objects can have ACLs if a parameter says it', { PublicAccessBlockConfiguration: ref('Text'), ...writer }, []],
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

describe('a CRL bucket whose name two stacks write in the same way', () => {
  const name = sub('crls-${AWS::AccountId}');
  const named = (resources: Resources) => change(resources, 'Crls/Properties/BucketName', name);
  const own = (resources: Resources) => ({ ...named(resources), ...root(crl({ S3BucketName: name }), { DependsOn: 'CrlsPolicy' }) });
  const without = () => ({ Crls: crlBucket().Crls });
  const findings = (template: Resources, other: Resources) => findingsOf(CRL_NO_POLICY, inTemplate('', template, { others: { Other: { Resources: other } } }));

  test.each<[string, () => Resources, () => Resources, string[]]>([
    ['has the policy of its own stack', () => own(crlBucket()), () => named(without()), []],
    ['does not have the policy of the other stack', () => own(without()), () => named(crlBucket()), [`error Root ${CRL}.S3BucketName`]],
    ['can have a policy of a third stack', () => own(without()), () => ({
      ...named(without()), P: { ...bucketPolicy('Crls', [statement('Crls')]), Properties: { Bucket: ref('Text'), PolicyDocument: {} } },
    }), []],
  ])('%s', (_name, template, other, expected) => {
    expect(findings(template(), other())).toEqual(expected);
  });

  test('can have a policy of a stack that writes its account in another way', () => {
    const policy = { ...bucketPolicy('Crls', [statement('Crls')]), Properties: { Bucket: name, PolicyDocument: { Statement: [statement('Crls', { Resource: '*' })] } } };
    const template = change({ ...without(), ...root(crl()) }, 'Crls/Properties/BucketName', 'crls-111122223333');

    expect(findings(template, { Policy: policy })).toEqual([]);
    expect(findings(change(template, 'Crls/Properties/BucketName', 'logs-111122223333'), { Policy: policy })).toEqual([`error Root ${CRL}.S3BucketName`]);
  });
});

test.each<[string, Json, string[]]>([
  ['denies access to other principals', { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, [`error Root ${CRL}.S3BucketName`]],
  ['denies access to a service that a parameter decides', { Effect: 'Deny', Principal: { Service: ref('Text') } }, [`error Root ${CRL}.S3BucketName`]],
  ['has an effect that a parameter decides', { Effect: ref('Text') }, []],
])('a policy that only %s', (_name, more, expected) => {
  expect(findingsIn(CRL_NO_POLICY, { Crls: crlBucket().Crls, P: bucketPolicy('Crls', [statement('Crls', more)]), ...root(crl()) })).toEqual(expected);
});

test('the name of a bucket can be the value of an SSM parameter', () => {
  const Name = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: ref('Crls') } };

  expect(findingsIn(CRL_NO_POLICY, { ...change(rootWithCrl(), 'CrlsPolicy/Properties/Bucket', att('Name', 'Value')), Name })).toEqual([]);
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
    ['are known in a statement with an effect that a parameter decides', [three(), statement('Audit', { Effect: ref('Text') })], []],
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

describe('the resources of a bucket policy', () => {
  const missing = (actions: string) => ['error AuditPolicy Properties.PolicyDocument.Statement.0.Resource: AWS Private CA can\'t write to the bucket, '
    + `because the policy doesn't grant ${actions}.`];
  const ON_OBJECTS = 's3:PutObject, s3:PutObjectAcl on objects';
  const objects = sub('${Audit.Arn}/*');

  test.each<[string, unknown[], string[]]>([
    ['are only the bucket', [statement('Audit', { Resource: att('Audit') })], missing(ON_OBJECTS)],
    ['are only objects', [statement('Audit', { Resource: objects })], missing('s3:GetBucketAcl, s3:GetBucketLocation on the bucket itself')],
    ['are only objects for one of the actions', [statement('Audit', { Resource: objects }), statement('Audit', { Action: 's3:GetBucketAcl', Resource: att('Audit') })],
      missing('s3:GetBucketLocation on the bucket itself')],
    ['are the wrong ones in two statements', [
      statement('Audit', { Action: FOUR_ACTIONS.slice(0, 2), Resource: objects }), statement('Audit', { Action: FOUR_ACTIONS.slice(2), Resource: att('Audit') }),
    ], missing(ON_OBJECTS)],
    ['are those of each action', [
      statement('Audit', { Action: FOUR_ACTIONS.slice(0, 2), Resource: att('Audit') }), statement('Audit', { Action: FOUR_ACTIONS.slice(2), Resource: objects }),
    ], []],
    ['are everything that begins like the bucket', [statement('Audit', { Resource: sub('${Audit.Arn}*') })], []],
    ['are everything but a folder', [statement('Audit', { Resource: undefined, NotResource: sub('${Audit.Arn}/private/*') })], []],
    ['are decided by a parameter', [statement('Audit', { Resource: [objects, ref('Text')] })], []],
    ['are the name of the bucket, which another rule reports', [statement('Audit', { Resource: [ref('Audit'), objects] })], []],
  ])('%s', (_name, statements, expected) => {
    expect(findingsIn(BUCKET_ACTIONS, withStatements(...statements))).toEqual(expected);
  });
});

describe('a resource of a statement', () => {
  const other = ['error AuditPolicy Properties.PolicyDocument.Statement.0.Resource: S3 rejects the bucket policy, because a statement names another bucket.'];
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
    ['that is another bucket', [att('Audit'), sub('${Other.Arn}/*')], other],
    ['that is another bucket, and a name', [att('Other'), ref('Audit')], wrong],
  ])('%s', (_name, Resource, expected) => {
    const resources = { ...withStatements(statement('Audit', { Resource })), Lookup: { Type: 'Custom::Lookup' }, Other: { Type: 'AWS::S3::Bucket' } };

    expect(findingsIn(BUCKET_RESOURCE, resources)).toEqual(expected);
  });
});

test('a resource of a policy for a bucket outside the app is not compared with its name', () => {
  const policy = change(bucketPolicy('Audit', [statement('Audit')]), 'Properties/Bucket', 'amzn-s3-demo-bucket');

  expect(findingsIn(BUCKET_RESOURCE, { Audit: { Type: 'AWS::S3::Bucket' }, AuditPolicy: policy })).toEqual([]);
});

test('a bucket with Object Lock is reported at the property', () => {
  const resources = change(withStatements(statement('Audit')), 'Audit/Properties', { ObjectLockEnabled: true });

  expect(findingsIn(OBJECT_LOCK, resources)).toEqual(['error Audit Properties.ObjectLockEnabled']);
});
