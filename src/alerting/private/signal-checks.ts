import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { Range, isUnknown, requireLength, requirePattern } from '../../private/require';
import { PkiSignal } from '../pki-signal';

/* What a signal, an alarm and a log group must be. */

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const FILTER_PATTERN_LENGTH = { max: 1024 };

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const EVENT_PATTERN_LENGTH = { max: 2048 };

/** What leaves room for the texts in the description of an alarm. */
const NAME_LENGTH: Range = { min: 1, max: 100 };

/** What leaves room in the description of an alarm, which holds 1,024 characters. */
export const TEXTS_LENGTH = { max: 800 };

const OPENING: Record<string, string> = { ')': '(', '}': '{', ']': '[' };

/** The signal has a proper name and something that can be seen, and its filter pattern is one. */
export function requireSignal(scope: IConstruct, signal: PkiSignal): void {
  const { name, filterPattern } = signal;
  const subject = { scope, property: 'name of a signal' };
  requireLength(subject, 'SignalName', name, NAME_LENGTH);
  requirePattern(subject, 'SignalName', name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'lowercase words of letters and digits, joined by hyphens');
  if (!signal.filterPattern && !signal.eventPattern && !signal.metricsQuery) {
    throw new PrivateCaError('SignalInvisible', {
      scope,
      problem: `the signal ${name} has nothing by which it could be seen`,
      value: name,
      allowed: 'a filterPattern, an eventPattern or a metricsQuery',
      change: 'give it one',
    });
  }
  requireTexts(scope, signal);
  if (filterPattern !== undefined) { requireFilterPattern(scope, name, filterPattern); }
}

function requireTexts(scope: IConstruct, { name, meaning, nextStep }: PkiSignal): void {
  const text = `${meaning} ${nextStep}`;
  if (isUnknown(text) || (text.length <= TEXTS_LENGTH.max && !/[<>]/.test(text))) { return; }
  throw new PrivateCaError('SignalTexts', {
    scope,
    problem: `meaning and nextStep of the signal ${name} are too long together, or hold < or >`,
    value: text.length > TEXTS_LENGTH.max ? `${text.length} characters` : text,
    allowed: `at most ${TEXTS_LENGTH.max} characters, without < and >`,
    change: 'say it shorter, and in words',
  });
}

function requireFilterPattern(scope: IConstruct, name: string, pattern: string): void {
  // What a token becomes may be known by now; else the text around it is.
  const resolved: unknown = isUnknown(pattern) ? Stack.of(scope).resolve(pattern) : pattern;
  const length = typeof resolved === 'string' ? resolved.length : knownLengthOf(resolved);
  if (length > FILTER_PATTERN_LENGTH.max) {
    throw new PrivateCaError('FilterPatternLength', {
      scope,
      problem: `the filter pattern of the signal ${name} has ${length} characters${isUnknown(pattern) ? ' or more' : ''}`,
      value: `${pattern.slice(0, 60)}…`,
      allowed: `at most ${FILTER_PATTERN_LENGTH.max} characters`,
      change: 'make several signals of it, each with some of the names',
    });
  }
  if (typeof resolved !== 'string' || (/^\{.*\}$/s.test(resolved.trim()) && isBalanced(resolved))) { return; }
  throw new PrivateCaError('FilterPatternForm', {
    scope,
    problem: `the filter pattern of the signal ${name} is not in braces, or its braces, parentheses or quotation marks do not match`,
    value: resolved,
    allowed: 'for example { ($.eventSource = "acm-pca.amazonaws.com") && ($.errorCode NOT EXISTS) }',
    change: 'put it in braces, and close what is open',
  });
}

/** The length of the literal parts of a text that is known at deployment. */
function knownLengthOf(resolved: unknown): number {
  const parts = (resolved as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join']?.[1] ?? [];
  return parts.filter((part): part is string => typeof part === 'string').join('').length;
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

/** The pattern of a rule, as EventBridge gets it, is not longer than EventBridge takes it. */
export function requireEventPatternLength(scope: IConstruct, name: string, rendered: unknown): void {
  const resolved: unknown = Stack.of(scope).resolve(rendered);
  const text = JSON.stringify(resolved);
  // An intrinsic function stands for a text of unknown length.
  const length = text.replace(/\{"(?:Ref|Fn::\w+)":[^}]*\}/g, '').length;
  if (length <= EVENT_PATTERN_LENGTH.max) { return; }
  throw new PrivateCaError('EventPatternLength', {
    scope,
    problem: `the event pattern of the signal ${name} has ${length} characters`,
    value: `${text.slice(0, 60)}…`,
    allowed: `at most ${EVENT_PATTERN_LENGTH.max} characters`,
    change: 'make several signals of it',
  });
}
