import { existsSync, readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { DocumentedAssembly, PHRASE_RULES, phraseFindings, summariesOf, summaryFindings } from './english-rules';
import { proseOfPage, proseOfSource } from './prose';

const ROOT = join(__dirname, '../..');

/** Pages that are written by a tool, from texts that are checked in the sources. */
const GENERATED_PAGES = ['API.md', 'CHANGELOG.md'];

interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** The files of a folder, including its subfolders, with an extension. */
function filesIn(folder: string, extension: string): string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) { return []; }
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !/\.snapshot\/|cdk\.out|cdk-integ\.out|\.d\.ts$/.test(file))
    .sort();
}

function findingsIn(path: string): Finding[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const prose = path.endsWith('.md') ? proseOfPage(text) : proseOfSource(path, text);
  return prose.flatMap(phraseFindings).map((finding) => ({ path, ...finding }));
}

/** The findings for people: a count for each file, followed by its lines. */
function report(findings: Finding[]): string {
  const paths = [...new Set(findings.map(({ path }) => path))].sort();
  return paths.map((path) => {
    const own = findings.filter((finding) => finding.path === path).sort((a, b) => a.line - b.line);
    return [`${path}: ${own.length}`, ...own.map(({ line, message }) => `  ${path}:${line} ${message}`)].join('\n');
  }).join('\n');
}

const PAGES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md') && !GENERATED_PAGES.includes(name)),
  ...filesIn('docs', '.md'), ...filesIn('.github', '.md'),
];

test.each(['src', 'examples', 'integ', 'build-tools'])('no comment and no text in %s contains a phrase to avoid', (folder) => {
  const files = filesIn(folder, '.ts');

  expect(files.length).toBeGreaterThan(5);
  expect(report(files.flatMap(findingsIn))).toBe('');
});

test.each(PAGES)('%s contains no phrase to avoid', (page) => {
  expect(report(findingsIn(page))).toBe('');
});

test('every published summary is one sentence of up to 20 words, without a semicolon or a colon', () => {
  const file = join(ROOT, '.jsii');
  if (!existsSync(file)) { throw new Error('there is no .jsii file: compile the library first (npx projen compile)'); }

  const summaries = summariesOf(JSON.parse(readFileSync(file, 'utf8')) as DocumentedAssembly);
  expect(summaries.length).toBeGreaterThan(500);
  expect(report(summaries.flatMap(({ path, line, name, text }) =>
    summaryFindings(text).map((message) => ({ path, line, message: `the summary of ${name} ${message}: ${text}` }))))).toBe('');
});

describe('the phrases', () => {
  test.each(PHRASE_RULES.map((rule) => [String(rule.phrase), rule] as const))('%s refuses its example, and accepts the better one', (_name, rule) => {
    const refused = phraseFindings({ line: 7, text: rule.refused });

    expect(refused).toEqual([{ line: 7, message: expect.stringContaining(`: write ${rule.instead}`) }]);
    expect(phraseFindings({ line: 7, text: rule.accepted })).toEqual([]);
  });

  test('a phrase is found in every kind of comment and string, with its line', () => {
    const source = [
      '/** Nobody reads', ' * it in', ' * silence. */', 'export class A { // somebody', '  /* whoever */',
      '  public readonly b = `the anew ${1 + 1} nobody${` in silence`}`;',
      '  public readonly c = \'what is brought \'', '    + \'along by \' + String(\'the somebody\') + `a ${1} whoever`;', '}',
    ].join('\n');

    expect(proseOfSource('a.ts', source).flatMap(phraseFindings).map(({ line, message }) => [line, /"(.*)"/.exec(message)![1]])).toEqual([
      [1, 'Nobody'], [2, 'in silence'], [4, 'somebody'], [5, 'whoever'],
      [6, 'nobody'], [6, 'anew'], [6, 'in silence'],
      [8, 'whoever'], [7, 'brought along'], [8, 'somebody'],
    ]);
  });

  test('code, names, and single words are not prose', () => {
    const source = 'const nobody = \'nobody\'; // `nobody`, see https://example.com/nobody and {@link nobody}\nf(nobody, \'a\' + nobody + \'b c\');';

    expect(proseOfSource('a.ts', source).flatMap(phraseFindings)).toEqual([]);
  });

  test('on a page, only prose counts, with its line', () => {
    const page = [
      '# A page', '', 'A [nobody](nobody.md#nobody) and `nobody` and ``a ` nobody``, https://example.com/nobody.', '',
      '```ts', 'nobody', '```', '', '<!-- nobody -->', '- it is brought', '  along', '', '| `a` there | `b` already |',
    ].join('\n');

    expect(proseOfPage(page).flatMap(phraseFindings).map(({ line }) => line)).toEqual([3, 10]);
  });

  test('the report counts the findings of each file', () => {
    expect(report([
      { path: 'b.ts', line: 2, message: 'x' }, { path: 'a.ts', line: 9, message: 'y' }, { path: 'a.ts', line: 3, message: 'z' },
    ])).toBe('a.ts: 2\n  a.ts:3 z\n  a.ts:9 y\nb.ts: 1\n  b.ts:2 x');
  });
});

describe('a summary', () => {
  test.each([
    ['The bucket that takes the CRL;', 'has a semicolon'],
    ['The path: where it is.', 'has a colon'],
    ['The prefix, without any of `*', 'is cut in a code span'],
    [`${'word '.repeat(21)}.`, 'has 21 words, more than 20'],
  ])('%s is refused', (summary, finding) => {
    expect(summaryFindings(summary)).toEqual([finding]);
  });

  test.each(['The ARN of the CA.', 'The name, for example `a: b; c`.', `${'word '.repeat(19)}\`a b c\`.`])('%s is accepted', (summary) => {
    expect(summaryFindings(summary)).toEqual([]);
  });

  test('is found for types, members, and parameters, with its file and line', () => {
    const docs = { summary: 'A.' };
    const at = (line: number) => ({ docs, locationInModule: { filename: 'src/a.ts', line } });
    const assembly: DocumentedAssembly = {
      types: {
        'm.A': {
          name: 'A',
          ...at(1),
          initializer: { ...at(3), parameters: [{ name: 'scope', docs }] },
          properties: [{ name: 'p', ...at(2) }],
          methods: [{ name: 'm', ...at(4), parameters: [{ name: 'x', docs }, { name: 'undocumented' }] }],
        },
        'm.E': { name: 'E', ...at(9), members: [{ name: 'ONE', docs }] },
      },
    };

    expect(summariesOf(assembly).map(({ path, line, name }) => `${path}:${line} ${name}`)).toEqual([
      'src/a.ts:1 A', 'src/a.ts:2 A.p', 'src/a.ts:3 A.constructor', 'src/a.ts:4 A.m', 'src/a.ts:3 A.constructor(scope)', 'src/a.ts:4 A.m(x)',
      'src/a.ts:9 E', 'src/a.ts:9 E.ONE',
    ]);
  });
});
