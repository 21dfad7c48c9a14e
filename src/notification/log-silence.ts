import { Duration, aws_cloudwatch as cloudwatch, aws_logs as logs } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { Criticality } from './criticality';
import { PrivateCaError } from '../private/errors';
import { DURATION, checked, check, oneOf, withoutNulls } from '../private/kinds';
import { LOG_EVENT_METRICS, requireLogGroupClass } from '../private/log-group';
import { AlarmRunbook, describeAlarm } from '../private/runbooks';

/** Options for `LogSilence.after()`. */
export interface LogSilenceOptions {
  /**
   * The criticality of the alarm.
   *
   * @default Criticality.HIGH
   */
  readonly criticality?: Criticality;
}

/** What the alarm of a construct adds to the description. */
interface SilenceText {
  readonly nextStep: string;
  readonly runbook: AlarmRunbook;
}

/** The periods of the alarm: short ones for up to one day, and hours beyond it. */
const SHORT = { period: Duration.minutes(5), from: Duration.minutes(15), to: Duration.days(1) };
const LONG = { period: Duration.hours(1), to: Duration.days(7) };

/**
 * The time without a log event after which an alarm goes into ALARM state.
 *
 * An alarm on matching log events never fires if the log group receives no log events. The alarm on silence evaluates
 * the metric `IncomingLogEvents` (`AWS/Logs`), and missing data breaches its threshold.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
export class LogSilence {
  /**
   * The alarm goes into ALARM state after a period without a log event.
   *
   * Choose a period that is longer than the longest pause of the source, for example a weekend. Log events of
   * CloudTrail arrive some minutes after the activity. The alarm starts in ALARM state and changes to OK after the
   * first log event.
   *
   * @param period The period (15 minutes to 1 day in multiples of 5 minutes, or up to 7 days in whole hours).
   * @param options The criticality.
   */
  public static after(period: Duration, options: LogSilenceOptions = {}): LogSilence {
    return new LogSilence(period, withoutNulls(options));
  }

  private constructor(private readonly period: Duration, private readonly options: LogSilenceOptions) {}

  /**
   * Checks the period and the options.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    check(scope, 'period', DURATION, this.period);
    checked(scope, this.options, { criticality: oneOf('Criticality', Criticality) }, 'silence');
    requirePeriod(scope, this.period);
  }

  /**
   * The criticality of the alarm.
   *
   * @internal
   */
  public get _criticality(): Criticality {
    return this.options.criticality ?? Criticality.HIGH;
  }

  /**
   * Creates the alarm. The caller adds its actions.
   *
   * @internal
   */
  public _newAlarm(scope: Construct, id: string, logGroup: logs.ILogGroup, text: SilenceText): cloudwatch.Alarm {
    requireLogGroupClass(scope, logGroup, LOG_EVENT_METRICS);
    const seconds = this.period.toSeconds();
    const period = seconds <= SHORT.to.toSeconds() ? SHORT.period : LONG.period;
    const evaluationPeriods = seconds / period.toSeconds();
    return new cloudwatch.Alarm(scope, id, {
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Logs',
        metricName: 'IncomingLogEvents',
        dimensionsMap: { LogGroupName: logGroup.logGroupName },
        statistic: cloudwatch.Stats.SUM,
        period,
      }),
      alarmDescription: describeAlarm(scope, text.runbook, `${this._criticality.toUpperCase()}: The log group ${logGroup.logGroupName} `
        + `received no log event for ${this.period.toHumanString()}. Alarms on its log events detect nothing in the meantime. `
        + `What to do: ${text.nextStep}`),
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods,
      datapointsToAlarm: evaluationPeriods,
      // The metric has no data points while no log event arrives.
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }
}

/** CloudWatch can evaluate the period. Its number of periods depends on it, so that it must be known. */
function requirePeriod(scope: IConstruct, period: Duration): void {
  const seconds = period.isUnresolved() ? undefined : period.toSeconds({ integral: false });
  if (seconds !== undefined && isEvaluable(seconds)) { return; }
  throw new PrivateCaError('LogSilencePeriod', {
    scope,
    subject: 'The period of LogSilence.after()',
    rule: `be ${SHORT.from.toHumanString()} to ${SHORT.to.toHumanString()} in multiples of ${SHORT.period.toHumanString()}, or up to `
      + `${LONG.to.toHumanString()} in whole hours, which CloudWatch can evaluate`,
    value: seconds === undefined ? 'a token' : `${seconds} seconds`,
    fix: 'Use a duration in this range that is known at synthesis, for example Duration.hours(6)',
  });
}

function isEvaluable(seconds: number): boolean {
  if (seconds <= SHORT.to.toSeconds()) {
    return seconds >= SHORT.from.toSeconds() && seconds % SHORT.period.toSeconds() === 0;
  }
  return seconds <= LONG.to.toSeconds() && seconds % LONG.period.toSeconds() === 0;
}
