import { CfnResource, Lazy, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ErrorCode } from '../../src/private/error-codes';
import { newStateMachine, NewStateMachineProps, requireLogKey } from '../../src/private/state-machine';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const definition = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };

const create = (props: Partial<NewStateMachineProps> = {}, stack = newStack({ env: ENVIRONMENT })) => {
  const created = newStateMachine(new Construct(stack, 'Watch'), { word: 'pca-watch', definition, purpose: 'Watches CAs', publishesMetrics: false, ...props });
  return { stack, ...created };
};
const onlyOne = (stack: Stack, type: string) => {
  const entries = Object.entries(Template.fromStack(stack).findResources(type));
  expect(entries).toHaveLength(1);
  return Object.assign({ id: entries[0][0] }, entries[0][1]);
};
const idOf = (stack: Stack, type: string) => onlyOne(stack, type).id;
const arn = (...parts: (string | object)[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] });
/** The end of a name that the deployment completes. */
const GUID = { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };
const LOG_GROUP = expect.stringMatching(/^\/aws\/vendedlogs\/states\/pca-watch-[0-9a-f]{8}-$/) as string;

test('a state machine has its definition, traces, and complete logs', () => {
  const { stack } = create();

  expect(onlyOne(stack, 'AWS::StepFunctions::StateMachine').Properties).toStrictEqual({
    DefinitionString: '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}',
    RoleArn: { 'Fn::GetAtt': [idOf(stack, 'AWS::IAM::Role'), 'Arn'] },
    LoggingConfiguration: {
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': [idOf(stack, 'AWS::Logs::LogGroup'), 'Arn'] } } }],
      IncludeExecutionData: true,
      Level: 'ALL',
    },
    TracingConfiguration: { Enabled: true },
  });
});

test('a definition can contain values that only the deployment knows', () => {
  const { stack } = create({ definition: { ...definition, Comment: Lazy.string({ produce: () => 'late' }) } });

  expect(onlyOne(stack, 'AWS::StepFunctions::StateMachine').Properties.DefinitionString).toContain('"Comment":"late"');
});

describe('the role of a state machine', () => {
  test('can be assumed only by the state machines of the account and Region', () => {
    expect(onlyOne(create().stack, 'AWS::IAM::Role').Properties).toStrictEqual({
      AssumeRolePolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'states.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: { 'aws:SourceArn': arn(':states:us-east-1:111122223333:stateMachine:*') },
          },
        }],
        Version: '2012-10-17',
      },
      Description: 'Assumed by Step Functions: Watches CAs (Stack/Watch)',
    });
  });

  test('is the provided role, which the state machine cannot change', () => {
    const { stack, role, stateMachine } = create();
    stateMachine.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));

    expect(stack.getLogicalId(role.node.defaultChild as CfnResource)).toBe(idOf(stack, 'AWS::IAM::Role'));
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  const DELIVER = {
    Effect: 'Allow',
    Action: [
      'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery',
      'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery', 'xray:GetSamplingRules', 'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
    ],
    Resource: '*',
  };

  test.each<[string, boolean, object[]]>([
    ['only logs and traces', false, [DELIVER]],
    ['logs, traces, and metrics of one namespace', true, [DELIVER, {
      Effect: 'Allow',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': 'CdkPrivateCa' } },
    }]],
  ])('can deliver %s', (_name, publishesMetrics, statements) => {
    const { stack } = create({ publishesMetrics });
    const { Properties } = onlyOne(stack, 'AWS::IAM::ManagedPolicy');

    expect(Properties.PolicyDocument.Statement).toStrictEqual(statements);
    expect(Properties).toMatchObject({
      Description: 'Logs, traces, and metrics of a state machine: Watches CAs', Roles: [{ Ref: idOf(stack, 'AWS::IAM::Role') }],
    });
  });

  test('has its permissions before the state machine exists', () => {
    const { stack } = create();

    expect(onlyOne(stack, 'AWS::StepFunctions::StateMachine').DependsOn).toStrictEqual([idOf(stack, 'AWS::IAM::ManagedPolicy')]);
  });
});

