import {
  Aws, CfnOutput, Duration, RemovalPolicy, Resource, Stack, Token, aws_iam as iam, aws_kms as kms, aws_logs as logs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { newWriters } from './private/token-writers';
import { IAM_USER, KMS_KEY, REMOVAL_POLICY, RETENTION_DAYS } from '../private/cdk-kinds';
import { PrivateCaError } from '../private/errors';
import { DURATION, TEXT, checked } from '../private/kinds';
import { newCustomerManagedKey, requireKeyRegion, requireServiceKey } from '../private/kms-key';
import { namePartsOf } from '../private/known-name';
import { letLogsUseKey, logGroupArnOf } from '../private/log-group';
import { WRITTEN_AFTER_DEPLOYMENT } from '../private/removal-policies';
import { Range, requireLength, requirePattern } from '../private/require';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const LOG_NAME_LENGTH: Range = { min: 1, max: 512 };

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
const CREDENTIAL_AGE_DAYS: Range = { min: 1, max: 36600 };

const LOG_KINDS = {
  logStreamName: TEXT,
  logGroupName: TEXT,
  retention: RETENTION_DAYS,
  encryptionKey: KMS_KEY,
  user: IAM_USER,
  credentialAge: DURATION,
  removalPolicy: REMOVAL_POLICY,
};

/** Properties for `ExternalPkiLog`. */
export interface ExternalPkiLogProps {
  /**
   * The name of the log stream to which the PKI writes.
   *
   * 1–512 characters, without colons and asterisks.
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
}

/**
 * A log group that receives log events from a PKI outside AWS through the CloudWatch Logs HTTP endpoint.
 *
 * The PKI, such as EZCA, authenticates with a bearer token. If the PKI can sign requests, AWS recommends Signature
 * Version 4 (SigV4) instead.
 *
 * CloudFormation cannot create the token. Run `credentialCommand` after the deployment, and again before the token
 * expires. The token grants permission to write to only this log stream.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_HTTP_Endpoints.html
 * @example
 * const ezca = new ExternalPkiLog(this, 'Ezca', { user: new iam.User(this, 'EzcaWriter') });
 */
export class ExternalPkiLog extends Construct {
  /**
   * The log group.
   *
   * Use it with `SignalSource.logs()`.
   */
  public readonly logGroup: logs.ILogGroup;

  /** The name of the log stream to which the PKI writes. */
  public readonly logStreamName: string;

  /** The customer managed KMS key that encrypts the log events. */
  public readonly encryptionKey: kms.IKey;

  /** The IAM group whose users can write to the log stream with a bearer token. */
  public readonly writers: iam.Group;

  /**
   * The AWS CLI command that creates the bearer token.
   *
   * The response contains the token (`ServiceCredentialSecret`). You cannot retrieve it again.
   */
  public readonly credentialCommand: string;

  /**
   * The HTTP endpoint to configure in the PKI.
   *
   * It accepts events in JSON, and contains the names of the log group and the log stream.
   */
  public readonly endpoint: string;

  /**
   * Creates a log group, its log stream, and the IAM group of its writers.
   *
   * @param scope The parent construct.
   * @param id The construct ID. The generated name of the log group depends on it.
   * @param props The properties of the log group, its key, and its writers.
   */
  constructor(scope: Construct, id: string, props: ExternalPkiLogProps = {}) {
    super(scope, id);
    props = checked(this, props, LOG_KINDS);
    const { removalPolicy = WRITTEN_AFTER_DEPLOYMENT, credentialAge = Duration.days(90), user } = props;
    this.logStreamName = props.logStreamName ?? 'ezca';
    const logGroupName = props.logGroupName ?? generatedName(this, props.encryptionKey);
    requireNames(this, logGroupName, this.logStreamName);
    const days = requireCredentialAge(this, credentialAge);

    const logGroupArn = logGroupArnOf(this, logGroupName);
    this.encryptionKey = props.encryptionKey ?? newKey(this, removalPolicy);
    requireServiceKey(this, this.encryptionKey, { user: 'CloudWatch Logs', fix: 'Use a customer managed key' });
    requireKeyRegion(this, this.encryptionKey, Stack.of(this).region, 'log group');
    letLogsUseKey(this, this.encryptionKey, logGroupArn);
    this.logGroup = newLogGroup(this, {
      logGroupName,
      removalPolicy,
      encryptionKey: this.encryptionKey,
      retention: props.retention ?? logs.RetentionDays.THIRTEEN_MONTHS,
    });
    new logs.LogStream(this, 'Stream', { logGroup: this.logGroup, logStreamName: this.logStreamName, removalPolicy });

    const { logStreamName, encryptionKey } = this;
    this.writers = newWriters(this, { logGroupArn, logStreamName, encryptionKey });
    if (user) { addUserToWriters(this, user, this.writers); }
    this.credentialCommand = renderCommand(user?.userName ?? 'USER_NAME', days);
    this.endpoint = `https://logs.${Stack.of(this).region}.${Aws.URL_SUFFIX}/services/collector/event`
      + `?logGroup=${encoded(logGroupName)}&logStream=${encoded(this.logStreamName)}`;
    newOutputs(this, days);
  }
}

/** Returns a name that identifies the construct and, if the key policy can contain it, the stack ID. */
function generatedName(scope: Construct, encryptionKey?: kms.IKey): string {
  return ['external-pki', ...namePartsOf(scope, [encryptionKey])].join('-');
}

function newKey(scope: Construct, removalPolicy: RemovalPolicy): kms.Key {
  return newCustomerManagedKey(scope, 'Key', {
    description: 'Logs of an external PKI',
    removalPolicy,
  });
}

/**
 * Adds the user to the group.
 *
 * A user in this stack lists the group in its properties, where compliance checks look for it. For any other user, a
 * separate resource refers to the group and the user. If a user in another stack listed the group, the dependency would
 * be circular. An imported user cannot be changed.
 */
function addUserToWriters(scope: Construct, user: iam.IUser, group: iam.IGroup): void {
  if (Resource.isOwnedResource(user) && Stack.of(user) === Stack.of(scope)) {
    user.addToGroup(group);
    return;
  }
  new iam.CfnUserToGroupAddition(scope, 'UserInWriters', { groupName: group.groupName, users: [user.userName] });
}

/** Encodes a name for a URL query. A token is returned unchanged. */
function encoded(name: string): string {
  return Token.isUnresolved(name) ? name : encodeURIComponent(name).replace(/%2F/g, '/');
}

function newLogGroup(scope: Construct, props: logs.LogGroupProps): logs.LogGroup {
  const logGroup = new logs.LogGroup(scope, 'Resource', props);
  // The L2 LogGroup of aws-cdk-lib does not support this property.
  (logGroup.node.defaultChild as logs.CfnLogGroup).bearerTokenAuthenticationEnabled = true;
  return logGroup;
}

function renderCommand(userName: string, days: number): string {
  return `aws iam create-service-specific-credential --user-name ${userName} --service-name logs.amazonaws.com `
    + `--credential-age-days ${days}`;
}

function newOutputs(log: ExternalPkiLog, days: number): void {
  // CloudFormation does not support references in descriptions.
  const age = Token.isUnresolved(days) ? 'the number of days in the command' : `${days} days`;
  new CfnOutput(log, 'CredentialCommand', {
    description: `Creates the bearer token for the PKI. The token expires after ${age}. To rotate it, create a second `
      + 'token, configure it in the PKI, and then delete the first token.',
    value: log.credentialCommand,
  });
  new CfnOutput(log, 'Endpoint', { description: 'The endpoint to configure in the PKI.', value: log.endpoint });
}

function requireNames(scope: Construct, logGroupName: string, logStreamName: string): void {
  const group = { scope, property: 'logGroupName' };
  requireLength(group, 'LogGroupName', logGroupName, LOG_NAME_LENGTH);
  requirePattern(group, 'LogGroupName', logGroupName, /^(?!aws\/)[\w./#-]+$/, 'letters, digits, and any of _-/.#, not starting with aws/');
  const stream = { scope, property: 'logStreamName' };
  requireLength(stream, 'LogStreamName', logStreamName, LOG_NAME_LENGTH);
  requirePattern(stream, 'LogStreamName', logStreamName, /^[^:*]*$/, 'text without colons or asterisks');
}

function requireCredentialAge(scope: Construct, age: Duration): number {
  if (age.isUnresolved()) { return age.toDays(); }
  const days = age.toDays({ integral: false });
  if (Number.isInteger(days) && days >= CREDENTIAL_AGE_DAYS.min && days <= CREDENTIAL_AGE_DAYS.max) { return days; }
  throw new PrivateCaError('CredentialAge', {
    scope,
    subject: 'credentialAge',
    rule: `be ${CREDENTIAL_AGE_DAYS.min} to ${CREDENTIAL_AGE_DAYS.max} whole days`,
    value: `${days} days`,
    fix: 'Use Duration.days() in this range',
  });
}
