import { RemovalPolicy, Stack, Token, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { generatedName } from './private/trail-name';
import { LogsConfig, NamedTrail } from './private/trail-parts';
import { DELIVER_RECORD_ACTIONS } from '../private/actions';
import { PrivateCaError } from '../private/errors';
import { keyRemovalPolicyFor, newCustomerManagedKey, requireCustomerManaged, requireKeyRegion, unaliased } from '../private/kms-key';
import { letLogsUseKey, logGroupArnOf, requireLogGroupRegion } from '../private/log-group';

/** Options of `TrailLogs.newGroup()`. */
export interface TrailLogGroupOptions {
  /**
   * How long CloudWatch Logs keeps the records. It must end: what is kept for good belongs into the bucket, where it
   * costs less.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: logs.RetentionDays;

  /**
   * The customer managed key of the log group. Its policy gets the statement that CloudWatch Logs needs, for this log
   * group alone; where it cannot be edited from the app, a warning tells the statement.
   *
   * @default - a new key that rotates every year, apart from that of the log files, as AWS suggests
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Whether a trail delivers its records to CloudWatch Logs as well, where metric filters, alarms and queries find them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
export abstract class TrailLogs {
  /**
   * A new log group.
   *
   * @param options how long it keeps the records, and under which key
   */
  public static newGroup(options: TrailLogGroupOptions = {}): TrailLogs {
    return new NewGroup(options);
  }

  /**
   * A log group that is there already, of the account and Region of the trail. It stays as it is.
   *
   * @param logGroup the log group
   */
  public static existingGroup(logGroup: logs.ILogGroup): TrailLogs {
    return new ExistingGroup(logGroup);
  }

  /** No delivery to CloudWatch Logs: no metric filter can see the records then, and alarms need another source. */
  public static none(): TrailLogs {
    return new NoGroup();
  }

  /** For the kinds of this library alone. */
  protected constructor() {}

  /**
   * What takes the records, and by which role; nothing if nothing does.
   *
   * @internal
   */
  public abstract _bind(
    scope: Construct, trail: NamedTrail, removalPolicy: RemovalPolicy,
  ): LogsConfig | undefined;
}

class NewGroup extends TrailLogs {
  constructor(private readonly options: TrailLogGroupOptions) {
    super();
  }

  public _bind(scope: Construct, trail: NamedTrail, removalPolicy: RemovalPolicy): LogsConfig {
    const retention = this.options.retention ?? logs.RetentionDays.ONE_YEAR;
    requireEnd(scope, retention);
    const given = this.options.encryptionKey && unaliased(this.options.encryptionKey);
    if (given) { requireLogsKey(scope, given); }
    const encryptionKey = given ?? newKey(scope, removalPolicy);
    const groupName = generatedName(scope, [encryptionKey]);
    const logGroupArn = logGroupArnOf(scope, groupName);
    letLogsUseKey(scope, encryptionKey, logGroupArn);
    const logGroup = new logs.LogGroup(scope, 'Logs', { logGroupName: groupName, retention, encryptionKey, removalPolicy });
    return { logGroup, role: deliveryRole(scope, trail, logGroupArn) };
  }
}

class ExistingGroup extends TrailLogs {
  constructor(private readonly logGroup: logs.ILogGroup) {
    super();
  }

  public _bind(scope: Construct, trail: NamedTrail): LogsConfig {
    const { logGroup } = this;
    requireLogGroupRegion(scope, logGroup, {
      user: 'the trail', fix: 'Use a log group in that account and Region, or omit logs for a new one',
    });
    return { logGroup, role: deliveryRole(scope, trail, logGroupArnOf(scope, logGroup.logGroupName)) };
  }
}

class NoGroup extends TrailLogs {
  constructor() {
    super();
  }

  public _bind(): undefined {
    return undefined;
  }
}

function newKey(scope: Construct, logsRemovalPolicy: RemovalPolicy): kms.Key {
  return newCustomerManagedKey(scope, 'LogsKey', {
    description: `Records of AWS CloudTrail in CloudWatch Logs (${scope.node.path})`,
    removalPolicy: keyRemovalPolicyFor(logsRemovalPolicy),
  });
}

/**
 * The role by which CloudTrail delivers: into the streams of this trail, and nothing else. AWS says that it supports no
 * `aws:SourceArn` here.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
function deliveryRole(scope: Construct, trail: NamedTrail, logGroupArn: string): iam.Role {
  const { account, organizationId } = trail.coverage;
  const streams = [
    `${logGroupArn}:log-stream:${account}_CloudTrail_${Stack.of(scope).region}*`,
    ...(organizationId === undefined ? [] : [`${logGroupArn}:log-stream:${organizationId}_*`]),
  ];
  // A policy of its own, so that the role is whole as soon as it is there: CloudTrail tries it when the trail is made.
  const policy = new iam.ManagedPolicy(scope, 'LogsPolicy', {
    description: 'Delivers the records of a CloudTrail trail to its log group',
    statements: [new iam.PolicyStatement({ actions: DELIVER_RECORD_ACTIONS, resources: streams })],
  });
  return new iam.Role(scope, 'LogsRole', {
    description: 'CloudTrail delivers records to CloudWatch Logs by it',
    assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com'),
    managedPolicies: [policy],
  });
}

function requireLogsKey(scope: Construct, key: kms.IKey): void {
  requireCustomerManaged(scope, key, {
    user: 'CloudWatch Logs', fix: 'Omit encryptionKey for a new key, or use a customer managed key',
  });
  requireKeyRegion(scope, key, Stack.of(scope).region, 'log group');
}

function requireEnd(scope: Construct, retention: logs.RetentionDays): void {
  if (Token.isUnresolved(retention) || retention !== logs.RetentionDays.INFINITE) { return; }
  throw new PrivateCaError('LogRetention', {
    scope,
    subject: 'retention',
    rule: 'be limited, because the bucket already stores the log files for logFileRetention',
    value: 'RetentionDays.INFINITE',
    fix: 'Use the period for which alarms and queries need the log events',
  });
}
