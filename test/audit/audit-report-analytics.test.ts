import { App, Duration, Lazy, RemovalPolicy, Size, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportAnalytics, AuditReportAnalyticsProps } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { IAuditReportBucket } from '../../src/audit/audit-report-bucket-grants';
import { WHOLE_SUBJECT } from '../../src/audit/private/report-queries';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

const QUERY = 'AWS::Athena::NamedQuery';
const kmsReports = (stack: Stack) => new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [newRoot(stack)], encryption: PrivateCaBucketEncryption.kms(),
});
const build = (props: Partial<AuditReportAnalyticsProps> = {}, stack = newStack({ env: ENVIRONMENT })) =>
  new AuditReportAnalytics(stack, 'Analytics', {
    ...props, auditReportBucket: props.auditReportBucket ?? kmsReports(stack),
  });
const templateOf = (analytics: AuditReportAnalytics) => Template.fromStack(Stack.of(analytics));
const imported = (stack: Stack, bucket: s3.IBucket, encryptionKey?: kms.IKey): IAuditReportBucket =>
  AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', { bucket, encryptionKey });
const warningsOf = (stack: Stack, text: string) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(text))
  .map(({ entry }) => entry.data as string);

test('the report bucket sends events to EventBridge, without a Lambda function or a custom resource', () => {
  const stack = newStack({ env: ENVIRONMENT });

  build({}, stack);

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketNamePrefix: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('^pca-audit-')])] },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
  });
  template.resourceCountIs('AWS::Lambda::Function', 0);
  const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
  expect(types.filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')).toEqual([]);
  expect(warningsOf(stack, 'EventBridge')).toEqual([]);
});

test('the rule matches new CSV reports of this bucket, and retries for 20 hours', () => {
  templateOf(build()).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'source': ['aws.s3'],
      'detail-type': ['Object Created'],
      'detail': { bucket: { name: [{ Ref: Match.stringLikeRegexp('^Audit') }] }, object: { key: [{ wildcard: 'audit-report/*/*.csv' }] } },
    },
    Targets: [Match.objectLike({
      Arn: { Ref: Match.stringLikeRegexp('^AnalyticsStateMachine') },
      RetryPolicy: { MaximumEventAgeInSeconds: 72000, MaximumRetryAttempts: 20 },
    })],
  });
});

test('the rule is created after the permissions of the copy, and an alarm goes into ALARM state for each event that it could not deliver', () => {
  const template = templateOf(build());

  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  expect((rule.DependsOn as string[]).map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toContain('AnalyticsCopyPolicy');
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AnalyticsDeadLetters'), 'QueueName'] } }],
    Statistic: 'Maximum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('the copies are in a second bucket with the key of the reports, versioned, logged, and without an expiry', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const reports = kmsReports(stack);

  build({ auditReportBucket: reports }, stack);

  const template = Template.fromStack(stack);
  template.hasResource('AWS::S3::Bucket', {
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(reports.encryptionKey!.keyArn) },
        }],
      },
      LifecycleConfiguration: {
        Rules: [
          { Id: 'delete-replaced-copies', Prefix: 'latest/', NoncurrentVersionExpiration: { NoncurrentDays: 1 }, ExpirationInDays: Match.absent() },
          { Id: 'expire-query-results', Prefix: 'results/', ExpirationInDays: 30, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
        ],
      },
      LoggingConfiguration: { LogFilePrefix: Match.stringLikeRegexp('^latest-audit-reports-') },
      NotificationConfiguration: Match.absent(),
      VersioningConfiguration: { Status: 'Enabled' },
    },
    DeletionPolicy: 'RetainExceptOnCreate',
  });
});

test.each<[string, AuditReportAnalyticsProps['encryption'], object]>([
  ['SSE-S3', PrivateCaBucketEncryption.s3Managed(), { EncryptionOption: 'SSE_S3', KmsKey: Match.absent() }],
  ['the key of the reports', undefined, { EncryptionOption: 'SSE_KMS', KmsKey: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AuditKey'), 'Arn'] } }],
])('query results are encrypted with %s, and a query cannot change that or the limit', (_name, encryption, expected) => {
  templateOf(build({ encryption })).hasResourceProperties('AWS::Athena::WorkGroup', {
    RecursiveDeleteOption: true,
    WorkGroupConfiguration: {
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 100 * 1024 ** 3,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      ResultConfiguration: { EncryptionConfiguration: expected, ExpectedBucketOwner: '111122223333' },
    },
  });
});

test('a new key is created if the reports have none, and SSE-KMS is requested', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const reports = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });

  build({ auditReportBucket: reports, encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }) }, stack);

  Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{
        BucketKeyEnabled: false,
        ServerSideEncryptionByDefault: { KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AnalyticsKey'), 'Arn'] } },
      }],
    },
  });
});

