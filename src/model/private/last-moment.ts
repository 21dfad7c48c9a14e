import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { isUnknown } from '../../private/require';

/** 9999-12-31T23:59:59Z, the last moment that an X.509 certificate can contain, in seconds since 1970. */
const LAST_SECOND = 253_402_300_799;

/** The number of years from 2026, when this version was released, to 9999. */
const YEARS = 7973;

/** The largest values by type. Larger relative values end after the year 9999 whenever the certificate is issued. */
const MAX: { readonly [type: string]: number } = {
  ABSOLUTE: LAST_SECOND, YEARS, MONTHS: 12 * (YEARS + 1), DAYS: Math.ceil(365.2425 * (YEARS + 1)),
};

/** Throws an error if a validity period ends after the year 9999. */
export function requireFourDigitYear(scope: IConstruct, type: string, value: number): void {
  if (isUnknown(value) || value <= MAX[type]) { return; }
  throw new PrivateCaError('ValidityPeriod', {
    scope,
    subject: 'validity',
    rule: `end before the year 10000 (at most ${MAX[type]})`,
    value,
    fix: type === 'ABSOLUTE' ? 'Pass seconds since 1970-01-01T00:00:00Z, not milliseconds' : 'Use a shorter validity period',
  });
}
