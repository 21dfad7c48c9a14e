import {
  App, CfnParameter, Duration, Lazy, Stack, Stage, Token, aws_acmpca as acmpca,
  aws_cloudwatch as cloudwatch, aws_events as events, aws_kms as kms, aws_logs as logs, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { PkiAlarms, PkiAlarmsProps } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignalProps } from '../../src/alerting/pki-signal-props';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { requireWindow } from '../../src/alerting/private/alarm-checks';
import { SignalSource } from '../../src/alerting/signal-source';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { CrlOutcome } from '../../src/events/event-outcomes';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { AlarmDestination, AlarmDestinationParts } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/error-codes';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { everySignal, namedSignals } from '../support/signals';
import { newRoot, newStack } from '../support/stacks';
import { ROOT_ARN } from '../support/trail-records';

const FILTER = 'AWS::Logs::MetricFilter';
const ALARM = 'AWS::CloudWatch::Alarm';
const RULE = 'AWS::Events::Rule';
const CALL = 'AWS API Call via CloudTrail';
const ALSO_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

const recommended = () => PkiSignals.recommended()._bind(newStack());
const withFilter = () => recommended().filter(({ filterPattern }) => filterPattern);
const withEvent = () => recommended().filter(({ eventPattern }) => eventPattern);
const withQuery = () => recommended().filter(({ metricsQuery }) => metricsQuery);

const logGroupOf = (stack: Stack) => logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');
const build = (props: Partial<PkiAlarmsProps> = {}, stack = newStack(), id = 'Alarms') => new PkiAlarms(stack, id, {
  source: SignalSource.logs(stack.node.tryFindChild('Trail') as logs.ILogGroup ?? logGroupOf(stack)), routing: AlarmRouting.byCriticality({ low: [] }), ...props,
});
const notify = (stack: Stack) => AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications'));
const signalOf = (props: Partial<PkiSignalProps> = {}) => PkiSignal.of({
  name: 'mine',
  criticality: Criticality.HIGH,
  meaning: 'Something happened.',
  nextStep: 'Look at it.',
  filterPattern: '{ $.source = "mine" }',
  ...props,
});
const countsOf = (stack: Stack) => [FILTER, ALARM, RULE].map((type) =>
  Object.keys(Template.fromStack(stack).findResources(type)).length);

test('a signal in a log group is a metric filter and an alarm that describes the next step', () => {
  const stack = newStack();

  const alarms = build({ signals: PkiSignals.of(signalOf()) }, stack);

  const template = Template.fromStack(stack);
  const metric = {
    MetricName: 'mine',
    MetricNamespace: stack.resolve(alarms.metricNamespace),
    MetricValue: '1',
    DefaultValue: Match.absent(),
  };
  template.hasResourceProperties(FILTER, {
    LogGroupName: 'trail', FilterPattern: '{ $.source = "mine" }', MetricTransformations: [metric],
  });
  template.hasResourceProperties(ALARM, {
    AlarmDescription: 'HIGH: Something happened. What to do: Look at it. (signal mine)',
    AlarmActions: Match.absent(),
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    TreatMissingData: 'notBreaching',
    MetricName: 'mine',
    Namespace: metric.MetricNamespace,
  });
  expect(metric.MetricNamespace).toEqual({
    'Fn::Join': ['', ['CdkPrivateCa/', { Ref: 'AWS::StackName' }, expect.stringMatching(/^\/Alarms-[0-9a-f]{8}$/)]],
  });
  expect(template.findResources(RULE)).toEqual({});
});

test('with a log group, signals use filters, or else rules or queries', () => {
  const stack = newStack();
  build({ routing: notify(stack) }, stack);

  const [filters, alarms, rules] = countsOf(stack);
  expect(filters).toBe(withFilter().length);
  // One alarm monitors the dead-letter queue.
  expect(alarms).toBe(withFilter().length + withQuery().length + 1);
  expect(rules).toBe(withEvent().filter(({ filterPattern }) => !filterPattern).length);
});

test('with events, signals use rules and queries, but no filters', () => {
  const stack = newStack();
  const alarms = build({ source: SignalSource.events(), routing: notify(stack) }, stack);

  expect(countsOf(stack)).toEqual([0, withQuery().length + 1, withEvent().length]);
  expect(alarms.rules).toHaveLength(withEvent().length);
  expect(alarms.logGroup).toBeUndefined();
  expect(alarms.criticalAlarm).toBeUndefined();
});

test('with a log group and events, signals use both filters and rules', () => {
  const stack = newStack();
  build({ source: SignalSource.logsAndEvents(logGroupOf(stack)), routing: notify(stack) }, stack);

  const filters = withFilter().length;
  expect(countsOf(stack)).toEqual([filters, filters + withQuery().length + 1, withEvent().length]);
});

test('one match is enough for an alarm with several periods', () => {
  const stack = newStack();
  build({ evaluationPeriods: 3, signals: PkiSignals.of(signalOf()) }, stack);

  Template.fromStack(stack).hasResourceProperties(ALARM, { EvaluationPeriods: 3, DatapointsToAlarm: 1 });
});

test('a fraction is over the threshold of an alarm on a query', () => {
  const stack = newStack();
  build({ signals: PkiSignals.of(signalOf({ filterPattern: undefined, metricsQuery: 'SELECT AVG(Failure) FROM "AWS/ACMPrivateCA"' })) }, stack);

  Template.fromStack(stack).hasResourceProperties(ALARM, { ComparisonOperator: 'GreaterThanThreshold', Threshold: 0 });
});

test('with a log group, a signal with a query uses no rule', () => {
  const stack = newStack();
  const signal = signalOf({ filterPattern: undefined, eventPattern: { source: ['mine'] }, metricsQuery: 'SELECT SUM(A) FROM "B"' });
  build({ routing: notify(stack), signals: PkiSignals.of(signal) }, stack);

  expect(countsOf(stack)).toEqual([0, 2, 0]);
});

