import { readFileSync } from 'fs';
import { Browser, BrowserContext, chromium, Page } from 'playwright-core';
import { BASE } from '../../build-tools/site/paths';

/* What a browser reports about pages. */

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** VitePress takes over the page after it has loaded. */
const HYDRATED = '!document.querySelector("#app") || document.querySelector("#app").__vue_app__ !== undefined';
const THEMES = ['light', 'dark'] as const;

/** The menus are the same on each page of a kind. */
const WITH_MENUS = ['/', '/renewal', '/api/'];

export interface Visitor {
  readonly origin: string;
  readonly context: BrowserContext;
}

/** The browser finds no other host, so that a request that leaves the loopback interface fails. */
export async function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-gpu'] });
}

/** A new tab with a list of what goes wrong in it. */
async function openTab({ context, origin }: Visitor): Promise<{ page: Page; faults: string[] }> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) { faults.push(`console: ${message.text()}`); }
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url().startsWith(`${origin}/`) || request.url().startsWith('data:')) { return; }
    faults.push(`leaves the loopback interface: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) { faults.push(`${response.status()}: ${response.url()}`); }
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // The tab goes on to the next page.
    if (reason !== 'net::ERR_ABORTED') { faults.push(`failed: ${request.url()} ${reason}`); }
  });
  return { page, faults };
}

/** Visits pages in several tabs. */
async function inTabs(
  visitor: Visitor, paths: readonly string[], tabs: number,
  visit: (page: Page, path: string) => Promise<readonly string[]>,
): Promise<string[]> {
  const waiting = [...paths];
  const found: string[] = [];
  await Promise.all(Array.from({ length: tabs }, async () => {
    const { page, faults } = await openTab(visitor);
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await page.goto(`${visitor.origin}${BASE.slice(0, -1)}${path}`, { waitUntil: 'load' });
      const seen = await visit(page, path);
      const at = path;
      found.push(...[...faults.splice(0), ...seen].map((fault) => `${at}: ${fault}`));
    }
    await page.close();
  }));
  return found;
}

/** Loads each page on a narrow screen: no errors, no failed request, and no horizontal scrolling. */
export async function faultsOfLoading(visitor: Visitor, paths: readonly string[]): Promise<string[]> {
  return inTabs(visitor, paths, 3, async (page) => {
    await page.waitForFunction(HYDRATED);
    const width = await page.evaluate('document.documentElement.scrollWidth') as number;
    return width > page.viewportSize()!.width ? [`scrolls horizontally: ${width} pixels`] : [];
  });
}

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[] }[];
}

/** The serious and critical findings of axe in both themes. */
export async function faultsOfAccessibility(visitor: Visitor, paths: readonly string[]): Promise<string[]> {
  return inTabs(visitor, paths, 2, async (page, path) => {
    await page.evaluate(AXE);
    const faults: string[] = [];
    for (const theme of THEMES) {
      await page.evaluate(`document.documentElement.classList.toggle('dark', ${theme === 'dark'})`);
      const where = WITH_MENUS.includes(path) ? 'document' : '"#VPContent"';
      const run = `axe.run(${where}, { resultTypes: ['violations'] }).then(({ violations }) => violations)`;
      const findings = await page.evaluate(run) as Finding[];
      faults.push(...findings.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) =>
        `${theme}: ${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)} ${nodes[0].any[0]?.message ?? ''}`));
    }
    return faults;
  });
}

/** The addresses of the first results of the search, below the base. */
export async function searchResults(
  { context, origin }: Visitor, terms: readonly string[],
): Promise<{ results: Map<string, string[]>; faults: string[] }> {
  const { page, faults } = await openTab({ context, origin });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${origin}${BASE}`);
  await page.click('#local-search button');
  const results = new Map<string, string[]>();
  for (const term of terms) {
    await page.fill('input.search-input', term);
    // The box waits for the end of typing, then shows other results or none.
    await page.waitForTimeout(600);
    const found = '[...document.querySelectorAll(".VPLocalSearchBox a.result")].map(({ href }) => href)';
    const addresses = await page.evaluate(found) as string[];
    results.set(term, addresses.map((address) => new URL(address).pathname.slice(BASE.length - 1)));
  }
  await page.close();
  return { results, faults: faults.map((fault) => `search: ${fault}`) };
}

/** The page for an unknown address: its status and its text. */
export async function unknownPage({ context, origin }: Visitor): Promise<{ status: number; text: string }> {
  const page = await context.newPage();
  const response = await page.goto(`${origin}${BASE}no-such-page`);
  await page.waitForFunction(HYDRATED);
  const text = await page.innerText('body');
  await page.close();
  return { status: response!.status(), text };
}
