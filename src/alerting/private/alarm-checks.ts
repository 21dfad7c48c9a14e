import { Duration, Stage, Stack, aws_logs as logs } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { counted } from '../../private/counted';
import { PkiSignal } from '../pki-signal';
import { requireNameable } from './named-resources';
import { requireSignal } from './signal-checks';
import { environmentsDiffer } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { LIMITS } from '../../private/limits';
import { METRIC_FILTERS, requireLogGroupClass, requireLogGroupRegion } from '../../private/log-group';
import { Range, isUnknown, requireLength, requirePattern, requirePositiveInteger } from '../../private/require';
import { SignalSource } from '../signal-source';

/* Checks of alarms, their log group, and their destinations. */

/**
 * The length of a metric namespace, in characters.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
 */
const NAMESPACE_LENGTH: Range = { min: 1, max: 255 };

/**
 * The longest time that an alarm evaluates: 1 day, or 7 days with periods of at least 1 hour.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const ALARM_WINDOW = { max: Duration.days(1), longPeriod: Duration.hours(1), maxOfLongPeriods: Duration.days(7) };

/** The number of notifications of a signal, by their kind. */
const DESTINATION_LIMITS = { 'alarm actions': LIMITS.alarmActions.max, 'rule targets': LIMITS.ruleTargets.max };

/** Checks that there are signals, that the source supports each, and that their log group supports their number. */
export function requireSignals(scope: IConstruct, signals: PkiSignal[], source: SignalSource): void {
  if (signals.length === 0) {
    throw new PrivateCaError('SignalMissing', {
      scope,
      subject: 'signals',
      rule: 'contain at least one signal',
      value: [],
      fix: 'Omit signals to use PkiSignals.recommended()',
    });
  }
  signals.forEach((signal) => {
    // The patterns can be resolved only if the stack can contain the names of the resources.
    signal._resources.forEach((resource) => requireNameable(scope, resource));
    requireSignal(scope, signal);
  });
  const filtered = signals.filter(({ filterPattern }) => filterPattern !== undefined);
  if (source._usesLogs) {
    const logGroup = requireLogGroup(scope, source);
    if (filtered.length > 0) { requireLogGroupClass(scope, logGroup, METRIC_FILTERS); }
    requireFilterCount(scope, logGroup, filtered.length);
    return;
  }
  const unseen = filtered.find(({ eventPattern, metricsQuery }) => !eventPattern && !metricsQuery);
  if (!unseen) { return; }
  throw new PrivateCaError('SignalInvisible', {
    scope,
    subject: `Signal ${unseen.name}`,
    rule: 'have an eventPattern or a metricsQuery, because SignalSource.events() does not read log events',
    value: 'only a filterPattern',
    fix: `Use SignalSource.logs() or .logsAndEvents(), or exclude the signal with without('${unseen.name}')`,
  });
}

/** Checks that the source has a log group, in the account and Region of the alarms. */
export function requireLogGroup(scope: IConstruct, { _logGroup: logGroup }: SignalSource): logs.ILogGroup {
  // In languages without null checks, this can be the missing log group of a trail.
  if (!logGroup) {
    throw new PrivateCaError('LogGroupMissing', {
      scope,
      subject: 'logGroup',
      rule: 'be a log group, because SignalSource.logs(), .logsAndEvents(), and silence read log events',
      value: undefined,
      fix: 'Deliver the trail to CloudWatch Logs with TrailLogs.newGroup(), or use SignalSource.events() without silence',
    });
  }
  requireLogGroupRegion(scope, logGroup, {
    user: 'the alarms', fix: 'Create PkiAlarms in a stack in the account and Region of the log group',
  });
  return logGroup;
}

/** Checks the number of metric filters of the log group, including the filters of other constructs in the app. */
function requireFilterCount(scope: IConstruct, logGroup: logs.ILogGroup, additional: number): void {
  const present = scope.node.root.node.findAll()
    .filter((node): node is logs.CfnMetricFilter => logs.CfnMetricFilter.isCfnMetricFilter(node))
    .filter((filter) => filter.logGroupName === logGroup.logGroupName && mayShareLogGroups(scope, filter));
  const count = present.length + additional;
  if (count <= LIMITS.metricFilters.max) { return; }
  throw new PrivateCaError('MetricFilterCount', {
    scope,
    subject: 'The log group',
    rule: `have at most ${LIMITS.metricFilters.max} metric filters (${present.length} belong to other constructs)`,
    value: count,
    fix: 'Exclude signals with PkiSignals.without(), combine filter patterns with ||, or use SignalSource.events() for some signals',
  });
}

