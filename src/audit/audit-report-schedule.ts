import { aws_acmpca as acmpca, aws_cloudwatch as cloudwatch, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportFormat, AuditReportScheduleProps, AuditReportTiming } from './audit-report-schedule-props';
import { warnUnlessDeliverable } from './private/deliverable';
import { SCHEDULE_KINDS, TIMING_KINDS } from './private/kinds';
import { deliveredMetric, newOverdueAlarm } from './private/overdue-alarm';
import { DELAY_SECONDS, ReportInput, renderReportDefinition } from './private/report-definition';
import { DEFAULT_INTERVAL, overdueAfterOf, requireInterval } from './private/report-timing';
import { Criticality } from '../notification/criticality';
import { GENERATE_AUDIT_REPORT_ACTIONS } from '../private/actions';
import { requireCallable, requireCertificateAuthorities } from '../private/called-authority';
import { CERTIFICATE_AUTHORITY } from '../private/cdk-kinds';
import { arnOf } from '../private/certificate-authority-arn';
import { CertificateAuthorityPolicies } from '../private/certificate-authority-policies';
import { PrivateCaError } from '../private/errors';
import { check, checked } from '../private/kinds';
import { constructHashOf } from '../private/known-name';
import { removedOnError } from '../private/removed-on-error';
import { ScheduledStateMachine, windowOf } from '../private/scheduled-state-machine';
import { newDeadLetterAlarm, newFailedExecutionAlarm } from '../private/state-machine-alarms';
import { restoreOnError, undoneOnError } from '../private/undone-on-error';

/**
 * Requests audit reports on a schedule, and waits until they are delivered.
 *
 * Amazon EventBridge Scheduler starts one state machine of AWS Step Functions for each certificate authority (CA). The
 * state machine requests a report, waits until it is delivered, and publishes the metric `AuditReportDelivered`. An
 * alarm for each CA goes into ALARM state if no report was delivered in time.
 *
 * The alarms start in ALARM state and change to OK after the first report.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html
 *
 * @example
 * declare const root: RootCertificateAuthority;
 * declare const auditReportBucket: AuditReportBucket;
 * declare const notifications: PkiNotifications;
 * new AuditReportSchedule(this, 'Reports', {
 *   auditReportBucket,
 *   certificateAuthorities: [root],
 *   routing: AlarmRouting.everythingTo(notifications),
 * });
 */
@removedOnError
export class AuditReportSchedule extends Construct {
  /** The state machine that requests the audit reports. */
  public readonly stateMachine: sfn.IStateMachine;

  /** The queue for executions that EventBridge Scheduler could not start. */
  public readonly deadLetterQueue: sqs.IQueue;

  private readonly props: AuditReportScheduleProps;
  private readonly scheduled: ScheduledStateMachine;
  private readonly policies: CertificateAuthorityPolicies;
  private readonly arns: string[] = [];
  private readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[] = [];
  private readonly sharedAlarms: cloudwatch.Alarm[];
  private readonly overdueAlarms: cloudwatch.Alarm[] = [];

