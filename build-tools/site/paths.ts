import { existsSync, readdirSync } from 'fs';
import { join, posix } from 'path';
import { exampleNames, ROOT } from '../synth';

/* Where a file of the repository is on the site. */

export const REPOSITORY = 'https://github.com/cdk-private-ca/cdk-private-ca';
export const BASE = '/cdk-private-ca/';
export const HOST = 'https://cdk-private-ca.github.io';
/** The folder with everything that the site is made of. */
export const WORK = join(ROOT, '.site');

/** The files outside `docs/` that are pages of the site. */
const ROOT_PAGES: Readonly<Record<string, string>> = {
  'README.md': '/',
  'CHANGELOG.md': '/changelog',
  'CONTRIBUTING.md': '/contributing',
  'ROADMAP.md': '/roadmap',
  'SECURITY.md': '/security',
};

/** The files and folders that pages link to, and that the site has in another form. */
const OTHERS: Readonly<Record<string, string>> = { 'API.md': '/api/', 'examples': '/examples/' };

/** The files of which each long section is a page of the site. */
export const SPLIT: readonly string[] = ['docs/runbooks.md'];

/** The Markdown pages of the repository by the path on the site. */
export function pagePaths(): Map<string, string> {
  const docs = (readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }))
    .filter((name) => name.endsWith('.md')).map((name) => posix.join('docs', name)).sort();
  const present = Object.keys(ROOT_PAGES).filter((name) => existsSync(join(ROOT, name)));
  return new Map([...present, ...docs].map((source) => [source, ROOT_PAGES[source] ?? docsPath(source)]));
}

/** `docs/checks.md` is the index of the folder `docs/checks/`, and a page in parts is the index of its parts. */
function docsPath(source: string): string {
  const path = source.slice('docs'.length, -'.md'.length).replace(/\/(?:README|index)$/, '/');
  const isFolder = SPLIT.includes(source) || existsSync(join(ROOT, 'docs', path));
  return isFolder && !path.endsWith('/') ? `${path}/` : path;
}

/** The path on the site of a file or a folder, or its address in the repository. */
export function linkTo(target: string, pages: ReadonlyMap<string, string>): string {
  const [file, anchor] = target.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const path = file.replace(/\/$/, '');
  const site = pages.get(path) ?? OTHERS[path] ?? examplePath(path) ?? folderPath(path, pages);
  if (site !== undefined) { return `${site}${hash}`; }
  if (!existsSync(join(ROOT, path))) { throw new Error(`there is no ${path}`); }
  return `${REPOSITORY}/${/\.\w+$|\/[A-Z]+$/.test(path) ? 'blob' : 'tree'}/main/${path}${hash}`;
}

function examplePath(path: string): string | undefined {
  const [, name] = /^examples\/([\w-]+)(?:\/app\.ts)?$/.exec(path) ?? [];
  return exampleNames().includes(name) ? `/examples/${name}` : undefined;
}

/** A folder of pages without an index has the address of its first page. */
function folderPath(path: string, pages: ReadonlyMap<string, string>): string | undefined {
  return [...pages].find(([source]) => path.startsWith('docs/') && source.startsWith(`${path}/`))?.[1];
}

/** The file of a page in the source folder of VitePress. */
export function fileOf(sitePath: string): string {
  return join(WORK, 'pages', sitePath.endsWith('/') ? `${sitePath}index.md` : `${sitePath}.md`);
}