test('signals with similar names, and with names of child constructs, have separate resources', () => {
  const stack = newStack();
  const query = { filterPattern: undefined, metricsQuery: 'SELECT SUM(A) FROM "B"' };
  const signals = PkiSignals.of(
    signalOf({ name: 'critical', criticality: Criticality.CRITICAL }), signalOf({ name: 'a-1' }), signalOf({ name: 'a1' }),
    signalOf({ name: 'x-metric' }), signalOf({ name: 'x', ...query }),
  );

  expect(build({ signals }, stack).alarms).toHaveLength(5);
  expect(countsOf(stack)).toEqual([4, 5, 0]);
});

test('the namespace contains no characters of the construct ID that CloudWatch does not allow', () => {
  const stack = newStack();
  const { metricNamespace } = build({}, stack, 'Alarms: of $all*');

  expect(JSON.stringify(stack.resolve(metricNamespace))).toMatch(/"\/Alarmsofall-[0-9a-f]{8}"/);
});

test('a repeated destination receives one notification', () => {
  const stack = newStack();
  const pager = new PkiNotifications(stack, 'Pager');
  build({
    source: SignalSource.logsAndEvents(logGroupOf(stack)),
    routing: AlarmRouting.everythingTo(pager, pager),
    signals: PkiSignals.of(signalOf({ eventPattern: { source: ['mine'] } })),
  }, stack);

  const template = Template.fromStack(stack);
  template.hasResourceProperties(ALARM, { MetricName: 'mine', AlarmActions: [stack.resolve(pager.topic.topicArn)] });
  const [{ Properties: { Targets: targets } }] = Object.values(template.findResources(RULE));
  expect(targets).toHaveLength(1);
});

describe('a destination that supports only alarms or only rules', () => {
  const alarmAction = { bind: () => ({ alarmActionArn: 'arn' }) };
  const ruleTarget = { bind: () => ({ arn: 'arn' }) };
  type From = (group: logs.ILogGroup) => SignalSource;
  const notifiedAs = (parts: AlarmDestinationParts, source: From, signals?: () => PkiSignals) => () => {
    const stack = newStack();
    const routing = AlarmRouting.everythingTo(AlarmDestination.of(parts));
    return build({ source: source(logGroupOf(stack)), routing, signals: signals?.() }, stack);
  };
  const withoutRules = () => PkiSignals.recommended().without('crl-generation-failed', 'audit-report-failed');
  const withoutMetrics = () => PkiSignals.recommended().without('crl-bucket-misconfigured');

  test.each<[string, () => unknown, string]>([
    ['alarms, with logs', notifiedAs({ alarmAction }, SignalSource.logs), 'none for crl-generation-failed, audit-report-failed'],
    ['rules, with logs', notifiedAs({ ruleTarget }, SignalSource.logs), 'without(\'ca-deleted\', …)'],
    ['alarms, with events', notifiedAs({ alarmAction }, SignalSource.events), 'none for ca-deleted, '],
    ['rules, with events', notifiedAs({ ruleTarget }, SignalSource.events), 'none for crl-bucket-misconfigured"'],
    ['neither', notifiedAs({}, SignalSource.logsAndEvents), 'none for ca-deleted, '],
  ])('is an error if a signal has another type: %s', (_name, mistake, text) => {
    expect(errorOf('SignalUnheard', mistake).message).toContain(text);
  });

  test.each<[string, () => PkiAlarms]>([
    ['alarms, with logs', notifiedAs({ alarmAction }, SignalSource.logs, withoutRules)],
    ['rules, with events', notifiedAs({ ruleTarget }, SignalSource.events, withoutMetrics)],
    ['rules, with both', notifiedAs({ ruleTarget }, SignalSource.logsAndEvents, withoutMetrics)],
  ])('is allowed for signals of its type: %s', (_name, made) => {
    expect(made()).toBeInstanceOf(PkiAlarms);
  });
});

test('100 CAs need as many filters, alarms, and rules as one CA', () => {
  const countsFor = (authorities: number) => {
    const stack = newStack();
    for (let index = 0; index < authorities; index++) {
      PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
        `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${index}`);
    }
    build({ source: SignalSource.logsAndEvents(logGroupOf(stack)), routing: notify(stack) }, stack);
    return countsOf(stack);
  };

  expect(countsFor(100)).toEqual(countsFor(1));
});

test('alarms and rules notify the destinations of their criticality', () => {
  const stack = newStack();
  const pager = new PkiNotifications(stack, 'Pager');
  const mail = new PkiNotifications(stack, 'Mail');
  const routing = AlarmRouting.byCriticality({ critical: [pager, mail], high: [mail], medium: [] });
  const eventPattern = { source: ['mine'] };
  build({
    source: SignalSource.logsAndEvents(logGroupOf(stack)),
    routing,
    signals: PkiSignals.of(...[Criticality.CRITICAL, Criticality.HIGH, Criticality.MEDIUM].map((criticality) =>
      signalOf({ name: `is-${criticality}`, criticality, eventPattern }))),
  }, stack);

  const template = Template.fromStack(stack);
  const [pagerArn, mailArn] = [pager, mail].map(({ topic }) => stack.resolve(topic.topicArn) as unknown);
  const actionsOf = (name: string) => Object.values(template.findResources(ALARM, { Properties: { MetricName: name } }))
    .map(({ Properties }) => Properties.AlarmActions as unknown);
  const targets = Object.values(template.findResources(RULE))
    .map(({ Properties }) => (Properties.Targets as { Arn: unknown }[]).map(({ Arn }) => Arn));
  expect(actionsOf('is-critical')).toEqual([[pagerArn, mailArn]]);
  expect(actionsOf('is-high')).toEqual([[mailArn]]);
  expect(actionsOf('is-medium')).toEqual([undefined]);
  // A rule without destinations is not created.
  expect(targets).toEqual([[pagerArn, mailArn], [mailArn]]);
});

