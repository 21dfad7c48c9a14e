import { App, Aws, CfnParameter, Duration, Fn, RemovalPolicy, Stack, aws_acmpca as acmpca, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketProps } from '../../src/audit/audit-report-bucket-props';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { errorOf } from '../support/errors';
import { lazily } from '../support/lazily';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { ENVIRONMENT, newStack } from '../support/stacks';
import { World } from '../support/world';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const CA_ARN = `arn:aws:acm-pca:us-east-1:${ACCOUNT}:certificate-authority/11111111-2222-3333-4444-555555555555`;
const OTHER_CA_ARN = CA_ARN.replace(ACCOUNT, OTHER_ACCOUNT);
const PRIVATE_CA = 'acm-pca.amazonaws.com';
const FULL_S3: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

function ca(stack: Stack, arn = CA_ARN): acmpca.ICertificateAuthority {
  return acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${stack.node.children.length}`, arn);
}

function audit(stack: Stack, props: Partial<AuditReportBucketProps>): AuditReportBucket {
  return new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [ca(stack)], ...props });
}

function policyOf(stack: Stack): PolicyDocument {
  const world = World.of(stack);
  return world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::S3::BucketPolicy')).PolicyDocument;
}

function keyPolicyOf(stack: Stack): PolicyDocument {
  const world = World.of(stack);
  return world.propertiesOf<{ KeyPolicy: PolicyDocument }>(world.idOf('AWS::KMS::Key')).KeyPolicy;
}

/** AWS Private CA writes a report on behalf of a CA. */
function write(
  bucketName: string, more: Partial<AccessRequest> = {}, source = { account: ACCOUNT, arn: CA_ARN },
): AccessRequest {
  return {
    principal: PRIVATE_CA,
    action: 's3:PutObject',
    resource: `arn:aws:s3:::${bucketName}/audit-report/CA_ID/REPORT_ID.csv`,
    resourceAccount: ACCOUNT,
    context: {
      'aws:SourceAccount': source.account,
      'aws:SourceArn': source.arn,
      'aws:SecureTransport': 'true',
      'aws:PrincipalServiceName': PRIVATE_CA,
      'aws:PrincipalIsAWSService': 'true',
    },
    ...more,
  };
}

describe('a bucket of the app', () => {
  const stack = lazily(() => {
    const made = newStack({ env: ENVIRONMENT });
    audit(made, { bucket: new s3.Bucket(made, 'Mine', { bucketName: 'amzn-s3-demo-bucket', enforceSSL: true }) });
    return made;
  });

  test.each<[string, AccessRequest]>([
    ['a report', write('amzn-s3-demo-bucket')],
    ['a probe object', write('amzn-s3-demo-bucket', { resource: 'arn:aws:s3:::amzn-s3-demo-bucket/acm-pca-permission-test-key' })],
    ['its ACL', write('amzn-s3-demo-bucket', { action: 's3:GetBucketAcl', resource: 'arn:aws:s3:::amzn-s3-demo-bucket' })],
    ['its location', write('amzn-s3-demo-bucket', { action: 's3:GetBucketLocation', resource: 'arn:aws:s3:::amzn-s3-demo-bucket' })],
  ])('allows AWS Private CA to access %s', async (_name, request) => {
    expect(await isAllowed(policyOf(stack()), request)).toBe(true);
  });

  test.each<[string, AccessRequest]>([
    ['another CA', write('amzn-s3-demo-bucket', {}, { account: ACCOUNT, arn: `${CA_ARN}6` })],
    ['another account', write('amzn-s3-demo-bucket', {}, { account: OTHER_ACCOUNT, arn: CA_ARN })],
    ['another bucket', write('amzn-s3-demo-bucket2')],
    ['a deletion', write('amzn-s3-demo-bucket', { action: 's3:DeleteObject' })],
    ['another service', write('amzn-s3-demo-bucket', { principal: 'cloudtrail.amazonaws.com' })],
    ['another account\'s root', write('amzn-s3-demo-bucket', {
      principal: `arn:aws:iam::${OTHER_ACCOUNT}:root`, context: { 'aws:SecureTransport': 'true' }, identityPolicies: [FULL_S3],
    })],
  ])('denies %s', async (_name, request) => {
    expect(await isAllowed(policyOf(stack()), request)).toBe(false);
  });

  test('keeps all settings except its policy, and no other bucket or key is created', () => {
    const template = Template.fromStack(stack());

    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::S3::Bucket', { BucketName: 'amzn-s3-demo-bucket', LifecycleConfiguration: Match.absent() });
  });
});

describe('CAs in several accounts', () => {
  const policy = lazily(() => {
    const stack = newStack({ env: ENVIRONMENT });
    audit(stack, {
      bucket: new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' }),
      certificateAuthorities: [ca(stack), ca(stack, OTHER_CA_ARN)],
    });
    return policyOf(stack);
  });
  const from = (account: string, arn: string) => isAllowed(policy(), write('amzn-s3-demo-bucket', {}, { account, arn }));

  test('can deliver, each on behalf of its own account', async () => {
    expect(await from(ACCOUNT, CA_ARN)).toBe(true);
    expect(await from(OTHER_ACCOUNT, OTHER_CA_ARN)).toBe(true);
  });

  test('cannot deliver on behalf of another account, and other CAs cannot deliver', async () => {
    expect(await from(OTHER_ACCOUNT, CA_ARN)).toBe(false);
    expect(await from(ACCOUNT, OTHER_CA_ARN)).toBe(false);
    expect(await from(OTHER_ACCOUNT, `${OTHER_CA_ARN}6`)).toBe(false);
    expect(await from('123456789012', CA_ARN.replace(ACCOUNT, '123456789012'))).toBe(false);
  });

  test('are distinguished even if the partition of an ARN is a token', () => {
    const other = newStack({ env: ENVIRONMENT });
    const arn = other.formatArn({ service: 'acm-pca', account: OTHER_ACCOUNT, resource: 'certificate-authority', resourceName: '1' });
    audit(other, { certificateAuthorities: [ca(other, arn)] });

    expect(JSON.stringify(Template.fromStack(other).toJSON())).toContain(`"aws:SourceAccount":"${OTHER_ACCOUNT}"`);
    const wrong = other.formatArn({ service: 'acm', resource: 'certificate', resourceName: '1' });
    errorOf('CertificateAuthorityArn', () => new AuditReportBucket(other, 'Wrong', { certificateAuthorities: [ca(other, wrong)] }));
  });
});

describe('denyOtherWriters', () => {
  const policyWith = (denyOtherWriters: boolean) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' });
    audit(stack, { bucket, denyOtherWriters });
    return policyOf(stack);
  };

  test('allows AWS Private CA to write on behalf of its CA only', async () => {
    const policy = policyWith(true);

    expect(await isAllowed(policy, write('amzn-s3-demo-bucket'))).toBe(true);
    expect(await isAllowed(policy, write('amzn-s3-demo-bucket', { action: 's3:PutObjectAcl' }))).toBe(true);
    expect(await isAllowed(policy, write('amzn-s3-demo-bucket', {}, { account: ACCOUNT, arn: `${CA_ARN}6` }))).toBe(false);
    expect(await isAllowed(policy, write('amzn-s3-demo-bucket', {
      principal: 'cloudtrail.amazonaws.com',
      context: { ...write('').context, 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' },
    }))).toBe(false);
  });

  test('is off by default', () => {
    const stack = newStack();
    audit(stack, {});

    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('aws:PrincipalServiceName');
  });

  test('is available for a new bucket', () => {
    const stack = newStack();
    audit(stack, { denyOtherWriters: true });

    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('"StringNotEquals":{"aws:PrincipalServiceName":"acm-pca.amazonaws.com"}');
  });
});

describe('the key of an existing bucket', () => {
  type Describe = (key: kms.Key) => PrivateCaBucketEncryption | undefined;
  const stackWith = (described: Describe, bucketKeyEnabled?: boolean) => {
    const stack = newStack({ env: ENVIRONMENT });
    const encryptionKey = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', encryptionKey, bucketKeyEnabled });
    audit(stack, { bucket, encryption: described(encryptionKey) });
    return stack;
  };
  const arn = 'arn:aws:s3:::amzn-s3-demo-bucket';
  const objects = ['acm-pca-permission-test-key', 'acm-pca-permission-test-key-private', 'audit-report/*', 'crl/*'].map((key) => `${arn}/${key}`);
  const use = (stack: Stack, context?: string, action = 'kms:GenerateDataKey', principal = PRIVATE_CA): AccessRequest => ({
    principal,
    action,
    resource: World.of(stack).arnOf(World.of(stack).idOf('AWS::KMS::Key')),
    resourceAccount: ACCOUNT,
    context: context ? { 'kms:EncryptionContext:aws:s3:arn': context } : {},
  });

  test.each<[string, (key: kms.Key) => PrivateCaBucketEncryption | undefined]>([
    ['no encryption is specified', () => undefined],
    ['kms() is specified', () => PrivateCaBucketEncryption.kms()],
    ['the key is specified', (key) => PrivateCaBucketEncryption.kms({ key })],
  ])('allows only the contexts with and without an S3 Bucket Key if %s', async (_name, described) => {
    const stack = stackWith(described);
    const policy = keyPolicyOf(stack);

    expect(policy.Statement[1].Condition).toEqual({ StringLike: { 'kms:EncryptionContext:aws:s3:arn': [arn, ...objects] } });
    for (const context of [arn, `${arn}/audit-report/a/b.csv`, `${arn}/acm-pca-permission-test-key`]) {
      expect(await isAllowed(policy, use(stack, context))).toBe(true);
      expect(await isAllowed(policy, use(stack, context, 'kms:Decrypt'))).toBe(true);
    }
    for (const context of [`${arn}2`, `${arn}/elsewhere`, 'arn:aws:s3:::other', `${arn}/audit-reports/a`, undefined]) {
      expect(await isAllowed(policy, use(stack, context))).toBe(false);
    }
    expect(await isAllowed(policy, use(stack, arn, 'kms:GenerateDataKey', 'cloudtrail.amazonaws.com'))).toBe(false);
    expect(await isAllowed(policy, use(stack, arn, 'kms:CreateGrant'))).toBe(false);
  });

  test.each<[boolean, string | string[]]>([[true, arn], [false, objects]])('allows only the context of bucketKeyEnabled: %p if it is specified', (bucketKeyEnabled, expected) => {
    const stack = stackWith((key) => PrivateCaBucketEncryption.kms({ key, bucketKeyEnabled }), bucketKeyEnabled);

    expect(keyPolicyOf(stack).Statement[1].Condition).toEqual({ StringLike: { 'kms:EncryptionContext:aws:s3:arn': expected } });
  });

  test('can contain a name in an account regional namespace', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const encryptionKey = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Mine', {
      bucketNamePrefix: 'mine', bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL, encryptionKey,
    });
    audit(stack, { bucket });

    expect(JSON.stringify(keyPolicyOf(stack))).toContain(`"arn:aws:s3:::mine-${ACCOUNT}-us-east-1-an"`);
  });

  test('cannot contain the name of a bucket of the app without a name', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key') });

    const error = errorOf('BucketNameUnknown', () => audit(stack, { bucket }));
    expect(error.message).toContain('bucket must have a physical name, because its KMS key policy refers to the name; got "Stack/Mine". Fix: Set bucketName');
  });

  test('that is imported causes a warning with the statement to add', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`);
    audit(stack, { bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: key }) });

    Annotations.fromStack(stack).hasWarning('/Stack/Audit', Match.stringLikeRegexp('cannot edit the policy of the KMS key Stack/Key(.|\n)*{Mine[0-9A-F]*.Arn}'));
  });

  test('must be specified if it is unknown', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');

    errorOf('KeyUnknown', () => audit(stack, { bucket, encryption: PrivateCaBucketEncryption.kms() }));
  });

  test('must be in the Region of the bucket and the CA', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', region: 'eu-west-1' });
    const keyIn = (region: string) => kms.Key.fromKeyArn(stack, `Key-${region}`, `arn:aws:kms:${region}:${ACCOUNT}:key/1`);

    errorOf('KeyRegion', () => audit(stack, { bucket, encryption: PrivateCaBucketEncryption.kms({ key: keyIn('us-east-1') }) }));
    const error = errorOf('CertificateAuthorityRegion', () => new AuditReportBucket(stack, 'Other', {
      certificateAuthorities: [ca(stack)], bucket, encryption: PrivateCaBucketEncryption.kms({ key: keyIn('eu-west-1') }),
    }));
    expect(error.message).toContain('must be in the Region of the KMS key of its bucket (eu-west-1); got "us-east-1".');
    expect(() => new AuditReportBucket(stack, 'S3', { certificateAuthorities: [ca(stack)], bucket })).not.toThrow();
  });
});

