import { Picture } from './model';

/* Checks a drawn picture. Graphviz can leave an arrow out, or draw a node outside its frame. */

/** The edges of a drawn element. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Returns the box of a path. */
export function boxOf(path: string): Box {
  const points = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Whether an SVG text of Graphviz has all arrows, and each node in its frame and in no other one. */
export function isTidy(svg: string, { nodes, arrows, clusters }: Picture): boolean {
  const elements = [...svg.matchAll(/<title>(cluster_[^<]*|n\d+)<\/title>\n(?:<g[^>]*><a[^>]*>\n)?<path [^>]*?d="([^"]*)"/g)];
  const boxes = new Map(elements.map(([, title, path]) => [unescaped(title), boxOf(path)]));
  const parents = new Map(clusters.map(({ id, parent }) => [id, parent]));
  const isInside = nodes.every(({ cluster }, index) => {
    const node = boxes.get(`n${index}`)!;
    return clusters.every(({ id }) => {
      const frame = boxes.get(`cluster_${id}`);
      if (!frame) { return true; } // Graphviz does not draw an empty frame.
      const belongs = cluster !== undefined && (cluster === id || parents.get(cluster) === id);
      return belongs ? contains(frame, node) : !overlaps(frame, node);
    });
  });
  return isInside && svg.split('class="edge"').length - 1 === arrows.length;
}

function contains(frame: Box, node: Box): boolean {
  return frame.left <= node.left && node.right <= frame.right && frame.top <= node.top && node.bottom <= frame.bottom;
}

function overlaps(frame: Box, node: Box): boolean {
  return frame.left < node.right && node.left < frame.right && frame.top < node.bottom && node.top < frame.bottom;
}

function unescaped(text: string): string {
  return text.replace(/&#45;/g, '-').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
}
