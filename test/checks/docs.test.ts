import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CASES } from './cases/all';
import { checkPages, severitiesOf } from '../../build-tools/check-pages';
import { runRules } from '../../src/checks/private/engine';
import { pageOf, RULES } from '../../src/checks/private/rules';
import { TemplateSet } from '../../src/checks/private/template-set';
import { readYaml } from '../../src/checks/private/yaml-template';

const ROOT = join(__dirname, '../..');
const FOLDER = mkdtempSync(join(tmpdir(), 'pages-'));

/** What the rules report about a template of a page. */
function reported(yaml: string, region?: string): string[] {
  const path = join(FOLDER, 'template.yaml');
  writeFileSync(path, yaml);
  return runRules(new TemplateSet([{ path, text: readYaml(path), region }]), { informational: true }).violations.map(({ rule }) => rule.id);
}

test('the pages of the rules are what the table says (else run `npm run docs`)', () => {
  const pages = checkPages();

  expect(readdirSync(join(ROOT, 'docs/checks')).map((name) => `docs/checks/${name}`).sort()).toEqual(Object.keys(pages).sort());
  for (const [path, text] of Object.entries(pages)) { expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text); }
});

test('the pages and the table contain each severity that a rule can report', () => {
  const several = RULES.map((rule) => [rule.id, severitiesOf(rule)]).filter(([, text]) => text.includes(' or '));

  expect(Object.fromEntries(several)).toEqual({
    'PCA-ORDER': 'Error or warning',
    'PCA-CRL-ACL': 'Error or warning',
    'PCA-NOT-ACTIVE': 'Error or warning',
    'PCA-ENUM': 'Error or warning',
    'PCA-PARTITION': 'Error or informational',
    'PCA-EVENT': 'Error or warning',
  });
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('the examples on the page of %s are wrong and right, as they stand', (id, rule) => {
  const page = readFileSync(join(ROOT, 'docs/checks', pageOf(rule).replace(/.*\//, '')), 'utf8');
  const [wrong, right] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text);

  expect(reported(wrong, CASES[id].wrong[0].region)).toContain(id);
  expect(reported(right, CASES[id].right[0].region)).not.toContain(id);
});
