import { runRules } from '../../../src/checks/private/engine';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { inTemplate, Resources, sourcesOf } from '../cases/case';

/** What one rule reports about resources: the logical ID, the location, and the effect. No rule may fail. */
export function found(id: string, resources: Resources): string[] {
  const { violations, notes } = runRules(new TemplateSet(sourcesOf(inTemplate('', resources))));
  expect(notes.filter((note) => note.includes('could not be judged'))).toEqual([]);
  return violations.filter(({ rule }) => rule.id === id)
    .flatMap(({ effect, places }) => places.map(({ resource, location }) => `${resource.id} ${location}: ${effect}`));
}