  /**
   * Creates a schedule.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The bucket, the CAs, and the timing.
   */
  constructor(scope: Construct, id: string, props: AuditReportScheduleProps) {
    super(scope, id);
    props = checked(this, props, SCHEDULE_KINDS);
    const interval = props.interval ?? DEFAULT_INTERVAL;
    requireCertificateAuthorities(this, props.certificateAuthorities, false);
    requireInterval(this, interval);
    overdueAfterOf(this, interval, props.overdueAfter);
    this.props = props;
    props.routing?._require(this, this.criticality);

    this.scheduled = new ScheduledStateMachine(this, {
      word: 'pca-reports',
      purpose: 'requests audit reports of AWS Private CA',
      definition: renderReportDefinition(),
      publishesMetrics: true,
      logEncryptionKey: props.logEncryptionKey,
      logRetention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    this.stateMachine = this.scheduled.stateMachine;
    this.deadLetterQueue = this.scheduled.deadLetterQueue;
    this.policies = new CertificateAuthorityPolicies(this, this.scheduled.role, GENERATE_AUDIT_REPORT_ACTIONS);
    this.sharedAlarms = this.newSharedAlarms();
    warnUnlessDeliverable(this, props.auditReportBucket, this.certificateAuthorities);
    props.certificateAuthorities.forEach((certificateAuthority) => this.schedule(certificateAuthority, {}));
  }

  /**
   * The ARNs of the certificate authorities (CAs), in the order in which they were added.
   */
  public get certificateAuthorityArns(): string[] {
    return [...this.arns];
  }

  /**
   * The alarms of the schedule.
   *
   * The first two are for executions that were not started, and for executions that failed. They are followed by one
   * for an overdue report of each CA, in the order in which the CAs were added.
   */
  public get alarms(): cloudwatch.IAlarm[] {
    return [...this.sharedAlarms, ...this.overdueAlarms];
  }

  /**
   * Adds a certificate authority (CA) to the schedule.
   *
   * @param certificateAuthority The CA, which must be in the account and Region of the stack.
   * @param timing The timing, if it differs from that of the schedule.
   */
  public addCertificateAuthority(
    certificateAuthority: acmpca.ICertificateAuthorityRef, timing: AuditReportTiming = {},
  ): void {
    check(this, 'certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    timing = checked(this, timing, TIMING_KINDS, 'timing');
    undoneOnError(() => this.schedule(certificateAuthority, timing));
  }

  /** Creates the schedule of a CA, and its alarm, after all checks. */
  private schedule(certificateAuthority: acmpca.ICertificateAuthorityRef, timing: AuditReportTiming): void {
    requireCallable(this, certificateAuthority, this.arns, false);
    const interval = timing.interval ?? this.props.interval ?? DEFAULT_INTERVAL;
    requireInterval(this, interval);
    const overdueAfter = overdueAfterOf(this, interval, timing.overdueAfter ?? this.props.overdueAfter);
    this.props.routing?._require(this, this.criticality);
    restoreOnError(this, this.arns, this.certificateAuthorities, this.overdueAlarms);
    const arn = arnOf(certificateAuthority);
    const { auditReportBucket, format = AuditReportFormat.CSV } = this.props;
    const { bucket } = auditReportBucket;
    const input: ReportInput = {
      certificateAuthorityArn: arn,
      bucketName: bucket.bucketName,
      format,
      delaySeconds: windowOf(interval) > 0 ? 0 : this.arns.length * DELAY_SECONDS,
    };
    this.arns.push(arn);
    this.certificateAuthorities.push(certificateAuthority);
    const scope = new Construct(this, constructHashOf(certificateAuthority));
    const policy = this.policies.add(arn);
    this.scheduled.addSchedule(scope, 'Schedule', {
      interval, input, dependencies: [policy, ...(bucket.policy ? [bucket.policy] : [])],
    });
    const alarm = newOverdueAlarm(scope, this.metricOf(arn), {
      certificateAuthorityArn: arn, overdueAfter, criticality: this.criticality,
    });
    this.overdueAlarms.push(alarm);
    this.props.routing?._route(this, [alarm], this.criticality);
  }

  /**
   * Returns the number of delivered audit reports of a certificate authority (CA).
   *
   * @param certificateAuthority The CA, which must be in the schedule.
   */
  public metricDelivered(certificateAuthority: acmpca.ICertificateAuthorityRef): cloudwatch.IMetric {
    check(this, 'certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    const arn = arnOf(certificateAuthority);
    if (this.arns.includes(arn)) { return this.metricOf(arn); }
    throw new PrivateCaError('CertificateAuthorityUnknown', {
      scope: this,
      subject: 'certificateAuthority',
      rule: 'be in the schedule',
      value: certificateAuthority.node.path,
      fix: 'Call addCertificateAuthority() first',
    });
  }

  private metricOf(arn: string): cloudwatch.Metric {
    return deliveredMetric(arn, this.scheduled.stateMachine);
  }

  private get criticality(): Criticality {
    return this.props.overdueCriticality ?? Criticality.HIGH;
  }

  private newSharedAlarms(): cloudwatch.Alarm[] {
    const level = this.criticality.toUpperCase();
    const undelivered = newDeadLetterAlarm(this, this.scheduled.deadLetterQueue, 'report-schedule-not-started',
      `${level}: EventBridge Scheduler could not start the state machine that requests audit reports. `
      + 'What to do: Read the error attributes of the messages in the dead-letter queue, then redeploy the stack.');
    const failed = newFailedExecutionAlarm(this, this.scheduled.stateMachine, 'audit-report-not-delivered',
      `${level}: A request for an audit report failed, or the report was not delivered. `
      + 'What to do: Read the cause of the failed execution in Step Functions.');
    this.props.routing?._route(this, [undelivered, failed], this.criticality);
    return [undelivered, failed];
  }
}
