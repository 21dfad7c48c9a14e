import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { counted } from './counted';
import { PrivateCaError } from './errors';
import { requireLateUnit } from './late-durations';
import { Subject } from './require';

/* What expiry thresholds must be. */

/** The part of a threshold that is checked. */
interface Threshold {
  readonly remaining: Duration;
}

/** The thresholds exist, are positive, and are in descending order. */
export function requireThresholds({ scope, property }: Subject, thresholds: readonly Threshold[]): void {
  if (thresholds.length === 0) {
    throw new PrivateCaError('ExpiryThresholdMissing', {
      scope,
      subject: property,
      rule: 'contain at least one threshold',
      value: thresholds.length,
      fix: `Add an ExpiryThreshold, or omit ${property} for the default thresholds`,
    });
  }
  thresholds.forEach(({ remaining }) => requireWholeDays(scope, remaining));
  const known = thresholds.filter(({ remaining }) => !remaining.isUnresolved())
    .map(({ remaining }) => remaining.toDays());
  if (known.every((days, index) => index === 0 || days < known[index - 1])) { return; }
  throw new PrivateCaError('ExpiryThresholdOrder', {
    scope,
    subject: property,
    rule: 'be in descending order, without duplicates',
    value: known.map((days) => counted(days, 'day')),
    fix: 'Sort the thresholds from the longest to the shortest remaining period',
  });
}

function requireWholeDays(scope: IConstruct, remaining: Duration): void {
  requireLateUnit({ scope, property: 'remaining' }, remaining, 'days');
  if (remaining.isUnresolved()) { return; }
  const days = remaining.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1) { return; }
  throw new PrivateCaError('ExpiryThreshold', {
    scope,
    subject: 'remaining',
    rule: 'be in whole days, at least 1',
    value: counted(days, 'day'),
    fix: 'Use Duration.days() in ExpiryThreshold.of()',
  });
}
