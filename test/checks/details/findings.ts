import { runRules } from '../../../src/checks/private/engine';
import { Rule } from '../../../src/checks/private/rule';
import { RULES } from '../../../src/checks/private/rules';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { Case, inTemplate, Resources, sourcesOf } from '../cases/case';

/** What one rule reports: severity, logical ID, place, and the effect where it isn't the rule's own; and its failures. */
export function findingsOf(rule: Rule, sample: Case): string[] {
  const ignore = RULES.map(({ id }) => id).filter((id) => id !== rule.id);
  const { violations, notes } = runRules(new TemplateSet(sourcesOf(sample)), { informational: true, ignore });
  const findings = violations.flatMap(({ severity, effect, places }) => places.map(({ resource, location }) =>
    `${severity} ${resource.id} ${location}${effect === rule.effect ? '' : `: ${effect}`}`));
  return [...findings, ...notes.filter((note) => note.includes('could not be judged'))];
}

/** What one rule reports about resources of one template. */
export function findingsIn(rule: Rule, resources: Resources, more: Partial<Case> = {}): string[] {
  return findingsOf(rule, inTemplate('', resources, more));
}

/** What one rule reports about resources: the logical ID, the location, and the effect. No rule may fail. */
export function found(id: string, resources: Resources): string[] {
  const { violations, notes } = runRules(new TemplateSet(sourcesOf(inTemplate('', resources))));
  expect(notes.filter((note) => note.includes('could not be judged'))).toEqual([]);
  return violations.filter(({ rule }) => rule.id === id)
    .flatMap(({ effect, places }) => places.map(({ resource, location }) => `${resource.id} ${location}: ${effect}`));
}
