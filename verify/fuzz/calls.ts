import { App, Duration, Environment, Stack } from 'aws-cdk-lib';
import { ALL_TYPES, Definition, Member, TYPES, TypeReference, initializerOf, isAssignable, isConstruct } from './assembly';
import { CDK_VALUES } from './cdk-values';
import { DURATIONS, NUMBERS, STRINGS, TEXT } from './literals';
import { METHODS, OwnedMethod, keyOf } from './members';
import { useResult } from './uses';
import * as library from '../../src';
import { PrivateCaError } from '../../src/private/errors';
import { USES } from '../../test/support/plain-javascript';

/* Calls of methods with one argument changed. All other values are valid. */

/** Factories that return a value with which an app can do nothing. */
const POOR = new Set(['AlarmDestination.of']);

type Values = Record<string, unknown>;
type Callable = Record<string, (...values: unknown[]) => unknown>;
type Class = Callable & (new (...values: unknown[]) => Values);

/** A parameter of a method. */
export interface Call {
  readonly place: string;
  readonly parameter: Member;
  /** Calls the method with another value of the parameter. */
  readonly run: (stack: Stack, value: unknown) => unknown;
}

const ENVIRONMENT: Environment = { account: '111122223333', region: 'us-east-1' };

/** A stack of a new app. */
export function newStack(env: Environment | undefined = ENVIRONMENT): Stack {
  return new Stack(new App({ context: { 'aws:cdk:disable-creation-stack-traces': true }, analyticsReporting: false }), 'Stack', { env });
}

const classOf = (type: Definition) => (library as unknown as Record<string, Class>)[type.name];

/** A stack of the same app, account, and Region, in which the IDs are free. */
function nextTo({ node, account, region }: Stack): Stack {
  const { children } = node.root.node;
  return new Stack(node.root, `Stack${children.length}`, { env: { account, region } });
}

/** The valid values of required parameters. */
function argumentsOf(stack: Stack, owner: string, parameters: Member[]): unknown[] {
  return parameters.filter(({ optional }) => !optional).map(({ name, type }) => validValue(stack, owner, name, type));
}

/** A valid value of a type. The owner and the name are those of the property or parameter. */
export function validValue(stack: Stack, owner: string, name: string, type: TypeReference): unknown {
  const { primitive, fqn, collection } = type;
  if (primitive === 'string') { return name === 'id' ? 'Added' : (STRINGS[`${owner}.${name}`] ?? STRINGS[name] ?? TEXT)[0]; }
  if (primitive === 'number') { return (NUMBERS[name] ?? [1])[0]; }
  if (fqn === 'aws-cdk-lib.Duration') { const [unit, amount] = (DURATIONS[name] ?? [['days', 7]])[0]; return Duration[unit](amount); }
  if (fqn === 'aws-cdk-lib.RemovalPolicy') { return 'destroy'; }
  if (collection) { return [validValue(stack, owner, name, collection.elementtype)]; }
  return fqn?.startsWith('constructs.') ? stack : fqn && valueOf(stack, fqn);
}

function valueOf(stack: Stack, fqn: string): unknown {
  const own = TYPES[fqn];
  if (own?.members) { return (library as unknown as Record<string, Values>)[own.name][own.members[0].name]; }
  if (own?.datatype) { return USES[own.name].smallest?.(nextTo(stack)) ?? {}; }
  if (!own) { return CDK_VALUES[fqn][0](nextTo(stack), 'Mine'); }
  const found = ALL_TYPES.map((type) => type.kind === 'class' ? makerOf(type, fqn) : undefined).find((make) => make);
  if (!found) { throw new Error(`there is no value of ${fqn}`); }
  return found(stack);
}

/** Creates a construct with the smallest properties. */
export function newConstruct(stack: Stack, type: Definition): unknown {
  const parameters = initializerOf(type.fqn)!.slice(2).map((one) => ({ ...one, optional: false }));
  return new (classOf(type))(stack, 'Made', ...argumentsOf(stack, type.name, parameters));
}

/** Creates a value with a constructor, a constant, a factory, a property, or a method of a type. */
function makerOf(type: Definition, fqn: string): ((stack: Stack) => unknown) | undefined {
  const { name, methods = [], properties = [] } = type;
  const parameters = initializerOf(type.fqn);
  if (parameters && !type.abstract && isConstruct(type.fqn) && isAssignable(type.fqn, fqn)) {
    return (stack) => newConstruct(nextTo(stack), type);
  }
  const constant = properties.find((one) => one.static && isAssignable(one.type.fqn, fqn));
  if (constant) { return () => (classOf(type) as unknown as Values)[constant.name]; }
  const method = methods.find((one) => isAssignable(one.returns?.type.fqn, fqn) && (one.static || type.fqn !== fqn) && !POOR.has(`${name}.${one.name}`));
  if (method?.static) { return (stack) => classOf(type)[method.name](...argumentsOf(stack, `${name}.${method.name}`, method.parameters ?? [])); }
  const property = isConstruct(type.fqn) && !isConstruct(fqn) && properties.find((one) => one.type.fqn === fqn);
  if (property) { return (stack) => (valueOf(stack, type.fqn) as Values)[property.name]; }
  if (method) {
    return (stack) => (valueOf(stack, type.fqn) as Callable)[method.name](...argumentsOf(stack, `${name}.${method.name}`, method.parameters ?? []));
  }
  return undefined;
}

/** The calls for each parameter of each method. The result goes into the construct that takes it. */
export const CALLS: readonly Call[] = METHODS.flatMap((one) =>
  (one.method.parameters ?? []).map((parameter, index): Call => ({
    place: `${keyOf(one)}(${parameter.name})`, parameter, run: (stack, value) => callWith(stack, one, index, value),
  })));

/** Calls a method with valid values of its required parameters. Returns whether the method accepts them. */
export function isCallable({ owner, method }: OwnedMethod): boolean {
  const stack = newStack();
  const called = method.static ? classOf(owner) : valueOf(stack, owner.fqn) as Callable;
  try {
    called[method.name](...argumentsOf(stack, `${owner.name}.${method.name}`, method.parameters ?? []));
    return true;
  } catch (error) {
    if (error instanceof PrivateCaError) { return false; }
    throw error;
  }
}

function callWith(stack: Stack, { owner, method }: OwnedMethod, index: number, value: unknown): void {
  const { name, parameters = [], static: isStatic } = method;
  const values = parameters.slice(0, Math.max(index, parameters.filter(({ optional }) => !optional).length - 1) + 1)
    .map((parameter, at) => at === index ? value : validValue(stack, `${owner.name}.${name}`, parameter.name, parameter.type));
  const called = isStatic ? classOf(owner) : valueOf(stack, owner.fqn) as Callable;
  const result = called[name](...values);
  useResult(stack, () => 'Use', { is: isStatic ? 'static' : 'method', type: owner.fqn, method: name }, result);
}
