import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import recommended from '../fixtures/recommended-policies.json';
import { Case, Cases, expectEachMutationSeen } from '../support/policy-cases';
import { AccessRequest, isAllowed, PolicyDocument, PolicyStatement } from '../support/policy-evaluation';
import { newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const PRIVATE_CA = 'acm-pca.amazonaws.com';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Operator`;
const FULL_S3: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const FULL_KMS: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

/** The three ways to encrypt the bucket. */
const ENCRYPTIONS = {
  's3Managed()': () => PrivateCaBucketEncryption.s3Managed(),
  'kms({ bucketKeyEnabled: true })': () => PrivateCaBucketEncryption.kms(),
  'kms({ bucketKeyEnabled: false })': () => PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }),
};
type Encryption = keyof typeof ENCRYPTIONS;

/** What is put to the evaluator: the synthesized policies of one bucket for one CA. */
class Synthesized {
  public readonly bucketArn: string;
  public readonly caArn: string;
  public readonly bucketPolicy: PolicyDocument;
  private readonly world: World;

  constructor(encryption: Encryption, configure: (stack: Stack, audit: AuditReportBucket) => void = () => undefined) {
    const stack = newStack();
    const audit = new AuditReportBucket(stack, 'Audit', {
      certificateAuthorities: [newRoot(stack)],
      encryption: ENCRYPTIONS[encryption](),
    });
    configure(stack, audit);
    this.world = World.of(stack);
    const bucketId = stack.getLogicalId(audit.bucket.node.defaultChild as never);
    this.bucketArn = this.world.arnOf(bucketId);
    this.caArn = this.world.arnOf(this.world.idOf('AWS::ACMPCA::CertificateAuthority'));
    this.bucketPolicy = this.policyOfBucket(bucketId);
  }

  public get keyPolicy(): PolicyDocument {
    return this.world.propertiesOf<{ KeyPolicy: PolicyDocument }>(this.world.idOf('AWS::KMS::Key')).KeyPolicy;
  }

  public get keyArn(): string {
    return this.world.arnOf(this.world.idOf('AWS::KMS::Key'));
  }

  public get accessLogPolicy(): PolicyDocument {
    return this.policyOfBucket(this.world.idOf('AWS::S3::Bucket', 'AuditAccessLogs'));
  }

  public get accessLogArn(): string {
    return this.world.arnOf(this.world.idOf('AWS::S3::Bucket', 'AuditAccessLogs'));
  }

  public identityPolicyOf(beginning: string): PolicyDocument {
    const id = this.world.idOf('AWS::IAM::Policy', beginning);
    return this.world.propertiesOf<{ PolicyDocument: PolicyDocument }>(id).PolicyDocument;
  }

  private policyOfBucket(bucketId: string): PolicyDocument {
    const name = this.world.resolve({ Ref: bucketId });
    const documents = this.world.idsOf('AWS::S3::BucketPolicy')
      .map((id) => this.world.propertiesOf<{ Bucket: string; PolicyDocument: PolicyDocument }>(id))
      .filter(({ Bucket }) => Bucket === name);
    expect(documents).toHaveLength(1);
    return documents[0].PolicyDocument;
  }
}

/** AWS Private CA at work: this account, over TLS, on behalf of this CA. */
function privateCa({ bucketArn, caArn }: Synthesized, action: string, key?: string): AccessRequest {
  return {
    principal: PRIVATE_CA,
    action,
    resource: key === undefined ? bucketArn : `${bucketArn}/${key}`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': caArn, 'aws:SecureTransport': 'true' },
  };
}

function bucketCases(on: Synthesized): Cases {
  const report = 'audit-report/CA_ID/REPORT_ID.csv';
  const write = privateCa(on, 's3:PutObject', report);
  const without = (...keys: string[]) =>
    Object.fromEntries(Object.entries(write.context!).filter(([key]) => !keys.includes(key)));
  const withContext = (context: Record<string, string>) => ({ ...write, context: { ...write.context, ...context } });
  const byRole = { ...write, principal: ROLE, context: { 'aws:SecureTransport': 'true' } };
  return {
    allowed: [
      ['a report', write],
      ['a report\'s ACL', privateCa(on, 's3:PutObjectAcl', report)],
      ['the probe object', privateCa(on, 's3:PutObject', 'acm-pca-permission-test-key')],
      ['the private probe object', privateCa(on, 's3:PutObject', 'acm-pca-permission-test-key-private')],
      ['the ACL of the private probe object', privateCa(on, 's3:PutObjectAcl', 'acm-pca-permission-test-key-private')],
      ['the bucket\'s ACL', privateCa(on, 's3:GetBucketAcl')],
      ['the bucket\'s location', privateCa(on, 's3:GetBucketLocation')],
      // Decision 16: the recommended policy denies nobody. denyOtherWriters is a later capability.
      ['a role of the account with s3:* of its own', { ...byRole, identityPolicies: [FULL_S3] }],
    ],
    denied: [
      ['another CA of the account', withContext({ 'aws:SourceArn': on.caArn.replace(/[^/]*$/, 'other') })],
      ['a CA whose ARN only begins like this one\'s', withContext({ 'aws:SourceArn': `${on.caArn}-2` })],
      ['this CA claimed by another account', withContext({ 'aws:SourceAccount': OTHER_ACCOUNT })],
      ['a CA of another account', withContext({
        'aws:SourceAccount': OTHER_ACCOUNT, 'aws:SourceArn': on.caArn.replace(ACCOUNT, OTHER_ACCOUNT),
      })],
      ['no source account', { ...write, context: without('aws:SourceAccount') }],
      ['no source ARN', { ...write, context: without('aws:SourceArn') }],
      ['no source at all', { ...write, context: without('aws:SourceAccount', 'aws:SourceArn') }],
      ['another service', { ...write, principal: 'cloudtrail.amazonaws.com' }],
      ['the access-log service', { ...write, principal: 'logging.s3.amazonaws.com' }],
      ['a write over plain HTTP', withContext({ 'aws:SecureTransport': 'false' })],
      ['a look at the bucket over plain HTTP', {
        ...privateCa(on, 's3:GetBucketAcl'), context: { ...write.context, 'aws:SecureTransport': 'false' },
      }],
      ['a role over plain HTTP', {
        ...byRole, context: { 'aws:SecureTransport': 'false' }, identityPolicies: [FULL_S3],
      }],
      ['anonymous', { ...write, principal: 'anonymous', context: { 'aws:SecureTransport': 'true' } }],
      ['another account\'s root', {
        ...byRole, principal: `arn:aws:iam::${OTHER_ACCOUNT}:root`, identityPolicies: [FULL_S3],
      }],
      ['a role of another account with s3:* of its own', {
        ...byRole, principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/Writer`, identityPolicies: [FULL_S3],
      }],
      ['a role of the account without a policy', byRole],
      ['AWS Private CA reads a report', privateCa(on, 's3:GetObject', report)],
      ['AWS Private CA deletes a report', privateCa(on, 's3:DeleteObject', report)],
      ['AWS Private CA lists the bucket', privateCa(on, 's3:ListBucket')],
      ['AWS Private CA rewrites the bucket policy', privateCa(on, 's3:PutBucketPolicy')],
      ['a report to another bucket', { ...write, resource: `arn:aws:s3:::amzn-s3-demo-bucket/${report}` }],
    ],
  };
}

