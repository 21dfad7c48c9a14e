import { aws_s3 as s3 } from 'aws-cdk-lib';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlBucketProps } from '../../src/revocation/crl-bucket-props';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import recommended from '../fixtures/recommended-policies.json';
import { lazily } from '../support/lazily';
import { Case, Cases, expectEachMutationSeen, numbered } from '../support/policy-cases';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { ENVIRONMENT, newStack } from '../support/stacks';
import { World } from '../support/world';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const PRIVATE_CA = 'acm-pca.amazonaws.com';
const CLOUDFRONT = 'cloudfront.amazonaws.com';
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
  readonly keyArn: string;
  readonly distributionArn?: string;
}

/** Names of resources, for the titles of tests. Requests use the names in the template. */
const titles = (withDistribution: boolean): Resources => ({
  bucketArn: 'arn:aws:s3:::BUCKET', keyArn: 'KEY', distributionArn: withDistribution ? 'DISTRIBUTION' : undefined,
});

/** The policies of one bucket that stores CRLs under `crl/` and `pki/lists/`. */
class Synthesized implements Resources {
  public readonly bucketArn: string;
  public readonly bucketPolicy: PolicyDocument;
  public readonly distributionArn?: string;
  private readonly world: World;

  constructor(encryption: Encryption, withDistribution: boolean, props: CrlBucketProps = {}) {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new CrlBucket(stack, 'Crls', { encryption: ENCRYPTIONS[encryption](), ...props });
    const distribution = withDistribution ? new CrlDistribution(stack, 'Cdn', { bucket }) : undefined;
    const distributionPoint = distribution
      ? CrlDistributionPoint.distribution(distribution)
      : CrlDistributionPoint.bucketUrl();
    ['pki/lists', undefined].forEach((customPath, index) => new RootCertificateAuthority(stack, `Root${index}`, {
      subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }),
      revocation: Revocation.crl({ bucket, distributionPoint, customPath }),
    }));
    this.world = World.of(stack);
    const bucketId = stack.getLogicalId(bucket.bucket.node.defaultChild as s3.CfnBucket);
    this.bucketArn = this.world.arnOf(bucketId);
    this.bucketPolicy = this.world
      .propertiesOf<{ PolicyDocument: PolicyDocument }>(this.world.idOf('AWS::S3::BucketPolicy', 'CrlsPolicy')).PolicyDocument;
    if (distribution) {
      this.distributionArn = `arn:aws:cloudfront::${ACCOUNT}:distribution/${this.world.idOf('AWS::CloudFront::Distribution')}`;
    }
  }

  public get keyPolicy(): PolicyDocument {
    return this.world.propertiesOf<{ KeyPolicy: PolicyDocument }>(this.world.idOf('AWS::KMS::Key')).KeyPolicy;
  }

  public get keyArn(): string {
    return this.world.arnOf(this.world.idOf('AWS::KMS::Key'));
  }
}

/** A request of AWS Private CA over TLS, on behalf of a CA that it creates. */
function privateCa(on: Resources, action: string, key?: string, account = ACCOUNT, region = 'us-east-1'): AccessRequest {
  return {
    principal: PRIVATE_CA,
    action,
    resource: key === undefined ? on.bucketArn : `${on.bucketArn}/${key}`,
    resourceAccount: ACCOUNT,
    context: {
      'aws:SourceAccount': account,
      'aws:SourceArn': `arn:aws:acm-pca:${region}:${account}:certificate-authority/11111111-2222-3333-4444-555555555555`,
      'aws:SecureTransport': 'true',
    },
  };
}

