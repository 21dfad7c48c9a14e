import {
  Duration, Lazy, Stack, Token, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events, aws_logs as logs,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiAlarmsProps } from '../../src/alerting/pki-alarms-props';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignalProps } from '../../src/alerting/pki-signal-props';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { newCriticalAlarm } from '../../src/alerting/private/critical-alarm';
import { SignalSource } from '../../src/alerting/signal-source';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* The forms of names, texts, and patterns of signals, and when a rule matches read-only calls. */

const logGroupOf = (stack: Stack) => logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');
const alarms = (signal: Partial<PkiSignalProps>, props: Partial<PkiAlarmsProps> = {}, stack = newStack({ env: ENVIRONMENT })) =>
  new PkiAlarms(stack, 'Alarms', {
    source: SignalSource.logs(logGroupOf(stack)),
    routing: AlarmRouting.byCriticality({ low: [] }),
    signals: PkiSignals.of(PkiSignal.of({
      name: 'mine', criticality: Criticality.LOW, meaning: 'Something happened.', nextStep: 'Look.', filterPattern: '{ $.a = 1 }', ...signal,
    })),
    ...props,
  });
const query = { filterPattern: undefined, metricsQuery: 'SELECT SUM(A) FROM "B"' };

test.each(['{ $.a = 1 }', `{ $.a = "${'a'.repeat(1012)}" }`, ' { $.a = 1 } ', '{ $.a = 1\n&& $.b = 2 }', '{ ($.a[0] = "\\"}") }'])('a filter pattern can be %p', (filterPattern) => {
  expect(alarms({ filterPattern }).alarms).toHaveLength(1);
});

test.each(['a { $.a = 1 }', '{ $.a = 1 } b', '{ $.a = 1', '{ { $.a = 1 }', '{ ($.a = 1 }) }', '{ "a }'])('a filter pattern cannot be %p', (filterPattern) => {
  expect(errorOf('FilterPatternForm', () => alarms({ filterPattern })).message).toMatch(/^filterPattern of signal mine must be enclosed in braces/);
});

test.each(['mine!', '1mine', '-mine', 'mine-', 'a--b', 'Mine', ' mine'])('a signal name cannot be "%s"', (name) => {
  expect(errorOf('SignalName', () => alarms({ name })).message).toMatch(/^signal name must be lowercase words/);
});

test('a signal name that cannot be the ID of a construct is an error', () => {
  expect(errorOf('SignalName', () => alarms({ name: 'constructor' })).message).toContain('must not be the name of a property that every object has; got "constructor"');
  expect(errorOf('SignalName', () => alarms({ name: Lazy.string({ produce: () => 'mine' }) })).message).toContain('must be known at synthesis');
});

test.each(['a:b', 'a*', '$a', ':a'])('a namespace cannot be "%s"', (metricNamespace) => {
  expect(errorOf('MetricNamespace', () => alarms({}, { metricNamespace })).message).toMatch(/^metricNamespace must be text without/);
});

test('texts with a token pass, and a runbook that is not valid names its signal', () => {
  expect(alarms({ meaning: `${Token.asString({ Ref: 'Text' })} <b>` }).alarms).toHaveLength(1);
  expect(errorOf('RunbookUrl', () => alarms({ runbook: 'http://example.com' })).message).toMatch(/^runbook of signal mine must /);
});

test('an event pattern can contain tokens, and a field without a value does not count', () => {
  const source = SignalSource.logsAndEvents(logGroupOf(newStack({ env: ENVIRONMENT })));

  expect(() => alarms({ eventPattern: { source: ['a'], detail: { a: [Token.asAny({ Ref: 'A' })] } } }, { source })).not.toThrow();
  errorOf('SignalInvisible', () => alarms({ eventPattern: { source: null } as never }, { source }));
});

test.each<[string, events.EventPattern]>([
  ['an empty list', { source: ['a'], detailType: [] }], ['an empty list in the details', { detail: { a: ['b'], c: [] } }],
])('an event pattern cannot contain %s next to other fields', (_name, eventPattern) => {
  expect(errorOf('SignalInvisible', () => alarms({ eventPattern })).message).toMatch(/^eventPattern of signal mine must have .* each field/);
});

