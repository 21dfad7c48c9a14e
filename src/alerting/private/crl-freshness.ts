import { Duration, aws_cloudwatch as cloudwatch, aws_events as events } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { Criticality } from '../../notification/criticality';
import { counted } from '../../private/counted';
import { PrivateCaError } from '../../private/errors';
import { requireLateUnit } from '../../private/late-durations';
import { describeAlarm } from '../../private/runbooks';

/* The alarm on CRLs that are no longer published. */

/**
 * How far an alarm with periods of one hour can look back.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const LONGEST_STALE = Duration.days(7);

/** The lifetimes of a CRL whose renewal, after half of the lifetime, the alarm can notice. */
const LIFETIME = { min: 1, max: 13 };

/** The part of the lifetime after which a CRL is stale. AWS Private CA renews it after half of the lifetime. */
const STALE_PART = 3 / 4;

/** The lifetime is a whole number of days, and an alarm can evaluate half of it. */
export function requireLifetime(scope: IConstruct, lifetime: Duration, subject = 'crlLifetime'): void {
  if (lifetime.isUnresolved()) { return; }
  const days = lifetime.toDays({ integral: false });
  if (Number.isInteger(days) && days >= LIFETIME.min && days <= LIFETIME.max) { return; }
  throw new PrivateCaError('CrlLifetime', {
    scope,
    subject,
    rule: `be ${LIFETIME.min} to ${LIFETIME.max} whole days, because an alarm evaluates at most ${LONGEST_STALE.toHumanString()}, and `
      + 'AWS Private CA publishes a CRL after half of its lifetime',
    value: counted(days, 'day'),
    fix: subject === 'crlLifetime' ? 'Shorten expiration of Revocation.crl(), and set crlLifetime to the same duration'
      : 'Shorten expiration of Revocation.crl(), or remove the CA from certificateAuthorities',
  });
}

/** The time after which a CRL is stale, in whole hours. If the lifetime is a token, only CloudWatch limits it. */
export function staleAfterOf(scope: IConstruct, lifetime: Duration, given: Duration | undefined): number {
  const longest = LONGEST_STALE.toHours();
  if (given) { requireLateUnit({ scope, property: 'staleAfter' }, given, 'hours'); }
  if (given?.isUnresolved()) { return given.toHours(); }
  const total = lifetime.isUnresolved() ? undefined : lifetime.toHours();
  const hours = given
    ? Math.ceil(given.toHours({ integral: false })) : Math.min((total ?? Infinity) * STALE_PART, longest);
  if (hours > (total ?? 0) / 2 && hours < (total ?? Infinity) && hours <= longest) { return hours; }
  const range = total === undefined ? 'be longer than half of crlLifetime, shorter than crlLifetime,'
    : `be longer than half of crlLifetime (${total / 2} hours), shorter than crlLifetime (${total} hours),`;
  throw new PrivateCaError('CrlFreshness', {
    scope,
    subject: 'staleAfter',
    rule: `${range} and at most ${longest} hours`,
    value: counted(hours, 'hour'),
    fix: 'Remove staleAfter for three quarters of crlLifetime, or set it to a duration within this range',
  });
}

/** An alarm that goes into ALARM state if a CA published no CRL for some hours. */
export function newFreshnessAlarm(
  scope: Construct, rule: events.IRule,
  options: { certificateAuthorityArn: string; hours: number; criticality: Criticality },
): cloudwatch.Alarm {
  const { certificateAuthorityArn, hours, criticality } = options;
  return new cloudwatch.Alarm(scope, 'Alarm', {
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Events',
      metricName: 'MatchedEvents',
      dimensionsMap: { RuleName: rule.ruleName },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.hours(1),
    }),
    alarmDescription: describeAlarm(scope, 'crl-stale', `${criticality.toUpperCase()}: The CA ${certificateAuthorityArn} published no CRL for `
      + `${hours} hours. Clients cannot check revocation after the last CRL expires. What to do: Check the status of the CA, the CRL bucket `
      + 'with its policy, and the key policy. Then revoke a test certificate, or update the CA, so that AWS Private CA publishes a new CRL.'),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: hours,
    datapointsToAlarm: hours,
    // EventBridge publishes no value if a rule matches no event.
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
}
