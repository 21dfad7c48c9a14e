import { ASSEMBLY, Assembly, basesOf, Member, Type } from './api-model';

/* The errors that each constructor, method, and property raises, from the mistakes in `docs/errors.md`. */

/** A call with a mistake, and the code of its error. */
export type Mistake = readonly [code: string, make: () => unknown];

/** The codes by the name of the type (its constructor) or of its member, such as `Validity` or `DnsName.of`. */
export type ErrorCodes = ReadonlyMap<string, readonly string[]>;

/** A constructor or a method of the library. */
interface Call {
  readonly type: Type;
  /** Absent for a constructor. */
  readonly member?: Member;
}

/** What an error says about its place. */
export interface Trace {
  readonly stack: string;
  readonly message: string;
}

/** The smallest part of the codes with a place. Fewer show that the stack traces have another form. */
const SMALLEST_PART = 0.9;

/** Makes each mistake. Errors at synthesis, which no call raises, have no place on the pages. */
export function errorCodesOf(mistakes: readonly Mistake[], assembly: Assembly): ErrorCodes {
  const found = new Map<string, Set<string>>();
  for (const [code, make] of mistakes) {
    for (const place of placesOf(errorOf(make), assembly)) {
      found.set(place, (found.get(place) ?? new Set()).add(code));
    }
  }
  const placed = new Set([...found.values()].flatMap((codes) => [...codes])).size;
  const all = new Set(mistakes.map(([code]) => code)).size;
  if (placed < SMALLEST_PART * all) { throw new Error(`only ${placed} of ${all} codes have a place in the API reference`); }
  return new Map([...found].map(([place, codes]) => [place, [...codes].sort()]));
}

/** The call that raises an error, and the property at the start of its message. */
export function placesOf({ stack, message }: Trace, assembly: Assembly): string[] {
  const call = callOf(stack, assembly);
  const property = call && propertyOf(message, call, assembly);
  return [call, property].filter((one) => one !== undefined).map(placeOf);
}

export const placeOf = ({ type, member }: Call) => (member === undefined ? type.name : `${type.name}.${member.name}`);

/** The sentence with the links to the codes of a place. */
export function errorLinks(codes: ErrorCodes, place: string): string[] {
  const links = (codes.get(place) ?? []).map((code) => `[\`${code}\`](/errors#${code})`);
  return links.length === 0 ? [] : [`Errors: ${links.join(', ')}.`, ''];
}

/** The page of the errors, with an anchor at the first row of each code. */
export function withErrorAnchors(page: string): string {
  const seen = new Set<string>();
  return page.replace(/^\| `([A-Z][A-Za-z0-9]+)` \|/gm, (row, code: string) => {
    if (seen.has(code)) { return row; }
    seen.add(code);
    return `| <a id="${code}"></a>\`${code}\` |`;
  });
}

function errorOf(make: () => unknown): Trace {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  try { make(); } catch (error) {
    const { stack = '', message } = error as Error;
    return { stack, message };
  } finally { Error.stackTraceLimit = limit; }
  throw new Error(`no error: ${make}`);
}

/** A constructor, a getter, or a method in a stack trace. V8 writes `Function` for the class of a static method. */
const FRAME = /^ +at (?:(new) )?(?:(\w+)\.)?(?:get )?(\w+)(?: \[as \w+\])? \((?!.*\/node_modules\/).*\/(src\/[^:]+)\.ts:/;

/** The call that the code with the mistake makes, which is the outermost one of the library. */
function callOf(stack: string, assembly: Assembly): Call | undefined {
  const frames = stack.split('\n').map((line) => FRAME.exec(line)).filter((match) => match !== null);
  const [, isNew, owner, name, file] = frames.at(-1) ?? [];
  const types = [...assembly.types.values()];
  if (isNew) {
    const made = types.find((type) => type.name === name && type.initializer !== undefined);
    return made && { type: made };
  }
  const owners = types.filter((type) => (owner === 'Function' ? type.file === file : type.name === owner));
  return owners.flatMap((type) => [type, ...basesOf(assembly, type)])
    .flatMap((type) => membersOf(type, name))[0];
}

const membersOf = (type: Type, name: string) =>
  type.members.filter((member) => member.name === name).map((member) => ({ type, member }));

/** The property in the structs of a call that a message starts with, such as `apiPassthrough.extensions`. */
function propertyOf(message: string, { type, member }: Call, assembly: Assembly): Call | undefined {
  const parameters = (member ?? type.initializer)?.parameters ?? [];
  let structs = parameters.flatMap((parameter) => structOf(parameter.type, assembly) ?? []);
  let found: Call | undefined;
  for (const name of (/^[a-z]\w*(?:\.[a-z]\w*)*/.exec(message)?.[0] ?? '').split('.')) {
    const [next] = structs.flatMap((struct) => [struct, ...basesOf(assembly, struct)])
      .flatMap((struct) => membersOf(struct, name));
    if (next === undefined) { break; }
    found = next;
    structs = [structOf(next.member.type!, assembly) ?? []].flat();
  }
  return found;
}

function structOf({ fqn, collection }: NonNullable<Member['type']>, assembly: Assembly): Type | undefined {
  if (collection !== undefined) { return structOf(collection.elementtype, assembly); }
  const type = fqn?.startsWith(ASSEMBLY) ? assembly.types.get(fqn.slice(ASSEMBLY.length)) : undefined;
  return type?.isStruct ? type : undefined;
}
