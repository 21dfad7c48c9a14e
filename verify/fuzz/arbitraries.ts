import * as fc from 'fast-check';
import {
  ALL_TYPES, Definition, Member, OWN, TYPES, TypeReference, initializerOf, isAssignable, isConstruct, propertiesOf,
} from './assembly';
import { CDK_VALUES } from './cdk-values';
import { Expression } from './expressions';
import { CONDITIONS, DURATIONS, MAP_KEYS, NUMBERS, STRINGS, TEXT } from './literals';

/* Random apps, generated from the types of the public API. Most values are valid, so that most apps synthesize. */

export type Expressions = fc.Arbitrary<Expression>;

/** How deep values contain other values with optional properties. */
const DEPTH = 3;
/** One value in so many is odd: text of any characters, a number beyond its range, or a late value. */
const ODD = 30;

export const SKIPPED = new Set([
  'aws-cdk-lib.IPolicyValidationContext', // CDK makes it
  `${OWN}PrivateCaChecks`, // test/checks has all its rules, and it changes no template
]);
const CDK_ENUMS: Readonly<Record<string, readonly string[]>> = {
  'aws-cdk-lib.RemovalPolicy': ['RETAIN', 'DESTROY', 'RETAIN_ON_UPDATE_OR_DELETE', 'SNAPSHOT'],
  'aws-cdk-lib.aws_logs.RetentionDays': ['ONE_DAY', 'ONE_YEAR', 'TEN_YEARS', 'INFINITE'],
  'aws-cdk-lib.aws_config.MaximumExecutionFrequency': ['ONE_HOUR', 'TWENTY_FOUR_HOURS'],
};

/** Optional properties without which most values are invalid. */
const LIKELY = new Set([
  'SubordinateCertificateAuthorityProps.parent', 'HierarchyLevel.subject', 'PkiSignalProps.filterPattern',
  'AlarmDestinationParts.alarmAction', 'DistinguishedNameAttributes.commonName', 'ArchiveProps.retention',
  'RolesAnywherePrincipalOptions.subject', 'PrivateCaBaselineProps.hierarchy', 'CriticalityRoutes.critical',
]);

const value = (of: unknown): Expression => ({ is: 'value', value: of });
const oneOf = (values: readonly unknown[]) => fc.constantFrom(...values).map(value);
const rarely = (common: Expressions, odd: Expressions): Expressions =>
  fc.oneof({ weight: ODD, arbitrary: common }, { weight: 1, arbitrary: odd });

/** A way to get a value of a type. */
interface Producer {
  readonly cost: number;
  readonly arbitrary: (depth: number) => Expressions;
}

const memory = new Map<string, Expressions>();

function remembered(key: string, make: () => Expressions): Expressions {
  const known = memory.get(key);
  if (known) { return known; }
  const made = make();
  memory.set(key, made);
  return made;
}

/** Values of a type. The owner and the name are those of the property or parameter. */
export function valuesOf(type: TypeReference, owner: string, name: string, depth: number): Expressions {
  if (type.collection) {
    const { kind, elementtype } = type.collection;
    if (kind === 'map') { return mapsOf(elementtype, owner, name); }
    const items = valuesOf(elementtype, owner, name, depth + 1);
    return fc.array(items, { minLength: name === 'below' ? 0 : 1, maxLength: 2 })
      .map((list): Expression => ({ is: 'list', items: list }));
  }
  if (type.fqn) { return remembered(`${type.fqn} ${name} ${owner} ${depth}`, () => valuesOfType(type.fqn!, owner, name, depth)); }
  switch (type.primitive) {
    case 'boolean': return oneOf([false, true]);
    case 'number': return numbers(name);
    case 'string': return strings(owner, name);
    default: return oneOf(CONDITIONS);
  }
}

function strings(owner: string, name: string): Expressions {
  const known = STRINGS[`${owner}.${name}`] ?? STRINGS[name] ?? TEXT;
  return rarely(oneOf(known), fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }).map(value),
    fc.constantFrom('', ' ', '*', 'null', '${x}', '{{resolve:ssm:x}}', '<b>', '"', '\\', 'x'.repeat(300)).map(value),
    fc.constantFrom(...known).map((late): Expression => ({ is: 'token', of: 'string', value: late })),
  ));
}

