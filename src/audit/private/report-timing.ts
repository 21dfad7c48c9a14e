import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { requireLateUnit } from '../../private/late-durations';

/* The timing of audit reports. */

export const DEFAULT_INTERVAL = Duration.days(1);

/**
 * The shortest interval is the quota of AWS Private CA. The longest one leaves an alarm one day within its limit.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CreateCertificateAuthorityAuditReport.html
 */
const INTERVAL = { min: Duration.minutes(30), max: Duration.days(6) };

/**
 * How far an alarm with periods of one hour can look back.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const LONGEST_OVERDUE = Duration.days(7);

/** The retries of a request take about 70 minutes, and the flexible time window takes up to 60 minutes. */
const GRACE = Duration.hours(6);

/** The interval is within the limits, in whole minutes. */
export function requireInterval(scope: IConstruct, interval: Duration): void {
  requireLateUnit({ scope, property: 'interval' }, interval, 'minutes', 'hours', 'days');
  if (interval.isUnresolved()) { return; }
  const minutes = interval.toMinutes({ integral: false });
  const isInRange = minutes >= INTERVAL.min.toMinutes() && minutes <= INTERVAL.max.toMinutes();
  if (Number.isInteger(minutes) && isInRange) { return; }
  throw new PrivateCaError('ReportInterval', {
    scope,
    subject: 'interval',
    rule: `be in whole minutes, from ${INTERVAL.min.toHumanString()} to ${INTERVAL.max.toHumanString()}`,
    value: interval.toHumanString(),
    fix: 'Set interval to a duration within this range',
  });
}

/** The period after which a report is overdue, in whole hours. */
export function overdueAfterOf(scope: IConstruct, interval: Duration, given: Duration | undefined): number {
  const overdueAfter = given ?? (interval.isUnresolved() ? LONGEST_OVERDUE : interval.plus(GRACE));
  requireLateUnit({ scope, property: 'overdueAfter' }, overdueAfter, 'hours');
  if (overdueAfter.isUnresolved()) { return overdueAfter.toHours(); }
  const seconds = overdueAfter.toSeconds({ integral: false });
  const shortest = interval.isUnresolved() ? 0 : interval.toSeconds();
  const isInRange = seconds > 0 && seconds >= shortest && seconds <= LONGEST_OVERDUE.toSeconds();
  if (isInRange) { return Math.ceil(seconds / 3600); }
  throw new PrivateCaError('ReportOverdueAfter', {
    scope,
    subject: 'overdueAfter',
    rule: `be from the interval (${interval.toHumanString()}) to ${LONGEST_OVERDUE.toHumanString()}`,
    value: overdueAfter.toHumanString(),
    fix: 'Set overdueAfter to a duration within this range',
  });
}