describe('a CA of another partition', () => {
  const FAR = 'arn:aws-us-gov:acm-pca:us-gov-west-1:111122223333:certificate-authority/1';

  test('is an error for a new and an existing bucket, which can still store CRLs', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' });
    const certificateAuthorities = [ca(stack, FAR)];

    expect(errorOf('CertificateAuthorityRegion', () => new AuditReportBucket(stack, 'New', { certificateAuthorities })).message)
      .toContain('Each certificate authority must be in the partition of its bucket (aws), because AWS Private CA writes only within a partition; got '
        + '"us-gov-west-1 (aws-us-gov)". Fix: Use a bucket in the Region of the certificate authority.');
    errorOf('CertificateAuthorityRegion', () => new AuditReportBucket(stack, 'Existing', { certificateAuthorities, bucket }));
    expect(() => new CrlBucket(stack, 'Crls', { bucket })).not.toThrow();
  });

  test('cannot be added later', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const reports = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [ca(stack)] });

    errorOf('CertificateAuthorityRegion', () => reports.addCertificateAuthority(ca(stack, FAR)));
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('us-gov-west-1');
  });

  test('is accepted if the Region of the bucket is unknown', () => {
    const stack = newStack();

    expect(() => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [ca(stack, FAR)] })).not.toThrow();
  });
});

