import {
  App, Aws, Fn, Lazy, NestedStack, Stack, Token, aws_cloudtrail as cloudtrail, aws_cloudwatch as cloudwatch, aws_events as events, aws_iam as iam,
  aws_kms as kms, aws_lambda as lambda, aws_logs as logs, aws_s3 as s3, aws_sqs as sqs, aws_stepfunctions as stepfunctions, region_info,
} from 'aws-cdk-lib';
import { partitionOf } from '../../src/private/environment';
import { UNKNOWN_PARTS, policySizeOf, sizeOf } from '../../src/private/text-size';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The sizes of texts with references, and facts that the library knows without loading the Regions of aws-cdk-lib. */

const { regions } = region_info.RegionInfo;

test('the partition of each Region is the one that aws-cdk-lib knows', () => {
  expect(Object.fromEntries(regions.map(({ name }) => [name, partitionOf(name)])))
    .toEqual(Object.fromEntries(regions.map(({ name, partition }) => [name, partition])));
});

test('the partition of a Region with an unknown form is unknown', () => {
  expect(['xx-east-1', 'us-new-east-1', ''].map(partitionOf)).toEqual([undefined, undefined, undefined]);
});

test.each(['region', 'partition'] as const)('an unknown %s has the length of the shortest or longest one', (part) => {
  const lengths = regions.map(({ name, partition }) => (part === 'region' ? name : partition!).length);
  expect(UNKNOWN_PARTS.shortest[part]).toHaveLength(Math.min(...lengths));
  expect(UNKNOWN_PARTS.longest[part]).toHaveLength(Math.max(...lengths));
});

const UUID = '0'.repeat(36);
const CHARACTERS = 'XXXXXXXXXXXX';
const PLACE = 'us-east-1:111122223333';
const idOf = (stack: Stack, value: unknown) => JSON.stringify(stack.resolve(value)).match(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/)![1];
const generated = (stack: Stack, value: unknown) => `Stack-${idOf(stack, value)}-${CHARACTERS}`;

test.each<[string, (stack: Stack) => unknown, (stack: Stack, value: unknown) => string]>([
  ['the ARN of a trail', (stack) => new cloudtrail.CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: 'logs' }).attrArn,
    (stack, value) => `arn:aws:cloudtrail:${PLACE}:trail/${generated(stack, value)}`],
  ['the ARN of a trail with a name', (stack) => new cloudtrail.CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: 'logs', trailName: 'pki' }).attrArn,
    () => `arn:aws:cloudtrail:${PLACE}:trail/pki`],
  ['the ARN of a metric alarm', (stack) => new cloudwatch.CfnAlarm(stack, 'A', { comparisonOperator: 'x', evaluationPeriods: 1 }).attrArn,
    (stack, value) => `arn:aws:cloudwatch:${PLACE}:alarm:${generated(stack, value)}`],
  ['the ARN of a composite alarm', (stack) => new cloudwatch.CfnCompositeAlarm(stack, 'A', { alarmRule: 'TRUE' }).attrArn,
    (stack, value) => `arn:aws:cloudwatch:${PLACE}:alarm:${generated(stack, value)}`],
  ['the ARN of a composite alarm with a name', (stack) => new cloudwatch.CfnCompositeAlarm(stack, 'A', { alarmRule: 'TRUE', alarmName: 'pki' }).attrArn,
    () => `arn:aws:cloudwatch:${PLACE}:alarm:pki`],
  ['the ARN of a rule with a name', (stack) => new events.CfnRule(stack, 'Rule', { name: 'pki' }).attrArn, () => `arn:aws:events:${PLACE}:rule/pki`],
  ['the ARN of a function', (stack) => new lambda.CfnFunction(stack, 'F', { code: { zipFile: 'x' }, role: 'r', functionName: 'pki' }).attrArn,
    () => `arn:aws:lambda:${PLACE}:function:pki`],
  ['the ARN of a state machine', (stack) => new stepfunctions.CfnStateMachine(stack, 'M', { roleArn: 'r', stateMachineName: 'pki' }).attrArn,
    () => `arn:aws:states:${PLACE}:stateMachine:pki`],
  ['the ARN of a group', (stack) => new iam.Group(stack, 'Group').groupArn, (stack, value) => `arn:aws:iam::111122223333:group/${generated(stack, value)}`],
  ['the ARN of a user', (stack) => new iam.User(stack, 'User').userArn, (stack, value) => `arn:aws:iam::111122223333:user/${generated(stack, value)}`],
  ['the ID of a role, which has no known form', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).roleId, () => 'x'],
  ['the ARN of a log group', (stack) => (new logs.LogGroup(stack, 'Logs').node.defaultChild as logs.CfnLogGroup).attrArn,
    (stack, value) => `arn:aws:logs:${PLACE}:log-group:${generated(stack, value)}`],
  ['the name of a queue', (stack) => new sqs.Queue(stack, 'Queue').queueName, generated],
  ['the ARN of a bucket with a prefix of its name', (stack) => new s3.CfnBucket(stack, 'B', { bucketNamePrefix: 'pca-audit' }).attrArn,
    () => 'arn:aws:s3:::pca-audit-111122223333-us-east-1-an'],
  ['the ARN of a CA by a reference', (stack) => newRoot(stack).certificateAuthorityArn, () => `arn:aws:acm-pca:${PLACE}:certificate-authority/${UUID}`],
  ['the CSR of a CA', (stack) => newRoot(stack).certificateSigningRequestPem, () => 'x'],
  ['the ID of a stack', () => Aws.STACK_ID, () => `arn:aws:cloudformation:${PLACE}:stack/Stack/${UUID}`],
  ['the name of a stack', () => Aws.STACK_NAME, () => 'Stack'],
  ['the account by a pseudo parameter', () => Aws.ACCOUNT_ID, () => '111122223333'],
  ['a part of a split text', (stack) => Fn.select(1, Fn.split('/', `a/${newRoot(stack).certificateAuthorityId}/c`)), () => UUID],
  ['a part that does not exist', () => Fn.select(5, Fn.split('/', Lazy.string({ produce: () => 'a/b' }))), () => 'x'],
  ['an element of a list that is unknown', () => Token.asString({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }), () => 'x'],
  ['a joined list that is unknown', () => Token.asString({ 'Fn::Join': [',', { 'Fn::GetAZs': '' }] }), () => 'x'],
  ['an imported value', () => Fn.importValue('Name'), () => 'x'],
  ['an object with the name of a function and more', () => Token.asAny({ Ref: 'AWS::Region', More: 1 }), () => '{"Ref":"AWS::Region","More":1}'],
  ['a list with a token', (stack) => ['a', Lazy.string({ produce: () => 'b' }), stack.account], () => '["a","b","111122223333"]'],
  ['an object with a token as a key', () => ({ [Lazy.string({ produce: () => 'key' })]: 1 }), () => '{"key":1}'],
  ['an object with an absent value and null', () => ({ a: undefined, b: 1 }), () => '{"b":1}'],
  ['null', () => null, () => 'null'],
])('the size of %s is that of its form at deployment', (_name, valueIn, expected) => {
  const stack = newStack({ env: ENVIRONMENT });
  const value = valueIn(stack);

  expect(sizeOf(stack, value, 'shortest')).toBe(expected(stack, value).length);
});