describe('the log group of a state machine', () => {
  test('is encrypted with a new key, and retained for a year with that key', () => {
    const { stack } = create();
    const key = onlyOne(stack, 'AWS::KMS::Key');

    expect(onlyOne(stack, 'AWS::Logs::LogGroup')).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { LogGroupName: { 'Fn::Join': ['', [LOG_GROUP, GUID]] }, KmsKeyId: { 'Fn::GetAtt': [key.id, 'Arn'] }, RetentionInDays: 365 },
    });
    expect(key).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate', Properties: { Description: 'Logs of a state machine: Watches CAs (Stack/Watch)', EnableKeyRotation: true },
    });
    expect(key.Properties.KeyPolicy.Statement[1].Condition).toStrictEqual({
      ArnEquals: {
        'kms:EncryptionContext:aws:logs:arn': arn(expect.stringMatching(
          /^:logs:us-east-1:111122223333:log-group:\/aws\/vendedlogs\/states\/pca-watch-[0-9a-f]{8}-$/) as string, GUID),
      },
    });
  });

  test('can be deleted with the stack, with its key, after another time', () => {
    const { stack } = create({ removalPolicy: RemovalPolicy.DESTROY, logRetention: logs.RetentionDays.ONE_MONTH });

    expect(onlyOne(stack, 'AWS::Logs::LogGroup')).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
    expect(onlyOne(stack, 'AWS::KMS::Key').DeletionPolicy).toBe('Delete');
  });

  test('can have an existing key', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = new kms.Key(stack, 'Mine');
    create({ logEncryptionKey: key }, stack);

    expect(onlyOne(stack, 'AWS::Logs::LogGroup').Properties.KmsKeyId).toStrictEqual({ 'Fn::GetAtt': [idOf(stack, 'AWS::KMS::Key'), 'Arn'] });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: { 'Fn::Join': ['', ['logs.us-east-1.', Match.anyValue()]] } } })]) },
    });
  });

  test('has a name without the ID of its stack if the policy of a key in another stack contains the name', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create({ logEncryptionKey: new kms.Key(new Stack(stack.node.root, 'Other', { env: ENVIRONMENT }), 'Mine') }, stack);

    expect(onlyOne(stack, 'AWS::Logs::LogGroup').Properties.LogGroupName).toMatch(/^\/aws\/vendedlogs\/states\/pca-watch-[0-9a-f]{8}$/);
  });

  test('needs its new key', () => {
    const { stack } = create();
    (stack.node.findChild('Watch').node.findChild('LogsKey').node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY);

    errorOf('RetentionConflict', () => Template.fromStack(stack));
  });

  test('does not need that an existing key of the app is retained', () => {
    const stack = newStack({ env: ENVIRONMENT });
    create({ logEncryptionKey: new kms.Key(stack, 'Mine', { removalPolicy: RemovalPolicy.DESTROY }) }, stack);

    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('is reported if it is not retained', () => {
    const { stack } = create();
    (stack.node.findChild('Watch').node.findChild('Logs').node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY);

    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('changes the deletion policy of Stack/Watch/Logs/Resource\\.'));
  });
});

describe('the key of the logs', () => {
  test.each<[string, ((stack: Stack) => kms.IKey) | undefined]>([
    ['a new key', undefined],
    ['an imported key of the Region', (stack) => kms.Key.fromKeyArn(stack, 'Mine', 'arn:aws:kms:us-east-1:111122223333:key/1')],
  ])('can be %s', (_name, keyIn) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(() => requireLogKey(stack, { logEncryptionKey: keyIn?.(stack) })).not.toThrow();
  });

  test.each<[string, ErrorCode, string, (stack: Stack) => kms.IKey]>([
    ['an AWS managed key', 'KeyAwsManaged', 'be a customer managed key, because CloudWatch Logs cannot use AWS managed keys; got "alias/aws/logs". '
      + 'Fix: Use a customer managed key, or omit logEncryptionKey for a new key', (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/aws/logs')],
    ['a key of another Region', 'KeyRegion', 'be in the Region of the log group (us-east-1); got "eu-west-1". Fix: Use a key in us-east-1', (stack) =>
      kms.Key.fromKeyArn(stack, 'Far', 'arn:aws:kms:eu-west-1:111122223333:key/1')],
  ])('cannot be %s, and nothing is created', (_name, code, text, keyIn) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(errorOf(code, () => create({ logEncryptionKey: keyIn(stack) }, stack)).message).toBe(`The KMS key must ${text}. [${code} at Stack/Watch]`);
    expect(stack.node.findChild('Watch').node.children).toStrictEqual([]);
  });
});
