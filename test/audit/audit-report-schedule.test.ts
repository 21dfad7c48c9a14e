import { Duration, Lazy, RemovalPolicy, Stack, aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { AuditReportFormat, AuditReportScheduleProps } from '../../src/audit/audit-report-schedule-props';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

const SCHEDULE = 'AWS::Scheduler::Schedule';
const ALARM = 'AWS::CloudWatch::Alarm';
const SCHEDULE_NAME = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportsStateMachine'), 'Name'] };

const caArn = (id: string, environment = 'us-east-1:111122223333') =>
  `arn:aws:acm-pca:${environment}:certificate-authority/${id}`;
const imported = (stack: Stack, id: string, environment?: string) =>
  PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${id}`, caArn(id, environment));

/** A schedule for the given CAs, or for one. */
function build(
  props: Partial<AuditReportScheduleProps> = {}, stack = newStack({ env: ENVIRONMENT }),
): AuditReportSchedule {
  const certificateAuthorities = props.certificateAuthorities ?? [imported(stack, '1')];
  const auditReportBucket = props.auditReportBucket ?? new AuditReportBucket(stack, 'Audit', {
    certificateAuthorities: certificateAuthorities.length > 0 ? certificateAuthorities : [imported(stack, 'other')],
  });
  return new AuditReportSchedule(stack, 'Reports', { auditReportBucket, ...props, certificateAuthorities });
}

const templateOf = (schedule: AuditReportSchedule) => Template.fromStack(Stack.of(schedule));

test('a schedule starts the state machine once a day for each CA, within one hour, and keeps what could not be started', () => {
  const stack = newStack({ env: ENVIRONMENT });

  build({ certificateAuthorities: [imported(stack, '1'), imported(stack, '2')] }, stack);

  const template = Template.fromStack(stack);
  const schedules = Object.values(template.findResources(SCHEDULE)).map(({ Properties }) => Properties);
  expect(schedules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(['rate(1 day)', 'rate(1 day)']);
  expect(schedules.map(({ Target }) => JSON.stringify(Target.Input)).map((input) => /certificate-authority\/(\d)/.exec(input)![1])).toEqual(['1', '2']);
  // The window already spreads the requests.
  expect(schedules.map(({ Target }) => /delaySeconds\\*":(\d+)/.exec(JSON.stringify(Target.Input))![1])).toEqual(['0', '0']);
  template.hasResourceProperties(SCHEDULE, {
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
    GroupName: { Ref: Match.stringLikeRegexp('^ReportsScheduleGroup') },
    Target: {
      Arn: { Ref: Match.stringLikeRegexp('^ReportsStateMachine') },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportsDeadLetters'), 'Arn'] } },
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
    },
  });
  template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
  template.resourceCountIs('AWS::Lambda::Function', 0);
  expect(Object.values(template.toJSON().Resources as Record<string, { Type: string }>).filter(({ Type }) => Type.startsWith('Custom::'))).toEqual([]);
});

test('the first execution waits for all permissions: those of the schedule, the state machine, and AWS Private CA', () => {
  const schedule = build();

  const [resource] = Object.values(templateOf(schedule).findResources(SCHEDULE));
  expect((resource.DependsOn as string[]).map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'AuditPolicy', 'ReportsPolicy1', 'ReportsSchedulerPolicy',
  ]);
});

test.each([
  [Duration.minutes(30), 'rate(30 minutes)', 0], [Duration.hours(1), 'rate(1 hour)', 15], [Duration.minutes(90), 'rate(90 minutes)', 22],
  [Duration.hours(12), 'rate(12 hours)', 60], [Duration.days(6), 'rate(6 days)', 60],
])('an interval of %s becomes %s with a window of %d minutes', (interval, expression, minutes) => {
  templateOf(build({ interval })).hasResourceProperties(SCHEDULE, {
    ScheduleExpression: expression,
    FlexibleTimeWindow: minutes === 0
      ? { Mode: 'OFF', MaximumWindowInMinutes: Match.absent() }
      : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: minutes },
  });
});

test('without a flexible window, the requests of CAs are two seconds apart', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const certificateAuthorities = ['1', '2', '3'].map((id) => imported(stack, id));

  build({ certificateAuthorities, interval: Duration.minutes(30) }, stack);

  const inputs = Object.values(Template.fromStack(stack).findResources(SCHEDULE))
    .map(({ Properties }) => JSON.stringify(Properties.Target.Input));
  expect(inputs.map((input) => /delaySeconds\\+":(\d+)/.exec(input)![1])).toEqual(['0', '2', '4']);
});

test('the alarm of a CA goes into ALARM state if no report was delivered for the interval and six hours', () => {
  const schedule = build();

  templateOf(schedule).hasResourceProperties(ALARM, {
    Namespace: 'CdkPrivateCa',
    MetricName: 'AuditReportDelivered',
    Dimensions: [{ Name: 'CertificateAuthorityArn', Value: caArn('1') }, { Name: 'Schedule', Value: SCHEDULE_NAME }],
    Statistic: 'Sum',
    Period: 3600,
    EvaluationPeriods: 30,
    DatapointsToAlarm: 30,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    AlarmActions: Match.absent(),
    AlarmDescription: Match.stringLikeRegexp('^HIGH: No audit report .* What to do: '),
  });
  expect(schedule.alarms).toHaveLength(3);
});

test.each([
  [{ overdueAfter: Duration.hours(36) }, 36], [{ interval: Duration.days(6) }, 150],
  [{ interval: Duration.minutes(30) }, 7],
  [{ overdueAfter: Duration.minutes(1441) }, 25], [{ overdueAfter: Duration.days(7) }, 168],
])('the timing %j gives an alarm over %d hours', (props, hours) => {
  templateOf(build(props)).hasResourceProperties(ALARM, {
    MetricName: 'AuditReportDelivered', EvaluationPeriods: hours, DatapointsToAlarm: hours,
  });
});

test('a CA can have a different timing', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const schedule = build({}, stack);

  schedule.addCertificateAuthority(imported(stack, '2'), { interval: Duration.hours(2) });

  const template = templateOf(schedule);
  template.hasResourceProperties(SCHEDULE, { ScheduleExpression: 'rate(2 hours)' });
  template.hasResourceProperties(ALARM, {
    Dimensions: Match.arrayWith([{ Name: 'CertificateAuthorityArn', Value: caArn('2') }]), EvaluationPeriods: 8,
  });
});

test('an alarm goes into ALARM state for each message in the dead-letter queue, which requires TLS and keeps messages for 14 days', () => {
  const template = templateOf(build());

  template.hasResourceProperties(ALARM, {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportsDeadLetters'), 'QueueName'] } }],
    Statistic: 'Maximum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
  });
});

test('an alarm goes into ALARM state for each execution that failed, timed out, or was aborted, even if the other two metrics have no value', () => {
  const template = templateOf(build());

  template.hasResourceProperties(ALARM, {
    Metrics: Match.arrayWith([
      Match.objectLike({ Expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)', ReturnData: true }),
      ...[['failed', 'ExecutionsFailed'], ['timedOut', 'ExecutionsTimedOut'], ['aborted', 'ExecutionsAborted']].map(([Id, MetricName]) => Match.objectLike({
        Id, MetricStat: { Metric: Match.objectLike({ Namespace: 'AWS/States', MetricName }), Period: 300, Stat: 'Sum' }, ReturnData: false,
      })),
    ]),
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('the state machine is created after its permission to deliver logs, which Step Functions tests', () => {
  const [machine] = Object.values(templateOf(build()).findResources('AWS::StepFunctions::StateMachine'));

  expect((machine.DependsOn as string[]).map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toContain('ReportsDeliveryPolicy');
});

test('the alarms are routed by criticality, including those of CAs that are added later', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const [high, critical] = ['High', 'Critical'].map((id) => new PkiNotifications(stack, id));
  const routing = AlarmRouting.byCriticality({ critical: [critical], high: [high] });
  const schedule = build({ routing, overdueCriticality: Criticality.CRITICAL }, stack);

  schedule.addCertificateAuthority(imported(stack, '2'));

  const actions = Object.entries(templateOf(schedule).findResources(ALARM))
    .filter(([id]) => id.startsWith('Reports')).map(([, { Properties }]) => Properties.AlarmActions);
  expect(actions).toEqual(Array(4).fill([{ Ref: stack.getLogicalId(critical.topic.node.defaultChild as never) }]));
});

test('a route without an alarm action, or with too many, is an error', () => {
  const parts = (index: number) => ({ bind: () => ({ alarmActionArn: `arn:${index}` }) });
  const ofMany = AlarmRouting.everythingTo(...Array.from({ length: 6 },
    (_, index) => AlarmDestination.of({ alarmAction: parts(index) })));

  expect(errorOf('AlarmActionMissing', () =>
    build({ routing: AlarmRouting.everythingTo(AlarmDestination.of({})) })).message).toContain('1 without an alarm action');
  expect(errorOf('AlarmActionCount', () => build({ routing: ofMany })).message).toContain('got 6');
  expect(() => build({ routing: AlarmRouting.byCriticality({ high: [] }) })).not.toThrow();
});

test.each([
  ['below the limit of AWS Private CA', { interval: Duration.minutes(29) }, '29 minutes'],
  ['above what an alarm can look back', { interval: Duration.hours(145) }, '6 days 1 hour'],
  ['not in whole minutes', { interval: Duration.seconds(1830) }, '30 minutes 30 seconds'],
])('an interval %s is an error', (_name, props, value) => {
  expect(errorOf('ReportInterval', () => build(props)).message).toContain(`got "${value}"`);
});

test.each([
  ['longer than an alarm can look back', { overdueAfter: Duration.hours(169) }],
  ['shorter than the interval', { overdueAfter: Duration.hours(23) }],
])('a period %s is an error', (_name, props) => {
  errorOf('ReportOverdueAfter', () => build(props));
});

test('a different interval of a CA is checked against the period of the schedule', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const schedule = build({ overdueAfter: Duration.hours(30) }, stack);

  errorOf('ReportOverdueAfter', () => schedule.addCertificateAuthority(imported(stack, '2'), { interval: Duration.days(2) }));
  templateOf(schedule).resourceCountIs(SCHEDULE, 1);
});

test('no CA, the same CA twice, and a CA in another account or Region are errors', () => {
  errorOf('CertificateAuthorityMissing', () => build({ certificateAuthorities: [] }));
  const stack = newStack({ env: ENVIRONMENT });
  const schedule = build({}, stack);
  const twice = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Again', caArn('1'));
  errorOf('CertificateAuthorityDuplicate', () => schedule.addCertificateAuthority(twice));
  errorOf('CertificateAuthorityEnvironment', () => schedule.addCertificateAuthority(imported(stack, '2', 'eu-west-1:111122223333')));
  errorOf('CertificateAuthorityEnvironment', () => schedule.addCertificateAuthority(imported(stack, '3', 'us-east-1:444455556666')));
});

test('tokens pass all checks', () => {
  const token = (value: number) => Lazy.number({ produce: () => value });

  const template = templateOf(build({
    interval: Duration.days(token(2)), overdueAfter: Duration.hours(token(60)),
  }, newStack()));

  template.hasResourceProperties(SCHEDULE, { FlexibleTimeWindow: { Mode: 'OFF' } });
  template.hasResourceProperties(ALARM, { MetricName: 'AuditReportDelivered', EvaluationPeriods: 60 });
});

test('the metric is that of the alarm, and only for CAs in the schedule', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const root = newRoot(stack);
  const schedule = build({ certificateAuthorities: [root] }, stack);

  expect(stack.resolve(schedule.metricDelivered(root).toMetricConfig().metricStat)).toMatchObject({
    namespace: 'CdkPrivateCa',
    metricName: 'AuditReportDelivered',
    statistic: 'Sum',
    period: Duration.hours(1),
    dimensions: [
      { name: 'CertificateAuthorityArn', value: stack.resolve(root.certificateAuthorityArn) },
      { name: 'Schedule', value: { 'Fn::GetAtt': [expect.stringMatching(/^ReportsStateMachine/), 'Name'] } },
    ],
  });
  errorOf('CertificateAuthorityUnknown', () => schedule.metricDelivered(imported(stack, '2')));
});

test('two schedules of one CA, for example in two formats, have different metrics, so that neither hides a missing report of the other', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const certificateAuthorities = [imported(stack, '1')];
  const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities });

  new AuditReportSchedule(stack, 'Csv', { auditReportBucket, certificateAuthorities });
  new AuditReportSchedule(stack, 'Json', { auditReportBucket, certificateAuthorities, format: AuditReportFormat.JSON });

  const alarms = Object.values(Template.fromStack(stack).findResources(ALARM, { Properties: { MetricName: 'AuditReportDelivered' } }));
  const machines = alarms.map(({ Properties }) => JSON.stringify(Properties.Dimensions[1]));
  expect(machines).toEqual([expect.stringContaining('CsvStateMachine'), expect.stringContaining('JsonStateMachine')]);
});

test('the log group is encrypted, retained for a year, and known to its key before it exists', () => {
  const template = templateOf(build());

  template.hasResource('AWS::Logs::LogGroup', {
    Properties: { RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReportsLogsKey'), 'Arn'] } },
    DeletionPolicy: 'RetainExceptOnCreate',
  });
  template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true }, TracingConfiguration: { Enabled: true },
  });
  template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
});

test('the logs can have an existing key, a retention, and a removal policy', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const logEncryptionKey = new kms.Key(stack, 'Mine');

  const template = templateOf(build({
    logEncryptionKey, logRetention: logs.RetentionDays.FIVE_YEARS, removalPolicy: RemovalPolicy.DESTROY,
  }, stack));

  template.resourceCountIs('AWS::KMS::Key', 1);
  template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 1827 }, DeletionPolicy: 'Delete' });
});

test('an imported key for the logs gets a warning with the statement', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const logEncryptionKey = kms.Key.fromKeyArn(stack, 'Mine', 'arn:aws:kms:us-east-1:111122223333:key/1');

  build({ logEncryptionKey }, stack);

  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('logs.us-east-1'));
  expect(warnings).toHaveLength(1);
});

test('the input names the bucket, the format, and the CA', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const auditReportBucket = AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Central', {
    bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'),
  });

  build({ auditReportBucket, format: AuditReportFormat.JSON }, stack);

  Template.fromStack(stack).hasResourceProperties(SCHEDULE, {
    Target: { Input: JSON.stringify({ certificateAuthorityArn: caArn('1'), bucketName: 'amzn-s3-demo-bucket', format: 'JSON', delaySeconds: 0 }) },
  });
});

describe('a CA whose reports the bucket does not accept', () => {
  const warningsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('does not allow AWS Private CA'))
    .map(({ entry }) => entry.data as string);

  test('gets a warning with the CA and the bucket, until the CA is added to the bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [imported(stack, '1')] });
    const schedule = build({ certificateAuthorities: [imported(stack, '2')], auditReportBucket }, stack);
    const third = imported(stack, '3');
    schedule.addCertificateAuthority(third);
    auditReportBucket.addCertificateAuthority(third);

    expect(warningsOf(stack)).toEqual([expect.stringMatching(/audit reports of \S+\/Ca2\. Add the CAs to \S+\/Audit\./)]);
  });

  test('gets a warning if the app creates both the CA and those of the bucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack, 'One')] });

    build({ certificateAuthorities: [newRoot(stack, 'Two')], auditReportBucket }, stack);

    expect(warningsOf(stack)).toHaveLength(1);
  });

  test('gets no warning if an ARN is a token, or if the CAs of an imported bucket are unknown', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket');
    const unknown = AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Unknown', { bucket });
    build({ certificateAuthorities: [imported(stack, '1')], auditReportBucket: unknown }, stack);

    const other = newStack({ env: ENVIRONMENT });
    const accepted = new AuditReportBucket(other, 'Audit', { certificateAuthorities: [imported(other, '1')] });
    build({ certificateAuthorities: [newRoot(other)], auditReportBucket: accepted }, other);

    expect([...warningsOf(stack), ...warningsOf(other)]).toEqual([]);
  });
});
