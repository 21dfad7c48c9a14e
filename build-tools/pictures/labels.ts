import { Access, Condition } from './access';

/* The short texts of a picture. The tooltip of an arrow has the long ones. */

const OPERATORS: Record<string, string> = {
  ArnEquals: '=', ArnLike: '~', Bool: '=', StringEquals: '=', StringLike: '~', StringNotEquals: '≠', StringNotLike: '!~', ArnNotLike: '!~',
};
const MAX_ACTIONS = 3;
const MAX_VALUE = 30;

/** Returns the text of a reference, with the name of a resource for each marker. */
export type Naming = (text: string) => string;

/** Returns the actions without their service prefix: `PutObject, GetBucketAcl +2`. */
export function actionsLabel(actions: readonly string[]): string {
  const names = [...new Set(actions.map((action) => action.replace(/^(?:not )?[\w-]+:(?=\*$)/, (all) => all).replace(/^[\w-]+:(?!\*$)/, '')))];
  return names.slice(0, MAX_ACTIONS).join(', ') + (names.length > MAX_ACTIONS ? ` +${names.length - MAX_ACTIONS}` : '');
}

/** Returns a condition in one short line, such as `aws:SourceArn = Root`. */
export function conditionLabel({ operator, key, values }: Condition, naming: Naming): string {
  const [first, ...others] = values.map(naming);
  const more = others.length > 0 ? ` +${others.length}` : '';
  return `${key.replace('kms:EncryptionContext:', 'context ')} ${OPERATORS[operator] ?? operator} ${shortened(lastPart(first), MAX_VALUE)}${more}`;
}

/** Returns a condition in full. */
export function conditionText({ operator, key, values }: Condition, naming: Naming): string {
  return `${key} ${operator} ${values.map(naming).join(' or ')}`;
}

/** Returns an access in full, without the principal and the resource. */
export function accessText({ actions, conditions }: Access, naming: Naming): string {
  return [actions.join(', '), ...conditions.map((condition) => conditionText(condition, naming))].join('; if ');
}

/** Returns a text with at most the specified number of characters. */
export function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

/** Returns a noun inside a sentence: `bucket` and `state machine`, but `KMS key` and `Glue table`. */
export function lowered(noun: string): string {
  return /^(?:[A-Z]{2}|(?:Athena|Client|CloudFront|CloudTrail|Config|EventBridge|Glue|IoT|Roles) )/.test(noun) ? noun
    : noun.charAt(0).toLowerCase() + noun.slice(1);
}

/** Returns a number of things, with the noun in the singular or in the plural. */
export function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** Returns the part of an ARN after the account, because a picture has no space for the rest. */
function lastPart(text: string): string {
  const [arn, , service, , account, ...rest] = text.split(':');
  if (arn !== 'arn' || rest.length === 0) { return text; }
  return rest.join(':') || `${service} in ${account}`;
}