describe('an imported bucket', () => {
  test('with a policy that the app cannot edit causes a warning with the final statement, ready to paste', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const reports = audit(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket') });
    reports.addCertificateAuthority(ca(stack, `${CA_ARN}6`));

    const [{ entry }] = Annotations.fromStack(stack).findWarning('/Stack/Audit', Match.anyValue());
    const message = entry.data as string;
    expect(message).toContain('The app cannot edit the policy of the bucket Stack/Mine.');
    const statement = JSON.parse(message.slice(message.indexOf('\n') + 1, message.lastIndexOf('}') + 1));
    expect(statement).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'acm-pca.amazonaws.com' },
      Action: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'],
      Resource: ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'],
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': [CA_ARN, `${CA_ARN}6`] } },
    });
  });

  test('in an unknown environment causes a warning with placeholders', () => {
    const stack = newStack();
    audit(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket') });

    const [{ entry }] = Annotations.fromStack(stack).findWarning('/Stack/Audit', Match.anyValue());
    expect(entry.data).toContain('"arn:${AWS::Partition}:s3:::amzn-s3-demo-bucket/*"');
    expect(entry.data).toContain('Replace any ${…} placeholders.');
  });

  test('with Object Lock is an error', () => {
    const stack = newStack();

    const error = errorOf('BucketObjectLock', () => audit(stack, { bucket: new s3.Bucket(stack, 'Mine', { objectLockEnabled: true }) }));
    expect(error.message).toContain('bucket must not have Object Lock, because AWS Private CA cannot write');
    const byRetention = new s3.Bucket(stack, 'Retained', {
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)),
    });
    errorOf('BucketObjectLock', () => new AuditReportBucket(stack, 'Other', { certificateAuthorities: [ca(stack)], bucket: byRetention }));
  });

  test('does not support properties of a new bucket', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');

    const error = errorOf('OptionOfNewBucket',
      () => audit(stack, { bucket, bucketNamePrefix: 'mine', removalPolicy: RemovalPolicy.DESTROY }));
    expect(error.message).toContain('got ["bucketNamePrefix","removalPolicy"]');
  });

  test('has no access log bucket', () => {
    const stack = newStack();
    expect(audit(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket') }).serverAccessLogsBucket).toBeUndefined();
  });
});

