import {
  App, Aws, Duration, Environment, Fn, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3,
  aws_sns as sns,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { ErrorCode } from '../../src/private/error-codes';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { PrivateCaTrailAttributes, PrivateCaTrailProps } from '../../src/trail/private-ca-trail-props';
import { TrailCoverage } from '../../src/trail/trail-coverage';
import { TrailLogs } from '../../src/trail/trail-logs';
import { TrailObjectLock } from '../../src/trail/trail-object-lock';
import { errorOf } from '../support/errors';
import { lazily } from '../support/lazily';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';
import { TemplateResource, World } from '../support/world';

const ACCOUNT = '111122223333';
const TRAIL_ARN = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/management-events`;

function synthesized(props: PrivateCaTrailProps = {}): Template {
  const stack = newStack({ env: ENVIRONMENT });
  new PrivateCaTrail(stack, 'Trail', props);
  return Template.fromStack(stack);
}

function idOf(template: Template, type: string, beginning = ''): string {
  const [id] = Object.keys(template.findResources(type)).filter((name) => name.startsWith(beginning));
  return id;
}

const resourcesOf = (template: Template) =>
  Object.values(template.toJSON().Resources as Record<string, TemplateResource>);

const hasTrail = (template: Template, properties: Record<string, unknown>) =>
  template.hasResourceProperties('AWS::CloudTrail::Trail', properties);

describe('the defaults meet the controls', () => {
  const template = lazily(() => synthesized());
  const bucketProperties = () => {
    const buckets = template().findResources('AWS::S3::Bucket');
    return buckets[idOf(template(), 'AWS::S3::Bucket', 'TrailBucket')].Properties as Record<string, unknown>;
  };

  test('CIS 3.1, CloudTrail.1: the trail logs read and write management events in all Regions', () => {
    hasTrail(template(), {
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All', ExcludeManagementEventSources: Match.absent() }],
    });
  });

  test('CIS 3.5, CloudTrail.2: the log files are encrypted with a customer managed key', () => {
    hasTrail(template(), { KMSKeyId: { 'Fn::GetAtt': [idOf(template(), 'AWS::KMS::Key', 'TrailKey'), 'Arn'] } });
  });

  test('CIS 3.2, CloudTrail.4: log files are validated', () => {
    hasTrail(template(), { EnableLogFileValidation: true });
  });

  test('CloudTrail.5: CloudWatch Logs stores the events for a year', () => {
    const logGroupId = idOf(template(), 'AWS::Logs::LogGroup');

    hasTrail(template(), { CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [logGroupId, 'Arn'] }, CloudWatchLogsRoleArn: Match.anyValue() });
    template().hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365, KmsKeyId: Match.anyValue() });
  });

  test('CloudTrail.6: the bucket is not public', () => {
    expect(bucketProperties()).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  test('CIS 3.4, CloudTrail.7: access to the bucket is logged', () => {
    expect(bucketProperties().LoggingConfiguration).toEqual({
      DestinationBucketName: { Ref: idOf(template(), 'AWS::S3::Bucket', 'TrailAccessLogs') },
      LogFilePrefix: expect.stringMatching(/^trail-[0-9a-f]{8}\/$/) as unknown,
    });
  });

  test('CIS 3.6, KMS.4: both keys rotate', () => {
    template().resourceCountIs('AWS::KMS::Key', 2);
    template().allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  test('the bucket is versioned, and log files are archived after 90 days and deleted after seven years', () => {
    expect(bucketProperties()).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [{ Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }], ExpirationInDays: 2557, Status: 'Enabled' }],
      },
    });
    expect(bucketProperties()).not.toHaveProperty('ObjectLockEnabled');
  });

  test('there is no topic, no organization, and no prefix before AWSLogs', () => {
    hasTrail(template(), { IsOrganizationTrail: false, SnsTopicName: Match.absent(), S3KeyPrefix: Match.absent() });
  });

  test('the template contains only the expected resource types', () => {
    const types = resourcesOf(template()).map(({ Type }) => Type).sort();

    expect(types).toEqual([
      'AWS::CloudTrail::Trail', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::KMS::Key', 'AWS::KMS::Key', 'AWS::Logs::LogGroup',
      'AWS::S3::Bucket', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::S3::BucketPolicy',
    ]);
  });
});

describe('names', () => {
  const nameOf = (stack: Stack, id: string, guid: string) => {
    const world = World.of(stack, { stackGuid: `${guid}-0000-0000-0000-000000000000` });
    return world.propertiesOf<{ TrailName: string }>(world.idOf('AWS::CloudTrail::Trail', id)).TrailName;
  };

  test('two trails in a stack, and two deployments of a stack, have different names', () => {
    const stack = newStack();
    new PrivateCaTrail(stack, 'One');
    new PrivateCaTrail(stack, 'Two');

    const names = [nameOf(stack, 'One', '11111111'), nameOf(stack, 'Two', '11111111'), nameOf(stack, 'One', '22222222')];
    expect(new Set(names).size).toBe(3);
    expect(names[0]).toMatch(/^pca-trail-[0-9a-f]{8}-11111111$/);
  });

  test('the policies contain the ARN of the trail', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', { trailName: 'management-events' });

    expect(JSON.stringify(World.of(stack).propertiesOf('TrailBucketPolicy053FC86D'))).toContain(`"${TRAIL_ARN}"`);
  });

  test('with a key in another stack, the name contains the Region instead of the stack hash, so that there is no cycle', () => {
    const app = new App();
    const keys = new Stack(app, 'Keys', { env: ENVIRONMENT });
    const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', { encryptionKey: new kms.Key(keys, 'Key') });

    hasTrail(Template.fromStack(stack), { TrailName: Match.stringLikeRegexp('^pca-trail-[0-9a-f]{8}-us-east-1$') });
    expect(() => app.synth()).not.toThrow();
    expect(keys.dependencies).toEqual([]);
  });

  test('with its key in another stack, the name of the log group contains the Region, and the key policy contains the name', () => {
    const app = new App();
    const keys = new Stack(app, 'Keys', { env: ENVIRONMENT });
    const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', { logs: TrailLogs.newGroup({ encryptionKey: new kms.Key(keys, 'Key') }) });

    const [group] = Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup')) as { Properties: { LogGroupName: string } }[];
    expect(group.Properties.LogGroupName).toMatch(/^pca-trail-[0-9a-f]{8}-us-east-1$/);
    expect(JSON.stringify(Template.fromStack(keys).toJSON())).toContain(`:log-group:${group.Properties.LogGroupName}"`);
  });
});

