import { Resource } from './template';
import { isMap, listOf, literalOf, Value, ValueMap } from './values';
import { at, View } from './view';
import { PRIVATE_CA_EVENT_SOURCE } from '../../private/private-ca-values';

/* Event patterns of EventBridge rules, as far as they are literal: a filter that isn't a literal can match anything. */

export const RULE = 'AWS::Events::Rule';
/** The detail types of the events that CloudTrail logs, and their event source for AWS Private CA. */
export const CLOUDTRAIL_TYPES: readonly string[] = ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'];
export const API_SOURCE = 'acm-pca.amazonaws.com';

/** The event pattern of a rule; it can be JSON in a text. */
export function patternOf(view: View, rule: Resource): ValueMap | undefined {
  return view.memo(`pattern ${rule.template.source.path}#${rule.id}`, () => {
    const value = view.get(rule, 'EventPattern');
    const pattern = isMap(value) ? value : view.parseJson(value);
    return isMap(pattern) ? pattern : undefined;
  });
}

/** The texts that a field of a pattern accepts, if they are all literal; absent if the pattern doesn't filter by it. */
export function acceptedBy(pattern: ValueMap | undefined, path: string): readonly string[] | undefined {
  const value: Value = at(pattern, path);
  if (!Array.isArray(value)) { return undefined; }
  const literals = value.map(literalOf);
  return literals.every((text) => text !== undefined) ? literals : undefined;
}

/** Whether a pattern accepts only events of AWS Private CA, or only its API calls. */
export function isAboutPrivateCa(pattern: ValueMap | undefined): boolean {
  const sources = acceptedBy(pattern, 'source');
  const apiSources = acceptedBy(pattern, 'detail.eventSource');
  return sources?.length === 1 && sources[0] === PRIVATE_CA_EVENT_SOURCE
    || apiSources?.length === 1 && apiSources[0] === API_SOURCE;
}

/** Whether the app has something of AWS Private CA. */
export function concernsPrivateCa(view: View): boolean {
  return view.memo(concernsPrivateCa, () => view.set.types.some((type) => type.startsWith('AWS::ACMPCA::'))
    || view.all(RULE).some((rule) => isAboutPrivateCa(patternOf(view, rule))));
}

/** The targets of a rule. */
export function targetsOf(view: View, rule: Resource): readonly Value[] {
  return listOf(view.get(rule, 'Targets'));
}
