import { App, Duration, Lazy, Stack, Stage, Token, aws_cloudwatch as cloudwatch, aws_events as events, aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms, PkiAlarmsProps } from '../../src/alerting/pki-alarms';
import { PkiSignal, PkiSignalProps } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { requireWindow } from '../../src/alerting/private/alarm-checks';
import { SignalSource } from '../../src/alerting/signal-source';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { AlarmDestination, AlarmDestinationParts } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/errors';
import { errorOf } from '../support/errors';
import { namedSignals } from '../support/signals';
import { newRoot, newStack } from '../support/stacks';

const FILTER = 'AWS::Logs::MetricFilter';
const ALARM = 'AWS::CloudWatch::Alarm';
const RULE = 'AWS::Events::Rule';
const CALL = 'AWS API Call via CloudTrail';
const ALSO_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
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

test('one event is enough, however many periods an alarm looks back over', () => {
  const stack = newStack();
  build({ evaluationPeriods: 3, signals: PkiSignals.of(signalOf()) }, stack);

  Template.fromStack(stack).hasResourceProperties(ALARM, { EvaluationPeriods: 3, DatapointsToAlarm: 1 });
});

test('a query whose value is a fraction is over zero', () => {
  const stack = newStack();
  build({ signals: PkiSignals.of(signalOf({ filterPattern: undefined, metricsQuery: 'SELECT AVG(Failure) FROM "AWS/ACMPrivateCA"' })) }, stack);

  Template.fromStack(stack).hasResourceProperties(ALARM, { ComparisonOperator: 'GreaterThanThreshold', Threshold: 0 });
});

test('in logs, an event is not looked for where a metric tells the same', () => {
  const stack = newStack();
  const signal = signalOf({ filterPattern: undefined, eventPattern: { source: ['mine'] }, metricsQuery: 'SELECT SUM(A) FROM "B"' });
  build({ routing: heardBy(stack), signals: PkiSignals.of(signal) }, stack);

  expect(countsOf(stack)).toEqual([0, 2, 0]);
});

test('names that differ by a hyphen, and names of our own, do not meet', () => {
  const stack = newStack();
  const query = { filterPattern: undefined, metricsQuery: 'SELECT SUM(A) FROM "B"' };
  const signals = PkiSignals.of(
    signalOf({ name: 'critical', criticality: Criticality.CRITICAL }), signalOf({ name: 'a-1' }), signalOf({ name: 'a1' }),
    signalOf({ name: 'x-metric' }), signalOf({ name: 'x', ...query }),
  );

  expect(build({ signals }, stack).alarms).toHaveLength(5);
  expect(countsOf(stack)).toEqual([4, 5, 0]);
});

test('the namespace has no characters of the id that CloudWatch would refuse', () => {
  const stack = newStack();
  const { metricNamespace } = build({}, stack, 'Alarms: of $all*');

  expect(JSON.stringify(stack.resolve(metricNamespace))).toMatch(/"\/Alarmsofall-[0-9a-f]{8}"/);
});