test('the message of a rule contains what happened, the caller, and the next step', () => {
  const stack = newStack();
  build({
    source: SignalSource.events(),
    routing: notify(stack),
    signals: PkiSignals.of(...recommended().filter(({ name }) => ['ca-deleted', 'crl-generation-failed'].includes(name))),
  }, stack);

  interface Target { InputTransformer: { InputTemplate: string; InputPathsMap: Record<string, string> } }
  const [deleted, crl] = Object.values(Template.fromStack(stack).findResources(RULE))
    .map(({ Properties }) => (Properties.Targets as Target[])[0].InputTransformer);
  expect(deleted.InputTemplate.split('\n').slice(0, 7)).toEqual([
    '"CRITICAL: A CA was deleted. It can be restored until its restoration period (7 to 30 days) ends."',
    '"Event name: <detail-eventName>"',
    '"Certificate authority: <detail-requestParameters-certificateAuthorityArn><detail-requestParameters-resourceArn>'
      + '<detail-responseElements-certificateAuthorityArn>"',
    '"Caller: <detail-userIdentity-arn> <detail-userIdentity-invokedBy>"',
    '"Source IP address: <detail-sourceIPAddress>"',
    '"CloudTrail record: <detail-eventID>"',
    '"Error: <detail-errorCode> <detail-errorMessage>"',
  ]);
  expect(Object.values(deleted.InputPathsMap)).toContain('$.detail.userIdentity.arn');
  expect(deleted.InputTemplate).toContain('What to do: Check for an approved change.');
  expect(crl.InputTemplate).toContain('"Event: <detail-type>"\n"Certificate authority: <resources-0->"\n"Reason: <detail-reason>"');
});

test('the rules of signals and of CAs label the same fields with the same words', () => {
  const stack = newStack();
  const notifications = new PkiNotifications(stack, 'Notifications');
  const signals = PkiSignals.of(...recommended().filter(({ name }) => ['ca-deleted', 'crl-generation-failed'].includes(name)));
  build({ source: SignalSource.events(), routing: AlarmRouting.everythingTo(notifications), signals }, stack);
  const ofCas = CertificateAuthorityEvents.allInAccount(stack);
  ofCas.onApiCall('Deleted', { actions: ['DeleteCertificateAuthority'], notify: [notifications] });
  ofCas.onCrlGenerated('NoCrl', { outcome: CrlOutcome.failure(), notify: [notifications] });

  interface Target { InputTransformer: { InputTemplate: string } }
  const labels = new Map<string, Set<string>>();
  for (const { Properties } of Object.values(Template.fromStack(stack).findResources(RULE))) {
    const { InputTemplate } = (Properties.Targets as Target[])[0].InputTransformer;
    for (const [, label, value] of InputTemplate.matchAll(/^"([\w ]+): (<.*>)"$/gm)) {
      labels.set(value, new Set([...labels.get(value) ?? [], label]));
    }
  }

  expect([...labels.values()].filter(({ size }) => size > 1)).toEqual([]);
  expect(labels.get('<detail-userIdentity-arn> <detail-userIdentity-invokedBy>')).toEqual(new Set(['Caller']));
  expect(labels.get('<detail-sourceIPAddress>')).toEqual(new Set(['Source IP address']));
});

test('an event of another service is labeled with its resource', () => {
  const stack = newStack();
  const signals = PkiSignals.of(signalOf({ eventPattern: { source: ['aws.acm'], detailType: ['ACM Certificate Expired'] } }));
  build({ source: SignalSource.events(), routing: notify(stack), signals }, stack);

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(RULE));
  expect(JSON.stringify(Properties.Targets)).toContain('Resource: <resources-0->');
});

test('the rules of the other signals, which match only calls that change something, match no read-only calls', () => {
  const stack = newStack();
  const signals = PkiSignals.of(...everySignal(stack).filter(({ name }) => !['access-denied', 'root-user-call', 'service-key-use-failed'].includes(name)));
  build({ source: SignalSource.events(), routing: notify(stack), signals }, stack);

  const states = Object.values(Template.fromStack(stack).findResources(RULE))
    .map(({ Properties }) => Properties.State as unknown);
  expect(new Set(states)).toEqual(new Set(['ENABLED']));
});

test('the notification of an ACM event has the name, the days, and the reason of the certificate', () => {
  const stack = newStack();
  build({ source: SignalSource.events(), routing: notify(stack), signals: PkiSignals.acmCertificates() }, stack);

  const rules = Object.values(Template.fromStack(stack).findResources(RULE));
  expect(rules).toHaveLength(3);
  for (const { Properties } of rules) {
    const [{ InputTransformer: { InputTemplate } }] = Properties.Targets as { InputTransformer: { InputTemplate: string } }[];
    expect(InputTemplate).toMatch(
      /"Common name: <detail-CommonName>"\n"Days to expiry: <detail-DaysToExpiry>"\n"Reason: <detail-RenewalStatusReason>"/);
  }
});

test('the rule on key uses of services matches read-only calls', () => {
  const stack = newStack();
  const signals = PkiSignals.of(...recommended().filter(({ name }) => name === 'service-key-use-failed'));
  build({ source: SignalSource.events(), routing: notify(stack), signals }, stack);

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(RULE));
  expect(Properties.State).toBe(ALSO_READS);
});

test('only a rule without an action filter matches read-only calls', () => {
  const stack = newStack();
  const signals = PkiSignals.of(...recommended().filter(({ name }) => ['access-denied', 'root-user-call', 'ca-deleted'].includes(name)));
  build({ source: SignalSource.events(), routing: notify(stack), signals }, stack);

  const states = Object.values(Template.fromStack(stack).findResources(RULE))
    .map(({ Properties }) => Properties.State as unknown);
  expect(states).toEqual(['ENABLED', ALSO_READS, ALSO_READS]);
});

