import { Size } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { isUnknown, requirePattern } from '../../private/require';

/* What saved queries and their workgroup must be. */

/** @see https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const SCANNED_BYTES = { min: 10_000_000 };

/** The name has a form that the console, the CLI, and SQL comments can show. */
export function requireQueryName(scope: IConstruct, name: string): void {
  requirePattern({ scope, property: 'name' }, 'QueryName', name, /^[A-Za-z0-9 _-]{1,128}$/,
    '1–128 letters, digits, spaces, hyphens, and underscores');
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
  if (limit.isUnresolved() || limit.toBytes() >= SCANNED_BYTES.min) { return; }
  throw new PrivateCaError('BytesScannedLimit', {
    scope,
    subject: 'bytesScannedLimit',
    rule: `be at least ${SCANNED_BYTES.min} bytes`,
    value: limit.toBytes(),
    fix: 'Raise bytesScannedLimit',
  });
}
