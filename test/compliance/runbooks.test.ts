import { readFileSync } from 'fs';
import { join } from 'path';
import { Stack, Token, aws_cloudwatch as cloudwatch, aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { APPS } from './apps';
import { librarySignals } from '../../build-tools/runbooks/catalog';
import { sizeOf } from '../../src/private/text-size';

const PAGE = readFileSync(join(__dirname, '../../docs/runbooks.md'), 'utf8');
const ANCHORS = new Set([...PAGE.matchAll(/^### ([a-z0-9-]+)$/gm)].map(([, id]) => id));
const ADDRESS = /Runbook: https:\/\/github\.com\/cdk-private-ca\/cdk-private-ca\/blob\/main\/docs\/runbooks\.md#([a-z0-9-]+)/;

/** The longest description that is still readable in an email and on the page of an alarm. CloudWatch accepts 1,024 characters. */
const READABLE = 512;

/** What is wrong with the description of an alarm, or with a message. */
function finding(path: string, text: string): string[] {
  const anchor = ADDRESS.exec(text)?.[1];
  if (anchor === undefined) { return [`${path} names no runbook: ${text}`]; }
  return ANCHORS.has(anchor) ? [] : [`${path} names ${anchor}, which is not on the page`];
}

test('a text without a runbook, or with an unknown one, is a finding', () => {
  const runbook = 'https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/runbooks.md#';

  expect(finding('Alarm', `HIGH: It happened. Runbook: ${runbook}ca-deleted`)).toEqual([]);
  expect(finding('Alarm', 'HIGH: It happened.')).toHaveLength(1);
  expect(finding('Alarm', `HIGH: It happened. Runbook: ${runbook}ca-painted`)).toEqual(['Alarm names ca-painted, which is not on the page']);
});

/** The descriptions of alarms that are too long, with the longest form of each reference. */
function tooLong(nodes: IConstruct[]): string[] {
  return nodes.filter((node) => cloudwatch.CfnAlarm.isCfnAlarm(node) || cloudwatch.CfnCompositeAlarm.isCfnCompositeAlarm(node))
    .map((node) => ({ path: node.node.path, size: sizeOf(node, (node as cloudwatch.CfnAlarm).alarmDescription, 'longest') }))
    .filter(({ size }) => size > READABLE).map(({ path, size }) => `${path} has ${size} characters`);
}

test('a description over 512 characters is a finding', () => {
  const stack = new Stack();
  const alarm = (id: string, size: number) => new cloudwatch.CfnAlarm(stack, id, {
    alarmDescription: 'x'.repeat(size), comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1,
  });

  expect(tooLong([alarm('Longest', 512), alarm('Longer', 513)])).toEqual(['Default/Longer has 513 characters']);
});

test('every signal that can have an alarm has a description of at most 512 characters', () => {
  const descriptions = librarySignals().filter(({ filterPattern, metricsQuery }) => filterPattern ?? metricsQuery)
    .map(({ name, criticality, meaning, nextStep }) => `${criticality}: ${meaning} What to do: ${nextStep} (signal ${name}) `
      + `Runbook: https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/runbooks.md#${name}`);

  expect(descriptions.length).toBeGreaterThan(60);
  expect(descriptions.filter(({ length }) => length > READABLE)).toEqual([]);
});

describe.each(Object.keys(APPS))('in %s', (name) => {
  test('each alarm has a description of at most 512 characters', () => {
    expect(tooLong(APPS[name]().node.findAll())).toEqual([]);
  });

  test('each alarm and each message names a runbook of the page', () => {
    const nodes = APPS[name]().node.findAll();
    const texts = nodes.flatMap((node): [string, string][] => {
      if (cloudwatch.CfnAlarm.isCfnAlarm(node) || cloudwatch.CfnCompositeAlarm.isCfnCompositeAlarm(node)) {
        return [[node.node.path, JSON.stringify(Stack.of(node).resolve(node.alarmDescription ?? ''))]];
      }
      if (!events.CfnRule.isCfnRule(node) || Token.isUnresolved(node)) { return []; }
      const targets = JSON.stringify(Stack.of(node).resolve(node.targets ?? []));
      return /What to do: |nextSteps/.test(targets) ? [[node.node.path, targets]] : [];
    });

    expect(texts.flatMap(([path, text]) => finding(path, text))).toEqual([]);
  });
});
