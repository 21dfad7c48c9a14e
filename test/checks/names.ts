import { runRules } from '../../src/checks/private/engine';
import { TemplateSource } from '../../src/checks/private/template';
import { TemplateSet } from '../../src/checks/private/template-set';

/** Names that a lookup in a JavaScript object finds, although the object doesn't have them. */
export const INHERITED = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'];

/** Everything that the rules say about templates, and what they can't judge. */
export function findingsOf(sources: readonly TemplateSource[]): string {
  const { violations, notes } = runRules(new TemplateSet(sources), { informational: true });
  return JSON.stringify([notes, violations.map(({ rule, severity, effect, places }) => [rule.id, severity, effect, ...places
    .map(({ resource, location }) => `${resource.template.source.path} ${resource.id} ${location}`)])], undefined, 1);
}

/** The texts of templates: logical IDs, types, names of properties, actions, and every other text. */
export function wordsIn(sources: readonly TemplateSource[]): string[] {
  const words = new Set<string>();
  for (const { text } of sources) {
    JSON.parse(text, (key, value: unknown) => {
      words.add(key);
      if (typeof value === 'string') { words.add(value); }
      return value;
    });
  }
  return [...words].filter((word) => /^[A-Za-z]/.test(word));
}

/** Templates with another text in every place of one text: also in references, and in the texts of `Fn::Sub`. */
export function renamedTo(sources: readonly TemplateSource[], name: string, word: string): TemplateSource[] {
  const written = JSON.stringify(name).slice(1, -1).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const places = new RegExp(`(?<="|\\$\\{)${written}(?="|\\}|\\.)`, 'g');
  return sources.map((source) => ({ ...source, text: source.text.replace(places, () => word) }));
}
