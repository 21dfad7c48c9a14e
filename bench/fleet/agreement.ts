import { isDeepStrictEqual } from 'util';

/* Whether two fleets have the same content, so that a comparison of their costs is fair. */

/** A synthesized template by the name of its stack. */
export type Templates = Readonly<Record<string, Template>>;

interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

interface Reference {
  readonly 'Ref'?: string;
  readonly 'Fn::GetAtt'?: readonly [string, string];
  readonly 'Fn::ImportValue'?: string;
}

/** The number of resources of all templates. */
export function resourceCount(templates: Templates): number {
  return Object.values(templates).reduce((sum, { Resources }) => sum + Object.keys(Resources).length, 0);
}

/** The differences between two fleets in resources, properties, and policies. Logical IDs and hashes can differ. */
export function differencesOf(one: Templates, other: Templates): string[] {
  const [ours, theirs] = [contentsOf(one), contentsOf(other)];
  const missing = (from: Map<string, number>, to: Map<string, number>, where: string) => [...from]
    .filter(([content, count]) => (to.get(content) ?? 0) < count)
    .map(([content, count]) => `only in the ${where} (${count - (to.get(content) ?? 0)} times): ${content}`);
  return [...missing(ours, theirs, 'first'), ...missing(theirs, ours, 'second')];
}

/** The stacks whose templates are not exactly the same. */
export function unequalStacks(one: Templates, other: Templates): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => !isDeepStrictEqual(one[name], other[name]));
}

/** The resources without their logical IDs, with the number of each. */
function contentsOf(templates: Templates): Map<string, number> {
  const exported = new Map(Object.values(templates).flatMap(({ Outputs = {}, Resources }) =>
    Object.values(Outputs).map(({ Value, Export }) => [Export?.Name, withoutIds(Value, Resources)] as const)));
  const counts = new Map<string, number>();
  for (const [stack, { Resources }] of Object.entries(templates)) {
    for (const resource of Object.values(Resources)) {
      const { PolicyName: _name, ...properties } = resource.Properties ?? {};
      const text = JSON.stringify([stack, withoutIds({ ...resource, Properties: properties }, Resources, exported)])
        .replace(/-[0-9a-f]{8}(?=[-/])/g, '-HASH');
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return counts;
}

/** Replaces each logical ID by the type of its resource, and sorts the properties. */
function withoutIds(value: unknown, resources: Template['Resources'], exported?: Map<string | undefined, unknown>): unknown {
  const inside = (item: unknown) => withoutIds(item, resources, exported);
  if (Array.isArray(value)) { return value.map(inside); }
  if (typeof value !== 'object' || value === null) { return value; }
  const { Ref: id, 'Fn::GetAtt': attribute, 'Fn::ImportValue': name } = value as Reference;
  if (id && resources[id]) { return { Ref: resources[id].Type }; }
  if (attribute) { return { 'Fn::GetAtt': [resources[attribute[0]].Type, attribute[1]] }; }
  if (name) { return { 'Fn::ImportValue': exported?.get(name) ?? 'unknown' }; }
  const sorted = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(sorted.map(([key, item]) => [key, inside(item)]));
}
