import { readFileSync } from 'fs';
import { join, posix } from 'path';
import { anchorOf } from './markdown';
import { SPLIT } from './paths';
import { ROOT } from '../synth';

/* Long pages, which are one file in the repository, and on the site one page for each section that has subsections. */

export interface Part {
  /** The path on the site. */
  readonly path: string;
  /** The heading of the section; none for the page with what remains. */
  readonly title?: string;
  readonly markdown: string;
  /** The anchors of its headings. */
  readonly anchors: readonly string[];
}

/** The parts of the files that were read. */
const read = new Map<string, Part[]>();

const HEADING = /^#{2,6} (.+)$/gm;

/** The parts of a page, first the one with the beginning of the page; none if the page stays whole. */
export function partsOf(source: string, path: string, text?: string): Part[] {
  if (!SPLIT.includes(source)) { return []; }
  if (text !== undefined) { return split(text, { source, path }); }
  const parts = read.get(source) ?? split(readFileSync(join(ROOT, source), 'utf8'), { source, path });
  read.set(source, parts);
  return parts;
}

/** The address of a link to a section that is on a page of its own. */
export function linkToPart(target: string, pages: ReadonlyMap<string, string>): string | undefined {
  const [source, anchor] = target.split('#');
  const path = pages.get(source);
  if (anchor === undefined || path === undefined) { return undefined; }
  const part = partsOf(source, path).find(({ anchors }) => anchors.includes(anchor));
  const isWhole = part?.title !== undefined && anchorOf(part.title) === anchor;
  return part && (isWhole ? part.path : `${part.path}#${anchor}`);
}

function split(text: string, { source, path }: { readonly source: string; readonly path: string }): Part[] {
  const name = posix.basename(source);
  // Links inside the file lead to another page of the site.
  const [first, ...sections] = text.replaceAll('](#', `](${name}#`).replace(/^<!--[^]*?-->\n/gm, '').split(/^(?=## )/m);
  const [, title] = /^# (.+)$/m.exec(first)!;
  const isLong = (section: string) => /^### /m.test(section);
  const parts = sections.filter(isLong).map((section) => partOf(section, { path, title, name }));
  const [beginning, ...remaining] = [first, ...sections.filter((section) => !isLong(section))];
  const list = ['## By topic', '', ...parts.map((part) => `- [${part.title}](${part.path})`), ''].join('\n');
  const rest = [beginning, ...remaining.slice(0, 1), `${list}\n`, ...remaining.slice(1)].join('');
  return [{ path, markdown: rest, anchors: anchorsOf(rest) }, ...parts];
}

function partOf(section: string, page: { readonly path: string; readonly title: string; readonly name: string }): Part {
  const [heading] = section.split('\n', 1);
  const title = heading.slice('## '.length);
  const names = [...section.matchAll(/^### (.+)$/gm)].map(([, entry]) => entry);
  const links = names.map((entry) => `[${entry}](#${anchorOf(entry)})`).join(', ');
  const body = section.slice(heading.length).trim().replace(/^#(##+ )/gm, '$1');
  return {
    path: `${page.path}${anchorOf(title)}`,
    title,
    markdown: `# ${page.title}: ${title}\n\nThis page contains ${links}. See also [all pages of ${page.title}](${page.name}).\n\n${body}\n`,
    anchors: [anchorOf(title), ...anchorsOf(section)],
  };
}

function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(HEADING)].map(([, heading]) => anchorOf(heading));
}
