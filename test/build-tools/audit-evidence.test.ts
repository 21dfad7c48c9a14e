import { readFileSync } from 'fs';
import { join } from 'path';
import { FrameworkName, FRAMEWORKS } from '../../build-tools/audit-evidence/controls';
import { alter, excerptOf, isShown } from '../../build-tools/audit-evidence/evidence';
import { EVIDENCE, EVIDENCE_TABLES, evidenceOf } from '../../build-tools/audit-evidence/page';
import { templatesOfExample } from '../../build-tools/example-templates';

/* The evidence of docs/audit-evidence.md. test/docs/samples.test.ts compares the page with it. */

const ROOT = join(__dirname, '../..');

interface Member { readonly name: string }
interface Assembly {
  readonly types: Record<string, { readonly properties?: Member[]; readonly methods?: Member[] }>;
}
const ASSEMBLY = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as Assembly;

/** Whether a file of tests contains a test with a title. */
function hasTest(text: string, title: string): boolean {
  return [`'${title.replaceAll('\'', '\\\'')}'`, `\`${title}\``].some((quoted) => text.includes(quoted));
}

describe.each(EVIDENCE.map((evidence) => [evidence.title, evidence] as const))('%s', (_title, evidence) => {
  test('is required by an existing test', () => {
    const [file, title] = evidence.test;

    expect(hasTest(readFileSync(join(ROOT, file), 'utf8'), title)).toBe(true);
  });

  test('is a property of the API', () => {
    const [type, member] = evidence.api;
    const { properties = [], methods = [] } = ASSEMBLY.types[`cdk-private-ca.${type}`];

    expect([...properties, ...methods].map(({ name }) => name)).toContain(member);
  });

  test('is in the template of the example, and not in a changed template', () => {
    const templates = templatesOfExample(evidence.example);
    expect(JSON.stringify(excerptOf(evidence, templates)?.value).length).toBeGreaterThan(1);
    expect(isShown(evidence, templates)).toBe(true);

    alter(evidence, templates);
    expect(isShown(evidence, templates)).toBe(false);
    expect(isShown(evidence, { Empty: { Resources: {} } })).toBe(false);
  });
});

test('a title that no test has is noticed', () => {
  const text = readFileSync(join(ROOT, EVIDENCE[0].test[0]), 'utf8');

  expect(hasTest(text, `${EVIDENCE[0].test[1]}, always`)).toBe(false);
});

test('the headings of the excerpts are unique, so that each link has one target', () => {
  const titles = EVIDENCE.map(({ title }) => title.toLowerCase());

  expect(new Set(titles).size).toBe(titles.length);
});

test.each(Object.keys(FRAMEWORKS) as FrameworkName[])('each control of %s has evidence, and a row', (name) => {
  const controls = Object.keys(FRAMEWORKS[name].controls);

  expect(controls.filter((control) => evidenceOf(name, control).length === 0)).toEqual([]);
  expect(EVIDENCE_TABLES[`audit-${name}`][1]().map(([control]) => control).filter(Boolean)).toEqual(controls);
});
