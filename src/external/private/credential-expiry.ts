import { Duration, RemovalPolicy, Token, aws_cloudwatch as cloudwatch, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AlarmRouting } from '../../notification/alarm-routing';
import { Criticality } from '../../notification/criticality';
import { ExpiryThreshold } from '../../notification/expiry-threshold';
import { counted } from '../../private/counted';
import { PrivateCaError } from '../../private/errors';
import { requireThresholds } from '../../private/expiry-thresholds';
import { describeAlarm } from '../../private/runbooks';
import { ScheduledStateMachine } from '../../private/scheduled-state-machine';
import { METRIC_NAMESPACE } from '../../private/state-machine';
import { SILENT_AFTER_HOURS, newDeadLetterAlarm, newSilenceAlarm } from '../../private/state-machine-alarms';
import { SHORT_RETRIES, jsonata, sdkCall } from '../../private/states';
import { ExternalPkiLogProps } from '../external-pki-log-props';

/*
 * The alarms on a bearer token that expires. Synthesis has no clock, so a state machine counts the days. A schedule
 * with the date itself is not suitable: EventBridge Scheduler rejects dates in the past, so that a later deployment
 * would fail.
 */

/** The metric with the days until the token expires. */
const DAYS_METRIC = 'DaysUntilCredentialExpiry';

/** The days until the token expires. A date in the future is a mistake, so that 0 days raise the alarms. */
const DAYS = '($days := $floor(($toMillis($states.input.createdOn) - $toMillis($states.context.Execution.StartTime)) / 86400000 '
  + '+ $states.input.ageDays); $days > $states.input.ageDays ? 0 : $days)';

/**
 * The days by which a threshold is shorter than the age of the token.
 *
 * The first value of a new token is one day less than its age, and the alarm looks at two days. To change to OK after a
 * rotation, it needs two values over the threshold.
 */
const DAYS_TO_OK = 3;

/** The thresholds that are used if none are specified, if the token lives long enough. */
const DEFAULT_THRESHOLDS = [
  ExpiryThreshold.of(Duration.days(14), Criticality.HIGH),
  ExpiryThreshold.of(Duration.days(3), Criticality.CRITICAL),
];
const LAST_DAY = ExpiryThreshold.of(Duration.days(1), Criticality.CRITICAL);

/** A token whose expiry is known. */
export interface Credential {
  readonly createdOn: string;
  readonly ageDays: number;
  readonly thresholds: readonly ExpiryThreshold[];
}

/** What the alarms need. */
export interface CredentialAlarmOptions {
  readonly routing?: AlarmRouting;
  readonly logEncryptionKey: kms.IKey;
  readonly removalPolicy?: RemovalPolicy;
}

/** Checks the creation date and the thresholds. Returns nothing without a creation date. */
export function requireCredential(
  scope: Construct, props: ExternalPkiLogProps, ageDays: number,
): Credential | undefined {
  const { credentialCreatedOn: createdOn, credentialThresholds } = props;
  if (credentialThresholds) { requireThresholds({ scope, property: 'credentialThresholds' }, credentialThresholds); }
  if (createdOn === undefined) { return undefined; }
  requireDate(scope, createdOn);
  const thresholds = credentialThresholds ?? defaultThresholds(ageDays);
  thresholds.forEach(({ remaining }) => requireShorter(scope, remaining, ageDays));
  return { createdOn, ageDays, thresholds };
}

/** Creates the state machine that counts the days, and the alarms. */
export function newCredentialAlarms(
  parent: Construct, credential: Credential, options: CredentialAlarmOptions,
): cloudwatch.Alarm[] {
  const { routing, logEncryptionKey, removalPolicy } = options;
  const scope = new Construct(parent, 'Credential');
  const scheduled = new ScheduledStateMachine(scope, {
    word: 'pca-credential',
    purpose: 'counts the days until the bearer token of a PKI expires',
    definition: renderDefinition(),
    publishesMetrics: true,
    logEncryptionKey,
    removalPolicy,
  });
  scheduled.addSchedule(scope, 'Schedule', {
    interval: Duration.days(1),
    input: { createdOn: credential.createdOn, ageDays: credential.ageDays },
    dependencies: [],
  });
  const metric = (statistic: string, period: Duration) => new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName: DAYS_METRIC,
    dimensionsMap: { Watch: scheduled.stateMachine.stateMachineName },
    statistic,
    period,
  });
  const undelivered = newDeadLetterAlarm(scope, scheduled.deadLetterQueue, 'credential-watch-not-started',
    'HIGH: EventBridge Scheduler could not start the state machine that counts the days until a bearer token expires. '
    + 'What to do: Read the error attributes of the messages in the dead-letter queue, then redeploy the stack.');
  const silent = newSilenceAlarm(scope, {
    metric: metric(cloudwatch.Stats.SAMPLE_COUNT, Duration.hours(1)),
    threshold: 1,
    runbook: 'credential-not-counted',
    description: 'HIGH: The days until a bearer token expires were not counted for '
      + `${SILENT_AFTER_HOURS} hours, so that an expired token can remain unnoticed. What to do: Read the cause of the latest execution in `
      + 'Step Functions.',
  });
  routing?._route(scope, [undelivered, silent], Criticality.HIGH);
  const alarms = credential.thresholds.map((threshold, index) => {
    const alarm = newThresholdAlarm(scope, index, threshold, metric(cloudwatch.Stats.MINIMUM, Duration.days(1)));
    routing?._route(scope, [alarm], threshold.criticality);
    return alarm;
  });
  return [undelivered, silent, ...alarms];
}

