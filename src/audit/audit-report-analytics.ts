import { Duration, RemovalPolicy, Size, aws_athena as athena, aws_cloudwatch as cloudwatch, aws_glue as glue, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportAnalyticsGrants } from './audit-report-analytics-grants';
import { IAuditReportBucket } from './audit-report-bucket-grants';
import { ANALYTICS_KINDS, QUERY_KINDS } from './private/kinds';
import { newLatestBucket } from './private/latest-bucket';
import { requireNewName, requireQueryLength, requireQueryName, requireScanLimit } from './private/query-checks';
import { Copier, newReportCopier } from './private/report-copier';
import { QUERY_PRELUDE, REPORT_QUERIES, TABLE_NAME } from './private/report-queries';
import { newTable, newWorkGroup } from './private/report-table';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';
import { TEXT, check, checked } from '../private/kinds';
import { WRITTEN_AFTER_DEPLOYMENT } from '../private/removal-policies';
import { removedOnError } from '../private/removed-on-error';
import { requireLogKey } from '../private/state-machine';
import { newDeadLetterAlarm, newFailedExecutionAlarm } from '../private/state-machine-alarms';
import { restoreOnError } from '../private/undone-on-error';

/** A saved query in Amazon Athena. */
export interface AuditReportQuery {
  /** The name (1–128 letters, digits, spaces, hyphens, and underscores). It must be unique in the workgroup. */
  readonly name: string;

  /** The SQL statement (1–262,144 characters), which can begin with `queryPrelude`. */
  readonly sql: string;

  /**
   * The question that the query answers (1–1,024 characters).
   *
   * @default - no description
   */
  readonly description?: string;
}

/** Properties for `AuditReportAnalytics`. */
export interface AuditReportAnalyticsProps {
  /**
   * The bucket with the audit reports, in the account and Region of the stack.
   *
   * The reports must be in CSV format. If the app can't turn on Amazon EventBridge for the bucket, synthesis prints a
   * warning.
   */
  readonly auditReportBucket: IAuditReportBucket;

  /**
   * The server-side encryption of the copies and of the query results.
   *
   * @default - the key of the audit reports, or SSE-S3 if they have none
   */
  readonly encryption?: PrivateCaBucketEncryption;

  /**
   * The limit of scanned data for each query, at least 10 MB.
   *
   * A whole number of bytes. A token must be in bytes.
   *
   * @default Size.gibibytes(100)
   */
  readonly bytesScannedLimit?: Size;

  /**
   * The retention of query results, in whole days (at least 1).
   *
   * @default Duration.days(30)
   */
  readonly resultRetention?: Duration;

  /**
   * The existing bucket for server access logs, with SSE-S3, in the account and Region of the stack.
   *
   * @default - a new bucket is created
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The routing of the alarms, which have medium criticality.
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
   * The removal policy of the buckets, the log group, and new keys.
   *
   * CloudFormation can delete only empty buckets.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Queries on the newest audit report of each certificate authority (CA), with Amazon Athena.
 *
 * When AWS Private CA delivers a report in CSV format, a state machine of AWS Step Functions copies it to
 * `latest/CA_ID.csv` in a second bucket. One table contains these copies. A query scans one report for each CA,
 * however many reports the first bucket retains.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaAuditReport.html
 *
 * @example
 * declare const auditReportBucket: AuditReportBucket;
 * declare const analyst: iam.Role;
 * const analytics = new AuditReportAnalytics(this, 'Analytics', { auditReportBucket });
 * analytics.grants.query(analyst);
 */
@removedOnError
export class AuditReportAnalytics extends Construct {
  /** The bucket with the newest report of each CA (`latest/`) and the query results (`results/`). */
  public readonly latestBucket: s3.IBucket;

  /** The name of the database in the AWS Glue Data Catalog. */
  public readonly databaseName: string;

  /** The name of the table with the newest reports. */
  public readonly tableName: string;

  /** The name of the Athena workgroup. */
  public readonly workGroupName: string;

  /** The state machine that copies the reports. */
  public readonly stateMachine: sfn.IStateMachine;

