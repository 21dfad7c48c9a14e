import { Aws, Duration, aws_cloudwatch as cloudwatch, aws_events as events, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PkiSignal } from './pki-signal';
import { PkiSignals } from './pki-signals';
import { requireDestinationCount, requireHeard, requireNamespace, requireSignals, requireWindow } from './private/alarm-checks';
import { AlarmSettings, newAlarm, newCountingMetric, newRule, queryMetric, querySettings } from './private/signal-delivery';
import { SignalSource } from './signal-source';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';
import { PrivateCaError } from '../private/errors';
import { constructHashOf } from '../private/known-name';

/** Properties of `PkiAlarms`. */
export interface PkiAlarmsProps {
  /** Where signals are looked for: `SignalSource.logs(logGroup)`, `.events()` or `.logsAndEvents(logGroup)`. */
  readonly source: SignalSource;

  /** Who hears of what: at most five for each criticality, of whom somebody must hear of what tells each signal. */
  readonly routing: AlarmRouting;

  /**
   * The signals.
   *
   * @default PkiSignals.recommended()
   */
  readonly signals?: PkiSignals;

  /**
   * The namespace of the metrics that count log events, one metric for each signal, by its name. Two `PkiAlarms` in one
   * namespace would count together what they find. At most 255 characters, not beginning with `AWS/`.
   *
   * @default - `CdkPrivateCa/`, the name of the stack, and a part that stands for this construct
   */
  readonly metricNamespace?: string;

  /**
   * Over how long an alarm counts: at least a minute, whole minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * Over how many periods an alarm looks back, and so how long it stays on. With `period` at most a day, or seven days
   * where `period` is an hour or more. An alarm on a Metrics Insights query sees three hours: where this would be
   * longer, it looks back over one period of five minutes.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * Whether metrics report a zero while log events come and none of them matches. A metric costs for each hour in which
   * it reports; without zeros only those in which it has found something.
   *
   * @default false
   */
  readonly reportZeros?: boolean;
}

/**
 * Wakes whoever should be woken by what happens to a PKI: for each signal a metric filter with an alarm on a log group,
 * an EventBridge rule, or both. One `PkiAlarms` serves every CA of its account and Region, also those that are made
 * later.
 *
 * Alarms and rules go with the stack.
 */
export class PkiAlarms extends Construct {
  /** The alarms, in the order of the signals. */
  public readonly alarms: cloudwatch.IAlarm[];

  /** The rules, in the order of the signals. */
  public readonly rules: events.IRule[];

  /**
   * An alarm that is on while any alarm of a critical signal is. It tells nobody, because those do: it is one lamp, to
   * suppress other alarms by or to hang actions of your own on.
   *
   * @default - none where no critical signal has an alarm
   */
  public readonly criticalAlarm?: cloudwatch.CompositeAlarm;

  /** The namespace of the metrics that count log events. */
  public readonly metricNamespace: string;

  /**
   * The log group whose events are counted.
   *
   * @default - none with SignalSource.events()
   */
  public readonly logGroup?: logs.ILogGroup;

  private readonly metrics = new Map<string, cloudwatch.Metric>();

  /**
   * @param scope the construct that the alarms belong to
   * @param id the id within the scope
   * @param props where to look, for what, and who is told
   */
  constructor(scope: Construct, id: string, props: PkiAlarmsProps) {
    super(scope, id);
    const { period = Duration.minutes(5), evaluationPeriods = 1, source, routing } = props;
    const settings = { period, evaluationPeriods, reportZeros: props.reportZeros ?? false };
    const signals = (props.signals ?? PkiSignals.recommended())._bind(this);
    this.logGroup = source._logGroup;
    this.metricNamespace = props.metricNamespace ?? defaultNamespace(this);
    requireSignals(this, signals, source);
    requireNamespace(this, this.metricNamespace);
    requireWindow(this, period, evaluationPeriods);

    const deliveries = signals.map((signal) => this.deliver(signal, source, routing, settings));
    requireHeard(this, deliveries.filter(({ isHeard }) => !isHeard).map(({ signal }) => signal));
    this.alarms = deliveries.flatMap(({ alarms }) => alarms);
    this.rules = deliveries.flatMap(({ rule }) => rule ?? []);
    const critical = deliveries.filter(({ signal }) => signal.criticality === Criticality.CRITICAL)
      .flatMap(({ alarms }) => alarms);
    this.criticalAlarm = critical.length > 0 ? newCriticalAlarm(this, critical) : undefined;
  }