test('an event pattern can contain null, and its length matters only for a rule', () => {
  const source = SignalSource.logsAndEvents(logGroupOf(newStack({ env: ENVIRONMENT })));
  const { alarms: created, rules } = alarms({ eventPattern: { source: ['a'.repeat(2048)], detail: { errorCode: [null] } } }, { source });

  expect([created.length, rules.length]).toEqual([1, 0]);
});

test('an error about texts of 800 characters shows the texts', () => {
  const { message } = errorOf('SignalTexts', () => alarms({ meaning: '<'.padEnd(400, 'a'), nextStep: 'b'.repeat(399) }));

  expect(message).toMatch(/got "<aaa/);
});

test.each([
  ['a search', 'SEARCH(\'{AWS/ACMPrivateCA} Failure\', \'Sum\')', 'SEARCH'], ['math on other metrics', 'm1 + m2', 'm1 + m2'], ['no text', '', '""'],
  ['a word that only starts like a query', 'SELECTED', 'SELECTED'], ['a text of 81 characters', 'a'.repeat(81), `"${'a'.repeat(80)}…"`],
])('a metrics query with %s is an error, because alarms do not support it', (_name, metricsQuery, shown) => {
  const { message } = errorOf('MetricsQueryForm', () => alarms({ metricsQuery }));

  expect(message).toContain('metricsQuery of signal');
  expect(message).toContain(shown);
});

test.each(['select sum(A) from "B"', '\n  SELECT SUM(A)\n  FROM "B"', Lazy.string({ produce: () => 'SELECT SUM(A) FROM "B"' })])(
  'the metrics query %p passes', (metricsQuery) => {
    expect(alarms({ filterPattern: undefined, metricsQuery }).alarms).toHaveLength(1);
  });

test('a signal without a filter pattern needs no metric filters, and one with a query needs no event', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const logGroup = new logs.LogGroup(stack, 'Group', { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS });

  expect(alarms(query, { source: SignalSource.logs(logGroup) }, stack).alarms).toHaveLength(1);
  expect(alarms({ metricsQuery: query.metricsQuery }, { source: SignalSource.events() }).alarms).toHaveLength(1);
});

test.each([
  ['period', { period: Duration.seconds(Token.asNumber({ Ref: 'Late' })) }], ['number of periods', { evaluationPeriods: Token.asNumber({ Ref: 'Late' }) }],
])('an alarm on a query has its own settings if the %s is known only at deployment', (_name, settings) => {
  const stack = newStack({ env: ENVIRONMENT });
  alarms(query, settings, stack);

  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods: 1, Metrics: [{ Period: 300 }] });
});

