import { App, Duration, Stack, aws_cloudwatch_actions as actions, aws_kms as kms, aws_lambda as lambda, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiAlarmsProps } from '../../src/alerting/pki-alarms-props';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { SignalSource } from '../../src/alerting/signal-source';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { LogSilence } from '../../src/notification/log-silence';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The limits of log groups, periods, destinations, and resources of signals, and how an error corrects a mistake. */

const mine = (name = 'mine') => PkiSignal.of({
  name, criticality: Criticality.LOW, meaning: 'A.', nextStep: 'B.', filterPattern: '{ $.a = 1 }', eventPattern: { source: ['a'] },
});
const alarms = (props: Partial<PkiAlarmsProps> = {}, stack = newStack({ env: ENVIRONMENT })) => new PkiAlarms(stack, 'Alarms', {
  source: SignalSource.logs(logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail')),
  routing: AlarmRouting.byCriticality({ low: [] }),
  signals: PkiSignals.of(mine()),
  ...props,
});
const message = (...[code, mistake]: Parameters<typeof errorOf>) => errorOf(code, mistake).message;

test('metric filters require a log group of the class STANDARD, in the account and Region of the alarms', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const infrequent = new logs.LogGroup(stack, 'Group', { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS });
  const foreign = logs.LogGroup.fromLogGroupArn(stack, 'Foreign', 'arn:aws:logs:eu-west-1:111122223333:log-group:trail');

  expect(message('LogGroupClass', () => alarms({ source: SignalSource.logs(infrequent) }, stack))).toContain('which does not support metric filters; got "INFREQUENT_ACCESS"');
  expect(message('LogGroupRegion', () => alarms({ source: SignalSource.logs(foreign) })))
    .toContain('Fix: Create PkiAlarms in a stack in the account and Region of the log group.');
});

test.each([0, 60_500])('a period cannot be %s milliseconds', (period) => {
  expect(message('AlarmWindow', () => alarms({ period: Duration.millis(period) }))).toMatch(/^period must be in whole minutes/);
});

test('a signal can have five destinations for alarms and for rules', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const destinations = Array.from({ length: 5 }, (_, index) => AlarmDestination.of({
    alarmAction: { bind: () => ({ alarmActionArn: `action${index}` }) }, ruleTarget: { bind: () => ({ arn: `target${index}` }) },
  }));
  const source = SignalSource.logsAndEvents(logs.LogGroup.fromLogGroupName(stack, 'Group', 'group'));
  alarms({ source, routing: AlarmRouting.everythingTo(...destinations) }, stack);

  const template = Template.fromStack(stack);
  const [alarm, rule] = ['AWS::CloudWatch::Alarm', 'AWS::Events::Rule'].map((type) => Object.values(template.findResources(type))[0].Properties);
  expect(alarm.AlarmActions).toHaveLength(5);
  expect(rule.Targets).toHaveLength(5);
});

test('an error about signals without a notification shows how to exclude them', () => {
  const routing = AlarmRouting.everythingTo(AlarmDestination.of({ ruleTarget: { bind: () => ({ arn: 'arn' }) } }));

  expect(message('SignalUnheard', () => alarms({ routing }))).toContain('exclude the signals with without(\'mine\').');
  expect(message('SignalUnheard', () => alarms({ routing, signals: PkiSignals.of(mine(), mine('other')) })))
    .toContain('exclude the signals with without(\'mine\', …).');
});

test('a silence without a route is an error before another resource changes', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const handler = new lambda.Function(stack, 'Handler', {
    code: lambda.Code.fromInline('exports.handler = () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_LATEST,
  });
  const routing = AlarmRouting.byCriticality({ strict: true, low: [AlarmDestination.of({ alarmAction: new actions.LambdaAction(handler) })] });

  expect(message('RouteMissing', () => alarms({ routing, silence: LogSilence.after(Duration.hours(1)) }, stack))).toMatch(/^high must have a route/);
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', 0);
});

test('another criticality of one signal does not change the other signals', () => {
  const changed = PkiSignals.of(mine('one'), mine('two'), mine('three')).withCriticality('two', Criticality.HIGH);

  expect(changed.signals.map(({ name, criticality }) => [name, criticality])).toEqual([
    ['one', Criticality.LOW], ['two', Criticality.HIGH], ['three', Criticality.LOW],
  ]);
});

test.each<[string, (stack: Stack, count: number) => unknown]>([
  ['5 root CAs', (stack, count) => PkiSignal.rootCaUsed(...many(count, (index) => newRoot(stack, `Root${index}`)))],
  ['10 KMS keys', (stack, count) => PkiSignal.keyDisabled(...many(count, (index) => new kms.Key(stack, `Key${index}`)))],
  ['8 buckets', (stack, count) => PkiSignal.bucketChanged(...many(count, (index) => new s3.Bucket(stack, `Bucket${index}`)))],
  ['7 audit report buckets', (stack, count) => PkiSignal.auditReportElsewhere(...many(count, (index) => new s3.Bucket(stack, `Bucket${index}`)))],
])('an error about the resources of a signal names them: at most %s', (most, make) => {
  expect(message('SignalResources', () => make(new Stack(new App(), 'Stack'), parseInt(most) + 1))).toContain(`A signal must contain 1 to ${most}, so that`);
});

function many<T>(count: number, make: (index: number) => T): [T, ...T[]] {
  return Array.from({ length: count }, (_, index) => make(index)) as [T, ...T[]];
}
