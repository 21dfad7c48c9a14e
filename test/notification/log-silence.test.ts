import { Duration, Lazy, Stack, aws_logs as logs } from 'aws-cdk-lib';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiAlarmsProps } from '../../src/alerting/pki-alarms-props';
import { SignalSource } from '../../src/alerting/signal-source';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { LogSilence } from '../../src/notification/log-silence';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { Retrieval, Sample, simulate } from '../support/alarm-model';
import { errorOf } from '../support/errors';
import { alarmsOn, SynthesizedAlarm } from '../support/silence-alarms';
import { ENVIRONMENT, newStack } from '../support/stacks';

const METRIC = 'IncomingLogEvents';
const quiet = AlarmRouting.byCriticality({ low: [] });
const build = (props: Partial<PkiAlarmsProps>, stack = newStack({ env: ENVIRONMENT })) => new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(logs.LogGroup.fromLogGroupName(stack, 'Trail', 'management-events')), routing: quiet, ...props,
});
const alarmAfter = (period: Duration): SynthesizedAlarm => alarmsOn(Stack.of(build({ silence: LogSilence.after(period) })), METRIC)[0];

/** One log event every some minutes, from one minute to another. */
const every = (minutes: number, to: number, from = 1): Sample[] =>
  Array.from({ length: Math.ceil((to - from) / minutes) }, (_, index) => [from + index * minutes, 1]);

test('no alarm on silence exists by default, and its addition changes no other resource', () => {
  const withSilence = newStack({ env: ENVIRONMENT });
  const alarms = build({ silence: LogSilence.after(Duration.hours(1)) }, withSilence);
  const without = newStack({ env: ENVIRONMENT });

  expect(build({}, without).silenceAlarm).toBeUndefined();
  expect(alarmsOn(without, METRIC)).toEqual([]);
  expect(alarmsOn(withSilence, METRIC)).toHaveLength(1);
  expect(alarms.silenceAlarm).toBeDefined();
  expect(alarms.alarms).not.toContain(alarms.silenceAlarm);
});

test('the alarm is on the log group, and its description has the period and the next step', () => {
  expect(alarmAfter(Duration.hours(6))).toMatchObject({
    Namespace: 'AWS/Logs',
    Dimensions: [{ Name: 'LogGroupName', Value: 'management-events' }],
    Statistic: 'Sum',
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    AlarmDescription: expect.stringMatching(/^HIGH: The log group management-events received no log event for 6 hours\. .*What to do: /),
  });
});

test.each([
  ['15 minutes', Duration.minutes(15), 300, 3],
  ['an hour', Duration.hours(1), 300, 12],
  ['a day', Duration.days(1), 300, 288],
  ['25 hours', Duration.hours(25), 3600, 25],
  ['7 days', Duration.days(7), 3600, 168],
])('%s is a number of periods that CloudWatch can evaluate', (_name, period, seconds, count) => {
  const { Period, EvaluationPeriods, DatapointsToAlarm } = alarmAfter(period);

  expect([Period, EvaluationPeriods, DatapointsToAlarm]).toEqual([seconds, count, count]);
  expect(Period % 60).toBe(0);
  expect(Period * EvaluationPeriods).toBeLessThanOrEqual(Period < 3600 ? 86_400 : 604_800);
});

test.each([
  ['zero', Duration.minutes(0)],
  ['10 minutes', Duration.minutes(10)],
  ['17 minutes', Duration.minutes(17)],
  ['a number of seconds', Duration.seconds(1000)],
  ['1 day and 30 minutes', Duration.minutes(1470)],
  ['8 days', Duration.days(8)],
  ['a token', Duration.minutes(Lazy.number({ produce: () => 60 }))],
])('%s is an error that leaves nothing behind', (_name, period) => {
  const stack = newStack({ env: ENVIRONMENT });

  errorOf('LogSilencePeriod', () => build({ silence: LogSilence.after(period) }, stack));

  expect(stack.node.tryFindChild('Alarms')).toBeUndefined();
});

