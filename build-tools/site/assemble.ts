import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { errorCodesOf, withErrorAnchors } from './api-errors';
import { Assembly, readAssembly } from './api-model';
import { apiIndex, apiLink, apiPage, kindOf, Mentions } from './api-pages';
import { withDiagrams } from './diagrams';
import { exampleIndex, examplePage, readExample } from './example-pages';
import { capabilitiesOf, withStability } from './features';
import { homePage } from './home';
import { descriptionOf, forSite, PageContext, picture, titleOf, withWidths } from './markdown';
import { addressOf, breakableName, isCore, pagesWithoutGroup, sidebar, termsOf } from './menu';
import { BASE, fileOf, HOST, linkTo, pagePaths, WORK } from './paths';
import { linkToPart, partsOf } from './split';
import { MISTAKES } from '../../test/support/mistakes';
import { demoPageOf } from '../demo-page/demo-page';
import { picturesOf } from '../pictures/pictures-of';
import { exampleNames, ROOT } from '../synth';

/* Writes the source of the site to `.site/pages`: the pages of the repository, and those for its API and examples. */

interface Page {
  /** The path on the site. */
  readonly path: string;
  readonly markdown: string;
  /** The file that a reader can edit. */
  readonly source?: string;
  readonly badges: readonly string[];
  readonly terms?: string;
}

const PUBLIC = join(WORK, 'pages/public');
const assembly = readAssembly();
const paths = pagePaths();
const read = (source: string) => readFileSync(join(ROOT, source), 'utf8');

const contextOf = (source: string): PageContext => ({
  source,
  linkTo: (target) => linkToPart(target, paths) ?? linkTo(target, paths),
  apiOf: (code) => apiLink(assembly, code),
});

/** What the site adds to pages of the repository. */
const ADDITIONS: Readonly<Record<string, (text: string) => string>> = {
  'docs/features.md': (text) => withStability(text, assembly),
  'docs/errors.md': withErrorAnchors,
};

function repositoryPages(): Page[] {
  const capabilities = capabilitiesOf(read('docs/features.md'), assembly);
  return [...paths].filter(([source]) => source !== 'README.md').flatMap(([source, whole]) => {
    const parts = partsOf(source, whole);
    const texts = parts.length > 0 ? parts : [{ path: whole, markdown: read(source) }];
    return texts.map(({ path, markdown: text }, index) => ({
      path,
      source,
      markdown: forSite(ADDITIONS[source]?.(text) ?? text, contextOf(source)),
      badges: [...source.startsWith('docs/') ? [isCore(source) ? 'Core' : 'Advanced'] : [], ...capabilities.get(source) ?? []],
      terms: index === 0 ? termsOf(source) : undefined,
    }));
  });
}