function numbers(name: string): Expressions {
  const known = NUMBERS[name] ?? [1, 2];
  return rarely(oneOf(known), fc.oneof(
    fc.constantFrom(-1, 0, 4, 0.5, 101, 2 ** 31, Number.MAX_SAFE_INTEGER).map(value),
    fc.constantFrom(...known).map((late): Expression => ({ is: 'token', of: 'number', value: late })),
  ));
}

function mapsOf(element: TypeReference, owner: string, name: string): Expressions {
  if (element.collection) { return oneOf(CONDITIONS); }
  const options = { minKeys: 1, maxKeys: 2, noNullPrototype: true };
  return fc.dictionary(fc.constantFrom(...MAP_KEYS[name] ?? ['key']), valuesOf(element, owner, name, DEPTH), options)
    .map((entries): Expression => ({ is: 'object', entries }));
}

function valuesOfType(fqn: string, owner: string, name: string, depth: number): Expressions {
  const definition = TYPES[fqn];
  const members = definition?.members?.map((member) => member.name) ?? CDK_ENUMS[fqn];
  if (members) { return fc.constantFrom(...members).map((member): Expression => ({ is: 'member', type: fqn, name: member })); }
  if (definition?.datatype) { return structsOf(definition, depth); }
  if (fqn === 'aws-cdk-lib.Duration') { return durations(name); }
  if (fqn === 'aws-cdk-lib.Size') {
    const size = (mebibytes: number): Expression => ({ is: 'size', mebibytes });
    return rarely(fc.constantFrom(10, 1024, 102_400).map(size), fc.constantFrom(0, 1, 9, 7_000_000).map(size));
  }
  if (fqn === 'constructs.Construct' || fqn === 'constructs.IConstruct') { return fc.constant<Expression>({ is: 'scope' }); }
  const produced = producersOf(fqn).sort((one, other) => one.cost - other.cost);
  const usable = depth >= DEPTH ? produced.filter(({ cost }) => cost === produced[0].cost) : produced;
  if (usable.length === 0) { throw new Error(`there is no value of ${fqn} for ${owner}.${name}`); }
  const arbitrary = fc.oneof(...usable.map((producer) => producer.arbitrary(depth)));
  const shared = isConstruct(fqn) || definition?.kind === 'interface' || fqn.startsWith('aws-cdk-lib.interfaces.aws_acmpca');
  return shared ? made(fqn, arbitrary) : arbitrary;
}

function durations(name: string): Expressions {
  const known = DURATIONS[name] ?? [['days', 7]];
  const odd = fc.tuple(fc.constantFrom('seconds', 'minutes', 'hours', 'days'), fc.constantFrom(0, 1, 59, 400, 36_501));
  return rarely(
    fc.constantFrom(...known).map(([unit, amount]): Expression => ({ is: 'duration', unit, amount })),
    odd.map(([unit, amount]): Expression => ({ is: 'duration', unit: unit as 'days', amount })),
  );
}

function structsOf(definition: Definition, depth: number): Expressions {
  // A description per property: an optional one is absent in four of five cases, and always where values end.
  const entries = propertiesOf(definition).filter(({ optional }) => !optional || depth < DEPTH).map((property) => {
    const values = valuesOf(property.type, definition.name, property.name, depth + 1);
    if (!property.optional) { return [property.name, values]; }
    const absent = LIKELY.has(`${definition.name}.${property.name}`) ? [1, 15] : [4, 1];
    return [property.name, fc.oneof(
      { withCrossShrink: true },
      { weight: absent[0], arbitrary: fc.constant(undefined) },
      { weight: absent[1], arbitrary: values },
    )];
  });
  const model = Object.fromEntries(entries) as Record<string, fc.Arbitrary<Expression | undefined>>;
  return fc.record(model, { noNullPrototype: true })
    .map((found): Expression => ({ is: 'object', entries: { ...found } }));
}

const made = (type: string, otherwise: Expressions): Expressions => fc.tuple(fc.nat({ max: 5 }), otherwise)
  .map(([index, other]): Expression => ({ is: 'made', type, index, otherwise: other }));