  /**
   * How often a signal was found in the log group: what its alarm counts.
   *
   * @param signalName the name of a signal that has a filter pattern
   */
  public metric(signalName: string): cloudwatch.IMetric {
    const metric = this.metrics.get(signalName);
    if (metric) { return metric; }
    throw new PrivateCaError('SignalUnknown', {
      scope: this,
      problem: 'no signal of this name is counted in a log group',
      value: signalName,
      allowed: [...this.metrics.keys()].join(', ') || 'none: there is no log group',
      change: 'use one of these names',
    });
  }

  /**
   * Whether a signal is counted in a log group.
   *
   * @internal
   */
  public _counts(signalName: string): boolean {
    return this.metrics.has(signalName);
  }

  /** The alarms and the rule of a signal, in a scope of its own, with those who hear of them. */
  private deliver(signal: PkiSignal, source: SignalSource, routing: AlarmRouting, settings: CountSettings): Delivery {
    const scope = new Construct(this, signal.name);
    const destinations = [...new Set(routing._destinationsFor(this, signal.criticality))];
    const alarms = this.alarmsOf(scope, signal, settings);
    const actions = alarms.length > 0 ? destinations.flatMap(({ alarmActions }) => alarmActions) : [];
    requireDestinationCount(this, signal, 'alarm actions', actions.length);
    alarms.forEach((alarm) => alarm.addAlarmAction(...actions));
    const rule = isToldByRule(signal, source) ? newRule(scope, signal, destinations) : undefined;
    // An empty route tells nobody on purpose.
    return { signal, alarms, rule, isHeard: destinations.length === 0 || actions.length > 0 || rule !== undefined };
  }

  /** The alarms of a signal: on its metric filter, on its query, or none. */
  private alarmsOf(scope: Construct, signal: PkiSignal, settings: CountSettings): cloudwatch.Alarm[] {
    const found: cloudwatch.Alarm[] = [];
    if (signal.filterPattern && this.logGroup) {
      const { period, reportZeros } = settings;
      const metric = newCountingMetric(scope, signal, {
        logGroup: this.logGroup, namespace: this.metricNamespace, reportZeros, period,
      });
      this.metrics.set(signal.name, metric);
      found.push(newAlarm(scope, 'Alarm', signal, metric, settings));
    }
    if (signal.metricsQuery) {
      const ofQuery = querySettings(settings);
      found.push(newAlarm(scope, 'MetricAlarm', signal, queryMetric(signal, ofQuery.period), ofQuery));
    }
    return found;
  }
}

/** How alarms on metric filters count. */
interface CountSettings extends AlarmSettings {
  readonly reportZeros: boolean;
}

/** What tells a signal. */
interface Delivery {
  readonly signal: PkiSignal;
  readonly alarms: cloudwatch.Alarm[];
  readonly rule?: events.Rule;
  readonly isHeard: boolean;
}

/** Stack and construct are in it, so that two `PkiAlarms` of an account do not meet. */
function defaultNamespace(scope: Construct): string {
  return `CdkPrivateCa/${Aws.STACK_NAME}/${scope.node.id.replace(/[^A-Za-z0-9_-]/g, '')}-${constructHashOf(scope)}`;
}

function isToldByRule({ filterPattern, eventPattern, metricsQuery }: PkiSignal, source: SignalSource): boolean {
  return eventPattern !== undefined && (source._usesEvents || (!filterPattern && !metricsQuery));
}

function newCriticalAlarm(scope: Construct, alarms: cloudwatch.Alarm[]): cloudwatch.CompositeAlarm {
  return new cloudwatch.CompositeAlarm(scope, 'CriticalAlarm', {
    // CDK would make a name of the path alone, which a second copy of the stack has, too.
    compositeAlarmName: `${Aws.STACK_NAME}-pki-critical-${constructHashOf(scope)}`,
    alarmDescription: 'Something critical has happened to the PKI: see which of its alarms is on.',
    alarmRule: cloudwatch.AlarmRule.anyOf(...alarms.map((alarm) =>
      cloudwatch.AlarmRule.fromAlarm(alarm, cloudwatch.AlarmState.ALARM))),
  });
}
