import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';

/* The number of alarms of an expiry watch. */

/**
 * The number of alarms for CAs. A stack can have 500 resources, and the watch itself has about 15.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const EXPIRY_ALARMS = { max: 480 };

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
