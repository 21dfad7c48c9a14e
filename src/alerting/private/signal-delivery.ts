import { Duration, Token, aws_cloudwatch as cloudwatch, aws_events as events, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireDestinationCount } from './alarm-checks';
import { describeSignal } from './alarm-description';
import { PkiSignal } from '../pki-signal';
import { requireEventPatternLength } from './signal-checks';
import { CertificateAuthorityEventField } from '../../events/certificate-authority-event-field';
import { IAlarmDestination } from '../../notification/alarm-destination';
import { NotificationDetail, NotificationMessage } from '../../notification/notification-message';
import { RECORD_FIELDS, isWriteCall } from '../../private/cloudtrail-records';
import { ACM_SOURCE, API_CALL_DETAIL_TYPE, PRIVATE_CA_SOURCE, matchReadOnlyCalls } from '../../private/eventbridge';
import { LIMITS } from '../../private/limits';
import { addRuleTarget } from '../../private/rule-targets';

/* Metric filters, alarms, and rules for signals. */

/** Common settings of the alarms of a `PkiAlarms`. */
export interface AlarmSettings {
  readonly period: Duration;
  readonly evaluationPeriods: number;
}

/** Options for a metric that counts log events. */
export interface CountingOptions {
  readonly logGroup: logs.ILogGroup;
  readonly namespace: string;
  readonly reportZeros: boolean;
  readonly period: Duration;
}

/** An alarm on a Metrics Insights query can evaluate only the most recent 3 hours. */
const QUERY_WINDOW = Duration.hours(3);

/** The settings of an alarm on a query if the settings of the other alarms exceed this time. */
const QUERY_SETTINGS: AlarmSettings = { period: Duration.minutes(5), evaluationPeriods: 1 };

/** Creates a metric that counts the log events of a signal. */
export function newCountingMetric(scope: Construct, signal: PkiSignal, options: CountingOptions): cloudwatch.Metric {
  const filter = new logs.MetricFilter(scope, 'Filter', {
    logGroup: options.logGroup,
    filterPattern: logs.FilterPattern.literal(signal.filterPattern!),
    metricNamespace: options.namespace,
    metricName: signal.name,
    metricValue: '1',
    defaultValue: options.reportZeros ? 0 : undefined,
  });
  return filter.metric({ statistic: cloudwatch.Stats.SUM, period: options.period });
}

/**
 * The settings of alarms on Metrics Insights queries.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html
 */
export function querySettings(settings: AlarmSettings): AlarmSettings {
  const { period, evaluationPeriods } = settings;
  const isKnown = !period.isUnresolved() && !Token.isUnresolved(evaluationPeriods);
  const isShort = isKnown && period.toSeconds() * evaluationPeriods <= QUERY_WINDOW.toSeconds();
  return isShort ? settings : QUERY_SETTINGS;
}

/** The Metrics Insights query of a signal. Unlike a metric, it needs no dimensions. Alarms don't support SEARCH. */
export function queryMetric(signal: PkiSignal, period: Duration): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({
    expression: signal.metricsQuery!, label: signal.name, period, usingMetrics: {},
  });
}

