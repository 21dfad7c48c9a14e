import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { isDeepStrictEqual } from 'util';
import { withTable } from '../../build-tools/write-docs';

/*
 * Compares the templates and the messages of the examples in each language with those in TypeScript.
 *
 * Usage: compare FOLDER [--update]. The folder contains LANGUAGE/result.json, LANGUAGE/EXAMPLE/*.template.json, and the
 * same in LANGUAGE-reference. With --update, the table in docs/languages.md is written.
 */

const PAGE = join(__dirname, '../../docs/languages.md');
const LANGUAGES = ['Python', 'Java', 'Go'];
const [folder] = process.argv.slice(2).map((path) => resolve(path));

interface Result {
  readonly seconds: Record<string, number>;
  readonly errors: Record<string, string>;
  /** The version of aws-cdk-lib. */
  readonly version?: string;
}

const resultOf = (name: string) => JSON.parse(readFileSync(join(folder, name, 'result.json'), 'utf8')) as Result;

function templatesOf(language: string, example: string): Record<string, unknown> {
  const path = join(folder, language, example);
  return Object.fromEntries(readdirSync(path).filter((name) => name.endsWith('.template.json')).sort()
    .map((name) => [name, JSON.parse(readFileSync(join(path, name), 'utf8')) as unknown]));
}

function areEqual(language: string, example: string, reference = example): boolean {
  const templates = templatesOf(language, example);
  if (Object.keys(templates).length === 0) { throw new Error(`${example} in ${language} has no template`); }
  return isDeepStrictEqual(templates, templatesOf(`${language}-reference`, reference));
}

const faults: string[] = [];
const cells: Record<string, string[]> = {};
for (const language of LANGUAGES.map((name) => name.toLowerCase())) {
  const { seconds, errors } = resultOf(language);
  const reference = resultOf(`${language}-reference`);
  for (const [example, took] of Object.entries(seconds).sort()) {
    const equal = areEqual(language, example);
    if (!equal) { faults.push(`${language}: the template of ${example} differs`); }
    (cells[example] ??= []).push(equal ? 'Equal' : 'Different');
    process.stdout.write(`${language}, aws-cdk-lib ${reference.version}: ${example} ${equal ? 'equal' : 'different'}, ${took.toFixed(1)} s\n`);
  }
  for (const [mistake, expected] of Object.entries(reference.errors)) {
    // A language adds the name of the JavaScript error or the stack trace.
    if (!/ Fix: .*\[\w+ at Mistake\/\w+\]$/s.test(expected)) { faults.push(`TypeScript: the message of ${mistake} is ${expected}`); }
    if (errors[mistake]?.includes(expected) !== true) { faults.push(`${language}: the message of ${mistake} is ${errors[mistake]}`); }
  }
  process.stdout.write(`${language}: ${Object.keys(errors).length} errors with code, message, and path\n`);
  // The control: the templates of two examples differ.
  if (areEqual(language, 'first-ca', 'two-tier')) {
    faults.push(`${language}: the comparison does not see another template`);
  } else {
    process.stdout.write(`${language}: another template is noticed\n`);
  }
}

const versions = LANGUAGES.map((name) => `${name}, aws-cdk-lib ${resultOf(`${name.toLowerCase()}-reference`).version}`);
const table = [
  `| Example | ${versions.join(' | ')} |`,
  `| --- |${' --- |'.repeat(LANGUAGES.length)}`,
  ...Object.entries(cells).map(([example, results]) => `| \`${example}\` | ${results.join(' | ')} |`),
].join('\n');
const page = readFileSync(PAGE, 'utf8');
const updated = withTable(page, 'examples-by-language', table);
if (process.argv.includes('--update')) {
  writeFileSync(PAGE, updated);
} else if (page !== updated) {
  faults.push(`docs/languages.md must contain this table:\n${table}`);
}
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = 1;
}