function producersOf(fqn: string): Producer[] {
  const cdk: Producer[] = (CDK_VALUES[fqn] ?? []).map((_, variant) => ({
    cost: variant === 0 ? 0 : 1, arbitrary: () => fc.constant<Expression>({ is: 'cdk', type: fqn, variant }),
  }));
  if (CDK_VALUES[fqn] && !fqn.includes('aws_acmpca')) { return cdk; }
  return [...cdk, ...ALL_TYPES.flatMap((type) => producersIn(type, fqn))];
}

/** The ways in which a type produces a value of another one. */
function producersIn(type: Definition, fqn: string): Producer[] {
  if (type.kind !== 'class' || SKIPPED.has(type.fqn)) { return []; }
  const costOf = (parameters: Member[]) => parameters.filter(({ optional }) => !optional)
    .reduce((sum, parameter) => sum + (parameter.type.primitive ? 1 : 2), 1);
  const found: Producer[] = [];
  const parameters = type.abstract ? undefined : initializerOf(type.fqn);
  if (parameters && isAssignable(type.fqn, fqn)) {
    found.push({ cost: costOf(parameters), arbitrary: (depth) => newOf(type, depth) });
  }
  for (const property of type.properties ?? []) {
    if (property.static && isAssignable(property.type.fqn, fqn)) {
      found.push({ cost: 0, arbitrary: () => fc.constant<Expression>({ is: 'constant', type: type.fqn, name: property.name }) });
    }
  }
  for (const method of type.methods ?? []) {
    if (!isAssignable(method.returns?.type.fqn, fqn)) { continue; }
    if (method.static) {
      const { name, parameters: required = [] } = method;
      found.push({ cost: costOf(required), arbitrary: (depth) => staticCalls(type, name, required, depth) });
    } else {
      found.push({ cost: 20, arbitrary: (depth) => methodCalls(type, method.name, method.parameters ?? [], depth) });
    }
  }
  // For example, the grants of a trail. What constructs contain is otherwise a shared value.
  for (const property of TYPES[fqn] && !isConstruct(fqn) && !TYPES[fqn].members ? type.properties ?? [] : []) {
    if (!property.static && property.type.fqn === fqn) {
      found.push({ cost: 30, arbitrary: (depth) => readingsOf(type, property.name, depth) });
    }
  }
  return found;
}

/** A construct, or another object, with random arguments. */
export function newOf(type: Definition, depth: number): Expressions {
  return argumentsOf(initializerOf(type.fqn)!, type.name, depth)
    .map((args): Expression => ({ is: 'new', type: type.fqn, args }));
}

/** Calls of a static method with random arguments. */
export function staticCalls(type: Definition, method: string, parameters: Member[], depth: number): Expressions {
  return argumentsOf(parameters, `${type.name}.${method}`, depth)
    .map((args): Expression => ({ is: 'static', type: type.fqn, method, args }));
}

/** Calls of a method of a random object with random arguments. */
export function methodCalls(type: Definition, method: string, parameters: Member[], depth: number): Expressions {
  return fc.tuple(valuesOf({ fqn: type.fqn }, type.name, method, depth + 1), argumentsOf(parameters, `${type.name}.${method}`, depth + 1))
    .map(([of, args]): Expression => ({ is: 'method', of, type: type.fqn, method, args }));
}

function readingsOf(type: Definition, property: string, depth: number): Expressions {
  return valuesOf({ fqn: type.fqn }, type.name, property, depth + 1)
    .map((of): Expression => ({ is: 'property', of, type: type.fqn, property }));
}

function argumentsOf(parameters: Member[], owner: string, depth: number): fc.Arbitrary<Expression[]> {
  const lists = parameters.map(({ name, type, optional, variadic }): fc.Arbitrary<Expression[]> => {
    if (name === 'id' && type.primitive === 'string') { return fc.constant([{ is: 'id' }]); }
    const values = valuesOf(type, owner, name, depth);
    if (variadic) { return fc.array(values, { minLength: 1, maxLength: 2 }); }
    return optional ? fc.oneof(fc.constant<Expression[]>([]), values.map((one) => [one])) : values.map((one) => [one]);
  });
  return fc.tuple(...lists).map((parts) => parts.flat());
}
