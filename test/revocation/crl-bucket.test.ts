import { App, Duration, Lazy, RemovalPolicy, Stack, Stage, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlBucketProps } from '../../src/revocation/crl-bucket-props';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlWriteAccess } from '../../src/revocation/crl-write-access';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

const OTHER_ACCOUNT = '444455556666';

function build(props: CrlBucketProps = {}, env = ENVIRONMENT): { stack: Stack; bucket: CrlBucket } {
  const stack = newStack({ env });
  return { stack, bucket: new CrlBucket(stack, 'Crls', props) };
}

const rootIn = (stack: Stack, bucket: CrlBucket, customPath?: string) => new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }),
  revocation: Revocation.crl({ bucket, customPath, distributionPoint: CrlDistributionPoint.bucketUrl() }),
});
const warningsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);

describe('a new bucket', () => {
  test('is private, versioned, and encrypted, with ACLs disabled, access logging, and no Object Lock', () => {
    const { stack } = build();

    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      BucketNamespace: 'account-regional',
      LoggingConfiguration: { DestinationBucketName: Match.anyValue(), LogFilePrefix: Match.stringLikeRegexp('^crls-[0-9a-f]{8}/$') },
      ObjectLockEnabled: Match.absent(),
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  test('retains noncurrent CRLs for 90 days and never deletes a current CRL', () => {
    const { stack } = build();

    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [{
          Id: 'expire-superseded-crls',
          Status: 'Enabled',
          NoncurrentVersionExpiration: { NoncurrentDays: 90 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          ExpirationInDays: Match.absent(),
        }],
      },
    });
  });

  test('has a name with its prefix, construct, stack, account, and Region', () => {
    const { stack, bucket } = build({ bucketNamePrefix: 'example-crl' });

    const world = World.of(stack);
    expect(world.resolve({ Ref: stack.getLogicalId(bucket.bucket.node.defaultChild as s3.CfnBucket) }))
      .toMatch(/^example-crl-[0-9a-f]{8}-1a2b3c4d-111122223333-us-east-1-an$/);
  });

  test('uses the specified access log bucket, retention, removal policy, and encryption', () => {
    const logs = (stack: Stack) => new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED });
    const stack = newStack();
    const serverAccessLogsBucket = logs(stack);
    const bucket = new CrlBucket(stack, 'Crls', {
      serverAccessLogsBucket,
      supersededCrlRetention: Duration.days(7),
      removalPolicy: RemovalPolicy.DESTROY,
      encryption: PrivateCaBucketEncryption.kms(),
    });

    const template = Template.fromStack(stack);
    expect(bucket.serverAccessLogsBucket).toBe(serverAccessLogsBucket);
    template.resourceCountIs('AWS::S3::Bucket', 2);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: { LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 7 } }] } },
    });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete', Properties: { Description: 'CRLs of AWS Private CA (Stack/Crls)' } });
  });

  test('deletes its access log bucket with RemovalPolicy.DESTROY', () => {
    const stack = newStack();
    new CrlBucket(stack, 'Crls', { removalPolicy: RemovalPolicy.DESTROY });

    Template.fromStack(stack).allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  });

  test('can log to a bucket of another stack, with a separate prefix for each bucket', () => {
    const app = new App();
    const serverAccessLogsBucket = new s3.Bucket(new Stack(app, 'Shared'), 'Logs');
    const stack = new Stack(app, 'Stack');
    ['One', 'Two'].forEach((id) => new CrlBucket(stack, id, { serverAccessLogsBucket }));

    const prefixes = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket')).map(({ Properties }) =>
      (Properties as { LoggingConfiguration: { LogFilePrefix: string } }).LoggingConfiguration.LogFilePrefix);
    expect(() => app.synth()).not.toThrow();
    expect(new Set(prefixes).size).toBe(2);
  });

  test('grants access only by account with CrlWriteAccess.account()', () => {
    const stack = newStack();
    new CrlBucket(stack, 'Crls', { writeAccess: CrlWriteAccess.account() });

    const world = World.of(stack);
    const policy = world.propertiesOf<{ PolicyDocument: { Statement: { Action: unknown; Condition: unknown }[] } }>(
      world.idOf('AWS::S3::BucketPolicy', 'CrlsPolicy'));
    const writing = policy.PolicyDocument.Statement.filter(({ Action }) => Array.isArray(Action));
    expect(writing.map(({ Condition }) => Condition))
      .toEqual([{ StringEquals: { 'aws:SourceAccount': '111122223333' } }]);
  });

  test.each([[{ account: '*' }, 'AccountId'], [{ account: 'abc' }, 'AccountId'], [{ region: '*' }, 'RegionName'], [{ region: '' }, 'RegionName']] as const)(
    'does not accept the environment %p', (environment, code) => {
      errorOf(code, () => new CrlBucket(newStack(), 'Crls', { certificateAuthorityEnvironments: [environment] }));
    });

  test.each(['CRLs first', 'audit reports first'])('cannot store CRLs and audit reports, %s', (order) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine');
    const uses = [
      () => new CrlBucket(stack, 'Crls', { bucket }),
      () => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)], bucket }),
    ];
    const [first, second] = order === 'CRLs first' ? uses : uses.reverse();
    first();

    errorOf('BucketPurpose', second);
  });

  test('of another stage causes a warning, because the CA cannot depend on it', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(new Stage(app, id), 'Stack', { env: ENVIRONMENT }));
    const bucket = new CrlBucket(one, 'Crls', { bucket: new s3.Bucket(one, 'Mine', { bucketName: 'amzn-s3-demo-bucket' }) });
    rootIn(two, bucket);

    expect(() => app.synth()).not.toThrow();
    Annotations.fromStack(two).hasWarning('*', Match.stringLikeRegexp('is in another stage'));
  });

  test('of another stage requires a CA whose account and Region are known', () => {
    const publish = (env: object | undefined) => () => {
      const app = new App();
      const one = new Stack(new Stage(app, 'One'), 'Stack', { env: ENVIRONMENT });
      const bucket = new CrlBucket(one, 'Crls', { bucket: new s3.Bucket(one, 'Mine', { bucketName: 'amzn-s3-demo-bucket' }) });
      rootIn(new Stack(new Stage(app, 'Two'), 'Stack', { env }), bucket);
    };

    const error = errorOf('CrlBucketEnvironment', publish(undefined));
    expect(error.message).toContain('must be known at synthesis, because the policy of a CRL bucket in another stage contains them');
    errorOf('CrlBucketEnvironment', publish({ region: 'us-east-1' }));
    errorOf('CrlBucketEnvironment', publish({ account: '111122223333' }));
    expect(publish({ account: '444455556666', region: 'us-east-1' })).not.toThrow();
  });

  test('is the same with no feature flag and with all that CDK recommends', () => {
    const templateWith = (flags: Record<string, unknown>) => {
      const stack = newStack({ flags });
      rootIn(stack, new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms() }));
      return Template.fromStack(stack).toJSON();
    };

    expect(templateWith(FEATURE_FLAGS.recommended)).toEqual(templateWith(FEATURE_FLAGS.none));
  });
});

