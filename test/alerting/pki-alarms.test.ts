import { Duration, Stack, aws_cloudwatch as cloudwatch, aws_logs as logs } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms, PkiAlarmsProps } from '../../src/alerting/pki-alarms';
import { PkiSignal, PkiSignalProps } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { SignalSource } from '../../src/alerting/signal-source';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/errors';
import { errorOf } from '../support/errors';
import { namedSignals } from '../support/signals';
import { newStack } from '../support/stacks';

const FILTER = 'AWS::Logs::MetricFilter';
const ALARM = 'AWS::CloudWatch::Alarm';
const RULE = 'AWS::Events::Rule';
const RECOMMENDED = PkiSignals.recommended()._bind(newStack());
const withFilter = RECOMMENDED.filter(({ filterPattern }) => filterPattern);
const withEvent = RECOMMENDED.filter(({ eventPattern }) => eventPattern);
const withQuery = RECOMMENDED.filter(({ metricsQuery }) => metricsQuery);
const nobody = AlarmRouting.byCriticality({});

const logGroupOf = (stack: Stack) => logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');
const build = (props: Partial<PkiAlarmsProps> = {}, stack = newStack(), id = 'Alarms') => new PkiAlarms(stack, id, {
  source: SignalSource.logs(stack.node.tryFindChild('Trail') as logs.ILogGroup ?? logGroupOf(stack)), routing: nobody, ...props,
});
const heardBy = (stack: Stack) => AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications'));
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

