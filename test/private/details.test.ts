import { CfnResource, Lazy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { ErrorCode } from '../../src/private/error-codes';
import { checked, objectOf, required, TEXT } from '../../src/private/kinds';
import { PEM_BYTES, requireCertificates, requireCertificateSigningRequest } from '../../src/private/pem';
import { limitIdentityPolicies, limitResourcePolicy } from '../../src/private/policy-size';
import { addToBucketPolicy } from '../../src/private/resource-policy';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The complete texts of warnings and errors about what an app changes or passes. */

const IN_TEMPLATE = 'Remove the mixin, aspect, or override that changes the setting';
const ACKNOWLEDGE = `${IN_TEMPLATE}. If it is intended, acknowledge this warning.`;
const ENCRYPTION = 'BucketEncryption.ServerSideEncryptionConfiguration.0';

interface Pki { readonly stack: Stack; readonly audit: AuditReportBucket }

function newPki(): Pki {
  const stack = newStack({ env: ENVIRONMENT });
  const audit = new AuditReportBucket(stack, 'Audit', {
    certificateAuthorities: [newRoot(stack)], encryption: PrivateCaBucketEncryption.kms(),
  });
  return { stack, audit };
}

/** The L1 resource below a construct, by its path. */
const resourceAt = (stack: Stack, path: string) =>
  path.split('/').reduce<CfnResource>((node, id) => node.node.findChild(id) as CfnResource, stack as never);
const overriding = (path: string, property: string, value: unknown) => ({ stack }: Pki) =>
  resourceAt(stack, path).addPropertyOverride(property, value);
const overridingBucket = (property: string, value: unknown) => overriding('Audit/Resource/Resource', property, value);
const textsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

test.each<[ErrorCode, string, (pki: Pki) => unknown]>([
  ['BucketNotPrivate', 'ObjectOwnership of Stack/Audit/Resource must be BucketOwnerEnforced, because a new bucket is private; got "ObjectWriter". '
    + `Fix: ${IN_TEMPLATE}. For a public bucket, create the bucket in the app, and pass it as bucket.`,
  overridingBucket('OwnershipControls.Rules.0.ObjectOwnership', 'ObjectWriter')],
  ...['BlockPublicAcls', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map((name): [ErrorCode, string, (pki: Pki) => unknown] => ['BucketNotPrivate',
    `${name} of Stack/Audit/Resource must be true, because a new bucket is private; got "false". Fix: ${IN_TEMPLATE}. For a public bucket, create `
    + 'the bucket in the app, and pass it as bucket.', overridingBucket(`PublicAccessBlockConfiguration.${name}`, 'false')]),
  ...['ObjectLockEnabled', 'ObjectLockConfiguration'].map((name): [ErrorCode, string, (pki: Pki) => unknown] => ['BucketObjectLock',
    `${name} of Stack/Audit/Resource must be omitted, because AWS Private CA cannot write audit reports to a bucket with Object Lock; got true. `
    + `Fix: ${IN_TEMPLATE}.`, overridingBucket(name, true)]),
  ['EncryptionMismatch', 'SSEAlgorithm of Stack/Audit/Resource must be aws:kms, because policies depend on the encryption; got "AES256". '
    + `Fix: ${IN_TEMPLATE}, and set encryption of the construct.`, overridingBucket(`${ENCRYPTION}.ServerSideEncryptionByDefault.SSEAlgorithm`, 'AES256')],
  ['EncryptionMismatch', 'BucketKeyEnabled of Stack/Audit/Resource must be true, because policies depend on the encryption; got false. '
    + `Fix: ${IN_TEMPLATE}, and set encryption of the construct.`, overridingBucket(`${ENCRYPTION}.BucketKeyEnabled`, false)],
  ['EncryptionMismatch', 'KMSMasterKeyID of Stack/Audit/Resource must be the KMS key of the construct, because policies depend on the encryption; '
    + `got "alias/pki". Fix: ${IN_TEMPLATE}, and set encryption of the construct.`,
  overridingBucket(`${ENCRYPTION}.ServerSideEncryptionByDefault.KMSMasterKeyID`, 'alias/pki')],
  ['PolicyStatementMissing', 'The policy Stack/Audit/Resource/Policy/Resource must contain the statement for Allow '
    + '["s3:GetBucketAcl","s3:GetBucketLocation","s3:PutObject","s3:PutObjectAcl"] by "acm-pca.amazonaws.com"; got "2 other statements". Fix: '
    + 'Remove the override of the policy, and add your statements with addToResourcePolicy().',
  overriding('Audit/Resource/Policy/Resource', 'PolicyDocument.Statement.1', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' })],
  ['PolicyStatementMissing', 'The policy Stack/Audit/Key/Resource must contain the statement for Allow ACM-PCA use of the key; got "0 other '
    + 'statements". Fix: Remove the override of the policy, and add your statements with addToResourcePolicy().',
  overriding('Audit/Key/Resource', 'KeyPolicy', { Version: '2012-10-17', Statement: undefined })],
  ['RetentionConflict', 'The deletion policy of Stack/Root/Certificate, Stack/Root/Activation must retain the resource, because Stack/Root/Resource '
    + 'is retained and needs it; got ["no deletion policy","Delete"]. Fix: Remove the aspect, mixin, or override that changes the deletion policy, '
    + 'or set removalPolicy of the construct.', ({ stack }) => {
    resourceAt(stack, 'Root/Certificate').addDeletionOverride('DeletionPolicy');
    resourceAt(stack, 'Root/Activation').addOverride('DeletionPolicy', 'Delete');
  }],
])('a change causes the error %s: %s', (code, text, change) => {
  const pki = newPki();
  change(pki);
  const { message, constructPath } = errorOf(code, () => Template.fromStack(pki.stack));

  expect(message).toBe(`${text} [${code} at ${constructPath}]`);
});

test.each<[string, string, (pki: Pki) => unknown]>([
  ['bucketNotVersioned', `The bucket Stack/Audit/Resource is not versioned. An overwritten or deleted object can't be restored. ${ACKNOWLEDGE}`,
    overridingBucket('VersioningConfiguration.Status', 'Suspended')],
  ['accessLogsDisabled', `The bucket Stack/Audit/Resource has no server access logging. ${ACKNOWLEDGE}`,
    ({ stack }) => resourceAt(stack, 'Audit/Resource/Resource').addPropertyDeletionOverride('LoggingConfiguration')],
  ['keyNotRotated', `The KMS key Stack/Audit/Key doesn't rotate. ${ACKNOWLEDGE}`, overriding('Audit/Key/Resource', 'EnableKeyRotation', false)],
  ['policyConditionChanged', 'The template contains other conditions in the policy Stack/Audit/Key/Resource than the library specifies for Allow '
    + `ACM-PCA use of the key. ${ACKNOWLEDGE}`, overriding('Audit/Key/Resource', 'KeyPolicy.Statement.1.Condition.StringLike.aws:SourceOrgID', 'o-exampleorgid')],
  ['retainedResourceDeleted', 'A mixin, an aspect, or an override changes the deletion policy of Stack/Root/Resource, Stack/Root/Activation. '
    + 'CloudFormation deletes these resources with the stack or replaces them without retaining them. Issued certificates and audits depend on '
    + 'them. Remove the change. To delete the resources with the stack, set removalPolicy of the construct instead.', ({ stack }) =>
    ['Root/Resource', 'Root/Activation'].forEach((path) => resourceAt(stack, path).addOverride('UpdateReplacePolicy', 'Delete'))],
  ['retainedResourceDeleted', 'A mixin, an aspect, or an override changes the deletion policy of Stack/Audit/Key/Resource, '
    + 'Stack/Audit/Resource/Resource, Stack/Audit/Resource/Policy/Resource. CloudFormation deletes these resources with the stack or replaces them '
    + 'without retaining them. Issued certificates and audits depend on them. Remove the change. To delete the resources with the stack, set '
    + 'removalPolicy of the construct instead.', ({ stack }) => ['Resource/Resource', 'Resource/Policy/Resource', 'Key/Resource'].forEach((path) =>
    resourceAt(stack, `Audit/${path}`).addOverride('UpdateReplacePolicy', 'Delete'))],
  ['certificateAuthorityInOtherRegion', 'The CA Stack/Far is in eu-west-1, but the bucket is in us-east-1. The bucket policy grants access only to '
    + 'acm-pca.amazonaws.com. In an opt-in Region, AWS Private CA might use a different principal, or might not support this. Test one report, or '
    + 'use a bucket in the Region of the CA.', ({ stack }) => new AuditReportBucket(stack, 'Other', {
    certificateAuthorities: [PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Far',
      'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1')],
  })],
])('a change causes the warning %s: %s', (id, text, change) => {
  const pki = newPki();
  change(pki);

  expect(textsOf(pki.stack)).toContain(`${text} [ack: cdk-private-ca:${id}]`);
});

test('a warning shows the statement for the policy that the app cannot edit, with placeholders', () => {
  const stack = newStack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');
  addToBucketPolicy(stack, bucket, 'the bucket', new iam.PolicyStatement({
    principals: [new iam.ArnPrincipal(`arn:${stack.partition}:iam::${stack.account}:root`)],
    actions: ['s3:GetObject'],
    resources: [new s3.Bucket(stack, 'B').bucketArn, Lazy.string({ produce: () => stack.resolve('x') as string })],
    conditions: { StringEquals: { 'aws:SourceAccount': ['1', { 'Fn::ImportValue': 'Account' }], 'aws:PrincipalTag/a': {} }, Bool: { a: { Ref: 'B', More: 1 } } },
  }));

  const [text, ...others] = textsOf(stack);
  expect(others).toEqual([]);
  const [sentences, ...json] = text.replace(' [ack: cdk-private-ca:bucketPolicyNotAdded]', '').split('\n');
  expect(sentences).toBe('The app cannot edit the policy of the bucket Stack/Mine. Add the following statement to that policy. Replace any ${…} '
    + 'placeholders.');
  expect(JSON.parse(json.join('\n'))).toEqual({
    Effect: 'Allow',
    Principal: { AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' },
    Action: 's3:GetObject',
    Resource: ['${B08E7C7AF.Arn}', 'x'],
    Condition: { StringEquals: { 'aws:SourceAccount': ['1', '${Fn::ImportValue "Account"}'], 'aws:PrincipalTag/a': {} }, Bool: { a: { Ref: 'B', More: 1 } } },
  });
  expect(json[1]).toBe('  "Action": "s3:GetObject",');
});

test('a statement that CDK merged with one of the app is not compared', () => {
  const stack = newStack({ env: ENVIRONMENT, flags: { '@aws-cdk/aws-iam:minimizePolicies': true } });
  const { bucket } = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:*'],
    resources: ['arn:aws:s3:::amzn-s3-demo-bucket'],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  }));
  resourceAt(stack, 'Audit/Resource/Policy/Resource').addPropertyOverride('PolicyDocument.Version', '2012-10-17');

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy', Match.objectLike({
    Properties: { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Resource: Match.arrayWith(['arn:aws:s3:::amzn-s3-demo-bucket']) })]) } },
  })));
  expect(Properties.PolicyDocument.Statement).toHaveLength(2);
});

