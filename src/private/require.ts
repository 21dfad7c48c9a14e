import { Duration, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ErrorCode, PrivateCaError } from './errors';

/** What every check needs to name the mistake. */
export interface Subject {
  /** The construct at which the value was given. */
  readonly scope: IConstruct;
  /** The name of the property, as the user wrote it. */
  readonly property: string;
}

/** An inclusive range. The check, its message and the docs are made from the same one. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Absent values and tokens are for somebody else to judge. */
export function isUnknown(value: unknown): boolean {
  return value === undefined || Token.isUnresolved(value);
}

/** The text has a length, in characters, within the range. */
export function requireLength(subject: Subject, code: ErrorCode, value: string | undefined, range: Range): void {
  if (value === undefined || isUnknown(value)) { return; }
  if (value.length >= range.min && value.length <= range.max) { return; }
  throw new PrivateCaError(code, {
    scope: subject.scope,
    problem: `${subject.property} has ${value.length} characters`,
    value,
    allowed: `${range.min} to ${range.max} characters`,
    change: value.length < range.min ? `give ${subject.property} a value or leave it out` : `shorten ${subject.property}`,
  });
}

/** The text matches the whole of the pattern. */
export function requirePattern(
  subject: Subject, code: ErrorCode, value: string | undefined, pattern: RegExp, allowed: string,
): void {
  if (value === undefined || isUnknown(value) || pattern.test(value)) { return; }
  throw new PrivateCaError(code, {
    scope: subject.scope,
    problem: `${subject.property} has characters or a form that is not allowed`,
    value,
    allowed,
    change: `rewrite ${subject.property}`,
  });
}

/** The number is whole and at least one. */
export function requirePositiveInteger(subject: Subject, code: ErrorCode, value: number): void {
  if (isUnknown(value) || (Number.isSafeInteger(value) && value >= 1)) { return; }
  throw new PrivateCaError(code, {
    scope: subject.scope,
    problem: `${subject.property} is not a positive whole number`,
    value: Number.isFinite(value) ? value : String(value),
    allowed: `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`,
    change: `give ${subject.property} a whole number of at least 1`,
  });
}

/** The duration is a whole number of days, at least one; returned as such. A token passes. */
export function requireDays(subject: Subject, code: ErrorCode, value: Duration): void {
  if (value.isUnresolved()) { return; }
  const days = value.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1) { return; }
  throw new PrivateCaError(code, {
    scope: subject.scope,
    problem: `${subject.property} is not a positive whole number of days`,
    value: `${days} days`,
    allowed: 'whole days, at least 1',
    change: `use Duration.days() for ${subject.property}`,
  });
}