test.each<[string, number, (stack: Stack) => string]>([
  ['bucket', 63, (stack) => new s3.Bucket(stack, 'Resource').bucketName],
  ['role', 64, (stack) => new iam.Role(stack, 'Resource', { assumedBy: new iam.AccountRootPrincipal() }).roleName],
  ['user', 64, (stack) => new iam.User(stack, 'Resource').userName],
  ['queue', 80, (stack) => new sqs.Queue(stack, 'Resource').queueName],
  ['log group', 132, (stack) => (new logs.LogGroup(stack, 'Resource').node.defaultChild as logs.CfnLogGroup).ref],
])('the generated name of a %s in a stack with a long name has %d characters', (_name, length, nameIn) => {
  const stack = new Stack(new App(), 'Stack', { stackName: 's'.repeat(110) });

  expect(sizeOf(stack, nameIn(stack), 'longest')).toBe(length);
});

test('the name of a nested stack is unknown', () => {
  const nested = new NestedStack(newStack(), 'Nested');

  expect([sizeOf(nested, Aws.STACK_NAME, 'shortest'), sizeOf(nested, Aws.STACK_NAME, 'longest')]).toEqual([1, 128]);
});

test('the reference to a key of another stack has the place of that stack', () => {
  const app = new App();
  const [own, other] = [new Stack(app, 'Own', { env: ENVIRONMENT }), new Stack(app, 'Other', { env: { ...ENVIRONMENT, region: 'ap-southeast-1' } })];
  const key = new kms.Key(other, 'Key');

  expect(sizeOf(own, key.keyArn, 'shortest')).toBe(`arn:aws:kms:ap-southeast-1:111122223333:key/${UUID}`.length);
});

test('the size of a policy counts bytes with white space, or characters without it', () => {
  const stack = newStack();
  const document = { Statement: [{ Sid: 'two words\tü' }] };

  expect(policySizeOf(stack, document, 'bytes')).toBe(Buffer.byteLength(JSON.stringify(document)));
  expect(policySizeOf(stack, 'two  words', 'characters')).toBe('twowords'.length);
});
