import { readFileSync } from 'fs';
import { join } from 'path';
import { Stack, Token, aws_cloudwatch as cloudwatch, aws_events as events } from 'aws-cdk-lib';
import { APPS } from './apps';
import { LIMITS } from '../../src/private/limits';
import { sizeOf } from '../../src/private/text-size';

const PAGE = readFileSync(join(__dirname, '../../docs/runbooks.md'), 'utf8');
const ANCHORS = new Set([...PAGE.matchAll(/^### ([a-z0-9-]+)$/gm)].map(([, id]) => id));
const ADDRESS = /Runbook: https:\/\/github\.com\/cdk-private-ca\/cdk-private-ca\/blob\/main\/docs\/runbooks\.md#([a-z0-9-]+)/;

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

describe.each(Object.keys(APPS))('in %s', (name) => {
  test('each alarm and each message names a runbook of the page', () => {
    const nodes = APPS[name]().node.findAll();
    const texts = nodes.flatMap((node): [string, string][] => {
      if (cloudwatch.CfnAlarm.isCfnAlarm(node) || cloudwatch.CfnCompositeAlarm.isCfnCompositeAlarm(node)) {
        expect(sizeOf(node, node.alarmDescription, 'longest')).toBeLessThanOrEqual(LIMITS.alarmDescription.max);
        return [[node.node.path, JSON.stringify(Stack.of(node).resolve(node.alarmDescription ?? ''))]];
      }
      if (!events.CfnRule.isCfnRule(node) || Token.isUnresolved(node)) { return []; }
      const targets = JSON.stringify(Stack.of(node).resolve(node.targets ?? []));
      return /What to do: |nextSteps/.test(targets) ? [[node.node.path, targets]] : [];
    });

    expect(texts.flatMap(([path, text]) => finding(path, text))).toEqual([]);
  });
});
