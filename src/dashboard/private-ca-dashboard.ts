import { aws_acmpca as acmpca, aws_cloudwatch as cloudwatch, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { newLogWidgets } from './private/log-widgets';
import {
  newAlarmWidgets, newAuthorityWidgets, newQuotaWidgets, newSignalWidgets, newTotalWidgets,
} from './private/metric-widgets';
import { PkiAlarms } from '../alerting/pki-alarms';
import { PrivateCaError } from '../private/errors';
import { requireLogGroupRegion } from '../private/log-group';
import { requirePositiveInteger } from '../private/require';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const WIDGETS = { max: 500 };

/** Properties of a `PrivateCaDashboard`. */
export interface PrivateCaDashboardProps {
  /**
   * The alarms whose state is shown, and whose counts of revocations and denied calls are.
   *
   * @default - none
   */
  readonly alarms?: PkiAlarms[];

  /**
   * The log group that a trail of CloudTrail writes to. Each look at the dashboard queries it, which costs by what is
   * scanned.
   *
   * @default - that of the first of `alarms` that has one
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The certificate authorities that get a row of their own. All CAs of the account and Region are in the totals, these
   * or not.
   *
   * @default - none
   */
  readonly certificateAuthorities?: acmpca.ICertificateAuthorityRef[];

  /**
   * How many CAs get a row of their own at most: a row is two widgets, and a dashboard with more than 500 is an error.
   *
   * @default 10
   */
  readonly maxCertificateAuthorities?: number;

  /**
   * The name of the dashboard.
   *
   * @default - one that CloudFormation makes
   */
  readonly dashboardName?: string;
}

/**
 * What a PKI operator looks at: the state of the alarms, certificates issued and failed, revocations, CRLs, audit
 * reports, denied calls, the latest events that the recommended critical signals are about (not those of signals of
 * your own, and whatever criticality they were given), what is used of the quotas, and a row for each CA.
 *
 * AWS does not document the dimensions of Private CA's metrics, so the graphs search for them by name.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaCloudWatch.html
 */
export class PrivateCaDashboard extends Construct {
  /** The dashboard, for widgets of your own. */
  public readonly dashboard: cloudwatch.Dashboard;

  /**
   * @param scope the construct that the dashboard belongs to
   * @param id the id within the scope
   * @param props what is shown
   */
  constructor(scope: Construct, id: string, props: PrivateCaDashboardProps = {}) {
    super(scope, id);
    const { alarms = [], certificateAuthorities = [], maxCertificateAuthorities = 10 } = props;
    requirePositiveInteger({ scope: this, property: 'maxCertificateAuthorities' }, 'DashboardRows', maxCertificateAuthorities);
    const logGroup = props.logGroup ?? alarms.find((set) => set.logGroup)?.logGroup;
    if (logGroup) { requireLogGroupRegion(this, logGroup, { user: 'the dashboard', fix: 'Create the dashboard in the account and Region of the log group' }); }
    const shown = certificateAuthorities.slice(0, maxCertificateAuthorities);
    const rest = certificateAuthorities.length - shown.length;

    const widgets = [
      newAlarmWidgets(alarms),
      newTotalWidgets(),
      newSignalWidgets(alarms),
      logGroup ? newLogWidgets(logGroup) : [],
      newQuotaWidgets(),
      ...shown.map(newAuthorityWidgets),
      rest > 0 ? [newRestWidget(rest)] : [],
    ].filter((row) => row.length > 0);
    requireRoom(this, widgets.flat().length, shown.length);
    this.dashboard = new cloudwatch.Dashboard(this, 'Resource', { dashboardName: props.dashboardName, widgets });
  }
}

function requireRoom(scope: Construct, widgets: number, rows: number): void {
  if (widgets <= WIDGETS.max) { return; }
  throw new PrivateCaError('DashboardRows', {
    scope,
    problem: `the dashboard would have ${widgets} widgets, two for each certificate authority with a row of its own`,
    value: rows,
    allowed: `at most ${WIDGETS.max} widgets`,
    change: 'lower maxCertificateAuthorities, or make several dashboards',
  });
}

function newRestWidget(count: number): cloudwatch.IWidget {
  return new cloudwatch.TextWidget({
    markdown: `${count} more certificate authorities are in the totals above alone.`, width: 24, height: 2,
  });
}
