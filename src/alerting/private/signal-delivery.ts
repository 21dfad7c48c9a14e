import { Duration, Token, aws_cloudwatch as cloudwatch, aws_events as events, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireDestinationCount } from './alarm-checks';
import { PkiSignal } from '../pki-signal';
import { requireEventPatternLength } from './signal-checks';
import { IAlarmDestination } from '../../notification/alarm-destination';
import { NotificationDetail, NotificationMessage } from '../../notification/notification-message';

/* Signals as metric filters, alarms and rules. */

/** What all alarms of a `PkiAlarms` have in common. */
export interface AlarmSettings {
  readonly period: Duration;
  readonly evaluationPeriods: number;
}

/** How log events are counted. */
export interface CountingOptions {
  readonly logGroup: logs.ILogGroup;
  readonly namespace: string;
  readonly reportZeros: boolean;
  readonly period: Duration;
}

/** An alarm on a Metrics Insights query sees no more than the latest three hours. */
const QUERY_WINDOW = Duration.hours(3);

/** How an alarm on a query looks where the settings of the others would look back too far. */
const QUERY_SETTINGS: AlarmSettings = { period: Duration.minutes(5), evaluationPeriods: 1 };

/** The state of rules that also hear of calls that only read. */
const ALSO_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** How names of calls begin that are known to change something. */
const WRITES = /^(Associate|Create|Delete|Disable|Disassociate|Import|Issue|Put|Restore|Revoke|Schedule|Stop|Tag|Untag|Update)/;

const API_CALL = 'AWS API Call via CloudTrail';

/** The longest description that EventBridge takes. */
const RULE_DESCRIPTION_LENGTH = 512;

/** A metric that counts the log events of a signal. */
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

/** The value of a signal's Metrics Insights query. An alarm refuses SEARCH; a query needs no dimensions to be known. */
export function queryMetric(signal: PkiSignal, period: Duration): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({
    expression: signal.metricsQuery!, label: signal.name, period, usingMetrics: {},
  });
}

/** An alarm that goes off when a metric counts anything at all. */
export function newAlarm(
  scope: Construct, id: string, signal: PkiSignal, metric: cloudwatch.IMetric, settings: AlarmSettings,
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, id, {
    metric,
    alarmDescription: `${signal.criticality.toUpperCase()}: ${signal.meaning} What to do: ${signal.nextStep} `
      + `(signal ${signal.name})`,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    evaluationPeriods: settings.evaluationPeriods,
    // Once is enough, however far the alarm looks back.
    datapointsToAlarm: 1,
    // A filter reports only when it has found something.
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

/** A rule that tells the destinations what happened; none if none of them hears of rules. */
export function newRule(
  scope: Construct, signal: PkiSignal, destinations: IAlarmDestination[],
): events.Rule | undefined {
  const eventPattern = signal.eventPattern!;
  const message = renderMessage(signal);
  const targets = destinations.flatMap((destination) => destination.ruleTargets(message));
  if (targets.length === 0) { return undefined; }
  requireDestinationCount(scope, signal, 'rule targets', targets.length);

  const rule = new events.Rule(scope, 'Rule', {
    description: describe(signal),
    eventPattern,
    targets,
  });
  const resource = rule.node.defaultChild as events.CfnRule;
  requireEventPatternLength(scope, signal.name, resource.eventPattern);
  if (mayBeAboutReads(eventPattern)) { resource.state = ALSO_READS; }
  return rule;
}

/** What may be cut is what is known: half a token would be none. */
function describe({ meaning, name }: PkiSignal): string {
  const text = `${meaning} (signal ${name})`;
  return Token.isUnresolved(text) ? text : text.slice(0, RULE_DESCRIPTION_LENGTH);
}

/**
 * Calls that only read reach no rule but those that ask for them. A rule asks unless all that it names changes
 * something: to ask in vain costs nothing.
 */
function mayBeAboutReads({ detailType, detail }: events.EventPattern): boolean {
  const types: unknown[] = detailType ?? [API_CALL];
  if (!types.some((type) => Token.isUnresolved(type) || typeof type !== 'string' || type === API_CALL)) { return false; }
  const alternatives = (detail?.$or ?? [{}]) as { readonly eventName?: unknown }[];
  return !alternatives.every(({ eventName }) => areWrites(eventName ?? detail?.eventName));
}

function areWrites(names: unknown): boolean {
  const beginningOf = (name: unknown) => typeof name === 'string' ? name : (name as { prefix?: string }).prefix ?? '';
  return Array.isArray(names) && names.every((name) => WRITES.test(beginningOf(name)));
}

function renderMessage({ meaning, nextStep, criticality, eventPattern }: PkiSignal): NotificationMessage {
  const isRecord = eventPattern?.detailType?.some((type) => type.endsWith('via CloudTrail'));
  return {
    whatHappened: meaning,
    criticality,
    details: isRecord ? RECORD_DETAILS : EVENT_DETAILS,
    whatToDo: nextStep,
  };
}

/** A field of an event; where the event lacks it, nothing. */
function fact(label: string, path: string): NotificationDetail {
  return { label, value: events.EventField.fromPath(path) };
}

/** What a CloudTrail record tells. */
const RECORD_DETAILS: NotificationDetail[] = [
  fact('Call', '$.detail.eventName'),
  fact('Error', '$.detail.errorCode'),
  fact('By', '$.detail.userIdentity.arn'),
  fact('From', '$.detail.sourceIPAddress'),
  fact('Certificate authority', '$.detail.requestParameters.certificateAuthorityArn'),
];

/** What an event of AWS Private CA tells. */
const EVENT_DETAILS: NotificationDetail[] = [
  fact('Event', '$.detail-type'),
  fact('Reason', '$.detail.reason'),
  fact('Resource', '$.resources[0]'),
];