function writeCases(on: Resources): Cases {
  const write = privateCa(on, 's3:PutObject', 'crl/CA_ID.crl');
  const withContext = (context: Record<string, string>) => ({ ...write, context: { ...write.context, ...context } });
  const without = (...keys: string[]) => ({
    ...write, context: Object.fromEntries(Object.entries(write.context!).filter(([key]) => !keys.includes(key))),
  });
  const byRole = { ...write, principal: ROLE, context: { 'aws:SecureTransport': 'true' } };
  return {
    allowed: [
      ['a CRL', write],
      ['a CRL\'s ACL', privateCa(on, 's3:PutObjectAcl', 'crl/CA_ID.crl')],
      ['a partition of a CRL', privateCa(on, 's3:PutObject', 'crl/CA_ID/11111111-2222.crl')],
      ['a CRL in the custom path', privateCa(on, 's3:PutObject', 'pki/lists/11111111-2222.crl')],
      ['the ACL of a CRL in the custom path', privateCa(on, 's3:PutObjectAcl', 'pki/lists/11111111-2222.crl')],
      ['the probe object', privateCa(on, 's3:PutObject', 'acm-pca-permission-test-key')],
      ['the private probe object', privateCa(on, 's3:PutObject', 'acm-pca-permission-test-key-private')],
      ['the ACL of the private probe object', privateCa(on, 's3:PutObjectAcl', 'acm-pca-permission-test-key-private')],
      ['the probe object in the custom path', privateCa(on, 's3:PutObject', 'pki/lists/acm-pca-permission-test-key')],
      ['the bucket\'s ACL', privateCa(on, 's3:GetBucketAcl')],
      ['the bucket\'s location', privateCa(on, 's3:GetBucketLocation')],
      // The policy denies only requests over plain HTTP.
      ['a role of the account with permission for s3:*', { ...byRole, identityPolicies: [FULL_S3] }],
    ],
    denied: [
      ['a CA of another account', privateCa(on, 's3:PutObject', 'crl/CA_ID.crl', OTHER_ACCOUNT)],
      ['a CA of another Region', privateCa(on, 's3:PutObject', 'crl/CA_ID.crl', ACCOUNT, 'eu-west-1')],
      ['a CA of this account claimed by another', withContext({ 'aws:SourceAccount': OTHER_ACCOUNT })],
      ['a CA of another account claimed by this', withContext({
        'aws:SourceArn': write.context!['aws:SourceArn'].toString().replace(ACCOUNT, OTHER_ACCOUNT),
      })],
      ['a source that is not a CA', withContext({ 'aws:SourceArn': `arn:aws:acm-pca:us-east-1:${ACCOUNT}:other/1` })],
      ['no source account', without('aws:SourceAccount')],
      ['no source ARN', without('aws:SourceArn')],
      ['no source at all', without('aws:SourceAccount', 'aws:SourceArn')],
      ['another service', { ...write, principal: 'cloudtrail.amazonaws.com' }],
      ['CloudFront writes', { ...write, principal: CLOUDFRONT }],
      ['the service principal of an opt-in Region', { ...write, principal: 'acm-pca.af-south-1.amazonaws.com' }],
      ['a write over plain HTTP', withContext({ 'aws:SecureTransport': 'false' })],
      ['a read of the bucket over plain HTTP', {
        ...privateCa(on, 's3:GetBucketAcl'), context: { ...write.context, 'aws:SecureTransport': 'false' },
      }],
      ['a role over plain HTTP', { ...byRole, context: { 'aws:SecureTransport': 'false' }, identityPolicies: [FULL_S3] }],
      ['a role that reads the bucket over plain HTTP', {
        ...byRole, action: 's3:ListBucket', resource: on.bucketArn, context: { 'aws:SecureTransport': 'false' }, identityPolicies: [FULL_S3],
      }],
      ['anonymous writes', { ...write, principal: 'anonymous', context: { 'aws:SecureTransport': 'true' } }],
      ['anonymous reads a CRL', {
        ...write, action: 's3:GetObject', principal: 'anonymous', context: { 'aws:SecureTransport': 'true' },
      }],
      ['a role of another account with permission for s3:*', {
        ...byRole, principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/Writer`, identityPolicies: [FULL_S3],
      }],
      ['a role of the account without a policy', byRole],
      ['AWS Private CA reads a CRL', privateCa(on, 's3:GetObject', 'crl/CA_ID.crl')],
      ['AWS Private CA deletes a CRL', privateCa(on, 's3:DeleteObject', 'crl/CA_ID.crl')],
      ['AWS Private CA lists the bucket', privateCa(on, 's3:ListBucket')],
      ['AWS Private CA rewrites the bucket policy', privateCa(on, 's3:PutBucketPolicy')],
      ['a CRL to another bucket', { ...write, resource: 'arn:aws:s3:::amzn-s3-demo-bucket/crl/CA_ID.crl' }],
    ],
  };
}

/** Requests of CloudFront. They are allowed only if there is a distribution. */
function readCases(on: Resources): Cases {
  const arn = on.distributionArn ?? `arn:aws:cloudfront::${ACCOUNT}:distribution/ANY`;
  type Context = Record<string, string>;
  const read = (key: string, more: Partial<AccessRequest> = {}, context: Context = {}): AccessRequest => ({
    principal: CLOUDFRONT,
    action: 's3:GetObject',
    resource: `${on.bucketArn}/${key}`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceArn': arn, 'aws:SourceAccount': ACCOUNT, 'aws:SecureTransport': 'true', ...context },
    ...more,
  });
  const served: Case[] = [
    ['CloudFront serves a CRL', read('crl/CA_ID.crl')],
    ['CloudFront serves a partition', read('crl/CA_ID/11111111-2222.crl')],
    ['CloudFront serves a CRL of the custom path', read('pki/lists/11111111-2222.crl')],
  ];
  return {
    allowed: on.distributionArn ? served : [],
    denied: [
      ...(on.distributionArn ? [] : served),
      ['CloudFront serves an object at the root', read('acm-pca-permission-test-key')],
      ['CloudFront serves an audit report', read('audit-report/CA_ID/REPORT_ID.csv')],
      ['CloudFront serves an object in a path that only starts like crl', read('crls/CA_ID.crl')],
      ['CloudFront serves a file under the custom path that is not a CRL', read('pki/lists/report.csv')],
      ['CloudFront serves the probe object in the custom path', read('pki/lists/acm-pca-permission-test-key')],
      ['CloudFront serves a CRL in a path that only starts like the custom path', read('pki/listsother/1.crl')],
      ['CloudFront serves a CRL above the custom path', read('pki/other.crl')],
      ['CloudFront lists the bucket', read('', { action: 's3:ListBucket', resource: on.bucketArn })],
      ['CloudFront reads an old version', read('crl/CA_ID.crl', { action: 's3:GetObjectVersion' })],
      ['CloudFront overwrites a CRL', read('crl/CA_ID.crl', { action: 's3:PutObject' })],
      ['CloudFront deletes a CRL', read('crl/CA_ID.crl', { action: 's3:DeleteObject' })],
      ['another distribution of the account', read('crl/CA_ID.crl', {}, { 'aws:SourceArn': `${arn}2` })],
      ['a distribution of another account', read('crl/CA_ID.crl', {}, { 'aws:SourceArn': arn.replace(ACCOUNT, OTHER_ACCOUNT) })],
      ['no distribution at all', read('crl/CA_ID.crl', { context: { 'aws:SecureTransport': 'true' } })],
      ['CloudFront fetches over plain HTTP', read('crl/CA_ID.crl', {}, { 'aws:SecureTransport': 'false' })],
      ['another service claims the distribution', read('crl/CA_ID.crl', { principal: 'lambda.amazonaws.com' })],
    ],
  };
}

function keyCases(on: Resources, bucketKeyEnabled: boolean): Cases {
  const use = (action: string, encryptionContext?: string, more: Partial<AccessRequest> = {}): AccessRequest => ({
    principal: PRIVATE_CA,
    action,
    resource: on.keyArn,
    resourceAccount: ACCOUNT,
    context: encryptionContext === undefined ? {} : { 'kms:EncryptionContext:aws:s3:arn': encryptionContext },
    ...more,
  });
  const objects = [
    'crl/CA_ID.crl', 'pki/lists/11111111-2222.crl', 'pki/lists/acm-pca-permission-test-key', 'acm-pca-permission-test-key',
    'acm-pca-permission-test-key-private', 'audit-report/CA_ID/REPORT_ID.csv',
  ].map((key) => `${on.bucketArn}/${key}`);
  const nameOf = (context: string) => context.replace(on.bucketArn, 'the bucket');
  const good = bucketKeyEnabled ? [on.bucketArn] : objects;
  const bad = bucketKeyEnabled ? objects : [on.bucketArn, `${on.bucketArn}/elsewhere/object`, `${on.bucketArn}/pki/other.crl`];
  const arn = on.distributionArn ?? `arn:aws:cloudfront::${ACCOUNT}:distribution/ANY`;
  const decrypt = (action: string, distributionArn?: string, principal = CLOUDFRONT): AccessRequest => ({
    ...use(action, good[0]),
    principal,
    context: {
      'kms:EncryptionContext:aws:s3:arn': good[0], ...(distributionArn && { 'aws:SourceArn': distributionArn }),
    },
  });
  const served: Case[] = [['CloudFront decrypts for the distribution', decrypt('kms:Decrypt', arn)]];
  return {
    allowed: [
      ...good.flatMap((context): Case[] => [
        [`AWS Private CA encrypts for ${nameOf(context)}`, use('kms:GenerateDataKey', context)],
        [`AWS Private CA decrypts for ${nameOf(context)}`, use('kms:Decrypt', context)],
      ]),
      ['a role of the account with permission for kms:*', use('kms:Decrypt', good[0], { principal: ROLE, identityPolicies: [FULL_KMS] })],
      ...(on.distributionArn ? served : []),
    ],
    denied: [
      ...(on.distributionArn ? [] : served),
      ...bad.map((context): Case => [`AWS Private CA encrypts for ${nameOf(context)}`, use('kms:GenerateDataKey', context)]),
      ['another bucket\'s context', use('kms:GenerateDataKey', 'arn:aws:s3:::amzn-s3-demo-bucket')],
      ['an object of another bucket', use('kms:GenerateDataKey', 'arn:aws:s3:::amzn-s3-demo-bucket/crl/CA_ID.crl')],
      ['a bucket whose name only starts like the name of this bucket', use('kms:GenerateDataKey', `${on.bucketArn}2`)],
      ['no encryption context', use('kms:GenerateDataKey')],
      ['another service', use('kms:GenerateDataKey', good[0], { principal: 'cloudtrail.amazonaws.com' })],
      ['AWS Private CA schedules the key\'s deletion', use('kms:ScheduleKeyDeletion')],
      ['CloudFront encrypts', decrypt('kms:GenerateDataKey', arn)],
      ['CloudFront decrypts for another distribution', decrypt('kms:Decrypt', `${arn}2`)],
      ['CloudFront decrypts for a distribution of another account', decrypt('kms:Decrypt', arn.replace(ACCOUNT, OTHER_ACCOUNT))],
      ['CloudFront decrypts for no distribution', decrypt('kms:Decrypt')],
      ['another service decrypts for the distribution', decrypt('kms:Decrypt', arn, 'lambda.amazonaws.com')],
      ['a role of the account without a policy', use('kms:Decrypt', good[0], { principal: ROLE })],
      ['a role of another account with permission for kms:*', use('kms:Decrypt', good[0], {
        principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/Reader`, identityPolicies: [FULL_KMS],
      })],
    ],
  };
}

