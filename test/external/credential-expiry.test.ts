import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ExternalPkiLogProps } from '../../src/external/external-pki-log-props';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { LogSilence } from '../../src/notification/log-silence';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { AlarmProperties, Sample, simulate } from '../support/alarm-model';
import { errorOf } from '../support/errors';
import { alarmsOn } from '../support/silence-alarms';
import { newStack } from '../support/stacks';
import { definitionIn, execute } from '../support/state-machines';
import { World } from '../support/world';

const METRIC = 'DaysUntilCredentialExpiry';
const DAY = 1440;
const build = (props: ExternalPkiLogProps, stack = newStack()) => new ExternalPkiLog(stack, 'Ezca', props);
const days = (count: number, criticality = Criticality.HIGH) => ExpiryThreshold.of(Duration.days(count), criticality);
/** The alarms with thresholds, without the alarm on missing values. */
const thresholdsOf = (props: ExternalPkiLogProps) =>
  alarmsOn(Stack.of(build({ credentialCreatedOn: '2026-11-01', ...props })), METRIC).filter(({ Period }) => Period === 86400);

test('without a creation date, the log has no alarm and no state machine', () => {
  const log = build({});

  expect(log.alarms).toEqual([]);
  Template.fromStack(Stack.of(log)).resourceCountIs('AWS::StepFunctions::StateMachine', 0);
});

test('with a creation date, alarms warn 14 and 3 days before a token of 90 days expires', () => {
  const alarms = thresholdsOf({});

  expect(alarms.map(({ Threshold, AlarmDescription }) => [Threshold, /^\w+/.exec(AlarmDescription)![0]])).toEqual([[14, 'HIGH'], [3, 'CRITICAL']]);
  expect(alarms[0]).toMatchObject({
    Namespace: 'CdkPrivateCa', Statistic: 'Minimum', ComparisonOperator: 'LessThanOrEqualToThreshold', TreatMissingData: 'ignore',
  });
});

test.each([
  [17, [14, 3]], [16, [3]], [6, [3]], [5, [1]], [4, [1]],
])('a token of %i days has the default thresholds %p', (age, expected) => {
  expect(thresholdsOf({ credentialAge: Duration.days(age) }).map(({ Threshold }) => Threshold)).toEqual(expected);
});

test('the key of the log group encrypts the logs of the state machine, and all alarms are listed and routed', () => {
  const stack = newStack();
  const routing = AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications'));
  const { alarms } = build({ credentialCreatedOn: '2026-11-01', silence: LogSilence.after(Duration.hours(6)), routing }, stack);

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 2);
  const actions = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmActions?.length);
  expect(actions).toEqual([1, 1, 1, 1, 1, 1]);
  expect(alarms).toHaveLength(5);
});

test('an alarm on missing log events needs no routing', () => {
  expect(build({ silence: LogSilence.after(Duration.hours(6)) }).alarms).toHaveLength(1);
});

test('the age and a threshold can be tokens', () => {
  const late = Duration.days(Lazy.number({ produce: () => 10 }));

  expect(thresholdsOf({ credentialAge: late }).map(({ Threshold }) => Threshold)).toEqual([14, 3]);
  expect(thresholdsOf({ credentialThresholds: [ExpiryThreshold.of(late, Criticality.HIGH)] }).map(({ Threshold }) => Threshold)).toEqual([10]);
});

test('an error on a threshold names the property', () => {
  expect(errorOf('ExpiryThresholdMissing', () => build({ credentialThresholds: [] })).message).toMatch(/^credentialThresholds\b/);
});

test('the schedule has the date and the age, which can be tokens', () => {
  const stack = newStack();
  build({
    credentialCreatedOn: Lazy.string({ produce: () => '2026-11-01' }), credentialAge: Duration.days(Lazy.number({ produce: () => 60 })),
  }, stack);

  const world = World.of(stack);
  const { ScheduleExpression, Target } = world.propertiesOf<{ ScheduleExpression: string; Target: { Input: string } }>(world.idOf('AWS::Scheduler::Schedule'));
  expect(ScheduleExpression).toBe('rate(1 day)');
  expect(JSON.parse(Target.Input)).toEqual({ createdOn: '2026-11-01', ageDays: 60 });
});

test.each(['2026-11-26', '2028-02-29', '2026-11-26T23:59:59Z'])('%s is a creation date', (credentialCreatedOn) => {
  expect(() => build({ credentialCreatedOn })).not.toThrow();
});

test.each([
  '', 'yesterday', '26.11.2026', '2026-13-01', '2026-02-29', '2026-02-30', '2026-11-26T24:00:00Z', '2026-11-26T10:00:00', '2026-11-26T10:00:00+01:00',
  '2026-1-1', ' 2026-11-26', '2026-11-26\n',
])('%p is no creation date, which leaves nothing behind', (credentialCreatedOn) => {
  const stack = newStack();

  errorOf('CredentialDate', () => build({ credentialCreatedOn }, stack));

  expect(stack.node.tryFindChild('Ezca')).toBeUndefined();
});