function keyCases(on: Synthesized, bucketKeyEnabled: boolean): Cases {
  const report = `${on.bucketArn}/audit-report/CA_ID/REPORT_ID.csv`;
  const use = (action: string, encryptionContext?: string): AccessRequest => ({
    principal: PRIVATE_CA,
    action,
    resource: on.keyArn,
    resourceAccount: ACCOUNT,
    context: encryptionContext === undefined ? {} : { 'kms:EncryptionContext:aws:s3:arn': encryptionContext },
  });
  const objects = [
    report,
    `${on.bucketArn}/acm-pca-permission-test-key`,
    `${on.bucketArn}/acm-pca-permission-test-key-private`,
    `${on.bucketArn}/crl/CA_ID.crl`,
  ];
  const good = bucketKeyEnabled ? [on.bucketArn] : objects;
  const bad = bucketKeyEnabled ? objects : [on.bucketArn, `${on.bucketArn}/elsewhere/object`];
  return {
    allowed: [
      ...good.flatMap((context): Case[] => [
        [`AWS Private CA encrypts for ${context}`, use('kms:GenerateDataKey', context)],
        [`AWS Private CA decrypts for ${context}`, use('kms:Decrypt', context)],
      ]),
      ['a role of the account with kms:* of its own', {
        ...use('kms:Decrypt', good[0]), principal: ROLE, identityPolicies: [FULL_KMS],
      }],
    ],
    denied: [
      ...bad.map((context): Case => [`AWS Private CA encrypts for ${context}`, use('kms:GenerateDataKey', context)]),
      ['another bucket\'s context', use('kms:GenerateDataKey', 'arn:aws:s3:::amzn-s3-demo-bucket')],
      ['an object of another bucket', use('kms:GenerateDataKey', 'arn:aws:s3:::amzn-s3-demo-bucket/audit-report/a/b')],
      ['a bucket whose name only begins like this one\'s', use('kms:GenerateDataKey', `${on.bucketArn}2`)],
      ['no context', use('kms:GenerateDataKey')],
      ['a decryption without context', use('kms:Decrypt')],
      ['another service', { ...use('kms:GenerateDataKey', good[0]), principal: 'cloudtrail.amazonaws.com' }],
      ['AWS Private CA describes the key', use('kms:DescribeKey')],
      ['AWS Private CA schedules the key\'s deletion', use('kms:ScheduleKeyDeletion')],
      ['a role of the account without a policy', { ...use('kms:Decrypt', good[0]), principal: ROLE }],
      ['another account\'s root', {
        ...use('kms:Decrypt', good[0]), principal: `arn:aws:iam::${OTHER_ACCOUNT}:root`, identityPolicies: [FULL_KMS],
      }],
    ],
  };
}

