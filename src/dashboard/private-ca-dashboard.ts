import { Stack, Token, aws_cloudwatch as cloudwatch, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DASHBOARD_KINDS } from './private/kinds';
import { newLogWidgets } from './private/log-widgets';
import {
  newAlarmWidgets, newAuthorityWidgets, newQuotaWidgets, newSignalWidgets, newStatusWidgets, newTotalWidgets,
} from './private/metric-widgets';
import { PrivateCaDashboardProps } from './private-ca-dashboard-props';
import { canReference, renderEnvironment } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { checked } from '../private/kinds';
import { LIMITS } from '../private/limits';
import { EVENTS_AND_QUERIES, requireLogGroupClass, requireLogGroupRegion } from '../private/log-group';
import { removedOnError } from '../private/removed-on-error';
import { requirePositiveInteger } from '../private/require';
import { requireText, TextRule } from '../private/require-text';

const DASHBOARD_NAME: TextRule = {
  code: 'DashboardName',
  max: 255,
  matches: (text) => /^[\w-]+$/.test(text),
  rule: 'be 1 to 255 letters, digits, hyphens, and underscores',
  fix: 'Correct or remove dashboardName',
};

/**
 * A CloudWatch dashboard for PKI operators.
 *
 * The dashboard contains the following widgets:
 *
 * - The states of the alarms, including those of audit report schedules, analytics, expiry watches, quotas, revocation,
 *   and archives
 * - Certificates issued and failed, generated CRLs, and the time to issue a certificate
 * - Revocations and denied calls, if the alarms count them
 * - The latest events of the recommended critical signals, and the latest requests for audit reports, if there is a log
 *   group. Custom signals and changes of the criticality have no effect on these events.
 * - Quota usage, and a row for each CA
 *
 * AWS does not document the dimensions of AWS Private CA metrics, so the graphs search for the metric names.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaCloudWatch.html
 * @example
 * const dashboard = new PrivateCaDashboard(this, 'Dashboard');
 */
@removedOnError
export class PrivateCaDashboard extends Construct {
  /**
   * The dashboard.
   *
   * Use it to add custom widgets.
   */
  public readonly dashboard: cloudwatch.Dashboard;

  /**
   * Creates a dashboard.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The alarms, log group, and CAs to show.
   */
  constructor(scope: Construct, id: string, props: PrivateCaDashboardProps = {}) {
    super(scope, id);
    props = checked(this, props, DASHBOARD_KINDS);
    const { alarms = [], certificateAuthorities = [], maxCertificateAuthorities = 10 } = props;
    requireKnownRows(this, maxCertificateAuthorities);
    requireText({ scope: this, property: 'dashboardName' }, DASHBOARD_NAME, props.dashboardName);
    requirePositiveInteger({ scope: this, property: 'maxCertificateAuthorities' }, 'DashboardRows', maxCertificateAuthorities);
    WITH_ALARMS.forEach((property) =>
      props[property]?.forEach((set) => requireAlarmEnvironment(this, property, set)));
    const logGroup = props.logGroup ?? alarms.find((set) => set.logGroup)?.logGroup;
    if (logGroup) { requireLogGroup(this, logGroup); }
    const shown = certificateAuthorities.slice(0, maxCertificateAuthorities);
    const rest = certificateAuthorities.length - shown.length;

    const widgets = [
      newAlarmWidgets(alarms),
      ...newLoopWidgets(props),
      newTotalWidgets(),
      newSignalWidgets(alarms),
      logGroup ? newLogWidgets(logGroup) : [],
      newQuotaWidgets(),
      ...shown.map((one) => newAuthorityWidgets(one, Stack.of(this))),
      rest > 0 ? [newRestWidget(rest)] : [],
    ];
    requireWidgetCount(this, widgets.flat().length);
    this.dashboard = new cloudwatch.Dashboard(this, 'Resource', { dashboardName: props.dashboardName, widgets });
  }
}