test('a signal in a log group is a metric filter and an alarm that says what to do', () => {
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
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
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

test('in logs: what logs tell by filters, what events alone tell by rules, what metrics tell by queries', () => {
  const stack = newStack();
  build({ routing: heardBy(stack) }, stack);

  const [filters, alarms, rules] = countsOf(stack);
  expect(filters).toBe(withFilter.length);
  // One alarm is that of the dead-letter queue.
  expect(alarms).toBe(withFilter.length + withQuery.length + 1);
  expect(rules).toBe(withEvent.filter(({ filterPattern }) => !filterPattern).length);
});

test('by events: rules for all that events tell, and no filter', () => {
  const stack = newStack();
  const alarms = build({ source: SignalSource.events(), routing: heardBy(stack) }, stack);

  expect(countsOf(stack)).toEqual([0, withQuery.length + 1, withEvent.length]);
  expect(alarms.rules).toHaveLength(withEvent.length);
  expect(alarms.logGroup).toBeUndefined();
  expect(alarms.criticalAlarm).toBeUndefined();
});

test('by logs and events: all of both', () => {
  const stack = newStack();
  build({ source: SignalSource.logsAndEvents(logGroupOf(stack)), routing: heardBy(stack) }, stack);

  expect(countsOf(stack)).toEqual([withFilter.length, withFilter.length + withQuery.length + 1, withEvent.length]);
});

test('one set serves any number of CAs: as many filters, alarms and rules for 100 as for 1', () => {
  const countsFor = (authorities: number) => {
    const stack = newStack();
    for (let index = 0; index < authorities; index++) {
      PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
        `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${index}`);
    }
    build({ source: SignalSource.logsAndEvents(logGroupOf(stack)), routing: heardBy(stack) }, stack);
    return countsOf(stack);
  };

  expect(countsFor(100)).toEqual(countsFor(1));
});

test('each criticality goes its own way, as alarm and as rule', () => {
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
  // A rule that tells nobody is not made.
  expect(targets).toEqual([[pagerArn, mailArn], [mailArn]]);
});

test('a rule tells what happened, who called, and what to do next', () => {
  const stack = newStack();
  build({
    source: SignalSource.events(),
    routing: heardBy(stack),
    signals: PkiSignals.of(...RECOMMENDED.filter(({ name }) => ['ca-deleted', 'crl-generation-failed'].includes(name))),
  }, stack);

  interface Target { InputTransformer: { InputTemplate: string; InputPathsMap: Record<string, string> } }
  const [deleted, crl] = Object.values(Template.fromStack(stack).findResources(RULE))
    .map(({ Properties }) => (Properties.Targets as Target[])[0].InputTransformer);
  expect(deleted.InputTemplate.split('\n').slice(0, 3)).toEqual([
    '"CRITICAL: A CA was deleted."', '"Call: <detail-eventName>"', '"Error: <detail-errorCode>"',
  ]);
  expect(Object.values(deleted.InputPathsMap)).toContain('$.detail.userIdentity.arn');
  expect(deleted.InputTemplate).toContain('What to do: It can be restored');
  expect(crl.InputTemplate).toContain('"Reason: <detail-reason>"');
});

test('a rule about any call hears of calls that only read, one about named calls does not ask for them', () => {
  const stack = newStack();
  const signals = PkiSignals.of(...RECOMMENDED.filter(({ name }) => ['access-denied', 'root-user-call', 'ca-deleted'].includes(name)));
  build({ source: SignalSource.events(), routing: heardBy(stack), signals }, stack);

  const states = Object.values(Template.fromStack(stack).findResources(RULE))
    .map(({ Properties }) => Properties.State as unknown);
  const alsoReads = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  expect(states).toEqual(['ENABLED', alsoReads, alsoReads]);
});

test('a metric of AWS Private CA is watched by Metrics Insights, whatever its dimensions are', () => {
  const stack = newStack();
  build({ signals: PkiSignals.of(...withQuery) }, stack);

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
])('an alarm on a query, which sees three hours, looks back over what it sees: %s', (_name, period, evaluationPeriods, seen) => {
  const stack = newStack();
  build({ period, evaluationPeriods }, stack);

  const [alarm] = Object.values(Template.fromStack(stack).findResources(ALARM))
    .filter(({ Properties }) => Properties.Metrics);
  const [{ Period }] = alarm.Properties.Metrics as { Period: number }[];
  expect([Period, alarm.Properties.EvaluationPeriods]).toEqual(seen);
});

test('one alarm is on while a critical one is, and is named after the stack', () => {
  const stack = newStack();
  const alarms = build({}, stack);

  const critical = withFilter.filter(({ criticality }) => criticality === Criticality.CRITICAL);
  const [composite] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::CompositeAlarm'));
  const rule = JSON.stringify(composite.Properties.AlarmRule);
  expect(rule.match(/ALARM\(/g)).toHaveLength(critical.length);
  expect(composite.Properties.AlarmActions).toBeUndefined();
  expect(composite.Properties.AlarmName).toEqual({
    'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, expect.stringMatching(/^-pki-critical-[0-9a-f]{8}$/)]],
  });
  expect(alarms.criticalAlarm).toBeInstanceOf(cloudwatch.CompositeAlarm);
  expect(alarms.alarms).toHaveLength(withFilter.length + withQuery.length);
});

test('no critical signal, no alarm over them', () => {
  expect(build({ signals: PkiSignals.of(signalOf()) }).criticalAlarm).toBeUndefined();
});

test('two sets in one stack do not count into each other\'s metrics, and a namespace may be given', () => {
  const stack = newStack();
  const [one, two] = ['One', 'Two'].map((id) => build({ signals: PkiSignals.of(signalOf()) }, stack, id));
  const given = build({ signals: PkiSignals.cisFoundations(), metricNamespace: 'LogMetrics', reportZeros: true }, stack, 'Cis');

  expect(stack.resolve(one.metricNamespace)).not.toEqual(stack.resolve(two.metricNamespace));
  expect(given.metricNamespace).toBe('LogMetrics');
  Template.fromStack(stack).hasResourceProperties(FILTER, {
    MetricTransformations: [{ MetricName: 'cis-cloudwatch-1', MetricNamespace: 'LogMetrics', MetricValue: '1', DefaultValue: 0 }],
  });
});

test('a metric can be had by the name of its signal', () => {
  const stack = newStack();
  const alarms = build({ period: Duration.minutes(1) }, stack);

  const metric = alarms.metric('ca-deleted').toMetricConfig().metricStat!;
  expect(metric).toMatchObject({ metricName: 'ca-deleted', statistic: 'Sum', period: Duration.minutes(1) });
  errorOf('SignalUnknown', () => alarms.metric('crl-generation-failed'));
  errorOf('SignalUnknown', () => build({ source: SignalSource.events() }, newStack()).metric('ca-deleted'));
});

test('signals are changed without changing the set they come from', () => {
  const recommended = PkiSignals.recommended();
  const changed = recommended.without('certificate-revoked', 'ca-share-changed').withCriticality('ca-disabled', Criticality.CRITICAL)
    .with(signalOf(), ...namedSignals());

  const names = changed._bind(newStack()).map(({ name }) => name);
  expect(names).toHaveLength(RECOMMENDED.length - 2 + 1 + 3);
  expect(names).not.toContain('certificate-revoked');
  expect(changed._bind(newStack()).find(({ name }) => name === 'ca-disabled')).toMatchObject({
    criticality: Criticality.CRITICAL, ezcaEventIds: [19],
  });
  expect(recommended._bind(newStack())).toEqual(RECOMMENDED);
});

const many = (count: number) => PkiSignals.of(...Array.from({ length: count }, (_, index) => signalOf({ name: `mine-${index}` })));

test('an alarm looks back over seven days, and a log group has 100 metric filters', () => {
  build({ period: Duration.days(1), evaluationPeriods: 7 });

  expect(build({ signals: many(100) }).alarms).toHaveLength(100);
});

test('a name that was left out may be given again', () => {
  const mine = signalOf({ name: 'ca-deleted' });

  const signals = PkiSignals.recommended().without('ca-deleted').with(mine)._bind(newStack());
  expect(signals.find(({ name }) => name === 'ca-deleted')).toBe(mine);
});

test('a filter may name resources of the app, whose names are known at deployment', () => {
  const stack = newStack();
  const logGroup = new logs.LogGroup(stack, 'Group');
  build({ source: SignalSource.logs(logGroup), signals: PkiSignals.of(signalOf({ filterPattern: `{ $.group = "${logGroup.logGroupName}" }` })) }, stack);

  Template.fromStack(stack).hasResourceProperties(FILTER, {
    FilterPattern: { 'Fn::Join': ['', ['{ $.group = "', { Ref: stack.getLogicalId(logGroup.node.defaultChild as logs.CfnLogGroup) }, '" }']] },
  });
});

describe('what is refused', () => {
  const of = (props: Partial<PkiSignalProps>) => () => build({ signals: PkiSignals.of(signalOf(props)) });
  const longToken = () => {
    const stack = newStack();
    const { logGroupName } = new logs.LogGroup(stack, 'Group');
    return build({ signals: PkiSignals.of(signalOf({ filterPattern: `{ $.a = "${'a'.repeat(1024)}${logGroupName}" }` })) }, stack);
  };

  test.each<[string, ErrorCode, () => unknown, string]>([
    ['a name twice', 'SignalDuplicate', () => build({ signals: PkiSignals.of(signalOf(), signalOf()) }), 'without(\'mine\')'],
    ['a name twice over two sets', 'SignalDuplicate', () => build({ signals: PkiSignals.all().merge(PkiSignals.recommended()) }), 'ca-deleted'],
    ['an unknown signal left out', 'SignalUnknown', () => build({ signals: PkiSignals.recommended().without('ca-removed') }), 'ca-deleted, '],
    ['an unknown signal changed', 'SignalUnknown',
      () => build({ signals: PkiSignals.of().withCriticality('mine', Criticality.LOW) }), 'there are no signals'],
    ['no signals', 'SignalMissing', () => build({ signals: PkiSignals.of() }), 'at least one signal'],
    ['a name with spaces', 'SignalName', of({ name: 'My signal' }), 'lowercase words'],
    ['texts that an alarm has no room for', 'SignalTexts', of({ meaning: 'a'.repeat(800) }), '812 characters'],
    ['texts that a rule takes for fields', 'SignalTexts', of({ nextStep: 'Call <name>.' }), 'Call <name>.'],
    ['nothing to see it by', 'SignalInvisible', of({ filterPattern: undefined }), 'a metricsQuery'],
    ['logs alone, looked for among events', 'SignalInvisible',
      () => build({ source: SignalSource.events(), signals: PkiSignals.of(signalOf()) }), 'SignalSource.logs()'],
    ['a filter of 1,025 characters', 'FilterPatternLength', of({ filterPattern: `{ $.a = "${'a'.repeat(1013)}" }` }), '1025 characters'],
    ['a filter that is too long but for what is unknown', 'FilterPatternLength', longToken, 'or more'],
    ['an open brace', 'FilterPatternForm', of({ filterPattern: '{ $.a = 1' }), 'do not match'],
    ['an open parenthesis', 'FilterPatternForm', of({ filterPattern: '{ ($.a = 1 }' }), 'do not match'],
    ['a closed parenthesis', 'FilterPatternForm', of({ filterPattern: '{ $.a = 1) }' }), 'do not match'],
    ['an open quotation mark', 'FilterPatternForm', of({ filterPattern: '{ $.a = "1 }' }), 'do not match'],
    ['an empty filter', 'FilterPatternForm', of({ filterPattern: ' ' }), 'do not match'],
    ['101 filters', 'MetricFilterCount', () => build({ signals: many(101) }), 'PkiSignals.without()'],
    ['100 filters beside one that is there', 'MetricFilterCount', () => {
      const stack = newStack();
      build({ signals: PkiSignals.of(signalOf()) }, stack, 'First');
      return build({ signals: many(100) }, stack);
    }, '1 of them of other constructs'],
    ['a window of more than seven days', 'AlarmWindow', () => build({ period: Duration.days(1), evaluationPeriods: 8 }), '7 days'],
    ['no period to look back over', 'AlarmWindow', () => build({ evaluationPeriods: 0 }), 'at least 1'],
    ['a criticality without a route where the routing is strict', 'RouteMissing', () => build({
      routing: AlarmRouting.byCriticality({ critical: [AlarmDestination.of({})], strict: true }),
    }), 'high'],
    ['a rule of more than 2,048 characters', 'EventPatternLength', () => {
      const stack = newStack();
      return build({
        source: SignalSource.events(),
        routing: heardBy(stack),
        signals: PkiSignals.of(signalOf({ eventPattern: { source: [`${'a'.repeat(2048)}`] } })),
      }, stack);
    }, '2048 characters'],
  ])('%s', (_name, code, mistake, text) => {
    expect(errorOf(code, mistake).message).toContain(text);
  });

  test('parentheses inside quotation marks are text', () => {
    expect(of({ filterPattern: '{ $.a = "(\\"{" }' })().alarms).toHaveLength(1);
  });
});