/** A statement with its actions and resources in order: both are sets. */
function sorted(statement: PolicyStatement): PolicyStatement {
  const inOrder = (values: string | string[]) => Array.isArray(values) ? [...values].sort() : values;
  return { ...statement, Action: inOrder(statement.Action), Resource: inOrder(statement.Resource) };
}

describe.each(Object.keys(ENCRYPTIONS) as Encryption[])('the bucket policy under %s', (encryption) => {
  const on = new Synthesized(encryption);
  const { allowed, denied } = bucketCases(on);

  test.each(allowed)('admits: %s', async (_name, request) => {
    expect(await isAllowed(on.bucketPolicy, request)).toBe(true);
  });

  test.each(denied)('keeps out: %s', async (_name, request) => {
    expect(await isAllowed(on.bucketPolicy, request)).toBe(false);
  });

  test('is AWS\'s recommended one, once partition and names are put in', () => {
    const expected = JSON.parse(JSON.stringify(recommended.bucketPolicy.Statement[0])
      .replace(/arn:aws:s3:::DOC-EXAMPLE-BUCKET/g, on.bucketArn)
      .replace('arn:partition:acm-pca:region:account:certificate-authority/CA_ID', on.caArn)
      .replace('"account"', `"${ACCOUNT}"`));

    const allowing = on.bucketPolicy.Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowing.map(sorted)).toEqual([sorted(expected)]);
  });

  test('has nothing that could be taken away unseen', async () => {
    await expectEachMutationSeen(on.bucketPolicy, { allowed, denied });
  });
});

