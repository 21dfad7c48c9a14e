import { aws_events as events } from 'aws-cdk-lib';
import { API_CALL_DETAIL_TYPE, SERVICE_EVENT_DETAIL_TYPE, eventBridgeSourceOf } from './eventbridge';

/* Conditions on CloudTrail records, rendered as event patterns (EventBridge) and filter patterns (CloudWatch Logs). */

/** A condition on one field of a record. */
export interface FieldCondition {
  /** The path of the field in the record, for example `requestParameters.status` or `resources[0].ARN`. */
  readonly field: string;
  readonly is: FieldTest;
}

/** A test of a field. */
export type FieldTest = TextTest | NegativeTest | 'absent' | 'present' | 'true' | 'false' | 'absent or false';

/**
 * A test of a text field that must exist. The text of the field must differ from each of these. For `notEndingWith`,
 * every record must contain the field, because the filter pattern does not test whether it exists.
 */
export type NegativeTest = { readonly notStartingWith: string }
  | { readonly notEndingWith: string }
  | { readonly noneOf: readonly string[] };

/** A test of a text field. A field passes the test if one of the texts matches. */
export interface TextTest {
  readonly oneOf?: readonly string[];
  readonly startingWith?: readonly string[];
  /** Texts in which `*` matches any characters. Filter patterns support it only at the start and at the end. */
  readonly like?: readonly string[];
  readonly endingWith?: readonly string[];
}

/** The records of services that meet all common conditions, and all conditions of at least one alternative. */
export interface RecordChoice {
  /** The services as in their event sources, for example `acm-pca` of `acm-pca.amazonaws.com`. */
  readonly service: string | readonly string[];
  readonly alternatives: readonly (readonly FieldCondition[])[];
  /** The common conditions of all alternatives. */
  readonly always?: readonly FieldCondition[];
}

/** Both patterns of a choice. They match the same records. */
export interface RecordPatterns {
  readonly filterPattern: string;
  readonly eventPattern: events.EventPattern;
}

/** The service events of AWS Private CA that patterns name. All other event names are API calls. */
const SERVICE_EVENTS = ['GenerateCRL', 'IssueCertificateDetails'];

/** Both patterns of a choice. */
export function recordPatternsOf(choice: RecordChoice): RecordPatterns {
  return { filterPattern: filterPatternOf(choice), eventPattern: eventPatternOf(choice) };
}

/** The filter pattern that matches the records in the log group of a trail. */
export function filterPatternOf({ service, alternatives, always = [] }: RecordChoice): string {
  const chosen = alternatives.map((conditions) => conditions.map(renderTerm).join(' && '));
  const either = chosen.length === 1 ? chosen[0] : `(${chosen.map((one) => `(${one})`).join(' || ')})`;
  const terms = [renderTerm(sourceOf(service)), ...always.map(renderTerm), either];
  return `{ ${terms.filter((term) => term !== '').join(' && ')} }`;
}

/** The event pattern that matches the records on the default event bus. */
export function eventPatternOf({ service, alternatives, always = [] }: RecordChoice): events.EventPattern {
  const detailTypes = [
    ...(alternatives.every(isServiceEvent) ? [] : [API_CALL_DETAIL_TYPE]),
    ...(alternatives.some(isServiceEvent) ? [SERVICE_EVENT_DETAIL_TYPE] : []),
  ];
  const chosen = alternatives.map(renderDetail);
  return {
    source: [service].flat().map(eventBridgeSourceOf),
    detailType: detailTypes,
    detail: {
      ...renderDetail([sourceOf(service), ...always]),
      ...(chosen.length === 1 ? chosen[0] : { $or: chosen }),
    },
  };
}

function sourceOf(service: RecordChoice['service']): FieldCondition {
  return { field: 'eventSource', is: { oneOf: [service].flat().map((one) => `${one}.amazonaws.com`) } };
}

function isServiceEvent(conditions: readonly FieldCondition[]): boolean {
  return conditions.some(({ field, is }) => field === 'eventName' && typeof is === 'object' && 'oneOf' in is
    && is.oneOf?.some((name) => SERVICE_EVENTS.includes(name)));
}

function renderTerm({ field, is }: FieldCondition): string {
  const selector = `$.${field}`;
  switch (is) {
    case 'absent': return `(${selector} NOT EXISTS)`;
    case 'present': return `(${selector} = "*")`;
    case 'true': return `(${selector} IS TRUE)`;
    case 'false': return `(${selector} IS FALSE)`;
    case 'absent or false': return `((${selector} NOT EXISTS) || (${selector} IS FALSE))`;
  }
  const unlike = (texts: readonly string[]) =>
    [`(${selector} = "*")`, ...texts.map((text) => `(${selector} != "${text}")`)].join(' && ');
  if ('notStartingWith' in is) { return unlike([`${is.notStartingWith}*`]); }
  if ('notEndingWith' in is) { return `(${selector} != "*${is.notEndingWith}")`; }
  if ('noneOf' in is) { return unlike(is.noneOf); }
  const texts = [
    ...(is.oneOf ?? []),
    ...(is.startingWith ?? []).map((text) => `${text}*`),
    ...(is.like ?? []),
    ...(is.endingWith ?? []).map((text) => `*${text}`),
  ];
  const terms = texts.map((text) => `(${selector} = "${text}")`);
  return terms.length === 1 ? terms[0] : `(${terms.join(' || ')})`;
}

function renderDetail(conditions: readonly FieldCondition[]): Record<string, unknown> {
  const detail: Record<string, unknown> = {};
  for (const { field, is } of conditions) {
    // An event pattern matches any element of a list. A filter pattern matches one element by its index.
    const path = field.replace(/\[\d+\]/g, '').split('.');
    const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, step) => {
      const next = (at[step] ?? {}) as Record<string, unknown>;
      at[step] = next;
      return next;
    }, detail);
    parent[path[path.length - 1]] = renderMatch(is);
  }
  return detail;
}

function renderMatch(is: FieldTest): unknown[] {
  switch (is) {
    case 'absent': return [{ exists: false }];
    case 'present': return [{ exists: true }];
    case 'true': return [true];
    case 'false': return [false];
    case 'absent or false': return [{ exists: false }, false];
  }
  if ('notStartingWith' in is) { return [{ 'anything-but': { prefix: is.notStartingWith } }]; }
  if ('notEndingWith' in is) { return [{ 'anything-but': { suffix: is.notEndingWith } }]; }
  if ('noneOf' in is) { return [{ 'anything-but': is.noneOf }]; }
  return [
    ...(is.oneOf ?? []),
    ...(is.startingWith ?? []).map((prefix) => ({ prefix })),
    ...(is.like ?? []).map((wildcard) => ({ wildcard })),
    ...(is.endingWith ?? []).map((suffix) => ({ suffix })),
  ];
}
