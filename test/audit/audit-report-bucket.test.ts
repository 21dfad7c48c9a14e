import { App, Duration, Lazy, RemovalPolicy, Stack, aws_acmpca as acmpca, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketProps } from '../../src/audit/audit-report-bucket-props';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { errorOf } from '../support/errors';
import { PolicyDocument } from '../support/policy-evaluation';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { TemplateResource, World } from '../support/world';

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';

function newAudit(stack: Stack, props: Partial<AuditReportBucketProps> = {}, id = 'Audit'): AuditReportBucket {
  return new AuditReportBucket(stack, id, { certificateAuthorities: [newRoot(stack, `${id}Root`)], ...props });
}

function importedCa(stack: Stack, arn = CA_ARN): acmpca.ICertificateAuthority {
  return acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, `Imported${stack.node.children.length}`, arn);
}

/** The properties of the report bucket, which is the only bucket with access logging. */
function bucketOf(stack: Stack): Record<string, unknown> {
  const buckets = Template.fromStack(stack).findResources('AWS::S3::Bucket', {
    Properties: { LoggingConfiguration: Match.anyValue() },
  });
  expect(Object.keys(buckets)).toHaveLength(1);
  return Object.values(buckets)[0].Properties;
}

function privateCaStatements(stack: Stack): PolicyDocument['Statement'] {
  const world = World.of(stack);
  return world.idsOf('AWS::S3::BucketPolicy')
    .flatMap((id) => world.propertiesOf<{ PolicyDocument: PolicyDocument }>(id).PolicyDocument.Statement)
    .filter(({ Principal }) => JSON.stringify(Principal).includes('acm-pca'));
}

describe('defaults', () => {
  test('the bucket is private, versioned, encrypted, bucket owner enforced, and without Object Lock', () => {
    const stack = newStack();
    newAudit(stack);

    expect(bucketOf(stack)).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      LoggingConfiguration: { LogFilePrefix: expect.stringMatching(/^audit-reports-[0-9a-f]{8}\/$/) },
    });
    expect(bucketOf(stack)).not.toHaveProperty('ObjectLockEnabled');
    expect(bucketOf(stack)).not.toHaveProperty('ObjectLockConfiguration');
    expect(bucketOf(stack)).not.toHaveProperty('AccessControl');
  });

  test('the bucket sends events to EventBridge without AuditReportAnalytics, which can be in another app', () => {
    const stack = newStack();
    newAudit(stack);

    expect(bucketOf(stack).NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('reports are archived after 90 days and deleted after seven years, and deleted reports can be restored for a year', () => {
    const stack = newStack();
    newAudit(stack);

    expect(bucketOf(stack).LifecycleConfiguration).toEqual({
      Rules: [{
        Id: 'archive-and-expire-audit-reports',
        Status: 'Enabled',
        Prefix: 'audit-report/',
        Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }],
        ExpirationInDays: 2557,
        NoncurrentVersionExpiration: { NoncurrentDays: 365 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      }],
    });
  });

  test('the bucket, its policy, and its key are retained unless their first deployment fails, and the access logs always', () => {
    const stack = newStack();
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms() });

    const resources = Object.values<TemplateResource>(Template.fromStack(stack).toJSON().Resources);
    const policies = resources
      .filter(({ Type }) => !Type.startsWith('AWS::ACMPCA'))
      .map(({ Type, DeletionPolicy, UpdateReplacePolicy }) => [Type, DeletionPolicy, UpdateReplacePolicy]);
    expect(policies.sort()).toEqual([
      ['AWS::KMS::Key', 'RetainExceptOnCreate', 'Retain'],
      ['AWS::S3::Bucket', 'Retain', 'Retain'],
      ['AWS::S3::Bucket', 'RetainExceptOnCreate', 'Retain'],
      ['AWS::S3::BucketPolicy', 'Retain', 'Retain'],
      ['AWS::S3::BucketPolicy', 'RetainExceptOnCreate', 'Retain'],
    ]);
  });

  test('a new key rotates, and the bucket uses it with an S3 Bucket Key', () => {
    const stack = newStack();
    const audit = newAudit(stack, { encryption: PrivateCaBucketEncryption.kms() });

    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    expect(bucketOf(stack).BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [{
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(audit.encryptionKey!.keyArn) },
      }],
    });
  });

  test('encryptionKey is undefined without a customer managed key', () => {
    expect(newAudit(newStack()).encryptionKey).toBeUndefined();
  });
});

