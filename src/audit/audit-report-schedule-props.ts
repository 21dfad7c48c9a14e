import { Duration, RemovalPolicy, aws_acmpca as acmpca, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { IAuditReportBucket } from './audit-report-bucket-grants';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';

/** The format of audit reports. */
export enum AuditReportFormat {
  /** Comma-separated values, which `AuditReportAnalytics` requires. */
  CSV = 'CSV',
  /** An array of JSON objects. */
  JSON = 'JSON',
}

/** The timing of the audit reports of one certificate authority (CA). */
export interface AuditReportTiming {
  /**
   * The interval between two audit reports, in whole minutes (30 minutes to 6 days).
   *
   * @default - the interval of the schedule is used
   */
  readonly interval?: Duration;

  /**
   * The period without a delivered report after which the alarm goes into ALARM state, at most 7 days.
   *
   * The period must not be shorter than the interval. It is rounded up to whole hours.
   *
   * @default - the interval plus 6 hours
   */
  readonly overdueAfter?: Duration;
}

/** Properties for `AuditReportSchedule`. */
export interface AuditReportScheduleProps {
  /** The bucket for the audit reports, which can be in a different account. */
  readonly auditReportBucket: IAuditReportBucket;

  /**
   * The certificate authorities (CAs) to request audit reports from.
   *
   * The CAs must be in the account and Region of the stack. The bucket policy must allow AWS Private CA to write their
   * reports. If the bucket is known not to allow it, synthesis prints a warning.
   */
  readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * The interval between two audit reports of a CA, in whole minutes (30 minutes to 6 days).
   *
   * @default Duration.days(1)
   */
  readonly interval?: Duration;

  /**
   * The format of the audit reports.
   *
   * @default AuditReportFormat.CSV
   */
  readonly format?: AuditReportFormat;

  /**
   * The period without a delivered report after which an alarm goes into ALARM state, at most 7 days.
   *
   * The period must not be shorter than the interval. It is rounded up to whole hours.
   *
   * @default - the interval plus 6 hours
   */
  readonly overdueAfter?: Duration;

  /**
   * The routing of the alarms.
   *
   * @default - the alarms send no notification
   */
  readonly routing?: AlarmRouting;

  /**
   * The criticality of the alarms.
   *
   * @default Criticality.HIGH
   */
  readonly overdueCriticality?: Criticality;

  /**
   * The customer managed key that encrypts the log group of the state machine.
   *
   * IMPORTANT: If another stack creates the key, the name of the log group changes.
   *
   * @default - a new key is created
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * The retention of the logs of the state machine.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The removal policy of the log group and of a new key.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}
