import { Duration, RemovalPolicy, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportAnalytics } from './audit-report-analytics';
import { newExpiringAlarm, newUnreadAlarm } from './private/certificate-expiry-alarms';
import { renderCertificateExpiryDefinition } from './private/certificate-expiry-definition';
import { LIST_QUESTION, renderCountQuery, renderListQuery } from './private/certificate-expiry-query';
import { EXPIRY_WATCH_KINDS } from './private/kinds';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';
import { ExpiryThreshold } from '../notification/expiry-threshold';
import { requireThresholds } from '../private/expiry-thresholds';
import { checked } from '../private/kinds';
import { constructHashOf } from '../private/known-name';
import { removedOnError } from '../private/removed-on-error';
import { ScheduledStateMachine } from '../private/scheduled-state-machine';
import { requireLogKey } from '../private/state-machine';
import { newDeadLetterAlarm } from '../private/state-machine-alarms';

/** Properties for `IssuedCertificateExpiryWatch`. */
export interface IssuedCertificateExpiryWatchProps {
  /** The analytics with the newest audit reports of the certificate authorities (CAs). */
  readonly analytics: AuditReportAnalytics;

  /**
   * The thresholds, in descending order.
   *
   * Each threshold has one alarm for all certificates. A certificate that is valid for less than a threshold is counted
   * from its issuance, so specify shorter thresholds for certificates from CAs in short-lived mode.
   *
   * @default - 30 days (medium), 14 days (high), and 3 days (critical)
   */
  readonly thresholds?: ExpiryThreshold[];

  /**
   * Whether to include certificates that AWS Certificate Manager (ACM) requested.
   *
   * ACM sends events for its certificates, but only in the account of the certificate. Set this property to `true` if
   * you share a CA with other accounts.
   *
   * @default false
   */
  readonly includeAcmCertificates?: boolean;

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

/** The thresholds that are used if none are specified. */
const DEFAULT_THRESHOLDS = [
  ExpiryThreshold.of(Duration.days(30), Criticality.MEDIUM),
  ExpiryThreshold.of(Duration.days(14), Criticality.HIGH),
  ExpiryThreshold.of(Duration.days(3), Criticality.CRITICAL),
];

/** The name and the ID of the saved query with the certificates. Those of a second watch also contain its hash. */
const QUERY_NAME = 'expiring_without_successor';
const QUERY_ID = 'ExpiringWithoutSuccessor';

/** Properties of the alarms on certificates. */
interface ExpiringAlarmsProps {
  readonly thresholds: ExpiryThreshold[];
  readonly queryName: string;
  readonly routing?: AlarmRouting;
}

/**
 * Alarms on issued certificates that expire soon and have no successor.
 *
 * Once a day, a state machine of AWS Step Functions queries the newest audit reports with Amazon Athena, and publishes
 * the number of certificates as a metric. A successor is a certificate of the same CA with the same subject that ends
 * later. Revoked certificates are excluded. The saved query `expiring_without_successor` lists the certificates.
 * If the analytics already have the query of another watch, the name of the query ends with a hash of the watch.
 *
 * Another alarm goes into ALARM state if no new audit reports were read. That alarm starts in ALARM state and changes
 * to OK after the first execution.
 *
 * @example
 * declare const analytics: AuditReportAnalytics;
 * declare const notifications: PkiNotifications;
 * new IssuedCertificateExpiryWatch(this, 'Expiry', { analytics, routing: AlarmRouting.everythingTo(notifications) });
 */
@removedOnError
export class IssuedCertificateExpiryWatch extends Construct {
  /** The state machine that counts the certificates. */
  public readonly stateMachine: sfn.IStateMachine;

  /** The queue for executions that EventBridge Scheduler could not start. */
  public readonly deadLetterQueue: sqs.IQueue;

  /**
   * The alarms of the watch.
   *
   * The first two are for executions that were not started, and for reports that were not read. They are followed by
   * one for each threshold.
   */
  public readonly alarms: cloudwatch.IAlarm[];

  /**
   * Creates a watch.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The analytics, the thresholds, and the routing.
   */
  constructor(scope: Construct, id: string, props: IssuedCertificateExpiryWatchProps) {
    super(scope, id);
    props = checked(this, props, EXPIRY_WATCH_KINDS);
    const { analytics, thresholds = DEFAULT_THRESHOLDS, includeAcmCertificates: includeAcm = false } = props;
    requireThresholds({ scope: this, property: 'thresholds' }, thresholds);
    props.routing?._require(this, Criticality.HIGH, ...thresholds.map(({ criticality }) => criticality));
    requireLogKey(this, props);
    const within = thresholds.map(({ remaining }) => remaining);
    const { workGroupName, databaseName } = analytics;
    const scheduled = new ScheduledStateMachine(this, {
      word: 'pca-certificates',
      purpose: 'counts certificates of AWS Private CA that expire soon',
      definition: renderCertificateExpiryDefinition({
        query: renderCountQuery({ within, includeAcm }), workGroupName, databaseName, within,
      }),
      publishesMetrics: true,
      logEncryptionKey: props.logEncryptionKey,
      logRetention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    const policy = new iam.ManagedPolicy(this, 'QueryPolicy', {
      description: 'Queries the newest audit reports of AWS Private CA',
      roles: [scheduled.role],
      statements: analytics.grants._statementsFor(scheduled.role),
    });
    scheduled.addSchedule(this, 'Schedule', {
      interval: Duration.days(1), input: {}, dependencies: [policy, analytics._table],
    });
    this.stateMachine = scheduled.stateMachine;
    this.deadLetterQueue = scheduled.deadLetterQueue;
    const isFirst = analytics.node.tryFindChild(`Query${QUERY_ID}`) === undefined;
    const queryName = isFirst ? QUERY_NAME : `${QUERY_NAME}_${constructHashOf(this)}`;
    this.alarms = this.newAlarms(scheduled, { thresholds, queryName, routing: props.routing });
    analytics.addQuery(isFirst ? QUERY_ID : `${QUERY_ID}${constructHashOf(this)}`, {
      name: queryName, description: LIST_QUESTION, sql: renderListQuery({ within, includeAcm }),
    });
  }

  private newAlarms(
    scheduled: ScheduledStateMachine, { thresholds, queryName, routing }: ExpiringAlarmsProps,
  ): cloudwatch.Alarm[] {
    const undelivered = newDeadLetterAlarm(this, scheduled.deadLetterQueue, 'certificate-expiry-watch-not-started',
      'HIGH: EventBridge Scheduler could not start the state machine that counts expiring certificates. '
      + 'What to do: Read the error attributes of the messages in the dead-letter queue, then redeploy the stack.');
    const unread = newUnreadAlarm(this, scheduled.stateMachine);
    routing?._route(this, [undelivered, unread], Criticality.HIGH);
    const expiring = thresholds.map((threshold, index) => {
      const { remaining, criticality } = threshold;
      const id = remaining.isUnresolved() ? `Threshold${index}` : `Within${remaining.toDays()}Days`;
      const alarm = newExpiringAlarm(this, id, scheduled.stateMachine, threshold, queryName);
      routing?._route(this, [alarm], criticality);
      return alarm;
    });
    return [undelivered, unread, ...expiring];
  }
}