type Mode = readonly [encryption: Encryption, where: string, withDistribution: boolean];

const MODES = (Object.keys(ENCRYPTIONS) as Encryption[]).flatMap((encryption): Mode[] =>
  [[encryption, 'without a distribution', false], [encryption, 'behind a distribution', true]]);

/** The write and read requests to a bucket. */
function bucketCases(on: Resources): Cases {
  const [writes, reads] = [writeCases(on), readCases(on)];
  return { allowed: [...writes.allowed, ...reads.allowed], denied: [...writes.denied, ...reads.denied] };
}

describe.each(MODES)('the policy of a bucket with %s, %s,', (encryption, _where, withDistribution) => {
  const on = lazily(() => new Synthesized(encryption, withDistribution));
  const cases = lazily(() => bucketCases(on()));
  const { allowed, denied } = bucketCases(titles(withDistribution));

  test.each(numbered(allowed))('allows: %s', async (_name, index) => {
    expect(await isAllowed(on().bucketPolicy, cases().allowed[index][1])).toBe(true);
  });

  test.each(numbered(denied))('denies: %s', async (_name, index) => {
    expect(await isAllowed(on().bucketPolicy, cases().denied[index][1])).toBe(false);
  });

  test('has no part that can be removed without failing a case', async () => {
    await expectEachMutationSeen(on().bucketPolicy, cases());
  });

  test('contains the four actions and two resources that AWS recommends', () => {
    const [, statement] = on().bucketPolicy.Statement;

    expect(statement.Action).toEqual([...recommended.bucketPolicy.Statement[0].Action].sort());
    expect(statement.Resource).toEqual([on().bucketArn, `${on().bucketArn}/*`]);
  });
});

