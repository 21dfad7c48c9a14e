import { Duration } from 'aws-cdk-lib';
import { PrivateCaError } from './errors';
import { Subject } from './require';

/**
 * Throws an error if the duration is a token in another unit.
 *
 * The AWS CDK can't convert it, and its error has no path.
 */
export function requireLateUnit({ scope, property }: Subject, duration: Duration, unit: 'seconds' | 'hours'): void {
  if (!duration.isUnresolved() || duration.unitLabel() === unit) { return; }
  throw new PrivateCaError('DurationUnit', {
    scope,
    subject: property,
    rule: `be in ${unit} if its value is a token, because a token can't be converted to another unit`,
    value: `a token in ${duration.unitLabel()}`,
    fix: `Use Duration.${unit}()`,
  });
}
