import { Duration, Stack, aws_logs as logs } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PkiSignal } from './pki-signal';
import { PrivateCaError } from '../private/errors';
import { isUnknown, requirePattern } from '../private/require';

/* What a signal, an alarm and a log group must be. Not exported. */

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const FILTER_PATTERN_LENGTH = { max: 1024 };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
export const METRIC_FILTERS_PER_LOG_GROUP = { max: 100 };

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const EVENT_PATTERN_LENGTH = { max: 2048 };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const ALARM_WINDOW = { max: Duration.days(7) };

/** What leaves room in the description of an alarm, which holds 1,024 characters. */
export const TEXTS_LENGTH = { max: 800 };

const OPENING: Record<string, string> = { ')': '(', '}': '{', ']': '[' };

/** The signal has a proper name and something that can be seen, and its filter pattern is one. */
export function requireSignal(scope: IConstruct, signal: PkiSignal): void {
  const { name, filterPattern } = signal;
  requirePattern({ scope, property: 'name of a signal' }, 'SignalName', name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
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
  // What a token becomes is unknown; the text around it is not.
  const length = isUnknown(pattern) ? knownLengthOf(scope, pattern) : pattern.length;
  if (length > FILTER_PATTERN_LENGTH.max) {
    throw new PrivateCaError('FilterPatternLength', {
      scope,
      problem: `the filter pattern of the signal ${name} has ${length} characters${isUnknown(pattern) ? ' or more' : ''}`,
      value: `${pattern.slice(0, 60)}…`,
      allowed: `at most ${FILTER_PATTERN_LENGTH.max} characters`,
      change: 'make several signals of it, each with some of the names',
    });
  }
  if (isUnknown(pattern) || isBalanced(pattern)) { return; }
  throw new PrivateCaError('FilterPatternForm', {
    scope,
    problem: `the filter pattern of the signal ${name} is empty, or its braces, parentheses or quotation marks do not match`,
    value: pattern,
    allowed: 'for example { ($.eventSource = "acm-pca.amazonaws.com") && ($.errorCode NOT EXISTS) }',
    change: 'close what is open',
  });
}

/** The length of the literal parts of a text with tokens. */
function knownLengthOf(scope: IConstruct, text: string): number {
  const resolved: unknown = Stack.of(scope).resolve(text);
  const parts = (resolved as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1] ?? [];
  return parts.filter((part): part is string => typeof part === 'string').join('').length;
}

function isBalanced(pattern: string): boolean {
  const withoutTexts = pattern.replace(/"(?:[^"\\]|\\.)*"/g, '');
  if (pattern.trim() === '' || withoutTexts.includes('"')) { return false; }
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

/** The alarms look back over no more than CloudWatch allows. */
export function requireWindow(scope: IConstruct, period: Duration, evaluationPeriods: number): void {
  if (period.isUnresolved() || isUnknown(evaluationPeriods)) { return; }
  const window = Duration.seconds(period.toSeconds() * evaluationPeriods);
  if (window.toSeconds() <= ALARM_WINDOW.max.toSeconds()) { return; }
  throw new PrivateCaError('AlarmWindow', {
    scope,
    problem: 'period times evaluationPeriods is longer than an alarm looks back',
    value: window.toHumanString(),
    allowed: `at most ${ALARM_WINDOW.max.toHumanString()}`,
    change: 'shorten period, or lessen evaluationPeriods',
  });
}

/** The log group has room for further metric filters beside those of the app that it has already. */
export function requireRoomForFilters(scope: IConstruct, logGroup: logs.ILogGroup, further: number): void {
  const present = scope.node.root.node.findAll()
    .filter((node): node is logs.CfnMetricFilter => node instanceof logs.CfnMetricFilter)
    .filter((filter) => filter.logGroupName === logGroup.logGroupName);
  const count = present.length + further;
  if (count <= METRIC_FILTERS_PER_LOG_GROUP.max) { return; }
  throw new PrivateCaError('MetricFilterCount', {
    scope,
    problem: `the log group would have ${count} metric filters, ${present.length} of them of other constructs`,
    value: further,
    allowed: `at most ${METRIC_FILTERS_PER_LOG_GROUP.max} for a log group`,
    change: 'leave signals out by PkiSignals.without(), merge filter patterns by ||, or use SignalSource.events() for some',
  });
}
