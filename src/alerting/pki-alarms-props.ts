import { Duration } from 'aws-cdk-lib';
import { PkiSignals } from './pki-signals';
import { SignalSource } from './signal-source';
import { AlarmRouting } from '../notification/alarm-routing';
import { LogSilence } from '../notification/log-silence';

/** Properties for `PkiAlarms`. */
export interface PkiAlarmsProps {
  /** The source to monitor for signals. */
  readonly source: SignalSource;

  /**
   * The notification destinations for each criticality.
   *
   * Each signal can have up to five alarm actions and five rule targets. If a route has destinations, at least one must
   * support the signal type (alarm action or rule target).
   */
  readonly routing: AlarmRouting;

  /**
   * The signals to monitor.
   *
   * @default PkiSignals.recommended()
   */
  readonly signals?: PkiSignals;

  /**
   * The namespace of the metrics that count log events (1–255 characters).
   *
   * Each signal has a metric with its name. Do not use one namespace for two `PkiAlarms`, because their counts would be
   * added. The namespace must not start with `AWS/` or contain a colon, an asterisk, or a dollar sign.
   *
   * @default - a namespace is derived from `CdkPrivateCa/`, the stack name, and the construct ID
   */
  readonly metricNamespace?: string;

  /**
   * The evaluation period, in whole minutes (at least 1).
   *
   * A token is not supported for signals with a `filterPattern`.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * The number of periods to evaluate.
   *
   * An alarm stays in ALARM state while one of the periods contains a match. `period` × `evaluationPeriods` must not
   * exceed 1 day, or 7 days if `period` is at least 1 hour. A Metrics Insights alarm can evaluate up to 3 hours. For a
   * longer time, it evaluates one period of 5 minutes.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * Whether a metric filter reports 0 when log events arrive but none match.
   *
   * AWS bills a metric for each hour in which it reports a value. Without zeros, only hours with a match are billed.
   *
   * @default false
   */
  readonly reportZeros?: boolean;

  /**
   * The time without a log event in the log group after which an alarm goes into ALARM state.
   *
   * The source must have a log group. Its account must have activity more often than this time, for example
   * `LogSilence.after(Duration.hours(1))` for a busy account.
   *
   * @default - no alarm detects that the log group receives no log events
   */
  readonly silence?: LogSilence;
}
