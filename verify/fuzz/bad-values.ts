import { App, CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { ALL_TYPES, Definition, Member, Method, OWN, TYPES, TypeReference, isAssignable, propertiesOf } from './assembly';
import { ACCEPTED, KNOWN_AT_SYNTHESIS, LATE_UNITS } from './bad-value-tables';
import { lateValue } from './evaluation';
import { DURATIONS, NUMBERS, STRINGS, TEXT } from './literals';
import { Fault, faultsOfError, faultsOfTemplate } from './oracles';
import * as library from '../../src';
import { PrivateCaError } from '../../src/private/errors';
import { USES } from '../../test/support/plain-javascript';

/*
 * Bad values for each property of each struct, and for each parameter of each factory, from their types: of another
 * kind, null, empty, beyond a boundary, and of another unit. Each must cause a coded error. Late values must pass.
 */

type Library = Record<string, Record<string, (...values: unknown[]) => unknown>>;

/** One bad value. */
interface Case {
  readonly place: string;
  readonly sort: 'wrong kind' | 'null' | 'empty' | 'boundary' | 'unit';
  readonly shown: string;
  /** Uses the value. Values that no struct takes directly are made with a factory. */
  readonly run: (stack: Stack) => unknown;
}

/** The result of all cases. */
export interface BadValues {
  readonly counts: ReadonlyMap<string, number>;
  readonly accepted: readonly string[];
  readonly tokens: number;
  readonly faults: readonly string[];
}

const ENVIRONMENT = { account: '111122223333', region: 'us-east-1' };
const newStack = () => new Stack(new App({ context: { 'aws:cdk:disable-creation-stack-traces': true } }), 'Stack', { env: ENVIRONMENT });
const show = (value: unknown) => typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)).slice(0, 40);

/** Uses a struct with one property changed. */
function useStruct(stack: Stack, name: string, property: string, value: unknown): void {
  const { smallest, use } = USES[name];
  use(stack, { ...smallest?.(stack), [property]: value } as never);
}

const structs = ALL_TYPES.filter(({ datatype }) => datatype);

/** The struct and property that take a value of the class. */
function takerOf(type: string): { struct: string; property: string; list: boolean } | undefined {
  for (const struct of structs) {
    for (const { name, type: { fqn, collection } } of propertiesOf(struct)) {
      const list = !fqn && collection?.kind === 'array';
      const required = fqn ?? (list ? collection.elementtype.fqn : undefined);
      if (!required?.startsWith(OWN) || !isAssignable(type, required)) { continue; }
      return { struct: struct.name, property: name, list };
    }
  }
  return undefined;
}

/** Values of other kinds than the type. */
function wrongKindsOf({ primitive, collection, fqn }: TypeReference): unknown[] {
  if (collection) { return ['one', 7, [null]]; }
  if (primitive === 'string') { return [42, {}, ['text'], true]; }
  if (primitive === 'number') { return ['42', {}, true]; }
  if (primitive === 'boolean') { return ['false', 0]; }
  return fqn ? ['text', 42, []] : [];
}

/** Values that are empty, beyond every boundary, or of another unit. */
function emptyAndBeyond({ primitive, collection, fqn }: TypeReference): [Case['sort'], unknown, string][] {
  if (collection?.kind === 'array') { return [['empty', [], '[]']]; }
  if (collection) { return [['empty', {}, '{}']]; }
  switch (fqn ?? primitive) {
    case 'string': return [['empty', '', '""'], ['empty', ' ', '" "'], ['boundary', 'x'.repeat(70_000), 'x × 70000']];
    case 'number': return [-1, NaN, 0.5, Infinity, 2 ** 53].map((value) => ['boundary', value, String(value)]);
    case 'aws-cdk-lib.Duration': return [
      ['unit', Duration.millis(1), '1 ms'], ['boundary', Duration.days(0), '0 days'], ['boundary', Duration.days(1_000_000), '1000000 days'],
    ];
    case 'aws-cdk-lib.Size': return [['unit', Size.bytes(1), '1 byte'], ['boundary', Size.pebibytes(100), '100 PiB']];
    default: return [];
  }
}

function structCases(): Case[] {
  return structs.flatMap((struct) => propertiesOf(struct).flatMap(({ name, type, optional }): Case[] => {
    const place = `${struct.name}.${name}`;
    const caseOf = (sort: Case['sort'], value: unknown, shown = show(value)): Case =>
      ({ place, sort, shown, run: (stack) => useStruct(stack, struct.name, name, value) });
    return [
      ...wrongKindsOf(type).map((value) => caseOf('wrong kind', value)),
      ...(optional ? [] : [caseOf('null', null)]),
      ...emptyAndBeyond(type).map(([sort, value, shown]) => caseOf(sort, value, shown)),
    ];
  }));
}

/** The arguments of a factory, each of them valid. */
function validArguments(stack: Stack, owner: Definition, method: Method): unknown[] | undefined {
  const values = (method.parameters ?? []).filter(({ optional }) => !optional).map(({ name, type }) => validValue(stack, `${owner.name}.${method.name}`, name, type));
  return values.includes(undefined) ? undefined : values;
}

