import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EXTERNAL } from '../../build-tools/runbooks/external';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { alarmsOn } from '../support/silence-alarms';
import { newStack } from '../support/stacks';

/* The first token is disabled and log events are seen before it is deleted. The date that silences the alarm is last. */

function newLog(): ExternalPkiLog {
  const stack = newStack();
  return new ExternalPkiLog(stack, 'Ezca', {
    user: new iam.User(stack, 'Writer'), credentialAge: Duration.days(90), credentialCreatedOn: '2026-11-26',
  });
}

/** The steps of a rotation in the order in which a text mentions them first. */
function orderIn(text: string): string[] {
  const steps = {
    create: /create (?:a|the) second token/i,
    configure: /configure (?:it|the token)/i,
    disable: /disable the first token/i,
    confirm: /confirm that log events/i,
    delete: /delete (?:it|the first token)/i,
    date: /set `?credentialCreatedOn/i,
    deploy: /deploy the stack/i,
  };
  return Object.entries(steps).map(([name, pattern]) => ({ name, at: text.search(pattern) })).filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at).map(({ name }) => name);
}

const ORDER = ['create', 'configure', 'disable', 'confirm', 'delete', 'date', 'deploy'];

test('the alarm on a token names the steps of a rotation in their order', () => {
  const alarms = alarmsOn(Stack.of(newLog()), 'DaysUntilCredentialExpiry').filter(({ Period }) => Period === 86400);

  expect(alarms).toHaveLength(2);
  for (const { AlarmDescription } of alarms) { expect(orderIn(AlarmDescription)).toEqual(ORDER); }
});

test('the runbook has the same order', () => {
  const steps = EXTERNAL.runbooks['credential-expiring'].recover.map((step) => typeof step === 'string' ? step : step[0]);

  expect(orderIn(steps.join('\n'))).toEqual(ORDER);
});

test('the page has the same order', () => {
  const page = readFileSync(join(__dirname, '../../docs/external-pki.md'), 'utf8');
  const [, section] = /\n## Rotate the token\n([^]*?)\n1\. ([^]*?)\n## /.exec(page)!.slice(1);

  expect(orderIn(section)).toEqual(ORDER);
});

test('the output with the command has the same order, without the date, which is optional', () => {
  const outputs = Object.values(Template.fromStack(Stack.of(newLog())).findOutputs('*')) as { Description: string }[];
  const { Description } = outputs.find(({ Description: text }) => text.includes('bearer token'))!;

  expect(orderIn(Description)).toEqual(ORDER.slice(0, 5));
});

test('a text with another order is detected', () => {
  expect(orderIn('Create a second token, set credentialCreatedOn, deploy the stack, and delete the first token.')).toEqual(['create', 'date', 'deploy', 'delete']);
});