test.each<[string, events.EventPattern, string]>([
  ['a read-only action', { detailType: [CALL], detail: { eventName: ['GetCertificate'] } }, ALSO_READS],
  ['a read-only action and another action', { detailType: [CALL], detail: { eventName: ['PutPolicy', 'GetPolicy'] } }, ALSO_READS],
  ['alternatives without an action', { detailType: [CALL], detail: { $or: [{ errorCode: ['A'] }, { errorCode: ['B'] }] } }, ALSO_READS],
  ['one alternative without an action',
    { detailType: [CALL], detail: { $or: [{ eventName: ['PutPolicy'] }, { errorCode: ['B'] }] } }, ALSO_READS],
  ['any action except one', { detailType: [CALL], detail: { eventName: [{ 'anything-but': 'PutPolicy' }] } }, ALSO_READS],
  ['any detail type', { source: ['aws.acm-pca'] }, ALSO_READS],
  ['detail types with a prefix', { detailType: events.Match.prefix('AWS API Call') }, ALSO_READS],
  ['actions that change something', { detailType: [CALL], detail: { eventName: ['PutPolicy', 'DeletePolicy'] } }, 'ENABLED'],
  ['actions with a prefix that change something', { detailType: [CALL], detail: { eventName: [{ prefix: 'PutBucket' }] } }, 'ENABLED'],
  ['actions that change something in each alternative',
    { detailType: [CALL], detail: { $or: [{ eventName: ['PutPolicy'] }, { eventName: ['StopLogging'] }] } }, 'ENABLED'],
  ['actions that change something, with alternatives for another field',
    { detailType: [CALL], detail: { eventName: ['PutPolicy'], $or: [{ errorCode: ['A'] }, { errorCode: ['B'] }] } }, 'ENABLED'],
  ['no API calls', { detailType: ['ACM Private CA CRL Generation'] }, 'ENABLED'],
])('a rule of a custom signal matches read-only calls unless all its actions change something: %s', (_name, eventPattern, state) => {
  const stack = newStack();
  const signals = PkiSignals.of(signalOf({ eventPattern }));
  build({ source: SignalSource.events(), routing: notify(stack), signals }, stack);

  Template.fromStack(stack).hasResourceProperties(RULE, { State: state });
});

test('the description of a rule is cut to 512 characters, unless it contains a token', () => {
  const descriptionOf = (meaning: string) => {
    const stack = newStack();
    build({
      source: SignalSource.events(),
      routing: notify(stack),
      signals: PkiSignals.of(signalOf({ meaning, eventPattern: { source: ['mine'] } })),
    }, stack);
    return Object.values(Template.fromStack(stack).findResources(RULE))[0].Properties.Description as unknown;
  };
  const token = Token.asString({ Ref: 'AWS::StackName' });

  expect(descriptionOf('a'.repeat(600))).toBe('a'.repeat(512));
  expect(descriptionOf(`${'a'.repeat(500)}${token}`))
    .toEqual({ 'Fn::Join': ['', ['a'.repeat(500), { Ref: 'AWS::StackName' }, ' (signal mine)']] });
});

test('an alarm on a metric of AWS Private CA uses Metrics Insights, which needs no dimensions', () => {
  const stack = newStack();
  build({ signals: PkiSignals.of(...withQuery()) }, stack);

  Template.fromStack(stack).hasResourceProperties(ALARM, {
    Metrics: [{ Expression: 'SELECT SUM(MisconfiguredCRLBucket) FROM "AWS/ACMPrivateCA"', Period: 300, ReturnData: true }],
    TreatMissingData: 'notBreaching',
  });
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(text).not.toContain('SEARCH');
});

test.each([
  ['three hours', Duration.hours(1), 3, [3600, 3]],
  ['more than three hours', Duration.hours(1), 4, [300, 1]],
  ['seven days', Duration.days(1), 7, [300, 1]],
])('an alarm on a query evaluates up to three hours: %s', (_name, period, evaluationPeriods, seen) => {
  const stack = newStack();
  build({ period, evaluationPeriods }, stack);

  const [alarm] = Object.values(Template.fromStack(stack).findResources(ALARM))
    .filter(({ Properties }) => Properties.Metrics);
  const [{ Period }] = alarm.Properties.Metrics as { Period: number }[];
  expect([Period, alarm.Properties.EvaluationPeriods]).toEqual(seen);
});

