import { aws_kms as kms } from 'aws-cdk-lib';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { mutationsOf } from '../support/mutations';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { newStack } from '../support/stacks';
import { World } from '../support/world';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const WRITER = `arn:aws:iam::${ACCOUNT}:user/ezca`;
const LOGS = 'logs.us-east-1.amazonaws.com';
const NOTHING: PolicyDocument = { Version: '2012-10-17', Statement: [] };

const stack = newStack();
new ExternalPkiLog(stack, 'Ezca', { logGroupName: 'pki', logStreamName: 'ezca' });
const world = World.of(stack);
const keyArn = world.arnOf(world.idOf('AWS::KMS::Key'));
const keyPolicy = world.propertiesOf<{ KeyPolicy: PolicyDocument }>(world.idOf('AWS::KMS::Key')).KeyPolicy;
const writersPolicy = world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::ManagedPolicy')).PolicyDocument;
const GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:pki`;
const STREAM = `${GROUP}:log-stream:ezca`;

type Case = [name: string, request: AccessRequest];

/** What the user of the token asks for. */
const writes = (action: string, resource: string): AccessRequest => ({
  principal: WRITER, action, resource, resourceAccount: ACCOUNT, context: {},
});
const usesKey = (action: string, resource: string, context: Record<string, string>): AccessRequest => ({
  ...writes(action, resource), context,
});
const throughLogs = { 'kms:ViaService': LOGS, 'kms:EncryptionContext:aws:logs:arn': GROUP };

const MAY: Case[] = [
  ['put log events into its stream', writes('logs:PutLogEvents', STREAM)],
  // The action knows no resource: a statement that named one would never match.
  ['be authenticated by its token', writes('logs:CallWithBearerToken', '*')],
  ['encrypt through CloudWatch Logs', usesKey('kms:GenerateDataKey', keyArn, throughLogs)],
  ['decrypt through CloudWatch Logs', usesKey('kms:Decrypt', keyArn, throughLogs)],
  ['look the key up through CloudWatch Logs', usesKey('kms:DescribeKey', keyArn, { 'kms:ViaService': LOGS })],
  ['encrypt through CloudWatch Logs in China', usesKey('kms:GenerateDataKey', keyArn, {
    ...throughLogs, 'kms:ViaService': `${LOGS}.cn`,
  })],
];

const MAY_NOT: Case[] = [
  ['put into another stream', writes('logs:PutLogEvents', `${GROUP}:log-stream:other`)],
  ['put into a stream whose name begins alike', writes('logs:PutLogEvents', `${STREAM}2`)],
  ['put into another log group', writes('logs:PutLogEvents', `${GROUP}2:log-stream:ezca`)],
  ['put into a log group of another account',
    { ...writes('logs:PutLogEvents', STREAM.replace(ACCOUNT, OTHER_ACCOUNT)), resourceAccount: OTHER_ACCOUNT }],
  ['make a stream', writes('logs:CreateLogStream', STREAM)],
  ['read log events', writes('logs:GetLogEvents', STREAM)],
  ['search log events', writes('logs:FilterLogEvents', GROUP)],
  ['delete the stream', writes('logs:DeleteLogStream', STREAM)],
  ['delete the log group', writes('logs:DeleteLogGroup', GROUP)],
  ['change the retention', writes('logs:PutRetentionPolicy', GROUP)],
  ['remove a metric filter', writes('logs:DeleteMetricFilter', GROUP)],
  ['make another token', writes('iam:CreateServiceSpecificCredential', WRITER)],
  ['use the key otherwise than through a service', usesKey('kms:Decrypt', keyArn, { 'kms:EncryptionContext:aws:logs:arn': GROUP })],
  ['use the key through another service', usesKey('kms:Decrypt', keyArn, { ...throughLogs, 'kms:ViaService': 's3.us-east-1.amazonaws.com' })],
  ['use the key through CloudWatch Logs of another Region',
    usesKey('kms:Decrypt', keyArn, { ...throughLogs, 'kms:ViaService': 'logs.eu-west-1.amazonaws.com' })],
  ['use the key for another log group',
    usesKey('kms:Decrypt', keyArn, { ...throughLogs, 'kms:EncryptionContext:aws:logs:arn': `${GROUP}2` })],
  ['use another key', usesKey('kms:Decrypt', `${keyArn}2`, throughLogs)],
  ['look the key up otherwise', usesKey('kms:DescribeKey', keyArn, {})],
  ['look the key up through another service', usesKey('kms:DescribeKey', keyArn, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' })],
  ['look another key up', usesKey('kms:DescribeKey', `${keyArn}2`, { 'kms:ViaService': LOGS })],
  ['schedule the deletion of the key', usesKey('kms:ScheduleKeyDeletion', keyArn, { 'kms:ViaService': LOGS })],
];

const allows = (request: AccessRequest, policy = writersPolicy) =>
  isAllowed(request.action.startsWith('kms:') ? keyPolicy : NOTHING, { ...request, identityPolicies: [policy] });

test.each(MAY)('the user of the token may: %s', async (_name, request) => {
  expect(await allows(request)).toBe(true);
});

test.each(MAY_NOT)('the user of the token may not: %s', async (_name, request) => {
  expect(await allows(request)).toBe(false);
});

test('the policy of the writers has nothing that could be taken away unseen', async () => {
  const unseen: string[] = [];
  // A statement of an identity policy has no principal.
  for (const { name, document } of mutationsOf(writersPolicy).filter((mutation) => !mutation.name.includes('any principal'))) {
    const verdicts = await Promise.all([
      ...MAY.map(([, request]) => allows(request, document)),
      ...MAY_NOT.map(async ([, request]) => !await allows(request, document)),
    ]);
    if (verdicts.every(Boolean)) { unseen.push(name); }
  }

  expect(unseen).toEqual([]);
});

describe('the key', () => {
  const service = (context: string | undefined, action = 'kms:GenerateDataKey', principal = LOGS): AccessRequest => ({
    principal,
    action,
    resource: keyArn,
    resourceAccount: ACCOUNT,
    context: context === undefined ? {} : { 'kms:EncryptionContext:aws:logs:arn': context },
  });

  test.each<Case>([
    ['encrypts this log group', service(GROUP)],
    ['decrypts this log group', service(GROUP, 'kms:Decrypt')],
  ])('CloudWatch Logs %s', async (_name, request) => {
    expect(await isAllowed(keyPolicy, request)).toBe(true);
  });

  test.each<Case>([
    ['CloudWatch Logs for another log group', service(`${GROUP}2`)],
    ['CloudWatch Logs for nothing said', service(undefined)],
    ['CloudWatch Logs that deletes the key', service(undefined, 'kms:ScheduleKeyDeletion')],
    ['CloudWatch Logs of another Region', service(GROUP, 'kms:Decrypt', 'logs.eu-west-1.amazonaws.com')],
    ['another service', service(GROUP, 'kms:Decrypt', 'cloudtrail.amazonaws.com')],
    ['a user without a policy', { ...writes('kms:Decrypt', keyArn), context: throughLogs }],
  ])('keeps out: %s', async (_name, request) => {
    expect(await isAllowed(keyPolicy, request)).toBe(false);
  });
});

test('with a key that is known by its alias alone the writers\' policy names the alias', () => {
  const other = newStack();
  new ExternalPkiLog(other, 'Ezca', { encryptionKey: kms.Alias.fromAliasName(other, 'Key', 'alias/pki') });

  const otherWorld = World.of(other);
  const { PolicyDocument: document } = otherWorld
    .propertiesOf<{ PolicyDocument: PolicyDocument }>(otherWorld.idOf('AWS::IAM::ManagedPolicy'));
  expect(document.Statement[2]).toMatchObject({
    Resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/*`,
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/pki' } },
  });
});
