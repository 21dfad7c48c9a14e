import { aws_acmpca as acmpca, aws_cloudwatch as cloudwatch, aws_logs as logs } from 'aws-cdk-lib';
import { CertificateAuthorityExpiryWatch } from '../alerting/certificate-authority-expiry-watch';
import { CrlFreshnessAlarm } from '../alerting/crl-freshness-alarm';
import { PkiAlarms } from '../alerting/pki-alarms';
import { PrivateCaQuotaAlarms } from '../alerting/private-ca-quota-alarms';
import { RevocationReachability } from '../alerting/revocation-reachability';
import { AuditReportAnalytics } from '../audit/audit-report-analytics';
import { AuditReportBucket } from '../audit/audit-report-bucket';
import { AuditReportSchedule } from '../audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../audit/issued-certificate-expiry-watch';
import { PrivateCaTrail } from '../trail/private-ca-trail';

/** Properties for `PrivateCaDashboard`. */
export interface PrivateCaDashboardProps {
  /**
   * The alarms to show.
   *
   * The dashboard shows their states, and the revocations and denied calls that they count.
   *
   * @default - no alarms are shown
   */
  readonly alarms?: PkiAlarms[];

  /**
   * The audit report schedules whose alarms are shown.
   *
   * @default - no alarms of schedules are shown
   */
  readonly auditReportSchedules?: AuditReportSchedule[];

  /**
   * The audit report analytics whose alarms are shown.
   *
   * @default - no alarms of analytics are shown
   */
  readonly auditReportAnalytics?: AuditReportAnalytics[];

  /**
   * The expiry watches whose alarms are shown.
   *
   * @default - no alarms of expiry watches are shown
   */
  readonly expiryWatches?: CertificateAuthorityExpiryWatch[];

  /**
   * The watches on issued certificates whose alarms are shown.
   *
   * @default - no alarms of issued certificates are shown
   */
  readonly issuedCertificateWatches?: IssuedCertificateExpiryWatch[];

  /**
   * The quota alarms to show.
   *
   * @default - no quota alarms are shown
   */
  readonly quotaAlarms?: PrivateCaQuotaAlarms[];

  /**
   * Other alarms to show, for example those of an `ExternalPkiLog`.
   *
   * @default - no other alarms are shown
   */
  readonly otherAlarms?: cloudwatch.IAlarm[];

  /**
   * The freshness alarms to show.
   *
   * @default - no freshness alarms are shown
   */
  readonly crlFreshnessAlarms?: CrlFreshnessAlarm[];

  /**
   * The reachability checks to show. The dashboard must be in us-east-1.
   *
   * @default - no reachability alarms are shown
   */
  readonly revocationReachability?: RevocationReachability[];

  /**
   * The audit report buckets whose archive alarms are shown.
   *
   * @default - no alarms of archives are shown
   */
  readonly auditReportBuckets?: AuditReportBucket[];

  /**
   * The trails whose archive alarms are shown.
   *
   * @default - no alarms of archives are shown
   */
  readonly trails?: PrivateCaTrail[];

  /**
   * The log group of a CloudTrail trail.
   *
   * Each time the dashboard is opened or refreshed, it queries the log group. CloudWatch Logs bills the scanned data.
   *
   * @default - the first log group of `alarms` is used
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The certificate authorities (CAs) with a separate row.
   *
   * The totals always include all CAs in the account and Region. A row shows the metrics of the account and Region of
   * its CA. For a CA in another account, the account of the dashboard must be a monitoring account of CloudWatch.
   *
   * @default - no CA has a separate row
   */
  readonly certificateAuthorities?: acmpca.ICertificateAuthorityRef[];

  /**
   * The maximum number of CAs with a separate row.
   *
   * Each row has two widgets. A dashboard can have up to 500 widgets.
   *
   * @default 10
   */
  readonly maxCertificateAuthorities?: number;

  /**
   * The name of the dashboard.
   *
   * @default - CloudFormation generates a name
   */
  readonly dashboardName?: string;
}
