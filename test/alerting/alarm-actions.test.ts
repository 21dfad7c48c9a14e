import {
  Stack, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events,
  aws_events_targets as targets, aws_kinesis as kinesis, aws_lambda as lambda, aws_logs as logs, aws_sns as sns,
  aws_sqs as sqs, aws_stepfunctions as stepfunctions,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { AlarmDestination, IAlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { ENVIRONMENT, FEATURE_FLAGS, newStack } from '../support/stacks';

const ALARM = 'AWS::CloudWatch::Alarm';
const PERMISSION = 'AWS::Lambda::Permission';

const handlerIn = (stack: Stack) => new lambda.Function(stack, 'Handler', {
  code: lambda.Code.fromInline('exports.handler = () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_LATEST,
});
const alarmsIn = (stack: Stack, destination: IAlarmDestination, id = 'Alarms') => new PkiAlarms(stack, id, {
  source: SignalSource.logsAndEvents(logs.LogGroup.fromLogGroupName(stack, `${id}Trail`, 'trail')),
  routing: AlarmRouting.everythingTo(destination),
});
/** A destination for alarms that a user implements, and that also notifies rules. */
const destinationOf = (alarmAction: cloudwatch.IAlarmAction): IAlarmDestination =>
  ({ alarmActions: [alarmAction], ruleTargets: () => [{ bind: () => ({ arn: 'arn' }) }] });
const notify = (alarmAction: cloudwatch.IAlarmAction) =>
  AlarmDestination.of({ alarmAction, ruleTarget: { bind: () => ({ arn: 'arn' }) } });

/** The alarms that can call the function, and all alarms that have it as an action. */
function callersIn(stack: Stack): { allowed: string[]; all: string[] } {
  const template = Template.fromStack(stack);
  const allowed = Object.values(template.findResources(PERMISSION))
    .map(({ Properties: { SourceArn: arn } }) => arn['Fn::GetAtt'][0] as string);
  const all = Object.entries(template.findResources(ALARM))
    .filter(([, { Properties: { AlarmActions: used } }]) => used !== undefined).map(([id]) => id);
  return { allowed: allowed.sort(), all: all.sort() };
}

describe.each(Object.keys(FEATURE_FLAGS))('a Lambda function with the feature flags %s', (name) => {
  const stackOf = () => newStack({ env: ENVIRONMENT, flags: FEATURE_FLAGS[name] });

  test.each<[string, (action: cloudwatch.IAlarmAction) => IAlarmDestination]>([
    ['AlarmDestination.of()', notify], ['a destination of the user', destinationOf],
  ])('can be the action of every alarm through %s, without a warning', (_name, make) => {
    const stack = stackOf();
    alarmsIn(stack, make(new actions.LambdaAction(handlerIn(stack))));

    const { allowed, all } = callersIn(stack);
    expect(all.length).toBeGreaterThan(10);
    expect(allowed).toEqual(all);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('useUniquePermissionId'));
  });

  test('can be the action of two sets of alarms, and of an alarm of the app', () => {
    const stack = stackOf();
    const handler = handlerIn(stack);
    alarmsIn(stack, notify(new actions.LambdaAction(handler)));
    alarmsIn(stack, notify(new actions.LambdaAction(handler)), 'Others');
    const metric = new cloudwatch.Metric({ namespace: 'Example', metricName: 'Errors' });
    new cloudwatch.Alarm(stack, 'Mine', { metric, threshold: 1, evaluationPeriods: 1 })
      .addAlarmAction(new actions.LambdaAction(handler, { useUniquePermissionId: true }));

    const { allowed, all } = callersIn(stack);
    expect(allowed).toEqual(all);
  });

  test('can be the action of every alarm twice, with one permission for each alarm', () => {
    const stack = stackOf();
    const handler = handlerIn(stack);
    const [first, second] = [new actions.LambdaAction(handler), new actions.LambdaAction(handler)];
    alarmsIn(stack, { ...destinationOf(first), alarmActions: [first, second] });

    const { allowed, all } = callersIn(stack);
    expect(allowed).toEqual(all);
  });

  test('can be the action of a subclass, which is used as it is', () => {
    class OwnAction extends actions.LambdaAction {
      public override bind() { return { alarmActionArn: 'own' }; }
    }
    const stack = stackOf();
    const handler = handlerIn(stack);
    const given = [new actions.LambdaAction(handler), new OwnAction(handler)];
    alarmsIn(stack, { ...destinationOf(given[0]), alarmActions: given });

    const used = Object.values(Template.fromStack(stack).findResources(ALARM))
      .flatMap(({ Properties: { AlarmActions: arns } }) => arns === undefined ? [] : [(arns as unknown[])[1]]);
    expect(used.length).toBeGreaterThan(10);
    expect(new Set(used)).toEqual(new Set(['own']));
  });

  test('keeps the permission of its first alarm, with its logical ID', () => {
    const ids = (use: (stack: Stack, action: cloudwatch.IAlarmAction) => void) => {
      const stack = stackOf();
      use(stack, new actions.LambdaAction(handlerIn(stack)));
      return Object.keys(Template.fromStack(stack).findResources(PERMISSION));
    };
    const ofLibrary = ids((stack, action) => alarmsIn(stack, notify(action)));
    const ofCdk = ids((stack, action) => {
      const metric = new cloudwatch.Metric({ namespace: 'Example', metricName: 'Errors' });
      new cloudwatch.Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 }).addAlarmAction(action);
    });

    expect(ofCdk).toHaveLength(1);
    expect(ofLibrary).toEqual(expect.arrayContaining(ofCdk));
  });

  test('that another app imports needs no permission', () => {
    const stack = stackOf();
    const handler = lambda.Function.fromFunctionArn(stack, 'Handler', 'arn:aws:lambda:us-east-1:444455556666:function:Handler');

    expect(() => alarmsIn(stack, notify(new actions.LambdaAction(handler)))).not.toThrow();
  });
});

