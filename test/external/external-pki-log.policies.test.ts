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
const GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:pki`;
const STREAM = `${GROUP}:log-stream:ezca`;
/** Stands for the ARN of the key until the stack is synthesized. */
const KEY = 'arn:KEY';

/** The policies of an `ExternalPkiLog`, and the ARN of its key. */
interface SynthesizedLog {
  readonly keyArn: string;
  readonly keyPolicy: PolicyDocument;
  readonly writersPolicy: PolicyDocument;
}

function synthesizeLog(): SynthesizedLog {
  const stack = newStack();
  new ExternalPkiLog(stack, 'Ezca', { logGroupName: 'pki', logStreamName: 'ezca' });
  const world = World.of(stack);
  const keyId = world.idOf('AWS::KMS::Key');
  return {
    keyArn: world.arnOf(keyId),
    keyPolicy: world.propertiesOf<{ KeyPolicy: PolicyDocument }>(keyId).KeyPolicy,
    writersPolicy: world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::ManagedPolicy')).PolicyDocument,
  };
}

type Case = [name: string, request: AccessRequest];

/** A request of the user that owns the token. */
const writes = (action: string, resource: string): AccessRequest => ({
  principal: WRITER, action, resource, resourceAccount: ACCOUNT, context: {},
});
const usesKey = (action: string, resource: string, context: Record<string, string>): AccessRequest => ({
  ...writes(action, resource), context,
});
const throughLogs = { 'kms:ViaService': LOGS, 'kms:EncryptionContext:aws:logs:arn': GROUP };

const ALLOWED: Case[] = [
  ['put log events into its stream', writes('logs:PutLogEvents', STREAM)],
  // The action supports no resource, and a statement with a resource would never match.
  ['authenticate with its token', writes('logs:CallWithBearerToken', '*')],
  ['encrypt through CloudWatch Logs', usesKey('kms:GenerateDataKey', KEY, throughLogs)],
  ['decrypt through CloudWatch Logs', usesKey('kms:Decrypt', KEY, throughLogs)],
  ['describe the key through CloudWatch Logs', usesKey('kms:DescribeKey', KEY, { 'kms:ViaService': LOGS })],
  ['encrypt through CloudWatch Logs in China', usesKey('kms:GenerateDataKey', KEY, {
    ...throughLogs, 'kms:ViaService': `${LOGS}.cn`,
  })],
];

const DENIED: Case[] = [
  ['put into another stream', writes('logs:PutLogEvents', `${GROUP}:log-stream:other`)],
  ['put into a stream whose name has the same prefix', writes('logs:PutLogEvents', `${STREAM}2`)],
  ['put into another log group', writes('logs:PutLogEvents', `${GROUP}2:log-stream:ezca`)],
  ['put into a log group of another account',
    { ...writes('logs:PutLogEvents', STREAM.replace(ACCOUNT, OTHER_ACCOUNT)), resourceAccount: OTHER_ACCOUNT }],
  ['create a stream', writes('logs:CreateLogStream', STREAM)],
  ['read log events', writes('logs:GetLogEvents', STREAM)],
  ['search log events', writes('logs:FilterLogEvents', GROUP)],
  ['delete the stream', writes('logs:DeleteLogStream', STREAM)],
  ['delete the log group', writes('logs:DeleteLogGroup', GROUP)],
  ['change the retention', writes('logs:PutRetentionPolicy', GROUP)],
  ['remove a metric filter', writes('logs:DeleteMetricFilter', GROUP)],
  ['create another token', writes('iam:CreateServiceSpecificCredential', WRITER)],
  ['use the key directly', usesKey('kms:Decrypt', KEY, { 'kms:EncryptionContext:aws:logs:arn': GROUP })],
  ['use the key through another service', usesKey('kms:Decrypt', KEY, { ...throughLogs, 'kms:ViaService': 's3.us-east-1.amazonaws.com' })],
  ['use the key through CloudWatch Logs of another Region',
    usesKey('kms:Decrypt', KEY, { ...throughLogs, 'kms:ViaService': 'logs.eu-west-1.amazonaws.com' })],
  ['use the key for another log group',
    usesKey('kms:Decrypt', KEY, { ...throughLogs, 'kms:EncryptionContext:aws:logs:arn': `${GROUP}2` })],
  ['use another key', usesKey('kms:Decrypt', `${KEY}2`, throughLogs)],
  ['describe the key directly', usesKey('kms:DescribeKey', KEY, {})],
  ['describe the key through another service', usesKey('kms:DescribeKey', KEY, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' })],
  ['describe another key', usesKey('kms:DescribeKey', `${KEY}2`, { 'kms:ViaService': LOGS })],
  ['schedule the deletion of the key', usesKey('kms:ScheduleKeyDeletion', KEY, { 'kms:ViaService': LOGS })],
];

/** Whether the user can make the request, with the policy of the writers or another one. */
function isGranted(log: SynthesizedLog, request: AccessRequest, policy = log.writersPolicy): Promise<boolean> {
  const resource = request.resource.replace(KEY, log.keyArn);
  const resourcePolicy = request.action.startsWith('kms:') ? log.keyPolicy : NOTHING;
  return isAllowed(resourcePolicy, { ...request, resource, identityPolicies: [policy] });
}

test.each(ALLOWED)('the user of the token can %s', async (_name, request) => {
  expect(await isGranted(synthesizeLog(), request)).toBe(true);
});

test.each(DENIED)('the user of the token cannot %s', async (_name, request) => {
  expect(await isGranted(synthesizeLog(), request)).toBe(false);
});

test('every mutation of the writers policy changes at least one of these results', async () => {
  const log = synthesizeLog();
  const undetected: string[] = [];
  // A statement of an identity-based policy has no principal.
  for (const { name, document } of mutationsOf(log.writersPolicy).filter((mutation) => !mutation.name.includes('any principal'))) {
    const results = await Promise.all([
      ...ALLOWED.map(([, request]) => isGranted(log, request, document)),
      ...DENIED.map(async ([, request]) => !await isGranted(log, request, document)),
    ]);
    if (results.every(Boolean)) { undetected.push(name); }
  }

  expect(undetected).toEqual([]);
});

describe('the key policy', () => {
  const service = (context: string | undefined, action = 'kms:GenerateDataKey', principal = LOGS): AccessRequest => ({
    principal,
    action,
    resource: KEY,
    resourceAccount: ACCOUNT,
    context: context === undefined ? {} : { 'kms:EncryptionContext:aws:logs:arn': context },
  });
  const isAllowedByKey = ({ keyArn, keyPolicy }: SynthesizedLog, request: AccessRequest) =>
    isAllowed(keyPolicy, { ...request, resource: keyArn });

  test.each<Case>([
    ['encrypt this log group', service(GROUP)],
    ['decrypt this log group', service(GROUP, 'kms:Decrypt')],
  ])('allows CloudWatch Logs to %s', async (_name, request) => {
    expect(await isAllowedByKey(synthesizeLog(), request)).toBe(true);
  });

  test.each<Case>([
    ['CloudWatch Logs for another log group', service(`${GROUP}2`)],
    ['CloudWatch Logs without an encryption context', service(undefined)],
    ['deletion by CloudWatch Logs', service(undefined, 'kms:ScheduleKeyDeletion')],
    ['CloudWatch Logs of another Region', service(GROUP, 'kms:Decrypt', 'logs.eu-west-1.amazonaws.com')],
    ['another service', service(GROUP, 'kms:Decrypt', 'cloudtrail.amazonaws.com')],
    ['a user without a policy', { ...writes('kms:Decrypt', KEY), context: throughLogs }],
  ])('does not allow %s', async (_name, request) => {
    expect(await isAllowedByKey(synthesizeLog(), request)).toBe(false);
  });
});

test('if only the alias of the key is known, the writers policy names the alias', () => {
  const stack = newStack();
  new ExternalPkiLog(stack, 'Ezca', { encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/pki') });

  const world = World.of(stack);
  const { PolicyDocument: document } = world
    .propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::ManagedPolicy'));
  expect(document.Statement[2]).toMatchObject({
    Resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/*`,
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/pki' } },
  });
});
