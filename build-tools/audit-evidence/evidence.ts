import { ControlIds } from './controls';
import { Template, TemplateResource } from '../synth';

/* Evidence: what a template contains, the test that requires it, and the controls that it serves. */

/** A part of a synthesized template that shows a property. */
export interface Evidence {
  /** The heading and the anchor. */
  readonly title: string;
  /** What the excerpt shows. */
  readonly shows: string;
  readonly controls: ControlIds;
  /** The type of the API, and its member. */
  readonly api: readonly [type: string, member: string];
  /** A file in `test/`, and the title of a test in it. */
  readonly test: readonly [file: string, title: string];
  readonly example: string;
  readonly type: string;
  /** The beginning of the logical ID. */
  readonly id: RegExp;
  /** The path of the excerpt in the resource. */
  readonly path: readonly (string | number)[];
  readonly holds: (excerpt: unknown) => boolean;
  /** Changes an excerpt so that it no longer shows the property. */
  readonly alter: (excerpt: unknown) => unknown;
}

/** The templates of an example by the paths of their stacks. */
export type Templates = Readonly<Record<string, Template>>;

/** The excerpt of an example, with the logical ID of its resource. */
export interface Excerpt {
  readonly id: string;
  readonly value: unknown;
}

/** Returns the excerpt from the templates of an example, or nothing if they don't contain it. */
export function excerptOf({ type, id, path }: Evidence, templates: Templates): Excerpt | undefined {
  const found = resourcesOf(templates).find(([logicalId, resource]) =>
    resource.Type === type && id.test(logicalId) && valueAt(resource, path) !== undefined);
  return found && { id: found[0], value: valueAt(found[1], path) };
}

/** Whether the templates of an example show the property. */
export function isShown(evidence: Evidence, templates: Templates): boolean {
  const excerpt = excerptOf(evidence, templates);
  return excerpt !== undefined && evidence.holds(excerpt.value);
}

/** Changes each excerpt in the templates. */
export function alter({ type, id, path, alter: change }: Evidence, templates: Templates): void {
  for (const [logicalId, resource] of resourcesOf(templates)) {
    const parent = valueAt(resource, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
    const key = path[path.length - 1];
    if (resource.Type !== type || !id.test(logicalId) || parent?.[key] === undefined) { continue; }
    parent[key] = change(parent[key]);
  }
}

function resourcesOf(templates: Templates): [string, TemplateResource][] {
  return Object.values(templates).flatMap(({ Resources }) => Object.entries(Resources));
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], value);
}
