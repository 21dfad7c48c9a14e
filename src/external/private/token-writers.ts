import { Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DESCRIBE_KEY_ACTIONS, PUT_LOG_EVENTS_ACTIONS, TOKEN_USER_KEY_ACTIONS, USE_BEARER_TOKEN_ACTIONS } from '../../private/actions';
import { nameKey } from '../../private/kms-key';

/* Who may write to a log group with a bearer token. */

/** What is written to. */
export interface WrittenLog {
  /** The ARN of the log group, without `:*`. */
  readonly logGroupArn: string;
  readonly logStreamName: string;
  readonly encryptionKey: kms.IKey;
}

/**
 * A group whose users may write to one log stream with a bearer token, and nothing else. IAM users have their rights
 * from groups, and groups from managed policies.
 */
export function newWriters(scope: Construct, log: WrittenLog): iam.Group {
  const policy = new iam.ManagedPolicy(scope, 'WritersPolicy', {
    description: `Writes to one log stream with a bearer token (${scope.node.path})`,
    statements: [renderUseToken(), renderPut(log), renderUseKey(scope, log), renderDescribeKey(scope, log)],
  });
  return new iam.Group(scope, 'Writers', { managedPolicies: [policy] });
}

/**
 * That a request may be authenticated by a token at all. The action has no resource to name (a statement that names one
 * never matches): what the request may then write, and where, is decided by the next statement.
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
 * As in AWS's managed policy CloudWatchLogsAPIKeyAccess, for this key and log group alone. The sample policy of AWS's
 * guide compares by StringEquals with a wildcard, which never matches.
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

/** What follows the Region in the name of a service depends on the partition. */
function throughLogs(scope: Construct): Record<string, Record<string, string>> {
  return { StringLike: { 'kms:ViaService': `logs.${Stack.of(scope).region}.*` } };
}
