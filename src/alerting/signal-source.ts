import { aws_logs as logs } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { LOG_GROUP } from '../private/cdk-kinds';
import { check } from '../private/kinds';

/** The source that `PkiAlarms` monitors for signals. */
export class SignalSource {
  /**
   * A log group, for example the log group of a trail.
   *
   * Notifications arrive some minutes after the activity. A multi-Region trail includes the activity of all Regions. A
   * signal without a filter pattern uses its metric or its event instead.
   *
   * @param logGroup The log group. It must be in the account and Region of the alarms.
   */
  public static logs(logGroup: logs.ILogGroup): SignalSource {
    return new SignalSource({ logs: true, events: false }, logGroup);
  }

  /**
   * The default event bus.
   *
   * Notifications arrive seconds after the activity, on a best-effort basis, in the Region of the activity. API calls
   * reach the event bus only if a trail is logging in that Region. A signal must have an event pattern or a metrics
   * query.
   */
  public static events(): SignalSource {
    return new SignalSource({ logs: false, events: true });
  }

  /**
   * A log group and the default event bus.
   *
   * The event bus is fast, and the log group contains events that the event bus might lose. Destinations receive two
   * notifications for a signal.
   *
   * @param logGroup The log group. It must be in the account and Region of the alarms.
   */
  public static logsAndEvents(logGroup: logs.ILogGroup): SignalSource {
    return new SignalSource({ logs: true, events: true }, logGroup);
  }

  /** @internal */
  public readonly _usesLogs: boolean;

  /** @internal */
  public readonly _usesEvents: boolean;

  /** @internal */
  public readonly _logGroup?: logs.ILogGroup;

  private constructor(uses: { readonly logs: boolean; readonly events: boolean }, logGroup?: logs.ILogGroup) {
    this._usesLogs = uses.logs;
    this._usesEvents = uses.events;
    this._logGroup = logGroup ?? undefined;
  }

  /**
   * Checks the type of the log group. `PkiAlarms` reports a missing log group.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    if (this._logGroup) { check(scope, 'logGroup', LOG_GROUP, this._logGroup); }
  }
}