describe('fromAuditReportBucketAttributes', () => {
  const auditor = (stack: Stack) => new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });

  test('grants permission to read and to request reports, and edits no policy', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const reports = AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
      bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`),
      certificateAuthorityArns: [CA_ARN],
    });
    const role = auditor(stack);
    reports.grants.read(role);
    reports.grants.generate(role);

    const world = World.of(stack);
    expect(world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::Policy')).PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/audit-report/*' },
      { Effect: 'Allow', Action: ['s3:ListBucket', 's3:ListBucketVersions'], Resource: 'arn:aws:s3:::amzn-s3-demo-bucket' },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
        Condition: {
          StringLike: {
            'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/audit-report/*'],
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['acm-pca:CreateCertificateAuthorityAuditReport', 'acm-pca:DescribeCertificateAuthorityAuditReport'],
        Resource: CA_ARN,
      },
    ]);
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))).toEqual([]);
  });

  test('uses the key of the bucket, if there is one', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`);
    const of = (id: string, bucket: s3.IBucket) =>
      AuditReportBucket.fromAuditReportBucketAttributes(stack, id, { bucket });

    expect(of('A', s3.Bucket.fromBucketAttributes(stack, 'WithKey', { bucketName: 'amzn-s3-demo-bucket', encryptionKey })).encryptionKey).toBe(encryptionKey);
    expect(of('B', new s3.Bucket(stack, 'Unnamed')).encryptionKey).toBeUndefined();
  });

  test('requires valid CA ARNs to grant permission to request reports', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');
    const reports = AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket });

    expect(errorOf('AttributeUnknown', () => reports.grants.generate(auditor(stack))).message)
      .toContain('certificateAuthorityArns must be specified to grant permission to request audit reports; got no value. '
        + 'Fix: Import the bucket in Stack with certificateAuthorityArns.');
    errorOf('CertificateAuthorityArn', () => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Wrong', {
      bucket, certificateAuthorityArns: ['Root'],
    }));
  });
});

