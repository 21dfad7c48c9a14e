import { Statement } from './policies';
import { isMap, listOf, OPEN, partsOf, Pseudo, sketchOf, Value } from './values';

/* The conditions of policy statements: which requests they let through. */

/** One comparison of a condition: an operator, a key in lowercase, and the values of which one has to match. */
export interface Comparison {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Value[];
}

/** The keys that limit on whose behalf a service acts. */
const SOURCE_KEYS = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];

/** Keys that limit the principal or its network: a service can't act for everyone under such a condition, if at all. */
const PRINCIPAL_KEYS = /^aws:(principal(?!isawsservice|servicename)|source(vpc|ip)|userid|username)/;

/** The comparisons of a statement's condition; absent where the condition is unknown. */
export function comparisonsOf({ condition }: Statement): readonly Comparison[] | undefined {
  if (condition === undefined) { return []; }
  if (!isMap(condition) || OPEN in condition) { return undefined; }
  const comparisons: Comparison[] = [];
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isMap(keys) || OPEN in keys) { return undefined; }
    comparisons.push(...Object.entries(keys)
      .map(([key, values]) => ({ operator, key: key.toLowerCase(), values: listOf(values) })));
  }
  return comparisons;
}

/** Whether a statement applies to the requests of some sources only; absent where its condition is unknown. */
export function limitsSource(statement: Statement): boolean | undefined {
  return comparisonsOf(statement)
    ?.some(({ operator, key, values }) => (SOURCE_KEYS.includes(key) || PRINCIPAL_KEYS.test(key))
      && !isNegative(operator) && !(isPattern(operator) && values.some(isAnySource)));
}

/** Whether a statement never applies to a request without a source; absent where its condition is unknown. */
export function requiresSource(statement: Statement): boolean | undefined {
  return comparisonsOf(statement)?.some(({ operator, key, values }) => SOURCE_KEYS.includes(key)
    && (/^null$/i.test(operator) ? values.every((value) => sketchOf(value) === 'false')
      : !isNegative(operator) && !/IfExists$|^ForAllValues:/i.test(operator)));
}

/** Whether an operator holds for every value but those that it names, or compares no value. */
function isNegative(operator: string): boolean {
  return /Not(Equals|Like)/i.test(operator) || /^null$/i.test(operator);
}

/** Whether wildcards have a meaning for an operator. */
export function isPattern(operator: string): boolean {
  return /Like|(^|:)Arn/i.test(operator);
}

/** Whether a pattern matches the account, or the CA, of everyone. */
function isAnySource(pattern: Value): boolean {
  const parts = partsOf(pattern);
  const text = sketchOf(pattern);
  return parts.every((part) => typeof part === 'string' || part instanceof Pseudo && part.name !== 'AWS::AccountId')
    && !/\d{12}/.test(text)
    && /^(arn(:[^:]*){0,3}:)?\*+$|^arn(:[^:]*){3}:\*+:(certificate-authority\/)?\*+$/.test(text);
}
