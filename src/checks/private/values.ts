import { Resource } from './template';

/* What an expression of a template is worth, as far as the template says. */

/** A value that only the deployment knows. */
export class Unknown {
  public static readonly VALUE = new Unknown();
  private constructor() {}
}

export const UNKNOWN = Unknown.VALUE;

/** A resource, by `Ref` (no attribute) or by one of its attributes. */
export class Reference {
  constructor(public readonly resource: Resource, public readonly attribute: string) {}
}

/** A pseudo parameter whose value the template doesn't fix. */
export class Pseudo {
  constructor(public readonly name: string) {}
}

export type Part = string | Reference | Pseudo | Unknown;

/** A text that isn't all literal. */
export class Text {
  constructor(public readonly parts: readonly Part[]) {}

  /** The only part, if it is a reference. */
  public get reference(): Reference | undefined {
    const [part] = this.parts;
    return this.parts.length === 1 && part instanceof Reference ? part : undefined;
  }
}

export type Value = undefined | null | boolean | number | string | Text | Unknown | Value[] | ValueMap;
export interface ValueMap { readonly [key: string]: Value }

/** An object whose other keys a transform can add. */
export const OPEN = '<open>';

export function isMap(value: Value): value is ValueMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Text) && value !== UNKNOWN;
}

/** A text of parts, joined where they are literal. */
export function textOf(parts: readonly Part[]): Value {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    if (part === '') { continue; }
    if (typeof part === 'string' && typeof last === 'string') {
      joined[joined.length - 1] = last + part;
    } else {
      joined.push(part);
    }
  }
  if (joined.length === 0) { return ''; }
  if (joined.length === 1 && typeof joined[0] === 'string') { return joined[0]; }
  return joined.length === 1 && joined[0] instanceof Unknown ? UNKNOWN : new Text(joined);
}

/** The parts of a value that stands in a text. */
export function partsOf(value: Value): readonly Part[] {
  if (value instanceof Text) { return value.parts; }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') { return [String(value)]; }
  return [UNKNOWN];
}

/** A key that equal texts share; absent where the deployment decides. */
export function keyOf(value: Value): string | undefined {
  const keys = partsOf(value).map(keyOfPart);
  return keys.includes(undefined) ? undefined : keys.join('');
}

function keyOfPart(part: Part): string | undefined {
  if (typeof part === 'string') { return part; }
  if (part instanceof Pseudo) { return `\u0000${part.name}\u0000`; }
  return part instanceof Reference
    ? `\u0000${part.resource.template.source.path}#${part.resource.id}.${part.attribute}\u0000` : undefined;
}

/** The literal text, if the value is one. */
export function literalOf(value: Value): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The text with a mark in the place of each part that isn't literal. */
export function sketchOf(value: Value): string {
  return partsOf(value).map((part) => typeof part === 'string' ? part : '\u0001').join('');
}

/** True, false, absent, or unknown: CloudFormation accepts booleans as text, too. */
export function truthOf(value: Value): boolean | undefined | Unknown {
  if (value === undefined || value === null) { return undefined; }
  if (value === true || value === 'true' || value === 'True') { return true; }
  return value === false || value === 'false' || value === 'False' ? false : UNKNOWN;
}

/** A list, where one element can stand for a list of one. */
export function listOf(value: Value): readonly Value[] {
  if (value === undefined) { return []; }
  return Array.isArray(value) ? value : [value];
}
