import { App, CfnResource, Duration, Environment, Lazy, RemovalPolicy, Stack, Stage, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ErrorCode } from '../../src/private/error-codes';
import { BucketKmsOptions } from '../../src/private/private-ca-writes';
import { renderRetentionLifecycle, ReplicaBucket, ReplicaBucketProps } from '../../src/private/replica-bucket';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const OTHER_ACCOUNT: Environment = { account: '444455556666', region: 'us-east-1' };
const OTHER_REGION: Environment = { account: '111122223333', region: 'eu-west-1' };
const ROLE_ARN = 'arn:aws:iam::444455556666:role/replication';
const RETENTION = s3.ObjectLockRetention.compliance(Duration.days(30));
const NAME = 'amzn-s3-demo-bucket';

type KmsOptionsIn = (stack: Stack) => BucketKmsOptions;
type PropsIn = (stack: Stack) => Partial<ReplicaBucketProps>;

const create = (stack: Stack, kmsOptions?: BucketKmsOptions, props: Partial<ReplicaBucketProps> = {}) => new ReplicaBucket(new Construct(stack, 'Replica'), {
  encryption: { _kmsOptions: kmsOptions },
  bucketNamePrefix: 'pca-replica',
  accessLogPrefix: 'replicas',
  contents: 'Replicas',
  removalPolicy: RemovalPolicy.RETAIN,
  ...props,
});
const newStacks = (env?: Environment, otherEnv?: Environment) => {
  const app = new App();
  return [new Stack(app, 'Stack', { env }), new Stack(app, 'Source', { env: otherEnv })];
};
const newBucketIn = (stack: Stack) => {
  const [[, bucket]] = Object.entries(Template.fromStack(stack).findResources('AWS::S3::Bucket')).filter(([id]) => /^Replica[0-9A-F]{8}$/.test(id));
  return bucket;
};
const arn = (...parts: (string | object)[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] });

describe('a new bucket', () => {
  test('has a name that each stack can contain', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create(stack);

    expect(newBucketIn(stack).Properties.BucketNamePrefix).toMatch(/^pca-replica-[0-9a-f]{8}$/);
  });

  test('has no Object Lock and no lifecycle unless they are specified', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create(stack);

    expect(newBucketIn(stack).Properties).not.toMatchObject({ ObjectLockEnabled: expect.anything() });
    expect(newBucketIn(stack).Properties).not.toMatchObject({ LifecycleConfiguration: expect.anything() });
  });

  test('has the specified Object Lock and lifecycle', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create(stack, undefined, { objectLock: { retention: RETENTION }, lifecycleRules: [{ id: 'expire', expiration: Duration.days(31) }] });

    expect(newBucketIn(stack).Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: 30, Mode: 'COMPLIANCE' } } },
      LifecycleConfiguration: { Rules: [{ Id: 'expire', ExpirationInDays: 31 }] },
    });
  });

  test('delivers its access logs to a new bucket, which the construct provides', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const { serverAccessLogsBucket } = create(stack);

    expect(newBucketIn(stack).Properties.LoggingConfiguration).toStrictEqual({
      DestinationBucketName: stack.resolve(serverAccessLogsBucket!.bucketName) as object, LogFilePrefix: expect.stringMatching(/^replicas-[0-9a-f]{8}\/$/),
    });
  });

  test('delivers its access logs to the specified bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const logs = new s3.Bucket(stack, 'Logs');

    expect(create(stack, undefined, { serverAccessLogsBucket: logs }).serverAccessLogsBucket).toBe(logs);
  });

  test('uses SSE-S3 without a key', () => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(create(stack).encryptionKey).toBeUndefined();
    expect(newBucketIn(stack).Properties.BucketEncryption)
      .toStrictEqual({ ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] });
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Alias', 0);
  });

  test.each<[boolean | undefined, boolean]>([[undefined, true], [true, true], [false, false]])(
    'uses SSE-KMS with a new key, and with bucketKeyEnabled %s an S3 Bucket Key: %s', (bucketKeyEnabled, expected) => {
      const stack = newStack({ env: ENVIRONMENT });
      const { encryptionKey } = create(stack, { bucketKeyEnabled });
      const keyArn: unknown = stack.resolve(encryptionKey!.keyArn);

      expect(newBucketIn(stack).Properties.BucketEncryption).toStrictEqual({
        ServerSideEncryptionConfiguration: [{
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn }, BucketKeyEnabled: expected,
        }],
      });
      Template.fromStack(stack).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { Description: 'Replicas (Stack/Replica)' } });
      Template.fromStack(stack).hasResource('AWS::KMS::Alias', {
        DeletionPolicy: 'Retain', Properties: { AliasName: Match.stringLikeRegexp('^alias/pca-archive-[0-9a-f]{8}$'), TargetKeyId: keyArn },
      });
    });

  test('uses the key of an alias, and no new key', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = new kms.Key(stack, 'Mine');

    expect(create(stack, { key: new kms.Alias(stack, 'Alias', { aliasName: 'alias/mine', targetKey: key }) }).encryptionKey).toBe(key);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
  });

  test('adds no alias to an imported key', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create(stack, { key: kms.Key.fromKeyArn(stack, 'Mine', 'arn:aws:kms:us-east-1:111122223333:key/1') });

    Template.fromStack(stack).resourceCountIs('AWS::KMS::Alias', 0);
  });

  test('warns if the alias of its key is not retained', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create(stack, {});
    (stack.node.findChild('Replica').node.findChild('KeyAlias') as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY);

    const [{ entry }] = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('retainedResourceDeleted'));
    expect(entry.data).toContain('the deletion policy of Stack/Replica/KeyAlias.');
  });

  test('has an alias that is deleted with it', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create(stack, {}, { removalPolicy: RemovalPolicy.DESTROY });

    Template.fromStack(stack).hasResource('AWS::KMS::Alias', { DeletionPolicy: 'Delete' });
  });

  test.each<[string, ErrorCode, string, KmsOptionsIn]>([
    ['an AWS managed key', 'KeyAwsManaged', 'be a customer managed key, because S3 Replication cannot use AWS managed keys; got "alias/aws/s3". '
      + 'Fix: Omit key for a new key, or use a customer managed key', (stack) => ({ key: kms.Alias.fromAliasName(stack, 'Alias', 'alias/aws/s3') })],
    ['a key of another Region', 'KeyRegion', 'be in the Region of the bucket (us-east-1); got "eu-west-1". Fix: Use a key in us-east-1', (stack) =>
      ({ key: kms.Key.fromKeyArn(stack, 'Far', 'arn:aws:kms:eu-west-1:111122223333:key/1') })],
  ])('cannot use %s', (_name, code, text, kmsOptionsIn) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(errorOf(code, () => create(stack, kmsOptionsIn(stack))).message).toBe(`The KMS key must ${text}. [${code} at Stack/Replica]`);
  });
});

