import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ErrorCode } from '../../src/private/error-codes';
import { errorOf } from '../support/errors';
import { USES, Untyped } from '../support/plain-javascript';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* Plain JavaScript has no compiler that checks the types of properties. */

const ASSEMBLY_FILE = join(__dirname, '../../.jsii');

/** The type of a property in the assembly. */
interface Type {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly elementtype: Type };
}

interface Property {
  readonly name: string;
  readonly optional?: boolean;
  readonly type: Type;
}

interface Definition {
  readonly name: string;
  readonly kind: string;
  readonly datatype?: boolean;
  readonly interfaces?: string[];
  readonly properties?: Property[];
}

const definitions: Record<string, Definition> = existsSync(ASSEMBLY_FILE)
  ? JSON.parse(readFileSync(ASSEMBLY_FILE, 'utf8')).types : {};

const interfaces = Object.values(definitions)
  .filter(({ kind, datatype }) => kind === 'interface' && datatype);

/** The properties that `OnEventOptions` of aws-cdk-lib adds to the options of event rules. */
const EVENT_OPTIONS: Property[] = [
  { name: 'target', optional: true, type: { fqn: 'aws-cdk-lib.aws_events.IRuleTarget' } },
  { name: 'ruleName', optional: true, type: { primitive: 'string' } },
  { name: 'description', optional: true, type: { primitive: 'string' } },
  { name: 'eventPattern', optional: true, type: { fqn: 'aws-cdk-lib.aws_events.EventPattern' } },
  { name: 'crossStackScope', optional: true, type: { fqn: 'constructs.Construct' } },
];

function propertiesOf({ properties = [], interfaces: bases = [] }: Definition): Property[] {
  return [...properties, ...bases.flatMap((base) => definitions[base] ? propertiesOf(definitions[base]) : EVENT_OPTIONS)];
}

const cases = interfaces.flatMap((type) =>
  propertiesOf(type).map((property): [string, string, Property] => [type.name, property.name, property]));
const optionalCases = cases.filter(([, , { optional }]) => optional);

/** The template and the warnings of an app, or the message of its error. */
function outcomeOf(name: string, change: (properties: Untyped) => Untyped): unknown {
  const stack = newStack({ env: ENVIRONMENT });
  try {
    use(stack, name, change);
  } catch (error) {
    return (error as Error).message;
  }
  return [Template.fromStack(stack).toJSON(), Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => [id, entry.data])];
}

function use(stack: Stack, name: string, change: (properties: Untyped) => Untyped): void {
  const { smallest, use: useIn } = USES[name];
  useIn(stack, change({ ...smallest?.(stack) }) as never);
}

/** Values of other types than the property has. */
function wrongValuesOf({ primitive, collection }: Type): unknown[] {
  if (collection) { return ['one', { one: 1 }, [null], ...wrongValuesOf(collection.elementtype).map((value) => [value])]; }
  switch (primitive) {
    case 'string': return [42, {}, ['text'], true];
    case 'number': return ['42', {}, [42], true];
    case 'boolean': return ['false', 0, {}];
    default: return ['text', 42, ['text'], true];
  }
}

test('the API was compiled before this test, and each of its interfaces has a use', () => {
  expect(Object.keys(USES).sort()).toEqual(interfaces.map(({ name }) => name).sort());
  expect(cases.length).toBeGreaterThan(200);
});

test.each(optionalCases)('%s.%s can be null instead of absent', (name, property) => {
  const absent = outcomeOf(name, ({ [property]: _omitted, ...others }) => others);

  expect(outcomeOf(name, (properties) => ({ ...properties, [property]: null }))).toEqual(absent);
});

/** Properties with a check of their own, whose code says more. */
const OTHER_CODES: Record<string, ErrorCode> = { outcome: 'EventOutcome', messageFormat: 'NotificationFormat' };

test.each(cases)('%s.%s of a wrong type causes an error that names the property and the construct', (name, property, { type }) => {
  for (const value of wrongValuesOf(type)) {
    const stack = newStack({ env: ENVIRONMENT });
    const code = OTHER_CODES[property] ?? 'PropertyType';
    const error = errorOf(code, () => use(stack, name, (properties) => ({ ...properties, [property]: value })));

    expect(error.message).toMatch(new RegExp(`^(?:\\S+ )*\\S*${property}\\S* must be .*\\[${code} at Stack`));
  }
});

test.each(cases.filter(([, , { optional }]) => !optional))('%s.%s is required', (name, property) => {
  for (const value of [null, undefined]) {
    errorOf('PropertyType', () => use(newStack({ env: ENVIRONMENT }), name, (properties) => ({ ...properties, [property]: value })));
  }
});
