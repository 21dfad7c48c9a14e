import { Aws, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LOGS_KEY_ACTIONS } from './actions';
import { addToKeyPolicy } from './key-policy';

/** The ARN of a log group of the stack, without a reference to it and without the `:*` that stands for its streams. */
export function logGroupArnOf(scope: Construct, logGroupName: string): string {
  const { region, account } = Stack.of(scope);
  return `arn:${Aws.PARTITION}:logs:${region}:${account}:log-group:${logGroupName}`;
}

/**
 * Lets CloudWatch Logs use a key for one log group and no other, which CDK's `LogGroup` does not: without it the log
 * group cannot be made. The log group is named by its ARN, because a reference would be a cycle.
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