describe('an auditor of another account', () => {
  const role = (stack: Stack) => iam.Role.fromRoleArn(stack, 'Auditor', `arn:aws:iam::${OTHER_ACCOUNT}:role/Auditor`);

  test('is named in the policies of the bucket and the key', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const reports = audit(stack, { encryption: PrivateCaBucketEncryption.kms() });
    reports.grants.read(role(stack));

    expect(keyPolicyOf(stack).Statement).toContainEqual(expect.objectContaining({
      Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/Auditor` }, Action: 'kms:Decrypt', Resource: '*',
    }));
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('causes a warning if the app cannot edit a policy', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`);
    const reports = audit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) });
    reports.grants.read(role(stack));

    Annotations.fromStack(stack).hasWarning('/Stack/Audit', Match.stringLikeRegexp(`kms:Decrypt(.|\n)*${OTHER_ACCOUNT}:role/Auditor`));
  });
});

describe('the key of another stack', () => {
  test('and a shared log bucket contain the actual name of the bucket', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared');
    const pki = new Stack(app, 'Pki');
    const key = new kms.Key(shared, 'Key');
    const serverAccessLogsBucket = new s3.Bucket(shared, 'Logs');
    new AuditReportBucket(pki, 'Audit', {
      certificateAuthorities: [ca(pki)], encryption: PrivateCaBucketEncryption.kms({ key }), serverAccessLogsBucket,
    });

    const guids = { Shared: '11111111-0000', Pki: '22222222-0000' };
    const pkiTemplate = Template.fromStack(pki).toJSON();
    const bucketId = Object.keys(pkiTemplate.Resources).find((id) => pkiTemplate.Resources[id].Type === 'AWS::S3::Bucket')!;
    const pkiWorld = new World({ [bucketId]: pkiTemplate.Resources[bucketId] }, { account: ACCOUNT, region: 'us-east-1', partition: 'aws', stackGuid: guids.Pki });
    const bucketArn = pkiWorld.arnOf(bucketId);
    const sharedWorld = World.of(shared, { stackGuid: guids.Shared });
    const policies = JSON.stringify(['AWS::KMS::Key', 'AWS::S3::BucketPolicy'].map((type) => sharedWorld.propertiesOf(sharedWorld.idOf(type))));
    expect(bucketArn).toMatch(/^arn:aws:s3:::pca-audit-[0-9a-f]{8}-111122223333-us-east-1-an$/);
    expect(policies.split(`"${bucketArn}"`)).toHaveLength(3);
  });

  test('an auditor in another stack can decrypt for the actual name of the bucket', () => {
    const app = new App();
    const pki = new Stack(app, 'Pki');
    const roles = new Stack(app, 'Roles');
    const reports = audit(pki, { encryption: PrivateCaBucketEncryption.kms() });
    reports.grants.read(new iam.Role(roles, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));

    const policy = JSON.stringify(Template.fromStack(roles).toJSON());
    expect(policy).toContain('Pki:ExportsOutputRefAWSStackId');
    expect(policy).not.toContain('"Ref":"AWS::StackId"');
  });
});