function apiPages(mentions: Mentions): Page[] {
  const context = { ...contextOf('docs/api.md'), linkTo: (target: string) => linkTo(target.replace(/^docs\/docs\//, 'docs/'), paths) };
  const errors = errorCodesOf(MISTAKES, assembly);
  const ofType = [...assembly.types.values()].map((type) => ({
    path: `/api/${type.name}`,
    markdown: forSite(apiPage(assembly, type, { mentions, errors }), {
      ...context, apiOf: (code) => otherPage(apiLink(assembly, code), type.name),
    }),
    badges: [kindOf(type), capitalized(type.docs.stability ?? 'stable')],
  }));
  return [{ path: '/api/', markdown: apiIndex(assembly), badges: [], terms: termsOf('/api/') }, ...ofType];
}

/** A page links to its own members, and not to itself. */
const otherPage = (link: string | undefined, name: string) => (link === `/api/${name}` ? undefined : link);

async function examplePages(): Promise<Page[]> {
  const examples = exampleNames().map(readExample);
  const index = { path: '/examples/', markdown: forSite(exampleIndex(examples), contextOf('docs/examples.md')), badges: [] };
  const pages: Page[] = [index];
  for (const example of examples) {
    pages.push({
      path: `/examples/${example.name}`,
      markdown: forSite(examplePage(example, await visuals(example.name)), contextOf('docs/examples.md')),
      source: `examples/${example.name}/app.ts`,
      badges: [],
    });
  }
  return pages;
}

/** Writes the picture and the demo page of an example, and returns what its page shows of them. */
async function visuals(name: string): Promise<string[]> {
  const { light, dark, alt } = await picturesOf(name);
  const files = { light: `/pictures/examples/${name}.light.svg`, dark: `/pictures/examples/${name}.dark.svg` };
  write(join(PUBLIC, files.light), light);
  write(join(PUBLIC, files.dark), dark);
  write(join(PUBLIC, 'demo', `${name}.html`), await demoPageOf(name));
  const escaped = alt.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return ['## Picture', '', 'The resources and permissions of the synthesized templates. The '
    + `<a href="${BASE}demo/${name}.html" target="_self">demo page of ${name}</a> also lists them, with their costs. `
    + 'Select the picture to enlarge it.', '',
  picture({ ...files, alt: escaped }), ''];
}

/** The pages that name a type in inline code. */
function mentionsOf(pages: readonly Page[], { types }: Assembly): Mentions {
  return new Map([...types.keys()].map((name) => [name, pages
    .filter(({ source, markdown }) => source?.startsWith('docs/') && !/docs\/(?:checks|decisions)\//.test(source)
      && markdown.includes(`](/api/${name}`) && new RegExp(`\\(/api/${name}[)#]`).test(markdown))
    .map(({ path, markdown }) => ({ title: titleOf(markdown), path }))]));
}

const capitalized = (word: string) => word[0].toUpperCase() + word.slice(1);

/** The width of a picture, from the start of its file. */
const widthOf = (path: string) => Number(/<svg width="(\d+)/.exec(readFileSync(join(PUBLIC, path), 'utf8'))![1]);

/** A page with the values that VitePress reads at its start. */
async function render({ path, markdown, source, badges, terms }: Page): Promise<string> {
  const frontmatter = {
    title: titleOf(markdown),
    description: descriptionOf(markdown),
    canonical: `${HOST}${BASE.slice(0, -1)}${path}`,
    terms,
    ...source === undefined ? { editLink: false } : { source },
  };
  const shown = badges.map((badge) => `<span class="badge ${badge.toLowerCase().replace(' ', '-')}">${badge}</span>`).join(' ');
  const breakable = markdown.replace(/^# \w+$/m, breakableName);
  const body = badges.length === 0 ? breakable : breakable.replace(/^(# .+)$/m, `$1\n\n<p class="badges">${shown}</p>`);
  return `---\n${JSON.stringify(frontmatter)}\n---\n\n${await withDiagrams(withWidths(body, widthOf))}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The list of pages for language models. */
function llms(pages: readonly Page[]): string {
  const lines = pages.filter(({ path }) => !/^\/(?:api|checks|decisions)\/./.test(path))
    .map(({ path, markdown }) => `- [${titleOf(markdown)}](${HOST}${BASE.slice(0, -1)}${path}): ${descriptionOf(markdown)}`);
  return ['# cdk-private-ca', '', '> AWS CDK constructs for private certificate authorities in AWS Private CA', '', ...lines, ''].join('\n');
}

async function assemble(): Promise<void> {
  const homeless = pagesWithoutGroup(paths.keys());
  if (homeless.length > 0) { throw new Error(`in no group of site/navigation.ts: ${homeless.join(', ')}`); }
  rmSync(join(WORK, 'pages'), { recursive: true, force: true });
  cpSync(join(ROOT, 'site/public'), PUBLIC, { recursive: true });
  cpSync(join(ROOT, 'docs/pictures'), join(PUBLIC, 'pictures'), { recursive: true });
  const documents = repositoryPages();
  const examples = await examplePages();
  const pages = [...documents, ...examples, ...apiPages(mentionsOf(documents, assembly))];
  for (const page of pages) { write(fileOf(page.path), await render(page)); }
  const readme = forSite(read('README.md'), contextOf('README.md'));
  write(fileOf('/'), await withDiagrams(withWidths(homePage({ readme, addressOf: (page) => addressOf(page, paths) }), widthOf)));
  write(join(PUBLIC, 'llms.txt'), llms([...documents, ...examples]));
  const titles = new Map(documents.map(({ source, markdown }) => [source!, titleOf(markdown)]));
  write(join(WORK, 'site.json'), JSON.stringify({
    base: BASE, host: HOST, sidebar: sidebar({ assembly, pages: paths, titles, examples: exampleNames() }),
  }));
  process.stdout.write(`${pages.length + 1} pages in .site/pages\n`);
}

assemble().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
