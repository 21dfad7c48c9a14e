import { runRules } from '../../../src/checks/private/engine';
import { Resolver } from '../../../src/checks/private/resolver';
import { Rule } from '../../../src/checks/private/rule';
import { RULES } from '../../../src/checks/private/rules';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { View } from '../../../src/checks/private/view';
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

/** A template without conditions as rules see it. */
export function viewOf(resources: Resources): View {
  return new View(new Resolver(new TemplateSet(sourcesOf(inTemplate('', resources)))), () => true);
}
