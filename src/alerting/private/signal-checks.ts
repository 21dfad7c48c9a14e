import { Stack, Token, aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { LIMITS } from '../../private/limits';
import { Range, isUnknown, requireLength, requirePattern } from '../../private/require';
import { requireRunbook } from '../../private/runbooks';
import { sizeOf } from '../../private/text-size';
import { PkiSignal } from '../pki-signal';

/* Checks of signals. */

/** The length of a signal name. Name and texts fit in the description of an alarm. */
const NAME_LENGTH: Range = { min: 1, max: 100 };

/** The length of the meaning and the next step of a signal together. */
const TEXTS_LENGTH = { max: 800 };

/** A query of Metrics Insights. CloudWatch checks the rest of its syntax. */
const METRICS_QUERY = /^\s*SELECT\s/i;

/** The number of characters of a query that an error message contains. */
const SHOWN_QUERY = 80;

const OPENING: Record<string, string> = { ')': '(', '}': '{', ']': '[' };

/** Checks the name, the texts, and the filter pattern of a signal, and that it has a pattern or a query. */
export function requireSignal(scope: IConstruct, signal: PkiSignal): void {
  const { name, filterPattern } = signal;
  const subject = { scope, property: 'signal name' };
  requireLength(subject, 'SignalName', name, NAME_LENGTH);
  requirePattern(subject, 'SignalName', name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'lowercase words of letters and digits, joined by hyphens');
  requireUsableName(scope, name);
  if (!signal.filterPattern && !signal.eventPattern && !signal.metricsQuery) {
    throw new PrivateCaError('SignalInvisible', {
      scope,
      subject: `Signal ${name}`,
      rule: 'have a filterPattern, an eventPattern, or a metricsQuery',
      value: undefined,
      fix: 'Add one of them',
    });
  }
  if (signal.eventPattern) { requireEventPattern(scope, signal); }
  requireTexts(scope, signal);
  if (signal.runbook !== undefined) { requireRunbook(scope, `runbook of signal ${name}`, signal.runbook); }
  if (filterPattern !== undefined) { requireFilterPattern(scope, name, filterPattern); }
  if (signal.metricsQuery !== undefined) { requireMetricsQuery(scope, name, signal.metricsQuery); }
}

/**
 * Checks that the ID of a construct can be the name. A child of a construct is found by the name of a property that
 * every object has, which is `constructor` among the names with lowercase letters.
 */
function requireUsableName(scope: IConstruct, name: string): void {
  const isLate = isUnknown(name);
  if (!isLate && !(name in {})) { return; }
  throw new PrivateCaError('SignalName', {
    scope,
    subject: 'signal name',
    rule: isLate ? 'be known at synthesis, because the IDs of constructs contain it' : 'not be the name of a property that every object has',
    value: isLate ? 'a token' : name,
    fix: 'Choose another name, for example ca-deleted-in-test',
  });
}

/** Checks that a query is one of Metrics Insights. Alarms support neither SEARCH nor math on unnamed metrics. */
function requireMetricsQuery(scope: IConstruct, name: string, query: string): void {
  if (isUnknown(query) || METRICS_QUERY.test(query)) { return; }
  throw new PrivateCaError('MetricsQueryForm', {
    scope,
    subject: `metricsQuery of signal ${name}`,
    rule: 'be a Metrics Insights query that starts with SELECT, because alarms do not support SEARCH or metric IDs',
    value: query.length > SHOWN_QUERY ? `${query.slice(0, SHOWN_QUERY)}…` : query,
    fix: 'Use a query, for example SELECT SUM(MisconfiguredCRLBucket) FROM "AWS/ACMPrivateCA"',
  });
}

/** Checks that an event pattern has a field, and that no field has an empty list, which EventBridge rejects. */
function requireEventPattern(scope: IConstruct, { name, eventPattern }: PkiSignal): void {
  const fields = Object.values(eventPattern!).filter((value) => value !== undefined && value !== null);
  if (fields.length > 0 && !fields.some(hasEmptyPart)) { return; }
  throw new PrivateCaError('SignalInvisible', {
    scope,
    subject: `eventPattern of signal ${name}`,
    rule: 'have at least one field, and at least one value for each field',
    value: eventPattern,
    fix: 'Add a field, for example source, or remove eventPattern',
  });
}

function hasEmptyPart(part: unknown): boolean {
  if (typeof part !== 'object' || part === null || Token.isUnresolved(part)) { return false; }
  const parts = Object.values(part);
  return parts.length === 0 || parts.some(hasEmptyPart);
}

function requireTexts(scope: IConstruct, { name, meaning, nextStep }: PkiSignal): void {
  const text = `${meaning} ${nextStep}`;
  if (isUnknown(text) || (text.length <= TEXTS_LENGTH.max && !/[<>]/.test(text))) { return; }
  throw new PrivateCaError('SignalTexts', {
    scope,
    subject: `meaning and nextStep of signal ${name}`,
    rule: `have at most ${TEXTS_LENGTH.max} characters together, without < and >`,
    value: text.length > TEXTS_LENGTH.max ? `${text.length} characters` : text,
    fix: 'Shorten the texts, and remove < and >',
  });
}

function requireFilterPattern(scope: IConstruct, name: string, pattern: string): void {
  // A token might be resolvable now.
  const resolved: unknown = isUnknown(pattern) ? Stack.of(scope).resolve(pattern) : pattern;
  const length = sizeOf(scope, pattern, 'shortest');
  if (length > LIMITS.filterPattern.max) {
    throw new PrivateCaError('FilterPatternLength', {
      scope,
      subject: `filterPattern of signal ${name}`,
      rule: `have at most ${LIMITS.filterPattern.max} characters`,
      value: isUnknown(pattern) ? `at least ${length} characters` : `${length} characters`,
      fix: 'Split the signal into several signals',
    });
  }
  if (typeof resolved !== 'string' || (/^\{.*\}$/s.test(resolved.trim()) && isBalanced(resolved))) { return; }
  throw new PrivateCaError('FilterPatternForm', {
    scope,
    subject: `filterPattern of signal ${name}`,
    rule: 'be enclosed in braces, with matching braces, brackets, parentheses, and quotation marks',
    value: resolved,
    fix: 'Correct the pattern, for example { ($.eventSource = "acm-pca.amazonaws.com") && ($.errorCode NOT EXISTS) }',
  });
}

function isBalanced(pattern: string): boolean {
  const withoutTexts = pattern.replace(/"(?:[^"\\]|\\.)*"/g, '');
  if (withoutTexts.includes('"')) { return false; }
  const open: string[] = [];
  for (const [character] of withoutTexts.matchAll(/[(){}[\]]/g)) {
    if (!(character in OPENING)) {
      open.push(character);
    } else if (open.pop() !== OPENING[character]) {
      return false;
    }
  }
  return open.length === 0;
}

/** Checks the length of the event pattern of a signal, as CDK renders it. */
export function requireEventPatternLength(scope: IConstruct, name: string, pattern: events.EventPattern): void {
  const { detailType, ...fields } = pattern;
  const length = sizeOf(scope, { ...fields, 'detail-type': detailType }, 'shortest');
  if (length <= LIMITS.eventPattern.max) { return; }
  throw new PrivateCaError('EventPatternLength', {
    scope,
    subject: `eventPattern of signal ${name}`,
    rule: `have at most ${LIMITS.eventPattern.max} characters`,
    value: `${length} characters`,
    fix: 'Split the signal into several signals',
  });
}
