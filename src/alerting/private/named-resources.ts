import { Fn, Token, aws_kms as kms } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { aliasNameOf, unaliased } from '../../private/kms-key';
import { Range } from '../../private/require';

/*
 * The resources that a signal names. At most as many as fit into a filter pattern of 1,024 characters at their longest,
 * because how long a name is that only the deployment knows, nobody knows.
 */

export const ROOTS: Range = { min: 1, max: 5 };
export const KEYS: Range = { min: 1, max: 12 };
export const BUCKETS: Range = { min: 1, max: 8 };

/** The id of a key, by which whoever disables it names it. */
export function keyIdOf(given: kms.IKey): string {
  const key = unaliased(given);
  const aliasName = aliasNameOf(key);
  if (aliasName === undefined) { return key.keyId; }
  throw new PrivateCaError('SignalKey', {
    scope: key,
    problem: 'a key is known by its alias alone, and nobody who disables a key names it so: the signal would never be there',
    value: aliasName,
    allowed: 'a key that is known by its id or ARN',
    change: 'pass kms.Key.fromKeyArn() or kms.Key.fromLookup()',
  });
}

/** What stands behind the last slash, also of an ARN that only the deployment knows: that of a CA has one slash. */
export function lastPartOf(arn: string): string {
  return Token.isUnresolved(arn) ? Fn.select(1, Fn.split('/', arn)) : arn.slice(arn.lastIndexOf('/') + 1);
}

/** One signal has room for the resources. */
export function requireRoom(scope: IConstruct, what: string, resources: readonly unknown[], range: Range): void {
  if (resources.length <= range.max) { return; }
  throw new PrivateCaError('SignalResources', {
    scope,
    problem: `the filter pattern of one signal has no room for so many ${what}`,
    value: resources.length,
    allowed: `${range.min} to ${range.max}`,
    change: 'make several signals, each with some of them, and name all but one anew by withName()',
  });
}