describe('the order', () => {
  test('the trail depends on the policies of the bucket and the topic, which CloudTrail tests', () => {
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Delivered');
    new PrivateCaTrail(stack, 'Trail', { snsTopic: topic });

    const template = Template.fromStack(stack);
    const { DependsOn } = template.findResources('AWS::CloudTrail::Trail')[idOf(template, 'AWS::CloudTrail::Trail')];
    expect(DependsOn).toEqual(expect.arrayContaining([
      idOf(template, 'AWS::S3::BucketPolicy', 'TrailBucketPolicy'), idOf(template, 'AWS::SNS::TopicPolicy'),
    ]));
  });

  test('a certificate authority can depend on the trail, even if its auditor reads the trail', () => {
    const stack = newStack();
    const trail = new PrivateCaTrail(stack, 'Trail');
    const root = newRoot(stack);
    root.node.addDependency(trail);
    const auditor = new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });
    trail.grants.readLogs(auditor);
    const audit = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [root], serverAccessLogsBucket: trail.serverAccessLogsBucket });
    audit.grants.read(auditor);

    const template = Template.fromStack(stack);
    const ca = template.findResources('AWS::ACMPCA::CertificateAuthority');
    expect(Object.values(ca)[0].DependsOn).toEqual([idOf(template, 'AWS::CloudTrail::Trail')]);
  });

  test('a reader in another stack causes no cycle', () => {
    const app = new App();
    const people = new Stack(app, 'People', { env: ENVIRONMENT });
    const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
    const trail = new PrivateCaTrail(stack, 'Trail');
    trail.grants.readLogs(new iam.Role(people, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(() => app.synth()).not.toThrow();
    expect(people.dependencies).toEqual([]);
    expect(Template.fromStack(people).findResources('AWS::IAM::Policy')).toEqual({});
    Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['s3:GetObject', 's3:GetObjectVersion'] })]) },
    });
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('the reader'));
  });
});