  /** The queue for events that did not start the state machine. */
  public readonly deadLetterQueue: sqs.IQueue;

  /** The alarms for undelivered events and for failed copies. */
  public readonly alarms: cloudwatch.IAlarm[];

  /** Grants permission to query the reports. */
  public readonly grants: AuditReportAnalyticsGrants;

  /**
   * The start of the saved queries, for custom queries.
   *
   * It defines the table expression `certificate`, with one row for each certificate and typed columns.
   */
  public readonly queryPrelude: string = QUERY_PRELUDE;

  /**
   * The table with the newest reports.
   *
   * @internal
   */
  public readonly _table: glue.CfnTable;

  private readonly workGroup: athena.CfnWorkGroup;
  private readonly queryNames: string[] = [];

  /**
   * Creates the analytics.
   *
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces the bucket. The existing bucket is retained.
   * @param props The audit report bucket, and the configuration.
   */
  constructor(scope: Construct, id: string, props: AuditReportAnalyticsProps) {
    super(scope, id);
    props = checked(this, props, ANALYTICS_KINDS);
    const { auditReportBucket, bytesScannedLimit = Size.gibibytes(100) } = props;
    const { removalPolicy = WRITTEN_AFTER_DEPLOYMENT } = props;
    requireScanLimit(this, bytesScannedLimit);
    requireLogKey(this, props);
    props.routing?._require(this, Criticality.MEDIUM);

    const { bucket, encryptionKey } = newLatestBucket(this, { ...props, removalPolicy });
    const copier = newReportCopier(this, { auditReportBucket, latestBucket: bucket, encryptionKey, logOptions: props });
    const { database, table } = newTable(this, bucket);
    this._table = table;
    this.workGroup = newWorkGroup(this, { bucket, encryptionKey, bytesScannedLimit });

    this.latestBucket = bucket;
    this.databaseName = database.ref;
    this.tableName = TABLE_NAME;
    this.workGroupName = this.workGroup.ref;
    this.stateMachine = copier.stateMachine;
    this.deadLetterQueue = copier.deadLetterQueue;
    this.grants = AuditReportAnalyticsGrants._of(this, {
      bucket, encryptionKey, databaseName: database.ref, tableName: TABLE_NAME, workGroupName: this.workGroup.ref,
    });
    this.alarms = this.newAlarms(copier, props.routing);
    REPORT_QUERIES.forEach(({ name, question, sql }) => this.addQuery(name, { name, description: question, sql }));
  }

  /**
   * Adds a saved query to the workgroup.
   *
   * @param id The construct ID.
   * @param query The name, the SQL statement, and the description.
   */
  public addQuery(id: string, query: AuditReportQuery): void {
    check(this, 'id', TEXT, id);
    query = checked(this, query, QUERY_KINDS, 'query');
    requireQueryName(this, query.name);
    requireQueryLength(this, query.sql, query.description);
    requireNewName(this, query.name, this.queryNames);
    const named = new athena.CfnNamedQuery(this, `Query${id}`, {
      database: this.databaseName,
      workGroup: this.workGroupName,
      name: query.name,
      description: query.description,
      queryString: query.sql,
    });
    // The query refers to the table only in its text.
    named.node.addDependency(this._table);
    restoreOnError(this, this.queryNames);
    this.queryNames.push(query.name);
  }

  private newAlarms(copier: Copier, routing?: AlarmRouting): cloudwatch.IAlarm[] {
    const undelivered = newDeadLetterAlarm(this, copier.deadLetterQueue, 'report-copy-not-started',
      'MEDIUM: EventBridge could not start the copy of an audit report, so queries read an older report. '
      + 'What to do: Read the error attributes of the messages in the dead-letter queue.');
    const failed = newFailedExecutionAlarm(this, copier.stateMachine, 'audit-report-not-copied',
      'MEDIUM: An audit report was not copied, so queries read an older report. '
      + 'What to do: Read the cause of the failed execution in Step Functions, then start it again with the same input.');
    routing?._route(this, [undelivered, failed], Criticality.MEDIUM);
    return [undelivered, failed];
  }
}
