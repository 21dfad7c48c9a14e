import {
  Aws, CfnOutput, Duration, RemovalPolicy, Resource, Stack, Token, aws_cloudwatch as cloudwatch, aws_iam as iam,
  aws_kms as kms, aws_logs as logs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ExternalPkiLogProps } from './external-pki-log-props';
import { Credential, newCredentialAlarms, requireCredential } from './private/credential-expiry';
import { LOG_KINDS, requireCredentialAge, requireNames } from './private/log-checks';
import { newWriters } from './private/token-writers';
import { Criticality } from '../notification/criticality';
import { counted } from '../private/counted';
import { keepRetained } from '../private/kept-resources';
import { checked } from '../private/kinds';
import { newCustomerManagedKey, requireKeyRegion, requireServiceKey } from '../private/kms-key';
import { namePartsOf } from '../private/known-name';
import { letLogsUseKey, logGroupArnOf } from '../private/log-group';
import { WRITTEN_AFTER_DEPLOYMENT } from '../private/removal-policies';
import { removedOnError } from '../private/removed-on-error';

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
@removedOnError
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

  /**
   * The alarms.
   *
   * The first one is for missing log events, if `silence` is set. With `credentialCreatedOn`, they are followed by two
   * for a state machine that did not run, and by one for each threshold.
   */
  public readonly alarms: cloudwatch.IAlarm[];

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
    const credential = requireCredential(this, props, days);
    requireRoutes(this, props, credential);

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
    const stream = new logs.LogStream(this, 'Stream', { logGroup: this.logGroup, logStreamName: this.logStreamName, removalPolicy });
    keepRetained(this, this.logGroup, stream, ...props.encryptionKey ? [] : [this.encryptionKey]);

    const { logStreamName, encryptionKey } = this;
    this.writers = newWriters(this, { logGroupArn, logStreamName, encryptionKey });
    if (user) { addUserToWriters(this, user, this.writers); }
    this.credentialCommand = renderCommand(user?.userName ?? 'USER_NAME', days);
    this.endpoint = `https://logs.${Stack.of(this).region}.${Aws.URL_SUFFIX}/services/collector/event`
      + `?logGroup=${encoded(logGroupName)}&logStream=${encoded(this.logStreamName)}`;
    newOutputs(this, days);
    this.alarms = [
      ...newSilenceAlarms(this, props),
      ...credential ? newCredentialAlarms(this, credential, { ...props, logEncryptionKey: this.encryptionKey }) : [],
    ];
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

/** Creates the alarm on missing log events, if it is configured. */
function newSilenceAlarms(log: ExternalPkiLog, { silence, routing }: ExternalPkiLogProps): cloudwatch.Alarm[] {
  if (!silence) { return []; }
  const alarm = silence._newAlarm(log, 'SilenceAlarm', log.logGroup, {
    nextStep: 'Test the connection in the PKI. Check whether the bearer token expired or was disabled (aws iam '
      + 'list-service-specific-credentials), and whether the KMS key of the log group is enabled.',
    runbook: 'external-pki-silent',
  });
  routing?._route(log, [alarm], silence._criticality);
  return [alarm];
}

/** Each alarm has a route. */
function requireRoutes(scope: Construct, { silence, routing }: ExternalPkiLogProps, credential?: Credential): void {
  const ofThresholds = credential?.thresholds.map(({ criticality }) => criticality) ?? [];
  const ofCredential = credential ? [Criticality.HIGH, ...ofThresholds] : [];
  routing?._require(scope, ...silence ? [silence._criticality] : [], ...ofCredential);
}

function renderCommand(userName: string, days: number): string {
  return `aws iam create-service-specific-credential --user-name ${userName} --service-name logs.amazonaws.com `
    + `--credential-age-days ${days}`;
}

function newOutputs(log: ExternalPkiLog, days: number): void {
  // CloudFormation does not support references in descriptions.
  const age = Token.isUnresolved(days) ? 'the number of days in the command' : counted(days, 'day');
  new CfnOutput(log, 'CredentialCommand', {
    description: `Creates the bearer token for the PKI. The token expires after ${age}. To rotate it, create a second `
      + 'token, configure it in the PKI, disable the first token, confirm that log events arrive, and delete the first token.',
    value: log.credentialCommand,
  });
  new CfnOutput(log, 'Endpoint', { description: 'The endpoint to configure in the PKI.', value: log.endpoint });
}
