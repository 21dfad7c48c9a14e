/*
 * A matcher for the EventBridge patterns of this library: equal values, `exists`, `prefix`, `suffix`, `wildcard`,
 * `anything-but` with a prefix, a suffix, or values, and `$or`. `npm run verify` evaluates the same table with
 * event-ruler, the engine of AWS.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */

type Json = Record<string, unknown>;

/** Whether an event matches a pattern. An unknown operator is an error. */
export function matches(pattern: Json, event: unknown): boolean {
  const fields = isObject(event) ? event : {};
  return Object.entries(pattern).every(([name, filter]) => {
    if (name === '$or') { return (filter as Json[]).some((alternative) => matches(alternative, event)); }
    if (Array.isArray(filter)) { return matchesValue(filter, fields[name]); }
    // One object of a list must match.
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
        const { prefix, suffix } = argument as { prefix?: string; suffix?: string };
        if (prefix === undefined && suffix === undefined && !Array.isArray(argument)) {
          throw new Error(`anything-but ${JSON.stringify(argument)} is not supported`);
        }
        const isExcluded = (text: string) => Array.isArray(argument) ? argument.includes(text)
          : prefix === undefined ? text.endsWith(suffix!) : text.startsWith(prefix);
        return values.length > 0 && values.every((text) => !isExcluded(String(text)));
      }
      default: throw new Error(`${operator} is not supported`);
    }
  });
}

/** An asterisk matches any text. */
function wildcardOf(text: string): RegExp {
  return new RegExp(`^${text.split('*').map((part) => part.replace(/[^\w]/g, '\\$&')).join('.*')}$`, 's');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every pattern that differs from the given one in one character of a name or of a value. */
export function alteredPatternsOf(pattern: Json): Json[] {
  return Object.entries(pattern).flatMap(([name, filter]): Json[] => {
    const withFilter = (other: unknown): Json => ({ ...pattern, [name]: other });
    const { [name]: _removed, ...others } = pattern;
    const renamed = name === '$or' ? [] : [{ ...others, [altered(name)]: filter }];
    if (!Array.isArray(filter)) { return [...renamed, ...alteredPatternsOf(filter as Json).map(withFilter)]; }
    return [...renamed, ...filter.flatMap((value, index) => {
      const alteredValues = name === '$or' ? alteredPatternsOf(value as Json) : alteredValuesOf(value);
      return alteredValues.map((other) => withFilter(filter.map((own, position) => position === index ? other : own)));
    })];
  });
}

function alteredValuesOf(value: unknown): unknown[] {
  if (typeof value === 'string') { return [altered(value)]; }
  if (Array.isArray(value)) {
    return value.flatMap((one, index) =>
      alteredValuesOf(one).map((other) => value.map((own: unknown, at) => at === index ? other : own)));
  }
  if (!isObject(value)) { return []; }
  return Object.entries(value).flatMap(([operator, argument]) =>
    alteredValuesOf(argument).map((other) => ({ [operator]: other })));
}

/** The text with another character in its middle. */
function altered(text: string): string {
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, middle)}${text[middle] === 'q' ? 'x' : 'q'}${text.slice(middle + 1)}`;
}
