import { posix } from 'path';
import { BASE } from './paths';

/* Changes of Markdown pages for the site. Code blocks stay as they are. */

/** What a page becomes part of. */
export interface PageContext {
  /** The path of the file in the repository, to which links are relative. */
  readonly source: string;
  /** The address of a file of the repository. */
  readonly linkTo: (target: string) => string;
  /** The address of the API page for inline code, if there is one. */
  readonly apiOf: (code: string) => string | undefined;
}

/** The text of a picture has 11 pixels, and is readable at this scale. */
const SMALLEST_SCALE = 0.75;

const FENCE = /^( *)(`{3,})([^\n]*)\n([^]*?)^\1\2 *$/gm;
const HEADING = /^(#{1,6} .*)$/m;
/** A link, inline code, the start of an HTML element, or an interpolation of Vue. */
const TOKEN = /(!?)\[((?:`[^`\n]*`|!\[[^\]]*\]\([^)]*\)|[^\]`])*)\]\(([^)\s]+)\)|`[^`\n]+`|<(?!!--)\/?([A-Za-z][\w-]*)?|\{\{/g;
/** The HTML elements of pages, and the protocols of addresses in angle brackets. */
const HTML = new Set([
  'a', 'b', 'br', 'details', 'em', 'http', 'https', 'i', 'img', 'kbd', 'mailto', 'p', 'picture', 'source', 'strong', 'sub',
  'summary', 'sup',
]);

/** Replaces the fenced code blocks and the text between them. */
export function replaceParts(
  page: string, text: (part: string) => string,
  fence: (all: string, info: string, code: string) => string = (all) => all,
): string {
  let result = '';
  let end = 0;
  for (const match of page.matchAll(FENCE)) {
    result += text(page.slice(end, match.index)) + fence(match[0], match[3].trim(), match[4]);
    end = match.index + match[0].length;
  }
  return result + text(page.slice(end));
}

/** Rewrites links, links names of the API, and escapes what Vue would compile. */
export function forSite(page: string, context: PageContext): string {
  const seen = new Set<string>();
  return replaceParts(pictures(page).replace(/^<!--[^]*?-->\n/gm, ''), (text) => text.split(HEADING).map((part) => {
    if (!HEADING.test(part)) { return inline(part, context, seen); }
    seen.clear();
    return inline(part, { ...context, apiOf: () => undefined }, seen);
  }).join(''));
}

function inline(text: string, context: PageContext, seen: Set<string>): string {
  return text.replace(TOKEN, (all: string, image: string, label: string, target: string, element: string) => {
    if (target !== undefined) { return `${image}[${escapeVue(label)}](${rewrite(target, context)})`; }
    if (all.startsWith('`')) { return linked(all, context, seen); }
    if (all === '{{') { return escapeVue(all); }
    return all === '<' ? '&lt;' : HTML.has(element.toLowerCase()) ? all : all.replace('<', '&lt;');
  });
}

/** The first name in a section is a link. */
function linked(code: string, { apiOf }: PageContext, seen: Set<string>): string {
  const name = code.slice(1, -1);
  if (name.includes('{{')) { return `<code v-pre>${escapeHtml(name)}</code>`; }
  const target = seen.has(name) ? undefined : apiOf(name);
  if (target === undefined) { return code; }
  seen.add(name);
  return `[${code}](${target})`;
}

function rewrite(target: string, { source, linkTo }: PageContext): string {
  if (/^(?:[a-z]+:|#|\/)/.test(target)) { return target; }
  return linkTo(posix.normalize(posix.join(posix.dirname(source), target)));
}

/** A picture for each theme instead of one for the setting of the browser. */
function pictures(page: string): string {
  return page.replace(/<picture>\s*<source[^>]*srcset="([^"]+)"[^>]*>\s*<img([^>]*)>\s*<\/picture>/g,
    (_all, dark: string, attributes: string) => {
      const light = /src="([^"]+)"/.exec(attributes)![1];
      const [, alt] = /alt="([^"]*)"/.exec(attributes) ?? [];
      return picture({ light: sitePicture(light), dark: sitePicture(dark), alt: alt ?? '' });
    });
}

const sitePicture = (path: string) => `/pictures/${posix.basename(path)}`;

/** The pictures for the light and the dark theme, each a link to the whole picture. */
export function picture({ light, dark, alt }: Record<'light' | 'dark' | 'alt', string>): string {
  const shown = ([['only-light', light], ['only-dark', dark]] as const).map(([theme, path]) =>
    `<a class="${theme}" href="${BASE}${path.slice(1)}" target="_self"><img src="${path}" alt="${alt}"></a>`);
  return `<p class="picture">${shown.join('')}</p>`;
}

/** Pictures that are wider than the page scroll, so that their text does not become too small to read. */
export function withWidths(page: string, widthOf: (path: string) => number): string {
  return page.replace(/<img src="(\/pictures\/[^"]+\.svg)"/g, (image, path: string) =>
    `${image} style="min-width: ${Math.round(SMALLEST_SCALE * widthOf(path))}px"`);
}

function escapeVue(text: string): string {
  return text.replaceAll('{{', '&#123;&#123;');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text of Markdown, for descriptions. */
export function plainText(markdown: string): string {
  return markdown.replace(/!?\[((?:[^\]`]|`[^`]*`)*)\]\([^)]*\)/g, '$1').replace(/<[^>]*>|[`*]/g, '').replace(/\s+/g, ' ').trim();
}

/** The first paragraph of a page, cut to the length that search engines show. */
export function descriptionOf(page: string): string {
  const [, ...blocks] = replaceParts(page, (text) => text, () => '').replace(/<!--[^]*?-->/g, '').split(/\n\s*\n/);
  const text = plainText(blocks.map((block) => block.trim()).find((block) => /^[\w*`[]/.test(block)) ?? '');
  return text.length <= 160 ? text : `${text.slice(0, 160).replace(/\s+\S*$/, '')} …`;
}

/** The first heading of a page, as text. */
export function titleOf(page: string): string {
  const title = /^# (.+)$/m.exec(page);
  if (title === null) { throw new Error(`a page has no title: ${page.slice(0, 80)}`); }
  return plainText(title[1]);
}

/** The anchor of a heading, as in the repository. */
export function anchorOf(heading: string): string {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}
