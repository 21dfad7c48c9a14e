import { aws_acmpca as acmpca, aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { BaselinePart } from './baseline-part';
import { CertificateAuthorityHierarchyProps } from './certificate-authority-hierarchy-props';
import { CertificateAuthorityExpiryWatch } from '../alerting/certificate-authority-expiry-watch';
import { PkiAlarms } from '../alerting/pki-alarms';
import { AuditReportAnalytics } from '../audit/audit-report-analytics';
import { IAuditReportBucket } from '../audit/audit-report-bucket-grants';
import { AuditReportSchedule } from '../audit/audit-report-schedule';
import { PrivateCaDashboard } from '../dashboard/private-ca-dashboard';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { IAlarmDestination } from '../notification/alarm-destination';
import { AlarmRouting } from '../notification/alarm-routing';
import { LogSilence } from '../notification/log-silence';
import { IPrivateCaTrail } from '../trail/private-ca-trail-grants';

/** Properties for `PrivateCaBaseline`. */
export interface PrivateCaBaselineProps {
  /**
   * The hierarchy of certificate authorities (CAs) to create.
   *
   * Its CAs depend on a trail that the baseline creates, so that the trail logs all their activity.
   *
   * @default - no CA is created; `certificateAuthorities` is required
   */
  readonly hierarchy?: CertificateAuthorityHierarchyProps;

  /**
   * The existing CAs, in addition to those of `hierarchy`.
   *
   * They must be in the account and Region of the stack.
   *
   * @default - only the CAs of `hierarchy`
   */
  readonly certificateAuthorities?: acmpca.ICertificateAuthorityRef[];

  /**
   * The parts that the baseline doesn't create.
   *
   * A part that another part requires must be specified or created.
   *
   * @default - all parts that are not specified are created
   */
  readonly without?: BaselinePart[];

  /**
   * The people and systems that receive notifications.
   *
   * For example, specify `new subscriptions.EmailSubscription('pki@example.com')`. Requires that the baseline creates
   * the notifications, and can't be specified together with `routing`. Without `routing`, synthesis prints a warning if
   * the app adds no subscription to the new topic, also not later.
   *
   * @default - no subscriptions
   */
  readonly subscriptions?: sns.ITopicSubscription[];

  /**
   * The routing of all alarms.
   *
   * The alarms notify only its destinations, and not the notifications that the baseline creates.
   *
   * @default - all alarms notify the notifications of the baseline; without notifications, no notification is sent
   */
  readonly routing?: AlarmRouting;

  /**
   * The existing trail, with its log group.
   *
   * AWS bills a second copy of management events. If the account has a trail, import it with
   * `PrivateCaTrail.fromPrivateCaTrailAttributes()`.
   *
   * @default - a new trail is created
   */
  readonly trail?: IPrivateCaTrail;

  /**
   * The existing bucket for audit reports.
   *
   * If the app creates it, the baseline adds its CAs. The policy of an imported bucket must allow their reports.
   *
   * @default - a new bucket is created
   */
  readonly auditReportBucket?: IAuditReportBucket;

  /**
   * The encryption of a new bucket for audit reports.
   *
   * @default PrivateCaBucketEncryption.kms()
   */
  readonly auditReportEncryption?: PrivateCaBucketEncryption;

  /**
   * The existing schedule of audit reports, to which the baseline adds its CAs.
   *
   * @default - a new schedule with one report a day is created
   */
  readonly auditReportSchedule?: AuditReportSchedule;

  /**
   * The existing queries on audit reports.
   *
   * @default - new queries are created
   */
  readonly auditReportAnalytics?: AuditReportAnalytics;

  /**
   * The existing destination of all notifications, such as a `PkiNotifications`.
   *
   * @default - a new encrypted topic is created
   */
  readonly notifications?: IAlarmDestination;

  /**
   * The existing alarms on critical activity.
   *
   * One `PkiAlarms` monitors every CA in its account and Region.
   *
   * @default - new alarms on the log group of the trail are created
   */
  readonly alarms?: PkiAlarms;

  /**
   * The time without a log event of the trail after which one of the new alarms goes into ALARM state.
   *
   * The state machines of the baseline call AWS every day, so that the trail has log events even in an idle account.
   *
   * @default - 26 hours, with high criticality
   */
  readonly silence?: LogSilence;

  /**
   * The existing expiry watch, to which the baseline adds its CAs.
   *
   * @default - a new expiry watch is created
   */
  readonly expiryWatch?: CertificateAuthorityExpiryWatch;

  /**
   * The existing dashboard, which the baseline doesn't change.
   *
   * @default - a new dashboard of all parts is created
   */
  readonly dashboard?: PrivateCaDashboard;

  /**
   * The customer managed key that encrypts the log groups of all new state machines.
   *
   * IMPORTANT: If another stack creates the key, the names of the log groups change.
   *
   * @default - each state machine has a new key
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * The existing bucket for server access logs of all new buckets, with SSE-S3.
   *
   * @default - each bucket has a new one
   */
  readonly serverAccessLogsBucket?: s3.IBucket;
}
