import { counted, lowered } from './labels';
import { Picture, PictureNode } from './model';

/* The alternative text of a picture. */

const MAX_LISTED = 6;

/** Returns the title of a picture. */
export function titleOf({ clusters }: Picture): string {
  const stacks = clusters.filter(({ parent }) => !parent).map(({ id }) => id);
  return `Resources and permissions of ${stacks.length === 1 ? 'the stack' : 'the stacks'} ${listed(stacks)}`;
}

/** Returns the alternative text: the number of resources by their nouns, and who has access. */
export function altOf(picture: Picture): string {
  const counts = nounsOf(picture.nodes);
  const resources = [...counts].map(([noun, count]) => counted(count, noun, `${noun}s`));
  const nodes = new Map(picture.nodes.map((node) => [node.id, node]));
  const principals = new Set(picture.arrows.filter(({ kind }) => kind === 'access').map(({ from }) => nameOf(nodes.get(from)!)));
  const access = principals.size > 0 ? `Policies allow access to ${listed([...principals])}.` : 'No policy allows access.';
  return `${titleOf(picture)}: ${listed(resources, resources.length)}. ${access}`;
}

/** Returns the number of resources by their noun, in the singular. */
export function nounsOf(nodes: readonly PictureNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { lines: [line] } of nodes.filter(({ keys }) => keys.length > 0)) {
    const [, digits = '1', noun] = /^(?:(\d+) )?(.*)$/.exec(line)!;
    const count = Number(digits);
    const name = lowered(count > 1 ? noun.replace(/s$/, '') : noun);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return counts;
}

function nameOf({ lines: [noun, name], look }: PictureNode): string {
  return look === 'principal' || !name ? noun : `${noun} ${name}`;
}

function listed(names: readonly string[], max = MAX_LISTED): string {
  const more = names.length > max ? [`${names.length - max} more`] : [];
  return [...names.slice(0, max), ...more].join(', ');
}
