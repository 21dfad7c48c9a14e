import { CASES } from './cases/all';
import { Case, sourcesOf } from './cases/case';
import { disguised } from './cases/disguise';
import { runRules } from '../../src/checks/private/engine';
import { RULES } from '../../src/checks/private/rules';
import { TemplateSet } from '../../src/checks/private/template-set';

/** What the rules report about a case, by severity. */
function reported(sample: Case): string[] {
  const { violations, notes } = runRules(new TemplateSet(sourcesOf(sample)), { informational: true });
  expect(notes.filter((note) => note.includes('could not be judged'))).toEqual([]);
  return violations.map(({ rule, severity }) => `${severity} ${rule.id}`);
}

/** Findings that many templates have on purpose, because they show something else. */
function without(findings: string[], id: string): string[] {
  return findings.filter((finding) => !finding.startsWith('info ') || finding.endsWith(` ${id}`));
}

const eachOf = (kind: 'wrong' | 'right') => RULES.flatMap(({ id, severity }) => (CASES[id]?.[kind] ?? [])
  .map((sample): [string, string, Case, string] => [id, sample.name, sample, sample.severity ?? severity]));

test.each(eachOf('wrong'))('%s reports %s', (id, _name, sample, severity) => {
  const findings = without(reported(sample), id);

  expect(findings.filter((finding) => !sample.also?.some((other) => finding.endsWith(` ${other}`)))).toEqual([`${severity} ${id}`]);
  expect(without(reported(disguised(sample)), id)).toEqual(findings);
});

test.each(eachOf('right'))('%s does not report %s, and no other rule does', (id, _name, sample) => {
  const findings = without(reported(sample), id);

  expect(findings.filter((finding) => !sample.also?.some((other) => finding.endsWith(` ${other}`)))).toEqual([]);
  expect(without(reported(disguised(sample)), id)).toEqual(findings);
});

test('every rule has at least two templates to report and three not to report', () => {
  expect(Object.keys(CASES).sort()).toEqual(RULES.map(({ id }) => id).sort());
  expect(Object.entries(CASES).filter(([, { wrong, right }]) => wrong.length < 2
    || right.length < 3).map(([id]) => id)).toEqual([]);
});