test('a CA depends on the policy of the bucket, and on the key that the app creates', () => {
  const { stack, bucket } = build({ encryption: PrivateCaBucketEncryption.kms() });
  rootIn(stack, bucket);

  Template.fromStack(stack).hasResource('AWS::ACMPCA::CertificateAuthority', {
    DependsOn: [Match.stringLikeRegexp('^CrlsKey'), Match.stringLikeRegexp('^CrlsPolicy')],
  });
});

test('the key policy allows only .crl objects for a custom path at the root of the bucket', () => {
  const { stack, bucket } = build({ encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }) });
  rootIn(stack, bucket, '/');

  const world = World.of(stack);
  expect(JSON.stringify(world.propertiesOf(world.idOf('AWS::KMS::Key')))).toMatch(/-an\/\*\.crl"/);
});

describe('CAs in other stacks of the app', () => {
  const env = (account: string, region: string) => ({ account, region });

  test('in the same account and Region: the stack of the CA depends on the stack of the bucket', () => {
    const app = new App();
    const bucket = new CrlBucket(new Stack(app, 'Shared', { env: ENVIRONMENT }), 'Crls');
    const stack = new Stack(app, 'Pki', { env: ENVIRONMENT });
    rootIn(stack, bucket);

    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::ACMPCA::CertificateAuthority'))).toMatch(/Fn::ImportValue/);
    expect(stack.dependencies.map(({ node }) => node.path)).toEqual(['Shared']);
  });

  test.each([[OTHER_ACCOUNT, 'us-east-1'], [ENVIRONMENT.account!, 'eu-west-1']])('in account %s and Region %s: a bucket name that is known only at deployment causes an error', (account, region) => {
    const app = new App();
    const bucket = new CrlBucket(new Stack(app, 'Shared', { env: ENVIRONMENT }), 'Crls');

    errorOf('BucketNameUnknown', () => rootIn(new Stack(app, 'Pki', { env: env(account, region) }), bucket));
  });

  test('in another Region: a bucket of the app without a name causes an error', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared', { env: ENVIRONMENT });
    const bucket = new CrlBucket(shared, 'Crls', { bucket: new s3.Bucket(shared, 'Mine') });

    errorOf('BucketNameUnknown', () => rootIn(new Stack(app, 'Pki', { env: env(ENVIRONMENT.account!, 'eu-west-1') }), bucket));
  });

  test('in another Region: a bucket name prefix is sufficient', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared', { env: ENVIRONMENT });
    const mine = new s3.Bucket(shared, 'Mine', { bucketNamePrefix: 'mine', bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL });
    const stack = new Stack(app, 'Pki', { env: env(ENVIRONMENT.account!, 'eu-west-1') });
    rootIn(stack, new CrlBucket(shared, 'Crls', { bucket: mine }));

    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::CertificateAuthority', {
      RevocationConfiguration: { CrlConfiguration: { S3BucketName: 'mine-111122223333-us-east-1-an' } },
    });
    expect(stack.dependencies.map(({ node }) => node.path)).toEqual(['Shared']);
  });

  test('in another account and Region: the bucket policy grants access to them automatically', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared', { env: ENVIRONMENT });
    const bucket = new CrlBucket(shared, 'Crls', { bucket: new s3.Bucket(shared, 'Mine', { bucketName: 'amzn-s3-demo-bucket' }) });
    const stack = new Stack(app, 'Pki', { env: env(OTHER_ACCOUNT, 'eu-west-1') });
    rootIn(stack, bucket);

    const world = World.of(shared);
    expect(JSON.stringify(world.propertiesOf(world.idOf('AWS::S3::BucketPolicy')))).toContain(
      `{"StringEquals":{"aws:SourceAccount":"${OTHER_ACCOUNT}"},"ArnLike":{"aws:SourceArn":"arn:aws:acm-pca:eu-west-1:${OTHER_ACCOUNT}:certificate-authority/*"}}`);
    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::CertificateAuthority', {
      RevocationConfiguration: { CrlConfiguration: { S3BucketName: 'amzn-s3-demo-bucket' } },
    });
    expect(stack.dependencies.map(({ node }) => node.path)).toEqual(['Shared']);
  });
});