test('a destination that is named twice is told once', () => {
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

describe('who hears of half of the ways', () => {
  const alarmAction = { bind: () => ({ alarmActionArn: 'arn' }) };
  const ruleTarget = { bind: () => ({ arn: 'arn' }) };
  type From = (group: logs.ILogGroup) => SignalSource;
  const heardAs = (parts: AlarmDestinationParts, source: From, signals?: PkiSignals) => () => {
    const stack = newStack();
    const routing = AlarmRouting.everythingTo(AlarmDestination.of(parts));
    return build({ source: source(logGroupOf(stack)), routing, signals }, stack);
  };
  const withoutRules = PkiSignals.recommended().without('crl-generation-failed', 'audit-report-failed');
  const withoutMetrics = PkiSignals.recommended().without('crl-bucket-misconfigured');

  test.each<[string, () => unknown, string]>([
    ['alarms alone, of logs', heardAs({ alarmAction }, SignalSource.logs), '["crl-generation-failed","audit-report-failed"]'],
    ['rules alone, of logs', heardAs({ ruleTarget }, SignalSource.logs), 'without(\'ca-deleted\', …)'],
    ['alarms alone, of events', heardAs({ alarmAction }, SignalSource.events), '"ca-deleted"'],
    ['rules alone, of events', heardAs({ ruleTarget }, SignalSource.events), '["crl-bucket-misconfigured"]'],
    ['nothing', heardAs({}, SignalSource.logsAndEvents), '"ca-deleted"'],
  ])('is told what would be lost: %s', (_name, mistake, text) => {
    expect(errorOf('SignalUnheard', mistake).message).toContain(text);
  });

  test.each<[string, () => PkiAlarms]>([
    ['alarms alone, of logs', heardAs({ alarmAction }, SignalSource.logs, withoutRules)],
    ['rules alone, of events', heardAs({ ruleTarget }, SignalSource.events, withoutMetrics)],
    ['rules alone, of both', heardAs({ ruleTarget }, SignalSource.logsAndEvents, withoutMetrics)],
  ])('may leave that out: %s', (_name, made) => {
    expect(made()).toBeInstanceOf(PkiAlarms);
  });
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
  expect(states).toEqual(['ENABLED', ALSO_READS, ALSO_READS]);
});

test.each<[string, events.EventPattern, string]>([
  ['a read by name', { detailType: [CALL], detail: { eventName: ['GetCertificate'] } }, ALSO_READS],
  ['a read beside a change', { detailType: [CALL], detail: { eventName: ['PutPolicy', 'GetPolicy'] } }, ALSO_READS],
  ['alternatives that name no action', { detailType: [CALL], detail: { $or: [{ errorCode: ['A'] }, { errorCode: ['B'] }] } }, ALSO_READS],
  ['one alternative that names no action',
    { detailType: [CALL], detail: { $or: [{ eventName: ['PutPolicy'] }, { errorCode: ['B'] }] } }, ALSO_READS],
  ['any name but one', { detailType: [CALL], detail: { eventName: [{ 'anything-but': 'PutPolicy' }] } }, ALSO_READS],
  ['any type', { source: ['aws.acm-pca'] }, ALSO_READS],
  ['types by a prefix', { detailType: events.Match.prefix('AWS API Call') }, ALSO_READS],
  ['changes by name', { detailType: [CALL], detail: { eventName: ['PutPolicy', 'DeletePolicy'] } }, 'ENABLED'],
  ['changes by a prefix', { detailType: [CALL], detail: { eventName: [{ prefix: 'PutBucket' }] } }, 'ENABLED'],
  ['changes in each alternative',
    { detailType: [CALL], detail: { $or: [{ eventName: ['PutPolicy'] }, { eventName: ['StopLogging'] }] } }, 'ENABLED'],
  ['changes, with alternatives for something else',
    { detailType: [CALL], detail: { eventName: ['PutPolicy'], $or: [{ errorCode: ['A'] }, { errorCode: ['B'] }] } }, 'ENABLED'],
  ['no calls', { detailType: ['ACM Private CA CRL Generation'] }, 'ENABLED'],
])('a rule of your own hears of reads unless all that it names changes something: %s', (_name, eventPattern, state) => {
  const stack = newStack();
  const signals = PkiSignals.of(signalOf({ eventPattern }));
  build({ source: SignalSource.events(), routing: heardBy(stack), signals }, stack);

  Template.fromStack(stack).hasResourceProperties(RULE, { State: state });
});

test('a long meaning is cut for the rule, and not through a token', () => {
  const descriptionOf = (meaning: string) => {
    const stack = newStack();
    build({
      source: SignalSource.events(),
      routing: heardBy(stack),
      signals: PkiSignals.of(signalOf({ meaning, eventPattern: { source: ['mine'] } })),
    }, stack);
    return Object.values(Template.fromStack(stack).findResources(RULE))[0].Properties.Description as unknown;
  };
  const token = Token.asString({ Ref: 'AWS::StackName' });

  expect(descriptionOf('a'.repeat(600))).toBe('a'.repeat(512));
  expect(descriptionOf(`${'a'.repeat(500)}${token}`))
    .toEqual({ 'Fn::Join': ['', ['a'.repeat(500), { Ref: 'AWS::StackName' }, ' (signal mine)']] });
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
    .plus(signalOf(), ...namedSignals());

  const names = changed._bind(newStack()).map(({ name }) => name);
  expect(names).toHaveLength(RECOMMENDED.length - 2 + 1 + 3);
  expect(names).not.toContain('certificate-revoked');
  expect(changed._bind(newStack()).find(({ name }) => name === 'ca-disabled')).toMatchObject({
    criticality: Criticality.CRITICAL, ezcaEventIds: [19],
  });
  expect(recommended._bind(newStack())).toEqual(RECOMMENDED);
});

const many = (count: number) => PkiSignals.of(...Array.from({ length: count }, (_, index) => signalOf({ name: `mine-${index}` })));

test.each<[string, Duration, number]>([
  ['a day by minutes', Duration.minutes(1), 1440],
  ['a day by 59 minutes', Duration.minutes(59), 24],
  ['seven days by hours', Duration.hours(1), 168],
  ['seven days by days', Duration.days(1), 7],
])('an alarm looks back over %s', (_name, period, evaluationPeriods) => {
  expect(build({ period, evaluationPeriods }).alarms.length).toBeGreaterThan(0);
});

test('a period, and how many, may be known at deployment', () => {
  const stack = newStack();
  const period = Duration.seconds(Token.asNumber({ Ref: 'Period' }));
  build({ signals: PkiSignals.of(signalOf()), evaluationPeriods: Token.asNumber({ Ref: 'Periods' }) }, stack);

  Template.fromStack(stack).hasResourceProperties(ALARM, { EvaluationPeriods: { Ref: 'Periods' } });
  expect(() => requireWindow(stack, period, 1)).not.toThrow();
});

test('a log group has 100 metric filters', () => {
  expect(build({ signals: many(100) }).alarms).toHaveLength(100);
});

test('log groups of one name in several Regions, accounts or deployments have 100 metric filters each', () => {
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

describe('signals about named resources', () => {
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
    ['keys', 12, (stack, count) => PkiSignal.keyDisabled(...importedKeys(stack, count) as [kms.IKey])],
    ['keys of the app', 12, (stack, count) => PkiSignal.keyDisabled(...ownKeys(stack, count) as [kms.Key])],
    ['buckets', 8, (stack, count) => PkiSignal.bucketChanged(...importedBuckets(stack, count) as [s3.IBucket])],
  ])('%s: %i fit into the patterns at their longest, one more is refused', (_name, count, make) => {
    const stack = newStack();
    const alarms = build({
      source: SignalSource.logsAndEvents(logGroupOf(stack)),
      routing: heardBy(stack),
      signals: PkiSignals.of(make(stack, count)),
    }, stack);

    const [{ Properties: { FilterPattern } }] = Object.values(Template.fromStack(stack).findResources(FILTER));
    const parts = (typeof FilterPattern === 'string' ? [FilterPattern] : FilterPattern['Fn::Join'][1]) as unknown[];
    // The longest that stands for a token here is the id of a CA or a key.
    const longest = parts.map((part) => typeof part === 'string' ? part : 'x'.repeat(36)).join('');
    expect(longest.length).toBeLessThanOrEqual(1024);
    expect(alarms.rules).toHaveLength(1);
    expect(errorOf('SignalResources', () => make(newStack(), count + 1)).message).toContain(`got ${count + 1}; allowed: 1 to ${count}`);
  });

  test('more than fit are several signals under several names', () => {
    const stack = newStack();
    const [first, second] = importedRoots(stack, 2);
    const signals = PkiSignals.of(PkiSignal.rootCaUsed(first), PkiSignal.rootCaUsed(second).withName('other-root-ca-used'));

    expect(build({ signals }, stack).alarms).toHaveLength(2);
    expect(signals._bind(stack)[1]).toMatchObject({ name: 'other-root-ca-used', criticality: Criticality.CRITICAL });
  });

  test('a key that is given as an alias of the app is named by its id', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const signal = PkiSignal.keyDisabled(new kms.Alias(stack, 'Alias', { aliasName: 'alias/pki', targetKey: key }));

    expect(stack.resolve(signal.eventPattern!.detail!.requestParameters))
      .toEqual({ keyId: [{ suffix: stack.resolve(key.keyId) }] });
  });
});

test('texts of 800 characters, a name of 100 and a namespace of 255 leave room in descriptions and metrics', () => {
  const stack = newStack();
  const longest = { name: 'a'.repeat(100), meaning: 'a'.repeat(400), nextStep: 'b'.repeat(399), criticality: Criticality.CRITICAL };
  build({ signals: PkiSignals.of(signalOf(longest)), metricNamespace: 'n'.repeat(255) }, stack);

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(ALARM));
  expect((Properties.AlarmDescription as string).length).toBeLessThanOrEqual(1024);
});