const KMS_MODES = MODES.filter(([encryption]) => encryption !== 's3Managed()');

describe.each(KMS_MODES)('the policy of a key with %s, %s,', (encryption, _where, withDistribution) => {
  const casesOf = (resources: Resources) => keyCases(resources, encryption === 'kms({ bucketKeyEnabled: true })');
  const on = lazily(() => new Synthesized(encryption, withDistribution));
  const cases = lazily(() => casesOf(on()));
  const { allowed, denied } = casesOf(titles(withDistribution));

  test.each(numbered(allowed))('allows: %s', async (_name, index) => {
    expect(await isAllowed(on().keyPolicy, cases().allowed[index][1])).toBe(true);
  });

  test.each(numbered(denied))('denies: %s', async (_name, index) => {
    expect(await isAllowed(on().keyPolicy, cases().denied[index][1])).toBe(false);
  });

  test('has no part that can be removed without failing a case', async () => {
    await expectEachMutationSeen(on().keyPolicy, cases());
  });
});

describe('a bucket for several accounts and Regions', () => {
  const on = lazily(() => new Synthesized('s3Managed()', false, {
    certificateAuthorityEnvironments: [
      { account: OTHER_ACCOUNT }, { region: 'eu-west-1' }, { region: 'af-south-1' }, {},
    ],
  }));
  const write = (account: string, region: string, principal = PRIVATE_CA) =>
    isAllowed(on().bucketPolicy, { ...privateCa(on(), 's3:PutObject', 'crl/CA_ID.crl', account, region), principal });

  test('allows only the CAs in the specified pairs of account and Region to write CRLs', async () => {
    expect(await write(ACCOUNT, 'us-east-1')).toBe(true);
    expect(await write(OTHER_ACCOUNT, 'us-east-1')).toBe(true);
    expect(await write(ACCOUNT, 'eu-west-1')).toBe(true);

    expect(await write(OTHER_ACCOUNT, 'eu-west-1')).toBe(false);
    expect(await write('123456789012', 'us-east-1')).toBe(false);
    expect(await write(ACCOUNT, 'eu-central-1')).toBe(false);
  });

  test('allows only the service principal of an opt-in Region to write CRLs from that Region', async () => {
    expect(await write(ACCOUNT, 'af-south-1', 'acm-pca.af-south-1.amazonaws.com')).toBe(true);

    expect(await write(ACCOUNT, 'af-south-1')).toBe(false);
    expect(await write(ACCOUNT, 'us-east-1', 'acm-pca.af-south-1.amazonaws.com')).toBe(false);
  });

  test('has one statement for each pair', () => {
    expect(on().bucketPolicy.Statement).toHaveLength(1 + 4);
  });
});