describe('an existing bucket', () => {
  test('is used with its key, without a new bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryptionKey: key });
    const replica = create(stack, undefined, { bucket });

    expect([replica.bucket, replica.encryptionKey, replica.serverAccessLogsBucket]).toStrictEqual([bucket, key, undefined]);
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
  });

  test.each<[ErrorCode, PropsIn]>([
    ['ArchiveVersioning', (stack) => ({ bucket: new s3.Bucket(stack, 'Bucket') })],
    ['ArchiveObjectLock', (stack) => ({ bucket: new s3.Bucket(stack, 'Bucket', { versioned: true }), objectLock: {} })],
  ])('is checked: %s', (code, propsIn) => {
    const stack = newStack({ env: ENVIRONMENT });

    errorOf(code, () => create(stack, undefined, propsIn(stack)));
  });
});

describe('the name for a stack', () => {
  const nameFor = (env: Environment | undefined, otherEnv: Environment | undefined, props: PropsIn = () => ({})): unknown => {
    const [stack, source] = newStacks(env, otherEnv);
    return source.resolve(create(stack, undefined, props(stack)).nameFor(source));
  };
  const unnamed: PropsIn = (stack) => ({ bucket: new s3.Bucket(stack, 'Bucket', { versioned: true }) });

  test.each<[string, Environment]>([['account', OTHER_ACCOUNT], ['Region', OTHER_REGION]])('in another %s is known at synthesis', (_name, env) => {
    expect(nameFor(env, ENVIRONMENT)).toMatch(new RegExp(`^pca-replica-[0-9a-f]{8}-${env.account}-${env.region}-an$`));
  });

  test('in an unknown environment can contain that environment, if it is the same', () => {
    expect(nameFor(undefined, undefined)).toStrictEqual({
      'Fn::Join': ['', [expect.stringMatching(/^pca-replica-[0-9a-f]{8}-$/), { Ref: 'AWS::AccountId' }, '-', { Ref: 'AWS::Region' }, '-an']],
    });
  });

  test('can be a reference in the same account and Region', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const replica = create(stack, undefined, unnamed(stack));

    expect(stack.resolve(replica.nameFor(stack))).toStrictEqual({ Ref: expect.stringMatching(/^Bucket/) });
  });

  const RULE = 'have an account, a Region, and a name that are known at synthesis, like its source, because they are not in one account and Region';
  const FIX = 'Set env of both stacks, or import the bucket with its account and Region';

  test.each<[string, Environment | undefined, Environment | undefined, PropsIn, string]>([
    ['the environment of the bucket', undefined, ENVIRONMENT, () => ({}), 'unknown/unknown, source 111122223333/us-east-1'],
    ['the environment of the source', ENVIRONMENT, undefined, () => ({}), '111122223333/us-east-1, source unknown/unknown'],
    ['a name', OTHER_REGION, ENVIRONMENT, unnamed, '111122223333/eu-west-1, source 111122223333/us-east-1'],
    ['a name that is known', OTHER_REGION, ENVIRONMENT, (stack) => ({
      bucket: new s3.Bucket(stack, 'Bucket', { versioned: true, bucketName: Lazy.string({ produce: () => NAME }) }),
    }), '111122223333/eu-west-1, source 111122223333/us-east-1'],
  ])('needs %s', (_name, env, otherEnv, props, value) => {
    expect(errorOf('ArchiveEnvironment', () => nameFor(env, otherEnv, props)).message)
      .toBe(`The destination of the replication must ${RULE}; got "${value}". Fix: ${FIX}. [ArchiveEnvironment at Stack/Replica]`);
  });

  test('needs the partition of the source', () => {
    expect(errorOf('ArchiveEnvironment', () => nameFor({ ...OTHER_ACCOUNT, region: 'us-gov-west-1' }, ENVIRONMENT)).message).toBe('The destination of '
      + 'the replication must be in the partition of its source (aws), because S3 replicates only within a partition; got "us-gov-west-1 (aws-us-gov)". '
      + 'Fix: Use a Region in the partition aws for the destination. [ArchiveEnvironment at Stack/Replica]');
  });
});

