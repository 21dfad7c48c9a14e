import { READ_POLICIES } from '../../build-tools/pictures/access';
import { loadExample } from '../../build-tools/pictures/load-example';
import { Picture } from '../../build-tools/pictures/model';
import { pictureOfStacks } from '../../build-tools/pictures/picture';
import { GROUPED, NOT_SHOWN, SHOWN } from '../../build-tools/pictures/resource-types';
import { exampleNames, SynthesizedStack, TemplateResource } from '../../build-tools/synth';

/** A statement of any policy, as far as this test compares it. */
interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Principal?: unknown;
}

const loaded = new Map<string, SynthesizedStack[]>();

/** Returns the stacks of an example. Each example is loaded once, because no test changes them. */
function stacksOf(name: string): SynthesizedStack[] {
  const stacks = loaded.get(name) ?? loadExample(name);
  loaded.set(name, stacks);
  return stacks;
}

/** Returns the resources of all stacks with their keys in a picture. */
function resourcesOf(stacks: readonly SynthesizedStack[]): [key: string, resource: TemplateResource][] {
  return stacks.flatMap(({ name, template }) => Object.entries(template.Resources).map(([id, resource]): [string, TemplateResource] =>
    [`${name}/${id}`, resource]));
}

/** Returns every object with an effect and actions, at any depth. */
function statementsIn(value: unknown): Statement[] {
  if (Array.isArray(value)) { return value.flatMap(statementsIn); }
  if (value === null || typeof value !== 'object') { return []; }
  const isStatement = 'Effect' in value && 'Action' in value;
  return isStatement ? [value as unknown as Statement] : Object.values(value).flatMap(statementsIn);
}

/** Returns what a picture shows of policies, as `RESOURCE ACTIONS`. */
function shownStatements({ arrows, onAnyResource, ownTrust }: Picture): Set<string> {
  const accesses = [...arrows.flatMap(({ access }) => access), ...onAnyResource, ...ownTrust];
  return new Set(accesses.map(({ statementOf, actions }) => `${statementOf} ${actions.join()}`));
}

test.each(exampleNames())('each resource type of examples/%s is shown, grouped, or has a reason not to be shown', (name) => {
  const types = new Set(resourcesOf(stacksOf(name)).map(([, { Type }]) => Type));

  expect([...types].filter((type) => [SHOWN, GROUPED, NOT_SHOWN].filter((table) => type in table).length !== 1)).toEqual([]);
});

test('each type in the tables is in an example, except for the record of the construct library', () => {
  const types = new Set(exampleNames().flatMap((name) => resourcesOf(stacksOf(name)).map(([, { Type }]) => Type)));

  const unused = [SHOWN, GROUPED, NOT_SHOWN].flatMap((table) => Object.keys(table)).filter((type) => !types.has(type));
  expect(unused).toEqual(['AWS::CDK::Metadata']);
});

test.each(exampleNames())('every resource of examples/%s with data or keys has its own node, and every other shown resource has a node', (name) => {
  const stacks = stacksOf(name);
  const { nodes } = pictureOfStacks(stacks);
  const resources = resourcesOf(stacks);
  const holding = new Set(resources.filter(([, { Type }]) => SHOWN[Type]?.holdsData).map(([key]) => key));
  const shown = resources.filter(([, { Type }]) => Type in SHOWN || Type in GROUPED).map(([key]) => key);

  expect([...holding].filter((key) => nodes.filter((node) => node.keys[0] === key).length !== 1)).toEqual([]);
  expect(nodes.filter(({ keys }) => keys.filter((key) => holding.has(key)).length > 1)).toEqual([]);
  expect(shown.filter((key) => nodes.filter(({ keys }) => keys.includes(key)).length !== 1)).toEqual([]);
});

test.each(exampleNames())('the picture of examples/%s shows every Allow statement, and no other one', (name) => {
  const stacks = stacksOf(name);
  const shown = shownStatements(pictureOfStacks(stacks));
  const withPolicies = resourcesOf(stacks).filter(([, { Type }]) => Type !== 'AWS::RAM::Permission')
    .map(([key, resource]) => ({ key, resource, statements: statementsIn(resource.Properties) }))
    .filter(({ statements }) => statements.length > 0);
  const allowed = withPolicies.flatMap(({ key, statements }) =>
    statements.filter(({ Effect }) => Effect === 'Allow').map(({ Action }) => `${key} ${[Action].flat().join()}`));

  expect(withPolicies.filter(({ resource: { Type } }) => !READ_POLICIES.has(Type))).toEqual([]);
  expect(allowed.filter((statement) => !shown.has(statement))).toEqual([]);
  const others = resourcesOf(stacks).filter(([, { Type }]) => ['AWS::ACMPCA::Permission', 'AWS::RAM::ResourceShare'].includes(Type)).map(([key]) => key);
  expect([...shown].filter((statement) => !allowed.includes(statement) && !others.includes(statement.split(' ')[0]))).toEqual([]);
  expect(others.filter((key) => ![...shown].some((statement) => statement.startsWith(`${key} `)))).toEqual([]);
});

test.each(exampleNames())('every service that a policy of examples/%s allows has an arrow', (name) => {
  const stacks = stacksOf(name);
  const { nodes, arrows, ownTrust } = pictureOfStacks(stacks);
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  const shown = new Set([
    ...arrows.flatMap(({ from, access }) => access.map(({ statementOf }) => `${statementOf} ${names.get(from)}`)),
    ...ownTrust.map(({ statementOf, principal }) => `${statementOf} ${(principal as { text: string }).text}`),
  ]);
  const services = resourcesOf(stacks).flatMap(([key, { Properties }]) => statementsIn(Properties)
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Principal }) => (Principal as { Service?: unknown } | undefined)?.Service)
    .filter((service) => typeof service === 'string')
    .map((service) => `${key} ${service}`));

  expect(services.filter((service) => !shown.has(service))).toEqual([]);
});