describe('options', () => {
  test('an S3 Bucket Key can be disabled', () => {
    const stack = newStack();
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }) });

    expect(bucketOf(stack)).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: false }] },
    });
  });

  test('the lifecycle periods can be set, and tokens pass', () => {
    const stack = newStack();
    const retention = Duration.days(Lazy.number({ produce: () => 30 }));
    newAudit(stack, { archiveReportsAfter: Duration.days(1), reportRetention: retention });

    expect(bucketOf(stack)).toMatchObject({
      LifecycleConfiguration: { Rules: [{ Transitions: [{ TransitionInDays: 1 }], ExpirationInDays: 30 }] },
    });
  });

  test('all resources can be deleted with the stack', () => {
    const stack = newStack();
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms(), removalPolicy: RemovalPolicy.DESTROY });

    for (const type of ['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy']) {
      Template.fromStack(stack).allResources(type, { DeletionPolicy: 'Delete' });
    }
  });

  test('multiple buckets can share one access log bucket, each with a separate prefix', () => {
    const stack = newStack();
    const first = newAudit(stack, {}, 'First');
    newAudit(stack, { serverAccessLogsBucket: first.serverAccessLogsBucket }, 'Second');

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 3);
    const prefixes = Object.values(template.findResources('AWS::S3::Bucket'))
      .flatMap(({ Properties }) => Properties.LoggingConfiguration?.LogFilePrefix ?? []);
    expect(new Set(prefixes).size).toBe(2);
  });

  test('an imported access log bucket causes a warning with the statement to add', () => {
    const stack = newStack();
    newAudit(stack, { serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'amzn-s3-demo-logs') });

    Annotations.fromStack(stack).hasWarning('/Stack/Audit',
      Match.stringLikeRegexp('cannot edit the policy of the access-log bucket Stack/Logs(.|\n)*logging.s3.amazonaws.com'));
  });
});

