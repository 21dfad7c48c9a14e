import { App, CfnResource, Environment, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ErrorCode } from '../../src/private/error-codes';
import { BucketKmsOptions } from '../../src/private/private-ca-writes';
import { ReplicaBucket } from '../../src/private/replica-bucket';
import { replicate, ReplicationSource, requireReplicable } from '../../src/private/replication';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const OTHER_ACCOUNT: Environment = { account: '444455556666', region: 'us-east-1' };
const OTHER_REGION: Environment = { account: '111122223333', region: 'eu-west-1' };
const NAME = 'amzn-s3-demo-bucket';

const newReplica = (stack: Stack, kmsOptions?: BucketKmsOptions, bucket?: s3.IBucket) => new ReplicaBucket(new Construct(stack, 'Replica'), {
  bucket,
  encryption: { _kmsOptions: kmsOptions },
  bucketNamePrefix: 'pca-replica',
  accessLogPrefix: 'replicas',
  contents: 'Replicas',
  removalPolicy: RemovalPolicy.RETAIN,
});
const arn = (...parts: (string | object)[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] });

interface Options {
  /** The environment of the replica. */
  readonly env?: Environment;
  readonly kmsOptions?: BucketKmsOptions;
  readonly props?: s3.BucketProps;
  readonly keyIn?: (stack: Stack) => kms.IKey;
}