describe.each([
  ['kms({ bucketKeyEnabled: true })', true, recommended.kmsBucketKeyEnabled],
  ['kms({ bucketKeyEnabled: false })', false, recommended.kmsBucketKeyDisabled],
] as const)('the key policy under %s', (encryption, bucketKeyEnabled, recommendedStatement) => {
  const on = new Synthesized(encryption);
  const { allowed, denied } = keyCases(on, bucketKeyEnabled);

  test.each(allowed)('admits: %s', async (_name, request) => {
    expect(await isAllowed(on.keyPolicy, request)).toBe(true);
  });

  test.each(denied)('keeps out: %s', async (_name, request) => {
    expect(await isAllowed(on.keyPolicy, request)).toBe(false);
  });

  test('is AWS\'s recommended statement beside the account\'s own, once names are put in', () => {
    const expected = JSON.parse(JSON.stringify(recommendedStatement).replace(/arn:aws:s3:::bucket-name/g, on.bucketArn));

    expect(on.keyPolicy.Statement.slice(1).map(sorted)).toEqual([sorted(expected)]);
    expect(on.keyPolicy.Statement[0]).toEqual({
      Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*',
    });
  });

  test('has nothing that could be taken away unseen', async () => {
    await expectEachMutationSeen(on.keyPolicy, { allowed, denied });
  });
});

describe('the policy of the access-log bucket', () => {
  const on = new Synthesized('s3Managed()');
  const prefix = (on.accessLogPolicy.Statement[1].Resource as string).replace(/\*$/, '');
  const deliver: AccessRequest = {
    principal: 'logging.s3.amazonaws.com',
    action: 's3:PutObject',
    resource: `${prefix}2026-11-21-00-00-00-0123456789ABCDEF`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': on.bucketArn, 'aws:SecureTransport': 'true' },
  };
  const withContext = (more: Record<string, string>) => ({ ...deliver, context: { ...deliver.context, ...more } });
  const allowed: Case[] = [
    ['a log of this bucket', deliver],
    ['a role of the account reads the bucket\'s ACL', {
      ...deliver,
      principal: ROLE,
      action: 's3:GetBucketAcl',
      resource: on.accessLogArn,
      context: { 'aws:SecureTransport': 'true' },
      identityPolicies: [FULL_S3],
    }],
  ];
  const denied: Case[] = [
    ['a log of another bucket', withContext({ 'aws:SourceArn': 'arn:aws:s3:::amzn-s3-demo-bucket' })],
    ['another account', withContext({ 'aws:SourceAccount': OTHER_ACCOUNT })],
    ['another prefix', { ...deliver, resource: `${on.accessLogArn}/elsewhere/log` }],
    ['plain HTTP', withContext({ 'aws:SecureTransport': 'false' })],
    ['a role that reads the bucket\'s ACL over plain HTTP', {
      ...allowed[1][1], context: { 'aws:SecureTransport': 'false' },
    }],
    ['AWS Private CA', { ...deliver, principal: PRIVATE_CA }],
    ['the log service reads', { ...deliver, action: 's3:GetObject' }],
  ];

  test.each(allowed)('admits: %s', async (_name, request) => {
    expect(await isAllowed(on.accessLogPolicy, request)).toBe(true);
  });

  test.each(denied)('keeps out: %s', async (_name, request) => {
    expect(await isAllowed(on.accessLogPolicy, request)).toBe(false);
  });

  test('has nothing that could be taken away unseen', async () => {
    await expectEachMutationSeen(on.accessLogPolicy, { allowed, denied });
  });
});