describe('an existing key', () => {
  test('of the app has a statement with a separate Sid for each bucket', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) }, 'First');
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms({ key, bucketKeyEnabled: false }) }, 'Second');

    const keyId = stack.getLogicalId(key.node.defaultChild as never);
    const { KeyPolicy } = World.of(stack).propertiesOf<{ KeyPolicy: PolicyDocument }>(keyId);
    const statements = KeyPolicy.Statement.slice(1);
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      expect.stringMatching(/^Allow ACM-PCA use of the key for [0-9a-f]{8}$/),
      expect.stringMatching(/^Allow ACM-PCA use of the key for [0-9a-f]{8}$/),
    ]);
    expect(statements[0].Sid).not.toBe(statements[1].Sid);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('that is imported causes a warning with the statement to add', () => {
    const stack = newStack();
    const key = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:111122223333:key/${'1'.repeat(8)}`);
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) });

    Annotations.fromStack(stack).hasWarning('/Stack/Audit',
      Match.stringLikeRegexp('cannot edit the policy of the KMS key Stack/Key(.|\n)*kms:EncryptionContext:aws:s3:arn'));
  });

  test('by alias is identified by a condition in the policy of the auditor, because KMS does not support an alias as a resource', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = kms.Alias.fromAliasName(stack, 'Key', 'alias/audit');
    const audit = newAudit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) });

    audit.grants.read(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: 'kms:Decrypt',
          Condition: {
            'StringLike': { 'kms:EncryptionContext:aws:s3:arn': Match.anyValue() },
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/audit' },
          },
          Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:us-east-1:111122223333:key/*']] },
        })]),
      },
    });
  });
});

describe('several certificate authorities', () => {
  test('in one account share one statement', () => {
    const stack = newStack();
    const roots = ['A', 'B', 'C'].map((id) => newRoot(stack, id));
    const audit = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: roots.slice(0, 2) });

    audit.addCertificateAuthority(roots[2]);

    const statements = privateCaStatements(stack);
    expect(statements).toHaveLength(1);
    expect(statements[0].Condition!.StringEquals['aws:SourceArn']).toEqual(
      roots.map((root) => World.of(stack).resolve(stack.resolve(root.certificateAuthorityArn))));
  });

  test('in several accounts have a statement for each account, with the CAs of that account', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const other = CA_ARN.replace('111122223333', '444455556666');
    new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [CA_ARN, other, `${CA_ARN}6`].map((arn) => importedCa(stack, arn)) });

    expect(privateCaStatements(stack).map(({ Condition }) => Condition!.StringEquals)).toEqual([
      { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': [CA_ARN, `${CA_ARN}6`] },
      { 'aws:SourceAccount': '444455556666', 'aws:SourceArn': other },
    ]);
  });

  test('are included in earlier grants.generate() grants', () => {
    const stack = newStack();
    const audit = newAudit(stack);
    audit.grants.generate(new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }));

    audit.addCertificateAuthority(importedCa(stack));

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Resource: [Match.objectLike({ Ref: Match.stringLikeRegexp('^AuditRootActivation') }), CA_ARN] }] },
    });
  });

  test('in another stack of the app are cross-stack references', () => {
    const app = new App();
    const caStack = new Stack(app, 'Ca');
    const auditStack = new Stack(app, 'Audit');
    new AuditReportBucket(auditStack, 'Audit', {
      certificateAuthorities: [newRoot(caStack)],
      encryption: PrivateCaBucketEncryption.kms(),
    });

    Template.fromStack(caStack).hasOutput('*', { Value: { Ref: Match.stringLikeRegexp('^RootActivation') } });
    expect(auditStack.dependencies).toContain(caStack);
  });
});

describe('names', () => {
  test('two constructs in one stack have different bucket names', () => {
    const stack = newStack();
    ['First', 'Second'].forEach((id) => newAudit(stack, { encryption: PrivateCaBucketEncryption.kms() }, id));

    const world = World.of(stack);
    const names = world.idsOf('AWS::S3::Bucket').map((id) => world.resolve({ Ref: id }));
    expect(new Set(names).size).toBe(4);
  });

  test('two deployments of one stack in an account have different bucket names', () => {
    const nameIn = (stackGuid: string) => {
      const stack = newStack();
      newAudit(stack);
      const world = World.of(stack, { stackGuid });
      return world.idsOf('AWS::S3::Bucket').map((id) => world.resolve({ Ref: id })).find((name) => String(name).startsWith('pca-audit'));
    };

    expect(nameIn('1a2b3c4d-5e6f-0000-0000-000000000000')).toMatch(/^pca-audit-[0-9a-f]{8}-1a2b3c4d-111122223333-us-east-1-an$/);
    expect(nameIn('99999999-5e6f-0000-0000-000000000000')).toMatch(/^pca-audit-[0-9a-f]{8}-99999999-111122223333-us-east-1-an$/);
  });

  test.each(['me-south-1', 'me-central-1'])('in %s, without account regional namespaces, the name is global and has the same parts', (region) => {
    const stack = newStack({ env: { account: '111122223333', region } });
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms() });

    const properties = bucketOf(stack);
    expect(properties).not.toHaveProperty('BucketNamespace');
    const name = World.of(stack, { region }).resolve(properties.BucketName) as string;
    expect(name).toMatch(new RegExp(`^pca-audit-[0-9a-f]{8}-1a2b3c4d-111122223333-${region}$`));
    expect(JSON.stringify(World.of(stack, { region }).propertiesOf(World.of(stack).idOf('AWS::KMS::Key')))).toContain(`"arn:aws:s3:::${name}"`);
  });

  test.each([
    ['us-east-1', 19], ['ap-southeast-1', 14], ['me-central-1', 19], [undefined, 19],
  ])('in %s the prefix can have up to %s characters, and then the name has 63', (region, room) => {
    const env = region ? { account: '111122223333', region } : undefined;
    const stack = newStack({ env });
    newAudit(stack, { bucketNamePrefix: 'x'.repeat(room) });
    const world = World.of(stack, region ? { region } : {});
    const names = world.idsOf('AWS::S3::Bucket').map((id) => String(world.resolve({ Ref: id })));

    expect(names.find((name) => name.startsWith('xxx'))!.length).toBe(63);
    errorOf('BucketNamePrefixLength', () => newAudit(newStack({ env }), { bucketNamePrefix: 'x'.repeat(room + 1) }));
  });
});

describe('environments', () => {
  test.each([
    ['aws', 'us-east-1'], ['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws-eusc', 'eusc-de-east-1'],
  ])('in partition %s every ARN has the partition', (partition, region) => {
    const stack = newStack({ env: { account: '111122223333', region } });
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms() });

    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/arn:aws[a-z-]*:/);
    const world = World.of(stack, { partition, region });
    const resolved = JSON.stringify(['AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::ACMPCA::Certificate']
      .flatMap((type) => world.idsOf(type)).map((id) => world.propertiesOf(id)));
    const partitions = [...resolved.matchAll(/arn:([a-z-]+):/g)].map((match) => match[1]);
    expect(new Set(partitions)).toEqual(new Set([partition]));
  });

  test.each([['unknown', undefined], ['known', ENVIRONMENT]])(
    'in an environment that is %s the template is the same with no feature flag and with all that CDK recommends', (_name, env) => {
      const templateWith = (flags: Record<string, unknown>) => {
        const stack = newStack({ flags, env });
        const role = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
        const audit = newAudit(stack, { encryption: PrivateCaBucketEncryption.kms(), denyOtherWriters: true });
        newAudit(stack, { serverAccessLogsBucket: audit.serverAccessLogsBucket, encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }) }, 'Second');
        audit.grants.read(role('Auditor'));
        audit.grants.generate(role('Requester'));
        return Template.fromStack(stack).toJSON();
      };

      expect(Object.keys(FEATURE_FLAGS.recommended).length).toBeGreaterThan(50);
      expect(templateWith(FEATURE_FLAGS.recommended)).toEqual(templateWith(FEATURE_FLAGS.none));
    });

  test('the logical IDs of resources with data or a key do not change', () => {
    const stack = newStack();
    newAudit(stack, { encryption: PrivateCaBucketEncryption.kms() });

    const template = Template.fromStack(stack);
    expect(Object.keys({ ...template.findResources('AWS::S3::Bucket'), ...template.findResources('AWS::KMS::Key') }).sort())
      .toEqual(['Audit60AC924E', 'AuditAccessLogs9A4BEAE3', 'AuditKey2ED08D30']);
  });
});

describe('bad input', () => {
  const stackOf = (region = 'us-east-1') => newStack({ env: { account: '111122223333', region } });

  test('no certificate authority', () => {
    const error = errorOf('CertificateAuthorityMissing', () => newAudit(newStack(), { certificateAuthorities: [] }));

    expect(error.message).toBe('certificateAuthorities must contain at least one certificate authority; got []. Fix: Add the '
      + 'certificate authorities that deliver audit reports to the bucket. [CertificateAuthorityMissing at Stack/Audit]');
    expect(error.constructPath).toBe('Stack/Audit');
  });

  test('the same certificate authority twice, at once or later', () => {
    const stack = newStack();
    const root = newRoot(stack);

    const error = errorOf('CertificateAuthorityDuplicate', () => newAudit(stack, { certificateAuthorities: [root, root] }));
    expect(error.message).toContain('got "Stack/Root"');

    const audit = newAudit(stack, { certificateAuthorities: [root] }, 'Other');
    errorOf('CertificateAuthorityDuplicate', () => audit.addCertificateAuthority(root));
  });

  test.each(['arn:aws:acm:us-east-1:111122223333:certificate/1', 'Root', `${CA_ARN}/certificate/1`])('%s, which is not the ARN of a CA', (arn) => {
    const stack = newStack();

    errorOf('CertificateAuthorityArn', () => newAudit(stack, { certificateAuthorities: [importedCa(stack, arn)] }));
  });

  test('an AWS managed key, by its alias', () => {
    const stack = newStack();
    const key = kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/s3');

    const error = errorOf('KeyAwsManaged', () => newAudit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) }));
    expect(error.message).toContain('must be a customer managed key, because AWS Private CA cannot use AWS managed keys; got "alias/aws/s3".');
  });

  test('a key in another Region', () => {
    const stack = stackOf();
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1');

    const error = errorOf('KeyRegion', () => newAudit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) }));
    expect(error.message).toContain('must be in the Region of the bucket (us-east-1); got "eu-west-1".');
  });

  test('a key in an unknown Region passes', () => {
    const stack = newStack();
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1');

    expect(() => newAudit(stack, { encryption: PrivateCaBucketEncryption.kms({ key }) })).not.toThrow();
  });

  test('an access log bucket in another Region or account', () => {
    const stack = stackOf();
    const logsOf = (region: string, account: string) =>
      s3.Bucket.fromBucketAttributes(stack, `Logs-${region}-${account}`, { bucketName: 'amzn-s3-demo-logs', region, account });

    errorOf('AccessLogsRegion', () => newAudit(stack, { serverAccessLogsBucket: logsOf('eu-west-1', '111122223333') }, 'A'));
    errorOf('AccessLogsRegion', () => newAudit(stack, { serverAccessLogsBucket: logsOf('us-east-1', '444455556666') }, 'B'));
    expect(() => newAudit(stack, { serverAccessLogsBucket: logsOf('us-east-1', '111122223333') }, 'C')).not.toThrow();
  });

  test.each(['', 'Audit', 'pca_audit', '-audit', 'pca.audit'])('the bucket name prefix %p', (bucketNamePrefix) => {
    errorOf('BucketNamePrefixCharacters', () => newAudit(newStack(), { bucketNamePrefix }));
  });

  test('a bucket name prefix that is too long for the Region', () => {
    const error = errorOf('BucketNamePrefixLength',
      () => newAudit(stackOf('ap-southeast-1'), { bucketNamePrefix: 'pca-audit-reports' }));

    expect(error.message).toBe('bucketNamePrefix must have 1 to 14 characters in ap-southeast-1, because the complete bucket name can '
      + 'have 63; got 17. Fix: Shorten bucketNamePrefix. [BucketNamePrefixLength at Stack/Audit]');
  });

  test('a bucket name prefix that is a token passes', () => {
    const stack = newStack();

    expect(() => newAudit(stack, { bucketNamePrefix: Lazy.string({ produce: () => 'Late' }) })).not.toThrow();
  });

  test.each([Duration.hours(36), Duration.days(0)])('a lifecycle period of %s', (period) => {
    errorOf('LifecycleDays', () => newAudit(newStack(), { archiveReportsAfter: period }));
    errorOf('LifecycleDays', () => newAudit(newStack(), { reportRetention: period }));
  });

  test('reports deleted before they are archived', () => {
    const error = errorOf('LifecycleOrder', () => newAudit(newStack(), { reportRetention: Duration.days(90) }));

    expect(error.message).toContain('reportRetention must be longer than archiveReportsAfter (90 days); got "90 days".');
    expect(() => newAudit(newStack(), { reportRetention: Duration.days(91) })).not.toThrow();
  });
});
