import { join } from 'path';
import { faultsOfAccessibility, faultsOfLoading, searchResults, startBrowser, unknownPage, Visitor } from './browser';
import { SAMPLES, SEARCHES } from './expectations';
import { clicksFromHome, faultsOfLinks, pagesOf, SitePage } from './links';
import { serve } from './server';
import { addressOf } from '../../build-tools/site/menu';
import { BASE, HOST, pagePaths, WORK } from '../../build-tools/site/paths';
import { QUESTIONS } from '../../site/navigation';

/*
 * Checks the built site in a browser. Usage: check CHROMIUM.
 *
 * Each check has a control: a page with the fault, which must be reported.
 */

const DIST = join(WORK, 'dist');
const html = (head: string, body: string) => '<!doctype html><html lang="en"><head><meta charset="utf-8">'
  + `<meta name="viewport" content="width=device-width"><title>Control page</title><link rel="icon" href="data:,">${head}</head>`
  + `<body><main id="VPContent"><h1>Control</h1>${body}</main></body></html>`;

/** The pages with a fault, and what must be reported. */
const CONTROLS: Readonly<Record<string, readonly [html: string, report: RegExp]>> = {
  '/control-console': [html('<script>console.error("broken")</script>', ''), /console: broken/],
  '/control-error': [html('<script>missing()</script>', ''), /error: missing is not defined/],
  '/control-request': [html('', `<img src="${BASE}missing.svg" alt="">`), /404: .*missing\.svg/],
  '/control-outside': [html('', '<img src="https://fonts.example.com/font.svg" alt="">'), /leaves the loopback interface/],
  '/control-wide': [html('', '<div style="width: 400px; background: #eee">wide</div>'), /scrolls horizontally: 4\d\d/],
};
const AXE_CONTROL = html('<style>.dark { background: #000; } .dark p { color: #222; }</style>', '<p>Dark</p><button></button>');

const faults: string[] = [];
const say = (line: string) => process.stdout.write(`${line}\n`);

function expectReports(found: readonly string[], reports: readonly (readonly [string, RegExp])[]): void {
  for (const [path, report] of reports) {
    if (!found.some((fault) => fault.startsWith(`${path}:`) && report.test(fault))) {
      faults.push(`the control ${path} is not reported as ${report}: ${found.join(' ') || 'nothing'}`);
    }
  }
}

function checkLinks(pages: readonly SitePage[]): void {
  const found = faultsOfLinks(DIST, pages);
  faults.push(...found);
  const head = '<title>Control page</title><meta name="description" content="A page with broken links"><link rel="canonical" href="x">';
  const links = [`${BASE}no-such-page`, `${BASE}renewal#no-such-anchor`, '../src/index.ts'].map((href) => `<a href="${href}">`);
  const control = { path: '/control', html: `${head}${links.join('')}${' '.repeat(400_000)}` };
  expectReports(faultsOfLinks(DIST, [...pages, control]).filter((fault) => fault.startsWith('/control:')), [
    ['/control', /there is no \/no-such-page/],
    ['/control', /\/renewal has no anchor no-such-anchor/],
    ['/control', /leaves the site/],
    ['/control', /is too large/],
  ]);
  say(`${pages.length} pages with titles and descriptions, ${found.length} broken links; a broken link and a broken anchor are noticed`);
}

async function checkLoading(visitor: Visitor, pages: readonly SitePage[]): Promise<void> {
  const found = await faultsOfLoading(visitor, pages.map(({ path }) => path));
  faults.push(...found);
  const controls = await faultsOfLoading(visitor, Object.keys(CONTROLS));
  expectReports(controls, Object.entries(CONTROLS).map(([path, [, report]]) => [path, report]));
  say(`${pages.length} pages load at 360 pixels, ${found.length} faults; ${Object.keys(CONTROLS).length} faulty pages are noticed`);
}

