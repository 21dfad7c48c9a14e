import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { TABLES, withTable } from '../../build-tools/write-docs';

const ROOT = join(__dirname, '../..');
const PAGES = ['README.md', ...['docs', 'docs/guides'].flatMap((folder) =>
  readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`))];
const COMMUNITY_PAGES = ['CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'MAINTAINERS.md', 'ROADMAP.md', 'SECURITY.md'];

/** The parts of a class in the assembly that this test reads. */
interface ClassOfAssembly {
  readonly name: string;
  readonly abstract?: boolean;
  readonly docs: { readonly example?: string };
  readonly initializer?: { readonly parameters?: { readonly name: string }[] };
}

/** Returns the TypeScript samples of a page, in order. */
function samplesOf(page: string): string[] {
  return [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^( *)```ts[^\n]*\n(.*?)^\1```$/gms)].map((match) => match[2]);
}

/** Compiles additional sources with the project, and returns the diagnostics. */
function diagnose(sources: Record<string, string>): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['src/index.ts'] }, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (path) => sources[path] ?? readFile(path);
  host.fileExists = (path) => path in sources || fileExists(path);
  const program = ts.createProgram(Object.keys(sources), options, host);
  return Object.keys(sources).flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(({ messageText }) => `${path.slice(ROOT.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`));
}

test('every sample in README and docs compiles, and an invalid sample does not', () => {
  const samples = Object.fromEntries(PAGES.flatMap((page) =>
    samplesOf(page).map((text, index) => [join(ROOT, `${page}-${index}.ts`), text])));
  const wrong = { [join(ROOT, 'wrong.ts')]: 'import { Validity } from \'cdk-private-ca\';\nexport default Validity.centuries(1);\n' };

  expect(Object.keys(samples).length).toBeGreaterThanOrEqual(4);
  expect(diagnose({ ...samples, ...wrong })).toEqual(['wrong.ts: Property \'centuries\' does not exist on type \'typeof Validity\'.']);
}, 180_000);

test('the first sample in README has at most 26 lines', () => {
  expect(samplesOf('README.md')[0].trim().split('\n').length).toBeLessThanOrEqual(26);
});

test('every link between pages has an existing target', () => {
  const anchorOf = (heading: string) => heading.toLowerCase().replace(/[^\w\s-]/g, '').trim().replace(/\s/g, '-');
  const broken = [...PAGES, ...COMMUNITY_PAGES].flatMap((page) => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    return [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].filter(([, path, anchor]) => {
      const target = join(ROOT, page, '..', path);
      try {
        if (!anchor) { return !(ts.sys.fileExists(target) || ts.sys.directoryExists(target)); }
        const headings = [...readFileSync(path ? target : join(ROOT, page), 'utf8').matchAll(/^#+ (.*)$/gm)];
        return !headings.some(([, heading]) => anchorOf(heading) === anchor);
      } catch {
        return true;
      }
    }).map(([link]) => `${page}: ${link}`);
  });

  expect(broken).toEqual([]);
});

test.each(Object.keys(TABLES))('the table %s matches the code and the schema (to update it, run `npm run docs`)', (name) => {
  const page = readFileSync(join(ROOT, TABLES[name].page), 'utf8');

  expect(page).toBe(withTable(page, name, TABLES[name].render()));
  expect(() => withTable('', name, '')).toThrow(`no markers for the table ${name}`);
});

test('every construct has an example, which the packages show in their language', () => {
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { types: Record<string, ClassOfAssembly> };
  const constructs = Object.values(types).filter(({ abstract, initializer }) => !abstract && initializer?.parameters?.[0]?.name === 'scope');

  expect(constructs.length).toBeGreaterThan(20);
  expect(constructs.filter(({ docs }) => docs.example === undefined).map(({ name }) => name)).toEqual([]);
});
