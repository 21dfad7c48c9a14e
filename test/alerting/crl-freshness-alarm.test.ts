import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CrlFreshnessAlarm, CrlFreshnessAlarmProps } from '../../src/alerting/crl-freshness-alarm';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { errorOf } from '../support/errors';
import { matches } from '../support/event-matcher';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

interface Alarm {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: { Name: string; Value: string }[];
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly Period: number;
  readonly Threshold: number;
  readonly TreatMissingData: string;
  readonly AlarmActions?: unknown[];
  readonly AlarmDescription: string;
}

function built(props: Partial<CrlFreshnessAlarmProps> = {}, count = 1): { stack: Stack; world: World; alarms: Alarm[] } {
  const stack = newStack({ env: ENVIRONMENT });
  const certificateAuthorities = Array.from({ length: count }, (_, index) => newRoot(stack, `Root${index}`));
  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities, ...props });
  const world = World.of(stack);
  return { stack, world, alarms: world.idsOf('AWS::CloudWatch::Alarm').map((id) => world.propertiesOf<Alarm>(id)) };
}

/**
 * The hours at which the alarm is in ALARM state, for CRLs that are published at the given hours. Each evaluation reads
 * as many hours as the alarm has evaluation periods. An hour without a CRL has no value.
 */
function alarmHours(alarm: Alarm, published: number[], until: number): number[] {
  const states = Array.from({ length: until }, (_, hour) => {
    const read = Array.from({ length: alarm.EvaluationPeriods }, (_value, index) => hour - index);
    const breaching = read.filter((one) => {
      const count = published.filter((at) => Math.floor(at) === one).length;
      return count === 0 ? alarm.TreatMissingData === 'breaching' : count < alarm.Threshold;
    });
    return breaching.length >= alarm.DatapointsToAlarm;
  });
  return states.flatMap((isAlarm, hour) => isAlarm ? [hour] : []);
}

const HALF = 84;
const LIFETIME = 168;

test('CRLs that are published after half of their lifetime raise no alarm after the first', () => {
  const { alarms: [alarm] } = built();

  expect(alarmHours(alarm, [0, HALF, 2 * HALF, 3 * HALF], 4 * HALF)).toEqual([]);
});

test('a CRL that is one day late raises no alarm, because the last one is still valid', () => {
  const { alarms: [alarm] } = built();

  expect(alarmHours(alarm, [0, HALF + 24, 2 * HALF + 24], 3 * HALF)).toEqual([]);
});

test('if CRLs are missing, the alarm is in ALARM state from three quarters of the lifetime on, before the last CRL expires', () => {
  const { alarms: [alarm] } = built();
  const [first, ...others] = alarmHours(alarm, [0], 2 * LIFETIME);

  expect(first).toBe(126);
  expect(first).toBeLessThan(LIFETIME);
  expect(others.at(-1)).toBe(2 * LIFETIME - 1);
});

test('a CRL after an alarm changes the alarm to OK', () => {
  const { alarms: [alarm] } = built();

  expect(alarmHours(alarm, [0, 150], 200)).toEqual(Array.from({ length: 24 }, (_, index) => 126 + index));
});

test('if missing data were not breaching, missing CRLs would raise no alarm', () => {
  const { alarms: [alarm] } = built();

  expect(alarmHours({ ...alarm, TreatMissingData: 'notBreaching' }, [0], 2 * LIFETIME)).toEqual([]);
});

test.each([[1, 18], [2, 36], [7, 126], [9, 162], [10, 168], [13, 168]])(
  'CRLs that are valid for %s days are stale after %s hours, which CloudWatch can evaluate', (days, hours) => {
    const { alarms: [alarm] } = built({ crlLifetime: Duration.days(days) });

    expect([alarm.Period, alarm.EvaluationPeriods, alarm.DatapointsToAlarm]).toEqual([3600, hours, hours]);
    expect(alarm.Period * alarm.EvaluationPeriods).toBeLessThanOrEqual(7 * 86_400);
    expect(hours).toBeGreaterThan(days * 12);
    expect(hours).toBeLessThan(days * 24);
  });

test('the alarm counts the events that its own rule matches, which are the successful CRL generations of its CA', () => {
  const { world, alarms } = built({}, 2);
  const rules = world.idsOf('AWS::Events::Rule');
  const event = (ca: string, result: string) => ({
    'source': 'aws.acm-pca', 'detail-type': 'ACM Private CA CRL Generation', 'resources': [ca], 'detail': { result },
  });
  const cas = world.idsOf('AWS::ACMPCA::CertificateAuthority').map((id) => world.arnOf(id));

  expect(alarms.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`)).toEqual(['AWS/Events MatchedEvents', 'AWS/Events MatchedEvents']);
  expect(new Set(alarms.map(({ Dimensions }) => JSON.stringify(Dimensions))).size).toBe(2);
  rules.forEach((id, index) => {
    const { EventPattern } = world.propertiesOf<{ EventPattern: never }>(id);
    expect(cas.map((ca) => matches(EventPattern, event(ca, 'success')))).toEqual(cas.map((_, other) => other === index));
    expect(matches(EventPattern, event(cas[index], 'failure'))).toBe(false);
  });
});

test('the alarms are routed by their criticality, which the description starts with', () => {
  const action = (name: string) => AlarmDestination.of({ alarmAction: { bind: () => ({ alarmActionArn: name }) } });
  const routing = AlarmRouting.byCriticality({ high: [action('high')], critical: [action('critical')] });

  expect(built({ routing }).alarms[0]).toMatchObject({ AlarmActions: ['high'], AlarmDescription: expect.stringMatching(/^HIGH: /) });
  expect(built({ routing, criticality: Criticality.CRITICAL }).alarms[0])
    .toMatchObject({ AlarmActions: ['critical'], AlarmDescription: expect.stringMatching(/^CRITICAL: /) });
});

test('a lifetime that is known only at deployment passes, and the alarm looks back as far as it can', () => {
  const stack = newStack();
  const seconds = Token.asNumber(Lazy.any({ produce: () => 604_800 }));

  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [newRoot(stack)], crlLifetime: Duration.seconds(seconds) });

  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods: 168 });
});

test('a CA that is specified twice is an error before anything is created', () => {
  const stack = newStack();
  const root = newRoot(stack);

  errorOf('CertificateAuthorityDuplicate', () => new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [root, root] }));
  Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
});