test.each([
  ['ExpiryThreshold' as const, { credentialThresholds: [days(88)] }],
  ['ExpiryThreshold' as const, { credentialThresholds: [days(90)] }],
  ['ExpiryThreshold' as const, { credentialAge: Duration.days(3) }],
  ['ExpiryThreshold' as const, { credentialThresholds: [days(0)] }],
  ['ExpiryThresholdOrder' as const, { credentialThresholds: [days(3), days(14)] }],
  ['ExpiryThresholdMissing' as const, { credentialThresholds: [] }],
  ['PropertyType' as const, { credentialCreatedOn: 20261126 as never }],
  ['PropertyType' as const, { credentialThresholds: [14] as never }],
])('%s: %p is an error', (code, props) => {
  errorOf(code, () => build({ credentialCreatedOn: '2026-11-01', ...props }));
});

describe('an execution at 2026-11-26T02:00:00.512Z', () => {
  const publishedFor = async (createdOn: string, ageDays: number) => {
    const stack = newStack();
    build({ credentialCreatedOn: createdOn, credentialAge: Duration.days(ageDays) }, stack);
    const world = World.of(stack);
    const { Target } = world.propertiesOf<{ Target: { Input: string } }>(world.idOf('AWS::Scheduler::Schedule'));
    const { status, calls } = await execute(definitionIn(stack), JSON.parse(Target.Input), () => ({}));
    expect(status).toBe('SUCCEEDED');
    expect(calls).toHaveLength(1);
    return calls[0][1] as { Namespace: string; MetricData: { MetricName: string; Value: number; Dimensions: object[] }[] };
  };

  test.each([
    ['2026-11-26', 90, 89],
    ['2026-11-26T02:00:01Z', 90, 90],
    ['2026-11-01', 90, 64],
    ['2026-08-28', 90, -1],
    ['2026-08-28T02:00:01Z', 90, 0],
    ['2020-01-01', 90, -2432],
    ['2026-11-27', 90, 90],
    ['2026-11-27T02:00:00Z', 90, 90],
    ['2026-11-28', 90, 0],
    ['2027-11-26', 90, 0],
    ['2026-11-26', 36600, 36599],
  ])('for a token of %s that lives %i days publishes %i days', async (createdOn, ageDays, expected) => {
    const { Namespace, MetricData } = await publishedFor(createdOn, ageDays);

    expect(Namespace).toBe('CdkPrivateCa');
    expect(MetricData).toMatchObject([{ MetricName: METRIC, Value: expected, Dimensions: [{ Name: 'Watch', Value: 'Watch' }] }]);
  });
});

describe('simulated days of a token', () => {
  const alarms = () => alarmsOn(Stack.of(build({ credentialCreatedOn: '2026-11-01' })), METRIC);
  const silent = (): AlarmProperties => alarms().find(({ Period }) => Period === 3600)!;
  const within14 = (): AlarmProperties => alarms().find(({ Threshold }) => Threshold === 14)!;
  /** The days that are published at 02:30 of each day, from a number downwards. */
  const counted = (from: number, count: number, day = 0): Sample[] =>
    Array.from({ length: count }, (_, index) => [(day + index) * DAY + 150, from - index]);
  const statesOf = (alarm: AlarmProperties, samples: Sample[], dayCount: number) =>
    simulate(alarm, samples, dayCount * DAY, { everyMinutes: 60 });

  test('a token that is not rotated is ALARM from the 14th day before it expires', () => {
    const changes = statesOf(within14(), counted(20, 30), 30);

    expect(changes.map(([, state]) => state)).toEqual(['OK', 'ALARM']);
    expect(changes[1][0] - (6 * DAY + 150)).toBeLessThanOrEqual(60);
  });

  test('a rotated token is OK within two days of the deployment', () => {
    const changes = statesOf(within14(), [...counted(20, 10), ...counted(89, 10, 10)], 20);

    expect(changes.map(([, state]) => state)).toEqual(['OK', 'ALARM', 'OK']);
    expect(changes[2][0] - (10 * DAY + 150)).toBeLessThanOrEqual(2 * DAY);
  });

  test('only a threshold that is at least 3 days shorter than the age is OK after a rotation', () => {
    const [longest] = alarmsOn(Stack.of(build({ credentialCreatedOn: '2026-11-01', credentialThresholds: [days(87)] })), METRIC)
      .filter(({ Threshold }) => Threshold === 87);
    const rotated = [...counted(3, 3), ...counted(89, 5, 3)];

    expect(statesOf(longest, rotated, 8).map(([, state]) => state)).toEqual(['ALARM', 'OK', 'ALARM']);
    expect(statesOf({ ...longest, Threshold: 88 }, rotated, 8).map(([, state]) => state)).toEqual(['ALARM']);
  });

  test('a token that has already expired at the first deployment is ALARM with the first execution', () => {
    const changes = statesOf(within14(), counted(-5, 5), 5);

    expect(changes.map(([, state]) => state)).toEqual(['ALARM']);
    expect(changes[0][0]).toBeLessThanOrEqual(150 + 60);
  });

  test('days that are not counted are ALARM after 30 to 33 hours, whatever their number', () => {
    const changes = statesOf(silent(), counted(-5, 3), 10);

    expect(changes.map(([, state]) => state)).toEqual(['ALARM', 'OK', 'ALARM']);
    const hours = (changes[2][0] - (2 * DAY + 150)) / 60;
    expect(hours).toBeGreaterThanOrEqual(30);
    expect(hours).toBeLessThanOrEqual(33);
  });
});
