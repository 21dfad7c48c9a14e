import { Duration, Lazy, RemovalPolicy, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch, aws_kms as kms, aws_logs as logs, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { daysMetric, newExpiryAlarm, newSilentAlarm } from './private/expiry-alarms';
import { requireAlarmRoom } from './private/expiry-checks';
import { renderExpiryDefinition } from './private/expiry-definition';
import { DEFAULT_THRESHOLDS, defaultThresholdsFor, givenThresholdsFor } from './private/possible-thresholds';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';
import { ExpiryThreshold } from '../notification/expiry-threshold';
import { DESCRIBE_CERTIFICATE_AUTHORITY_ACTIONS } from '../private/actions';
import { requireCallable, requireCertificateAuthorities } from '../private/called-authority';
import { CERTIFICATE_AUTHORITIES, CERTIFICATE_AUTHORITY, KMS_KEY, REMOVAL_POLICY, RETENTION_DAYS } from '../private/cdk-kinds';
import { arnOf } from '../private/certificate-authority-arn';
import { CertificateAuthorityPolicies } from '../private/certificate-authority-policies';
import { PrivateCaError } from '../private/errors';
import { requireThresholds } from '../private/expiry-thresholds';
import { check, checked, instanceOf, listOf, required } from '../private/kinds';
import { constructHashOf } from '../private/known-name';
import { removedOnError } from '../private/removed-on-error';
import { ScheduledStateMachine } from '../private/scheduled-state-machine';
import { newDeadLetterAlarm } from '../private/state-machine-alarms';
import { restoreOnError, undoneOnError } from '../private/undone-on-error';

/** Properties for `CertificateAuthorityExpiryWatch`. */
export interface CertificateAuthorityExpiryWatchProps {
  /**
   * The certificate authorities (CAs) to monitor.
   *
   * The CAs must be in the Region of the stack. For a CA in another account, AWS RAM must share the permission to
   * describe the CA.
   */
  readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * The thresholds, in descending order.
   *
   * Each CA has one alarm for each threshold. For a CA of the app, thresholds that are not at least 2 days shorter than
   * its validity have no alarm, because it would never be in OK state. If this applies to all of them, they cause an
   * error.
   *
   * A CA cannot issue certificates that end after its own certificate. If issued certificates are valid for more than
   * 180 days, the default thresholds are later than the last day on which the CA can issue them. For certificates from
   * AWS Certificate Manager (ACM), which are valid for 395 days, use a first threshold of, for example, 425 days.
   *
   * @default - 180 days (medium), 90 days (high), and 30 days (critical), if the CA is valid for longer; otherwise
   * 1 day (critical)
   */
  readonly thresholds?: ExpiryThreshold[];

  /**
   * The routing of the alarms.
   *
   * @default - the alarms send no notification
   */
  readonly routing?: AlarmRouting;

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

const WATCH_KINDS = {
  certificateAuthorities: required(CERTIFICATE_AUTHORITIES),
  thresholds: listOf(instanceOf(ExpiryThreshold), 'ExpiryThreshold objects'),
  routing: instanceOf(AlarmRouting),
  logEncryptionKey: KMS_KEY,
  logRetention: RETENTION_DAYS,
  removalPolicy: REMOVAL_POLICY,
};

/** The interval between two executions. */
const INTERVAL = Duration.days(1);

/**
 * Alarms on certificate authorities (CAs) whose own certificates expire soon.
 *
 * AWS publishes no event and no metric for this. Once a day, a state machine of AWS Step Functions reads the end of
 * validity of each CA certificate and publishes the metric `DaysUntilExpiry`. Another alarm goes into ALARM state if
 * the state machine could not read all CAs.
 *
 * That alarm starts in ALARM state and changes to OK after the first execution.
 *
 * @example
 * declare const root: RootCertificateAuthority;
 * declare const notifications: PkiNotifications;
 * new CertificateAuthorityExpiryWatch(this, 'Expiry', {
 *   certificateAuthorities: [root],
 *   routing: AlarmRouting.everythingTo(notifications),
 * });
 */
@removedOnError
export class CertificateAuthorityExpiryWatch extends Construct {
  /** The state machine that reads the CAs. */
  public readonly stateMachine: sfn.IStateMachine;

  /** The queue for executions that EventBridge Scheduler could not start. */
  public readonly deadLetterQueue: sqs.IQueue;

  private readonly props: CertificateAuthorityExpiryWatchProps;
  private readonly thresholds: ExpiryThreshold[];
  private readonly policies: CertificateAuthorityPolicies;
  private readonly arns: string[] = [];
  private readonly sharedAlarms: cloudwatch.Alarm[];
  private readonly expiryAlarms: cloudwatch.Alarm[] = [];

  /**
   * Creates an expiry watch.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The CAs, the thresholds, and the routing.
   */
  constructor(scope: Construct, id: string, props: CertificateAuthorityExpiryWatchProps) {
    super(scope, id);
    props = checked(this, props, WATCH_KINDS);
    this.props = props;
    this.thresholds = props.thresholds ?? DEFAULT_THRESHOLDS;
    requireCertificateAuthorities(this, props.certificateAuthorities, true);
    requireThresholds({ scope: this, property: 'thresholds' }, this.thresholds);
    requireAlarmRoom(this, props.certificateAuthorities.length, this.thresholds.length);
    props.routing?._require(this, Criticality.HIGH, ...this.thresholds.map(({ criticality }) => criticality));

    const scheduled = new ScheduledStateMachine(this, {
      word: 'pca-expiry',
      purpose: 'reads the end of validity of CA certificates',
      definition: renderExpiryDefinition(),
      publishesMetrics: true,
      logEncryptionKey: props.logEncryptionKey,
      logRetention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    this.stateMachine = scheduled.stateMachine;
    this.deadLetterQueue = scheduled.deadLetterQueue;
    this.policies = new CertificateAuthorityPolicies(this, scheduled.role, DESCRIBE_CERTIFICATE_AUTHORITY_ACTIONS);
    this.sharedAlarms = this.newSharedAlarms(scheduled);
    props.certificateAuthorities.forEach((certificateAuthority) => this.watch(certificateAuthority));
    scheduled.addSchedule(this, 'Schedule', {
      interval: INTERVAL,
      input: { certificateAuthorityArns: Lazy.any({ produce: () => this.arns }) },
      dependencies: [this.policies],
    });
  }

  /**
   * The ARNs of the certificate authorities (CAs), in the order in which they were added.
   */
  public get certificateAuthorityArns(): string[] {
    return [...this.arns];
  }

  /**
   * The alarms of the watch.
   *
   * The first two are for executions that were not started, and for CAs that were not read. They are followed by one
   * for each CA and threshold, in the order in which the CAs were added. A threshold that is too long for the validity
   * of a CA has none.
   */
  public get alarms(): cloudwatch.IAlarm[] {
    return [...this.sharedAlarms, ...this.expiryAlarms];
  }

  /**
   * Adds a certificate authority (CA) to monitor.
   *
   * @param certificateAuthority The CA, which must be in the Region of the stack.
   */
  public addCertificateAuthority(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    check(this, 'certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    undoneOnError(() => this.watch(certificateAuthority));
  }

  /** Creates the alarms of a CA, after all checks. */
  private watch(certificateAuthority: acmpca.ICertificateAuthorityRef): void {
    requireCallable(this, certificateAuthority, this.arns, true);
    requireAlarmRoom(this, this.arns.length + 1, this.thresholds.length);
    restoreOnError(this, this.arns, this.expiryAlarms);
    const thresholds = this.props.thresholds ? givenThresholdsFor(this, certificateAuthority, this.thresholds)
      : defaultThresholdsFor(this, certificateAuthority);
    this.props.routing?._require(this, ...thresholds.map(({ threshold }) => threshold.criticality));
    const arn = arnOf(certificateAuthority);
    this.arns.push(arn);
    this.policies.add(arn);
    const scope = new Construct(this, constructHashOf(certificateAuthority));
    thresholds.forEach(({ threshold, index }) => {
      const { remaining, criticality } = threshold;
      const id = remaining.isUnresolved() ? `Threshold${index}` : `Within${remaining.toDays()}Days`;
      const alarm = newExpiryAlarm(scope, id, arn, threshold);
      this.expiryAlarms.push(alarm);
      this.props.routing?._route(this, [alarm], criticality);
    });
  }

  /**
   * Returns the days until the certificate of a certificate authority (CA) expires.
   *
   * The number is negative after the expiry. A CA without a certificate has no value.
   *
   * @param certificateAuthority The CA, which must be monitored.
   */
  public metricDaysUntilExpiry(certificateAuthority: acmpca.ICertificateAuthorityRef): cloudwatch.IMetric {
    check(this, 'certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    const arn = arnOf(certificateAuthority);
    if (this.arns.includes(arn)) { return daysMetric(arn); }
    throw new PrivateCaError('CertificateAuthorityUnknown', {
      scope: this,
      subject: 'certificateAuthority',
      rule: 'be monitored by the expiry watch',
      value: certificateAuthority.node.path,
      fix: 'Call addCertificateAuthority() first',
    });
  }

  private newSharedAlarms(scheduled: ScheduledStateMachine): cloudwatch.Alarm[] {
    const undelivered = newDeadLetterAlarm(this, scheduled.deadLetterQueue, 'ca-expiry-watch-not-started',
      'HIGH: EventBridge Scheduler could not start the state machine that reads the end of validity of CA certificates. '
      + 'What to do: Read the error attributes of the messages in the dead-letter queue, then redeploy the stack.');
    const silent = newSilentAlarm(this, scheduled.stateMachine, () => this.arns.length);
    this.props.routing?._route(this, [undelivered, silent], Criticality.HIGH);
    return [undelivered, silent];
  }
}
