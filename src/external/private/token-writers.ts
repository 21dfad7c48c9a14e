import { Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DESCRIBE_KEY_ACTIONS, PUT_LOG_EVENTS_ACTIONS, TOKEN_USER_KEY_ACTIONS, USE_BEARER_TOKEN_ACTIONS } from '../../private/actions';
import { describeRole } from '../../private/description';
import { nameKey } from '../../private/kms-key';

/* The IAM group with permission to write to a log stream with a bearer token. */

/** The log stream that the group can write to, and its key. */
export interface WrittenLog {
  /** The ARN of the log group, without `:*`. */
  readonly logGroupArn: string;
  readonly logStreamName: string;
  readonly encryptionKey: kms.IKey;
}

/**
 * Creates a group whose users can write to only one log stream with a bearer token.
 *
 * Users receive permissions from groups, and groups receive them from managed policies.
 */
export function newWriters(scope: Construct, log: WrittenLog): iam.Group {
  const policy = new iam.ManagedPolicy(scope, 'WritersPolicy', {
    description: describeRole(scope, 'Allows writing to one log stream with a bearer token'),
    statements: [renderUseToken(), renderPut(log), renderUseKey(scope, log), renderDescribeKey(scope, log)],
  });
  return new iam.Group(scope, 'Writers', { managedPolicies: [policy] });
}

/**
 * Allows authentication with a bearer token.
 *
 * The action supports no resource, and a statement with a resource never matches. The next statement limits what the
 * request can write.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
function renderUseToken(): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'UseTheToken', actions: USE_BEARER_TOKEN_ACTIONS, resources: ['*'] });
}

function renderPut({ logGroupArn, logStreamName }: WrittenLog): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'Write',
    actions: PUT_LOG_EVENTS_ACTIONS,
    resources: [`${logGroupArn}:log-stream:${logStreamName}`],
  });
}

/**
 * Allows the use of the key through CloudWatch Logs, only for this key and log group.
 *
 * The AWS managed policy CloudWatchLogsAPIKeyAccess contains this statement for all keys. The sample policy in the AWS
 * guide uses StringEquals with a wildcard, which never matches.
 */
function renderUseKey(scope: Construct, { logGroupArn, encryptionKey }: WrittenLog): iam.PolicyStatement {
  const { resourceArn, conditions } = nameKey(encryptionKey);
  return new iam.PolicyStatement({
    sid: 'UseTheKeyThroughCloudWatchLogs',
    actions: TOKEN_USER_KEY_ACTIONS,
    resources: [resourceArn],
    conditions: {
      ...conditions,
      ...throughLogs(scope),
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn },
    },
  });
}

function renderDescribeKey(scope: Construct, { encryptionKey }: WrittenLog): iam.PolicyStatement {
  const { resourceArn, conditions } = nameKey(encryptionKey);
  return new iam.PolicyStatement({
    sid: 'DescribeTheKeyThroughCloudWatchLogs',
    actions: DESCRIBE_KEY_ACTIONS,
    resources: [resourceArn],
    conditions: { ...conditions, ...throughLogs(scope) },
  });
}

/** The part of the service name after the Region depends on the partition. */
function throughLogs(scope: Construct): Record<string, Record<string, string>> {
  return { StringLike: { 'kms:ViaService': `logs.${Stack.of(scope).region}.*` } };
}