/** A bucket that is replicated. */
function replicated({ env = ENVIRONMENT, kmsOptions, props, keyIn }: Options = {}) {
  const app = new App();
  const [stack, other] = [new Stack(app, 'Stack', { env: ENVIRONMENT }), new Stack(app, 'Other', { env })];
  const bucket = new s3.Bucket(stack, 'Source', { bucketName: NAME, versioned: true, ...props });
  const replication = replicate(new Construct(stack, 'Archive'), {
    bucket,
    encryptionKey: keyIn?.(stack),
    prefix: 'crl/',
    replica: newReplica(other, kmsOptions),
    runbook: 'crl-not-replicated',
    alarmText: 'S3 could not replicate.',
  });
  return { stack, other, bucket, replication };
}
const onlyOne = (stack: Stack, type: string) => {
  const resources = Object.values(Template.fromStack(stack).findResources(type));
  expect(resources).toHaveLength(1);
  return resources[0];
};
const configurationOf = (options: Options) => onlyOne(replicated(options).stack, 'AWS::S3::Bucket').Properties.ReplicationConfiguration;
const statementsOf = (options: Options): unknown =>
  onlyOne(replicated(options).stack, 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument.Statement;

const nameIn = ({ account, region }: Environment, suffix = '') =>
  expect.stringMatching(new RegExp(`^:s3:::pca-replica-[0-9a-f]{8}-${account}-${region}-an${suffix}$`)) as string;
const RULE = {
  Id: 'archive',
  Status: 'Enabled',
  Priority: 1,
  Filter: { Prefix: 'crl/' },
  DeleteMarkerReplication: { Status: 'Disabled' },
  Destination: { Bucket: arn(nameIn(ENVIRONMENT)), Metrics: { Status: 'Enabled' } },
};

describe('the replication configuration', () => {
  test('replicates the objects below the prefix with metrics', () => {
    expect(configurationOf({})).toStrictEqual({ Role: { 'Fn::GetAtt': [expect.stringMatching(/^ArchiveReplicationRole/), 'Arn'] }, Rules: [RULE] });
  });

  test('gives the replicas to another account', () => {
    expect(configurationOf({ env: OTHER_ACCOUNT }).Rules).toStrictEqual([{
      ...RULE,
      Destination: {
        Bucket: arn(nameIn(OTHER_ACCOUNT)),
        Account: '444455556666',
        AccessControlTranslation: { Owner: 'Destination' },
        Metrics: { Status: 'Enabled' },
      },
    }]);
  });

  test('encrypts the replicas with the key of the replica', () => {
    expect(configurationOf({ env: OTHER_REGION, kmsOptions: {} }).Rules).toStrictEqual([{
      ...RULE,
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
      Destination: {
        Bucket: arn(nameIn(OTHER_REGION)),
        EncryptionConfiguration: { ReplicaKmsKeyID: arn(expect.stringMatching(/^:kms:eu-west-1:111122223333:alias\/pca-archive-[0-9a-f]{8}$/) as string) },
        Metrics: { Status: 'Enabled' },
      },
    }]);
  });
});

describe('the role', () => {
  const trust = {
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 's3.amazonaws.com' } }], Version: '2012-10-17',
  };
  const description = 'Assumed by Amazon S3: replicates objects (Stack/Archive)';

  test('can be assumed only by S3, and has no name in one account', () => {
    const { stack, replication } = replicated({ env: OTHER_REGION });

    expect(onlyOne(stack, 'AWS::IAM::Role').Properties).toStrictEqual({ AssumeRolePolicyDocument: trust, Description: description });
    expect(stack.resolve(replication.roleArn)).toStrictEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ArchiveReplicationRole/), 'Arn'] });
  });

  test('has a name that another account can contain', () => {
    const { stack, other, replication } = replicated({ env: OTHER_ACCOUNT });
    const { RoleName, ...properties } = onlyOne(stack, 'AWS::IAM::Role').Properties;

    expect(properties).toStrictEqual({ AssumeRolePolicyDocument: trust, Description: description });
    expect(RoleName).toMatch(/^pca-replication-[0-9a-f]{8}-us-east-1$/);
    expect(stack.resolve(replication.roleArn)).toStrictEqual(arn(`:iam::111122223333:role/${RoleName}`));
    Template.fromStack(other).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Condition: { ArnEquals: { 'aws:PrincipalArn': stack.resolve(replication.roleArn) } } })]) },
    });
  });

  test('is not in the bucket policy of the same account', () => {
    expect(JSON.stringify(Template.fromStack(replicated({ env: OTHER_REGION }).other))).not.toContain('aws:PrincipalArn');
  });

  test('has one policy', () => {
    expect(onlyOne(replicated().stack, 'AWS::IAM::ManagedPolicy').Properties).toMatchObject({
      Description: 'Permissions of S3 Replication', Roles: [{ Ref: expect.stringMatching(/^ArchiveReplicationRole/) }],
    });
  });

  test('can read the source and write the replicas', () => {
    expect(statementsOf({})).toMatchObject([
      { Resource: arn(`:s3:::${NAME}`) }, { Resource: arn(`:s3:::${NAME}/crl/*`) }, { Resource: arn(nameIn(ENVIRONMENT, '/crl/\\*')) },
    ]);
  });

  test('can use the key of the source, and the key of the replica with its S3 Bucket Key', () => {
    const keyIn = (stack: Stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/mine');
    const viaS3 = (region: string, contexts: unknown) => ({
      StringLike: { 'kms:ViaService': `s3.${region}.*`, 'kms:EncryptionContext:aws:s3:arn': contexts },
    });
    const ofAlias = (alias: unknown) => ({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } });
    const [bucketArn, objectsArn] = [nameIn(OTHER_REGION), nameIn(OTHER_REGION, '/crl/\\*')].map((name) => arn(name));
    const alias = ofAlias(expect.stringMatching(/^alias\/pca-archive-/));

    expect((statementsOf({ env: OTHER_REGION, kmsOptions: {}, keyIn }) as object[]).slice(3)).toStrictEqual([
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: arn(':kms:us-east-1:111122223333:key/*'),
        Condition: { ...viaS3('us-east-1', [arn(`:s3:::${NAME}`), arn(`:s3:::${NAME}/crl/*`)]), ...ofAlias('alias/mine') },
      },
      {
        Effect: 'Allow',
        Action: 'kms:Encrypt',
        Resource: arn(':kms:eu-west-1:111122223333:key/*'),
        Condition: { ...viaS3('eu-west-1', [bucketArn, objectsArn]), ...alias },
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: arn(':kms:eu-west-1:111122223333:key/*'),
        Condition: { ...viaS3('eu-west-1', bucketArn), ...alias },
      },
    ]);
  });

  test('can decrypt with the key of an alias whose key is known', () => {
    const keyIn = (stack: Stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/mine', targetKey: new kms.Key(stack, 'Key') });

    expect((statementsOf({ kmsOptions: {}, keyIn }) as object[])[3]).toMatchObject({ Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } });
  });

  test('can read the Object Lock settings of a source that has them', () => {
    expect((statementsOf({ props: { objectLockEnabled: true } }) as object[])[1])
      .toMatchObject({ Action: expect.arrayContaining(['s3:GetObjectLegalHold', 's3:GetObjectRetention']) });
  });

  test.each<[RemovalPolicy, string | undefined]>([[RemovalPolicy.RETAIN, 'RetainExceptOnCreate'], [RemovalPolicy.DESTROY, undefined]])(
    'has, with its policy, the fate of the source: %s', (removalPolicy, expected) => {
      const { stack } = replicated({ props: { removalPolicy } });

      expect(['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy'].map((type) => onlyOne(stack, type).DeletionPolicy)).toStrictEqual([expected, expected]);
    });

  test('that is retained needs its policy', () => {
    const { stack } = replicated();
    const policy = stack.node.findAll().find((node) => node instanceof iam.ManagedPolicy)!;
    policy.applyRemovalPolicy(RemovalPolicy.DESTROY);

    expect(errorOf('RetentionConflict', () => Template.fromStack(stack)).message).toContain('because Stack/Archive/ReplicationRole/Resource is retained');
  });
});

test('the replica is deployed before the source', () => {
  const { stack, other } = replicated({ env: OTHER_REGION });
  Template.fromStack(stack);

  expect(stack.dependencies).toStrictEqual([other]);
});