function validValue(stack: Stack, owner: string, name: string, type: TypeReference): unknown {
  if (type.primitive === 'string') { return (STRINGS[`${owner}.${name}`] ?? STRINGS[name] ?? TEXT)[0]; }
  if (type.primitive === 'number') { return (NUMBERS[name] ?? [1])[0]; }
  if (type.fqn === 'aws-cdk-lib.Duration') { const [unit, amount] = (DURATIONS[name] ?? [['days', 7]])[0]; return Duration[unit](amount); }
  const struct = type.fqn && TYPES[type.fqn]?.datatype ? USES[TYPES[type.fqn].name] : undefined;
  return struct ? struct.smallest?.(stack) ?? {} : undefined;
}

function factoryCases(): Case[] {
  return ALL_TYPES.filter(({ kind }) => kind === 'class').flatMap((owner) => (owner.methods ?? [])
    .filter(({ static: isStatic, returns }) => isStatic && returns?.type.fqn && takerOf(returns.type.fqn))
    .flatMap((method) => (method.parameters ?? [])
      .flatMap((parameter, index) => casesOfParameter(owner, method, parameter, index))));
}

function casesOfParameter(owner: Definition, method: Method, { name, type, optional }: Member, index: number): Case[] {
  if (!validArguments(newStack(), owner, method)) { return []; }
  const taker = takerOf(method.returns!.type.fqn!)!;
  const caseOf = (sort: Case['sort'], value: unknown, shown = show(value)): Case => ({
    place: `${owner.name}.${method.name}(${name})`,
    sort,
    shown,
    run: (stack) => {
      const args = validArguments(stack, owner, method)!;
      args[index] = value;
      const made = (library as unknown as Library)[owner.name][method.name](...args);
      useStruct(stack, taker.struct, taker.property, taker.list ? [made] : made);
    },
  });
  return [
    ...wrongKindsOf(type).map((value) => caseOf('wrong kind', value)),
    ...(optional ? [] : [caseOf('null', null)]),
    ...emptyAndBeyond(type).map(([sort, value, shown]) => caseOf(sort, value, shown)),
  ];
}

/** The fault of a bad value, or `accepted`. */
function resultOf({ run }: Case): Fault[] | 'accepted' {
  const stack = newStack();
  try {
    run(stack);
    const [{ template }] = (stack.node.root as App).synth().stacks;
    // An empty object of conditions leaves the policy of an endpoint as it is. Random apps put it into an endpoint.
    const faults = faultsOfTemplate(template as Record<string, unknown>).filter(({ oracle, text }) => oracle !== 'open policy' || !text.includes('PkiRetriev'));
    return faults.length > 0 ? faults : 'accepted';
  } catch (error) {
    return error instanceof PrivateCaError ? faultsOfError(error) : [{ oracle: 'raw error', text: (error as Error).stack ?? String(error) }];
  }
}

/** Late values of the right type, which pass the checks. */
function tokenFaults(): { count: number; faults: string[] } {
  const faults: string[] = [];
  let count = 0;
  for (const struct of structs) {
    for (const { name, type } of propertiesOf(struct)) {
      const place = `${struct.name}.${name}`;
      for (const late of lateValuesOf(struct.name, name, type)) {
        count++;
        const stack = newStack();
        let message: string | undefined;
        try { useStruct(stack, struct.name, name, late(stack)); } catch (error) { message = (error as Error).message; }
        if ((message !== undefined) !== place in KNOWN_AT_SYNTHESIS) {
          faults.push(`${place}: ${message ?? 'a late value passes, and is in the table of values that must be known'}`);
        }
      }
    }
  }
  return { count, faults: [...new Set(faults)] };
}

function lateValuesOf(owner: string, name: string, type: TypeReference): ((stack: Stack) => unknown)[] {
  const { primitive, collection, fqn } = type;
  const text = (STRINGS[`${owner}.${name}`] ?? STRINGS[name] ?? TEXT)[0];
  const parameter = (of: string) => (stack: Stack) => new CfnParameter(stack, 'Late', { type: of });
  if (primitive === 'string') { return [() => lateValue('string', text), (stack) => parameter('String')(stack).valueAsString]; }
  if (primitive === 'number') { return [() => lateValue('number', (NUMBERS[name] ?? [1])[0]), (stack) => parameter('Number')(stack).valueAsNumber]; }
  if (collection?.kind === 'array' && collection.elementtype.primitive === 'string') { return [() => [lateValue('string', text)]]; }
  if (fqn === 'aws-cdk-lib.Duration') {
    return [() => Duration[LATE_UNITS[name] ?? 'days'](lateValue('number', 30) as number)];
  }
  return [];
}

/** Checks all bad values. An accepted one must be in the table, with the reason. */
export function checkBadValues(): BadValues {
  const counts = new Map<string, number>();
  const accepted: string[] = [];
  const faults: string[] = [];
  for (const one of [...structCases(), ...factoryCases()]) {
    const result = resultOf(one);
    const name = `${one.place} = ${one.shown}`;
    if (result === 'accepted') { accepted.push(name); } else { counts.set(one.sort, (counts.get(one.sort) ?? 0) + 1); }
    const isExpected = ACCEPTED.some(({ places, shown }) => shown.includes(one.shown) && places.test(one.place));
    if (result === 'accepted' && !isExpected) { faults.push(`${name}: accepted`); }
    if (result !== 'accepted') { faults.push(...result.map(({ oracle, text }) => `${name}: ${oracle}: ${text}`)); }
  }
  const late = tokenFaults();
  return { counts, accepted, tokens: late.count, faults: [...faults, ...late.faults] };
}
