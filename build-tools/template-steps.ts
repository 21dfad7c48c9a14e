import { Change, World } from './template-world';

/* A sequence of deployments: for each step, what CloudFormation does to each resource, according to its schema. */

/** A template, as far as its deployment matters. */
export interface TemplateJson {
  readonly Resources: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, TemplateOutput>;
  readonly Parameters?: Record<string, unknown>;
}

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Record<string, unknown>;
}

/** An output of a template. */
export interface TemplateOutput {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

/** One deployment of an app. */
export interface Step {
  /** What the step does: a phrase. */
  readonly title: string;
  /** The templates of all stacks that exist after the step, by stack name. */
  readonly templates: Record<string, TemplateJson>;
  /** Resources that `cdk refactor` moves: the new `STACK.LOGICAL_ID` of each former one. */
  readonly moved?: Readonly<Record<string, string>>;
  /** Existing resources that the step imports in place of creating them, as `STACK.LOGICAL_ID`. */
  readonly imported?: readonly string[];
}

/** The changes of each step, in the order of the templates. The first step creates all resources. */
export function changesOf(steps: readonly Step[]): Change[][] {
  let world = World.EMPTY;
  return steps.map((step) => {
    world = world.after(step);
    return world.changes;
  });
}

/** The head of the table of `stepRows()`. */
export const STEP_HEAD = ['Step', 'Created', 'Updated', 'Replaced', 'Removed from the template'];

/** The rows of a table with one row for each step. */
export function stepRows(steps: readonly Step[]): string[][] {
  return changesOf(steps).map((changes, index) => {
    const faults = changes.filter(({ fault }) => fault);
    if (faults.length > 0) { throw new Error(`${steps[index].title}: ${faults.map(({ name, fault }) => `${name}: ${fault}`).join('; ')}`); }
    const of = (...actions: Change['action'][]) => changes.filter(({ action }) => actions.includes(action));
    return [
      `${index + 1}. ${steps[index].title}`,
      cell(of('create', 'import'), ({ action }) => action === 'import' ? 'imported' : undefined),
      cell(of('update'), ({ properties }) => properties.join(', ')),
      cell(of('replace'), ({ properties, kept }) => `${properties.join(', ')}; ${kept ? 'former one kept' : 'former one deleted'}`),
      cell(of('remove'), ({ kept }) => kept ? 'kept' : 'deleted'),
    ];
  });
}

/** The resources of a cell. Several resources with the same remark share it. */
function cell(changes: Change[], remarkOf: (change: Change) => string | undefined): string {
  const byRemark = new Map<string, string[]>();
  changes.forEach((change) => {
    const remark = remarkOf(change) ?? '';
    byRemark.set(remark, [...byRemark.get(remark) ?? [], `\`${change.name}\``]);
  });
  const parts = [...byRemark].map(([remark, names]) => names.join(', ') + (remark && ` (${remark})`));
  return parts.join('; ') || '–';
}