test('the alarm counts the objects that were not replicated', () => {
  const { stack, replication } = replicated({ env: OTHER_REGION });

  expect(onlyOne(stack, 'AWS::CloudWatch::Alarm').Properties).toStrictEqual({
    AlarmDescription: 'S3 could not replicate. Runbook: https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/runbooks.md#crl-not-replicated',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Dimensions: [
      { Name: 'DestinationBucket', Value: expect.stringMatching(/^pca-replica-[0-9a-f]{8}-111122223333-eu-west-1-an$/) },
      { Name: 'RuleId', Value: 'archive' },
      { Name: 'SourceBucket', Value: { Ref: expect.stringMatching(/^Source/) } },
    ],
    EvaluationPeriods: 1,
    MetricName: 'OperationsFailedReplication',
    Namespace: 'AWS/S3',
    Period: 300,
    Statistic: 'Sum',
    Threshold: 1,
    TreatMissingData: 'notBreaching',
  });
  expect(stack.getLogicalId(replication.alarm.node.defaultChild as CfnResource)).toMatch(/^ArchiveReplicationAlarm/);
});

describe('a bucket', () => {
  type SourceIn = (stack: Stack) => ReplicationSource;
  const versioned = (stack: Stack, id: string, props: s3.BucketProps = {}) => new s3.Bucket(stack, id, { versioned: true, ...props });
  const check = (sourceIn: SourceIn, replicaIn: (stack: Stack) => ReplicaBucket) => {
    const stack = newStack({ env: ENVIRONMENT });
    requireReplicable(new Construct(stack, 'Archive'), sourceIn(stack), replicaIn(stack));
    return stack;
  };

  test.each<[string, SourceIn, (stack: Stack) => ReplicaBucket]>([
    ['that is new', () => ({}), newReplica],
    ['that is new and has a key, to a replica with a key', () => ({ encryption: { _kmsOptions: {} } }), (stack) => newReplica(stack, {})],
    ['with a name', (stack) => ({ bucket: versioned(stack, 'Source', { bucketName: NAME }) }), newReplica],
    ['with a key, to a replica with a key', (stack) => ({
      bucket: versioned(stack, 'Source', { bucketName: NAME, encryptionKey: new kms.Key(stack, 'Key') }),
    }), (stack) => newReplica(stack, {})],
  ])('%s can be replicated, and the check creates nothing', (_name, sourceIn, replicaIn) => {
    expect(check(sourceIn, replicaIn).node.findChild('Archive').node.children).toStrictEqual([]);
  });

  const SELF = 'The destination of the replication must be another bucket than the source, because a bucket cannot replicate to itself; got ';
  const SEPARATE = '. Fix: Use a separate bucket for the destination. [ArchiveBucket at Stack/Archive]';
  const UNNAMED = 'The source of a replication must have a physical name, because its replication role refers to the name; got "Stack/Source". Fix: Set '
    + 'bucketName, or set bucketNamePrefix with the account regional namespace. [BucketNameUnknown at Stack/Archive]';

  test.each<[string, ErrorCode, string, SourceIn, (stack: Stack) => ReplicaBucket]>([
    ['to itself', 'ArchiveBucket', `${SELF}"Stack/Source"${SEPARATE}`, (stack) => ({ bucket: versioned(stack, 'Source') }),
      (stack) => newReplica(stack, undefined, stack.node.findChild('Source') as s3.Bucket)],
    ['to an import of itself', 'ArchiveBucket', `${SELF}"Stack/Import"${SEPARATE}`, (stack) => ({
      bucket: versioned(stack, 'Source', { bucketName: NAME }),
    }), (stack) => newReplica(stack, undefined, s3.Bucket.fromBucketName(stack, 'Import', NAME))],
    ['without a physical name', 'BucketNameUnknown', UNNAMED, (stack) => ({ bucket: versioned(stack, 'Source') }), newReplica],
    ['without a physical name to another one without a physical name', 'BucketNameUnknown', UNNAMED, (stack) => ({
      bucket: versioned(stack, 'Source'),
    }), (stack) => newReplica(stack, undefined, versioned(stack, 'Other'))],
  ])('cannot be replicated %s', (_name, code, text, sourceIn, replicaIn) => {
    expect(errorOf(code, () => check(sourceIn, replicaIn)).message).toBe(text);
  });

  test.each<[string, ErrorCode, SourceIn, (stack: Stack) => ReplicaBucket]>([
    ['is imported', 'ArchiveSource', (stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'Source', NAME) }), newReplica],
    ['has no key, unlike the replica', 'ArchiveEncryption', () => ({}), (stack) => newReplica(stack, {})],
    ['is new and has a key, unlike the replica', 'ArchiveEncryption', () => ({ encryption: { _kmsOptions: {} } }), newReplica],
    ['cannot contain the name of the replica', 'ArchiveEnvironment', () => ({}), (stack) => newReplica(new Stack(stack, 'Elsewhere'))],
  ])('that %s cannot be replicated', (_name, code, sourceIn, replicaIn) => {
    errorOf(code, () => check(sourceIn, replicaIn));
  });

  test('without a physical name cannot be replicated without a check', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = versioned(stack, 'Source');

    expect(errorOf('BucketNameUnknown', () => replicate(new Construct(stack, 'Archive'), {
      bucket, prefix: '', replica: newReplica(stack), runbook: 'crl-not-replicated', alarmText: '',
    })).message).toBe(UNNAMED);
  });
});
