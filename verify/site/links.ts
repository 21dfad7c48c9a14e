import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { fileFor } from './server';
import { BASE, HOST } from '../../build-tools/site/paths';

/* The links between the pages, from the HTML that the build wrote. */

export interface SitePage {
  /** The address below the base, for example `/renewal`. */
  readonly path: string;
  readonly html: string;
}

/** A larger page is slow on a phone and must become several pages. */
const LARGEST_PAGE = 400_000;

/** All pages, without the page for unknown addresses. */
export function pagesOf(dist: string): SitePage[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html') && name !== '404.html').sort()
    .map((name) => ({ path: pathOf(name), html: readFileSync(join(dist, name), 'utf8') }));
}

/** The demo pages of examples are files that the site links to as they are. */
function pathOf(name: string): string {
  return name.startsWith('demo/') ? `/${name}` : `/${name.replace(/(?:(^|\/)index)?\.html$/, '$1')}`;
}

/** The addresses of a page's links, and of its pictures, scripts, and style sheets. */
function targetsOf({ html }: SitePage): string[] {
  return [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, target]) => target.replaceAll('&amp;', '&'));
}

const idsOf = (html: string) => new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));

/** The links inside the site as paths below the base, with their anchors. */
export function internalLinks(page: SitePage): string[] {
  const here = `${HOST}${BASE.slice(0, -1)}${page.path}`;
  return targetsOf(page).flatMap((target) => {
    const url = new URL(target, here);
    return url.href.startsWith(`${HOST}${BASE}`) ? [`${url.pathname.slice(BASE.length - 1)}${url.hash}`] : [];
  });
}

/** The links to a page or an anchor that does not exist, and the pages without a title or a description. */
export function faultsOfLinks(dist: string, pages: readonly SitePage[]): string[] {
  const ids = new Map(pages.map(({ path, html }) => [path, idsOf(html)]));
  const faults = pages.flatMap((page) => [...new Set(internalLinks(page))].flatMap((link) => {
    const [path, anchor] = link.split('#');
    if (fileFor(dist, path) === undefined) { return [`${page.path}: there is no ${path}`]; }
    const isKnown = anchor === undefined || anchor === '' || ids.get(path)?.has(decodeURIComponent(anchor)) === true;
    return isKnown ? [] : [`${page.path}: ${path} has no anchor ${anchor}`];
  }));
  // A relative link that the assembly missed would lead out of the site.
  const outside = pages.flatMap((page) => targetsOf(page)
    .filter((target) => !/^(?:data:|https?:|mailto:|#)/.test(target) && !target.startsWith(BASE))
    .map((target) => `${page.path}: leaves the site: ${target}`));
  return [...faults, ...outside, ...pages.flatMap(faultsOfHead)];
}

function faultsOfHead({ path, html }: SitePage): string[] {
  if (path.startsWith('/demo/')) { return []; }
  const title = /<title>([^<]+)<\/title>/.exec(html)?.[1] ?? '';
  const [, description = ''] = /<meta name="description" content="([^"]*)"/.exec(html) ?? [];
  return [
    ...title.length < 5 ? [`${path}: has no title`] : [],
    ...description.length < 15 ? [`${path}: has no description: ${description}`] : [],
    ...html.length > LARGEST_PAGE ? [`${path}: is too large: ${html.length} characters`] : [],
    ...html.includes('<link rel="canonical"') || path === '/' ? [] : [`${path}: has no canonical address`],
  ];
}

/** The number of clicks from the home page to each page, by its links. */
export function clicksFromHome(pages: readonly SitePage[]): Map<string, number> {
  const links = new Map(pages.map((page) => [page.path, internalLinks(page).map((link) => link.split('#')[0])]));
  const clicks = new Map([['/', 0]]);
  for (const [path, count] of clicks) { // a map also visits what is added to it
    for (const target of links.get(path) ?? []) {
      if (links.has(target) && !clicks.has(target)) { clicks.set(target, count + 1); }
    }
  }
  return clicks;
}