test('a composite alarm combines the critical alarms, and its name contains the stack name', () => {
  const stack = newStack();
  const alarms = build({}, stack);

  const critical = withFilter().filter(({ criticality }) => criticality === Criticality.CRITICAL);
  const [composite] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::CompositeAlarm'));
  const rule = JSON.stringify(composite.Properties.AlarmRule);
  expect(rule.match(/ALARM\(/g)).toHaveLength(critical.length);
  expect(composite.Properties.AlarmActions).toBeUndefined();
  expect(composite.Properties.AlarmName).toEqual({
    'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, expect.stringMatching(/^-pki-critical-[0-9a-f]{8}$/)]],
  });
  expect(alarms.criticalAlarm).toBeInstanceOf(cloudwatch.CompositeAlarm);
  expect(alarms.alarms).toHaveLength(withFilter().length + withQuery().length);
});

test('without a critical signal, there is no composite alarm', () => {
  expect(build({ signals: PkiSignals.of(signalOf()) }).criticalAlarm).toBeUndefined();
});

test('two sets in one stack have separate metrics, and the namespace can be set', () => {
  const stack = newStack();
  const [one, two] = ['One', 'Two'].map((id) => build({ signals: PkiSignals.of(signalOf()) }, stack, id));
  const given = build({ signals: PkiSignals.cisFoundations(), metricNamespace: 'LogMetrics', reportZeros: true }, stack, 'Cis');

  expect(stack.resolve(one.metricNamespace)).not.toEqual(stack.resolve(two.metricNamespace));
  expect(given.metricNamespace).toBe('LogMetrics');
  Template.fromStack(stack).hasResourceProperties(FILTER, {
    MetricTransformations: [{ MetricName: 'cis-cloudwatch-1', MetricNamespace: 'LogMetrics', MetricValue: '1', DefaultValue: 0 }],
  });
});

test('metric() returns the metric of a signal', () => {
  const stack = newStack();
  const alarms = build({ period: Duration.minutes(1) }, stack);

  const metric = alarms.metric('ca-deleted').toMetricConfig().metricStat!;
  expect(metric).toMatchObject({ metricName: 'ca-deleted', statistic: 'Sum', period: Duration.minutes(1) });
  errorOf('SignalUnknown', () => alarms.metric('crl-generation-failed'));
  errorOf('SignalUnknown', () => build({ source: SignalSource.events() }, newStack()).metric('ca-deleted'));
});

test('a change of signals does not change the original set', () => {
  const original = PkiSignals.recommended();
  const changed = original.without('certificate-revoked', 'ca-share-changed').withCriticality('ca-disabled', Criticality.CRITICAL)
    .plus(signalOf(), ...namedSignals());

  const names = changed._bind(newStack()).map(({ name }) => name);
  expect(names).toHaveLength(recommended().length - 2 + 1 + namedSignals().length);
  expect(names).not.toContain('certificate-revoked');
  expect(changed._bind(newStack()).find(({ name }) => name === 'ca-disabled')?.criticality).toBe(Criticality.CRITICAL);
  expect(original._bind(newStack())).toEqual(recommended());
});

test('the signals of a set are listed in order, and a mistake in the set is an error', () => {
  const { signals } = PkiSignals.recommended().without('ca-deleted').plus(signalOf());

  expect(signals.map(({ name }) => name)).toEqual([...recommended().map(({ name }) => name).filter((name) => name !== 'ca-deleted'), 'mine']);
  expect(errorOf('SignalUnknown', () => PkiSignals.recommended().without('ca-removed').signals).message).toContain('ca-deleted, ');
});

const many = (count: number) => PkiSignals.of(...Array.from({ length: count }, (_, index) => signalOf({ name: `mine-${index}` })));

test.each<[string, Duration, number]>([
  ['one day in minutes', Duration.minutes(1), 1440],
  ['one day in periods of 59 minutes', Duration.minutes(59), 24],
  ['seven days in hours', Duration.hours(1), 168],
  ['seven days in days', Duration.days(1), 7],
])('an alarm can evaluate %s', (_name, period, evaluationPeriods) => {
  expect(build({ period, evaluationPeriods }).alarms.length).toBeGreaterThan(0);
});

test('the period and the number of periods can be known only at deployment', () => {
  const stack = newStack();
  const period = Duration.seconds(Token.asNumber({ Ref: 'Period' }));
  build({ signals: PkiSignals.of(signalOf()), evaluationPeriods: Token.asNumber({ Ref: 'Periods' }) }, stack);

  Template.fromStack(stack).hasResourceProperties(ALARM, { EvaluationPeriods: { Ref: 'Periods' } });
  expect(() => requireWindow(stack, period, 1)).not.toThrow();
});

test('a log group can have 100 metric filters', () => {
  expect(build({ signals: many(100) }).alarms).toHaveLength(100);
});

test('log groups with the same name in different Regions, accounts, or stages can have 100 metric filters each', () => {
  const app = new App();
  const stacks = [
    ...['us-east-1', 'eu-west-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region } })),
    new Stack(app, 'Other', { env: { account: '444455556666', region: 'us-east-1' } }),
    ...['One', 'Two'].map((id) => new Stack(new Stage(app, id), 'Stack')),
  ];

  expect(stacks.map((stack) => build({ signals: many(60) }, stack).alarms.length)).toEqual([60, 60, 60, 60, 60]);
});

test('metric filters of another log group do not count', () => {
  const stack = newStack();
  build({ signals: many(60), source: SignalSource.logs(logs.LogGroup.fromLogGroupName(stack, 'Other', 'other')) }, stack, 'First');

  expect(build({ signals: many(60) }, stack).alarms).toHaveLength(60);
});

describe('signals for specific resources', () => {
  const arn = (index: number, region = 'us-gov-west-1', partition = 'aws-us-gov') =>
    `arn:${partition}:acm-pca:${region}:111122223333:certificate-authority/${String(index).repeat(8)}-2222-3333-4444-555555555555`;
  const importedRoots = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, arn(index)));
  const ownKeys = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) => new kms.Key(stack, `Key${index}`));
  const importedKeys = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) => kms.Key.fromKeyArn(stack, `Key${index}`,
    `arn:aws:kms:us-east-1:111122223333:key/mrk-${String(index).padStart(32, '0')}`));
  const importedBuckets = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) =>
    s3.Bucket.fromBucketName(stack, `Bucket${index}`, `${index}`.padStart(63, 'b')));
  const ownRoots = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) => newRoot(stack, `Root${index}`));

  test.each<[string, number, (stack: Stack, count: number) => PkiSignal]>([
    ['root CAs', 5, (stack, count) => PkiSignal.rootCaUsed(...importedRoots(stack, count) as [PrivateCertificateAuthority])],
    ['root CAs of the app', 5, (stack, count) => PkiSignal.rootCaUsed(...ownRoots(stack, count) as [RootCertificateAuthority])],
    ['keys', 10, (stack, count) => PkiSignal.keyDisabled(...importedKeys(stack, count) as [kms.IKey])],
    ['keys of the app', 10, (stack, count) => PkiSignal.keyDisabled(...ownKeys(stack, count) as [kms.Key])],
    ['buckets', 8, (stack, count) => PkiSignal.bucketChanged(...importedBuckets(stack, count) as [s3.IBucket])],
    ['buckets with denied changes', 8, (stack, count) => PkiSignal.bucketChangeDenied(...importedBuckets(stack, count) as [s3.IBucket])],
    ['audit report buckets', 7, (stack, count) => PkiSignal.auditReportElsewhere(...importedBuckets(stack, count) as [s3.IBucket])],
  ])('%s: %i fit in the patterns with the longest names, and one more is an error', (_name, count, make) => {
    const stack = newStack();
    const alarms = build({
      source: SignalSource.logsAndEvents(logGroupOf(stack)),
      routing: notify(stack),
      signals: PkiSignals.of(make(stack, count)),
    }, stack);

    const [{ Properties: { FilterPattern } }] = Object.values(Template.fromStack(stack).findResources(FILTER));
    const parts = (typeof FilterPattern === 'string' ? [FilterPattern] : FilterPattern['Fn::Join'][1]) as unknown[];
    // The longest value of a token is the ID of a CA or a key.
    const longest = parts.map((part) => typeof part === 'string' ? part : 'x'.repeat(36)).join('');
    expect(longest.length).toBeLessThanOrEqual(1024);
    expect(alarms.rules).toHaveLength(1);
    expect(errorOf('SignalResources', () => make(newStack(), count + 1)).message).toMatch(new RegExp(`must contain 1 to ${count} .*; got ${count + 1}\\.`));
  });

  test('more resources need several signals with different names', () => {
    const stack = newStack();
    const [first, second] = importedRoots(stack, 2);
    const signals = PkiSignals.of(PkiSignal.rootCaUsed(first), PkiSignal.rootCaUsed(second).withName('other-root-ca-used'));

    expect(build({ signals }, stack).alarms).toHaveLength(2);
    expect(signals._bind(stack)[1]).toMatchObject({ name: 'other-root-ca-used', criticality: Criticality.CRITICAL });
  });

  test('an alias in the app is replaced by the ID of its key', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const signal = PkiSignal.keyDisabled(new kms.Alias(stack, 'Alias', { aliasName: 'alias/pki', targetKey: key }));

    expect(stack.resolve(signal.eventPattern!.detail!.requestParameters))
      .toEqual({ keyId: [{ suffix: stack.resolve(key.keyId) }] });
  });
});

