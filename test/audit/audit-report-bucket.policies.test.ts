import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import recommended from '../fixtures/recommended-policies.json';
import { lazily } from '../support/lazily';
import { Case, Cases, expectEachMutationSeen, numbered } from '../support/policy-cases';
import { AccessRequest, isAllowed, PolicyDocument, PolicyStatement } from '../support/policy-evaluation';
import { newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const PRIVATE_CA = 'acm-pca.amazonaws.com';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Operator`;
const FULL_S3: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const FULL_KMS: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

/** The three kinds of bucket encryption. */
const ENCRYPTIONS = {
  's3Managed()': () => PrivateCaBucketEncryption.s3Managed(),
  'kms({ bucketKeyEnabled: true })': () => PrivateCaBucketEncryption.kms(),
  'kms({ bucketKeyEnabled: false })': () => PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }),
};
type Encryption = keyof typeof ENCRYPTIONS;

/** The resources that requests refer to. */
interface Resources {
  readonly bucketArn: string;
  readonly caArn: string;
  readonly keyArn: string;
}

/** Names of resources, for the titles of tests. Requests use the names in the template. */
const TITLES: Resources = { bucketArn: 'BUCKET', caArn: 'CA', keyArn: 'KEY' };

/** The synthesized policies of one bucket for one CA. */
class Synthesized implements Resources {
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

/** A request of AWS Private CA over TLS, on behalf of this CA and account. */
function privateCa({ bucketArn, caArn }: Resources, action: string, key?: string): AccessRequest {
  return {
    principal: PRIVATE_CA,
    action,
    resource: key === undefined ? bucketArn : `${bucketArn}/${key}`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': caArn, 'aws:SecureTransport': 'true' },
  };
}

function bucketCases(on: Resources): Cases {
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
      // The recommended policy contains no Deny statement for other writers. denyOtherWriters adds one.
      ['a role of the account with permission for s3:*', { ...byRole, identityPolicies: [FULL_S3] }],
    ],
    denied: [
      ['another CA of the account', withContext({ 'aws:SourceArn': on.caArn.replace(/[^/]*$/, 'other') })],
      ['a CA with an ARN that starts with the ARN of this CA', withContext({ 'aws:SourceArn': `${on.caArn}-2` })],
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
      ['a read of the bucket over plain HTTP', {
        ...privateCa(on, 's3:GetBucketAcl'), context: { ...write.context, 'aws:SecureTransport': 'false' },
      }],
      ['a role over plain HTTP', {
        ...byRole, context: { 'aws:SecureTransport': 'false' }, identityPolicies: [FULL_S3],
      }],
      ['anonymous', { ...write, principal: 'anonymous', context: { 'aws:SecureTransport': 'true' } }],
      ['another account\'s root', {
        ...byRole, principal: `arn:aws:iam::${OTHER_ACCOUNT}:root`, identityPolicies: [FULL_S3],
      }],
      ['a role of another account with permission for s3:*', {
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

function keyCases(on: Resources, bucketKeyEnabled: boolean): Cases {
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
      ['a role of the account with permission for kms:*', {
        ...use('kms:Decrypt', good[0]), principal: ROLE, identityPolicies: [FULL_KMS],
      }],
    ],
    denied: [
      ...bad.map((context): Case => [`AWS Private CA encrypts for ${context}`, use('kms:GenerateDataKey', context)]),
      ['another bucket\'s context', use('kms:GenerateDataKey', 'arn:aws:s3:::amzn-s3-demo-bucket')],
      ['an object of another bucket', use('kms:GenerateDataKey', 'arn:aws:s3:::amzn-s3-demo-bucket/audit-report/a/b')],
      ['a bucket with a name that starts with the name of this bucket', use('kms:GenerateDataKey', `${on.bucketArn}2`)],
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

/** A statement with its actions and resources in order, because both are sets. */
function sorted(statement: PolicyStatement): PolicyStatement {
  const inOrder = (values: string | string[]) => Array.isArray(values) ? [...values].sort() : values;
  return { ...statement, Action: inOrder(statement.Action), Resource: inOrder(statement.Resource) };
}

/** One test for each case, and one that the cases detect every mutation of the policy. */
function testCases(listed: Cases, policy: () => PolicyDocument, cases: () => Cases): void {
  test.each(numbered(listed.allowed))('allows: %s', async (_name, index) => {
    expect(await isAllowed(policy(), cases().allowed[index][1])).toBe(true);
  });

  test.each(numbered(listed.denied))('denies: %s', async (_name, index) => {
    expect(await isAllowed(policy(), cases().denied[index][1])).toBe(false);
  });

  test('contains nothing that the cases do not require', async () => {
    await expectEachMutationSeen(policy(), cases());
  });
}

describe.each(Object.keys(ENCRYPTIONS) as Encryption[])('the bucket policy with %s', (encryption) => {
  const synthesized = lazily(() => new Synthesized(encryption));

  testCases(bucketCases(TITLES), () => synthesized().bucketPolicy, () => bucketCases(synthesized()));

  test('is the policy that AWS recommends, with partition and names', () => {
    const { bucketArn, caArn, bucketPolicy } = synthesized();
    const expected = JSON.parse(JSON.stringify(recommended.bucketPolicy.Statement[0])
      .replace(/arn:aws:s3:::DOC-EXAMPLE-BUCKET/g, bucketArn)
      .replace('arn:partition:acm-pca:region:account:certificate-authority/CA_ID', caArn)
      .replace('"account"', `"${ACCOUNT}"`));

    const allowing = bucketPolicy.Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowing.map(sorted)).toEqual([sorted(expected)]);
  });
});

describe.each([
  ['kms({ bucketKeyEnabled: true })', true, recommended.kmsBucketKeyEnabled],
  ['kms({ bucketKeyEnabled: false })', false, recommended.kmsBucketKeyDisabled],
] as const)('the key policy with %s', (encryption, bucketKeyEnabled, recommendedStatement) => {
  const synthesized = lazily(() => new Synthesized(encryption));

  const casesOf = (on: Resources) => keyCases(on, bucketKeyEnabled);

  testCases(casesOf(TITLES), () => synthesized().keyPolicy, () => casesOf(synthesized()));

  test('is the statement that AWS recommends, with names, and the statement of the account', () => {
    const { bucketArn, keyPolicy } = synthesized();
    const expected = JSON.parse(JSON.stringify(recommendedStatement).replace(/arn:aws:s3:::bucket-name/g, bucketArn));

    expect(keyPolicy.Statement.slice(1).map(sorted)).toEqual([sorted(expected)]);
    expect(keyPolicy.Statement[0]).toEqual({
      Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*',
    });
  });
});

/** The resources that requests for access logs refer to. */
interface LogResources {
  readonly bucketArn: string;
  readonly accessLogArn: string;
  /** The ARN that the names of log objects start with. */
  readonly logPrefix: string;
}

function accessLogCases(on: LogResources): Cases {
  const deliver: AccessRequest = {
    principal: 'logging.s3.amazonaws.com',
    action: 's3:PutObject',
    resource: `${on.logPrefix}2026-11-21-00-00-00-0123456789ABCDEF`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': on.bucketArn, 'aws:SecureTransport': 'true' },
  };
  const withContext = (more: Record<string, string>) => ({ ...deliver, context: { ...deliver.context, ...more } });
  const readAcl: AccessRequest = {
    ...deliver,
    principal: ROLE,
    action: 's3:GetBucketAcl',
    resource: on.accessLogArn,
    context: { 'aws:SecureTransport': 'true' },
    identityPolicies: [FULL_S3],
  };
  return {
    allowed: [['a log of this bucket', deliver], ['a role of the account reads the bucket\'s ACL', readAcl]],
    denied: [
      ['a log of another bucket', withContext({ 'aws:SourceArn': 'arn:aws:s3:::amzn-s3-demo-bucket' })],
      ['another account', withContext({ 'aws:SourceAccount': OTHER_ACCOUNT })],
      ['another prefix', { ...deliver, resource: `${on.accessLogArn}/elsewhere/log` }],
      ['plain HTTP', withContext({ 'aws:SecureTransport': 'false' })],
      ['a role that reads the bucket\'s ACL over plain HTTP', { ...readAcl, context: { 'aws:SecureTransport': 'false' } }],
      ['AWS Private CA', { ...deliver, principal: PRIVATE_CA }],
      ['the log service reads', { ...deliver, action: 's3:GetObject' }],
    ],
  };
}

describe('the policy of the access log bucket', () => {
  const synthesized = lazily(() => new Synthesized('s3Managed()'));
  const resources = (): LogResources => {
    const { bucketArn, accessLogArn, accessLogPolicy } = synthesized();
    return { bucketArn, accessLogArn, logPrefix: (accessLogPolicy.Statement[1].Resource as string).replace(/\*$/, '') };
  };

  testCases(
    accessLogCases({ bucketArn: 'BUCKET', accessLogArn: 'LOGS', logPrefix: 'LOGS/' }),
    () => synthesized().accessLogPolicy,
    () => accessLogCases(resources()),
  );
});

describe.each(Object.keys(ENCRYPTIONS) as Encryption[])('grants with %s', (encryption) => {
  const synthesized = lazily(() => new Synthesized(encryption, (stack, audit) => {
    audit.grants.read(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
    audit.grants.generate(new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }));
  }));
  const reportOf = (on: Resources) => `${on.bucketArn}/audit-report/CA_ID/REPORT_ID.csv`;
  const request = (action: string, resource: string, context: Record<string, string> = {}): AccessRequest => ({
    principal: ROLE, action, resource, resourceAccount: ACCOUNT, context,
  });
  const tls = { 'aws:SecureTransport': 'true' };
  const allows = (beginning: string, policy: PolicyDocument, asked: AccessRequest) =>
    isAllowed(policy, { ...asked, identityPolicies: [synthesized().identityPolicyOf(beginning)] });

  test('an auditor can list and read reports, and cannot change them', async () => {
    const on = synthesized();
    const report = reportOf(on);

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

  test('a requester can request reports only from this CA, and cannot read them', async () => {
    const on = synthesized();
    const report = reportOf(on);
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
    test('an auditor has no permission for a key', () => {
      expect(JSON.stringify(synthesized().identityPolicyOf('Auditor'))).not.toContain('kms:');
    });
  } else {
    test('an auditor can decrypt only reports of this bucket', async () => {
      const on = synthesized();
      const report = reportOf(on);
      const context = (value: string) => ({ 'kms:EncryptionContext:aws:s3:arn': value });
      const decrypts = (value?: string, keyArn = on.keyArn) =>
        allows('Auditor', on.keyPolicy, request('kms:Decrypt', keyArn, value === undefined ? {} : context(value)));

      // The contexts with and without an S3 Bucket Key. Existing reports keep their encryption context.
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
