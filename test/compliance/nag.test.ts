import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ACKNOWLEDGEMENTS } from './acknowledgements';
import { APPS } from './apps';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

/** The findings of all packs on an app, each as rule and construct. */
function findingsOn(app: App): { pack: string; rule: string; path: string }[] {
  return Object.entries(PACKS).flatMap(([pack, Pack]) => new Pack(app).validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources
      .map(({ constructPath }) => ({ pack, rule: ruleName.replace(/^.*-/, ''), path: constructPath ?? '' }))));
}

const used = new Set<number>();

test.each(Object.keys(APPS))('%s has no finding of AwsSolutions, HIPAA, NIST 800-53 R5 or PCI DSS 3.2.1 but the acknowledged', (name) => {
  const open = findingsOn(APPS[name]()).filter(({ rule, path }) => {
    const index = ACKNOWLEDGEMENTS.findIndex((known) => known.rule === rule && known.constructs.test(path));
    used.add(index);
    return index < 0;
  });

  expect(open).toEqual([]);
});

test('no acknowledgement is left over', () => {
  expect(ACKNOWLEDGEMENTS.filter((_, index) => !used.has(index))).toEqual([]);
});

test('each pack does find things', () => {
  const app = APPS['the defaults']();

  const packs = findingsOn(app).map(({ pack }) => pack);
  expect(new Set(packs)).toEqual(new Set(['HIPAASecurityChecks', 'NIST80053R5Checks', 'PCIDSS321Checks']));
});

test('docs/compliance.md has every acknowledgement with its reason, and no other', () => {
  const page = readFileSync(join(__dirname, '../../docs/compliance.md'), 'utf8');

  const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \| (.*) \|$/gm)].map(([, rule, where, reason]) => ({ rule, where, reason }));
  expect(rows).toEqual(ACKNOWLEDGEMENTS.map(({ rule, where, reason }) => ({ rule, where, reason })));
});
