import { Picture, PictureArrow, PictureCluster, PictureNode } from './model';
import { Palette } from './palettes';

/* Writes a picture in the language of Graphviz. */

/** Graphviz measures with the widths of Helvetica. The text is drawn smaller, because system fonts can be wider. */
const MEASURED = { title: 12, line: 11, arrow: 10, frame: 12 };
const LEGEND = 'Solid arrow: a policy allows these actions. Dashed arrow: other use.';
const MAX_LABEL_LINES = 7;

/** How the nodes are ranked. */
export interface Layout {
  readonly direction: 'LR' | 'TB';
  /** The kinds of arrows that have no influence on the ranks of different frames, which are then beside each other. */
  readonly free: readonly PictureArrow['kind'][];
}

/** Returns the picture as a directed graph. */
export function dotOf({ nodes, arrows, clusters }: Picture, palette: Palette, { direction, free }: Layout): string {
  const numbers = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const frames = new Map(nodes.map(({ id, cluster }) => [id, cluster]));
  const nodeLine = (node: PictureNode) => `${numbers.get(node.id)} [${attributes(nodeAttributes(node, palette))}]`;
  const frame = (cluster: PictureCluster): string[] => [
    `subgraph "cluster_${cluster.id}" {`,
    attributes(frameAttributes(cluster, palette)).replace(/, /g, '; '),
    ...nodes.filter((node) => node.cluster === cluster.id).map(nodeLine),
    ...clusters.filter(({ parent }) => parent === cluster.id).flatMap(frame),
    '}',
  ];
  const arrowLine = (arrow: PictureArrow) => {
    const isFree = free.includes(arrow.kind) && frames.get(arrow.from) !== frames.get(arrow.to);
    const values = { ...arrowAttributes(arrow, palette), ...isFree ? { constraint: 'false' } : {} };
    return `${numbers.get(arrow.from)} -> ${numbers.get(arrow.to)} [${attributes(values)}]`;
  };
  return [
    'digraph {',
    `graph [rankdir=${direction}, bgcolor="${palette.background}", fontname="Helvetica", nodesep=0.22, ranksep=0.45, pad=0.15]`,
    `label="${LEGEND}"; labeljust=l; fontsize=${MEASURED.arrow}; fontcolor="${palette.faint}"`,
    'node [shape=box, fontname="Helvetica", margin="0.12,0.07", penwidth=1.3]',
    'edge [fontname="Helvetica", arrowsize=0.7]',
    ...clusters.filter(({ parent }) => !parent).flatMap(frame),
    ...nodes.filter(({ cluster }) => !cluster).map(nodeLine),
    ...arrows.map(arrowLine),
    '}',
  ].join('\n');
}

function nodeAttributes({ look, lines }: PictureNode, { looks, text, faint }: Palette): Record<string, string> {
  const [first, ...others] = lines;
  const { fill, line } = looks[look];
  const isPrincipal = look === 'principal';
  const title = font(MEASURED.title, text, isPrincipal ? escaped(first) : `<b>${escaped(first)}</b>`);
  return {
    label: `<${[title, ...others.map((other) => font(MEASURED.line, faint, escaped(other)))].join('<br/>')}>`,
    style: look === 'outside' ? '"rounded,filled,dashed"' : '"rounded,filled"',
    ...isPrincipal ? { shape: 'box', margin: '"0.14,0.03"', height: '0.3' } : {},
    fillcolor: `"${fill}"`,
    color: `"${line}"`,
  };
}

function arrowAttributes({ kind, label }: PictureArrow, { access, use }: Palette): Record<string, string> {
  const lines = label.length > MAX_LABEL_LINES ? [...label.slice(0, MAX_LABEL_LINES - 1), `+${label.length - MAX_LABEL_LINES + 1} more`] : label;
  const color = kind === 'access' ? access : use;
  return {
    ...lines.length > 0 ? { label: `"${lines.map(quoted).join('\\n')}"`, fontsize: String(MEASURED.arrow), fontcolor: `"${color}"` } : {},
    color: `"${color}"`,
    ...kind === 'use' ? { style: 'dashed' } : { penwidth: '1.4' },
  };
}

function frameAttributes({ label, parent }: PictureCluster, palette: Palette): Record<string, string> {
  const { fill, line } = parent ? palette.construct : palette.stack;
  return {
    label: `<${font(MEASURED.frame, palette.faint, `<b>${escaped(label)}</b>`)}>`,
    labeljust: 'l',
    margin: '14',
    style: '"rounded,filled"',
    fillcolor: `"${fill}"`,
    color: `"${line}"`,
  };
}

function font(size: number, color: string, text: string): string {
  return `<font point-size="${size}" color="${color}">${text}</font>`;
}

function attributes(values: Record<string, string>): string {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`).join(', ');
}

function quoted(text: string): string {
  return text.replace(/[\\"]/g, '\\$&');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
