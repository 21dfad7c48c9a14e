import { counted } from './labels';
import { Picture, PictureNode } from './model';

/* The alternative text of a picture. */

const MAX_LISTED = 6;

/** Returns the title of a picture. */
export function titleOf({ clusters }: Picture): string {
  const stacks = clusters.filter(({ parent }) => !parent).map(({ id }) => id);
  return `Resources and permissions of ${stacks.length === 1 ? 'the stack' : counted(stacks.length, 'stack', 'stacks')} ${listed(stacks)}`;
}

/** Returns the alternative text: the number of resources by their nouns, and who has access. */
export function altOf(picture: Picture): string {
  const counts = new Map<string, number>();
  const resources = picture.nodes.filter(({ keys }) => keys.length > 0);
  resources.forEach(({ lines: [noun] }) => counts.set(noun, (counts.get(noun) ?? 0) + 1));
  const nouns = [...counts].map(([noun, count]) => count === 1 ? noun : `${noun} (${count})`);
  const names = new Map(picture.nodes.map((node) => [node.id, node]));
  const principals = new Set(picture.arrows.filter(({ kind }) => kind === 'access').map(({ from }) => nameOf(names.get(from)!)));
  return `${titleOf(picture)}. Resources: ${nouns.join(', ')}. Policies allow access to ${listed([...principals])}.`;
}

function nameOf({ lines: [noun, name], look }: PictureNode): string {
  return look === 'principal' || !name ? noun : `${noun} ${name}`;
}

function listed(names: readonly string[]): string {
  if (names.length === 0) { return 'no principal'; }
  const more = names.length > MAX_LISTED ? [`${names.length - MAX_LISTED} more`] : [];
  return [...names.slice(0, MAX_LISTED), ...more].join(', ');
}