test.each<[string, unknown, string]>([
  ['only false', [false], 'ENABLED'], ['true', [true], 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
  ['both', [false, true], 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
])('a rule whose readOnly is %s has the state of what it matches', (_name, readOnly, state) => {
  const stack = newStack({ env: ENVIRONMENT });
  const routing = AlarmRouting.everythingTo(AlarmDestination.of({ ruleTarget: { bind: () => ({ arn: 'arn' }) } }));
  const eventPattern: events.EventPattern = { detailType: ['AWS API Call via CloudTrail'], detail: { readOnly } };
  alarms({ filterPattern: undefined, eventPattern }, { source: SignalSource.events(), routing }, stack);

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { State: state });
});

test.each<[string, events.EventPattern, string, string]>([
  ['API calls and other events', { detailType: ['AWS API Call via CloudTrail', 'Example'] }, 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    '"Event name: <detail-eventName>"'],
  ['detail types with a prefix', { detailType: [{ prefix: 'AWS API Call' }] as never }, 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    '"Event: <detail-type>"'],
  ['events of another service', { source: ['aws.config'], detailType: ['Example'] }, 'ENABLED', '"Resource: <resources-0->"'],
])('a rule for %s has the state and the message of what it matches', (_name, eventPattern, state, text) => {
  const stack = newStack({ env: ENVIRONMENT });
  const routing = AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications'));
  alarms({ filterPattern: undefined, eventPattern }, { source: SignalSource.events(), routing }, stack);

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  const [target] = Properties.Targets as { InputTransformer: { InputTemplate: string } }[];
  expect(Properties.State).toBe(state);
  expect(target.InputTransformer.InputTemplate).toContain(text);
});

test('an action without a prototype, or a class with the name of another one, is used as it is', () => {
  class LambdaAction { public bind() { return { alarmActionArn: 'own' }; } }
  const bare = Object.assign(Object.create(null) as object, { bind: () => ({ alarmActionArn: 'bare' }) });
  const stack = newStack({ env: ENVIRONMENT });
  const routing = AlarmRouting.everythingTo(...[bare, new LambdaAction(), new actions.SsmIncidentAction('Plan')]
    .map((alarmAction) => ({ alarmActions: [alarmAction], ruleTargets: () => [] })));
  alarms({}, { routing }, stack);

  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  expect((Properties.AlarmActions as unknown[]).slice(0, 2)).toEqual(['bare', 'own']);
});

test('a copy of a signal of the library keeps its runbook', () => {
  const stack = newStack();
  const signal = PkiSignals.recommended().signals[0];

  expect(signal._runbookFor(stack)).toMatch(/^https:.*#/);
  expect([signal.withName('renamed'), signal.withCriticality(Criticality.LOW)].map((copy) => copy._runbookFor(stack)))
    .toEqual([signal._runbookFor(stack), signal._runbookFor(stack)]);
});

describe('the rule of the critical alarm', () => {
  const ruleLength = (nameLength: number) => `ALARM("arn:aws:cloudwatch:us-east-1:111122223333:alarm:${'a'.repeat(nameLength)}") OR `.length;
  /** The number of alarms in each composite alarm, for alarms with names of these lengths. */
  const compositesFor = (nameLengths: number[]) => {
    const stack = newStack({ env: ENVIRONMENT });
    const metric = new cloudwatch.Metric({ namespace: 'Example', metricName: 'Errors' });
    newCriticalAlarm(new Construct(stack, 'Pki'), nameLengths.map((length, index) => new cloudwatch.Alarm(stack, `Alarm${index}`, {
      alarmName: String(index).padStart(length, 'a'), metric, threshold: 1, evaluationPeriods: 1,
    })));
    const composites = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::CompositeAlarm'));
    return Object.fromEntries(composites.map(([id, { Properties }]) =>
      [id.replace(/^Pki|[0-9A-F]{8}$/g, ''), JSON.stringify(Properties.AlarmRule).match(/ALARM\(/g)!.length]));
  };

  test('names up to 100 alarms itself, and more of them in composite alarms that are numbered', () => {
    expect(compositesFor(Array<number>(100).fill(5))).toEqual({ CriticalAlarm: 100 });
    expect(compositesFor(Array<number>(201).fill(5))).toEqual({ CriticalAlarm1: 100, CriticalAlarm2: 100, CriticalAlarm3: 1, CriticalAlarm: 3 });
  });

  test('has up to 10,240 characters', () => {
    const others = Array<number>(79).fill(66);
    const last = 10_240 - '()'.length - others.length * ruleLength(66) - ruleLength(0);

    expect(compositesFor([...others, last])).toEqual({ CriticalAlarm: 80 });
    expect(compositesFor([...others, last + 1])).toEqual({ CriticalAlarm1: 79, CriticalAlarm2: 1, CriticalAlarm: 2 });
  });
});

test('the critical alarm names 60 alarms itself, and 150 alarms in further composite alarms that are numbered', () => {
  const compositesFor = (count: number, name = 'mine') => {
    const stack = newStack({ env: ENVIRONMENT });
    const signals = PkiSignals.of(...Array.from({ length: count }, (_, index) => PkiSignal.of({
      name: `${name}-${index}`, criticality: Criticality.CRITICAL, meaning: 'A.', nextStep: 'B.', ...query,
    })));
    alarms({}, { signals }, stack);
    return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::CompositeAlarm'))
      .map(({ Properties }) => [JSON.stringify(Properties.AlarmRule).match(/ALARM\(/g)!.length, JSON.stringify(Properties.AlarmName)] as const);
  };
  const [first, second, third] = compositesFor(150);

  expect(compositesFor(60).map(([children]) => children)).toEqual([60]);
  expect(compositesFor(60, 'a'.repeat(90)).length).toBe(3);
  expect(first[0] + second[0] + third[0]).toBeLessThanOrEqual(152);
  expect([first, second].map(([, name]) => /-(\d)"\]\]\}$/.exec(name)?.[1])).toEqual(['1', '2']);
  expect(Math.max(first[0], second[0])).toBeLessThanOrEqual(100);
});