describe('a resource of a signal in another environment', () => {
  const IRELAND = { account: '111122223333', region: 'eu-west-1' };
  const VIRGINIA = { account: '111122223333', region: 'us-east-1' };
  type Make = (stack: Stack) => PkiSignal;
  const bucket: Make = (stack) => PkiSignal.bucketChanged(new s3.Bucket(stack, 'Bucket'));
  const named: Make = (stack) => PkiSignal.bucketChanged(new s3.Bucket(stack, 'Bucket', { bucketName: 'amzn-s3-demo-bucket' }));
  const key: Make = (stack) => PkiSignal.keyDisabled(new kms.Key(stack, 'Key'));
  const root: Make = (stack) => PkiSignal.rootCaUsed(newRoot(stack, 'Root'));
  const report: Make = (stack) => PkiSignal.auditReportElsewhere(new s3.Bucket(stack, 'Bucket'));
  const alarmsFor = (make: Make, { app = new App(), scope = app as Construct, env = IRELAND } = {}) => {
    const signal = make(new Stack(scope, 'Other', { env }));
    build({ signals: PkiSignals.of(signal.withName('renamed')) }, new Stack(app, 'Alarms', { env: VIRGINIA }));
    return app;
  };

  test.each<[string, Make]>([['bucket', bucket], ['KMS key', key], ['CA', root], ['bucket', report]])(
    'causes an error of the library if only the deployment knows the name: a %s', (kind, make) => {
      const { message } = errorOf('SignalEnvironment', () => alarmsFor(make));

      expect(message).toContain(`The ${kind} of a signal must be in the Stage, account, and Region of the alarms`);
      expect(message).toContain(kind === 'bucket' ? 'Set bucketName' : `Import the ${kind}`);
    });

  test('causes an error if it is in another Stage', () => {
    const app = new App();

    errorOf('SignalEnvironment', () => alarmsFor(bucket, { app, scope: new Stage(app, 'Stage'), env: VIRGINIA }));
    const another = new App();
    errorOf('SignalEnvironment', () => alarmsFor(named, { app: another, scope: new Stage(another, 'Stage'), env: VIRGINIA }));
  });

  test('is allowed if synthesis knows the name, or if only the stack is another one', () => {
    expect(() => alarmsFor(named).synth()).not.toThrow();
    expect(() => alarmsFor(bucket, { env: VIRGINIA }).synth()).not.toThrow();
    expect(() => alarmsFor((stack) => PkiSignal.bucketChanged(s3.Bucket.fromBucketName(stack, 'Bucket', 'mine'))).synth()).not.toThrow();
  });
});