/** Creates an alarm that goes into ALARM state when the value of a metric is over 0. */
export function newAlarm(
  scope: Construct, id: string, signal: PkiSignal, metric: cloudwatch.IMetric, settings: AlarmSettings,
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, id, {
    metric,
    alarmDescription: describeSignal(scope, signal),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    evaluationPeriods: settings.evaluationPeriods,
    // One match is enough, whatever the number of periods.
    datapointsToAlarm: 1,
    // A filter reports a value only if it finds a match.
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

/** The targets of the rule of a signal. The list is empty if no destination supports rules. */
export function ruleTargetsOf(
  scope: Construct, signal: PkiSignal, destinations: IAlarmDestination[],
): events.IRuleTarget[] {
  const message = renderMessage(signal, signal._runbookFor(scope));
  const targets = destinations.flatMap((destination) => destination.ruleTargets(message));
  requireDestinationCount(scope, signal, 'rule targets', targets.length);
  if (targets.length > 0) { requireEventPatternLength(scope, signal.name, signal.eventPattern!); }
  return targets;
}

/** Creates a rule that notifies the targets. */
export function newRule(scope: Construct, signal: PkiSignal, targets: events.IRuleTarget[]): events.Rule {
  const eventPattern = signal.eventPattern!;
  const rule = new events.Rule(scope, 'Rule', {
    description: describe(signal),
    eventPattern,
  });
  targets.forEach((target) => addRuleTarget(scope, rule, target));
  if (canMatchReads(eventPattern)) { matchReadOnlyCalls(rule); }
  return rule;
}

/** The description of a rule. A text with tokens is not cut, because a part of a token can't be resolved. */
function describe({ meaning, name }: PkiSignal): string {
  const text = `${meaning} (signal ${name})`;
  return Token.isUnresolved(text) ? text : text.slice(0, LIMITS.ruleDescription.max);
}

/**
 * Whether a pattern can match read-only calls.
 *
 * It can, unless all event names in the pattern belong to calls that change something. If in doubt, the answer is yes,
 * because a rule that matches read-only calls costs nothing more.
 */
function canMatchReads({ detailType, detail }: events.EventPattern): boolean {
  const types: unknown[] = detailType ?? [API_CALL_DETAIL_TYPE];
  const isCall = (type: unknown) => Token.isUnresolved(type) || typeof type !== 'string' || type === API_CALL_DETAIL_TYPE;
  if (!types.some(isCall) || isOnlyFalse(detail?.readOnly)) { return false; }
  const alternatives = (detail?.$or ?? [{}]) as { readonly eventName?: unknown }[];
  return !alternatives.every(({ eventName }) => areWrites(eventName ?? detail?.eventName));
}

function isOnlyFalse(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0 && values.every((value) => value === false);
}

function areWrites(names: unknown): boolean {
  const startOf = (name: unknown) => typeof name === 'string' ? name : (name as { prefix?: string }).prefix ?? '';
  return Array.isArray(names) && names.every((name) => isWriteCall(startOf(name)));
}

function renderMessage(
  { meaning, nextStep, criticality, eventPattern }: PkiSignal, runbook: string | undefined,
): NotificationMessage {
  // An element that is not a string is a matcher, such as a prefix.
  const types: unknown[] | undefined = eventPattern!.detailType;
  const isRecord = types?.some((type) => typeof type === 'string' && type.endsWith('via CloudTrail'));
  return {
    whatHappened: meaning,
    criticality,
    details: isRecord ? RECORD_DETAILS : eventDetails(eventPattern!),
    whatToDo: nextStep,
    runbook,
  };
}

/** The details of a CloudTrail record. */
const RECORD_DETAILS: NotificationDetail[] = [
  RECORD_FIELDS.eventName,
  RECORD_FIELDS.certificateAuthority,
  RECORD_FIELDS.caller,
  RECORD_FIELDS.sourceIpAddress,
  RECORD_FIELDS.record,
  RECORD_FIELDS.error,
];

/** The details of an event of AWS Certificate Manager. An event contains some of them, and never the CA. */
const ACM_DETAILS: NotificationDetail[] = [
  { label: 'Event', value: events.EventField.detailType },
  { label: 'Resource', value: CertificateAuthorityEventField.certificateAuthorityArn },
  { label: 'Common name', value: events.EventField.fromPath('$.detail.CommonName') },
  { label: 'Days to expiry', value: events.EventField.fromPath('$.detail.DaysToExpiry') },
  { label: 'Reason', value: events.EventField.fromPath('$.detail.RenewalStatusReason') },
];

/** The details of an event that AWS Private CA, or another service, sends. */
function eventDetails({ source }: events.EventPattern): NotificationDetail[] {
  if (source?.includes(ACM_SOURCE)) { return ACM_DETAILS; }
  const isOfPrivateCa = source?.includes(PRIVATE_CA_SOURCE);
  return [
    { label: 'Event', value: events.EventField.detailType },
    { label: isOfPrivateCa ? 'Certificate authority' : 'Resource', value: CertificateAuthorityEventField.certificateAuthorityArn },
    { label: 'Reason', value: CertificateAuthorityEventField.reason },
  ];
}
