import { Aws, Duration, aws_cloudwatch as cloudwatch, aws_events as events, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PkiAlarmsProps } from './pki-alarms-props';
import { PkiSignal } from './pki-signal';
import { PkiSignals } from './pki-signals';
import { addAlarmActions } from './private/alarm-actions';
import {
  requireDelivered, requireDestinationCount, requireKnownPeriod, requireLogGroup, requireNamespace, requireSignals,
  requireWindow,
} from './private/alarm-checks';
import { newCriticalAlarm } from './private/critical-alarm';
import { AlarmSettings, newAlarm, newCountingMetric, newRule, ruleTargetsOf, queryMetric, querySettings } from './private/signal-delivery';
import { SignalSource } from './signal-source';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';
import { LogSilence } from '../notification/log-silence';
import { PrivateCaError } from '../private/errors';
import { DURATION, FLAG, NUMBER, TEXT, checked, instanceOf, required } from '../private/kinds';
import { constructHashOf } from '../private/known-name';
import { LOG_EVENT_METRICS, requireLogGroupClass } from '../private/log-group';
import { removedOnError } from '../private/removed-on-error';
import { requireNoAlarmCycle } from '../private/stack-cycles';

/**
 * CloudWatch alarms and EventBridge rules that notify you about activity on your certificate authorities (CAs).
 *
 * Each signal has a metric filter with an alarm, an EventBridge rule, or both. One `PkiAlarms` monitors every CA in its
 * account and Region, including CAs that you create later. Alarms and rules are deleted with the stack.
 *
 * @example
 * declare const trailLogs: logs.LogGroup;
 * declare const root: RootCertificateAuthority;
 * declare const notifications: PkiNotifications;
 * new PkiAlarms(this, 'Alarms', {
 *   source: SignalSource.logs(trailLogs),
 *   signals: PkiSignals.recommended().plus(PkiSignal.rootCaUsed(root)),
 *   routing: AlarmRouting.everythingTo(notifications),
 * });
 */
@removedOnError
export class PkiAlarms extends Construct {
  /** The CloudWatch alarms, in the order of the signals. */
  public readonly alarms: cloudwatch.IAlarm[];

  /** The EventBridge rules, in the order of the signals. */
  public readonly rules: events.IRule[];

  /**
   * A composite alarm that is in ALARM state while any alarm of a critical signal is.
   *
   * It sends no notifications, because the alarms of the signals send them. Use it to suppress other alarms, or add
   * your own actions.
   *
   * @default - no composite alarm is created if no critical signal has an alarm
   */
  public readonly criticalAlarm?: cloudwatch.CompositeAlarm;

  /**
   * The alarm on missing log events.
   *
   * @default - undefined without `silence`
   */
  public readonly silenceAlarm?: cloudwatch.IAlarm;

  /** The namespace of the metrics that count log events. */
  public readonly metricNamespace: string;

  /**
   * The log group that the metric filters monitor.
   *
   * @default - no log group is monitored with SignalSource.events()
   */
  public readonly logGroup?: logs.ILogGroup;

  private readonly metrics = new Map<string, cloudwatch.Metric>();

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The properties of the alarms.
   */
  constructor(scope: Construct, id: string, props: PkiAlarmsProps) {
    super(scope, id);
    props = checked(this, props, ALARMS_KINDS);
    const { period = Duration.minutes(5), evaluationPeriods = 1, source, routing } = props;
    const settings = { period, evaluationPeriods, reportZeros: props.reportZeros ?? false };
    const signals = (props.signals ?? PkiSignals.recommended())._bind(this);
    this.logGroup = source._logGroup;
    this.metricNamespace = props.metricNamespace ?? defaultNamespace(this);
    requireSignals(this, signals, source);
    requireNamespace(this, this.metricNamespace);
    requireWindow(this, period, evaluationPeriods);
    if (this.logGroup && signals.some(({ filterPattern }) => filterPattern)) { requireKnownPeriod(this, period); }
    if (props.silence) { requireLogGroupClass(this, requireLogGroup(this, source), LOG_EVENT_METRICS); }

    if (props.silence) { routing._require(this, props.silence._criticality); }
    const plans = signals.map((signal) => this.planOf(signal, source, routing));
    requireDelivered(this, plans.filter(({ isDelivered }) => !isDelivered).map(({ signal }) => signal));

    const deliveries = plans.map((plan) => this.deliver(plan, settings));
    this.alarms = deliveries.flatMap(({ alarms }) => alarms);
    this.rules = deliveries.flatMap(({ rule }) => rule ?? []);
    const critical = deliveries.filter(({ signal }) => signal.criticality === Criticality.CRITICAL)
      .flatMap(({ alarms }) => alarms);
    this.silenceAlarm = props.silence && this.newSilenceAlarm(props.silence, routing);
    this.criticalAlarm = critical.length > 0 ? newCriticalAlarm(this, critical) : undefined;
    requireNoAlarmCycle(this);
  }