test('the policy of an existing bucket of the app has a limit for the readers of its audit reports', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const { grants } = AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket: new s3.Bucket(stack, 'Mine') });
  for (let index = 0; index < 150; index += 1) { grants.read(new iam.AccountPrincipal(String(444455556666 + index))); }

  expect(errorOf('PolicySize', () => Template.fromStack(stack)).constructPath).toBe('Stack/Mine');
});

describe('a policy that is too large names what to do', () => {
  const statements = () => Array.from({ length: 20 }, (_, index) => new iam.PolicyStatement({
    sid: `Statement${index}`, actions: ['sts:AssumeRole'], resources: ['*'], principals: [new iam.ArnPrincipal(`arn:aws:iam::111122223333:role/${'x'.repeat(1900)}`)],
  }));

  const limitFull = (owner: kms.Key | sns.Topic | sqs.Queue) => {
    statements().forEach((statement) => owner.addToResourcePolicy(statement));
    limitResourcePolicy(owner);
  };

  test.each<[string, string, (stack: Stack) => unknown]>([
    ['key policy', 'Use another KMS key for some of the buckets, trails, log groups, or readers', (stack) => limitFull(new kms.Key(stack, 'Owner'))],
    ['topic policy', 'Use another topic for some of the publishers', (stack) => limitFull(new sns.Topic(stack, 'Owner'))],
    ['queue policy', 'Use another queue for some of the senders', (stack) => limitFull(new sqs.Queue(stack, 'Owner'))],
    ['managed policy', 'Grant some of the permissions to an iam.ManagedPolicy, and attach it to the principal', (stack) => {
      const owner = new iam.ManagedPolicy(stack, 'Owner');
      owner.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${'x'.repeat(7000)}`] }));
      limitIdentityPolicies(owner);
    }],
  ])('%s: %s', (name, fix, make) => {
    const stack = newStack();
    make(stack);
    const { message } = errorOf('PolicySize', () => Template.fromStack(stack));

    expect(message).toContain(`The ${name} must have at most `);
    expect(message).toContain(`Fix: ${fix}. [PolicySize at Stack/Owner`);
  });
});

describe('a PEM text', () => {
  const block = (label: string, content = 'AAAA') => `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`;
  const read = (pem: string) => requireCertificates({ scope: newStack(), property: 'pem' }, pem, PEM_BYTES.certificate);
  const readRequest = (pem: string) => requireCertificateSigningRequest({ scope: newStack(), property: 'pem' }, pem);

  test.each<[string, string, () => unknown]>([
    ['be a PEM text with the label CERTIFICATE', 'an incomplete PEM block', () => read('-----BEGIN CERTIFICATE-----\nAAAA')],
    ['contain only blocks with the label CERTIFICATE', 'PUBLIC KEY', () => read(block('PUBLIC KEY'))],
    ['contain base64 text in each PEM block', 'CERTIFICATE', () => read(block('CERTIFICATE', 'A*AA'))],
    ['contain certificates in X.509', 'content of another structure', () => read(block('CERTIFICATE'))],
    ['contain one certificate signing request', '2 blocks', () => readRequest(block('CERTIFICATE REQUEST') + block('CERTIFICATE REQUEST'))],
    ['contain a certificate signing request in PKCS #10', 'content of another structure', () => readRequest(block('NEW CERTIFICATE REQUEST'))],
  ])('must %s; got "%s"', (rule, value, make) => {
    expect(errorOf('CertificatePem', make).message)
      .toBe(`pem must ${rule}; got "${value}". Fix: Pass the text of the original PEM file. [CertificatePem at Stack]`);
  });

  test.each([
    ['CERTIFICATE', 'x509', () => read('./chain.pem')],
    ['CERTIFICATE REQUEST', 'req', () => readRequest('MIIB')],
  ])('of the label %s must not be a path or a DER file', (label, command, make) => {
    expect(errorOf('CertificatePem', make).message).toBe(`pem must be a PEM text with the label ${label}; got "no PEM block". Fix: Pass the text `
      + `of the PEM file, not its path. To convert a DER file, use openssl ${command} -inform DER. [CertificatePem at Stack]`);
  });

  test('has a limit in bytes', () => {
    expect(errorOf('CertificatePemLength', () => read('ü'.repeat(16385))).message).toBe('pem must have at most 32768 bytes; got "32770 bytes". Fix: '
      + 'Remove everything except the PEM blocks. [CertificatePemLength at Stack]');
  });
});

test('an error about the kind of a value names the property with its path', () => {
  const read = (given: unknown, owner?: string) => () =>
    checked(newStack(), given as { a: object }, { a: required(objectOf<{ b: string }>({ b: required(TEXT) })) }, owner);

  expect(errorOf('PropertyType', read('text')).message).toContain('props must be an object with properties; got "text". Fix: Set props to an object');
  expect(errorOf('PropertyType', read([], 'own')).message).toContain('own must be an object with properties; got "a list of 0".');
  expect(errorOf('PropertyType', read({ a: 1 }, 'own')).message).toContain('own.a must be an object with properties; got 1.');
  expect(errorOf('PropertyType', read({ a: {} })).message).toContain('a.b must be a string; got no value. Fix: Set a.b to a string.');
  expect(errorOf('RegionName', () => newRoot(newStack({ env: { region: 'mars' } }))).message)
    .toContain('The Region of the stack must be the name of a Region, such as us-east-1; got "mars".');
});
