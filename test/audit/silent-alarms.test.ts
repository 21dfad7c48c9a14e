import { Duration, Stack } from 'aws-cdk-lib';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { AlarmProperties, Sample, simulate } from '../support/alarm-model';
import { alarmsOn } from '../support/silence-alarms';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* Simulated values of state machines that run, run late, fail, or stop, for the alarms of the audit loop. */

const DAY = 1440;

function reportOverdue(interval: Duration): AlarmProperties {
  const stack = newStack({ env: ENVIRONMENT });
  const certificateAuthorities = [newRoot(stack)];
  const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities });
  new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities, interval });
  return alarmsOn(stack, 'AuditReportDelivered')[0];
}

function expiryUnknown(): AlarmProperties {
  const stack: Stack = newStack({ env: ENVIRONMENT });
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities: [newRoot(stack), newRoot(stack, 'Second')] });
  return alarmsOn(stack, 'CertificateAuthoritiesRead')[0];
}

/** A value at 02:30 of each day, some minutes late. */
const daily = (values: (number | undefined)[], late: (day: number) => number = () => 0): Sample[] =>
  values.flatMap((value, day): Sample[] => value === undefined ? [] : [[day * DAY + 150 + late(day), value]]);
const statesOf = (alarm: AlarmProperties, samples: Sample[], days: number) => simulate(alarm, samples, days * DAY, { everyMinutes: 60 });
const hoursBetween = (change: [number, string], day: number) => (change[0] - (day * DAY + 150)) / 60;

describe('the alarm on an overdue report', () => {
  test('is OK while reports arrive every day, up to 6 hours late', () => {
    const alarm = reportOverdue(Duration.days(1));

    expect(statesOf(alarm, daily(Array(10).fill(1)), 10).map(([, state]) => state)).toEqual(['ALARM', 'OK']);
    expect(statesOf(alarm, daily(Array(10).fill(1), (day) => day % 2 * 350), 10).map(([, state]) => state)).toEqual(['ALARM', 'OK']);
  });

  test('is ALARM 30 to 33 hours after the last report, and OK after the next one', () => {
    const changes = statesOf(reportOverdue(Duration.days(1)), daily([1, 1, 1, undefined, undefined, 1, 1]), 7);

    expect(changes.map(([, state]) => state)).toEqual(['ALARM', 'OK', 'ALARM', 'OK']);
    expect(hoursBetween(changes[2], 2)).toBeGreaterThanOrEqual(30);
    expect(hoursBetween(changes[2], 2)).toBeLessThanOrEqual(33);
    expect(hoursBetween(changes[3], 5)).toBeLessThanOrEqual(1);
  });

  test('is OK with an interval of 6 days, and ALARM within a week after the last report', () => {
    const alarm = reportOverdue(Duration.days(6));
    const rare = daily(Array.from({ length: 30 }, (_, day) => day % 6 === 0 ? 1 : undefined));

    expect(statesOf(alarm, rare, 30).map(([, state]) => state)).toEqual(['ALARM', 'OK']);
    const stopped = statesOf(alarm, rare.slice(0, 2), 30);
    expect(stopped.map(([, state]) => state)).toEqual(['ALARM', 'OK', 'ALARM']);
    expect(hoursBetween(stopped[2], 6)).toBeLessThanOrEqual(7 * 24);
  });
});

describe('the alarm on unknown expiry', () => {
  test('is OK while all CAs are read every day', () => {
    expect(statesOf(expiryUnknown(), daily(Array(10).fill(2)), 10).map(([, state]) => state)).toEqual(['ALARM', 'OK']);
  });

  test.each([
    ['no execution runs', [2, 2, undefined, undefined, undefined]],
    ['one of two CAs is not read', [2, 2, 1, 1, 1]],
  ])('is ALARM 30 to 33 hours after the last complete execution if %s', (_name, values) => {
    const changes = statesOf(expiryUnknown(), daily(values), 5);

    expect(changes.map(([, state]) => state)).toEqual(['ALARM', 'OK', 'ALARM']);
    expect(hoursBetween(changes[2], 1)).toBeGreaterThanOrEqual(29);
    expect(hoursBetween(changes[2], 1)).toBeLessThanOrEqual(33);
  });
});
