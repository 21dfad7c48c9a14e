import { RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { generatedName } from './private/trail-name';
import { LogsConfig, NamedTrail } from './private/trail-parts';
import { DELIVER_RECORD_ACTIONS } from '../private/actions';
import { KMS_KEY, LOG_GROUP, RETENTION_DAYS } from '../private/cdk-kinds';
import { PrivateCaError } from '../private/errors';
import { keepRetained } from '../private/kept-resources';
import { check, checked, withoutNulls } from '../private/kinds';
import { newCustomerManagedKey, requireKeyRegion, requireServiceKey, unaliased } from '../private/kms-key';
import { EVENTS_AND_QUERIES, letLogsUseKey, logGroupArnOf, requireLogGroupClass, requireLogGroupRegion } from '../private/log-group';

/** Options for `TrailLogs.newGroup()`. */
export interface TrailLogGroupOptions {
  /**
   * The retention period of events in the log group.
   *
   * `RetentionDays.INFINITE` is not supported. For long-term storage, use the log files in the bucket, which cost less.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly retention?: logs.RetentionDays;

  /**
   * The customer managed key of the log group.
   *
   * The library adds a statement for CloudWatch Logs and only this log group to the key policy. If the app cannot edit
   * the policy, synthesis prints a warning with the statement. AWS recommends a key other than that of the log files.
   *
   * IMPORTANT: If another stack creates the key, the name of the log group changes.
   *
   * @default - a new key that rotates every year is created
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Specifies whether a trail delivers events to CloudWatch Logs, and to which log group.
 *
 * Metric filters, alarms, and queries use the events in the log group.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
export abstract class TrailLogs {
  /**
   * Delivers events to a new log group.
   *
   * @param options The options for the log group.
   */
  public static newGroup(options: TrailLogGroupOptions = {}): TrailLogs {
    return new NewGroup(withoutNulls(options));
  }

  /**
   * Delivers events to an existing log group.
   *
   * The log group must be in the account and Region of the trail. The library does not change it.
   *
   * @param logGroup The log group.
   */
  public static existingGroup(logGroup: logs.ILogGroup): TrailLogs {
    return new ExistingGroup(logGroup);
  }

  /**
   * Delivers no events to CloudWatch Logs.
   *
   * Metric filters cannot match the events, and alarms need another source.
   */
  public static none(): TrailLogs {
    return new NoGroup();
  }

  /** Only this library extends this class. */
  protected constructor() {}

  /**
   * Throws an error if CloudTrail cannot deliver events.
   *
   * @internal
   */
  public abstract _require(scope: Construct): void;

  /**
   * Returns the log group and the delivery role, or `undefined` without delivery to CloudWatch Logs.
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

  public _check(scope: Construct): void {
    checked(scope, this.options, { retention: RETENTION_DAYS, encryptionKey: KMS_KEY }, 'logs');
  }

  public _require(scope: Construct): void {
    const { retention, encryptionKey } = this.options;
    requireEnd(scope, retention);
    if (encryptionKey) { requireLogsKey(scope, unaliased(encryptionKey)); }
  }

  public _bind(scope: Construct, trail: NamedTrail, removalPolicy: RemovalPolicy): LogsConfig {
    const { retention = logs.RetentionDays.ONE_YEAR } = this.options;
    const given = this.options.encryptionKey && unaliased(this.options.encryptionKey);
    const encryptionKey = given ?? newKey(scope, removalPolicy);
    const groupName = generatedName(scope, [encryptionKey]);
    const logGroupArn = logGroupArnOf(scope, groupName);
    letLogsUseKey(scope, encryptionKey, logGroupArn);
    const logGroup = new logs.LogGroup(scope, 'Logs', { logGroupName: groupName, retention, encryptionKey, removalPolicy });
    keepRetained(scope, logGroup, ...given ? [] : [encryptionKey]);
    return { logGroup, role: deliveryRole(scope, trail, logGroupArn) };
  }
}

class ExistingGroup extends TrailLogs {
  constructor(private readonly logGroup: logs.ILogGroup) {
    super();
  }

  public _check(scope: Construct): void {
    check(scope, 'logGroup', LOG_GROUP, this.logGroup);
  }

  public _require(scope: Construct): void {
    requireLogGroupRegion(scope, this.logGroup, {
      user: 'the trail', fix: 'Use a log group in that account and Region, or omit logs for a new one',
    });
    requireLogGroupClass(scope, this.logGroup, EVENTS_AND_QUERIES);
  }

  public _bind(scope: Construct, trail: NamedTrail): LogsConfig {
    const { logGroup } = this;
    return { logGroup, role: deliveryRole(scope, trail, logGroupArnOf(scope, logGroup.logGroupName)) };
  }
}

class NoGroup extends TrailLogs {
  constructor() {
    super();
  }

  public _require(): void {}

  public _bind(): undefined {
    return undefined;
  }
}

function newKey(scope: Construct, logsRemovalPolicy: RemovalPolicy): kms.Key {
  return newCustomerManagedKey(scope, 'LogsKey', {
    description: 'Encrypts CloudTrail events in CloudWatch Logs',
    removalPolicy: logsRemovalPolicy,
  });
}

/**
 * The role that CloudTrail assumes to deliver events. It grants permission only for the log streams of this trail.
 *
 * AWS documentation states that `aws:SourceArn` is not supported in the trust policy.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
function deliveryRole(scope: Construct, trail: NamedTrail, logGroupArn: string): iam.Role {
  const { account, organizationId } = trail.coverage;
  const streams = [
    `${logGroupArn}:log-stream:${account}_CloudTrail_${Stack.of(scope).region}*`,
    ...(organizationId === undefined ? [] : [`${logGroupArn}:log-stream:${organizationId}_*`]),
  ];
  // A separate managed policy, so that the role has its permissions as soon as it exists. CloudTrail tests the role
  // when the trail is created.
  const policy = new iam.ManagedPolicy(scope, 'LogsPolicy', {
    description: 'Allows CloudTrail to deliver events to the log group of a trail',
    statements: [new iam.PolicyStatement({ actions: DELIVER_RECORD_ACTIONS, resources: streams })],
  });
  return new iam.Role(scope, 'LogsRole', {
    description: 'Allows CloudTrail to deliver events to CloudWatch Logs',
    assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com'),
    managedPolicies: [policy],
  });
}

function requireLogsKey(scope: Construct, key: kms.IKey): void {
  requireServiceKey(scope, key, {
    user: 'CloudWatch Logs', fix: 'Omit encryptionKey for a new key, or use a customer managed key',
  });
  requireKeyRegion(scope, key, Stack.of(scope).region, 'log group');
}

function requireEnd(scope: Construct, retention: logs.RetentionDays | undefined): void {
  if (retention !== logs.RetentionDays.INFINITE) { return; }
  throw new PrivateCaError('LogRetention', {
    scope,
    subject: 'retention',
    rule: 'be limited, because the bucket already stores the log files for logFileRetention',
    value: 'RetentionDays.INFINITE',
    fix: 'Use the period for which alarms and queries need the log events',
  });
}