/** Log groups with the same name in different accounts, Regions, or stages of an app are different log groups. */
function mayShareLogGroups(one: IConstruct, other: IConstruct): boolean {
  return Stage.of(one) === Stage.of(other) && !environmentsDiffer(Stack.of(one), Stack.of(other));
}

/** Checks that a metric filter can write to the namespace. */
export function requireNamespace(scope: IConstruct, namespace: string): void {
  const subject = { scope, property: 'metricNamespace' };
  requireLength(subject, 'MetricNamespace', namespace, NAMESPACE_LENGTH);
  requirePattern(subject, 'MetricNamespace', namespace, /^(?!AWS\/)[^:*$]+$/, 'text without :, *, or $ that does not start with AWS/');
}

/** Checks that the period of a metric is known, because the AWS CDK rejects a token without the property. */
export function requireKnownPeriod(scope: IConstruct, period: Duration): void {
  if (!period.isUnresolved()) { return; }
  throw new PrivateCaError('AlarmWindow', {
    scope,
    subject: 'period',
    rule: 'be known at synthesis for signals with a filterPattern, because the AWS CDK checks the periods of metrics',
    value: 'a token',
    fix: 'Set period to a number of minutes, such as Duration.minutes(5)',
  });
}

/** Checks that the period is in whole minutes, and that CloudWatch supports the length of the evaluated time. */
export function requireWindow(scope: IConstruct, period: Duration, evaluationPeriods: number): void {
  requirePositiveInteger({ scope, property: 'evaluationPeriods' }, 'AlarmWindow', evaluationPeriods);
  if (period.isUnresolved()) { return; }
  const seconds = period.toSeconds({ integral: false });
  if (seconds < 60 || seconds % 60 !== 0) {
    throw new PrivateCaError('AlarmWindow', {
      scope,
      subject: 'period',
      rule: 'be in whole minutes (at least 1)',
      value: counted(seconds, 'second'),
      fix: 'Use Duration.minutes() for period',
    });
  }
  const isLong = seconds >= ALARM_WINDOW.longPeriod.toSeconds();
  const max = isLong ? ALARM_WINDOW.maxOfLongPeriods : ALARM_WINDOW.max;
  if (isUnknown(evaluationPeriods) || seconds * evaluationPeriods <= max.toSeconds()) { return; }
  throw new PrivateCaError('AlarmWindow', {
    scope,
    subject: 'period × evaluationPeriods',
    rule: `be at most ${max.toHumanString()}, because period is ${isLong ? 'at least' : 'less than'} 1 hour`,
    value: Duration.seconds(seconds * evaluationPeriods).toHumanString(),
    fix: 'Shorten period, or reduce evaluationPeriods',
  });
}

/** Checks the number of actions of an alarm, or of targets of a rule. */
export function requireDestinationCount(
  scope: IConstruct, { name }: PkiSignal, what: keyof typeof DESTINATION_LIMITS, count: number,
): void {
  if (count <= DESTINATION_LIMITS[what]) { return; }
  throw new PrivateCaError('DestinationCount', {
    scope,
    subject: `Signal ${name}`,
    rule: `have at most ${DESTINATION_LIMITS[what]} ${what}`,
    value: count,
    fix: 'Use one topic with several subscriptions',
  });
}

/** Checks that each signal with destinations has an alarm action or a rule target. */
export function requireDelivered(scope: IConstruct, undelivered: PkiSignal[]): void {
  if (undelivered.length === 0) { return; }
  const names = undelivered.map(({ name }) => name);
  throw new PrivateCaError('SignalUnheard', {
    scope,
    subject: 'Each signal',
    rule: 'have a destination that supports its type (alarm action for log and metric signals, rule target for event signals)',
    value: `none for ${names.join(', ')}`,
    fix: 'Pass both parts to AlarmDestination.of(), add a topic, change SignalSource, or exclude the signals with '
      + `without('${names[0]}'${names.length > 1 ? ', …' : ''})`,
  });
}
