import {
  Aws, CfnOutput, Duration, RemovalPolicy, Resource, Stack, Token, aws_iam as iam, aws_kms as kms, aws_logs as logs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { newWriters } from './private/token-writers';
import { PrivateCaError } from '../private/errors';
import { keyRemovalPolicyFor, newCustomerManagedKey, requireCustomerManaged, requireKeyRegion } from '../private/kms-key';
import { namePartsOf } from '../private/known-name';
import { letLogsUseKey, logGroupArnOf } from '../private/log-group';
import { Range, requireLength, requirePattern } from '../private/require';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const LOG_NAME_LENGTH: Range = { min: 1, max: 512 };

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
const CREDENTIAL_AGE_DAYS: Range = { min: 1, max: 36600 };

/** Properties of an `ExternalPkiLog`. */
export interface ExternalPkiLogProps {
  /**
   * The name of the log stream that the PKI writes to: 1 to 512 characters, no colon and no asterisk.
   *
   * @default 'ezca'
   */
  readonly logStreamName?: string;

  /**
   * The name of the log group: letters, digits and `_-/.#`. A change replaces the log group and keeps the old one.
   *
   * @default - `external-pki-`, a part that stands for this construct and one that stands for the stack
   */
  readonly logGroupName?: string;

  /**
   * How long log events are kept.
   *
   * @default RetentionDays.THIRTEEN_MONTHS
   */
  readonly retention?: logs.RetentionDays;

  /**
   * The customer managed key that encrypts the log events. Its policy gets what CloudWatch Logs needs for this log
   * group.
   *
   * @default - a new one that rotates every year
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The IAM user whose token the PKI writes with: one of its own, without a password or access keys. It is put into
   * `writers`, whether this stack makes it, another, or none.
   *
   * @default - none yet: put a user into `writers`
   */
  readonly user?: iam.IUser;

  /**
   * After how many days the credential in `credentialCommand` expires: whole days, 1 to 36,600.
   *
   * @default Duration.days(90)
   */
  readonly credentialAge?: Duration;

  /**
   * What becomes of the log group, its stream and a new key when they leave the stack.
   *
   * @default RemovalPolicy.RETAIN - all kept; a new key goes if its first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A log group that a PKI outside AWS, such as EZCA, writes to over the HTTP endpoint of CloudWatch Logs, with a bearer
 * token. AWS recommends signed requests (SigV4) where the writer can sign.
 *
 * CloudFormation cannot make the token: run `credentialCommand` after the deployment, and again before the token
 * expires. Whoever has the token may write log events to this log group, and nothing else.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_HTTP_Endpoints.html
 */
export class ExternalPkiLog extends Construct {
  /** The log group, for `SignalSource.logs()`. */
  public readonly logGroup: logs.ILogGroup;

  /** The name of the log stream that the PKI writes to. */
  public readonly logStreamName: string;

  /** The customer managed key that encrypts the log events. */
  public readonly encryptionKey: kms.IKey;

  /** The group whose users may write log events to this log group with a bearer token. */
  public readonly writers: iam.Group;

  /** The command that makes the token; its answer shows the token (`ServiceCredentialSecret`) once and never again. */
  public readonly credentialCommand: string;

  /** The endpoint for events in JSON, with the names of log group and stream, as the PKI needs it. */
  public readonly endpoint: string;

  /**
   * @param scope the construct that the log belongs to
   * @param id the id within the scope; the name of the log group depends on it
   * @param props the log group, its key and who writes to it
   */
  constructor(scope: Construct, id: string, props: ExternalPkiLogProps = {}) {
    super(scope, id);
    const { removalPolicy = RemovalPolicy.RETAIN, credentialAge = Duration.days(90), user } = props;
    this.logStreamName = props.logStreamName ?? 'ezca';
    const logGroupName = props.logGroupName ?? generatedName(this, props.encryptionKey);
    requireNames(this, logGroupName, this.logStreamName);
    const days = requireCredentialAge(this, credentialAge);

    const logGroupArn = logGroupArnOf(this, logGroupName);
    this.encryptionKey = props.encryptionKey ?? newKey(this, removalPolicy);
    requireCustomerManaged(this, this.encryptionKey, { user: 'CloudWatch Logs', fix: 'Use a customer managed key' });
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
    if (user) { admitUser(this, user, this.writers); }
    this.credentialCommand = renderCommand(user?.userName ?? 'USER_NAME', days);
    this.endpoint = `https://logs.${Stack.of(this).region}.${Aws.URL_SUFFIX}/services/collector/event`
      + `?logGroup=${encoded(logGroupName)}&logStream=${encoded(this.logStreamName)}`;
    newOutputs(this, days);
  }
}

/** Another name for each construct and, where the policy of the key can carry it, for each life of the stack. */
function generatedName(scope: Construct, encryptionKey?: kms.IKey): string {
  return ['external-pki', ...namePartsOf(scope, [encryptionKey])].join('-');
}

function newKey(scope: Construct, removalPolicy: RemovalPolicy): kms.Key {
  return newCustomerManagedKey(scope, 'Key', {
    description: `Logs of an external PKI (${scope.node.path})`,
    removalPolicy: keyRemovalPolicyFor(removalPolicy),
  });
}

/**
 * Puts the user into the group: a user of this stack by itself, where audits look, and any other from the side of the
 * group. A user of another stack would refer to the group, which refers to it; one that was imported cannot.
 */
function admitUser(scope: Construct, user: iam.IUser, group: iam.IGroup): void {
  if (Resource.isOwnedResource(user) && Stack.of(user) === Stack.of(scope)) {
    user.addToGroup(group);
    return;
  }
  new iam.CfnUserToGroupAddition(scope, 'UserInWriters', { groupName: group.groupName, users: [user.userName] });
}

/** A name as it stands in a query; one that only the deployment knows stands as it is. */
function encoded(name: string): string {
  return Token.isUnresolved(name) ? name : encodeURIComponent(name).replace(/%2F/g, '/');
}

function newLogGroup(scope: Construct, props: logs.LogGroupProps): logs.LogGroup {
  const logGroup = new logs.LogGroup(scope, 'Resource', props);
  // aws-cdk-lib's LogGroup does not have the property yet.
  (logGroup.node.defaultChild as logs.CfnLogGroup).bearerTokenAuthenticationEnabled = true;
  return logGroup;
}

function renderCommand(userName: string, days: number): string {
  return `aws iam create-service-specific-credential --user-name ${userName} --service-name logs.amazonaws.com `
    + `--credential-age-days ${days}`;
}

function newOutputs(log: ExternalPkiLog, days: number): void {
  new CfnOutput(log, 'CredentialCommand', {
    description: `Makes the token that the PKI writes with. It expires after ${days} days; a user may have two, so make the next `
      + 'one, hand it to the PKI, then delete the old one',
    value: log.credentialCommand,
  });
  new CfnOutput(log, 'Endpoint', { description: 'Where the PKI writes to', value: log.endpoint });
}

function requireNames(scope: Construct, logGroupName: string, logStreamName: string): void {
  const group = { scope, property: 'logGroupName' };
  requireLength(group, 'LogGroupName', logGroupName, LOG_NAME_LENGTH);
  requirePattern(group, 'LogGroupName', logGroupName, /^[\w./#-]+$/, 'letters, digits, and any of _-/.#');
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
    rule: `be a whole number of days from ${CREDENTIAL_AGE_DAYS.min} to ${CREDENTIAL_AGE_DAYS.max}`,
    value: `${days} days`,
    fix: 'Set credentialAge to a whole number of days, such as Duration.days(90)',
  });
}
