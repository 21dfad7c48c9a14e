import { Aws, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { LOGS_KEY_ACTIONS } from './actions';
import { environmentsDiffer, renderEnvironment } from './environment';
import { PrivateCaError } from './errors';
import { addToKeyPolicy } from './resource-policy';

/** A construct that requires a log group in its account and Region. */
export interface LogGroupUser {
  /** The construct, as the error message names it. */
  readonly user: string;
  /** The imperative sentence that corrects the mistake. */
  readonly fix: string;
}

/** A use of a log group that some log group classes do not support. */
export interface LogGroupUse {
  /** The use, as the error message names it. */
  readonly use: string;
  /** The classes that do not support the use. */
  readonly unsupported: string[];
}

// The enum of the lowest supported aws-cdk-lib has no member for every class.
const [INFREQUENT_ACCESS, DELIVERY] = ['INFREQUENT_ACCESS', 'DELIVERY'];

/** Metric filters require the Standard class. */
export const METRIC_FILTERS: LogGroupUse = { use: 'metric filters', unsupported: [INFREQUENT_ACCESS, DELIVERY] };

/** AWS documents the metrics of log events only for the class with all features. */
export const LOG_EVENT_METRICS: LogGroupUse = {
  use: 'an alarm on missing log events', unsupported: [INFREQUENT_ACCESS, DELIVERY],
};

/** The Delivery class accepts only the logs of Lambda functions, and does not support CloudWatch Logs Insights. */
export const EVENTS_AND_QUERIES: LogGroupUse = { use: 'events of a trail and queries', unsupported: [DELIVERY] };

/** The ARN of a log group of the stack, without a reference to the log group and without the suffix `:*`. */
export function logGroupArnOf(scope: Construct, logGroupName: string): string {
  const { region, account } = Stack.of(scope);
  return `arn:${Aws.PARTITION}:logs:${region}:${account}:log-group:${logGroupName}`;
}

/**
 * Grants CloudWatch Logs permission to use a key for one log group.
 *
 * CloudFormation cannot create the log group without this statement, and `LogGroup` of CDK does not add it. The
 * statement contains the ARN of the log group, because a reference would be circular.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function letLogsUseKey(scope: Construct, key: kms.IKey, logGroupArn: string): void {
  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${Stack.of(scope).region}.${Aws.URL_SUFFIX}`)],
    actions: LOGS_KEY_ACTIONS,
    resources: ['*'],
    conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn } },
  });
  addToKeyPolicy(scope, key, statement);
}

/** Throws an error if the log group is known to be in another account or Region than its user. */
export function requireLogGroupRegion(scope: IConstruct, logGroup: logs.ILogGroup, needs: LogGroupUser): void {
  const own = Stack.of(scope);
  if (!environmentsDiffer(own, logGroup.env)) { return; }
  throw new PrivateCaError('LogGroupRegion', {
    scope,
    subject: 'logGroup',
    rule: `be in the account and Region of ${needs.user} (${renderEnvironment(own)})`,
    value: renderEnvironment(logGroup.env),
    fix: needs.fix,
  });
}

/**
 * Throws an error if the app creates the log group with a class that does not support its use.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
 */
export function requireLogGroupClass(
  scope: IConstruct, logGroup: logs.ILogGroup, { use, unsupported }: LogGroupUse,
): void {
  const resource = logGroup.node.defaultChild;
  const actual = logs.CfnLogGroup.isCfnLogGroup(resource) ? resource.logGroupClass : undefined;
  if (!unsupported.some((one) => one === actual)) { return; }
  throw new PrivateCaError('LogGroupClass', {
    scope,
    subject: 'logGroup',
    rule: `not have the class ${unsupported.join(' or ')}, which does not support ${use}`,
    value: actual,
    fix: 'Use a log group of the class STANDARD',
  });
}