describe('Regions', () => {
  const inRegion = (bucketRegion: string, region: string) =>
    build({ certificateAuthorityEnvironments: [{ region }] }, { account: '111122223333', region: bucketRegion });
  const principalOf = (stack: Stack) => {
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
    return JSON.stringify(policies).match(/acm-pca\.[a-z0-9.-]*amazonaws\.com/g);
  };

  test.each([
    ['us-east-1', 'us-east-1', 'acm-pca.amazonaws.com'],
    ['us-east-1', 'eu-west-1', 'acm-pca.amazonaws.com'],
    ['af-south-1', 'us-east-1', 'acm-pca.af-south-1.amazonaws.com'],
    ['af-south-1', 'af-south-1', 'acm-pca.amazonaws.com'],
  ])('a CA in %s writes to %s as %s, without a warning', (authorityRegion, bucketRegion, principal) => {
    const { stack } = inRegion(bucketRegion, authorityRegion);

    expect(principalOf(stack)).toEqual([principal]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a CA in a Region that is enabled by default cannot write to an opt-in Region', () => {
    const { message } = errorOf('CrlBucketRegion', () => inRegion('af-south-1', 'eu-west-1'));

    expect(message).toContain('eu-west-1');
  });

  test.each([['cn-north-1', 'aws-cn', 'us-east-1', 'aws'], ['us-gov-west-1', 'aws-us-gov', 'us-east-1', 'aws'], ['us-east-1', 'aws', 'cn-north-1', 'aws-cn']])(
    'a CA in %s (%s) cannot write to another partition: %s (%s)', (authorityRegion, own, bucketRegion, other) => {
      expect(errorOf('CrlBucketRegion', () => inRegion(bucketRegion, authorityRegion)).message)
        .toContain(`The CRL bucket must be in the partition of the CA (${own} for ${authorityRegion}); got "${bucketRegion} (${other})". Fix: Use a CrlBucket`);
    });

  test('a CA of the app cannot write to another partition', () => {
    const app = new App();
    const [bucketStack, caStack] = ['us-east-1', 'us-gov-west-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region } }));
    const bucket = new CrlBucket(bucketStack, 'Crls', { bucket: new s3.Bucket(bucketStack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' }) });

    errorOf('CrlBucketRegion', () => newRoot(caStack, 'Root', Revocation.crl({ bucket, distributionPoint: CrlDistributionPoint.customCname('crl.example.com') })));
    expect(caStack.node.children).toEqual([]);
  });

  test.each([
    ['ap-east-1', 'af-south-1', 'acm-pca.ap-east-1.amazonaws.com'],
    ['xx-north-9', 'us-east-1', 'acm-pca.amazonaws.com'],
    [Lazy.string({ produce: () => 'us-west-2' }), 'us-east-1', 'acm-pca.amazonaws.com'],
  ])('a service principal that is not documented or not known causes a warning', (authorityRegion, bucketRegion, principal) => {
    const { stack } = inRegion(bucketRegion, authorityRegion);

    expect(principalOf(stack)).toEqual([principal]);
    expect(warningsOf(stack)).toEqual([expect.stringContaining(`grants access to ${principal}`)]);
  });

  test('a CA that cannot write to an existing bucket causes an error, and the bucket can still store audit reports', () => {
    const app = new App();
    const [optIn, stack] = ['af-south-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region } }));
    const bucket = new s3.Bucket(optIn, 'Mine', { bucketName: 'amzn-s3-demo-bucket' });

    errorOf('CrlBucketRegion', () => new CrlBucket(stack, 'Crls', { bucket }));
    expect(() => new AuditReportBucket(optIn, 'Audit', { bucket, certificateAuthorities: [newRoot(optIn)] })).not.toThrow();
  });

  test('the KMS key of the bucket must be in the Region of the CA', () => {
    errorOf('CertificateAuthorityRegion', () => build({
      encryption: PrivateCaBucketEncryption.kms(), certificateAuthorityEnvironments: [{ region: 'eu-west-1' }],
    }));
  });
});

describe('an existing bucket', () => {
  test('of the app: the library adds a statement, and retains the policy with the bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new CrlBucket(stack, 'Crls', { bucket: new s3.Bucket(stack, 'Mine') });

    expect(bucket.serverAccessLogsBucket).toBeUndefined();
    expect(bucket.encryptionKey).toBeUndefined();
    Template.fromStack(stack).hasResource('AWS::S3::BucketPolicy', {
      DeletionPolicy: 'Retain',
      Properties: { PolicyDocument: { Statement: [{ Principal: { Service: 'acm-pca.amazonaws.com' } }] } },
    });
  });

  test('that is imported: warnings contain the statements, with the custom path of a later CA', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1');
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', encryptionKey });
    rootIn(stack, new CrlBucket(stack, 'Crls', { bucket }), 'pki/lists');

    const warnings = warningsOf(stack).join('\n');
    expect(warnings).toContain('"aws:SourceArn": "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/*"');
    // It is unknown whether the bucket has an S3 Bucket Key, so both contexts are allowed.
    expect(warnings).toContain('"arn:aws:s3:::amzn-s3-demo-bucket",');
    expect(warnings).toContain('"arn:aws:s3:::amzn-s3-demo-bucket/pki/lists/*"');
  });

  test('with Object Lock causes an error', () => {
    const stack = newStack();

    errorOf('BucketObjectLock', () => new CrlBucket(stack, 'Crls', { bucket: new s3.Bucket(stack, 'Mine', { objectLockEnabled: true }) }));
  });

  test.each<[string, Partial<CrlBucketProps>]>([
    ['bucketNamePrefix', { bucketNamePrefix: 'mine' }],
    ['supersededCrlRetention', { supersededCrlRetention: Duration.days(1) }],
    ['removalPolicy', { removalPolicy: RemovalPolicy.RETAIN }],
  ])('does not support %s, which applies to a new bucket', (name, props) => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');

    expect(errorOf('OptionOfNewBucket', () => new CrlBucket(stack, 'Crls', { bucket, ...props })).message).toContain(name);
  });

  test('with an AWS managed key causes an error that names the alternative', () => {
    const key = (stack: Stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/s3');
    const stack = newStack();

    expect(errorOf('KeyAwsManaged', () => new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms({ key: key(stack) }) })).message)
      .toContain('PrivateCaBucketEncryption.s3Managed()');
  });

  test('with a different encryption from the specified one causes an error', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key'), bucketName: 'amzn-s3-demo-bucket' });

    errorOf('EncryptionMismatch', () => new CrlBucket(stack, 'Crls', { bucket, encryption: PrivateCaBucketEncryption.s3Managed() }));
    expect(() => new CrlBucket(stack, 'Right', { bucket })).not.toThrow();
  });
});

test('supersededCrlRetention must be in whole days', () => {
  errorOf('LifecycleDays', () => build({ supersededCrlRetention: Duration.hours(12) }));
});
