import { Duration, Stage, Stack, aws_logs as logs } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PkiSignal } from '../pki-signal';
import { requireSignal } from './signal-checks';
import { environmentsDiffer } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { requireLogGroupRegion } from '../../private/log-group';
import { Range, isUnknown, requireLength, requirePattern, requirePositiveInteger } from '../../private/require';
import { SignalSource } from '../signal-source';

/* What alarms, their log group and those who hear of them must be. */

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const METRIC_FILTERS_PER_LOG_GROUP = { max: 100 };

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html */
const NAMESPACE_LENGTH: Range = { min: 1, max: 255 };

/**
 * How far an alarm looks back at most: a day, and seven days with periods of at least an hour.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const ALARM_WINDOW = { max: Duration.days(1), longPeriod: Duration.hours(1), maxOfLongPeriods: Duration.days(7) };

/**
 * How many actions an alarm has at most, and a rule targets.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const DESTINATIONS = { max: 5 };

/** There are signals, each can be seen by the source, and their log group has room for them. */
export function requireSignals(scope: IConstruct, signals: PkiSignal[], source: SignalSource): void {
  if (signals.length === 0) {
    throw new PrivateCaError('SignalMissing', {
      scope,
      problem: 'there are no signals',
      value: [],
      allowed: 'at least one signal',
      change: 'leave out signals for PkiSignals.recommended()',
    });
  }
  signals.forEach((signal) => requireSignal(scope, signal));
  const filtered = signals.filter(({ filterPattern }) => filterPattern !== undefined);
  if (source._usesLogs) {
    const logGroup = requireLogGroup(scope, source);
    requireRoomForFilters(scope, logGroup, filtered.length);
    return;
  }
  const unseen = filtered.find(({ eventPattern, metricsQuery }) => !eventPattern && !metricsQuery);
  if (!unseen) { return; }
  throw new PrivateCaError('SignalInvisible', {
    scope,
    problem: `the signal ${unseen.name} is told by log events alone, and SignalSource.events() looks at none`,
    value: unseen.name,
    allowed: 'signals with an eventPattern or a metricsQuery',
    change: `use SignalSource.logs() or .logsAndEvents(), or leave it out by without('${unseen.name}')`,
  });
}

function requireLogGroup(scope: IConstruct, { _logGroup: logGroup }: SignalSource): logs.ILogGroup {
  // Languages without null checks pass the log group of a trail that has none.
  if (!logGroup) {
    throw new PrivateCaError('LogGroupMissing', {
      scope,
      problem: 'signals are to be looked for in a log group, and there is none',
      value: undefined,
      allowed: 'a log group',
      change: 'let the trail deliver to CloudWatch Logs (TrailLogs.newGroup()), or use SignalSource.events()',
    });
  }
  requireLogGroupRegion(scope, logGroup, {
    user: 'the alarms', fix: 'Create PkiAlarms in a stack in the account and Region of the log group',
  });
  return logGroup;
}

/** The log group has room for further metric filters beside those of the app that it has already. */
function requireRoomForFilters(scope: IConstruct, logGroup: logs.ILogGroup, further: number): void {
  const present = scope.node.root.node.findAll()
    .filter((node): node is logs.CfnMetricFilter => logs.CfnMetricFilter.isCfnMetricFilter(node))
    .filter((filter) => filter.logGroupName === logGroup.logGroupName && mayShareLogGroups(scope, filter));
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

/** Log groups of one name in two accounts, Regions or deployments of an app are two. */
function mayShareLogGroups(one: IConstruct, other: IConstruct): boolean {
  return Stage.of(one) === Stage.of(other) && !environmentsDiffer(Stack.of(one), Stack.of(other));
}

/** The namespace is one that a metric filter may write to. */
export function requireNamespace(scope: IConstruct, namespace: string): void {
  const subject = { scope, property: 'metricNamespace' };
  requireLength(subject, 'MetricNamespace', namespace, NAMESPACE_LENGTH);
  requirePattern(subject, 'MetricNamespace', namespace, /^(?!AWS\/)[^:*$]+$/, 'anything without : * $ that does not begin with AWS/');
}

/** The alarms count over whole minutes, and look back over no more than CloudWatch allows. */
export function requireWindow(scope: IConstruct, period: Duration, evaluationPeriods: number): void {
  requirePositiveInteger({ scope, property: 'evaluationPeriods' }, 'AlarmWindow', evaluationPeriods);
  if (period.isUnresolved()) { return; }
  const seconds = period.toSeconds({ integral: false });
  if (seconds < 60 || seconds % 60 !== 0) {
    throw new PrivateCaError('AlarmWindow', {
      scope,
      problem: 'period is not a number of whole minutes',
      value: `${seconds} seconds`,
      allowed: 'whole minutes, at least 1',
      change: 'use Duration.minutes() for period',
    });
  }
  const isLong = seconds >= ALARM_WINDOW.longPeriod.toSeconds();
  const max = isLong ? ALARM_WINDOW.maxOfLongPeriods : ALARM_WINDOW.max;
  if (isUnknown(evaluationPeriods) || seconds * evaluationPeriods <= max.toSeconds()) { return; }
  throw new PrivateCaError('AlarmWindow', {
    scope,
    problem: 'period times evaluationPeriods is longer than an alarm looks back',
    value: Duration.seconds(seconds * evaluationPeriods).toHumanString(),
    allowed: `at most ${max.toHumanString()} with a period of ${isLong ? 'at least' : 'less than'} an hour`,
    change: 'shorten period, or lessen evaluationPeriods',
  });
}

/** An alarm has no more actions, and a rule no more targets, than AWS takes. */
export function requireDestinationCount(scope: IConstruct, { name }: PkiSignal, what: string, count: number): void {
  if (count <= DESTINATIONS.max) { return; }
  throw new PrivateCaError('DestinationCount', {
    scope,
    problem: `too many destinations hear of the signal ${name}: its ${what} are limited`,
    value: count,
    allowed: `at most ${DESTINATIONS.max} ${what}`,
    change: 'let one topic tell several: it takes subscriptions',
  });
}

/** Whoever is to hear of a signal hears of it by an alarm or a rule. */
export function requireHeard(scope: IConstruct, unheard: PkiSignal[]): void {
  if (unheard.length === 0) { return; }
  const names = unheard.map(({ name }) => name);
  throw new PrivateCaError('SignalUnheard', {
    scope,
    problem: 'some signals have destinations none of which hears of them',
    value: names,
    allowed: 'an alarm action where log events or metrics tell a signal, a rule target where events do',
    change: 'give AlarmDestination.of() both parts, add a topic to the route, choose another SignalSource, '
      + `or leave them out by without('${names[0]}'${names.length > 1 ? ', …' : ''})`,
  });
}
