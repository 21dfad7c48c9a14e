import { Duration, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { counted } from './counted';
import { ErrorCode } from './error-codes';
import { correctionOf, PrivateCaError } from './errors';
import { requireLateUnit } from './late-durations';

/** An object identifier (OID) in dotted decimal notation, as AWS Private CA accepts it. */
export const OBJECT_IDENTIFIER = /^(?=.{1,64}$)[0-2]\.(?:\d|[1-3]\d)(?:\.(?:0|[1-9]\d*)){0,126}$/;

/** The form of an object identifier, as an error message describes it. */
export const OBJECT_IDENTIFIER_FORM = 'an object identifier in dotted decimal notation, such as 1.3.6.1.4.1.99999';

/** The property that a check validates. */
export interface Subject {
  /** The construct that has the property. */
  readonly scope: IConstruct;
  /** The name of the property. */
  readonly property: string;
}

/** An inclusive range. The check, the error message, and the docs use the same range. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Whether a value is absent or a token. Checks skip such values. */
export function isUnknown(value: unknown): boolean {
  return value === undefined || value === null || Token.isUnresolved(value);
}

/** Throws an error if the length of the text, in characters, is out of range. */
export function requireLength(subject: Subject, code: ErrorCode, value: string | undefined, range: Range): void {
  if (value === undefined || isUnknown(value)) { return; }
  if (value.length >= range.min && value.length <= range.max) { return; }
  const { scope, property } = subject;
  throw new PrivateCaError(code, {
    scope,
    subject: property,
    rule: `have ${range.min} to ${range.max} characters`,
    value: value.length,
    fix: correctionOf(value, value.length < range.min ? `Lengthen ${property}` : `Shorten ${property}`),
  });
}

/**
 * Throws an error if the text does not match the pattern. A null, which can be the argument of a function, does not.
 *
 * @param form the required form: a noun phrase that follows "must be"
 */
export function requirePattern(
  subject: Subject, code: ErrorCode, value: string | undefined, pattern: RegExp, form: string,
): void {
  if (value === undefined || Token.isUnresolved(value)) { return; }
  if ((value as string | null) !== null && pattern.test(value)) { return; }
  const { scope, property } = subject;
  throw new PrivateCaError(code, { scope, subject: property, rule: `be ${form}`, value, fix: `Correct ${property}` });
}

/** Throws an error if the number is not a whole number of at least 1. */
export function requirePositiveInteger(subject: Subject, code: ErrorCode, value: number): void {
  if (isUnknown(value) || (Number.isSafeInteger(value) && value >= 1)) { return; }
  const { scope, property } = subject;
  throw new PrivateCaError(code, {
    scope,
    subject: property,
    rule: `be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`,
    value: Number.isFinite(value) ? value : String(value),
    fix: `Set ${property} to a whole number of at least 1`,
  });
}

/** The number of days that AWS APIs support. */
const MAX_DAYS = 2_147_483_647;

/** Throws an error if the duration is not a whole number of days of at least 1. */
export function requireDays(subject: Subject, code: ErrorCode, value: Duration): void {
  requireLateUnit(subject, value, 'days');
  if (value.isUnresolved()) { return; }
  const days = value.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1 && days <= MAX_DAYS) { return; }
  const { scope, property } = subject;
  throw new PrivateCaError(code, {
    scope,
    subject: property,
    rule: days > MAX_DAYS ? `be at most ${MAX_DAYS} days` : 'be a whole number of days of at least 1',
    value: counted(days, 'day'),
    fix: `Set ${property} to a whole number of days, such as Duration.days(30)`,
  });
}

/** Throws an error if a retention of S3 Object Lock is a token, which the AWS CDK rejects without a path. */
export function requireKnownRetention({ scope, property }: Subject, retention: Duration): void {
  if (!retention.isUnresolved()) { return; }
  throw new PrivateCaError('ObjectLockRetention', {
    scope,
    subject: property,
    rule: 'be known at synthesis, because the AWS CDK checks Object Lock retention periods',
    value: 'a token',
    fix: `Set ${property} to a number of days, such as Duration.days(30)`,
  });
}