describe('stacks of one app', () => {
  type Made = 'own' | 'other';

  /**
   * A trail with its bucket, key, topic, topic key, log group key, and reader in the stack of the trail or in others.
   */
  function build(where: Partial<Record<'bucket' | 'key' | 'topic' | 'topicKey' | 'logsKey' | 'reader', Made>>): App {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
    const stackOf = (part: keyof typeof where) => where[part] === 'own' ? stack : new Stack(app, `Stack-${part}`, { env: ENVIRONMENT });
    const made = <T>(part: keyof typeof where, make: (scope: Stack) => T) => where[part] && make(stackOf(part));
    const trail = new PrivateCaTrail(stack, 'Trail', {
      bucket: made('bucket', (scope) => new s3.Bucket(scope, 'MyBucket')),
      encryptionKey: made('key', (scope) => new kms.Key(scope, 'MyKey')),
      snsTopic: made('topic', (scope) => new sns.Topic(scope, 'MyTopic', {
        // A topic in another stack with a key in the trail stack would be a cycle that the user creates.
        masterKey: new kms.Key(where.topicKey === 'own' ? scope : stackOf('topicKey'), 'MyTopicKey'),
      })),
      logs: TrailLogs.newGroup({ encryptionKey: made('logsKey', (scope) => new kms.Key(scope, 'MyLogsKey')) }),
    });
    const reader = made('reader', (scope) => new iam.Role(scope, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
    if (reader) { trail.grants.readLogs(reader); }
    return app;
  }

  const PARTS = ['bucket', 'key', 'topic', 'topicKey', 'logsKey', 'reader'] as const;
  type Where = Record<typeof PARTS[number], Made>;
  const combinations = [...Array(2 ** PARTS.length).keys()].map((number): [string, Where] => {
    const isOther = (index: number) => Math.floor(number / 2 ** index) % 2 === 1;
    const where = Object.fromEntries(PARTS.map((part, index) => [part, isOther(index) ? 'other' : 'own'] as const));
    return [PARTS.filter((part) => where[part] === 'other').join(', ') || 'nothing', where as Where];
  });

  test.each(combinations)('have no cycle with %s in other stacks, or cause an error', (_name, where) => {
    if (where.key === 'other' && where.reader === 'own') {
      errorOf('ReaderStack', () => build(where));
    } else {
      expect(() => build(where).synth()).not.toThrow();
    }
  });

  test('a reader in another stack has permissions on an imported bucket in its own policy', () => {
    const app = new App();
    const people = new Stack(app, 'People', { env: ENVIRONMENT });
    const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket');
    new PrivateCaTrail(stack, 'Trail', { bucket })
      .grants.readLogs(new iam.Role(people, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(() => app.synth()).not.toThrow();
    Template.fromStack(people).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['s3:GetObject', 's3:GetObjectVersion'] })]) },
    });
  });

  test('the log group keeps its name if the trail uses a key in another stack', () => {
    const nameOf = (app: App) => {
      const [group] = Object.values(Template.fromStack(app.node.findChild('Stack') as Stack).findResources('AWS::Logs::LogGroup'));
      return group.Properties as { LogGroupName: unknown };
    };

    expect(nameOf(build({ key: 'other' })).LogGroupName).toEqual(nameOf(build({})).LogGroupName);
  });

  test('an app that is deployed with two names has two trails, even if their names contain no stack hash', () => {
    const nameOf = (stackName: string) => {
      const app = new App();
      const stack = new Stack(app, 'Stack', { env: ENVIRONMENT, stackName });
      new PrivateCaTrail(stack, 'Trail', { encryptionKey: new kms.Key(new Stack(app, 'Keys', { env: ENVIRONMENT }), 'Key') });
      const [trail] = Object.values(Template.fromStack(stack).findResources('AWS::CloudTrail::Trail'));
      const [bucket] = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
      return [trail.Properties as { TrailName: string }, bucket.Properties as { BucketNamePrefix: string }] as const;
    };
    const [dev, prod] = [nameOf('dev'), nameOf('prod')];

    expect(dev[0].TrailName).not.toEqual(prod[0].TrailName);
    expect(dev[1].BucketNamePrefix).not.toEqual(prod[1].BucketNamePrefix);
    expect(nameOf('dev')[0].TrailName).toEqual(dev[0].TrailName);
  });
});