test('a rule may name resources of the app: only what is known counts', () => {
  const stack = newStack();
  const { logGroupName } = new logs.LogGroup(stack, 'Group');
  const eventPattern = { source: ['a'.repeat(2015), logGroupName] };
  const signals = PkiSignals.of(signalOf({ eventPattern }));
  const alarms = build({ source: SignalSource.events(), routing: heardBy(stack), signals }, stack);

  expect(alarms.rules).toHaveLength(1);
});

test('a name that was left out may be given again', () => {
  const mine = signalOf({ name: 'ca-deleted' });

  const signals = PkiSignals.recommended().without('ca-deleted').plus(mine)._bind(newStack());
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
  const toMany = (parts: AlarmDestinationParts, count: number) =>
    AlarmRouting.everythingTo(...Array.from({ length: count }, () => AlarmDestination.of(parts)));
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
    ['a name of 101 characters', 'SignalName', of({ name: 'a'.repeat(101) }), '1 to 100 characters'],
    ['texts of 801 characters', 'SignalTexts', of({ meaning: 'a'.repeat(400), nextStep: 'b'.repeat(400) }), '801 characters'],
    ['a namespace of AWS', 'MetricNamespace', () => build({ metricNamespace: 'AWS/Mine' }), 'AWS/'],
    ['a namespace of 256 characters', 'MetricNamespace', () => build({ metricNamespace: 'n'.repeat(256) }), '1 to 255'],
    ['a filter without braces', 'FilterPatternForm', of({ filterPattern: '$.eventName = "X"' }), 'not in braces'],
    ['a filter that turns out to be too long', 'FilterPatternLength',
      () => of({ filterPattern: Lazy.string({ produce: () => `{ $.a = "${'a'.repeat(1024)}" }` }) })(), 'characters'],
    ['a filter that turns out to be open', 'FilterPatternForm',
      () => of({ filterPattern: Lazy.string({ produce: () => '{ ($.a = 1 }' }) })(), 'do not match'],
    ['no log group', 'LogGroupMissing', () => build({ source: SignalSource.logs(undefined!) }), 'TrailLogs.newGroup()'],
    ['no log group beside events', 'LogGroupMissing', () => build({ source: SignalSource.logsAndEvents(undefined!) }), 'TrailLogs.newGroup()'],
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
    ['six destinations of alarms', 'DestinationCount', () => build({ routing: toMany({ alarmAction: { bind: () => ({ alarmActionArn: 'arn' }) } }, 6) }),
      'at most 5 alarm actions'],
    ['six destinations of rules', 'DestinationCount', () => build({
      source: SignalSource.events(), routing: toMany({ ruleTarget: { bind: () => ({ arn: 'arn' }) } }, 6),
    }), 'at most 5 rule targets'],
    ['a window of more than a day by minutes', 'AlarmWindow', () => build({ period: Duration.minutes(5), evaluationPeriods: 289 }), 'at most 1 day'],
    ['a window of seven days by less than hours', 'AlarmWindow', () => build({ evaluationPeriods: 2016 }), 'less than an hour'],
    ['a period of ten seconds', 'AlarmWindow', () => build({ period: Duration.seconds(10) }), 'whole minutes'],
    ['a period of a minute and a half', 'AlarmWindow', () => build({ period: Duration.seconds(90) }), 'whole minutes'],
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
    ['an empty filter', 'FilterPatternForm', of({ filterPattern: ' ' }), 'not in braces'],
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