describe('the key for a stack', () => {
  const keyFor = (env: Environment, kmsOptionsIn?: KmsOptionsIn): unknown => {
    const [stack, source] = newStacks(env, ENVIRONMENT);
    return source.resolve(create(stack, kmsOptionsIn?.(stack)).keyFor(source));
  };
  const imported: KmsOptionsIn = (stack) => ({ key: kms.Key.fromKeyArn(stack, 'Mine', `arn:aws:kms:${stack.region}:${stack.account}:key/1`) });

  test('is absent with SSE-S3', () => {
    expect(keyFor(ENVIRONMENT)).toBeUndefined();
  });

  test('has the ARN of an imported key, also in another account', () => {
    const keyArn = 'arn:aws:kms:us-east-1:444455556666:key/1';

    expect(keyFor(OTHER_ACCOUNT, imported)).toStrictEqual({ keyArn, resourceArn: keyArn, conditions: {} });
  });

  test('has the ARN of a new key in the same environment', () => {
    const keyArn = { 'Fn::GetAtt': [expect.stringMatching(/^ReplicaKey/), 'Arn'] };

    expect(keyFor(ENVIRONMENT, () => ({}))).toStrictEqual({ keyArn, resourceArn: keyArn, conditions: {} });
  });

  test('has the alias of a new key in another account', () => {
    const aliasName = expect.stringMatching(/^alias\/pca-archive-[0-9a-f]{8}$/) as string;

    expect(keyFor(OTHER_ACCOUNT, () => ({}))).toStrictEqual({
      keyArn: arn(expect.stringMatching(/^:kms:us-east-1:444455556666:alias\/pca-archive-[0-9a-f]{8}$/) as string),
      resourceArn: arn(':kms:us-east-1:444455556666:key/*'),
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } },
    });
  });
});

