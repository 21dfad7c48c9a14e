import { Duration, Stack, aws_cloudwatch as cloudwatch, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newDeadLetterAlarm, newFailedExecutionAlarm, newSilenceAlarm } from '../../src/private/state-machine-alarms';
import { newStack } from '../support/stacks';

const RUNBOOKS = 'https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/runbooks.md';

function alarmIn(stack: Stack, alarm: cloudwatch.Alarm): unknown {
  const [[id, { Properties }]] = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  expect(stack.resolve(alarm.alarmArn)).toStrictEqual({ 'Fn::GetAtt': [id, 'Arn'] });
  return { id: id.replace(/[0-9A-F]{8}$/, ''), ...Properties };
}

test('an alarm fires if a dead-letter queue contains a message', () => {
  const stack = newStack();
  const alarm = newDeadLetterAlarm(stack, new sqs.Queue(stack, 'Queue'), 'report-schedule-not-started', 'It did not start.');

  expect(alarmIn(stack, alarm)).toStrictEqual({
    id: 'DeadLettersAlarm',
    AlarmDescription: `It did not start. Runbook: ${RUNBOOKS}#report-schedule-not-started`,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [expect.stringMatching(/^Queue/), 'QueueName'] } }],
    EvaluationPeriods: 1,
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Namespace: 'AWS/SQS',
    Period: 300,
    Statistic: 'Maximum',
    Threshold: 1,
    TreatMissingData: 'notBreaching',
  });
});

test('an alarm fires if an execution failed, timed out, or was aborted', () => {
  const stack = newStack();
  const stateMachine = new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')) });
  const alarm = newFailedExecutionAlarm(stack, stateMachine, 'ca-certificates-not-read', 'It failed.');
  const metric = (id: string, metricName: string) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Dimensions: [{ Name: 'StateMachineArn', Value: { Ref: expect.stringMatching(/^Machine/) } }], MetricName: metricName, Namespace: 'AWS/States',
      },
      Period: 300,
      Stat: 'Sum',
    },
    ReturnData: false,
  });

  expect(alarmIn(stack, alarm)).toStrictEqual({
    id: 'FailedAlarm',
    AlarmDescription: `It failed. Runbook: ${RUNBOOKS}#ca-certificates-not-read`,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    EvaluationPeriods: 1,
    Metrics: [
      {
        Expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)', Id: 'expr_1', Label: 'Executions that did not succeed', ReturnData: true,
      },
      metric('failed', 'ExecutionsFailed'), metric('timedOut', 'ExecutionsTimedOut'), metric('aborted', 'ExecutionsAborted'),
    ],
    Threshold: 1,
    TreatMissingData: 'notBreaching',
  });
});

test('an alarm fires if a metric did not reach a value in any of 30 hours', () => {
  const stack = newStack();
  const metric = new cloudwatch.Metric({ namespace: 'Example', metricName: 'Reports', period: Duration.hours(1), statistic: 'Sum' });
  const alarm = newSilenceAlarm(stack, { metric, threshold: 2, runbook: 'trail-silent', description: 'It is silent.' });

  expect(alarmIn(stack, alarm)).toStrictEqual({
    id: 'SilentAlarm',
    AlarmDescription: `It is silent. Runbook: ${RUNBOOKS}#trail-silent`,
    ComparisonOperator: 'LessThanThreshold',
    DatapointsToAlarm: 30,
    EvaluationPeriods: 30,
    MetricName: 'Reports',
    Namespace: 'Example',
    Period: 3600,
    Statistic: 'Sum',
    Threshold: 2,
    TreatMissingData: 'breaching',
  });
});
