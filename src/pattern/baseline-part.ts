/** A part of a `PrivateCaBaseline`. */
export enum BaselinePart {
  /** The CloudTrail trail. */
  TRAIL = 'trail',
  /** The bucket for audit reports. */
  AUDIT_REPORT_BUCKET = 'auditReportBucket',
  /** The schedule of audit reports, with alarms for reports that are overdue. */
  AUDIT_REPORT_SCHEDULE = 'auditReportSchedule',
  /** The queries on the newest audit reports. */
  AUDIT_REPORT_ANALYTICS = 'auditReportAnalytics',
  /** The topic for notifications. */
  NOTIFICATIONS = 'notifications',
  /** The alarms on critical activity. */
  ALARMS = 'alarms',
  /** The alarm on a log group without log events, which is one of the alarms. */
  SILENCE_ALARM = 'silence',
  /** The alarms on CA certificates that expire soon. */
  EXPIRY_WATCH = 'expiryWatch',
  /** The dashboard. */
  DASHBOARD = 'dashboard',
}