  /**
   * The metric that counts the log events of a signal.
   *
   * @param signalName The name of a signal with a filter pattern.
   */
  public metric(signalName: string): cloudwatch.IMetric {
    const metric = this.metrics.get(signalName);
    if (metric) { return metric; }
    throw new PrivateCaError('SignalUnknown', {
      scope: this,
      subject: 'signalName',
      rule: `be the name of a signal with a metric (${[...this.metrics.keys()].join(', ') || 'there are none without a log group'})`,
      value: signalName,
      fix: 'Use the name of a signal with a filterPattern, and a SignalSource with a log group',
    });
  }

  /**
   * Whether a metric counts the log events of a signal.
   *
   * @internal
   */
  public _counts(signalName: string): boolean {
    return this.metrics.has(signalName);
  }

  /** Checks and returns the notifications of a signal. Creates nothing. */
  private planOf(signal: PkiSignal, source: SignalSource, routing: AlarmRouting): Plan {
    const destinations = [...new Set(routing._destinationsFor(this, signal.criticality))];
    const hasAlarms = (signal.filterPattern && this.logGroup) || signal.metricsQuery;
    const actions = hasAlarms ? destinations.flatMap(({ alarmActions }) => alarmActions) : [];
    requireDestinationCount(this, signal, 'alarm actions', actions.length);
    const targets = needsRule(signal, source) ? ruleTargetsOf(this, signal, destinations) : [];
    // With an empty route, no notification is sent on purpose.
    const isDelivered = destinations.length === 0 || actions.length > 0 || targets.length > 0;
    return { signal, actions, targets, isDelivered };
  }

  /** Creates the alarms and the rule of a signal in a separate scope. */
  private deliver({ signal, actions, targets }: Plan, settings: CountSettings): Delivery {
    const scope = new Construct(this, signal.name);
    const alarms = this.alarmsOf(scope, signal, settings);
    alarms.forEach((alarm) => addAlarmActions(alarm, actions));
    return { signal, alarms, rule: targets.length > 0 ? newRule(scope, signal, targets) : undefined };
  }

  /** Creates the alarm on missing log events, with its destinations. */
  private newSilenceAlarm(silence: LogSilence, routing: AlarmRouting): cloudwatch.Alarm {
    const actions = routing._actionsFor(this, silence._criticality);
    const alarm = silence._newAlarm(this, 'SilenceAlarm', this.logGroup!, {
      nextStep: 'If a trail delivers to the log group, read its status (aws cloudtrail get-trail-status). Check the role of the trail, the '
        + 'log group, and its KMS key. Review the activity in CloudTrail Event history.',
      runbook: 'trail-silent',
    });
    addAlarmActions(alarm, actions);
    return alarm;
  }

  /** Creates the alarms of a signal, on its metric filter and on its query. */
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

const ALARMS_KINDS = {
  source: required(instanceOf(SignalSource)),
  routing: required(instanceOf(AlarmRouting)),
  signals: instanceOf(PkiSignals),
  metricNamespace: TEXT,
  period: DURATION,
  evaluationPeriods: NUMBER,
  reportZeros: FLAG,
  silence: instanceOf(LogSilence),
};

/** Settings for alarms on metric filters. */
interface CountSettings extends AlarmSettings {
  readonly reportZeros: boolean;
}

/** The notifications of a signal, before it has an alarm or a rule. */
interface Plan {
  readonly signal: PkiSignal;
  readonly actions: cloudwatch.IAlarmAction[];
  readonly targets: events.IRuleTarget[];
  readonly isDelivered: boolean;
}

/** The alarms and the rule of a signal. */
interface Delivery {
  readonly signal: PkiSignal;
  readonly alarms: cloudwatch.Alarm[];
  readonly rule?: events.Rule;
}

/** The namespace contains the stack and the construct, so that it is unique in an account. */
function defaultNamespace(scope: Construct): string {
  return `CdkPrivateCa/${Aws.STACK_NAME}/${scope.node.id.replace(/[^A-Za-z0-9_-]/g, '')}-${constructHashOf(scope)}`;
}

function needsRule({ filterPattern, eventPattern, metricsQuery }: PkiSignal, source: SignalSource): boolean {
  return eventPattern !== undefined && (source._usesEvents || (!filterPattern && !metricsQuery));
}
