import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ScheduledStateMachine, ScheduleProps } from '../../src/private/scheduled-state-machine';
import { ENVIRONMENT, newStack } from '../support/stacks';

const create = (props: Partial<ScheduleProps> = {}, stack = newStack({ env: ENVIRONMENT })) => {
  const scope = new Construct(stack, 'Watch');
  const scheduled = new ScheduledStateMachine(scope, {
    word: 'pca-watch', definition: { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }, purpose: 'Watches CAs', publishesMetrics: false,
  });
  scheduled.addSchedule(scope, 'Schedule', { interval: Duration.days(1), input: {}, dependencies: [], ...props });
  return { stack, scheduled };
};
/** The only resource of a type whose logical ID begins so. */
const resourceIn = (stack: Stack, type: string, beginning = 'Watch') => {
  const [[id, resource], ...others] = Object.entries(Template.fromStack(stack).findResources(type)).filter(([name]) => name.startsWith(beginning));
  expect(others).toStrictEqual([]);
  return Object.assign({ id }, resource);
};
const scheduleIn = (stack: Stack) => resourceIn(stack, 'AWS::Scheduler::Schedule');
const arnOf = (stack: Stack, type: string, beginning?: string) => ({ 'Fn::GetAtt': [resourceIn(stack, type, beginning).id, 'Arn'] });
const machineOf = (stack: Stack) => ({ Ref: resourceIn(stack, 'AWS::StepFunctions::StateMachine').id });
const NAME = expect.stringMatching(/^pca-watch-[0-9a-f]{8}-$/) as string;
const GUID = { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };

test('a schedule starts the state machine, and retries for an hour before it sends the execution to the queue', () => {
  const { stack } = create({ input: { account: Lazy.string({ produce: () => 'late' }) } });

  expect(scheduleIn(stack).Properties).toStrictEqual({
    GroupName: { Ref: resourceIn(stack, 'AWS::Scheduler::ScheduleGroup').id },
    ScheduleExpression: 'rate(1 day)',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
    Target: {
      Arn: machineOf(stack),
      RoleArn: arnOf(stack, 'AWS::IAM::Role', 'WatchSchedulerRole'),
      Input: '{"account":"late"}',
      DeadLetterConfig: { Arn: arnOf(stack, 'AWS::SQS::Queue') },
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
    },
  });
});

test('a schedule with a short interval has no flexible time window', () => {
  const { Properties } = scheduleIn(create({ interval: Duration.minutes(59) }).stack);

  expect(Properties).toMatchObject({ ScheduleExpression: 'rate(59 minutes)' });
  expect(Properties.FlexibleTimeWindow).toStrictEqual({ Mode: 'OFF' });
});

test('a schedule is created after the permissions of its role and its dependencies', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const { DependsOn } = scheduleIn(create({ dependencies: [new Construct(stack, 'Empty')] }, stack).stack);

  expect(DependsOn).toStrictEqual([resourceIn(stack, 'AWS::IAM::ManagedPolicy', 'WatchSchedulerPolicy').id]);
});

test('the schedule group has a unique name', () => {
  expect(resourceIn(create().stack, 'AWS::Scheduler::ScheduleGroup').Properties).toStrictEqual({ Name: { 'Fn::Join': ['', [NAME, GUID]] } });
});

describe('the role of the schedules', () => {
  test('can be assumed only by the schedules of the group', () => {
    expect(resourceIn(create().stack, 'AWS::IAM::Role', 'WatchSchedulerRole').Properties).toStrictEqual({
      AssumeRolePolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': '111122223333',
              'aws:SourceArn': {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' },
                  expect.stringMatching(/^:scheduler:us-east-1:111122223333:schedule-group\/pca-watch-[0-9a-f]{8}-$/), GUID]],
              },
            },
          },
        }],
        Version: '2012-10-17',
      },
      Description: 'Assumed by EventBridge Scheduler: Watches CAs (Stack/Watch)',
    });
  });

  test('can start the state machine, and send messages to the queue', () => {
    const { stack } = create();

    expect(resourceIn(stack, 'AWS::IAM::ManagedPolicy', 'WatchSchedulerPolicy').Properties).toMatchObject({
      Description: 'Starts a state machine on a schedule: Watches CAs',
      Roles: [{ Ref: resourceIn(stack, 'AWS::IAM::Role', 'WatchSchedulerRole').id }],
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'states:StartExecution', Resource: machineOf(stack) },
          { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf(stack, 'AWS::SQS::Queue') },
        ],
      },
    });
  });
});

test('the queue is encrypted, requires TLS, and keeps messages for two weeks', () => {
  const { stack, scheduled } = create();

  expect(resourceIn(stack, 'AWS::SQS::Queue').Properties).toStrictEqual({ MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true });
  expect(resourceIn(stack, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement)
    .toMatchObject([{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }]);
  expect(stack.resolve(scheduled.deadLetterQueue.queueArn)).toStrictEqual(arnOf(stack, 'AWS::SQS::Queue'));
});

test('the state machine and its role are provided', () => {
  const { stack, scheduled } = create();

  expect(stack.resolve(scheduled.stateMachine.stateMachineArn)).toStrictEqual(machineOf(stack));
  expect(stack.resolve(scheduled.role.roleArn)).toStrictEqual(arnOf(stack, 'AWS::IAM::Role', 'WatchRole'));
});