describe('options', () => {
  test('CloudTrail notifies the topic', () => {
    const stack = newStack();
    new PrivateCaTrail(stack, 'Trail', { snsTopic: new sns.Topic(stack, 'Delivered') });

    hasTrail(Template.fromStack(stack), { SnsTopicName: { Ref: Match.stringLikeRegexp('^Delivered') } });
  });

  test('an imported topic with a key causes warnings with the statements for both', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', {
      snsTopic: sns.Topic.fromTopicAttributes(stack, 'Delivered', {
        topicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:delivered`, keyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
      }),
    });

    const told = JSON.stringify(Annotations.fromStack(stack).findWarning('/Stack/Trail', Match.anyValue()));
    expect(told).toContain('sns:Publish');
    expect(told).toContain('kms:GenerateDataKey*');
  });

  test('Object Lock protects log files from deletion', () => {
    const locked = synthesized({ objectLock: TrailObjectLock.compliance(Duration.days(365)) });
    const governed = synthesized({ objectLock: TrailObjectLock.governance(Duration.days(30)) });

    const lockOf = (mode: string, days: number) => ({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: mode, Days: days } } },
    });
    locked.hasResourceProperties('AWS::S3::Bucket', lockOf('COMPLIANCE', 365));
    governed.hasResourceProperties('AWS::S3::Bucket', lockOf('GOVERNANCE', 30));
  });

  test('the user can set the lifecycle, the names, the prefix, and the removal policy', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', {
      trailName: 'management-events',
      bucketNamePrefix: 'record',
      s3KeyPrefix: 'cloudtrail',
      removalPolicy: RemovalPolicy.DESTROY,
      archiveLogFilesAfter: Duration.days(30),
      logFileRetention: Duration.days(400),
    });

    const template = Template.fromStack(stack);
    hasTrail(template, { TrailName: 'management-events', S3KeyPrefix: 'cloudtrail' });
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 400 })] },
    });
    expect(JSON.stringify(World.of(stack).propertiesOf('TrailBucketPolicy053FC86D'))).toContain(`/cloudtrail/AWSLogs/${ACCOUNT}/*`);
    const fates = resourcesOf(template).map(({ DeletionPolicy }) => DeletionPolicy);
    expect(fates).not.toContain('Retain');
    expect(fates).not.toContain('RetainExceptOnCreate');
  });

  test('an existing key has statements with separate Sids, so that it can serve two trails', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    new PrivateCaTrail(stack, 'One', { encryptionKey });
    new PrivateCaTrail(stack, 'Two', { encryptionKey });

    const { KeyPolicy } = World.of(stack).propertiesOf<{ KeyPolicy: { Statement: { Sid?: string }[] } }>('Key961B73FD');
    const sids = KeyPolicy.Statement.flatMap(({ Sid }) => Sid ?? []);
    expect(sids).toHaveLength(4);
    expect(new Set(sids).size).toBe(4);
  });

  test('an alias is resolved to its key', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    new PrivateCaTrail(stack, 'Trail', { encryptionKey: key.addAlias('alias/record') });

    hasTrail(Template.fromStack(stack), { KMSKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } });
  });

  test('a key with a policy that the app cannot edit causes warnings with the statements', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', {
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`), trailName: 'management-events',
    });

    const warnings = Annotations.fromStack(stack).findWarning('/Stack/Trail', Match.stringLikeRegexp('KMS key'));
    expect(warnings).toHaveLength(2);
    expect(JSON.stringify(warnings)).toContain('kms:GenerateDataKey*');
  });

  test.each([
    ['with an S3 Bucket Key', (stack: Stack) => new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', bucketKeyEnabled: true, encryption: s3.BucketEncryption.KMS }), true],
    ['without one', (stack: Stack) => new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' }), false],
    ['with an unknown setting', (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'), true],
  ])('an existing bucket %s determines whether CloudTrail can decrypt', (_name, bucket, expected) => {
    const stack = newStack();
    new PrivateCaTrail(stack, 'Trail', { bucket: bucket(stack) });

    const key = World.of(stack).propertiesOf<{ KeyPolicy: { Statement: { Sid?: string; Action: string }[] } }>('TrailKey31F874A3');
    const decrypting = key.KeyPolicy.Statement.filter(({ Action }) => Action === 'kms:Decrypt');
    expect(decrypting.map(({ Sid }) => Sid)).toEqual(expected ? ['Allow CloudTrail to use the S3 Bucket Key'] : []);
  });

  test('the policy of a retained bucket of the app is retained', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine');
    const trail = new PrivateCaTrail(stack, 'Trail', { bucket });

    expect(trail.serverAccessLogsBucket).toBeUndefined();
    Template.fromStack(stack).hasResource('AWS::S3::BucketPolicy', { DeletionPolicy: 'Retain' });
  });

  test('an imported bucket causes warnings with the statements, and the trail has no dependency', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'), trailName: 'management-events' });

    const told = JSON.stringify(Annotations.fromStack(stack).findWarning('/Stack/Trail', Match.stringLikeRegexp('the bucket')));
    expect(told).toContain('s3:GetBucketAcl');
    expect(told).toContain(`amzn-s3-demo-bucket/AWSLogs/${ACCOUNT}/*`);
    Template.fromStack(stack).hasResource('AWS::CloudTrail::Trail', { DependsOn: Match.absent() });
  });

  test('an existing log group is not changed', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Group', 'cloudtrail');
    const trail = new PrivateCaTrail(stack, 'Trail', { logs: TrailLogs.existingGroup(logGroup) });

    const template = Template.fromStack(stack);
    expect(trail.logGroup).toBe(logGroup);
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({
          Resource: {
            'Fn::Join': ['', [
              'arn:', { Ref: 'AWS::Partition' }, `:logs:us-east-1:${ACCOUNT}:log-group:cloudtrail:log-stream:${ACCOUNT}_CloudTrail_us-east-1*`,
            ]],
          },
        })],
      },
    });
  });

  test('without CloudWatch Logs there is no log group and no role', () => {
    const stack = newStack();
    new PrivateCaTrail(stack, 'Trail', { logs: TrailLogs.none() });

    const template = Template.fromStack(stack);
    hasTrail(template, { CloudWatchLogsLogGroupArn: Match.absent(), CloudWatchLogsRoleArn: Match.absent() });
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('the user can set the key and the retention period of the log group', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Mine');
    new PrivateCaTrail(stack, 'Trail', {
      logs: TrailLogs.newGroup({ encryptionKey, retention: logs.RetentionDays.TEN_YEARS }),
      removalPolicy: RemovalPolicy.RETAIN,
    });

    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 3653, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Mine'), 'Arn'] } },
      DeletionPolicy: 'Retain',
    });
  });

  test('an organization trail has the organization setting', () => {
    hasTrail(synthesized({ coverage: TrailCoverage.organization('o-exampleorgid') }), { IsOrganizationTrail: true });
  });
});

describe('readers', () => {
  test('share one statement', () => {
    const stack = newStack();
    const trail = new PrivateCaTrail(stack, 'Trail');
    ['One', 'Two'].forEach((id) => trail.grants.readLogs(new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() })));

    const key = World.of(stack).propertiesOf<{ KeyPolicy: { Statement: { Sid?: string; Principal: { AWS: string[] } }[] } }>('TrailKey31F874A3');
    const reading = key.KeyPolicy.Statement.filter(({ Sid }) => Sid === 'Enable CloudTrail log decrypt permissions');
    expect(reading).toHaveLength(1);
    expect(reading[0].Principal.AWS).toHaveLength(2);
  });

  test('a role in another account is named in the policies of the bucket and the key, with a warning about its own account', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = new PrivateCaTrail(stack, 'Trail');
    trail.grants.readLogs(iam.Role.fromRoleArn(stack, 'Reader', 'arn:aws:iam::444455556666:role/Auditor'));

    const template = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(template.match(/arn:aws:iam::444455556666:role\/Auditor/g)).toHaveLength(3);
    const told = JSON.stringify(Annotations.fromStack(stack).findWarning('/Stack/Trail', Match.stringLikeRegexp('the reader')));
    ['s3:GetObjectVersion', 's3:ListBucketVersions', 'kms:Decrypt', 'kms:EncryptionContext:aws:cloudtrail:arn']
      .forEach((part) => expect(told).toContain(part));
  });

  test('an imported user in another account has no policy in this account', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = new PrivateCaTrail(stack, 'Trail');
    trail.grants.readLogs(iam.User.fromUserArn(stack, 'Reader', 'arn:aws:iam::444455556666:user/auditor'));

    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
    Annotations.fromStack(stack).hasWarning('/Stack/Trail', Match.stringLikeRegexp('the policy of the reader'));
  });

  test.each(['role/Auditor', 'role/pki:audit/Auditor'])('a principal in another account that is identified only by its ARN causes a warning about its own account: %s', (name) => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', { bucketKeyEnabled: true }).grants.readLogs(new iam.ArnPrincipal(`arn:aws:iam::444455556666:${name}`));

    const told = JSON.stringify(Annotations.fromStack(stack).findWarning('/Stack/Trail', Match.stringLikeRegexp('the policy of the reader')));
    expect(told).toContain('kms:EncryptionContext:aws:cloudtrail:arn');
    expect(told).toContain('kms:EncryptionContext:aws:s3:arn');
  });

  test.each<[string, (stack: Stack) => iam.IPrincipal]>([
    ['of the stack', (stack) => new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() })],
    ['with an ARN that is known only at deployment', () => new iam.ArnPrincipal(Fn.importValue('ReaderArn'))],
    ['with an account that is known only at deployment', () => new iam.ArnPrincipal(`arn:aws:iam::${Fn.importValue('ReaderAccount')}:role/Auditor`)],
  ])('a principal %s causes no warning about its own account', (_name, reader) => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail').grants.readLogs(reader(stack));

    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('the reader'));
  });

  test('receive the result of all grants', () => {
    const stack = newStack();
    const grant = new PrivateCaTrail(stack, 'Trail').grants.readLogs(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(grant.success).toBe(true);
    expect(grant.principalStatements).toHaveLength(2);
  });

  test('of an organization trail can read the log files of the organization', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new PrivateCaTrail(stack, 'Trail', { coverage: TrailCoverage.organization('o-exampleorgid') })
      .grants.readLogs(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain('/AWSLogs/o-exampleorgid/*');
  });

  test.each([
    ['a group', (stack: Stack) => new iam.Group(stack, 'Group')],
    ['a star principal', () => new iam.StarPrincipal()],
    ['any principal', () => new iam.AnyPrincipal()],
    ['a service', () => new iam.ServicePrincipal('config.amazonaws.com')],
    ['a service of another partition', () => new iam.ServicePrincipal('config.amazonaws.com.cn')],
    ['a federated identity', () => new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com')],
    ['a role of another partition', () => new iam.ArnPrincipal(`arn:aws-cn:iam::${ACCOUNT}:role/Auditor`)],
    ['all roles', () => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/*`)],
    ['all accounts', () => new iam.ArnPrincipal('arn:aws:iam::*:root')],
    ['a principal with conditions', () => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/Auditor`)
      .withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
    ['a certificate authority with a token in its ARN', () => new iam.ArnPrincipal(`arn:${Aws.PARTITION}:acm-pca:us-east-1:${ACCOUNT}:certificate-authority/1`)],
    ['a certificate authority', () => new iam.ArnPrincipal(`arn:aws:acm-pca:us-east-1:${ACCOUNT}:certificate-authority/1`)],
  ])('%s cannot be one', (_name, reader) => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = new PrivateCaTrail(stack, 'Trail');
    const grantee = reader(stack);

    errorOf('ReaderPrincipal', () => trail.grants.readLogs(grantee));
  });

  test.each([
    ['a user', (stack: Stack) => new iam.User(stack, 'User')],
    ['an account', () => new iam.AccountPrincipal('444455556666')],
    ['a session', () => new iam.ArnPrincipal(`arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/somebody`)],
    ['a role with a token in its ARN', () => new iam.ArnPrincipal(`arn:${Aws.PARTITION}:iam::${ACCOUNT}:role/Auditor`)],
    ['a role if the partition of the stack is unknown', () => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/Auditor`)],
  ])('%s can be one', (_name, reader) => {
    const stack = newStack();
    const trail = new PrivateCaTrail(stack, 'Trail');

    expect(() => trail.grants.readLogs(reader(stack))).not.toThrow();
  });
});

describe('an existing trail', () => {
  const importing = (attributes: Partial<PrivateCaTrailAttributes> = {}, stack = newStack({ env: ENVIRONMENT })) =>
    PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', { trailArn: TRAIL_ARN, ...attributes });

  test('creates no resource and returns the specified attributes', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Group', 'cloudtrail');
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket');
    const trail = importing({ logGroup, bucket }, stack);

    expect([trail.logGroup, trail.bucket, trail.encryptionKey]).toEqual([logGroup, bucket, undefined]);
    expect(trail.trailRef).toEqual({ trailArn: TRAIL_ARN, trailName: 'management-events' });
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Resources');
  });

  test.each(['logGroup', 'bucket'] as const)('without %s causes an error on access', (attribute) => {
    errorOf('AttributeUnknown', () => importing()[attribute]);
  });

  test('without a key adds no statement for a reader', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = importing({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket') }, stack);
    const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });

    errorOf('AttributeUnknown', () => trail.grants.readLogs(reader));
    expect(Template.fromStack(stack).findResources('AWS::IAM::Policy')).toEqual({});
  });

  test('grants a reader permission, with a warning about the key policy', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = importing({
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`),
      coverage: TrailCoverage.organization('o-exampleorgid'),
      s3KeyPrefix: 'cloudtrail',
    }, stack);
    trail.grants.readLogs(iam.Role.fromRoleArn(stack, 'Reader', `arn:aws:iam::${ACCOUNT}:role/Auditor`));

    const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(policies).toContain('/cloudtrail/AWSLogs/o-exampleorgid/*');
    expect(policies).toContain(`/cloudtrail/AWSLogs/${ACCOUNT}/*`);
    const told = JSON.stringify(Annotations.fromStack(stack).findWarning('/Stack/Trail', Match.stringLikeRegexp('KMS key')));
    expect(told).toContain('Enable CloudTrail log decrypt permissions');
    expect(told).toContain(`arn:aws:iam::${ACCOUNT}:role/Auditor`);
  });

  test('in another account grants a reader in this account permission to decrypt in its own policy, with the same contexts', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = importing({
      bucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'amzn-s3-demo-bucket', account: '444455556666' }),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:444455556666:key/1'),
    }, stack);
    trail.grants.readLogs(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'kms:Decrypt',
            Resource: 'arn:aws:kms:us-east-1:444455556666:key/1',
            Condition: { Null: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'false' } },
          }),
          Match.objectLike({
            Action: 'kms:Decrypt',
            Condition: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': Match.anyValue() } },
          }),
        ]),
      },
    });
    const told = JSON.stringify(Annotations.fromStack(stack).findWarning('/Stack/Trail', Match.anyValue()));
    ['the policy of the bucket', 'the policy of the KMS key'].forEach((part) => expect(told).toContain(part));
    expect(told).not.toContain('the policy of the reader');
  });

  test('with only its key in another account grants a reader permission to decrypt in its own policy', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = importing({
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:444455556666:key/1'),
    }, stack);
    trail.grants.readLogs(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt', Resource: 'arn:aws:kms:us-east-1:444455556666:key/1' })]) },
    });
  });

  test('is in the account and Region of its ARN, which the paths of its log files contain', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = importing({
      trailArn: 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/theirs',
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
      encryptionKey: new kms.Key(stack, 'Key'),
    }, stack);
    trail.grants.readLogs(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(trail.env).toEqual({ account: '444455556666', region: 'eu-west-1' });
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain('/AWSLogs/444455556666/*');
  });

  test('uses the key of its bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`);
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'amzn-s3-demo-bucket', encryptionKey });

    expect(importing({ bucket }, stack).encryptionKey).toBe(encryptionKey);
  });

  test('must have a valid prefix', () => {
    errorOf('LogFilePrefix', () => importing({ s3KeyPrefix: '/' }));
  });

  test('can have an ARN with a token', () => {
    expect(() => importing({ trailArn: `arn:${Aws.PARTITION}:cloudtrail:us-east-1:${ACCOUNT}:trail/mine` })).not.toThrow();
  });
});

describe('validation', () => {
  test.each([
    'ab', 'a'.repeat(129), 'my trail', 'my--trail', 'my-_trail', '-trail', 'trail-', '192.168.5.4', 'trail/1',
  ])('rejects the trail name %s', (trailName) => {
    errorOf('TrailName', () => synthesized({ trailName }));
  });

  test.each(['abc', 'a'.repeat(128), 'My.trail_1-x', '1.2.3'])('accepts the trail name %s', (trailName) => {
    expect(() => synthesized({ trailName })).not.toThrow();
  });

  test.each(['', 'exampleorgid', 'co-exampleorgid', 'o-short', 'o-EXAMPLEORGID', 'r-exampleorgid', `o-${'a'.repeat(33)}`])(
    'rejects the organization ID %p', (organizationId) => {
      errorOf('OrganizationId', () => synthesized({ coverage: TrailCoverage.organization(organizationId) }));
    });

  test.each(['management', `0${ACCOUNT}`, `x${ACCOUNT}`])('rejects the management account %s, which does not have 12 digits', (managementAccount) => {
    const coverage = TrailCoverage.organization('o-exampleorgid', { managementAccount });

    errorOf('AccountId', () => synthesized({ coverage }));
  });

  test.each(['/cloudtrail', 'cloudtrail/', 'a b', '*', 'a?', '${aws:username}', '', 'a'.repeat(201)])('rejects the log file prefix %p', (s3KeyPrefix) => {
    errorOf('LogFilePrefix', () => synthesized({ s3KeyPrefix }));
  });

  test.each([
    ['a key in another Region', 'KeyRegion', (stack: Stack) => ({
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`),
    })],
    ['a key in another Region than the existing bucket', 'KeyRegion', (stack: Stack) => ({
      encryptionKey: new kms.Key(stack, 'Key'),
      bucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'amzn-s3-demo-bucket', region: 'eu-west-1' }),
    })],
    ['a new key for an existing bucket in another Region', 'KeyRegion', (stack: Stack) => ({
      bucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'amzn-s3-demo-bucket', region: 'eu-west-1' }),
    })],
    ['a log group key in another Region', 'KeyRegion', (stack: Stack) => ({
      logs: TrailLogs.newGroup({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`) }),
    })],
    ['a topic with an AWS managed key', 'KeyAwsManaged', (stack: Stack) => ({
      snsTopic: new sns.Topic(stack, 'Delivered', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') }),
    })],
    ['a log group in another account', 'LogGroupRegion', (stack: Stack) => ({
      logs: TrailLogs.existingGroup(logs.LogGroup.fromLogGroupArn(stack, 'Group', 'arn:aws:logs:us-east-1:444455556666:log-group:mine:*')),
    })],
    ['Object Lock for more than a hundred years', 'ObjectLockRetention', () => ({
      objectLock: TrailObjectLock.compliance(Duration.days(36501)),
    })],
    ['Object Lock for longer than the retention of log files', 'LifecycleOrder', () => ({
      objectLock: TrailObjectLock.compliance(Duration.days(366)), logFileRetention: Duration.days(365),
    })],
    ['an S3 Bucket Key that the bucket of the app does not have', 'EncryptionMismatch', (stack: Stack) => ({
      bucket: new s3.Bucket(stack, 'Mine'), bucketKeyEnabled: true,
    })],
    ['a FIFO topic', 'NotificationFifo', (stack: Stack) => ({ snsTopic: new sns.Topic(stack, 'Topic', { fifo: true }) })],
    ['an imported FIFO topic', 'NotificationFifo', (stack: Stack) => ({
      snsTopic: sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:us-east-1:${ACCOUNT}:Trail.fifo`),
    })],
    ['a topic in another Region', 'TopicRegion', (stack: Stack) => ({
      snsTopic: sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-west-1:${ACCOUNT}:Trail`),
    })],
    ['a log group of the class DELIVERY', 'LogGroupClass', (stack: Stack) => ({
      logs: TrailLogs.existingGroup(new logs.LogGroup(stack, 'Group', { logGroupClass: 'DELIVERY' as logs.LogGroupClass })),
    })],
    ['a management account that is not the account of the stack', 'OrganizationTrailAccount', () => ({
      coverage: TrailCoverage.organization('o-exampleorgid', { managementAccount: '444455556666' }),
    })],
    ['an AWS managed key', 'KeyAwsManaged', (stack: Stack) => ({ encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/s3') })],
    ['an AWS managed key for the log group', 'KeyAwsManaged', (stack: Stack) => ({
      logs: TrailLogs.newGroup({ encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/logs') }),
    })],
    ['a log group without a retention period', 'LogRetention', () => ({ logs: TrailLogs.newGroup({ retention: logs.RetentionDays.INFINITE }) })],
    ['a log group in another Region', 'LogGroupRegion', (stack: Stack) => ({
      logs: TrailLogs.existingGroup(logs.LogGroup.fromLogGroupArn(stack, 'Group', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:mine:*`)),
    })],
    ['Object Lock for 0 days', 'ObjectLockRetention', () => ({ objectLock: TrailObjectLock.compliance(Duration.days(0)) })],
    ['Object Lock for half a day', 'ObjectLockRetention', () => ({ objectLock: TrailObjectLock.governance(Duration.hours(12)) })],
    ['a retention that is not longer than the time until archiving', 'LifecycleOrder', () => ({ logFileRetention: Duration.days(90) })],
    ['Object Lock for an existing bucket', 'OptionOfNewBucket', (stack: Stack) => ({
      bucket: new s3.Bucket(stack, 'Mine'), objectLock: TrailObjectLock.compliance(Duration.days(1)),
    })],
    ['a bucket name prefix that is too long', 'BucketNamePrefixLength', () => ({ bucketNamePrefix: 'example-corp-trail-log-files' })],
  ] as [string, string, (stack: Stack) => PrivateCaTrailProps][])('rejects %s', (_name, code, props) => {
    const stack = newStack({ env: ENVIRONMENT });

    errorOf(code as ErrorCode, () => new PrivateCaTrail(stack, 'Trail', props(stack)));
  });

  test.each(['management-events', TRAIL_ARN.replace('trail/', ''), TRAIL_ARN.replace('cloudtrail', 'acm-pca'), `${TRAIL_ARN}:more`, `my:${TRAIL_ARN}`])(
    'rejects the trail ARN %s', (trailArn) => {
      const stack = newStack({ env: ENVIRONMENT });

      expect(errorOf('TrailArn', () => PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', { trailArn })).constructPath).toBe('Stack/Trail');
      expect(stack.node.children).toEqual([]);
    });

  test.each([undefined, null, {}, { trailArn: 1 }])('rejects the attributes %p of an imported trail', (attributes) => {
    const error = errorOf('PropertyType', () => PrivateCaTrail.fromPrivateCaTrailAttributes(newStack(), 'Trail', attributes as never));

    expect(error.message).toContain('trailArn must be a string');
    expect(error.constructPath).toBe('Stack/Trail');
  });

  test('rejects an imported organization trail in another account than the management account', () => {
    const coverage = TrailCoverage.organization('o-exampleorgid', { managementAccount: '444455556666' });

    errorOf('OrganizationTrailAccount', () =>
      PrivateCaTrail.fromPrivateCaTrailAttributes(newStack({ env: ENVIRONMENT }), 'Trail', { trailArn: TRAIL_ARN, coverage }));
  });

  test.each<[string, Environment | undefined, string | undefined]>([
    ['a management account that is the account of the stack', ENVIRONMENT, ACCOUNT],
    ['a management account, if the account of the stack is not known', undefined, '444455556666'],
    ['an organization without a management account', ENVIRONMENT, undefined],
  ])('accepts %s', (_name, env, managementAccount) => {
    const coverage = TrailCoverage.organization('o-exampleorgid', { managementAccount });

    expect(() => new PrivateCaTrail(newStack({ env }), 'Trail', { coverage })).not.toThrow();
  });

  test('accepts a bucketKeyEnabled that matches the setting of the bucket', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', bucketKeyEnabled: true, encryption: s3.BucketEncryption.KMS });

    expect(new PrivateCaTrail(stack, 'Trail', { bucket, bucketKeyEnabled: true }).bucketKeyEnabled).toBe(true);
  });

  test('uses the specified bucketKeyEnabled of an imported bucket', () => {
    const stack = newStack();
    new PrivateCaTrail(stack, 'Trail', { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'), bucketKeyEnabled: false });

    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::KMS::Key'))).not.toContain('S3 Bucket Key');
  });

  test('accepts a reader of a bucket without a name if its key is not the trail key', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'BucketKey'), bucketKeyEnabled: true });
    const trail = new PrivateCaTrail(stack, 'Trail', { bucket, encryptionKey: new kms.Key(stack, 'Key') });
    trail.grants.readLogs(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));

    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('rejects a bucket without a name that uses the trail key and an S3 Bucket Key', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: key, bucketKeyEnabled: true });

    errorOf('BucketNameUnknown', () => new PrivateCaTrail(stack, 'Trail', { bucket, encryptionKey: key }));
  });

  test('accepts a bucket without a name that uses the trail key without an S3 Bucket Key', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    new PrivateCaTrail(stack, 'Trail', { bucket: new s3.Bucket(stack, 'Mine', { encryptionKey: key }), encryptionKey: key });

    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test.each<[string, (stack: Stack) => sns.ITopic]>([
    ['in the Region of the trail', (stack) => new sns.Topic(stack, 'Topic')],
    ['in another account', (stack) => sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:444455556666:Trail')],
  ])('accepts a topic %s', (_name, topic) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(() => new PrivateCaTrail(stack, 'Trail', { snsTopic: topic(stack) })).not.toThrow();
  });
});

describe('an imported trail', () => {
  const importWith = (attributes: Partial<PrivateCaTrailAttributes>, stack = newStack()) => {
    PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Imported', { trailArn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/pki', ...attributes });
    return Annotations.fromStack(stack);
  };

  test('without a key prints a warning that names the missing encryption', () => {
    importWith({}).hasWarning('/Stack/Imported', Match.stringLikeRegexp('no KMS key \\(KmsKeyId\\).*trailNotEncrypted'));
  });

  test('with its key, or with a bucket that has a key, prints no warning', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'ImportedKey', 'arn:aws:kms:us-east-1:111122223333:key/1');
    importWith({ encryptionKey }, stack).hasNoWarning('*', Match.anyValue());
    const other = newStack();
    const bucket = s3.Bucket.fromBucketAttributes(other, 'ImportedBucket', {
      bucketName: 'mine', encryptionKey: kms.Key.fromKeyArn(other, 'ImportedKey', 'arn:aws:kms:us-east-1:111122223333:key/1'),
    });
    importWith({ bucket }, other).hasNoWarning('*', Match.anyValue());
  });
});
