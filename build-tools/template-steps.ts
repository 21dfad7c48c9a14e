import { Change, Step } from './template-types';
import { World } from './template-world';

/* A sequence of deployments: for each step, what CloudFormation does to each resource, according to its schema. */

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
