import { nounsOf } from './alternative-text';
import { counted } from './labels';
import { Picture, PictureArrow, PictureNode } from './model';

/*
 * Makes a small picture of a large one: each construct is one node. Arrows have one action and no condition, and those
 * that allow only the use of keys are left out.
 */

const MAX_KINDS = 4;

/** Returns a picture with one node for each construct that has a frame, and for each other node. */
export function overviewOf({ nodes, arrows, clusters, ...rest }: Picture): Picture {
  const frames = new Map(clusters.filter(({ parent }) => parent).map((cluster) => [cluster.id, cluster]));
  // A reader wants to see every CA.
  const isKept = ({ look, cluster }: PictureNode) => look === 'authority' || !cluster || !frames.has(cluster);
  const stackOf = ({ cluster }: PictureNode) => cluster && (frames.get(cluster)?.parent ?? cluster);
  const idOf = (node: PictureNode) => node.look === 'principal' && node.keys.length === 0 ? `principal|${node.name}|${stackOf(node)}`
    : isKept(node) ? node.id : node.cluster!;
  const ids = new Map(nodes.map((node) => [node.id, idOf(node)]));
  const merged = new Map<string, PictureNode>();
  for (const node of nodes) {
    const id = ids.get(node.id)!;
    const frame = frames.get(id);
    const cluster = stackOf(node);
    const members = nodes.filter((other) => ids.get(other.id) === id);
    merged.set(id, frame ? { id, look: 'edge', lines: [frame.label, ...kindsOf(members)], name: frame.label, cluster, keys: members.flatMap(({ keys }) => keys) }
      : { ...node, id, cluster });
  }
  const kept = mergedArrows(arrows, ids);
  const connected = new Set(kept.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: [...merged.values()].filter(({ id, keys }) => keys.length > 0 || connected.has(id)),
    arrows: kept,
    clusters: clusters.filter(({ parent }) => !parent),
    ...rest,
  };
}

function mergedArrows(arrows: readonly PictureArrow[], ids: ReadonlyMap<string, string>): PictureArrow[] {
  const merged = new Map<string, PictureArrow>();
  for (const { label, text, access, ...arrow } of arrows) {
    const [from, to] = [ids.get(arrow.from)!, ids.get(arrow.to)!];
    if (from === to) { continue; }
    const id = `${arrow.kind}|${from}|${to}`;
    const known = merged.get(id) ?? { kind: arrow.kind, from, to, label: [], text: [], access: [] };
    const actions = access.flatMap(({ actions: allowed }) => allowed).filter((action) => !action.startsWith('kms:'));
    if (arrow.kind === 'access' && actions.length === 0) { continue; }
    const [short] = arrow.kind === 'access' ? actions.slice(0, 1).map((action) => action.replace(/^.*:/, '')) : label;
    if (short && known.label.length === 0) { known.label.push(short + (actions.length > 1 ? ` +${actions.length - 1}` : '')); }
    known.text.push(...text);
    known.access.push(...access);
    merged.set(id, known);
  }
  return [...merged.values()].filter(({ kind, from, to }) => kind === 'access' || !merged.has(`access|${from}|${to}`));
}

/** The most frequent kinds of nodes in a construct, in lines of two. */
function kindsOf(members: readonly PictureNode[]): string[] {
  const counts = nounsOf(members);
  const kinds = [...counts].slice(0, MAX_KINDS).map(([noun, count]) => counted(count, noun, `${noun}s`));
  return [kinds.slice(0, 2).join(', '), kinds.slice(2).join(', ') + (counts.size > MAX_KINDS ? ` +${counts.size - MAX_KINDS}` : '')].filter(Boolean);
}
