import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { LIMITS } from '../../private/limits';

/* The number of alarms of an expiry watch. */

/** The number of alarms for CAs. The watch itself has about 15 resources. */
const EXPIRY_ALARMS = { max: LIMITS.stackResources.max - 20 };

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
