import { aws_events as events } from 'aws-cdk-lib';
import { Criticality } from '../notification/criticality';

/**
 * Properties of a `PkiSignal`.
 *
 * Specify at least one of `filterPattern`, `eventPattern`, and `metricsQuery`.
 */
export interface PkiSignalProps {
  /**
   * The name of the signal, as lowercase words joined by hyphens (1–100 characters).
   *
   * Metrics and descriptions contain the name. A token is not supported.
   */
  readonly name: string;

  /** The criticality of the signal. */
  readonly criticality: Criticality;

  /**
   * The meaning of the signal, for the engineer who is notified.
   *
   * `meaning` and `nextStep` together have at most 800 characters, without `<` and `>`. EventBridge reads text between
   * these characters as the name of a field.
   */
  readonly meaning: string;

  /**
   * The action to take.
   *
   * `meaning` and `nextStep` together have at most 800 characters, without `<` and `>`.
   */
  readonly nextStep: string;

  /**
   * The CloudWatch Logs filter pattern that matches log events, in JSON syntax (up to 1024 characters).
   *
   * Enclose the pattern in braces. Use the field names of the log source, for example CloudTrail.
   *
   * @default - no log event matches
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  readonly filterPattern?: string;

  /**
   * The event pattern that matches events on the default event bus (up to 2048 characters).
   *
   * @default - no event matches
   */
  readonly eventPattern?: events.EventPattern;

  /**
   * The CloudWatch Metrics Insights query that returns a value over 0 when the condition occurs.
   *
   * For example, `SELECT SUM(MisconfiguredCRLBucket) FROM "AWS/ACMPrivateCA"`. Alarms do not support `SEARCH`, or math
   * with the IDs of other metrics.
   *
   * @default - no metric is evaluated
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
   */
  readonly metricsQuery?: string;

  /**
   * The URL of the runbook, which begins with `https://`.
   *
   * Alarm descriptions and notifications contain the URL. The description of an alarm has at most 1,024 characters,
   * including the URL.
   *
   * @default - alarm descriptions and notifications contain no URL
   */
  readonly runbook?: string;
}
