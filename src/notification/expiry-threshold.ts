import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Criticality } from './criticality';
import { DURATION, check, oneOf } from '../private/kinds';

/** The remaining validity period of a certificate or a credential at which an alarm goes into ALARM state. */
export class ExpiryThreshold {
  /**
   * A threshold.
   *
   * @param remaining The remaining validity period, in whole days (at least 1).
   * @param criticality The criticality of the alarm.
   */
  public static of(remaining: Duration, criticality: Criticality): ExpiryThreshold {
    return new ExpiryThreshold(remaining, criticality);
  }

  /** The remaining validity period. */
  public readonly remaining: Duration;

  /** The criticality of the alarm. */
  public readonly criticality: Criticality;

  private constructor(remaining: Duration, criticality: Criticality) {
    this.remaining = remaining;
    this.criticality = criticality;
  }

  /**
   * Checks the types of the values, as soon as the construct is known.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    check(scope, 'remaining', DURATION, this.remaining);
    check(scope, 'criticality', oneOf('Criticality', Criticality), this.criticality);
  }
}