test('the table reads each line with a pattern that does not depend on quotation marks', () => {
  templateOf(build()).hasResourceProperties('AWS::Glue::Table', {
    CatalogId: '111122223333',
    DatabaseName: { Ref: Match.stringLikeRegexp('^AnalyticsDatabase') },
    TableInput: {
      Name: 'audit_report',
      StorageDescriptor: {
        Location: { 'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('^AnalyticsBucket') }, '/latest/']] },
        SerdeInfo: {
          SerializationLibrary: 'org.apache.hadoop.hive.serde2.RegexSerDe',
          Parameters: { 'input.regex': '^([^,]*),([^,]*),([^,]*),([^,]*),(.*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*)$' },
        },
      },
    },
  });
});

test('there are ten saved queries, each with its question, and custom ones can be added', () => {
  const analytics = build();

  analytics.addQuery('Short', { name: 'short serials', sql: `${analytics.queryPrelude} SELECT serial FROM certificate` });

  const queries = Object.values(templateOf(analytics).findResources(QUERY)).map(({ Properties }) => Properties);
  expect(queries.map(({ Name }) => Name).sort()).toEqual([
    'ca_certificates', 'duplicate_subjects', 'expiring', 'issued_by_requester', 'issued_by_template', 'issued_per_month', 'longest_lived',
    'renewed_by_acm', 'reports_read', 'revoked_by_reason', 'short serials',
  ]);
  expect(queries.filter(({ Description }) => !/\?|empty\.$/.test(Description ?? '')).map(({ Name }) => Name)).toEqual(['short serials']);
  expect(queries.every(({ WorkGroup }) => /^AnalyticsWorkGroup/.test(WorkGroup.Ref))).toBe(true);
});

test('a query name that is not supported, or that is in use, is an error that adds nothing', () => {
  const analytics = build();

  errorOf('QueryName', () => analytics.addQuery('A', { name: 'a;b', sql: 'SELECT 1' }));
  errorOf('QueryName', () => analytics.addQuery('B', { name: '', sql: 'SELECT 1' }));
  errorOf('QueryName', () => analytics.addQuery('C', { name: 'a'.repeat(129), sql: 'SELECT 1' }));
  errorOf('QueryDuplicate', () => analytics.addQuery('D', { name: 'expiring', sql: 'SELECT 1' }));
  expect(() => analytics.addQuery('E', { name: Lazy.string({ produce: () => 'late' }), sql: 'SELECT 1' })).not.toThrow();
  templateOf(analytics).resourceCountIs(QUERY, 11);
});

test('a statement or a description that is empty or too long is an error that adds nothing', () => {
  const analytics = build();
  const [statement, description] = [262_144, 1024];

  errorOf('QueryLength', () => analytics.addQuery('A', { name: 'a', sql: '' }));
  errorOf('QueryLength', () => analytics.addQuery('B', { name: 'b', sql: '-'.repeat(statement + 1) }));
  errorOf('QueryLength', () => analytics.addQuery('C', { name: 'c', sql: 'SELECT 1', description: '' }));
  errorOf('QueryLength', () => analytics.addQuery('D', { name: 'd', sql: 'SELECT 1', description: '-'.repeat(description + 1) }));
  templateOf(analytics).resourceCountIs(QUERY, 10);
  expect(() => analytics.addQuery('E', { name: 'e', sql: '-'.repeat(statement), description: '-'.repeat(description) })).not.toThrow();
});

test('a limit below that of Athena, and a retention that is not in whole days, are errors', () => {
  errorOf('BytesScannedLimit', () => build({ bytesScannedLimit: Size.mebibytes(9) }));
  errorOf('LifecycleDays', () => build({ resultRetention: Duration.hours(36) }));
  expect(() => build({ bytesScannedLimit: Size.mebibytes(10), resultRetention: Duration.days(1) })).not.toThrow();
});

test('both alarms are routed as medium', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const [medium, high] = ['Medium', 'High'].map((id) => new PkiNotifications(stack, id));

  const analytics = build({ routing: AlarmRouting.byCriticality({ medium: [medium], high: [high] }) }, stack);

  const topic = stack.getLogicalId(medium.topic.node.defaultChild as sns.CfnTopic);
  const actions = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))
    .filter(([id]) => id.startsWith('Analytics')).map(([, { Properties }]) => Properties.AlarmActions);
  expect(actions).toEqual([[{ Ref: topic }], [{ Ref: topic }]]);
  expect(analytics.alarms).toHaveLength(2);
});

