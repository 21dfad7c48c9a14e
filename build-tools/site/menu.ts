import { Assembly } from './api-model';
import { ROOM_TITLES } from './api-pages';
import { anchorOf } from './markdown';
import { partsOf } from './split';
import { NAVIGATION, NavigationPage } from '../../site/navigation';

/* The menus of the site, as VitePress reads them. */

export interface MenuItem {
  readonly text: string;
  readonly link?: string;
  readonly collapsed?: boolean;
  readonly items?: readonly MenuItem[];
}

export interface MenuOptions {
  readonly assembly: Assembly;
  /** The pages of the repository with their addresses. */
  readonly pages: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<string, string>;
  readonly examples: readonly string[];
}

/** The address of a page of the navigation; none if the page does not exist yet. */
export function addressOf(page: string, pages: ReadonlyMap<string, string>): string | undefined {
  const [path, anchor] = page.split('#');
  const address = path.startsWith('/') ? path : pages.get(path);
  return address === undefined ? undefined : `${address}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** The pages of the repository that are in no group of the navigation. */
export function pagesWithoutGroup(pages: Iterable<string>): string[] {
  const listed = NAVIGATION.flatMap(({ core = [], advanced = [] }) => [...core, ...advanced]).map(({ page }) => page.split('#')[0]);
  return [...pages].filter((page) => !listed.some((entry) => entry === page || (entry.endsWith('/') && page.startsWith(entry))));
}

/** Whether a page is in a list of core pages. */
export function isCore(source: string): boolean {
  return NAVIGATION.some(({ core = [] }) => core.some(({ page }) => matches(page, source)));
}

const matches = (page: string, source: string) => page.split('#')[0] === source || (page.endsWith('/') && source.startsWith(page));

/** The words that users search for, for the index of the search. */
export function termsOf(source: string): string | undefined {
  return NAVIGATION.flatMap(({ core = [], advanced = [] }) => [...core, ...advanced])
    .find(({ page, terms }) => page === source && terms !== undefined)?.terms;
}

/** The menu beside the pages. Only an entry with a link is collapsible: the theme nests two buttons in the others. */
export function sidebar(options: MenuOptions): Record<string, MenuItem[]> {
  const groups = NAVIGATION.map(({ title, core = [], advanced = [] }): MenuItem => {
    const more = advanced.flatMap((page) => itemsOf(page, options));
    return {
      text: title,
      items: [
        ...core.flatMap((page) => itemsOf(page, options)),
        ...more.length === 0 ? [] : [{ text: 'Advanced', items: more }],
      ],
    };
  });
  return { '/api/': apiSidebar(options.assembly), '/': groups };
}

/** A name that can continue on the next line between its words. */
export const breakableName = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1<wbr>$2');

function itemsOf({ label, page }: NavigationPage, { pages, titles, examples }: MenuOptions): MenuItem[] {
  if (page === '/examples/') {
    return [{ text: label, link: page, collapsed: true, items: examples.map((name) => ({ text: name, link: `/examples/${name}` })) }];
  }
  if (page.endsWith('/') && !page.startsWith('/')) {
    const items = [...pages].filter(([source]) => source.startsWith(page))
      .map(([source, link]) => ({ text: titles.get(source) ?? source, link }));
    return items.length === 0 ? [] : [{ text: label, link: items[0].link, collapsed: true, items }];
  }
  const link = addressOf(page, pages);
  const parts = link === undefined ? [] : partsOf(page, link);
  const items = parts.flatMap(({ title, path }) => (title === undefined ? [] : [{ text: title, link: path }]));
  if (items.length > 0) { return [{ text: label, link, collapsed: true, items }]; }
  return link === undefined ? [] : [{ text: label, link }];
}

function apiSidebar({ types }: Assembly): MenuItem[] {
  const rooms = Object.entries(ROOM_TITLES).map(([room, text]): MenuItem => ({
    text,
    link: `/api/#${anchorOf(text)}`,
    collapsed: true,
    items: [...types.values()].filter((type) => type.room === room).map(({ name }) => ({ text: breakableName(name), link: `/api/${name}` })),
  })).filter(({ items = [] }) => items.length > 0);
  return [{ text: 'API reference', link: '/api/' }, ...rooms, { text: 'All pages', link: '/' }];
}
