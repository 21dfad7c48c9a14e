import { Annotations, Duration, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BaselinePart } from './baseline-part';
import { CertificateAuthorityHierarchy } from './certificate-authority-hierarchy';
import { requireBaseline } from './private/baseline-checks';
import { BASELINE_KINDS } from './private/baseline-kinds';
import { addTo, newAlarms, routingOf } from './private/baseline-parts';
import { PrivateCaBaselineProps } from './private-ca-baseline-props';
import { CertificateAuthorityExpiryWatch } from '../alerting/certificate-authority-expiry-watch';
import { PkiAlarms } from '../alerting/pki-alarms';
import { AuditReportAnalytics } from '../audit/audit-report-analytics';
import { AuditReportBucket } from '../audit/audit-report-bucket';
import { IAuditReportBucket } from '../audit/audit-report-bucket-grants';
import { AuditReportSchedule } from '../audit/audit-report-schedule';
import { PrivateCaDashboard } from '../dashboard/private-ca-dashboard';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { IAlarmDestination } from '../notification/alarm-destination';
import { AlarmRouting } from '../notification/alarm-routing';
import { LogSilence } from '../notification/log-silence';
import { PkiNotifications } from '../notification/pki-notifications';
import { checked } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';
import { PrivateCaTrail } from '../trail/private-ca-trail';
import { IPrivateCaTrail } from '../trail/private-ca-trail-grants';

/** The state machines of a baseline call AWS every day, some of them in a window of hours. */
const DEFAULT_SILENCE = LogSilence.after(Duration.hours(26));

/**
 * Certificate authorities (CAs) with audit reports, a trail, notifications, alarms, and a dashboard.
 *
 * The baseline consists of constructs of this library, and has no resource and no policy of its own. You can specify an
 * existing construct for each part, or omit the part with `without`. The logical IDs of a part don't depend on the
 * other parts. Only the EventBridge rules of the alarms require notifications, which are their targets. To change the
 * settings of a part, create the part yourself, and specify it.
 *
 * To share the parts with the CAs of another baseline, specify the parts of the first one.
 *
 * @example
 * new PrivateCaBaseline(this, 'Pki', {
 *   hierarchy: {
 *     root: {
 *       name: 'Root',
 *       subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }),
 *       below: [{ name: 'Issuing', subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }) }],
 *     },
 *     revocation: Revocation.ocsp(),
 *   },
 *   subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
 * });
 */
@removedOnError
export class PrivateCaBaseline extends Construct {
  /**
   * The hierarchy of CAs.
   *
   * @default - undefined without `hierarchy`
   */
  public readonly hierarchy?: CertificateAuthorityHierarchy;

  /** The CAs of the hierarchy, and the specified CAs. */
  public readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * The CloudTrail trail.
   *
   * @default - undefined without BaselinePart.TRAIL
   */
  public readonly trail?: IPrivateCaTrail;

  /**
   * The bucket for audit reports.
   *
   * @default - undefined without BaselinePart.AUDIT_REPORT_BUCKET
   */
  public readonly auditReportBucket?: IAuditReportBucket;

  /**
   * The schedule of audit reports.
   *
   * @default - undefined without BaselinePart.AUDIT_REPORT_SCHEDULE
   */
  public readonly auditReportSchedule?: AuditReportSchedule;

  /**
   * The queries on the newest audit reports.
   *
   * @default - undefined without BaselinePart.AUDIT_REPORT_ANALYTICS
   */
  public readonly auditReportAnalytics?: AuditReportAnalytics;

  /**
   * The destination of all notifications.
   *
   * @default - undefined without BaselinePart.NOTIFICATIONS
   */
  public readonly notifications?: IAlarmDestination;

  /**
   * The alarms on critical activity.
   *
   * @default - undefined without BaselinePart.ALARMS
   */
  public readonly alarms?: PkiAlarms;

  /**
   * The alarms on CA certificates that expire soon.
   *
   * @default - undefined without BaselinePart.EXPIRY_WATCH
   */
  public readonly expiryWatch?: CertificateAuthorityExpiryWatch;

  /**
   * The dashboard.
   *
   * @default - undefined without BaselinePart.DASHBOARD
   */
  public readonly dashboard?: PrivateCaDashboard;

  private readonly props: PrivateCaBaselineProps;
  private readonly routing: AlarmRouting;