describe('an existing bucket', () => {
  test('of the app gets the setting for EventBridge, beside its own settings', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Mine');
    (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = { queueConfigurations: [{ event: 's3:ObjectRemoved:*', queue: 'arn' }] };

    build({ auditReportBucket: imported(stack, bucket) }, stack);

    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: {
        EventBridgeConfiguration: { EventBridgeEnabled: true }, QueueConfigurations: [{ Event: 's3:ObjectRemoved:*', Queue: 'arn' }],
      },
    });
    expect(warningsOf(stack, 'EventBridge')).toEqual([]);
  });

  test('with notifications by CDK gets the setting in the custom resource that it has', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Mine');
    bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, { bind: () => ({ arn: 'arn', type: s3.BucketNotificationDestinationType.TOPIC }) });

    build({ auditReportBucket: imported(stack, bucket) }, stack);

    Template.fromStack(stack).hasResourceProperties('Custom::S3BucketNotifications', {
      NotificationConfiguration: Match.objectLike({ EventBridgeConfiguration: {} }),
    });
  });

  test('that is imported, or whose setting is a token, gets a warning', () => {
    const stack = newStack({ env: ENVIRONMENT });
    build({ auditReportBucket: imported(stack, s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket')) }, stack);
    expect(warningsOf(stack, 'EventBridge')).toHaveLength(1);

    const other = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(other, 'Mine');
    (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = Lazy.any({ produce: () => ({}) });
    build({ auditReportBucket: imported(other, bucket) }, other);
    expect(warningsOf(other, 'EventBridge')).toHaveLength(1);
  });

  test('with an imported key gets a warning with the statement for the role that copies', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1');

    const encryption = PrivateCaBucketEncryption.s3Managed();
    const analytics = build({ auditReportBucket: imported(stack, bucket, key), encryption }, stack);

    const [warning] = warningsOf(stack, 'The app cannot edit the policy of the KMS key');
    expect(warning).toContain('"kms:Decrypt"');
    expect(warning).toContain('arn:aws:s3:::amzn-s3-demo-bucket/audit-report/*');
    expect(warning).toContain('AnalyticsRole');
    expect(analytics.grants.query(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() })).success).toBe(true);
  });

  test('of another account gets a warning with the statements for its policy, and one for its events', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'amzn-s3-demo-bucket', account: '444455556666' });

    build({ auditReportBucket: imported(stack, bucket) }, stack);

    expect(warningsOf(stack, 's3:GetObjectVersion')).toHaveLength(1);
    expect(warningsOf(stack, 's3:ListBucket')).toHaveLength(1);
    expect(warningsOf(stack, 'forward its events')).toHaveLength(1);
  });
});

test('an analyst in another account, or a service, gets a warning', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const analytics = build({}, stack);

  analytics.grants.query(new iam.AccountPrincipal('444455556666'));

  expect(warningsOf(stack, 'permission to query audit reports')).toHaveLength(1);
});

test('an existing log bucket can be shared', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const reports = kmsReports(stack);

  const { serverAccessLogsBucket } = reports;
  build({ auditReportBucket: reports, serverAccessLogsBucket, removalPolicy: RemovalPolicy.DESTROY }, stack);

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::S3::Bucket', 3);
  template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
});

test('buckets, keys, and reports of other stacks form no circular dependency', () => {
  const app = new App();
  const stacks = ['Ca', 'Keys', 'Bucket', 'Analytics'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
  const [caStack, keyStack, bucketStack, analyticsStack] = stacks;
  const key = new kms.Key(keyStack, 'Key');
  const auditReportBucket = new AuditReportBucket(bucketStack, 'Audit', {
    certificateAuthorities: [newRoot(caStack)], encryption: PrivateCaBucketEncryption.kms({ key }),
  });

  build({ auditReportBucket, logEncryptionKey: key }, analyticsStack).grants
    .query(new iam.Role(analyticsStack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));

  expect(() => stacks.forEach((stack) => Template.fromStack(stack))).not.toThrow();
});

test('a user gets an error if the permission to query does not fit into the limit of its inline policies', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const user = new iam.User(stack, 'Analyst');
  user.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::amzn-s3-demo-bucket/${'a'.repeat(500)}`] }));

  build({}, stack).grants.query(user);

  errorOf('PolicySize', () => Template.fromStack(stack));
});

describe('the quotation marks of a subject', () => {
  const texts = (length: number): string[] => length === 0 ? [''] : texts(length - 1).flatMap((text) => [text, ...['"', '\\', 'a'].map((one) => text + one)]);
  const subjects = [...new Set(texts(4))];
  const conventions = [
    (subject: string) => subject.replace(/"/g, '""'),
    (subject: string) => subject.replace(/[\\"]/g, '\\$&'),
  ];
  const isOdd = (field: string) => !new RegExp(WHOLE_SUBJECT).test(field);

  test('are complete in each line, whichever convention the writer uses', () => {
    expect(subjects).toHaveLength(121);
    expect(conventions.flatMap((escape) => subjects.map((subject) => `"${escape(subject)}"`)).filter(isOdd)).toEqual([]);
    expect(['', 'CN=plain', 'CN=back\\slash'].filter(isOdd)).toEqual([]);
  });

  test('are incomplete in the last line of a subject with a raw newline, so that no requester can forge all lines', () => {
    expect(conventions.flatMap((escape) => subjects.map((subject) => `${escape(subject)}"`)).filter((field) => !isOdd(field))).toEqual([]);
  });
});
