import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { LIMITS } from '../../private/limits';
import { isUnknown, requireLength, requirePattern } from '../../private/require';

/* What saved queries and their workgroup must be. */

/** @see https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const SCANNED_BYTES = { min: 10_000_000 };

/** @see https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html */
const DESCRIPTION_LENGTH = 1024;

/** The name has a form that the console, the CLI, and SQL comments can show. */
export function requireQueryName(scope: IConstruct, name: string): void {
  requirePattern({ scope, property: 'name' }, 'QueryName', name, /^[A-Za-z0-9 _-]{1,128}$/,
    '1–128 letters, digits, spaces, hyphens, and underscores');
}

/** The statement and the description have a length that Athena supports. */
export function requireQueryLength(scope: IConstruct, sql: string, description?: string): void {
  requireLength({ scope, property: 'sql' }, 'QueryLength', sql, { min: 1, max: LIMITS.savedQuery.max });
  requireLength({ scope, property: 'description' }, 'QueryLength', description, { min: 1, max: DESCRIPTION_LENGTH });
}

/** The name is new in the workgroup. */
export function requireNewName(scope: IConstruct, name: string, present: string[]): void {
  if (isUnknown(name) || !present.includes(name)) { return; }
  throw new PrivateCaError('QueryDuplicate', {
    scope,
    subject: 'name',
    rule: 'be different from the names of the other queries in the workgroup',
    value: name,
    fix: 'Use a different name',
  });
}

/** The limit is one that Athena supports. */
export function requireScanLimit(scope: IConstruct, limit: Size): void {
  if (limit.isUnresolved()) { return requireBytes(scope, limit); }
  const bytes = limit.toBytes({ rounding: SizeRoundingBehavior.NONE });
  if (Number.isInteger(bytes) && bytes >= SCANNED_BYTES.min) { return; }
  throw new PrivateCaError('BytesScannedLimit', {
    scope,
    subject: 'bytesScannedLimit',
    rule: `be at least ${SCANNED_BYTES.min} bytes${Number.isInteger(bytes) ? '' : ', and a whole number of bytes'}`,
    value: bytes,
    fix: bytes < SCANNED_BYTES.min ? 'Raise bytesScannedLimit' : 'Use a whole number in a smaller unit, such as Size.mebibytes(100)',
  });
}

/** A token is in bytes, because the AWS CDK can't convert it, and its error has no path. */
function requireBytes(scope: IConstruct, limit: Size): void {
  try {
    limit.toBytes();
  } catch {
    throw new PrivateCaError('BytesScannedLimit', {
      scope,
      subject: 'bytesScannedLimit',
      rule: 'be in bytes if its value is a token, because a token can\'t be converted to another unit',
      value: 'a token in another unit',
      fix: 'Use Size.bytes()',
    });
  }
}
