import { Lazy, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { requireFourDigitYear } from './private/last-moment';
import { PrivateCaError } from '../private/errors';
import { isUnknown, requirePattern, requirePositiveInteger } from '../private/require';

/**
 * GeneralizedTime or UTCTime, without the `Z` that AWS Private CA implies. CloudFormation makes a number of it, which
 * would lose a leading zero; and the years of UTCTime from 50 on belong to the twentieth century.
 */
const END_DATE = /^([1-9]\d{3}|[1-4]\d)(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

const END_DATE_FORMS = 'YYYYMMDDHHMMSS (GeneralizedTime), or YYMMDDHHMMSS (UTCTime) for the years 2010 to 2049, in UTC';

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
   * @param endDate `YYYYMMDDHHMMSS` (GeneralizedTime), for example `20361231235959`, or `YYMMDDHHMMSS` (UTCTime) for
   * the years 2010 to 2049
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
      return { type: this.type, value: known ? Number(this.value) : lateNumber(scope, this.value) };
    }
    requirePositiveInteger({ scope, property: 'validity' }, 'ValidityPeriod', this.value);
    requireFourDigitYear(scope, this.type, this.value);
    return { type: this.type, value: this.value };
  }

  /**
   * The property of a certificate that tells from when on it is valid, which AWS Private CA reads in one form alone.
   *
   * @internal
   */
  public _renderNotBefore(scope: IConstruct): acmpca.CfnCertificate.ValidityProperty {
    if (this.type !== 'ABSOLUTE') {
      throw new PrivateCaError('NotBefore', {
        scope,
        problem: 'validityNotBefore is not absolute',
        value: String(this),
        allowed: 'Validity.absolute()',
        change: 'give validityNotBefore in seconds since 1970-01-01T00:00:00Z',
      });
    }
    return this._render(scope);
  }

  /**
   * Whether it is counted from the beginning of the certificate.
   *
   * @internal
   */
  public get _isRelative(): boolean {
    return this.type in DAYS;
  }

  /**
   * Whether it surely lasts longer than so many days.
   *
   * @internal
   */
  public _exceedsDays(days: number): boolean {
    return (this.days('min') ?? 0) > days;
  }

  /**
   * Whether a certificate that is issued later surely does not end before one with another validity. What only the
   * clock can tell is not sure.
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

  /** For people, for example `10 years`. */
  public toString(): string {
    return Token.isUnresolved(this.value) ? this.type : `${this.value} ${this.type.toLowerCase().replace('_', ' ')}`;
  }

  private months(): number | undefined {
    return this.type in MONTHS && typeof this.value === 'number' && !isUnknown(this.value)
      ? this.value * MONTHS[this.type] : undefined;
  }

  private days(bound: 'min' | 'max'): number | undefined {
    return this.type in DAYS && typeof this.value === 'number' && !isUnknown(this.value)
      ? this.value * DAYS[this.type][bound] : undefined;
  }

  /** The end in seconds since 1970, where it is known without a clock. */
  private end(): number | undefined {
    if (isUnknown(this.value)) { return undefined; }
    if (typeof this.value === 'string') {
      return END_DATE.test(this.value) ? momentOf(this.value).getTime() / 1000 : undefined;
    }
    return this.type === 'ABSOLUTE' ? this.value : undefined;
  }
}

/** How long a validity lasts, in days: a month has 28 to 31, a year 365 to 366. */
const DAYS: Record<string, { min: number; max: number }> = {
  DAYS: { min: 1, max: 1 }, MONTHS: { min: 28, max: 31 }, YEARS: { min: 365, max: 366 },
};

/** How many months. */
const MONTHS: Record<string, number> = { MONTHS: 1, YEARS: 12 };

function requireEndDate(scope: IConstruct, endDate: string): void {
  if (isUnknown(endDate)) { return; }
  requirePattern({ scope, property: 'validity' }, 'ValidityEndDate', endDate, END_DATE, END_DATE_FORMS);

  const [, month, day, hour, minute, second] = END_DATE.exec(endDate)!.slice(1).map(Number);
  const moment = momentOf(endDate);
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

/** The moment that a well-formed end date tells. */
function momentOf(endDate: string): Date {
  const [year, month, day, hour, minute, second] = END_DATE.exec(endDate)!.slice(1).map(Number);
  return new Date(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day, hour, minute, second));
}

/**
 * A number for CloudFormation that is a text for us. What the text's token comes to at synthesis is checked then; what
 * only the deployment knows passes.
 */
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
