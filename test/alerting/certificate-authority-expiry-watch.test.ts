import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityExpiryWatch, CertificateAuthorityExpiryWatchProps } from '../../src/alerting/certificate-authority-expiry-watch';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

const ALARM = 'AWS::CloudWatch::Alarm';
const caArn = (id: string, environment = 'us-east-1:111122223333') =>
  `arn:aws:acm-pca:${environment}:certificate-authority/${id}`;
const imported = (stack: Stack, id: string, environment?: string) =>
  PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${id}`, caArn(id, environment));
const build = (props: Partial<CertificateAuthorityExpiryWatchProps> = {}, stack = newStack({ env: ENVIRONMENT })) =>
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', {
    ...props, certificateAuthorities: props.certificateAuthorities ?? [imported(stack, '1')],
  });
const templateOf = (watch: CertificateAuthorityExpiryWatch) => Template.fromStack(Stack.of(watch));
const days = (count: number, criticality = Criticality.HIGH) => ExpiryThreshold.of(Duration.days(count), criticality);

test('a CA has an alarm at 180, 90, and 30 days, which missing data does not change', () => {
  const watch = build();

  const template = templateOf(watch);
  const alarms = Object.values(template.findResources(ALARM, { Properties: { MetricName: 'DaysUntilExpiry' } })).map(({ Properties }) => Properties);
  expect(alarms.map(({ Threshold }) => Threshold)).toEqual([180, 90, 30]);
  expect(alarms.map(({ AlarmDescription }) => /^\w+/.exec(AlarmDescription)![0])).toEqual(['MEDIUM', 'HIGH', 'CRITICAL']);
  template.allResourcesProperties(ALARM, Match.not(Match.objectLike({ AlarmActions: Match.anyValue() })));
  expect(alarms[0]).toMatchObject({
    Namespace: 'CdkPrivateCa',
    Dimensions: [{ Name: 'CertificateAuthorityArn', Value: caArn('1') }],
    Statistic: 'Minimum',
    Period: 86400,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 1,
    ComparisonOperator: 'LessThanOrEqualToThreshold',
    TreatMissingData: 'ignore',
  });
  expect(watch.alarms).toHaveLength(5);
});

test('one schedule a day has all CAs, including those that are added later, and the silent alarm counts them', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const watch = build({}, stack);

  watch.addCertificateAuthority(imported(stack, '2'));

  const template = templateOf(watch);
  template.resourceCountIs('AWS::Scheduler::Schedule', 1);
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 day)', Target: { Input: JSON.stringify({ certificateAuthorityArns: [caArn('1'), caArn('2')] }) },
  });
  template.hasResourceProperties(ALARM, {
    Namespace: 'CdkPrivateCa',
    MetricName: 'CertificateAuthoritiesRead',
    Dimensions: [{ Name: 'Watch', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ExpiryStateMachine'), 'Name'] } }],
    Statistic: 'Maximum',
    Period: 3600,
    EvaluationPeriods: 30,
    DatapointsToAlarm: 30,
    Threshold: 2,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
});

test('the first execution waits for the permission to describe the CAs, in as many policies as they need', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const watch = build({ thresholds: [days(30)] }, stack);

  Array.from({ length: 50 }, (_, index) => watch.addCertificateAuthority(imported(stack, `more${index}`)));

  const [schedule] = Object.values(templateOf(watch).findResources('AWS::Scheduler::Schedule'));
  expect((schedule.DependsOn as string[]).map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'ExpiryPolicy1', 'ExpiryPolicy2', 'ExpirySchedulerPolicy',
  ]);
});

test('alarms are routed by the criticality of their threshold, and the alarms of the watch as high', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const [critical, high] = ['Critical', 'High'].map((id) => new PkiNotifications(stack, id));
  const refOf = (topic: PkiNotifications) => [{ Ref: stack.getLogicalId(topic.topic.node.defaultChild as never) }];

  build({ routing: AlarmRouting.byCriticality({ critical: [critical], high: [high] }) }, stack);

  const template = Template.fromStack(stack);
  const actionsOf = (properties: object) =>
    Object.values(template.findResources(ALARM, { Properties: properties }))
      .map(({ Properties }) => Properties.AlarmActions);
  expect(actionsOf({ MetricName: 'DaysUntilExpiry' })).toEqual([undefined, refOf(high), refOf(critical)]);
  expect(actionsOf({ MetricName: 'CertificateAuthoritiesRead' })).toEqual([refOf(high)]);
});

test('thresholds can be changed', () => {
  const template = templateOf(build({ thresholds: [days(400), days(1, Criticality.CRITICAL)] }));

  expect(Object.values(template.findResources(ALARM, { Properties: { MetricName: 'DaysUntilExpiry' } })).map(({ Properties }) => Properties.Threshold))
    .toEqual([400, 1]);
});

test.each([
  ['ExpiryThreshold' as const, 'zero', [days(0)]], ['ExpiryThreshold' as const, 'not in whole days', [ExpiryThreshold.of(Duration.hours(36), Criticality.LOW)]],
  ['ExpiryThresholdOrder' as const, 'ascending', [days(30), days(90)]], ['ExpiryThresholdOrder' as const, 'equal', [days(90), days(90)]],
  ['ExpiryThresholdMissing' as const, 'missing', []],
])('%s: thresholds that are %s are an error', (code, _name, thresholds) => {
  errorOf(code, () => build({ thresholds }));
});

test('no CA, the same CA twice, and a CA in another Region are errors, and a CA of another account is not', () => {
  errorOf('CertificateAuthorityMissing', () => build({ certificateAuthorities: [] }));
  const stack = newStack({ env: ENVIRONMENT });
  const watch = build({}, stack);
  errorOf('CertificateAuthorityDuplicate', () => watch.addCertificateAuthority(
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Again', caArn('1'))));
  errorOf('CertificateAuthorityEnvironment', () => watch.addCertificateAuthority(imported(stack, '2', 'eu-west-1:111122223333')));
  expect(() => watch.addCertificateAuthority(imported(stack, '3', 'us-east-1:444455556666'))).not.toThrow();
});

test('more CAs than one stack can have alarms for are an error that leaves nothing behind', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const watch = build({ certificateAuthorities: Array.from({ length: 160 }, (_, index) => imported(stack, `${index}`)) }, stack);

  const { message } = errorOf('ExpiryAlarmCount', () => watch.addCertificateAuthority(imported(stack, '160')));

  expect(message).toContain('got "161 certificate authorities with 3 thresholds"');
  const template = templateOf(watch);
  expect(Object.keys(template.toJSON().Resources).length).toBeLessThanOrEqual(500);
  template.resourcePropertiesCountIs(ALARM, { MetricName: 'DaysUntilExpiry' }, 480);
});

test('tokens pass all checks', () => {
  const remaining = Duration.days(Lazy.number({ produce: () => 45 }));

  templateOf(build({ thresholds: [ExpiryThreshold.of(remaining, Criticality.HIGH), days(30)] }, newStack()))
    .hasResourceProperties(ALARM, { MetricName: 'DaysUntilExpiry', Threshold: 45 });
});

test('the metric is that of the alarms, and only for monitored CAs', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const root = newRoot(stack);
  const watch = build({ certificateAuthorities: [root] }, stack);

  expect(watch.metricDaysUntilExpiry(root).toMetricConfig().metricStat).toMatchObject({ namespace: 'CdkPrivateCa', metricName: 'DaysUntilExpiry' });
  errorOf('CertificateAuthorityUnknown', () => watch.metricDaysUntilExpiry(imported(stack, '2')));
});
