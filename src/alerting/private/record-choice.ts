import { aws_events as events } from 'aws-cdk-lib';

/*
 * Which CloudTrail records a signal is about, said once: as a filter pattern of CloudWatch Logs and as a pattern of
 * EventBridge.
 */

/** What is asked of one field of a record. */
export interface FieldCondition {
  /** The path of the field in the record, for example `requestParameters.status`, or `resources[0].ARN`. */
  readonly field: string;
  readonly is: FieldTest;
}

/** One of these texts; how the text begins or ends, or what it contains; or something else about the field. */
export type FieldTest =
  | { readonly oneOf: readonly string[] }
  | { readonly startingWith: readonly string[] }
  | { readonly endingWith: readonly string[] }
  | { readonly containing: string }
  | 'absent' | 'present' | 'false' | 'absent or false';

/** The records of a service for which what is always asked holds, and all conditions of at least one alternative. */
export interface RecordChoice {
  /** The service as in its event source, for example `acm-pca` of `acm-pca.amazonaws.com`. */
  readonly service: string;
  readonly alternatives: readonly (readonly FieldCondition[])[];
  /** What is asked whichever alternative holds. */
  readonly always?: readonly FieldCondition[];
}

/** How a call came out. */
export const SUCCEEDED: FieldCondition = { field: 'errorCode', is: 'absent' };
export const DENIED: FieldCondition = { field: 'errorCode', is: { startingWith: ['AccessDenied'] } };
export const REJECTED: FieldCondition = { field: 'errorCode', is: 'present' };

/** What AWS Private CA does by itself; all else is a call of an API. */
const SERVICE_EVENTS = ['GenerateCRL', 'IssueCertificateDetails'];

/** That the record is about one of these actions or service events. */
export function eventNames(...names: string[]): FieldCondition {
  return { field: 'eventName', is: { oneOf: names } };
}

/** Both patterns of a choice. */
export interface RecordPatterns {
  readonly filterPattern: string;
  readonly eventPattern: events.EventPattern;
}

/** Both patterns of a choice: they choose the same records. */
export function patternsOf(choice: RecordChoice): RecordPatterns {
  return { filterPattern: renderFilterPattern(choice), eventPattern: renderEventPattern(choice) };
}

/** A filter pattern that chooses these records from a trail's log group. */
function renderFilterPattern({ service, alternatives, always = [] }: RecordChoice): string {
  const chosen = alternatives.map((conditions) => conditions.map(renderTerm).join(' && '));
  const either = chosen.length === 1 ? chosen[0] : `(${chosen.map((one) => `(${one})`).join(' || ')})`;
  return `{ ${[`($.eventSource = "${service}.amazonaws.com")`, ...always.map(renderTerm), either].join(' && ')} }`;
}

function renderTerm({ field, is }: FieldCondition): string {
  const selector = `$.${field}`;
  switch (is) {
    case 'absent': return `(${selector} NOT EXISTS)`;
    case 'present': return `(${selector} = "*")`;
    case 'false': return `(${selector} IS FALSE)`;
    case 'absent or false': return `((${selector} NOT EXISTS) || (${selector} IS FALSE))`;
  }
  const terms = textsOf(is, '*').map((text) => `(${selector} = "${text}")`);
  return terms.length === 1 ? terms[0] : `(${terms.join(' || ')})`;
}

/** The texts of a test, with an asterisk where any text may stand. */
function textsOf(test: Exclude<FieldTest, string>, any: string): string[] {
  if ('oneOf' in test) { return [...test.oneOf]; }
  if ('endingWith' in test) { return test.endingWith.map((text) => `${any}${text}`); }
  if ('startingWith' in test) { return test.startingWith.map((text) => `${text}${any}`); }
  return [`${any}${test.containing}${any}`];
}

/** An event pattern that chooses the same records as they come through EventBridge. */
function renderEventPattern({ service, alternatives, always = [] }: RecordChoice): events.EventPattern {
  const isServiceEvent = (conditions: readonly FieldCondition[]) => conditions.some(({ is }) =>
    typeof is === 'object' && 'oneOf' in is && is.oneOf.some((text) => SERVICE_EVENTS.includes(text)));
  const detailTypes = [
    ...(alternatives.every(isServiceEvent) ? [] : ['AWS API Call via CloudTrail']),
    ...(alternatives.some(isServiceEvent) ? ['AWS Service Event via CloudTrail'] : []),
  ];
  const chosen = alternatives.map(renderDetail);
  return {
    source: [`aws.${service}`],
    detailType: detailTypes,
    detail: {
      eventSource: [`${service}.amazonaws.com`],
      ...renderDetail(always),
      ...(chosen.length === 1 ? chosen[0] : { $or: chosen }),
    },
  };
}

function renderDetail(conditions: readonly FieldCondition[]): Record<string, unknown> {
  const detail: Record<string, unknown> = {};
  for (const { field, is } of conditions) {
    // A rule asks of all elements of a list, a filter pattern of one by its number.
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
    case 'false': return [false];
    case 'absent or false': return [{ exists: false }, false];
  }
  if ('oneOf' in is) { return [...is.oneOf]; }
  if ('endingWith' in is) { return is.endingWith.map((suffix) => ({ suffix })); }
  if ('startingWith' in is) { return is.startingWith.map((prefix) => ({ prefix })); }
  return [{ wildcard: `*${is.containing}*` }];
}
