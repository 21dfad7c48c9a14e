import { CertificateAuthorityExpiryWatch } from '../../alerting/certificate-authority-expiry-watch';
import { CrlFreshnessAlarm } from '../../alerting/crl-freshness-alarm';
import { PkiAlarms } from '../../alerting/pki-alarms';
import { PrivateCaQuotaAlarms } from '../../alerting/private-ca-quota-alarms';
import { RevocationReachability } from '../../alerting/revocation-reachability';
import { AuditReportAnalytics } from '../../audit/audit-report-analytics';
import { AuditReportBucket } from '../../audit/audit-report-bucket';
import { AuditReportSchedule } from '../../audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../../audit/issued-certificate-expiry-watch';
import { ALARM, CERTIFICATE_AUTHORITIES, LOG_GROUP } from '../../private/cdk-kinds';
import { NUMBER, TEXT, instanceOf, listOf } from '../../private/kinds';
import { PrivateCaTrail } from '../../trail/private-ca-trail';

/** The kinds of the properties of `PrivateCaDashboard`. */
export const DASHBOARD_KINDS = {
  alarms: listOf(instanceOf(PkiAlarms), 'PkiAlarms objects'),
  auditReportSchedules: listOf(instanceOf(AuditReportSchedule), 'AuditReportSchedule objects'),
  auditReportAnalytics: listOf(instanceOf(AuditReportAnalytics), 'AuditReportAnalytics objects'),
  expiryWatches: listOf(instanceOf(CertificateAuthorityExpiryWatch), 'CertificateAuthorityExpiryWatch objects'),
  issuedCertificateWatches: listOf(instanceOf(IssuedCertificateExpiryWatch), 'IssuedCertificateExpiryWatch objects'),
  quotaAlarms: listOf(instanceOf(PrivateCaQuotaAlarms), 'PrivateCaQuotaAlarms objects'),
  otherAlarms: listOf(ALARM, 'cloudwatch.IAlarm objects'),
  crlFreshnessAlarms: listOf(instanceOf(CrlFreshnessAlarm), 'CrlFreshnessAlarm objects'),
  revocationReachability: listOf(instanceOf(RevocationReachability), 'RevocationReachability objects'),
  auditReportBuckets: listOf(instanceOf(AuditReportBucket), 'AuditReportBucket objects'),
  trails: listOf(instanceOf(PrivateCaTrail), 'PrivateCaTrail objects'),
  logGroup: LOG_GROUP,
  certificateAuthorities: CERTIFICATE_AUTHORITIES,
  maxCertificateAuthorities: NUMBER,
  dashboardName: TEXT,
};
