import * as fc from 'fast-check';
import { Expressions, SKIPPED, methodCalls, newOf, staticCalls } from './arbitraries';
import { ALL_TYPES, initializerOf, isConstruct } from './assembly';
import { AppPlan, Step } from './expressions';
import { METHODS, OwnedMethod } from './members';

/* Random apps: constructs, and calls of methods in random order, some of them twice. */

/** The statements that an app can have: a new construct, or a call of a method. */
const STATEMENTS = fc.oneof(...ALL_TYPES.filter(({ kind, fqn }) => kind === 'class' && !SKIPPED.has(fqn)).flatMap((type) => {
  const isCreated = !type.abstract && initializerOf(type.fqn) && isConstruct(type.fqn);
  return isCreated ? [newOf(type, 0), newOf(type, 0)] : [];
}), ...METHODS.filter(({ method }) => method.name !== 'toString' && (!method.static || method.parameters?.[0]?.name === 'scope')).map(callsOf));

function callsOf({ owner, method }: OwnedMethod): Expressions {
  return (method.static ? staticCalls : methodCalls)(owner, method.name, method.parameters ?? [], 1);
}

/** A step, and its place among the steps. */
interface Placed {
  readonly at: number;
  readonly step: Step;
}

function stepsOf(statements: Expressions, again: fc.Arbitrary<boolean>): fc.Arbitrary<Placed> {
  const parts = { stack: fc.nat({ max: 2 }), do: statements, again };
  const step: fc.Arbitrary<Step> = fc.record(parts, { noNullPrototype: true });
  return fc.record({ at: fc.nat({ max: 99 }), step }, { noNullPrototype: true });
}

/** A step that practically every app has. The smallest app that fails can lack it. */
function always(step: fc.Arbitrary<Placed>): fc.Arbitrary<Placed | undefined> {
  const absent = { weight: 1, arbitrary: fc.constant(undefined) };
  return fc.oneof({ withCrossShrink: true }, absent, { weight: 1_000_000, arbitrary: step });
}

/** Random apps with up to three stacks, which call each of the methods. */
export function apps(methods: readonly OwnedMethod[]): fc.Arbitrary<AppPlan> {
  const stackOf = (index: number, env: number, differs: boolean) => ({ env: differs && index > 0 ? 4 - env : env });
  const others = fc.array(stepsOf(STATEMENTS, fc.boolean()), { maxLength: 4 });
  const calls = methods.map((method) => always(stepsOf(callsOf(method), fc.constant(true))));
  return fc.record({
    stacks: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat({ max: 4 }), fc.nat({ max: 4 }))
      .map(([count, env, differs]) => Array.from({ length: count }, (_, index) => stackOf(index, env, differs === 4))),
    flags: fc.constantFrom('none' as const, 'recommended' as const),
    steps: fc.tuple(others, ...calls).map(([some, ...given]) => [...some, ...given].flatMap((placed) => placed ?? [])
      .sort((one, other) => one.at - other.at).map(({ step }) => step)),
  }, { noNullPrototype: true });
}