  /**
   * Creates the CAs and the parts.
   *
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces all CAs of the hierarchy, and all new buckets and keys.
   * @param props The CAs, and the parts that exist or are not created.
   */
  constructor(scope: Construct, id: string, props: PrivateCaBaselineProps) {
    super(scope, id);
    this.props = checked(this, props, BASELINE_KINDS);
    requireBaseline(this, this.props);

    this.trail = this.partOf(BaselinePart.TRAIL, this.props.trail, (partId) => this.newTrail(partId));
    this.hierarchy = this.props.hierarchy && new CertificateAuthorityHierarchy(this, 'Hierarchy', this.props.hierarchy);
    if (this.trail && !this.props.trail) { this.hierarchy?.node.addDependency(this.trail); }
    this.certificateAuthorities = [...this.hierarchy?.all ?? [], ...this.props.certificateAuthorities ?? []];

    this.notifications = this.partOf(BaselinePart.NOTIFICATIONS, this.props.notifications, (partId) =>
      this.newNotifications(partId));
    this.routing = routingOf(this.props.routing, this.notifications);
    this.auditReportBucket = this.partOf(
      BaselinePart.AUDIT_REPORT_BUCKET, this.props.auditReportBucket, (partId) => this.newBucket(partId));
    this.auditReportSchedule = this.partOf(
      BaselinePart.AUDIT_REPORT_SCHEDULE, this.props.auditReportSchedule, (partId) => this.newSchedule(partId));
    this.auditReportAnalytics = this.partOf(
      BaselinePart.AUDIT_REPORT_ANALYTICS, this.props.auditReportAnalytics, (partId) => this.newAnalytics(partId));
    this.expiryWatch = this.partOf(
      BaselinePart.EXPIRY_WATCH, this.props.expiryWatch, (partId) => this.newExpiryWatch(partId));
    this.alarms = this.partOf(BaselinePart.ALARMS, this.props.alarms, (partId) => this.newAlarms(partId));
    const { auditReportBucket, auditReportSchedule, expiryWatch } = this.props;
    addTo([auditReportBucket, auditReportSchedule, expiryWatch], this.certificateAuthorities);
    this.dashboard = this.partOf(BaselinePart.DASHBOARD, this.props.dashboard, (partId) => this.newDashboard(partId));
  }

  /**
   * The alarm on a log group of the trail without log events.
   *
   * @default - undefined without BaselinePart.SILENCE_ALARM, or if existing alarms have none
   */
  public get silenceAlarm(): cloudwatch.IAlarm | undefined {
    return this.alarms?.silenceAlarm;
  }

  /** The existing part, a new one, or none. */
  private partOf<T>(part: BaselinePart, existing: T | undefined, create: (id: string) => T): T | undefined {
    if (this.props.without?.includes(part)) { return undefined; }
    return existing ?? create(`${part[0].toUpperCase()}${part.slice(1)}`);
  }

  private newNotifications(id: string): PkiNotifications {
    const notifications = new PkiNotifications(this, id, { subscriptions: this.props.subscriptions });
    // No alarm of the baseline notifies the topic.
    if (this.props.routing) { Annotations.of(notifications).acknowledgeWarning('cdk-private-ca:noSubscription'); }
    return notifications;
  }

  private newTrail(id: string): PrivateCaTrail {
    return new PrivateCaTrail(this, id, { serverAccessLogsBucket: this.props.serverAccessLogsBucket });
  }

  private newBucket(id: string): AuditReportBucket {
    const { serverAccessLogsBucket, auditReportEncryption = PrivateCaBucketEncryption.kms() } = this.props;
    return new AuditReportBucket(this, id, {
      certificateAuthorities: this.certificateAuthorities, encryption: auditReportEncryption, serverAccessLogsBucket,
    });
  }

  private newSchedule(id: string): AuditReportSchedule {
    const { certificateAuthorities, routing } = this;
    return new AuditReportSchedule(this, id, {
      auditReportBucket: this.auditReportBucket!,
      certificateAuthorities,
      routing,
      logEncryptionKey: this.props.logEncryptionKey,
    });
  }

  private newAnalytics(id: string): AuditReportAnalytics {
    const { logEncryptionKey, serverAccessLogsBucket } = this.props;
    return new AuditReportAnalytics(this, id, {
      auditReportBucket: this.auditReportBucket!, routing: this.routing, logEncryptionKey, serverAccessLogsBucket,
    });
  }

  private newExpiryWatch(id: string): CertificateAuthorityExpiryWatch {
    const { certificateAuthorities, routing } = this;
    return new CertificateAuthorityExpiryWatch(this, id, {
      certificateAuthorities, routing, logEncryptionKey: this.props.logEncryptionKey,
    });
  }

  private newAlarms(id: string): PkiAlarms {
    const { hierarchy, certificateAuthorities, routing } = this;
    const { silence = DEFAULT_SILENCE, without = [] } = this.props;
    return newAlarms(this, id, {
      hierarchy,
      certificateAuthorities,
      routing,
      silence: without.includes(BaselinePart.SILENCE_ALARM) ? undefined : silence,
      trail: this.trail!,
      ownTrail: this.props.trail ? undefined : this.trail,
      ownBucket: this.props.auditReportBucket ? undefined : this.auditReportBucket,
    });
  }

  private newDashboard(id: string): PrivateCaDashboard {
    const listed = <T>(part: T | undefined) => part === undefined ? [] : [part];
    return new PrivateCaDashboard(this, id, {
      alarms: listed(this.alarms),
      auditReportSchedules: listed(this.auditReportSchedule),
      auditReportAnalytics: listed(this.auditReportAnalytics),
      expiryWatches: listed(this.expiryWatch),
      certificateAuthorities: this.certificateAuthorities,
    });
  }
}
