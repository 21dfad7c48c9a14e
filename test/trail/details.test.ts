import {
  App, Duration, RemovalPolicy, Stack, Token, aws_cloudtrail as cloudtrail, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { PrivateCaTrailProps } from '../../src/trail/private-ca-trail-props';
import { TrailArchive } from '../../src/trail/trail-archive';
import { TrailCoverage } from '../../src/trail/trail-coverage';
import { TrailLogs } from '../../src/trail/trail-logs';
import { TrailObjectLock } from '../../src/trail/trail-object-lock';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The archive of log files, weakened settings, descriptions, and what an error names. */

const ACCOUNT = '111122223333';
const TRAIL_ARN = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/management-events`;
const retention = ArchiveRetention.compliance(Duration.days(3650));

const trailIn = (stack: Stack, props: PrivateCaTrailProps = {}) => new PrivateCaTrail(stack, 'Trail', props);
const importedBucket = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');
const keyOf = (stack: Stack, account = ACCOUNT, region = 'us-east-1') =>
  kms.Key.fromKeyArn(stack, `Key${region}${account}`, `arn:aws:kms:${region}:${account}:key/1`);

describe('with an archive', () => {
  function archived(props: PrivateCaTrailProps = {}) {
    const app = new App();
    const [to, from] = [new Stack(app, 'Archive', { env: { ...ENVIRONMENT, region: 'us-west-2' } }), new Stack(app, 'Source', { env: ENVIRONMENT })];
    const archive = new TrailArchive(to, 'Archive', { retention });
    return { from, to, archive, trail: trailIn(from, { archive, ...props }) };
  }
  const ruleOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'))
    .flatMap(({ Properties }) => Properties.ReplicationConfiguration?.Rules ?? [])[0];

  test.each([[undefined, 'AWSLogs/'], ['cloudtrail', 'cloudtrail/AWSLogs/']])('and the prefix %s, S3 replicates the log files', (s3KeyPrefix, prefix) => {
    expect(ruleOf(archived({ s3KeyPrefix }).from)).toMatchObject({
      Status: 'Enabled', Filter: { Prefix: prefix }, SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    });
  });

  test('the archive has its own key, whose description says what it encrypts', () => {
    const { to, archive } = archived();

    expect(archive.encryptionKey).toBeDefined();
    expect(archive.serverAccessLogsBucket).toBeDefined();
    Template.fromStack(to).hasResourceProperties('AWS::KMS::Key', { Description: Match.stringLikeRegexp('^Archived log files of AWS CloudTrail') });
  });

  test('an alarm of high criticality says what failed, and what to do', () => {
    const topic = (name: string) =>
      AlarmDestination.topic(sns.Topic.fromTopicArn(newStack({ env: ENVIRONMENT }), 'Topic', `arn:aws:sns:us-east-1:${ACCOUNT}:${name}`));
    const { from, trail } = archived({
      archiveRouting: AlarmRouting.byCriticality({ critical: [topic('critical')], high: [topic('pki')], medium: [topic('medium')] }),
    });

    expect(trail.archiveAlarms).toHaveLength(1);
    expect(trail.replicationRoleArn).toBeDefined();
    Template.fromStack(from).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('^HIGH: S3 could not replicate a log file of CloudTrail to the archive, so that administrators can still '
        + 'change its only copy. What to do: Read the replication status of the newest log files, correct the role, the bucket policy, or the key '
        + 'policy, and replicate the failed files with S3 Batch Replication\\. .*log-file-not-archived'),
      AlarmActions: [`arn:aws:sns:us-east-1:${ACCOUNT}:pki`],
    });
  });

  test('the alarm has no action without a routing', () => {
    Template.fromStack(archived().from).hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  });

  test('a routing without an archive is an error, and a trail without an archive has no alarm', () => {
    const trail = trailIn(newStack({ env: ENVIRONMENT }));

    expect(errorOf('ArchiveMissing', () => trailIn(newStack(), { archiveRouting: AlarmRouting.everythingTo() })).message)
      .toContain('archiveRouting must be specified only with archive');
    expect([trail.archiveAlarms, trail.replicationRoleArn]).toEqual([[], undefined]);
  });
});

describe('a change of the template', () => {
  const changed = (path: string, value: unknown) => {
    const stack = newStack({ env: ENVIRONMENT });
    (trailIn(stack).node.findChild('Resource') as cloudtrail.CfnTrail).addPropertyOverride(path, value);
    return Annotations.fromStack(stack);
  };

  test.each<[string, unknown, string]>([
    ['IsLogging', false, 'The trail logs no events'],
    ['IsMultiRegionTrail', false, 'The trail logs only the events of one Region'],
    ['EnableLogFileValidation', false, 'Changes to log files are not detected'],
    ['EventSelectors.0.IncludeManagementEvents', false, 'The trail logs no calls of AWS Private CA'],
    ['EventSelectors.0.ReadWriteType', 'WriteOnly', 'The trail logs only some of the management events'],
    ['KMSKeyId', undefined, 'The log files are not encrypted with the customer managed key'],
  ])('of %s that weakens the trail causes a warning', (path, value, loss) => {
    changed(path, value).hasWarning('/Stack/Trail',
      Match.stringLikeRegexp(`^${loss} \\(${path} of Stack/Trail/Resource\\)\\..*\\[ack: cdk-private-ca:trailWeakened\\]$`));
  });

  test.each<[string, unknown]>([
    ['IsLogging', 'true'], ['EventSelectors.0.ReadWriteType', undefined], ['KMSKeyId', 'alias/trail'], ['TrailName', 'mine'],
  ])('of %s to %p that does not weaken the trail causes no warning', (path, value) => {
    changed(path, value).hasNoWarning('*', Match.stringLikeRegexp('trailWeakened'));
  });
});

test('descriptions say what each resource is for', () => {
  const stack = newStack({ env: ENVIRONMENT });
  trailIn(stack);
  const template = Template.fromStack(stack);

  template.hasResourceProperties('AWS::KMS::Key', { Description: Match.stringLikeRegexp('^Encrypts CloudTrail log files') });
  template.hasResourceProperties('AWS::KMS::Key', { Description: Match.stringLikeRegexp('^Encrypts CloudTrail events in CloudWatch Logs') });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Description: 'Allows CloudTrail to deliver events to the log group of a trail' });
  template.hasResourceProperties('AWS::IAM::Role', { Description: 'Allows CloudTrail to deliver events to CloudWatch Logs' });
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketNamePrefix: Match.anyValue(), LifecycleConfiguration: { Rules: [Match.objectLike({ Id: 'archive-and-expire-log-files' })] },
  });
  expect(JSON.stringify(template.findResources('AWS::S3::Bucket'))).toMatch(/pca-trail/);
});

test('logical IDs are stable', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const trail = trailIn(stack);

  expect(stack.resolve(trail.trailRef)).toEqual({ trailArn: { 'Fn::GetAtt': ['Trail022F0CF2', 'Arn'] }, trailName: { Ref: 'Trail022F0CF2' } });
  expect(trail.node.children.map(({ node }) => node.id)).toEqual(expect.arrayContaining([
    'Key', 'Bucket', 'AccessLogs', 'LogsKey', 'Logs', 'LogsPolicy', 'LogsRole', 'Resource',
  ]));
});

test('the log group and its key are deleted if the user says so', () => {
  const stack = newStack({ env: ENVIRONMENT });
  trailIn(stack, { removalPolicy: RemovalPolicy.DESTROY });

  Template.fromStack(stack).allResources('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  Template.fromStack(stack).allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
});

describe('Object Lock', () => {
  const locked = (lock: Duration, logFileRetention: Duration) => () => trailIn(newStack({ env: ENVIRONMENT }), {
    objectLock: TrailObjectLock.compliance(lock), logFileRetention,
  });

  test('can last as long as the log files, and up to 100 years', () => {
    expect(locked(Duration.days(365), Duration.days(365))).not.toThrow();
    expect(locked(Duration.days(36500), Duration.days(36500))).not.toThrow();
    expect(locked(Duration.days(365), Duration.days(Token.asNumber({ Ref: 'Days' })))).not.toThrow();
  });

  test('cannot last longer, and the error names both periods', () => {
    expect(errorOf('LifecycleOrder', locked(Duration.days(366), Duration.days(365))).message)
      .toMatch(/^objectLock retention must not exceed logFileRetention \(365 days\); got "366 days"\. Fix: Shorten objectLock retention, or lengthen logFileRetention\. /);
    expect(errorOf('ObjectLockRetention', locked(Duration.days(36501), Duration.days(36501))).message)
      .toMatch(/^objectLock retention must be 1 to 36500 days; got "36501 days"\. Fix: Shorten objectLock retention\. /);
  });
});

describe('an error', () => {
  const message = (code: Parameters<typeof errorOf>[0], props: (stack: Stack) => PrivateCaTrailProps) => {
    const stack = newStack({ env: ENVIRONMENT });
    return errorOf(code, () => trailIn(stack, props(stack))).message;
  };

  test('about a key names the service that cannot use it', () => {
    const awsManaged = (stack: Stack) => kms.Alias.fromAliasName(stack, 'Managed', 'alias/aws/s3');

    expect(message('KeyAwsManaged', (stack) => ({ encryptionKey: awsManaged(stack) })))
      .toContain('because CloudTrail cannot use AWS managed keys; got "alias/aws/s3". Fix: Omit encryptionKey for a new key, or use a customer managed key.');
    expect(message('KeyAwsManaged', (stack) => ({ logs: TrailLogs.newGroup({ encryptionKey: awsManaged(stack) }) })))
      .toContain('because CloudWatch Logs cannot use AWS managed keys; got "alias/aws/s3". Fix: Omit encryptionKey for a new key, or use a customer');
    expect(message('KeyAwsManaged', (stack) => ({ snsTopic: new sns.Topic(stack, 'Topic', { masterKey: awsManaged(stack) }) })))
      .toContain('because CloudTrail cannot use AWS managed keys; got "alias/aws/s3". Fix: Encrypt the topic with a customer managed key, or omit snsTopic.');
  });

  test('about a Region names the resource that decides', () => {
    expect(message('KeyRegion', (stack) => ({ logs: TrailLogs.newGroup({ encryptionKey: keyOf(stack, ACCOUNT, 'eu-west-1') }) })))
      .toContain('The KMS key must be in the Region of the log group (us-east-1); got "eu-west-1"');
    expect(message('KeyRegion', (stack) => ({
      bucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'amzn-s3-demo-bucket', region: 'eu-west-1' }),
    }))).toContain('The new KMS key must be in the Region of the bucket (eu-west-1); got "us-east-1". Fix: Set encryptionKey to a key in eu-west-1.');
  });

  test('about an S3 Bucket Key names the setting of the bucket', () => {
    expect(message('EncryptionMismatch', (stack) => ({
      bucket: new s3.Bucket(stack, 'Mine', { encryption: s3.BucketEncryption.KMS, bucketKeyEnabled: true, bucketName: 'amzn-s3-demo-bucket' }),
      bucketKeyEnabled: false,
    }))).toContain('bucketKeyEnabled must match bucket (true); got false. Fix: Remove bucketKeyEnabled, or set it to the actual value of the bucket.');
  });

  test('names each option that an existing bucket does not have', () => {
    const text = message('OptionOfNewBucket', (stack) => ({
      bucket: importedBucket(stack),
      bucketNamePrefix: 'mine',
      archiveLogFilesAfter: Duration.days(1),
      logFileRetention: Duration.days(2),
      objectLock: TrailObjectLock.compliance(Duration.days(1)),
      serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'amzn-s3-demo-bucket1'),
    }));

    ['serverAccessLogsBucket', 'bucketNamePrefix', 'objectLock', 'archiveLogFilesAfter', 'logFileRetention'].forEach((name) => expect(text).toContain(name));
  });

  test('about the lifecycle names the properties of the trail', () => {
    expect(message('LifecycleOrder', () => ({ logFileRetention: Duration.days(90) })))
      .toContain('logFileRetention must be longer than archiveLogFilesAfter (90 days); got "90 days"');
  });

  test.each<[string, () => PrivateCaTrailProps]>([
    ['objectLock retention must be a Duration; got "365"', () => ({ objectLock: TrailObjectLock.compliance('365' as never) })],
    ['logGroup must be a logs.ILogGroup; got "cloudtrail"', () => ({ logs: TrailLogs.existingGroup('cloudtrail' as never) })],
    ['logs.retention must be a value of logs.RetentionDays; got "365"', () => ({ logs: TrailLogs.newGroup({ retention: '365' as never }) })],
    ['organizationId must be a string; got 42', () => ({ coverage: TrailCoverage.organization(42 as never) })],
    ['coverage.managementAccount must be a string; got 42', () => ({
      coverage: TrailCoverage.organization('o-exampleorgid', { managementAccount: 42 as never }),
    })],
  ])('about a wrong type names the value: %s', (text, props) => {
    expect(message('PropertyType', props)).toContain(text);
  });

  test('about a bucket with two purposes names both', () => {
    const text = 'A bucket must not store both audit reports and log files of a trail, because';
    const stack = newStack({ env: ENVIRONMENT });
    const reportsIn = (id: string, bucket: s3.IBucket) =>
      new AuditReportBucket(stack, id, { bucket, certificateAuthorities: [newRoot(new Stack(stack.node.root as App, `${id}Ca`, { env: ENVIRONMENT }))] });
    const bucket = new s3.Bucket(stack, 'Reports');
    reportsIn('Audit', bucket);

    expect(errorOf('BucketPurpose', () => trailIn(stack, { bucket })).message).toContain(text);
    expect(errorOf('BucketPurpose', () => reportsIn('Other', new PrivateCaTrail(stack, 'New').bucket)).message).toContain(text);
  });

  test('about an unknown attribute says where to set it', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const imported = PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Imported', { trailArn: TRAIL_ARN, bucket: importedBucket(stack) });
    const bare = PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Bare', { trailArn: TRAIL_ARN });

    expect(errorOf('AttributeUnknown', () => imported.logGroup).message).toContain('logGroup must be known for this trail');
    expect(errorOf('AttributeUnknown', () => imported.logGroup).message).toContain('Fix: Import the trail with logGroup.');
    expect(errorOf('AttributeUnknown', () => bare.bucket).message).toContain('bucket must be known for this trail');
    expect(errorOf('AttributeUnknown', () => bare.bucket).message).toContain('Fix: Import the trail with bucket.');
    expect(errorOf('AttributeUnknown', () => imported.grants.readLogs(new iam.AccountPrincipal(ACCOUNT))).message)
      .toMatch(/^encryptionKey must be specified to grant permission to read log files; .* Fix: Import the trail with encryptionKey\./);
  });

  test.each<[string, () => iam.IPrincipal, string]>([
    ['a federated identity', () => new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com'), 'got "Federated cognito-identity.amazonaws.com"'],
    ['all roles', () => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/*`), `AWS arn:aws:iam::${ACCOUNT}:role/*`],
    ['a condition', () => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/Auditor`).withConditions({ Bool: { a: 'b' } }), 'a principal with conditions'],
  ])('about a reader names the reader: %s', (_name, reader, value) => {
    const trail = trailIn(newStack({ env: ENVIRONMENT }));

    expect(errorOf('ReaderPrincipal', () => trail.grants.readLogs(reader())).message).toContain(value);
  });

  test('about a reader in a stack without a Region names no partition', () => {
    const trail = trailIn(newStack());

    expect(errorOf('ReaderPrincipal', () => trail.grants.readLogs(new iam.StarPrincipal())).message)
      .toContain('The reader must be one IAM role, user, session, or account, without conditions; got');
  });

  test('about a group names the group', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const group = iam.Group.fromGroupArn(stack, 'Group', `arn:aws:iam::${ACCOUNT}:group/Auditors`) as unknown as iam.IGrantable;

    expect(errorOf('ReaderPrincipal', () => trailIn(stack).grants.readLogs(group)).message).toContain(`got "Group arn:aws:iam::${ACCOUNT}:group/Auditors"`);
  });
});

describe('a warning', () => {
  test('about an imported trail without a key says what to do', () => {
    const stack = newStack({ env: ENVIRONMENT });
    PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Imported', { trailArn: TRAIL_ARN });

    Annotations.fromStack(stack).hasWarning('/Stack/Imported', 'The trail is imported without encryptionKey. If it has no KMS key (KmsKeyId), the log '
      + 'files have no SSE-KMS encryption, which Security Hub control CloudTrail.2 requires. Add a customer managed key to the trail, and import the '
      + 'trail with encryptionKey. [ack: cdk-private-ca:trailNotEncrypted]');
  });

  test('about a topic names the topic', () => {
    const stack = newStack({ env: ENVIRONMENT });
    trailIn(stack, { snsTopic: sns.Topic.fromTopicArn(stack, 'Delivered', `arn:aws:sns:us-east-1:${ACCOUNT}:delivered`) });

    Annotations.fromStack(stack).hasWarning('/Stack/Trail',
      Match.stringLikeRegexp('policy of the topic Stack/Delivered[^]*cdk-private-ca:topicPolicyNotAdded'));
  });

  test('about a reader in another account has the ID of grants', () => {
    const stack = newStack({ env: ENVIRONMENT });
    trailIn(stack, { encryptionKey: keyOf(stack), bucket: importedBucket(stack) })
      .grants.readLogs(iam.Role.fromRoleArn(stack, 'Reader', 'arn:aws:iam::444455556666:role/Auditor'));

    const warnings = Annotations.fromStack(stack).findWarning('/Stack/Trail', Match.stringLikeRegexp('cdk-private-ca:grantNotAdded'));
    const texts = warnings.map(({ entry }) => String(entry.data));
    ['the reader', 'the bucket', 'the KMS key'].forEach((part) => expect(texts.some((text) => text.includes(`policy of ${part}`))).toBe(true));
  });
});

test('readers of a trail with an existing key have statements with its hash, and others have none', () => {
  const sidsOf = (props: (stack: Stack) => PrivateCaTrailProps) => {
    const stack = newStack({ env: ENVIRONMENT });
    trailIn(stack, { bucketKeyEnabled: true, ...props(stack) }).grants.readLogs(new iam.AccountPrincipal('444455556666'));
    return Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))
      .flatMap(({ Properties }) => Properties.KeyPolicy.Statement as { Sid?: string }[]).flatMap(({ Sid }) => Sid ?? []).filter((sid) => /decrypt/.test(sid));
  };
  const [read, byBucketKey] = ['Enable CloudTrail log decrypt permissions', 'Enable CloudTrail log decrypt permissions by S3 Bucket Key'];

  expect(sidsOf(() => ({}))).toEqual([read, byBucketKey]);
  expect(sidsOf((stack) => ({ encryptionKey: new kms.Key(stack, 'Mine') }))).toEqual(
    [read, byBucketKey].map((sid) => expect.stringMatching(new RegExp(`^${sid} for [0-9a-f]{8}$`))));
});

test('a retained log group needs its key', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const trail = trailIn(stack, { logs: TrailLogs.newGroup() });
  (trail.node.findChild('LogsKey') as kms.Key).applyRemovalPolicy(RemovalPolicy.DESTROY);

  expect(errorOf('RetentionConflict', () => Template.fromStack(stack)).message)
    .toContain('Stack/Trail/LogsKey/Resource must retain the resource, because Stack/Trail/Logs/Resource is retained');
});