test('a subordinate CA is not allowed as a root CA, and a CA of unknown type is', () => {
  const stack = newStack();
  const root = newRoot(stack, 'Root');
  const subordinate = new SubordinateCertificateAuthority(stack, 'Issuing', {
    subject: DistinguishedName.of({ commonName: 'Issuing CA' }), parent: root, revocation: Revocation.none(),
  });
  const l1 = new acmpca.CfnCertificateAuthority(stack, 'L1', {
    type: 'SUBORDINATE', keyAlgorithm: 'EC_prime256v1', signingAlgorithm: 'SHA256WITHECDSA', subject: {},
  });

  expect(errorOf('SignalRoot', () => PkiSignal.rootCaUsed(root, subordinate)).message).toContain('must be a root CA');
  errorOf('SignalRoot', () => PkiSignal.rootCaUsed(l1));
  expect(PkiSignal.rootCaUsed(root, PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', ROOT_ARN)).name)
    .toBe('root-ca-used');
});

test('texts of 800 characters and a name of 100 fit in the description of an alarm', () => {
  const stack = newStack();
  const longest = { name: 'a'.repeat(100), meaning: 'a'.repeat(400), nextStep: 'b'.repeat(399), criticality: Criticality.CRITICAL };
  build({ signals: PkiSignals.of(signalOf(longest)), metricNamespace: 'n'.repeat(255) }, stack);

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(ALARM));
  expect((Properties.AlarmDescription as string).length).toBeLessThanOrEqual(1024);
});

test('an event pattern can contain resources of the app, and their shortest form counts', () => {
  const ofLength = (length: number, nameOf: (stack: Stack) => string) => () => {
    const stack = newStack();
    const eventPattern = { source: ['a'.repeat(length), nameOf(stack)] };
    const signals = PkiSignals.of(signalOf({ eventPattern }));
    return build({ source: SignalSource.events(), routing: notify(stack), signals }, stack).rules;
  };
  const parameter = (stack: Stack) => new CfnParameter(stack, 'Parameter').valueAsString;
  const generated = (stack: Stack) => new logs.LogGroup(stack, 'Group').logGroupName;
  const around = '{"source":["",""]}'.length;

  expect(ofLength(2048 - around - 1, parameter)()).toHaveLength(1);
  errorOf('EventPatternLength', ofLength(2048 - around, parameter));
  const nameLength = 'Stack-GroupC79BFE9B-XXXXXXXXXXXX'.length - 1;
  expect(ofLength(2048 - around - nameLength - 1, generated)()).toHaveLength(1);
  errorOf('EventPatternLength', ofLength(2048 - around - nameLength + 2, generated));
});

test('the name of an excluded signal can be used again', () => {
  const mine = signalOf({ name: 'ca-deleted' });

  const signals = PkiSignals.recommended().without('ca-deleted').plus(mine)._bind(newStack());
  expect(signals.find(({ name }) => name === 'ca-deleted')).toBe(mine);
});

test('a filter pattern can contain resources of the app', () => {
  const stack = newStack();
  const logGroup = new logs.LogGroup(stack, 'Group');
  build({ source: SignalSource.logs(logGroup), signals: PkiSignals.of(signalOf({ filterPattern: `{ $.group = "${logGroup.logGroupName}" }` })) }, stack);

  Template.fromStack(stack).hasResourceProperties(FILTER, {
    FilterPattern: { 'Fn::Join': ['', ['{ $.group = "', { Ref: stack.getLogicalId(logGroup.node.defaultChild as logs.CfnLogGroup) }, '" }']] },
  });
});

describe('an error is', () => {
  const toMany = (parts: AlarmDestinationParts, count: number) =>
    AlarmRouting.everythingTo(...Array.from({ length: count }, () => AlarmDestination.of(parts)));
  const of = (props: Partial<PkiSignalProps>) => () => build({ signals: PkiSignals.of(signalOf(props)) });
  const longToken = () => {
    const stack = newStack();
    const { logGroupName } = new logs.LogGroup(stack, 'Group');
    return build({ signals: PkiSignals.of(signalOf({ filterPattern: `{ $.a = "${'a'.repeat(1024)}${logGroupName}" }` })) }, stack);
  };

  test.each<[string, ErrorCode, () => unknown, string]>([
    ['a repeated name', 'SignalDuplicate', () => build({ signals: PkiSignals.of(signalOf(), signalOf()) }), 'without(\'mine\')'],
    ['a repeated name in two sets', 'SignalDuplicate', () => build({ signals: PkiSignals.all().merge(PkiSignals.recommended()) }), 'ca-deleted'],
    ['an unknown signal to exclude', 'SignalUnknown', () => build({ signals: PkiSignals.recommended().without('ca-removed') }), 'ca-deleted, '],
    ['an unknown signal to change', 'SignalUnknown',
      () => build({ signals: PkiSignals.of().withCriticality('mine', Criticality.LOW) }), '(which contains no signals)'],
    ['an empty set', 'SignalMissing', () => build({ signals: PkiSignals.of() }), 'at least one signal'],
    ['a name of 101 characters', 'SignalName', of({ name: 'a'.repeat(101) }), '1 to 100 characters'],
    ['texts of 801 characters', 'SignalTexts', of({ meaning: 'a'.repeat(400), nextStep: 'b'.repeat(400) }), '801 characters'],
    ['a namespace of AWS', 'MetricNamespace', () => build({ metricNamespace: 'AWS/Mine' }), 'AWS/'],
    ['a namespace of 256 characters', 'MetricNamespace', () => build({ metricNamespace: 'n'.repeat(256) }), '1 to 255'],
    ['a filter without braces', 'FilterPatternForm', of({ filterPattern: '$.eventName = "X"' }), 'be enclosed in braces'],
    ['a filter whose resolved pattern is too long', 'FilterPatternLength',
      () => of({ filterPattern: Lazy.string({ produce: () => `{ $.a = "${'a'.repeat(1024)}" }` }) })(), 'characters'],
    ['a filter whose resolved pattern is invalid', 'FilterPatternForm',
      () => of({ filterPattern: Lazy.string({ produce: () => '{ ($.a = 1 }' }) })(), 'with matching braces'],
    ['no log group', 'LogGroupMissing', () => build({ source: SignalSource.logs(undefined!) }), 'TrailLogs.newGroup()'],
    ['no log group in addition to events', 'LogGroupMissing', () => build({ source: SignalSource.logsAndEvents(undefined!) }), 'TrailLogs.newGroup()'],
    ['a log group of another Region', 'LogGroupRegion', () => {
      const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } });
      const group = logs.LogGroup.fromLogGroupArn(stack, 'Other', 'arn:aws:logs:eu-west-1:111122223333:log-group:trail');
      return build({ source: SignalSource.logs(group) }, stack);
    }, 'in the account and Region of the alarms'],
    ['a log group of another account', 'LogGroupRegion', () => {
      const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } });
      const group = logs.LogGroup.fromLogGroupArn(stack, 'Other', 'arn:aws:logs:us-east-1:444455556666:log-group:trail');
      return build({ source: SignalSource.logs(group) }, stack);
    }, 'in the account and Region of the alarms'],
    ['six alarm actions', 'DestinationCount', () => build({ routing: toMany({ alarmAction: { bind: () => ({ alarmActionArn: 'arn' }) } }, 6) }),
      'at most 5 alarm actions'],
    ['six rule targets', 'DestinationCount', () => build({
      source: SignalSource.events(), routing: toMany({ ruleTarget: { bind: () => ({ arn: 'arn' }) } }, 6),
    }), 'at most 5 rule targets'],
    ['a time of more than one day in minutes', 'AlarmWindow', () => build({ period: Duration.minutes(5), evaluationPeriods: 289 }), 'at most 1 day'],
    ['a time of seven days in less than hours', 'AlarmWindow', () => build({ evaluationPeriods: 2016 }), 'less than 1 hour'],
    ['a period of ten seconds', 'AlarmWindow', () => build({ period: Duration.seconds(10) }), 'whole minutes'],
    ['a period of a minute and a half', 'AlarmWindow', () => build({ period: Duration.seconds(90) }), 'whole minutes'],
    ['a name with spaces', 'SignalName', of({ name: 'My signal' }), 'lowercase words'],
    ['texts that exceed the description of an alarm', 'SignalTexts', of({ meaning: 'a'.repeat(800) }), '812 characters'],
    ['texts with the name of a field', 'SignalTexts', of({ nextStep: 'Call <name>.' }), 'Call <name>.'],
    ...([
      {}, { source: [] }, { detail: {} }, { detail: { eventName: [] } }, { source: undefined },
    ] as events.EventPattern[])
      .map((eventPattern): [string, ErrorCode, () => unknown, string] => [
        `an event pattern that matches nothing: ${JSON.stringify(eventPattern)}`, 'SignalInvisible', () => {
          const stack = newStack();
          return build({
            source: SignalSource.logsAndEvents(logGroupOf(stack)),
            routing: notify(stack),
            signals: PkiSignals.of(signalOf({ eventPattern })),
          }, stack);
        }, 'eventPattern of signal mine must have at least one field',
      ]),
    ['a routing without routes', 'RouteMissing', () => build({ routing: AlarmRouting.byCriticality({}) }), 'at least one criticality'],
    ['a strict routing without routes', 'RouteMissing', () => build({ routing: AlarmRouting.byCriticality({ strict: true }) }),
      'at least one criticality'],
    ['a signal without a pattern or query', 'SignalInvisible', of({ filterPattern: undefined }), 'a metricsQuery'],
    ['a signal with only a filter pattern, without a log group', 'SignalInvisible',
      () => build({ source: SignalSource.events(), signals: PkiSignals.of(signalOf()) }), 'SignalSource.logs()'],
    ['a filter of 1,025 characters', 'FilterPatternLength', of({ filterPattern: `{ $.a = "${'a'.repeat(1013)}" }` }), '1025 characters'],
    ['a filter whose known part is too long', 'FilterPatternLength', longToken, 'at least '],
    ['an open brace', 'FilterPatternForm', of({ filterPattern: '{ $.a = 1' }), 'with matching braces'],
    ['an open parenthesis', 'FilterPatternForm', of({ filterPattern: '{ ($.a = 1 }' }), 'with matching braces'],
    ['a closed parenthesis', 'FilterPatternForm', of({ filterPattern: '{ $.a = 1) }' }), 'with matching braces'],
    ['an open quotation mark', 'FilterPatternForm', of({ filterPattern: '{ $.a = "1 }' }), 'with matching braces'],
    ['an empty filter', 'FilterPatternForm', of({ filterPattern: ' ' }), 'be enclosed in braces'],
    ['101 filters', 'MetricFilterCount', () => build({ signals: many(101) }), 'PkiSignals.without()'],
    ['100 filters in addition to an existing one', 'MetricFilterCount', () => {
      const stack = newStack();
      build({ signals: PkiSignals.of(signalOf()) }, stack, 'First');
      return build({ signals: many(100) }, stack);
    }, '(1 belong to other constructs); got 101'],
    ['a time of more than seven days', 'AlarmWindow', () => build({ period: Duration.days(1), evaluationPeriods: 8 }), '7 days'],
    ['no period', 'AlarmWindow', () => build({ evaluationPeriods: 0 }), 'at least 1'],
    ['a criticality without a route where the routing is strict', 'RouteMissing', () => build({
      routing: AlarmRouting.byCriticality({ critical: [AlarmDestination.of({})], strict: true }),
    }), 'high'],
    ['a rule of more than 2,048 characters', 'EventPatternLength', () => {
      const stack = newStack();
      return build({
        source: SignalSource.events(),
        routing: notify(stack),
        signals: PkiSignals.of(signalOf({ eventPattern: { source: [`${'a'.repeat(2048)}`] } })),
      }, stack);
    }, 'at most 2048 characters; got "2063 characters"'],
  ])('%s', (_name, code, mistake, text) => {
    expect(errorOf(code, mistake).message).toContain(text);
  });

  test('not a parenthesis in quotation marks', () => {
    expect(of({ filterPattern: '{ $.a = "(\\"{" }' })().alarms).toHaveLength(1);
  });
});
