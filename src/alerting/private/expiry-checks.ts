import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { LIMITS } from '../../private/limits';
import { ExpiryThreshold } from '../expiry-threshold';

/* What the thresholds of an expiry watch must be. */

/** The number of alarms for CAs. The watch itself has about 15 resources. */
const EXPIRY_ALARMS = { max: LIMITS.stackResources.max - 20 };

/** The thresholds exist, are positive, and are in descending order. */
export function requireThresholds(scope: IConstruct, thresholds: ExpiryThreshold[]): void {
  if (thresholds.length === 0) {
    throw new PrivateCaError('ExpiryThresholdMissing', {
      scope,
      subject: 'thresholds',
      rule: 'contain at least one threshold',
      value: thresholds.length,
      fix: 'Add an ExpiryThreshold, or omit thresholds for 180, 90, and 30 days',
    });
  }
  thresholds.forEach(({ remaining }) => requireWholeDays(scope, remaining));
  const known = thresholds.filter(({ remaining }) => !remaining.isUnresolved())
    .map(({ remaining }) => remaining.toDays());
  if (known.every((days, index) => index === 0 || days < known[index - 1])) { return; }
  throw new PrivateCaError('ExpiryThresholdOrder', {
    scope,
    subject: 'thresholds',
    rule: 'be in descending order, without duplicates',
    value: known.map((days) => `${days} days`),
    fix: 'Sort thresholds from the longest to the shortest remaining period',
  });
}

function requireWholeDays(scope: IConstruct, remaining: Duration): void {
  if (remaining.isUnresolved()) { return; }
  const days = remaining.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1) { return; }
  throw new PrivateCaError('ExpiryThreshold', {
    scope,
    subject: 'remaining',
    rule: 'be in whole days, at least 1',
    value: `${days} days`,
    fix: 'Use Duration.days() in ExpiryThreshold.of()',
  });
}

/** The alarms for CAs fit into one stack. */
export function requireAlarmRoom(scope: IConstruct, authorities: number, thresholds: number): void {
  const count = authorities * thresholds;
  if (count <= EXPIRY_ALARMS.max) { return; }
  throw new PrivateCaError('ExpiryAlarmCount', {
    scope,
    subject: 'certificateAuthorities and thresholds',
    rule: `result in at most ${EXPIRY_ALARMS.max} alarms (one for each certificate authority and threshold)`,
    value: `${authorities} certificate authorities with ${thresholds} thresholds`,
    fix: 'Use fewer thresholds, or create an expiry watch in each of several stacks',
  });
}
