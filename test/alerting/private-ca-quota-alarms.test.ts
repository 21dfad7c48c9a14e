import { Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PrivateCaQuotaAlarms, PrivateCaQuotaAlarmsProps } from '../../src/alerting/private-ca-quota-alarms';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { AlarmState, Sample, simulate } from '../support/alarm-model';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

interface QueryAlarm {
  readonly Metrics: { readonly Expression: string; readonly Period: number }[];
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: 'ignore';
  readonly AlarmDescription: string;
  readonly AlarmActions?: unknown[];
}

function alarmsOf(props: PrivateCaQuotaAlarmsProps = {}, stack = newStack()): QueryAlarm[] {
  new PrivateCaQuotaAlarms(stack, 'Quotas', props);
  return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties).filter(({ Metrics }) => Metrics);
}

test('by default, the alarms are at 80% of the documented quotas, and query the metrics without dimensions', () => {
  expect(alarmsOf().map(({ Metrics, Threshold }) => [Metrics.map(({ Expression }) => Expression), Threshold])).toEqual([
    [['SELECT MAX(CertificateAuthority) FROM "AWS/Usage"'], 160],
    [['SELECT MAX(CertificatesPerCA) FROM "AWS/Usage"'], 800_000],
  ]);
});

test('an alarm evaluates no more than the 3 hours that a query supports', () => {
  for (const { Metrics, EvaluationPeriods } of alarmsOf()) {
    expect(Metrics[0].Period * EvaluationPeriods).toBeLessThanOrEqual(3 * 3600);
    expect(Metrics[0].Period % 60).toBe(0);
  }
});

test('the quotas, the percentage, and the criticality can be set, and a threshold is rounded up', () => {
  const alarms = alarmsOf({
    certificateAuthorityQuota: 3, certificatesPerCaQuota: 100_000_000, percentage: 90, criticality: Criticality.HIGH,
  });

  expect(alarms.map(({ Threshold }) => Threshold)).toEqual([3, 90_000_000]);
  expect(alarms[0].AlarmDescription).toMatch(/^HIGH: The CAs in the account and Region use at least 90% of their quota \(3\)\./);
});

test('the alarms are routed by their criticality, which is medium by default', () => {
  const stack = newStack();
  const [medium, high] = ['Medium', 'High'].map((id) => new PkiNotifications(stack, id));

  const alarms = alarmsOf({ routing: AlarmRouting.byCriticality({ medium: [medium], high: [high] }) }, stack);

  const topic = stack.resolve(medium.topic.topicArn);
  expect(alarms.map(({ AlarmActions }) => AlarmActions)).toEqual([[topic], [topic]]);
  expect(alarms.map(({ AlarmDescription }) => /^\w+/.exec(AlarmDescription)![0])).toEqual(['MEDIUM', 'MEDIUM']);
});

test.each<[string, PrivateCaQuotaAlarmsProps]>([
  ['a percentage of zero', { percentage: 0 }],
  ['a percentage over 100', { percentage: 101 }],
  ['a share', { percentage: 0.8 }],
  ['a quota of zero', { certificateAuthorityQuota: 0 }],
  ['a fraction', { certificatesPerCaQuota: 10.5 }],
  ['no number', { certificatesPerCaQuota: NaN }],
  ['a token', { certificateAuthorityQuota: Lazy.number({ produce: () => 300 }) }],
])('%s is an error that leaves nothing behind', (_name, props) => {
  const stack = newStack();

  errorOf('QuotaLimit', () => new PrivateCaQuotaAlarms(stack, 'Quotas', props));

  expect(stack.node.tryFindChild('Quotas')).toBeUndefined();
});

describe('simulated usage', () => {
  const statesOf = (samples: Sample[], hours: number): AlarmState[] => {
    const [{ Metrics, ...alarm }] = alarmsOf();
    return simulate({ ...alarm, Period: Metrics[0].Period, Statistic: 'Maximum' }, samples, hours * 60, { extraPoints: 0 })
      .map(([, state]) => state);
  };
  /** The number of CAs, published at an interval of minutes. */
  const usage = (minutes: number, values: number[]): Sample[] => values.map((value, index) => [1 + index * minutes, value]);

  test('below 80% is OK, from 80% is ALARM, and below it again is OK', () => {
    expect(statesOf(usage(60, [...Array(10).fill(159), ...Array(10).fill(160), ...Array(10).fill(159)]), 30)).toEqual(['OK', 'ALARM', 'OK']);
  });

  test.each([5, 60, 360, 1440])('published every %i minutes does not change the state in the meantime', (minutes) => {
    const values = [...Array(10).fill(100), ...Array(10).fill(190)];

    expect(statesOf(usage(minutes, values), 20 * minutes / 60)).toEqual(['OK', 'ALARM']);
  });

  test('that is never published is insufficient data, so that nothing is detected', () => {
    expect(statesOf([], 48)).toEqual([]);
  });
});
