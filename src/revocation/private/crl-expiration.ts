import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { counted } from '../../private/counted';
import { PrivateCaError } from '../../private/errors';
import { requireLateUnit } from '../../private/late-durations';

/** The validity period of a CRL, in days. */
const CRL_EXPIRATION = { min: 1, max: 5000 };

/** Requires a validity period of a CRL that AWS Private CA accepts. */
export function requireExpiration(scope: IConstruct, expiration: Duration): void {
  requireLateUnit({ scope, property: 'expiration' }, expiration, 'days');
  if (expiration.isUnresolved()) { return; }
  const days = expiration.toDays({ integral: false });
  if (Number.isInteger(days) && days >= CRL_EXPIRATION.min && days <= CRL_EXPIRATION.max) { return; }
  throw new PrivateCaError('CrlExpiration', {
    scope,
    subject: 'expiration',
    rule: `be a whole number of days from ${CRL_EXPIRATION.min} to ${CRL_EXPIRATION.max}`,
    value: counted(days, 'day'),
    fix: 'Use Duration.days() with a value in this range, or remove expiration',
  });
}
