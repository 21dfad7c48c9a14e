import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';

/** IAM conditions, by operator and condition key. */
export interface Conditions { [operator: string]: { [key: string]: unknown } }

/**
 * The condition of a Deny that has exceptions. The operator supports wildcards. With `StringNotEquals`, a pattern with
 * a wildcard matches no principal, and the Deny applies to all.
 */
export function notFor(principals: string[]): Conditions {
  return { ArnNotLike: { 'aws:PrincipalArn': principals } };
}

/**
 * Merges conditions. All must hold, so one operator can't have one key twice. IAM doesn't distinguish upper and lower
 * case in keys, and the operators `ArnEquals` and `ArnLike` have the same effect.
 */
export function withConditions(scope: IConstruct, all: Conditions[]): Conditions {
  const merged: Conditions = {};
  const present = new Set<string>();
  for (const [operator, keys] of all.flatMap((conditions) => Object.entries(conditions))) {
    for (const [key, value] of Object.entries(keys)) {
      const condition = `${operator.toLowerCase().replace(/^(arn.*)equals$/, '$1like')} ${key.toLowerCase()}`;
      if (present.has(condition)) { reject(scope, operator, key); }
      present.add(condition);
      merged[operator] = { ...merged[operator], [key]: value };
    }
  }
  return merged;
}

function reject(scope: IConstruct, operator: string, key: string): never {
  throw new PrivateCaError('GuardrailConditions', {
    scope,
    subject: 'conditions',
    rule: `not contain ${operator} with ${key}, because the statements contain it`,
    value: { [operator]: key },
    fix: 'Remove this condition',
  });
}