async function checkAccessibility(visitor: Visitor, pages: readonly SitePage[]): Promise<void> {
  const documents = [...pagePaths()].filter(([source]) => /^docs\/(?:guides\/)?[^/]+$/.test(source)).map(([, path]) => path);
  const paths = [...new Set([...SAMPLES, ...documents])].filter((path) => pages.some((page) => page.path === path));
  const found = await faultsOfAccessibility(visitor, paths);
  faults.push(...found, ...SAMPLES.filter((path) => !paths.includes(path)).map((path) => `there is no page ${path}`));
  expectReports(await faultsOfAccessibility(visitor, ['/control-axe']), [
    ['/control-axe', /light: button-name/], ['/control-axe', /dark: color-contrast/],
  ]);
  say(`axe: ${paths.length} pages, light and dark, ${found.length} serious findings; a button without a name and dark text are noticed`);
}

async function checkSearch(visitor: Visitor, pages: readonly SitePage[]): Promise<void> {
  const nonsense = 'zzqxvkw';
  const terms = [...SEARCHES.map(([term]) => term), ...QUESTIONS.map(({ search }) => search), nonsense];
  const { results, faults: seen } = await searchResults(visitor, terms);
  faults.push(...seen);
  const rankOf = (term: string, path: string) => [...new Set(results.get(term))].indexOf(path) + 1;
  for (const [term, path] of SEARCHES) {
    const rank = rankOf(term, path);
    if (rank === 0 || rank > 5) {
      faults.push(`search: ${term} does not find ${path}: ${[...new Set(results.get(term))].slice(0, 6).join(', ')}`);
    }
    say(`search: ${term}: ${path} is result ${rank}`);
  }
  if (results.get(nonsense)!.length > 0 || rankOf('renew', '/languages') > 0) { faults.push('the search finds what is not there'); }
  const clicks = clicksFromHome(pages);
  for (const { question, page, search } of QUESTIONS) {
    const path = addressOf(page, pagePaths())?.split('#')[0];
    const [count, rank] = path === undefined ? [undefined, 0] : [clicks.get(path), rankOf(search, path)];
    const isNear = count !== undefined && count <= 2;
    if (!isNear && (rank === 0 || rank > 5)) { faults.push(`${question} is not answered in two clicks or one search: ${page}`); }
    say(`${question} ${path}: ${count} click${count === 1 ? '' : 's'}, result ${rank} of the search for "${search}"`);
  }
  // The control: without links, only the home page is near.
  const unlinked = clicksFromHome(pages.map(({ path }) => ({ path, html: '' })));
  if (unlinked.size !== 1) { faults.push('pages without links are near the home page'); }
}

async function check(executable: string): Promise<void> {
  const pages = pagesOf(DIST);
  if (pages.length < 250) { faults.push(`the site has only ${pages.length} pages`); }
  checkLinks(pages);
  const { server, origin } = await serve(DIST, {
    ...Object.fromEntries(Object.entries(CONTROLS).map(([path, [page]]) => [path, page])), '/control-axe': AXE_CONTROL,
  });
  const browser = await startBrowser(executable);
  try {
    const contextOf = (width: number) => browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    const narrow = { origin, context: await contextOf(360) };
    const wide = { origin, context: await contextOf(1280) };
    await checkLoading(narrow, pages);
    await checkAccessibility(wide, pages);
    await checkSearch(wide, pages);
    const { status, text } = await unknownPage(wide);
    if (status !== 404 || !/page not found/i.test(text)) { faults.push(`an unknown address shows ${status} ${text.slice(0, 80)}`); }
    say(`an unknown address below ${HOST}${BASE} shows the page for unknown addresses`);
  } finally {
    await browser.close();
    server.close();
  }
}

check(process.argv[2]).catch((error: unknown) => {
  faults.push(error instanceof Error ? error.stack! : String(error));
}).finally(() => {
  if (faults.length > 0) {
    process.stderr.write(`${faults.length} faults\n${faults.slice(0, 60).join('\n')}\n`);
    process.exitCode = 1;
  }
});
