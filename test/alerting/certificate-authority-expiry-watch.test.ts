import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityExpiryWatch, CertificateAuthorityExpiryWatchProps } from '../../src/alerting/certificate-authority-expiry-watch';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Validity } from '../../src/model/validity';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { Revocation } from '../../src/revocation/revocation';
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

describe('a CA of the app whose validity period is known', () => {
  const watchOf = (validity: Validity | undefined, thresholds?: ExpiryThreshold[], more: Partial<RootCertificateAuthorityProps> = {}) => {
    const stack = newStack({ env: ENVIRONMENT });
    const root = new RootCertificateAuthority(stack, 'Root', {
      subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), revocation: Revocation.none(), validity, ...more,
    });
    return build({ certificateAuthorities: [root], thresholds }, stack);
  };
  const thresholdsOf = (watch: CertificateAuthorityExpiryWatch) => watch.alarms.slice(2).map(({ node: { id } }) => id);

  test.each<[string, Validity | undefined, string[]]>([
    ['10 years', undefined, ['Within180Days', 'Within90Days', 'Within30Days']],
    ['182 days', Validity.days(182), ['Within180Days', 'Within90Days', 'Within30Days']],
    ['181 days, of which 180 are left on the first day', Validity.days(181), ['Within90Days', 'Within30Days']],
    ['3 months', Validity.months(3), ['Within90Days', 'Within30Days']],
    ['90 days', Validity.days(90), ['Within30Days']],
    ['a month', Validity.months(1), ['Within1Days']],
    ['7 days', Validity.days(7), ['Within1Days']],
    ['3 days', Validity.days(3), ['Within1Days']],
    ['an end date', Validity.endDate('20361231235959'), ['Within180Days', 'Within90Days', 'Within30Days']],
    ['a period that is a token', Validity.days(Lazy.number({ produce: () => 7 })), ['Within180Days', 'Within90Days', 'Within30Days']],
  ])('has the default thresholds at which an alarm can be in OK state: %s', (_name, validity, expected) => {
    expect(thresholdsOf(watchOf(validity))).toEqual(expected);
  });

  test('has the same thresholds as other CAs if its validity does not start at the issuance', () => {
    expect(thresholdsOf(watchOf(Validity.days(7), undefined, { validityNotBefore: Validity.absolute(2_000_000_000) }))).toHaveLength(3);
  });

  test('has a critical alarm on the last day if all defaults are too long', () => {
    const watch = watchOf(Validity.days(7));

    templateOf(watch).hasResourceProperties(ALARM, { MetricName: 'DaysUntilExpiry', Threshold: 1, AlarmDescription: { 'Fn::Join': ['', Match.arrayWith(['CRITICAL: The certificate of the CA '])] } });
  });

  test('has a warning instead of an alarm if it is valid for 2 days', () => {
    const watch = watchOf(Validity.days(2));

    expect(thresholdsOf(watch)).toEqual([]);
    Annotations.fromStack(Stack.of(watch)).hasWarning('/Stack/Expiry', Match.stringLikeRegexp('Stack/Root is valid for 2 days, .*expiryNotMonitored'));
    expect(watch.certificateAuthorityArns).toHaveLength(1);
  });

  test('has the specified thresholds that are possible, under the same names', () => {
    const late = ExpiryThreshold.of(Duration.days(Lazy.number({ produce: () => 45 })), Criticality.HIGH);

    expect(thresholdsOf(watchOf(Validity.days(90), [days(365), late, days(60), days(2)]))).toEqual(['Threshold1', 'Within60Days', 'Within2Days']);
    expect(thresholdsOf(watchOf(undefined, [days(365), late, days(60)]))).toEqual(['Within365Days', 'Threshold1', 'Within60Days']);
    expect(thresholdsOf(watchOf(Validity.days(90), [days(365), late, late]))).toEqual(['Threshold1', 'Threshold2']);
  });

  test('cannot have only specified thresholds that are impossible', () => {
    const { message } = errorOf('ExpiryThreshold', () => watchOf(Validity.days(7), [days(30), days(6)]));

    expect(message).toContain('thresholds must contain a threshold that is at least 2 days shorter than the validity of Stack/Root (7 days)');
    expect(message).toContain('got ["30 days","6 days"]');
    expect(thresholdsOf(watchOf(Validity.days(7), [days(30), days(5)]))).toEqual(['Within5Days']);
  });

  test('that is rejected leaves the watch unchanged', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const watch = build({ thresholds: [days(365)] }, stack);
    const root = newRoot(stack, 'Root');
    const short = new SubordinateCertificateAuthority(stack, 'Issuing', {
      subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }), parent: root, validity: Validity.days(30), revocation: Revocation.none(),
    });
    const before = templateOf(watch).toJSON();

    errorOf('ExpiryThreshold', () => watch.addCertificateAuthority(short));

    expect(templateOf(watch).toJSON()).toEqual(before);
  });
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