function newThresholdAlarm(
  scope: Construct, index: number, { remaining, criticality }: ExpiryThreshold, metric: cloudwatch.IMetric,
): cloudwatch.Alarm {
  const days = remaining.toDays();
  return new cloudwatch.Alarm(scope, remaining.isUnresolved() ? `Threshold${index}` : `Within${days}Days`, {
    metric,
    alarmDescription: describeAlarm(scope, 'credential-expiring', `${criticality.toUpperCase()}: The bearer token of a PKI expires within `
      + `${counted(days, 'day')}. After that, the PKI cannot send log events. What to do: Create a second token, configure `
      + 'it in the PKI, disable the first token, and confirm that log events arrive. Then delete the first token, set credentialCreatedOn '
      + 'to the creation date of the second token, and deploy the stack.'),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: days,
    // The second day covers an execution that starts shortly after the end of a period.
    evaluationPeriods: 2,
    datapointsToAlarm: 1,
    // Another alarm reports missing data.
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
  });
}

/** The input of an execution has the creation date and the age, which can be tokens in the template. */
function renderDefinition(): object {
  return {
    Comment: 'Publishes the days until a bearer token expires as a metric',
    QueryLanguage: 'JSONata',
    TimeoutSeconds: 600,
    StartAt: 'PublishDays',
    States: {
      PublishDays: {
        Type: 'Task',
        Resource: sdkCall('cloudwatch:putMetricData'),
        Arguments: {
          Namespace: METRIC_NAMESPACE,
          MetricData: [{
            MetricName: DAYS_METRIC,
            Dimensions: [{ Name: 'Watch', Value: jsonata('$states.context.StateMachine.Name') }],
            Timestamp: jsonata('$states.context.Execution.StartTime'),
            Unit: 'None',
            Value: jsonata(DAYS),
          }],
        },
        Retry: SHORT_RETRIES,
        End: true,
      },
    },
  };
}

function defaultThresholds(ageDays: number): ExpiryThreshold[] {
  if (Token.isUnresolved(ageDays)) { return DEFAULT_THRESHOLDS; }
  const shorter = DEFAULT_THRESHOLDS.filter(({ remaining }) => isShortEnough(remaining, ageDays));
  return shorter.length > 0 ? shorter : [LAST_DAY];
}

/** A date of the calendar, optionally with a time in UTC. */
function requireDate(scope: Construct, value: string): void {
  if (Token.isUnresolved(value)) { return; }
  const [, day, time = 'T00:00:00Z'] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}Z)?$/.exec(value) ?? [];
  // A day that does not exist, such as February 30, becomes another day.
  const instant = new Date(`${day}${time}`);
  if (!Number.isNaN(instant.getTime()) && instant.toISOString() === `${day}${time.replace('Z', '.000Z')}`) { return; }
  throw new PrivateCaError('CredentialDate', {
    scope,
    subject: 'credentialCreatedOn',
    rule: 'be a date as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ (UTC)',
    value,
    fix: 'Use CreateDate of aws iam list-service-specific-credentials, for example 2026-11-26',
  });
}

function isShortEnough(remaining: Duration, ageDays: number): boolean {
  return remaining.toDays() + DAYS_TO_OK <= ageDays;
}

function requireShorter(scope: Construct, remaining: Duration, ageDays: number): void {
  if (remaining.isUnresolved() || Token.isUnresolved(ageDays) || isShortEnough(remaining, ageDays)) { return; }
  throw new PrivateCaError('ExpiryThreshold', {
    scope,
    subject: 'credentialThresholds',
    rule: `be at least ${DAYS_TO_OK} days shorter than credentialAge (${counted(ageDays, 'day')}), because the alarm would otherwise not change `
      + 'to OK state after a rotation',
    value: counted(remaining.toDays(), 'day'),
    fix: 'Shorten the threshold, lengthen credentialAge, or remove credentialCreatedOn',
  });
}
