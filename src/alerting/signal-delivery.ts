import { Duration, Token, aws_cloudwatch as cloudwatch, aws_events as events, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PkiSignal } from './pki-signal';
import { requireEventPatternLength } from './signal-checks';
import { IAlarmDestination } from '../notification/alarm-destination';
import { NotificationDetail, NotificationMessage } from '../notification/notification-message';

/* Signals as metric filters, alarms and rules. Not exported. */

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

const API_CALL = 'AWS API Call via CloudTrail';

/** The longest description that EventBridge takes. */
const RULE_DESCRIPTION_LENGTH = 512;

/** The beginning of the ids of a signal's resources: its name in Pascal case. */
export function idOf({ name }: PkiSignal): string {
  return name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** A metric that counts the log events of a signal. */
export function newCountingMetric(scope: Construct, signal: PkiSignal, options: CountingOptions): cloudwatch.Metric {
  const filter = new logs.MetricFilter(scope, `${idOf(signal)}Filter`, {
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
  scope: Construct, signal: PkiSignal, suffix: string, metric: cloudwatch.IMetric, settings: AlarmSettings,
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, `${idOf(signal)}${suffix}`, {
    metric,
    alarmDescription: `${signal.criticality.toUpperCase()}: ${signal.meaning} What to do: ${signal.nextStep} `
      + `(signal ${signal.name})`,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: settings.evaluationPeriods,
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

  const rule = new events.Rule(scope, `${idOf(signal)}Rule`, {
    description: `${signal.meaning} (signal ${signal.name})`.slice(0, RULE_DESCRIPTION_LENGTH),
    eventPattern,
    targets,
  });
  const resource = rule.node.defaultChild as events.CfnRule;
  requireEventPatternLength(scope, signal.name, resource.eventPattern);
  if (isAboutAnyCall(eventPattern)) { resource.state = ALSO_READS; }
  return rule;
}

/** Calls that only read reach no rule but those that ask for them: a rule that names no action asks. */
function isAboutAnyCall({ detailType, detail }: events.EventPattern): boolean {
  return detailType?.includes(API_CALL) === true && detail?.eventName === undefined && detail?.$or === undefined;
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