describe('a key that is specified as an alias', () => {
  const decryptOf = (stack: Stack, key: kms.IKey) => {
    const reports = audit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) });
    reports.grants.read(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
    const world = World.of(stack);
    const { Statement } = world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::Policy')).PolicyDocument;
    return Statement.find(({ Action }) => Action === 'kms:Decrypt')!;
  };

  test.each<[string, (stack: Stack, key: kms.Key) => kms.IKey]>([
    ['new Alias()', (stack, key) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/audit', targetKey: key })],
    ['addAlias()', (_stack, key) => key.addAlias('alias/audit')],
    ['fromAliasAttributes()', (stack, key) => kms.Alias.fromAliasAttributes(stack, 'Alias', { aliasName: 'alias/audit', aliasTargetKey: key })],
    ['the key itself', (_stack, key) => key],
  ])('by %s is identified by its ARN', (_name, give) => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = new kms.Key(stack, 'Key');
    const statement = decryptOf(stack, give(stack, key));

    expect(statement.Resource).toBe(World.of(stack).arnOf(World.of(stack).idOf('AWS::KMS::Key')));
    expect(Object.keys(statement.Condition!)).toEqual(['StringLike']);
    expect(keyPolicyOf(stack).Statement).toHaveLength(2);
  });

  test.each<[string, (stack: Stack) => kms.IKey]>([
    ['fromAliasName()', (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/audit')],
    ['an ARN of an alias', (stack) => kms.Key.fromKeyArn(stack, 'Alias', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/audit`)],
  ])('by %s is identified by a condition', (_name, give) => {
    const stack = newStack({ env: ENVIRONMENT });
    const statement = decryptOf(stack, give(stack));

    expect(statement.Resource).toBe(`arn:aws:kms:us-east-1:${ACCOUNT}:key/*`);
    expect(statement.Condition!['ForAnyValue:StringEquals']).toEqual({ 'kms:ResourceAliases': 'alias/audit' });
  });

  test('of an AWS managed key is an error, even by its ARN', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = kms.Key.fromKeyArn(stack, 'Alias', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/s3`);

    errorOf('KeyAwsManaged', () => audit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) }));
  });
});

test('an access log bucket with SSE-KMS is an error', () => {
  const stack = newStack();
  const serverAccessLogsBucket = new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') });

  expect(errorOf('AccessLogsEncryption', () => audit(stack, { serverAccessLogsBucket })).message).toContain('serverAccessLogsBucket must use SSE-S3, because logs are not delivered to a bucket with SSE-KMS; got "Stack/Logs".');
});

describe('for a bucket of the app', () => {
  const mine = (stack: Stack, props: s3.BucketProps) => new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', ...props });

  test('an AWS managed key for S3 is an error, with and without a reference to the key', () => {
    const encryption = s3.BucketEncryption.KMS_MANAGED;

    const other = newStack();
    errorOf('KeyAwsManaged', () => audit(other, { bucket: mine(other, { encryption }) }));
    const stack = newStack();
    const encryptionKey = kms.Alias.fromAliasName(stack, 'Alias', 'alias/aws/s3');
    errorOf('KeyAwsManaged', () => audit(stack, { bucket: mine(stack, { encryptionKey }) }));
    const third = newStack();
    errorOf('AccessLogsEncryption', () => audit(third, { serverAccessLogsBucket: mine(third, { encryption }) }));
  });

  test('an encryption that does not match is an error', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const withKey = mine(stack, { encryptionKey, bucketKeyEnabled: false });

    const error = errorOf('EncryptionMismatch', () => audit(stack, { bucket: withKey, encryption: PrivateCaBucketEncryption.s3Managed() }));
    expect(error.message).toContain('encryption must match bucket (SSE-KMS, bucketKeyEnabled false); got "SSE-S3".');
    const of = (id: string, bucketKeyEnabled: boolean) => new AuditReportBucket(stack, id, {
      certificateAuthorities: [ca(stack)],
      bucket: withKey,
      encryption: PrivateCaBucketEncryption.kms({ key: encryptionKey, bucketKeyEnabled }),
    });
    expect(errorOf('EncryptionMismatch', () => of('On', true)).message).toContain('got "SSE-KMS, bucketKeyEnabled true"');
    expect(() => of('Off', false)).not.toThrow();
    const plain = new s3.Bucket(stack, 'Plain', { encryption: s3.BucketEncryption.S3_MANAGED });
    errorOf('EncryptionMismatch', () => audit(stack, { bucket: plain, encryption: PrivateCaBucketEncryption.kms({ key: encryptionKey }) }));
  });

  test('the bucket policy, and that of a shared log bucket, are retained if the bucket is', () => {
    const stack = newStack();
    const serverAccessLogsBucket = new s3.Bucket(stack, 'Logs');
    audit(stack, { serverAccessLogsBucket });
    new AuditReportBucket(stack, 'Existing', { certificateAuthorities: [ca(stack)], bucket: mine(stack, {}) });
    const going = new s3.Bucket(stack, 'Going', { removalPolicy: RemovalPolicy.DESTROY });
    new AuditReportBucket(stack, 'Other', { certificateAuthorities: [ca(stack)], bucket: going });
    const created = new s3.Bucket(stack, 'Created', { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
    new AuditReportBucket(stack, 'Third', { certificateAuthorities: [ca(stack)], bucket: created });

    const policies = Object.entries(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
    expect(Object.fromEntries(policies.map(([id, { DeletionPolicy }]) => [id.replace(/[0-9A-F]{8}$/, ''), DeletionPolicy]))).toEqual({
      AuditPolicy: 'RetainExceptOnCreate', LogsPolicy: 'Retain', MinePolicy: 'Retain', GoingPolicy: undefined, CreatedPolicy: 'RetainExceptOnCreate',
    });
  });
});

describe('a statement that is ready to paste', () => {
  const nameOf = (give: (stack: Stack) => string) => {
    const stack = newStack();
    audit(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', give(stack)) });
    return Annotations.fromStack(stack).findWarning('/Stack/Audit', Match.anyValue())[0].entry.data as string;
  };

  test.each<[string, (stack: Stack) => string, string]>([
    ['an import', () => Fn.importValue('Reports'), ':s3:::${Fn::ImportValue "Reports"}/*"'.replaceAll('"Reports"', '\\"Reports\\"')],
    ['a joint', () => Fn.join('-', ['reports', Aws.ACCOUNT_ID, 'x']), ':s3:::reports-${AWS::AccountId}-x/*"'],
    ['a choice', () => Fn.select(1, Fn.split('/', Fn.importValue('Names'))), ':s3:::${Fn::Select [1,'],
    ['an attribute', (stack) => new s3.CfnBucket(stack, 'Raw').attrDomainName, ':s3:::${Raw.DomainName}/*"'],
  ])('names a bucket that is identified by %s', (_name, give, expected) => {
    const message = nameOf(give);

    expect(message).toContain(expected);
    expect(message).not.toMatch(/object Object|GUID/);
  });
});

describe('grants', () => {
  test('an auditor in the stack of the key makes no cycle', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared');
    const pki = new Stack(app, 'Pki');
    const reports = audit(pki, { encryption: PrivateCaBucketEncryption.kms({ key: new kms.Key(shared, 'Key') }) });
    reports.grants.read(new iam.Role(shared, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(() => app.synth()).not.toThrow();
    expect(shared.dependencies).toEqual([]);
  });

  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['a role in another account', (stack) => iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${OTHER_ACCOUNT}:role/Requester`)],
    ['an account', () => new iam.AccountPrincipal(OTHER_ACCOUNT)],
  ])('generate() warns that it cannot grant permission to %s', (_name, principal) => {
    const stack = newStack({ env: ENVIRONMENT });
    audit(stack, {}).grants.generate(principal(stack));

    Annotations.fromStack(stack).hasWarning('/Stack/Audit', Match.stringLikeRegexp('grants.generate\\(\\) can add permissions only to principals in the account of the CAs'));
  });

  test('generate() prints no warning for a role of the account', () => {
    const stack = newStack({ env: ENVIRONMENT });
    audit(stack, {}).grants.generate(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));

    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

test('a CA in another Region than the bucket causes a warning', () => {
  const stack = newStack({ env: { account: ACCOUNT, region: 'eu-west-1' } });
  audit(stack, {});

  Annotations.fromStack(stack).hasWarning('/Stack/Audit', Match.stringLikeRegexp('is in us-east-1, but the bucket is in eu-west-1'));
});

test('ARNs that are tokens pass, whole or in part', () => {
  const stack = newStack();
  const list = new CfnParameter(stack, 'Arns', { type: 'CommaDelimitedList' }).valueAsList;
  const text = new CfnParameter(stack, 'Prefix').valueAsString;
  const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');

  for (const certificateAuthorityArns of [list, [text], [`${text}:certificate-authority/1`]]) {
    expect(() => AuditReportBucket.fromAuditReportBucketAttributes(stack, `Audit${stack.node.children.length}`, {
      bucket, certificateAuthorityArns,
    })).not.toThrow();
  }
});
