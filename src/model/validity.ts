import { Lazy, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { monthsAfter } from './private/calendar';
import { requireFourDigitYear } from './private/last-moment';
import { counted } from '../private/counted';
import { PrivateCaError } from '../private/errors';
import { NUMBER, TEXT, check } from '../private/kinds';
import { isUnknown, requirePattern, requirePositiveInteger } from '../private/require';

/**
 * GeneralizedTime or UTCTime, without the `Z` that AWS Private CA implies.
 *
 * CloudFormation converts the value to a number, which would lose a leading zero. The UTCTime years from 50 are in the
 * twentieth century.
 */
const END_DATE = /^([1-9]\d{3}|[1-4]\d)(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

const END_DATE_FORMS = 'YYYYMMDDHHMMSS (GeneralizedTime), or YYMMDDHHMMSS (UTCTime) for the years 2010 to 2049, in UTC';

/**
 * The validity period, or the end date, of a certificate.
 *
 * It is fixed when the certificate is issued. A change issues a new certificate. If AWS Private CA does not accept a
 * value, the construct that uses the validity throws an error.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_Validity.html
 */
export class Validity {
  /**
   * A number of years from issuance.
   *
   * @param count The whole number of years (at least 1).
   */
  public static years(count: number): Validity {
    return new Validity('YEARS', count);
  }

  /**
   * A number of months from issuance.
   *
   * @param count The whole number of months (at least 1).
   */
  public static months(count: number): Validity {
    return new Validity('MONTHS', count);
  }

  /**
   * A number of days from issuance.
   *
   * @param count The whole number of days (at least 1).
   */
  public static days(count: number): Validity {
    return new Validity('DAYS', count);
  }

  /**
   * A point in time, in seconds since the Unix epoch.
   *
   * @param epochSeconds The whole number of seconds since `1970-01-01T00:00:00Z` (at least 1).
   */
  public static absolute(epochSeconds: number): Validity {
    return new Validity('ABSOLUTE', epochSeconds);
  }

  /**
   * A date and time, in UTC.
   *
   * @param endDate The date and time as `YYYYMMDDHHMMSS` (GeneralizedTime), for example `20361231235959`. For the years
   * 2010 to 2049, you can also use `YYMMDDHHMMSS` (UTCTime).
   * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5
   */
  public static endDate(endDate: string): Validity {
    return new Validity('END_DATE', endDate);
  }

  private constructor(private readonly type: string, private readonly value: number | string) {}

  /**
   * Renders the `Validity` property of a certificate after a check of the value.
   *
   * @internal
   */
  public _render(scope: IConstruct): acmpca.CfnCertificate.ValidityProperty {
    check(scope, 'validity', this.type === 'END_DATE' ? TEXT : NUMBER, this.value);
    if (typeof this.value === 'string') {
      requireEndDate(scope, this.value);
      // CloudFormation requires a number. A token is converted when it is resolved.
      const known = !isUnknown(this.value);
      return { type: this.type, value: known ? Number(this.value) : lateNumber(scope, this.value) };
    }
    requirePositiveInteger({ scope, property: 'validity' }, 'ValidityPeriod', this.value);
    requireFourDigitYear(scope, this.type, this.value);
    return { type: this.type, value: this.value };
  }

  /**
   * Renders the `ValidityNotBefore` property of a certificate, which supports only one form.
   *
   * @internal
   */
  public _renderNotBefore(scope: IConstruct): acmpca.CfnCertificate.ValidityProperty {
    check(scope, 'validityNotBefore', this.type === 'END_DATE' ? TEXT : NUMBER, this.value);
    if (this.type !== 'ABSOLUTE') {
      throw new PrivateCaError('NotBefore', {
        scope,
        subject: 'validityNotBefore',
        rule: 'be absolute',
        value: String(this),
        fix: 'Use Validity.absolute() with the seconds since 1970-01-01T00:00:00Z',
      });
    }
    return this._render(scope);
  }

  /**
   * Whether the period is counted from the start of the certificate validity.
   *
   * @internal
   */
  public get _isRelative(): boolean {
    return this.type in DAYS;
  }

  /**
   * Whether the period is known to exceed a number of days.
   *
   * @internal
   */
  public _exceedsDays(days: number): boolean {
    return (this.days('min') ?? 0) > days;
  }

  /**
   * Whether the period is known not to exceed a number of days.
   *
   * @internal
   */
  public _isWithinDays(days: number): boolean {
    return (this.days('max') ?? Infinity) <= days;
  }

  /**
   * Whether a certificate that is issued later is known not to end before a certificate with another validity.
   *
   * Returns `false` if the answer depends on the time of issuance.
   *
   * @internal
   */
  public _outlasts(other: Validity): boolean {
    const [ownMonths, otherMonths] = [this.months(), other.months()];
    if (ownMonths !== undefined && otherMonths !== undefined) { return ownMonths >= otherMonths; }
    const [ownDays, otherDays] = [this.days('min'), other.days('max')];
    if (ownDays !== undefined && otherDays !== undefined) { return ownDays >= otherDays; }
    const [ownEnd, otherEnd] = [this.end(), other.end()];
    return ownEnd !== undefined && otherEnd !== undefined && ownEnd >= otherEnd;
  }

  /**
   * The earliest end of the period if it starts at a point in time or later. Both are in seconds since 1970.
   *
   * Returns `undefined` if the value is a token.
   *
   * @internal
   */
  public _earliestEnd(start: number): number | undefined {
    const [months, days] = [this.months(), this.days('min')];
    if (months !== undefined) { return monthsAfter(start, months); }
    return days === undefined ? this.end() : start + days * SECONDS_PER_DAY;
  }

  /**
   * The default validity of a CA certificate below a CA certificate with this validity: half of the period, rounded
   * down, or an end one day earlier. Returns `undefined` if the value is a token.
   *
   * @internal
   */
  public _belowIt(): Validity | undefined {
    const [months, days, end] = [this.months(), this.days('min'), this.end()];
    if (months !== undefined && months > 1) {
      const half = Math.floor(months / 2);
      return half % MONTHS.YEARS === 0 ? Validity.years(half / MONTHS.YEARS) : Validity.months(half);
    }
    if (days !== undefined) { return Validity.days(Math.max(1, Math.floor(days / 2))); }
    return end === undefined ? undefined : Validity.absolute(end - SECONDS_PER_DAY);
  }

  /** Returns a readable description, for example `10 years`. */
  public toString(): string {
    if (Token.isUnresolved(this.value)) { return this.type; }
    const unit = this.type.toLowerCase().replace('_', ' ');
    return this._isRelative ? counted(this.value as number, unit.slice(0, -1)) : `${this.value} ${unit}`;
  }

  private months(): number | undefined {
    return this.type in MONTHS && typeof this.value === 'number' && !isUnknown(this.value)
      ? this.value * MONTHS[this.type] : undefined;
  }

  private days(bound: 'min' | 'max'): number | undefined {
    return this.type in DAYS && typeof this.value === 'number' && !isUnknown(this.value)
      ? this.value * DAYS[this.type][bound] : undefined;
  }

  /** The end in seconds since 1970, if it does not depend on the time of issuance. */
  private end(): number | undefined {
    if (isUnknown(this.value)) { return undefined; }
    if (typeof this.value === 'string') {
      return END_DATE.test(this.value) ? momentOf(this.value).getTime() / 1000 : undefined;
    }
    return this.type === 'ABSOLUTE' ? this.value : undefined;
  }
}

/** The length of each period in days. A month has 28 to 31 days, and a year has 365 or 366. */
const DAYS: Record<string, { min: number; max: number }> = {
  DAYS: { min: 1, max: 1 }, MONTHS: { min: 28, max: 31 }, YEARS: { min: 365, max: 366 },
};

const SECONDS_PER_DAY = 86_400;

/** The length of each period in months. */
const MONTHS: Record<string, number> = { MONTHS: 1, YEARS: 12 };

function requireEndDate(scope: IConstruct, endDate: string): void {
  if (isUnknown(endDate)) { return; }
  requirePattern({ scope, property: 'validity' }, 'ValidityEndDate', endDate, END_DATE, END_DATE_FORMS);

  // Date.UTC rolls over dates that do not exist. For example, February 30 becomes a day in March.
  const isMoment = momentOf(endDate).toISOString().replace(/\D/g, '').slice(0, 'YYYYMMDDHHMMSS'.length).endsWith(endDate);
  if (!isMoment) {
    throw new PrivateCaError('ValidityEndDate', {
      scope,
      subject: 'validity',
      rule: 'end at a date and time that exist',
      value: endDate,
      fix: 'Correct the end date of validity',
    });
  }
}

/** The point in time of a well-formed end date. */
function momentOf(endDate: string): Date {
  const [year, month, day, hour, minute, second] = END_DATE.exec(endDate)!.slice(1).map(Number);
  return new Date(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day, hour, minute, second));
}

/** Converts a token to a number for CloudFormation. Checks the value if it resolves to a string at synthesis. */
function lateNumber(scope: IConstruct, text: string): number {
  return Token.asNumber(Lazy.uncachedAny({
    produce: (context) => {
      const resolved: unknown = context.resolve(text);
      if (typeof resolved !== 'string') { return resolved; }
      requireEndDate(scope, resolved);
      return Number(resolved);
    },
  }));
}
