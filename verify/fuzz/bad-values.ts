import { App, CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { TypeReference, propertiesOf } from './assembly';
import { ACCEPTED, KNOWN_AT_SYNTHESIS, LATE_UNITS } from './bad-value-tables';
import { CALLS, newStack } from './calls';
import { lateValue } from './evaluation';
import { NUMBERS, STRINGS, TEXT } from './literals';
import { faultsOfRun } from './oracles';
import { STRUCTS, useStruct } from './takers';

/*
 * Bad values for each property of each struct, and for each parameter of each method, from their types: of another
 * kind, null, empty, beyond a boundary, and of another unit. Each must cause a coded error. Late values must pass.
 */

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

const show = (value: unknown) => typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)).slice(0, 40);

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
  return STRUCTS.flatMap((struct) => propertiesOf(struct).flatMap(({ name, type, optional }): Case[] => {
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

/** The parameters of all methods. */
function callCases(): Case[] {
  return CALLS.flatMap(({ place, parameter: { name, type, optional }, run }): Case[] => {
    if (name === 'scope' || name === 'id') { return []; } // The AWS CDK checks them, in Construct.
    const caseOf = (sort: Case['sort'], value: unknown, shown = show(value)): Case =>
      ({ place, sort, shown, run: (stack) => run(stack, value) });
    return [
      ...wrongKindsOf(type).map((value) => caseOf('wrong kind', value)),
      ...(optional ? [] : [caseOf('null', null), caseOf('null', undefined)]),
      ...emptyAndBeyond(type).map(([sort, value, shown]) => caseOf(sort, value, shown)),
    ];
  });
}

/** Late values of the right type, which pass the checks. */
function tokenFaults(): { count: number; faults: string[] } {
  const faults: string[] = [];
  let count = 0;
  for (const struct of STRUCTS) {
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
  for (const one of [...structCases(), ...callCases()]) {
    const stack = newStack();
    const result = faultsOfRun(stack.node.root as App, () => { one.run(stack); });
    const name = `${one.place} = ${one.shown}`;
    if (result === 'accepted') { accepted.push(name); } else { counts.set(one.sort, (counts.get(one.sort) ?? 0) + 1); }
    const isExpected = ACCEPTED.some(({ places, shown }) => shown.includes(one.shown) && places.test(one.place));
    if (result === 'accepted' && !isExpected) { faults.push(`${name}: accepted`); }
    if (result !== 'accepted') { faults.push(...result.map(({ oracle, text }) => `${name}: ${oracle}: ${text}`)); }
  }
  const late = tokenFaults();
  return { counts, accepted, tokens: late.count, faults: [...faults, ...late.faults] };
}
