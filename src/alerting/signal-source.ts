import { aws_logs as logs } from 'aws-cdk-lib';

/** Where `PkiAlarms` looks for signals. */
export class SignalSource {
  /**
   * A log group, such as that of a trail: some minutes after the fact, and for all Regions of a multi-Region trail. A
   * signal that no log event tells, but an event or a metric, is looked for there.
   *
   * @param logGroup the log group, of the same account and Region as the alarms
   */
  public static logs(logGroup: logs.ILogGroup): SignalSource {
    return new SignalSource({ logs: true, events: false }, logGroup);
  }

  /**
   * The default event bus: seconds after the fact, in the Region where it happens, best effort. Calls of an API come
   * this way where a trail is logging in that Region. A signal that neither an event nor a metric tells is an error.
   */
  public static events(): SignalSource {
    return new SignalSource({ logs: false, events: true });
  }

  /**
   * Both: the event bus is fast, the log keeps what the bus may lose. Whoever hears of a signal hears of it twice.
   *
   * @param logGroup the log group, of the same account and Region as the alarms
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
    this._logGroup = logGroup;
  }
}
