import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';

/** A unit of a duration, as the AWS CDK spells it. */
type LateUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/**
 * Throws an error if the duration is a token in another unit.
 *
 * The AWS CDK can't convert it, and its error has no path.
 */
export function requireLateUnit(
  { scope, property }: { scope: IConstruct; property: string }, duration: Duration, ...units: LateUnit[]
): void {
  if (!duration.isUnresolved() || units.some((unit) => duration.unitLabel() === unit)) { return; }
  throw new PrivateCaError('DurationUnit', {
    scope,
    subject: property,
    rule: `be in ${units.join(' or ')} if its value is a token, because a token can't be converted to another unit`,
    value: `a token in ${duration.unitLabel()}`,
    fix: `Use ${units.map((unit) => `Duration.${unit}()`).join(' or ')}`,
  });
}
