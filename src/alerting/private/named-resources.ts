import { Fn, Token, aws_kms as kms } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { aliasNameOf, unaliased } from '../../private/kms-key';
import { Range } from '../../private/require';

/*
 * The resources in a signal. Their number is limited so that the longest names fit in a filter pattern of 1,024
 * characters, because the length of a name that is known only at deployment is unknown.
 */

export const ROOTS: Range = { min: 1, max: 5 };
export const KEYS: Range = { min: 1, max: 12 };
export const BUCKETS: Range = { min: 1, max: 8 };

/** The ID of a key, as calls that disable the key contain it. */
export function keyIdOf(given: kms.IKey): string {
  const key = unaliased(given);
  const aliasName = aliasNameOf(key);
  if (aliasName === undefined) { return key.keyId; }
  throw new PrivateCaError('SignalKey', {
    scope: key,
    subject: 'The KMS key',
    rule: 'be identified by its ID or ARN, because calls that disable a key never use the alias',
    value: aliasName,
    fix: 'Use kms.Key.fromKeyArn() or kms.Key.fromLookup()',
  });
}

/** The part after the last slash of an ARN. The ARN of a CA, which can be a token, contains one slash. */
export function lastPartOf(arn: string): string {
  return Token.isUnresolved(arn) ? Fn.select(1, Fn.split('/', arn)) : arn.slice(arn.lastIndexOf('/') + 1);
}

/** Checks the number of resources in a signal. */
export function requireResourceCount(
  scope: IConstruct, what: string, resources: readonly unknown[], range: Range,
): void {
  if (resources.length <= range.max) { return; }
  throw new PrivateCaError('SignalResources', {
    scope,
    subject: 'A signal',
    rule: `contain ${range.min} to ${range.max} ${what}, so that its filter pattern is not too long`,
    value: resources.length,
    fix: 'Create several signals, and rename all except one with withName()',
  });
}
