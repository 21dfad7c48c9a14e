/*
 * A light matcher of EventBridge patterns, as far as this library's go: equal values, `exists`, `prefix`, `suffix`,
 * `wildcard`, `anything-but` a prefix, and `$or`. AWS's own engine, event-ruler, has the last word (`npm run verify`);
 * both are put to the same table.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */

type Json = Record<string, unknown>;

/** Whether an event matches a pattern. A matcher that is not known is an error, never a verdict. */
export function matches(pattern: Json, event: unknown): boolean {
  const fields = isObject(event) ? event : {};
  return Object.entries(pattern).every(([name, filter]) => {
    if (name === '$or') { return (filter as Json[]).some((alternative) => matches(alternative, event)); }
    if (Array.isArray(filter)) { return matchesValue(filter, fields[name]); }
    // Of a list of objects one must match.
    return [fields[name]].flat().some((value) => matches(filter as Json, value));
  });
}

function matchesValue(filters: unknown[], value: unknown): boolean {
  const values: unknown[] = value === undefined ? [] : [value].flat();
  return filters.some((filter) => {
    if (!isObject(filter)) { return values.includes(filter); }
    const [[operator, argument]] = Object.entries(filter);
    switch (operator) {
      case 'exists': return argument === values.length > 0;
      case 'prefix': return values.some((text) => String(text).startsWith(argument as string));
      case 'suffix': return values.some((text) => String(text).endsWith(argument as string));
      case 'wildcard': return values.some((text) => wildcardOf(argument as string).test(String(text)));
      case 'anything-but': {
        const { prefix } = argument as { prefix?: string };
        if (prefix === undefined) { throw new Error(`anything-but ${JSON.stringify(argument)} is not known`); }
        return values.length > 0 && values.every((text) => !String(text).startsWith(prefix));
      }
      default: throw new Error(`${operator} is not known`);
    }
  });
}

/** An asterisk stands for any text. */
function wildcardOf(text: string): RegExp {
  return new RegExp(`^${text.split('*').map((part) => part.replace(/[^\w]/g, '\\$&')).join('.*')}$`, 's');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every pattern that differs from the given one in one character of a name or of a value. */
export function spoiltPatternsOf(pattern: Json): Json[] {
  return Object.entries(pattern).flatMap(([name, filter]): Json[] => {
    const withFilter = (other: unknown): Json => ({ ...pattern, [name]: other });
    const { [name]: _removed, ...others } = pattern;
    const renamed = name === '$or' ? [] : [{ ...others, [spoilt(name)]: filter }];
    if (!Array.isArray(filter)) { return [...renamed, ...spoiltPatternsOf(filter as Json).map(withFilter)]; }
    return [...renamed, ...filter.flatMap((value, index) => {
      const spoiltValues = name === '$or' ? spoiltPatternsOf(value as Json) : spoiltValuesOf(value);
      return spoiltValues.map((other) => withFilter(filter.map((own, position) => position === index ? other : own)));
    })];
  });
}

function spoiltValuesOf(value: unknown): unknown[] {
  if (typeof value === 'string') { return [spoilt(value)]; }
  if (!isObject(value)) { return []; }
  return Object.entries(value).flatMap(([operator, argument]) =>
    spoiltValuesOf(argument).map((other) => ({ [operator]: other })));
}

/** The text with another character in its middle. */
function spoilt(text: string): string {
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, middle)}${text[middle] === 'q' ? 'x' : 'q'}${text.slice(middle + 1)}`;
}
