import { Stack, aws_logs as logs } from 'aws-cdk-lib';
import {
  EVENTS_AND_QUERIES, LOG_EVENT_METRICS, LogGroupUse, METRIC_FILTERS, requireLogGroupClass, requireLogGroupRegion,
} from '../../src/private/log-group';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const importedFrom = (stack: Stack, account: string, region: string) =>
  logs.LogGroup.fromLogGroupArn(stack, 'Group', `arn:aws:logs:${region}:${account}:log-group:trail`);

describe('the account and Region of a log group', () => {
  const check = (account: string, region: string) => {
    const stack = newStack({ env: ENVIRONMENT });
    requireLogGroupRegion(stack, importedFrom(stack, account, region), { user: 'the queries', fix: 'Create the queries there' });
  };

  test('can be those of its user', () => {
    expect(() => check('111122223333', 'us-east-1')).not.toThrow();
  });

  test.each([['444455556666', 'us-east-1'], ['111122223333', 'eu-west-1']])('cannot be %s and %s', (account, region) => {
    expect(errorOf('LogGroupRegion', () => check(account, region)).message).toBe('logGroup must be in the account and Region of the queries '
      + `(111122223333/us-east-1); got "${account}/${region}". Fix: Create the queries there. [LogGroupRegion at Stack]`);
  });
});

describe('the class of a log group', () => {
  const check = (use: LogGroupUse, logGroupClass?: string) => {
    const stack = newStack();
    requireLogGroupClass(stack, new logs.LogGroup(stack, 'Group', { logGroupClass: logGroupClass as logs.LogGroupClass | undefined }), use);
  };

  test.each<[string, LogGroupUse, (string | undefined)[]]>([
    ['metric filters', METRIC_FILTERS, ['STANDARD', undefined]],
    ['log event metrics', LOG_EVENT_METRICS, ['STANDARD', undefined]],
    ['events and queries', EVENTS_AND_QUERIES, ['STANDARD', 'INFREQUENT_ACCESS', undefined]],
  ])('supports %s', (_name, use, classes) => {
    expect(() => classes.forEach((logGroupClass) => check(use, logGroupClass))).not.toThrow();
  });

  test.each<[string, LogGroupUse, string]>([
    ['INFREQUENT_ACCESS', METRIC_FILTERS, 'INFREQUENT_ACCESS or DELIVERY, which does not support metric filters'],
    ['DELIVERY', METRIC_FILTERS, 'INFREQUENT_ACCESS or DELIVERY, which does not support metric filters'],
    ['INFREQUENT_ACCESS', LOG_EVENT_METRICS, 'INFREQUENT_ACCESS or DELIVERY, which does not support an alarm on missing log events'],
    ['DELIVERY', LOG_EVENT_METRICS, 'INFREQUENT_ACCESS or DELIVERY, which does not support an alarm on missing log events'],
    ['DELIVERY', EVENTS_AND_QUERIES, 'DELIVERY, which does not support events of a trail and queries'],
  ])('%s is an error for a use', (logGroupClass, use, text) => {
    expect(errorOf('LogGroupClass', () => check(use, logGroupClass)).message).toBe(`logGroup must not have the class ${text}; got "${logGroupClass}". `
      + 'Fix: Use a log group of the class STANDARD. [LogGroupClass at Stack]');
  });

  test('of an imported log group is not known', () => {
    const stack = newStack();

    expect(() => requireLogGroupClass(stack, importedFrom(stack, '111122223333', 'us-east-1'), METRIC_FILTERS)).not.toThrow();
  });
});
