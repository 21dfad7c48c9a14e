import { Duration, RemovalPolicy, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { AlarmRouting } from '../notification/alarm-routing';
import { ExpiryThreshold } from '../notification/expiry-threshold';
import { LogSilence } from '../notification/log-silence';

/** Properties for `ExternalPkiLog`. */
export interface ExternalPkiLogProps {
  /**
   * The name of the log stream to which the PKI writes.
   *
   * 1–512 characters, without colons, asterisks, question marks, and dollar signs. The policy of `writers` contains the
   * name, and some of these characters are wildcards or variables in policies.
   *
   * @default 'ezca'
   */
  readonly logStreamName?: string;

  /**
   * The name of the log group.
   *
   * 1–512 characters: letters, digits, and `_-/.#`, not starting with `aws/`.
   *
   * IMPORTANT: Changing this property replaces the log group. The existing log group is retained.
   *
   * @default - a name is generated from `external-pki`, the construct, and the stack
   */
  readonly logGroupName?: string;

  /**
   * The retention period of log events.
   *
   * @default RetentionDays.THIRTEEN_MONTHS
   */
  readonly retention?: logs.RetentionDays;

  /**
   * The customer managed KMS key that encrypts the log events.
   *
   * The library adds a statement to the key policy that allows CloudWatch Logs to use the key for this log group. If
   * the app cannot edit the key policy, synthesis prints a warning with the statement.
   *
   * IMPORTANT: If another stack creates the key, the name of the log group changes.
   *
   * @default - a new key is created, which rotates every year
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The IAM user that owns the bearer token.
   *
   * Use a dedicated user without a password or access keys. The library adds the user to `writers`, even if another
   * stack creates the user or the user is imported.
   *
   * @default - no user is added to `writers`
   */
  readonly user?: iam.IUser;

  /**
   * The time until the bearer token expires, in whole days (1–36,600).
   *
   * It is an argument of `credentialCommand`.
   *
   * @default Duration.days(90)
   */
  readonly credentialAge?: Duration;

  /**
   * The removal policy of the log group, its log stream, and a new key.
   *
   * With the default, CloudFormation deletes these resources only if their first deployment fails, so that their names
   * are available for the next deployment.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The time without a log event after which an alarm goes into ALARM state.
   *
   * The alarm also detects a token that expired, because the PKI can then send no log events.
   *
   * @default - no alarm detects that the PKI sends no log events
   */
  readonly silence?: LogSilence;

  /**
   * The date on which the bearer token was created, as `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ` (UTC).
   *
   * IAM returns it as `CreateDate`. The token expires `credentialAge` later. Change this property at the end of each
   * rotation, after log events arrived with the new token. Otherwise, no alarm reports the token that is still in use.
   *
   * @default - no alarm detects that the token expires soon
   */
  readonly credentialCreatedOn?: string;

  /**
   * The thresholds at which an alarm on the token goes into ALARM state, in descending order.
   *
   * Each threshold must be at least 3 days shorter than `credentialAge`. Otherwise, its alarm would not change to OK
   * state after a rotation. The property has no effect without `credentialCreatedOn`.
   *
   * @default - 14 days (high) and 3 days (critical), if `credentialAge` is long enough; otherwise 1 day (critical)
   */
  readonly credentialThresholds?: ExpiryThreshold[];

  /**
   * The routing of the alarms.
   *
   * @default - the alarms send no notification
   */
  readonly routing?: AlarmRouting;
}
