import { Duration, Stack, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { PkiAlarms } from '../../alerting/pki-alarms';
import { accountOf, arnOf, regionOf } from '../../private/certificate-authority-arn';
import { differs } from '../../private/environment';

/* The alarm and metric widgets of the dashboard. */

const PERIOD = Duration.minutes(5);

/** The maximum number of alarms in one widget. */
const ALARMS_PER_WIDGET = 100;

/**
 * The default quota of CAs in an account and Region.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/pca.html
 */
const CERTIFICATE_AUTHORITIES_QUOTA = 200;

/** Creates the widgets with the states of all alarms, beginning with the composite alarms and those on silence. */
export function newAlarmWidgets(sets: PkiAlarms[]): cloudwatch.IWidget[] {
  const alarms = [
    ...sets.flatMap(({ criticalAlarm }) => criticalAlarm ?? []),
    ...sets.flatMap(({ silenceAlarm }) => silenceAlarm ?? []),
    ...sets.flatMap((set) => set.alarms),
  ];
  return newStatusWidgets('Alarms', alarms);
}

/** Creates the widgets with the states of alarms, under a title. */
export function newStatusWidgets(title: string, alarms: cloudwatch.IAlarm[]): cloudwatch.IWidget[] {
  const parts = Array.from({ length: Math.ceil(alarms.length / ALARMS_PER_WIDGET) },
    (_, index) => alarms.slice(index * ALARMS_PER_WIDGET, (index + 1) * ALARMS_PER_WIDGET));
  return parts.map((part) => new cloudwatch.AlarmStatusWidget({ title, alarms: part, width: 24, height: 6 }));
}

/** Creates the graphs for all CAs. */
export function newTotalWidgets(): cloudwatch.IWidget[] {
  return [
    graph('Certificates', [total('Success', 'issued'), total('Failure', 'failed')]),
    graph('CRLs', [total('CRLGenerated', 'generated'), total('MisconfiguredCRLBucket', 'bucket misconfigured')]),
    graph('Time to issue (ms)', [search('Time', 'Average', 'time')]),
  ];
}

/** Creates the graphs for activity that only the alarms count, because AWS Private CA publishes no metric for it. */
export function newSignalWidgets(sets: PkiAlarms[]): cloudwatch.IWidget[] {
  const counted = (title: string, signalName: string) => {
    const metrics = sets.filter((set) => set._counts(signalName)).map((set) => set.metric(signalName));
    return metrics.length > 0 ? [graph(title, metrics, 12)] : [];
  };
  return [...counted('Revocations', 'certificate-revoked'), ...counted('Denied calls', 'access-denied')];
}

/**
 * Creates the graphs of quota usage.
 *
 * AWS does not document the dimensions of these metrics, so the graphs search for the metric names.
 */
export function newQuotaWidgets(): cloudwatch.IWidget[] {
  const usage = (name: string, label: string) => expression(`SEARCH('Namespace="AWS/Usage" "${name}"', 'Maximum', 3600)`, label);
  return [
    graph('Certificate authorities, in all states', [usage('CertificateAuthority', 'CAs')], 12, [
      { value: CERTIFICATE_AUTHORITIES_QUOTA, label: `Default quota: ${CERTIFICATE_AUTHORITIES_QUOTA}` },
    ]),
    graph('Certificates ever issued by each CA', [usage('CertificatesPerCA', 'certificates')], 12),
  ];
}

/**
 * Creates the graphs for one CA, from the metrics that contain its ARN in any dimension.
 *
 * @param dashboard The stack of the dashboard. The metrics are in the account and Region of the CA.
 */
export function newAuthorityWidgets(
  certificateAuthority: acmpca.ICertificateAuthorityRef, dashboard: Stack,
): cloudwatch.IWidget[] {
  const arn = arnOf(certificateAuthority);
  const where = placeOf(certificateAuthority, dashboard);
  const of = (metricName: string, label: string) => total(metricName, label, ` "${arn}"`, where);
  const { path } = certificateAuthority.node;
  return [
    graph(`${path}: certificates`, [of('Success', 'issued'), of('Failure', 'failed')], 12, [], where),
    graph(`${path}: CRLs`, [of('CRLGenerated', 'generated'), of('MisconfiguredCRLBucket', 'bucket misconfigured')], 12, [], where),
  ];
}

/** The account and Region of metrics. Absent for those of the dashboard. */
interface Place {
  readonly accountId?: string;
  readonly region?: string;
}

function placeOf(certificateAuthority: acmpca.ICertificateAuthorityRef, dashboard: Stack): Place {
  const [accountId, region] = [accountOf(certificateAuthority), regionOf(certificateAuthority)];
  return {
    ...differs(accountId, dashboard.account) && { accountId },
    ...differs(region, dashboard.region) && { region },
  };
}

function graph(
  title: string, left: cloudwatch.IMetric[], width = 8,
  leftAnnotations: cloudwatch.HorizontalAnnotation[] = [], where: Place = {},
): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    title, left, leftAnnotations, leftYAxis: { min: 0 }, width, height: 6, ...where,
  });
}

function total(metricName: string, label: string, terms = '', where: Place = {}): cloudwatch.IMetric {
  return expression(`SUM(${searchFor(metricName, 'Sum', terms)})`, label, where);
}

function search(metricName: string, statistic: string, label: string): cloudwatch.IMetric {
  return expression(searchFor(metricName, statistic), label);
}

/** Renders a search expression, which needs no dimensions. Dashboards support search expressions, and alarms do not. */
function searchFor(metricName: string, statistic: string, terms = ''): string {
  return `SEARCH('Namespace="AWS/ACMPrivateCA" MetricName="${metricName}"${terms}', '${statistic}', ${PERIOD.toSeconds()})`;
}

function expression(text: string, label: string, { accountId, region }: Place = {}): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({
    expression: text, label, period: PERIOD, usingMetrics: {}, searchAccount: accountId, searchRegion: region,
  });
}