describe.each(Object.keys(ENCRYPTIONS) as Encryption[])('grants under %s', (encryption) => {
  const on = new Synthesized(encryption, (stack, audit) => {
    audit.grants.read(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
    audit.grants.generate(new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }));
  });
  const report = `${on.bucketArn}/audit-report/CA_ID/REPORT_ID.csv`;
  const request = (action: string, resource: string, context: Record<string, string> = {}): AccessRequest => ({
    principal: ROLE, action, resource, resourceAccount: ACCOUNT, context,
  });
  const tls = { 'aws:SecureTransport': 'true' };
  const allows = (beginning: string, policy: PolicyDocument, asked: AccessRequest) =>
    isAllowed(policy, { ...asked, identityPolicies: [on.identityPolicyOf(beginning)] });

  test('an auditor finds and reads reports, and changes nothing', async () => {
    expect(await allows('Auditor', on.bucketPolicy, request('s3:GetObject', report, tls))).toBe(true);
    expect(await allows('Auditor', on.bucketPolicy, request('s3:GetObjectVersion', report, tls))).toBe(true);
    expect(await allows('Auditor', on.bucketPolicy, request('s3:ListBucket', on.bucketArn, tls))).toBe(true);
    expect(await allows('Auditor', on.bucketPolicy, request('s3:ListBucketVersions', on.bucketArn, tls))).toBe(true);

    expect(await allows('Auditor', on.bucketPolicy, request('s3:GetObject', `${on.bucketArn}/elsewhere`, tls))).toBe(false);
    expect(await allows('Auditor', on.bucketPolicy, request('s3:PutObject', report, tls))).toBe(false);
    expect(await allows('Auditor', on.bucketPolicy, request('s3:DeleteObject', report, tls))).toBe(false);
    const plain = { 'aws:SecureTransport': 'false' };
    expect(await allows('Auditor', on.bucketPolicy, request('s3:GetObject', report, plain))).toBe(false);
  });

  test('a requester asks this CA for reports, no other CA, and cannot read them', async () => {
    const noPolicy: PolicyDocument = { Version: '2012-10-17', Statement: [] };
    const create = 'acm-pca:CreateCertificateAuthorityAuditReport';
    const describeReport = 'acm-pca:DescribeCertificateAuthorityAuditReport';

    expect(await allows('Requester', noPolicy, request(create, on.caArn))).toBe(true);
    expect(await allows('Requester', noPolicy, request(describeReport, on.caArn))).toBe(true);

    expect(await allows('Requester', noPolicy, request(create, `${on.caArn}2`))).toBe(false);
    expect(await allows('Requester', noPolicy, request('acm-pca:IssueCertificate', on.caArn))).toBe(false);
    expect(await allows('Requester', on.bucketPolicy, request('s3:GetObject', report, tls))).toBe(false);
    expect(await allows('Auditor', noPolicy, request(create, on.caArn))).toBe(false);
  });

  if (encryption === 's3Managed()') {
    test('an auditor needs no key', () => {
      expect(JSON.stringify(on.identityPolicyOf('Auditor'))).not.toContain('kms:');
    });
  } else {
    test('an auditor decrypts reports of this bucket and nothing else', async () => {
      const context = (value: string) => ({ 'kms:EncryptionContext:aws:s3:arn': value });
      const decrypts = (value?: string, keyArn = on.keyArn) =>
        allows('Auditor', on.keyPolicy, request('kms:Decrypt', keyArn, value === undefined ? {} : context(value)));

      // With and without an S3 Bucket Key: a report keeps the context that it was encrypted under.
      expect(await decrypts(on.bucketArn)).toBe(true);
      expect(await decrypts(report)).toBe(true);

      expect(await decrypts(`${on.bucketArn}/elsewhere`)).toBe(false);
      expect(await decrypts('arn:aws:s3:::amzn-s3-demo-bucket')).toBe(false);
      expect(await decrypts()).toBe(false);
      expect(await decrypts(on.bucketArn, `${on.keyArn}2`)).toBe(false);
      const generate = request('kms:GenerateDataKey', on.keyArn, context(on.bucketArn));
      expect(await allows('Auditor', on.keyPolicy, generate)).toBe(false);
      expect(await allows('Requester', on.keyPolicy, { ...generate, action: 'kms:Decrypt' })).toBe(false);
    });
  }
});
