import { Picture, PictureArrow, PictureCluster, PictureNode } from './model';
import { Palette } from './palettes';

/* Writes a picture in the language of Graphviz. */

/** Graphviz measures with the widths of Helvetica. The text is drawn smaller, because system fonts can be wider. */
const MEASURED = { title: 12, line: 11, arrow: 10, frame: 12 };
const MAX_LABEL_LINES = 7;

/** The order in which the elements of the drawn picture are numbered. */
export interface Numbers {
  readonly nodes: readonly PictureNode[];
  readonly arrows: readonly PictureArrow[];
}

/** Returns the picture as a directed graph, from left to right. */
export function dotOf({ nodes, arrows, clusters }: Picture, palette: Palette): string {
  const numbers = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const nodeLine = (node: PictureNode) => `${numbers.get(node.id)} [${attributes(nodeAttributes(node, palette))}]`;
  const frame = (cluster: PictureCluster): string[] => [
    `subgraph "cluster_${cluster.id}" {`,
    attributes(frameAttributes(cluster, palette)).replace(/, /g, '; '),
    ...nodes.filter((node) => node.cluster === cluster.id).map(nodeLine),
    ...clusters.filter(({ parent }) => parent === cluster.id).flatMap(frame),
    '}',
  ];
  return [
    'digraph {',
    `graph [rankdir=LR, bgcolor="${palette.background}", fontname="Helvetica", nodesep=0.22, ranksep=0.55, pad=0.25, newrank=false]`,
    'node [shape=box, fontname="Helvetica", margin="0.12,0.07", penwidth=1.3]',
    'edge [fontname="Helvetica", arrowsize=0.7]',
    ...clusters.filter(({ parent }) => !parent).flatMap(frame),
    ...nodes.filter(({ cluster }) => !cluster).map(nodeLine),
    ...arrows.map((arrow) => `${numbers.get(arrow.from)} -> ${numbers.get(arrow.to)} [${attributes(arrowAttributes(arrow, palette))}]`),
    '}',
  ].join('\n');
}

function nodeAttributes({ look, lines: [first, ...others] }: PictureNode, { looks, text, faint }: Palette): Record<string, string> {
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
    ...lines.length > 0 ? { label: `<${lines.map((line) => font(MEASURED.arrow, color, escaped(line))).join('<br/>')}>` } : {},
    color: `"${color}"`,
    ...kind === 'use' ? { style: 'dashed' } : { penwidth: '1.4' },
  };
}

function frameAttributes({ label, parent }: PictureCluster, { stack, construct, faint }: Palette): Record<string, string> {
  const { fill, line } = parent ? construct : stack;
  return {
    label: `<${font(MEASURED.frame, faint, `<b>${escaped(label)}</b>`)}>`, labeljust: 'l', margin: '14', style: '"rounded,filled"',
    fillcolor: `"${fill}"`, color: `"${line}"`,
  };
}

function font(size: number, color: string, text: string): string {
  return `<font point-size="${size}" color="${color}">${text}</font>`;
}

function attributes(values: Record<string, string>): string {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`).join(', ');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