describe('a role that replicates', () => {
  const statementsFor = (admit: (replica: ReplicaBucket) => void, kmsOptions?: BucketKmsOptions, props: PropsIn = () => ({})) => {
    const stack = newStack({ env: ENVIRONMENT });
    admit(create(stack, kmsOptions, props(stack)));
    const template = Template.fromStack(stack);
    const documents = [
      ...Object.values(template.findResources('AWS::S3::BucketPolicy')).map(({ Properties }) => Properties.PolicyDocument),
      ...Object.values(template.findResources('AWS::KMS::Key')).map(({ Properties }) => Properties.KeyPolicy),
    ];
    const statements = documents.flatMap(({ Statement }) => Statement as Record<string, unknown>[]);
    return statements.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('aws:PrincipalArn'));
  };

  test('is in the bucket policy', () => {
    expect(statementsFor((replica) => replica.admit(ROLE_ARN, '444455556666'))).toStrictEqual([{
      Effect: 'Allow',
      Principal: { AWS: arn(':iam::444455556666:root') },
      Action: ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateObject', 's3:ReplicateTags'],
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Replica[0-9A-F]{8}$/), 'Arn'] }, '/*']] },
      Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE_ARN } },
    }]);
  });

  test('is in the key policy, which names the bucket without a reference', () => {
    const bucketArn = (suffix: string) => arn(expect.stringMatching(
      new RegExp(`^:s3:::pca-replica-[0-9a-f]{8}-111122223333-us-east-1-an${suffix}$`)) as string);
    const statementOf = (actions: string | string[], contexts: unknown) => ({
      Effect: 'Allow',
      Principal: { AWS: arn(':iam::444455556666:root') },
      Action: actions,
      Resource: '*',
      Condition: {
        ArnEquals: { 'aws:PrincipalArn': ROLE_ARN },
        StringLike: { 'kms:ViaService': 's3.us-east-1.*', 'kms:EncryptionContext:aws:s3:arn': contexts },
      },
    });
    const ofObjects = statementOf('kms:Encrypt', [bucketArn(''), bucketArn('/\\*')]);
    const admit = (replica: ReplicaBucket) => replica.admit(ROLE_ARN, '444455556666');

    expect(statementsFor(admit, { bucketKeyEnabled: false }).slice(1)).toStrictEqual([ofObjects]);
    expect(statementsFor(admit, {}).slice(1)).toStrictEqual([ofObjects, statementOf(['kms:Decrypt', 'kms:GenerateDataKey'], bucketArn(''))]);
  });

  test('can replicate to an existing bucket without a physical name', () => {
    const [, ofKey] = statementsFor((replica) => replica.admit(ROLE_ARN, '444455556666'), undefined, (stack) => ({
      bucket: new s3.Bucket(stack, 'Bucket', { versioned: true }),
      encryption: { _kmsOptions: { key: new kms.Key(stack, 'Key') } },
    }));

    expect(ofKey).toMatchObject({
      Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': [arn(':s3:::', { Ref: expect.stringMatching(/^Bucket/) }), expect.anything()] } },
    });
  });

  test('is in the policy only once', () => {
    expect(statementsFor((replica) => [1, 2].forEach(() => replica.admit(ROLE_ARN, '444455556666')))).toHaveLength(1);
  });

  test('is not in the policy if it is of the same account', () => {
    expect(statementsFor((replica) => replica.admit('arn:aws:iam::111122223333:role/replication', '111122223333'), {})).toStrictEqual([]);
  });

  test('outside the app has the account of its ARN', () => {
    expect(statementsFor((replica) => replica.admitArn(ROLE_ARN))).toMatchObject([{ Principal: { AWS: arn(':iam::444455556666:root') } }]);
    expect(statementsFor((replica) => replica.admitArn('arn:aws:iam::111122223333:role/replication'))).toStrictEqual([]);
  });

  test('outside the app can have an ARN that only the deployment knows', () => {
    const late = Lazy.string({ produce: () => ROLE_ARN });
    const account = { 'Fn::Select': [4, { 'Fn::Split': [':', ROLE_ARN] }] };

    expect(statementsFor((replica) => replica.admitArn(late))).toMatchObject([{ Principal: { AWS: arn(':iam::', account, ':root') } }]);
  });

  test('is in a warning for an imported bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create(stack, undefined, { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', NAME) }).admit(ROLE_ARN, '444455556666');

    const [{ entry }] = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('bucketPolicyNotAdded'));
    expect(entry.data).toMatch(/^The app cannot edit the policy of the bucket Stack\/Bucket\. /);
  });
});

describe('the bucket is deployed', () => {
  test('before its source', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const source = new s3.CfnBucket(stack, 'Source');
    create(stack).deployBefore(source);

    expect(Template.fromStack(stack).toJSON().Resources.Source.DependsOn).toStrictEqual([expect.stringMatching(/^Replica[0-9A-F]{8}$/)]);
  });

  test.each<[string, (app: App, stack: Stack) => [ReplicaBucket, Stack]]>([
    ['an imported one', (_app, stack) => [create(stack, undefined, { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', NAME) }), stack]],
    ['one in another stage', (app, stack) => [create(stack), new Stack(new Stage(app, 'Stage'), 'Source', { env: ENVIRONMENT })]],
  ])('independently of its source if it is %s', (_name, replicaIn) => {
    const app = new App();
    const [replica, stack] = replicaIn(app, new Stack(app, 'Stack', { env: ENVIRONMENT }));
    const source = new s3.CfnBucket(stack, 'Source');
    replica.deployBefore(source);

    expect(Template.fromStack(stack).toJSON().Resources.Source).toStrictEqual({ Type: 'AWS::S3::Bucket' });
  });
});

describe('the lifecycle rule for a retention', () => {
  const GLACIER = { transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) }] };

  test.each<[string, Duration, object]>([
    ['91 days moves objects to S3 Glacier Instant Retrieval', Duration.days(91), GLACIER],
    ['90 days only deletes them', Duration.days(90), {}],
    ['unknown days only deletes them', Duration.days(Lazy.number({ produce: () => 100 })), {}],
  ])('of %s', (_name, retention, transitions) => {
    expect(renderRetentionLifecycle('expire', retention)).toStrictEqual({
      id: 'expire',
      ...transitions,
      expiration: retention,
      noncurrentVersionExpiration: retention,
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    });
  });
});
