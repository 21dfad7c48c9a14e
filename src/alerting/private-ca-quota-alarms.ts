import { Duration, Token, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addAlarmActions } from './private/alarm-actions';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';
import { PrivateCaError } from '../private/errors';
import { NUMBER, checked, instanceOf, oneOf } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';
import { requirePositiveInteger } from '../private/require';
import { AlarmRunbook, describeAlarm } from '../private/runbooks';
import { requireNoAlarmCycle } from '../private/stack-cycles';

/**
 * The default quotas.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/pca.html
 */
const DEFAULT_QUOTAS = { certificateAuthorities: 200, certificatesPerCa: 1_000_000 };

/** Properties for `PrivateCaQuotaAlarms`. */
export interface PrivateCaQuotaAlarmsProps {
  /**
   * The routing of the alarms.
   *
   * @default - the alarms send no notification
   */
  readonly routing?: AlarmRouting;

  /**
   * The criticality of the alarms.
   *
   * @default Criticality.MEDIUM
   */
  readonly criticality?: Criticality;

  /**
   * The percentage of a quota at which its alarm goes into ALARM state (1–100).
   *
   * @default 80
   */
  readonly percentage?: number;

  /**
   * The quota of certificate authorities (CAs) in the account and Region, in all states.
   *
   * @default 200
   */
  readonly certificateAuthorityQuota?: number;

  /**
   * The quota of certificates that one CA can issue.
   *
   * The default is the quota of a CA with a complete CRL. It is 100,000,000 for a CA with a partitioned CRL, with OCSP,
   * or without revocation.
   *
   * @default 1000000
   */
  readonly certificatesPerCaQuota?: number;
}

const QUOTA_KINDS = {
  routing: instanceOf(AlarmRouting),
  criticality: oneOf('Criticality', Criticality),
  percentage: NUMBER,
  certificateAuthorityQuota: NUMBER,
  certificatesPerCaQuota: NUMBER,
};

/**
 * Alarms on quotas of AWS Private CA in the account and Region of the stack.
 *
 * When a quota is exhausted, AWS Private CA rejects requests. One alarm is for the number of certificate authorities
 * (CAs), and one is for the CA that has issued the most certificates. AWS does not document the dimensions of these
 * metrics (`AWS/Usage`), so the alarms use CloudWatch Metrics Insights queries, which need none.
 *
 * @example
 * declare const notifications: PkiNotifications;
 * new PrivateCaQuotaAlarms(this, 'Quotas', { routing: AlarmRouting.everythingTo(notifications) });
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaCloudWatch.html
 */
@removedOnError
export class PrivateCaQuotaAlarms extends Construct {
  /** The alarms on the number of CAs, and on the certificates of one CA. */
  public readonly alarms: cloudwatch.IAlarm[];

  /**
   * Creates the alarms.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The routing, the percentage, and the quotas.
   */
  constructor(scope: Construct, id: string, props: PrivateCaQuotaAlarmsProps = {}) {
    super(scope, id);
    props = checked(this, props, QUOTA_KINDS);
    const { criticality = Criticality.MEDIUM, percentage = 80 } = props;
    const { certificateAuthorityQuota = DEFAULT_QUOTAS.certificateAuthorities } = props;
    const { certificatesPerCaQuota = DEFAULT_QUOTAS.certificatesPerCa } = props;
    const numbers = { percentage, certificateAuthorityQuota, certificatesPerCaQuota };
    Object.entries(numbers).forEach(([property, value]) => requireNumber(this, property, value));
    requirePercentage(this, percentage);
    const actions = props.routing?._actionsFor(this, criticality) ?? [];

    const level = criticality.toUpperCase();
    const alarms = [
      newQuotaAlarm(this, 'CertificateAuthorities', {
        metricName: 'CertificateAuthority',
        threshold: shareOf(certificateAuthorityQuota, percentage),
        runbook: 'ca-quota',
        description: `${level}: The CAs in the account and Region use at least ${percentage}% of their quota `
          + `(${certificateAuthorityQuota}). No CA can be created when it is exhausted. What to do: Request a quota increase, or delete CAs that `
          + 'are not used. A deleted CA counts until its restoration period ends.',
      }),
      newQuotaAlarm(this, 'CertificatesPerCa', {
        metricName: 'CertificatesPerCA',
        threshold: shareOf(certificatesPerCaQuota, percentage),
        runbook: 'certificate-quota',
        description: `${level}: A CA has issued at least ${percentage}% of the certificates that one CA can issue `
          + `(${certificatesPerCaQuota}). The number never decreases. What to do: Find the CA in the metric CertificatesPerCA (AWS/Usage), and `
          + 'create a CA that replaces it. If it has a complete CRL, consider a partitioned CRL.',
      }),
    ];
    alarms.forEach((alarm) => addAlarmActions(alarm, actions));
    this.alarms = alarms;
    requireNoAlarmCycle(this);
  }
}

/** An alarm on the largest value of a metric, with any dimensions. */
function newQuotaAlarm(
  scope: Construct, id: string, { metricName, threshold, runbook, description }: QuotaAlarmProps,
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, id, {
    metric: new cloudwatch.MathExpression({
      expression: `SELECT MAX(${metricName}) FROM "AWS/Usage"`,
      label: metricName,
      period: Duration.hours(1),
      usingMetrics: {},
    }),
    alarmDescription: describeAlarm(scope, runbook, description),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold,
    // A query can evaluate the latest 3 hours.
    evaluationPeriods: 3,
    datapointsToAlarm: 1,
    // AWS does not document how often it publishes the metrics.
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
  });
}

interface QuotaAlarmProps {
  readonly metricName: string;
  readonly threshold: number;
  readonly runbook: AlarmRunbook;
  readonly description: string;
}

/** A share of a quota, rounded up. */
function shareOf(quota: number, percentage: number): number {
  return Math.ceil(quota * percentage / 100);
}

/** The number is positive, and is known, because tokens can't be multiplied. */
function requireNumber(scope: Construct, property: string, value: number): void {
  if (!Token.isUnresolved(value)) { return requirePositiveInteger({ scope, property }, 'QuotaLimit', value); }
  throw new PrivateCaError('QuotaLimit', {
    scope,
    subject: property,
    rule: 'be known at synthesis, because it determines the threshold of an alarm',
    value,
    fix: `Set ${property} to a number`,
  });
}

function requirePercentage(scope: Construct, percentage: number): void {
  if (percentage <= 100) { return; }
  throw new PrivateCaError('QuotaLimit', {
    scope,
    subject: 'percentage',
    rule: 'be 1 to 100',
    value: percentage,
    fix: 'Set percentage to a number in this range',
  });
}