/** The properties whose constructs have alarms. */
const WITH_ALARMS = [
  'alarms', 'auditReportSchedules', 'auditReportAnalytics', 'expiryWatches', 'issuedCertificateWatches', 'quotaAlarms',
  'crlFreshnessAlarms', 'revocationReachability', 'auditReportBuckets', 'trails',
] as const;

/** Creates the rows with the alarms of schedules, analytics, expiry watches, revocation, and archives. */
function newLoopWidgets(props: PrivateCaDashboardProps): cloudwatch.IWidget[][] {
  const { auditReportSchedules = [], auditReportAnalytics = [], expiryWatches = [] } = props;
  const { crlFreshnessAlarms = [], revocationReachability = [], auditReportBuckets = [], trails = [] } = props;
  const { issuedCertificateWatches = [], quotaAlarms = [], otherAlarms = [] } = props;
  return [
    newStatusWidgets('Audit reports: delivery', auditReportSchedules.flatMap(({ alarms }) => alarms)),
    newStatusWidgets('Audit reports: copies for queries', auditReportAnalytics.flatMap(({ alarms }) => alarms)),
    newStatusWidgets('Expiry of CA certificates', expiryWatches.flatMap(({ alarms }) => alarms)),
    newStatusWidgets('Expiry of issued certificates', issuedCertificateWatches.flatMap(({ alarms }) => alarms)),
    newStatusWidgets('Quotas', quotaAlarms.flatMap(({ alarms }) => alarms)),
    newStatusWidgets('Other alarms', otherAlarms),
    newStatusWidgets('Revocation: freshness of CRLs', crlFreshnessAlarms.flatMap(({ alarms }) => alarms)),
    newStatusWidgets('Revocation: reachability', revocationReachability.flatMap(({ alarms }) => alarms)),
    newStatusWidgets('Archives: replication', [...auditReportBuckets, ...trails].flatMap(({ archiveAlarms }) => archiveAlarms)),
  ];
}

/** The number of rows determines the widgets, which synthesis creates. */
function requireKnownRows(scope: Construct, maxCertificateAuthorities: number): void {
  if (!Token.isUnresolved(maxCertificateAuthorities)) { return; }
  throw new PrivateCaError('DashboardRows', {
    scope,
    subject: 'maxCertificateAuthorities',
    rule: 'be known at synthesis, because it determines the number of widgets',
    value: maxCertificateAuthorities,
    fix: 'Set maxCertificateAuthorities to a number',
  });
}

/** A widget contains the ARNs of alarms, which only stacks of one Stage and environment can exchange. */
function requireAlarmEnvironment(scope: Construct, property: string, alarms: Construct): void {
  const [own, other] = [Stack.of(scope), Stack.of(alarms)];
  if (canReference(own, other)) { return; }
  throw new PrivateCaError('DashboardEnvironment', {
    scope,
    subject: property,
    rule: `be in the Stage, account, and Region of the dashboard (${renderEnvironment(own)})`,
    value: `${alarms.node.path} (${renderEnvironment(other)})`,
    fix: 'Create a dashboard in each account and Region',
  });
}

function requireWidgetCount(scope: Construct, widgets: number): void {
  if (widgets <= LIMITS.widgets.max) { return; }
  throw new PrivateCaError('DashboardRows', {
    scope,
    subject: 'maxCertificateAuthorities',
    rule: `result in at most ${LIMITS.widgets.max} widgets (2 for each certificate authority)`,
    value: `${widgets} widgets`,
    fix: 'Lower maxCertificateAuthorities, or create several dashboards',
  });
}

function newRestWidget(count: number): cloudwatch.IWidget {
  return new cloudwatch.TextWidget({
    markdown: `${count} more certificate authorities are included only in the totals above.`, width: 24, height: 2,
  });
}

function requireLogGroup(scope: Construct, logGroup: logs.ILogGroup): void {
  requireLogGroupRegion(scope, logGroup, {
    user: 'the dashboard', fix: 'Create the dashboard in the account and Region of the log group',
  });
  requireLogGroupClass(scope, logGroup, EVENTS_AND_QUERIES);
}
