import { Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../private/errors';
import { isUnknown, requirePattern, requirePositiveInteger } from '../private/require';

/** GeneralizedTime or UTCTime, without the `Z` that AWS Private CA implies. */
const END_DATE = /^(\d{4}|\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

const END_DATE_FORMS = 'YYYYMMDDHHMMSS (GeneralizedTime) or YYMMDDHHMMSS (UTCTime), in UTC';

/**
 * A validity: how long, or until when, a certificate is valid. It is fixed when the certificate is issued; a change
 * issues a new certificate.
 *
 * A value that AWS Private CA would refuse is reported by the construct that the validity is given to.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_Validity.html
 */
export class Validity {
  /**
   * So many years from the time of issuance.
   *
   * @param count a whole number of at least 1
   */
  public static years(count: number): Validity {
    return new Validity('YEARS', count);
  }

  /**
   * So many months from the time of issuance.
   *
   * @param count a whole number of at least 1
   */
  public static months(count: number): Validity {
    return new Validity('MONTHS', count);
  }

  /**
   * So many days from the time of issuance.
   *
   * @param count a whole number of at least 1
   */
  public static days(count: number): Validity {
    return new Validity('DAYS', count);
  }

  /**
   * Until a moment that is counted in seconds since 1970-01-01T00:00:00Z.
   *
   * @param epochSeconds a whole number of seconds of at least 1
   */
  public static absolute(epochSeconds: number): Validity {
    return new Validity('ABSOLUTE', epochSeconds);
  }

  /**
   * Until a moment in UTC.
   *
   * @param endDate `YYYYMMDDHHMMSS` (GeneralizedTime), for example `20361231235959`, or `YYMMDDHHMMSS` (UTCTime), in
   * which years from 50 on belong to the twentieth century
   * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5
   */
  public static endDate(endDate: string): Validity {
    return new Validity('END_DATE', endDate);
  }

  private constructor(private readonly type: string, private readonly value: number | string) {}

  /**
   * The property of a certificate, once its value is known to be one that AWS Private CA reads.
   *
   * @internal
   */
  public _render(scope: IConstruct): acmpca.CfnCertificate.ValidityProperty {
    if (typeof this.value === 'string') {
      requireEndDate(scope, this.value);
      // CloudFormation wants a number; a token keeps its own way to become one.
      const known = !isUnknown(this.value);
      return { type: this.type, value: known ? Number(this.value) : Token.asNumber(Token.asAny(this.value)) };
    }
    requirePositiveInteger({ scope, property: 'validity' }, 'ValidityPeriod', this.value);
    return { type: this.type, value: this.value };
  }
}

function requireEndDate(scope: IConstruct, endDate: string): void {
  if (isUnknown(endDate)) { return; }
  requirePattern({ scope, property: 'validity' }, 'ValidityEndDate', endDate, END_DATE, END_DATE_FORMS);

  const [year, month, day, hour, minute, second] = END_DATE.exec(endDate)!.slice(1).map(Number);
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC rolls over what is no date: 30 February becomes a day in March.
  const isMoment = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day && moment.getUTCHours() === hour
    && moment.getUTCMinutes() === minute && moment.getUTCSeconds() === second;
  if (!isMoment) {
    throw new PrivateCaError('ValidityEndDate', {
      scope,
      problem: 'validity ends at a moment that the calendar does not have',
      value: endDate,
      allowed: END_DATE_FORMS,
      change: 'give validity an existing date and time',
    });
  }
}