describe('two signals can have the same', () => {
  const RULE_TARGETS: [string, (stack: Stack) => events.IRuleTarget][] = [
    ['function', (stack) => new targets.LambdaFunction(handlerIn(stack))],
    ['queue', (stack) => new targets.SqsQueue(new sqs.Queue(stack, 'Queue'))],
    ['topic', (stack) => new targets.SnsTopic(new sns.Topic(stack, 'Topic'))],
    ['event bus', (stack) => new targets.EventBus(new events.EventBus(stack, 'Bus'))],
    ['stream', (stack) => new targets.KinesisStream(new kinesis.Stream(stack, 'Stream'))],
    ['log group', (stack) => new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'Group'))],
    ['state machine', (stack) => new targets.SfnStateMachine(new stepfunctions.StateMachine(stack, 'Machine', {
      definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass')),
    }))],
  ];
  const ALARM_ACTIONS: [string, (stack: Stack) => cloudwatch.IAlarmAction][] = [
    ['topic', (stack) => new actions.SnsAction(new sns.Topic(stack, 'Topic'))],
    ['version of a function', (stack) => new actions.LambdaAction(handlerIn(stack).currentVersion)],
    ['alias of a function', (stack) => new actions.LambdaAction(handlerIn(stack).addAlias('live'))],
    ['operations item', () => new actions.SsmAction(actions.OpsItemSeverity.CRITICAL)],
    ['incident', () => new actions.SsmIncidentAction('ResponsePlan')],
  ];

  test.each(RULE_TARGETS)('%s as a rule target', (_name, target) => {
    const stack = newStack({ env: ENVIRONMENT });
    alarmsIn(stack, AlarmDestination.of({ ruleTarget: target(stack), alarmAction: { bind: () => ({ alarmActionArn: 'arn' }) } }));

    expect(Object.keys(Template.fromStack(stack).findResources('AWS::Events::Rule')).length).toBeGreaterThan(1);
  });

  test.each(ALARM_ACTIONS)('%s as an alarm action', (_name, action) => {
    const stack = newStack({ env: ENVIRONMENT });
    alarmsIn(stack, notify(action(stack)));

    expect(callersIn(stack).all.length).toBeGreaterThan(1);
  });
});