describe('a simulated log with an alarm after one hour', () => {
  const alarm = () => alarmAfter(Duration.hours(1));

  test.each<[string, Sample[], Retrieval]>([
    ['every minute', every(1, 1440), {}],
    ['every 20 minutes', every(20, 1440), {}],
    ['every 55 minutes', every(55, 1440), {}],
    ['every 20 minutes, and visible 10 minutes late', every(20, 1440), { delay: 10 }],
    ['every 20 minutes, and evaluated without more data points', every(20, 1440), { extraPoints: 0 }],
  ])('with log events %s stays in OK state after the first log event', (_name, samples, retrieval) => {
    const changes = simulate(alarm(), samples, 1440, retrieval);

    expect(changes.map(([, state]) => state)).toEqual(changes[0][1] === 'OK' ? ['OK'] : ['ALARM', 'OK']);
    expect(changes[changes.length - 1][0]).toBeLessThanOrEqual(30);
  });

  test.each([
    [0, 60],
    [2, 70],
    [5, 85],
  ])('that stops goes into ALARM state once, with %i more data points after at most %i minutes', (extraPoints, minutes) => {
    const last = 595;
    const changes = simulate(alarm(), every(5, last + 1, 0), 2880, { extraPoints });

    expect(changes.map(([, state]) => state)).toEqual(['OK', 'ALARM']);
    const after = changes[1][0] - last;
    expect(after).toBeGreaterThanOrEqual(60);
    expect(after).toBeLessThanOrEqual(minutes + 5);
  });

  test('that never starts is in ALARM state from the first evaluation', () => {
    expect(simulate(alarm(), [], 1440)).toEqual([[5, 'ALARM']]);
  });

  test('that pauses for 3 hours goes into ALARM state, and returns to OK with the next log event', () => {
    const changes = simulate(alarm(), [...every(5, 600), ...every(5, 1440, 780)], 1440);

    expect(changes.map(([, state]) => state)).toEqual(['OK', 'ALARM', 'OK']);
    expect(changes[2][0]).toBe(785);
  });

  test('that stops is not detected if missing data does not breach the threshold', () => {
    const changes = simulate({ ...alarm(), TreatMissingData: 'notBreaching' }, every(5, 600), 2880);

    expect(changes.map(([, state]) => state)).toEqual(['OK']);
  });
});

test('a simulated log with rare log events goes into ALARM state only after 3 days without a log event', () => {
  const alarm = alarmAfter(Duration.days(3));
  const day = 1440;
  const twoDays = every(2 * day, 20 * day);

  expect(simulate(alarm, twoDays, 20 * day, { everyMinutes: 60 }).map(([, state]) => state)).toEqual(['OK']);
  const stopped = simulate(alarm, every(60, 5 * day), 20 * day, { everyMinutes: 60 });
  expect(stopped.map(([, state]) => state).slice(-2)).toEqual(['OK', 'ALARM']);
  expect(stopped[stopped.length - 1][0]).toBeLessThanOrEqual((5 + 3) * day + 3 * 60);
});

test('the alarm is routed by its criticality, which can be set', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const [critical, high] = ['Critical', 'High'].map((id) => new PkiNotifications(stack, id));
  const routing = AlarmRouting.byCriticality({ critical: [critical], high: [high] });
  build({ routing, silence: LogSilence.after(Duration.hours(1)) }, stack);
  const silence = LogSilence.after(Duration.hours(2), { criticality: Criticality.CRITICAL });
  new ExternalPkiLog(stack, 'Ezca', { routing, silence });

  const [ofTrail, ofEzca] = alarmsOn(stack, METRIC);
  expect(ofTrail.AlarmActions).toHaveLength(1);
  expect(ofEzca.AlarmActions).toHaveLength(1);
  expect(ofTrail.AlarmActions).not.toEqual(ofEzca.AlarmActions);
  expect(ofEzca.AlarmDescription).toMatch(/^CRITICAL: .* for 2 hours\./);
});

test('a source without a log group, and destinations without an alarm action, are errors', () => {
  const silence = LogSilence.after(Duration.hours(1));
  const withoutAction = AlarmRouting.byCriticality({
    high: [AlarmDestination.of({ ruleTarget: { bind: () => ({ arn: 'arn' }) } })], medium: [],
  });

  errorOf('LogGroupMissing', () => build({ source: SignalSource.events(), silence }));
  errorOf('AlarmActionMissing', () => new ExternalPkiLog(newStack(), 'Ezca', { routing: withoutAction, silence }));
});

test.each(['INFREQUENT_ACCESS', 'DELIVERY'])('a log group of the class %s is an error', (logGroupClass) => {
  const stack = newStack({ env: ENVIRONMENT });
  const logGroup = new logs.LogGroup(stack, 'Logs');
  (logGroup.node.defaultChild as logs.CfnLogGroup).logGroupClass = logGroupClass;

  const error = errorOf('LogGroupClass', () =>
    LogSilence.after(Duration.hours(1))._newAlarm(stack, 'SilenceAlarm', logGroup, { nextStep: 'Check it.', runbook: 'trail-silent' }));
  expect(error.message).toContain('an alarm on missing log events');
  errorOf('LogGroupClass', () => build({ source: SignalSource.logs(logGroup), silence: LogSilence.after(Duration.hours(1)) }, stack));
});

test.each([null, 'one hour', { period: Duration.hours(1) }])('%p as a period is an error', (period) => {
  errorOf('PropertyType', () => build({ silence: LogSilence.after(period as never) }));
});

test.each(['severe', 42])('%p as a criticality is an error', (criticality) => {
  errorOf('PropertyType', () => build({ silence: LogSilence.after(Duration.hours(1), { criticality: criticality as never }) }));
});

test.each([null, undefined])('the criticality can be %p', (criticality) => {
  const stack = newStack({ env: ENVIRONMENT });
  build({ silence: LogSilence.after(Duration.hours(1), { criticality: criticality as never }) }, stack);

  expect(alarmsOn(stack, METRIC)[0].AlarmDescription).toMatch(/^HIGH: /);
});
