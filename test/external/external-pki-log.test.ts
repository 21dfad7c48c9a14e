import { App, Aws, CfnParameter, CfnResource, Duration, Environment, RemovalPolicies, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ExternalPkiLogProps } from '../../src/external/external-pki-log-props';
import { ErrorCode } from '../../src/private/error-codes';
import { errorOf } from '../support/errors';
import { FEATURE_FLAGS, newStack } from '../support/stacks';
import { World } from '../support/world';

const LOG_GROUP = 'AWS::Logs::LogGroup';
const build = (props: ExternalPkiLogProps = {}, stack = newStack(), id = 'Ezca') => new ExternalPkiLog(stack, id, props);
const NAME = /^external-pki-[0-9a-f]{8}-1a2b3c4d$/;

test('by default, an encrypted log group accepts bearer tokens and is retained, and has a retention of 13 months and a log stream', () => {
  const stack = newStack();
  const { logGroup } = build({}, stack);

  const template = Template.fromStack(stack);
  template.hasResource(LOG_GROUP, {
    Properties: {
      BearerTokenAuthenticationEnabled: true,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EzcaKey'), 'Arn'] },
      RetentionInDays: 400,
    },
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
  template.hasResource('AWS::Logs::LogStream', {
    Properties: { LogGroupName: stack.resolve(logGroup.logGroupName), LogStreamName: 'ezca' },
    DeletionPolicy: 'RetainExceptOnCreate',
  });
  template.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'RetainExceptOnCreate' });
  const world = World.of(stack);
  expect(world.propertiesOf(world.idOf(LOG_GROUP)).LogGroupName).toMatch(NAME);
});

test('the logical IDs of the log group, its key, and its log stream are stable', () => {
  const stack = newStack();
  build({}, stack);

  const world = World.of(stack);
  expect([LOG_GROUP, 'AWS::KMS::Key', 'AWS::Logs::LogStream'].map((type) => world.idOf(type)))
    .toEqual(['Ezca737B55F1', 'EzcaKey672F3C3D', 'EzcaStreamE5D508B5']);
});

test('every property can be set', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Mine');
  const user = new iam.User(stack, 'Writer');
  const log = build({
    logGroupName: '/pki/ezca',
    logStreamName: 'audit',
    retention: logs.RetentionDays.TEN_YEARS,
    encryptionKey,
    user,
    credentialAge: Duration.days(365),
    removalPolicy: RemovalPolicy.DESTROY,
  }, stack);

  const template = Template.fromStack(stack);
  template.hasResource(LOG_GROUP, { Properties: { LogGroupName: '/pki/ezca', RetentionInDays: 3653 }, DeletionPolicy: 'Delete' });
  template.resourceCountIs('AWS::KMS::Key', 1);
  template.hasResourceProperties('AWS::IAM::User', { Groups: [stack.resolve(log.writers.groupName)] });
  template.hasResource('AWS::Logs::LogStream', { DeletionPolicy: 'Delete' });
  expect(log.logStreamName).toBe('audit');
  expect(log.encryptionKey).toBe(encryptionKey);
  expect(stack.resolve(log.credentialCommand)).toEqual({
    'Fn::Join': ['', [
      'aws iam create-service-specific-credential --user-name ', stack.resolve(user.userName),
      ' --service-name logs.amazonaws.com --credential-age-days 365',
    ]],
  });
});

test('the user can be in another stack or imported', () => {
  const app = new App();
  const [users, stack] = ['Users', 'Stack'].map((id) => new Stack(app, id));
  build({ user: new iam.User(users, 'Writer') }, stack, 'One');
  build({ user: iam.User.fromUserName(stack, 'Imported', 'ezca') }, stack, 'Two');

  expect(() => app.synth()).not.toThrow();
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::UserToGroupAddition', {
    Users: [{ 'Fn::ImportValue': Match.stringLikeRegexp('Writer') }],
  });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::UserToGroupAddition', { Users: ['ezca'] });
});

test('the endpoint encodes reserved URL characters in the names', () => {
  const stack = newStack();
  const endpointOf = (logGroupName: string, logStreamName: string) =>
    JSON.stringify(stack.resolve(build({ logGroupName, logStreamName }, stack, logStreamName).endpoint));

  expect(endpointOf('/pki#1', 'a b&c')).toContain('?logGroup=/pki%231&logStream=a%20b%26c"');
  expect(endpointOf('pki', Aws.STACK_NAME)).toContain('logStream=",{"Ref":"AWS::StackName"}');
});

test('the outputs contain the endpoint, and the command that creates the token', () => {
  const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } });
  build({ logGroupName: 'pki' }, stack);

  const outputs = Object.values(Template.fromStack(stack).findOutputs('*')).map(({ Value, Description }) =>
    [stack.resolve(Value), Description as string] as const);
  expect(outputs.map(([value]) => value)).toEqual([
    'aws iam create-service-specific-credential --user-name USER_NAME --service-name logs.amazonaws.com --credential-age-days 90',
    { 'Fn::Join': ['', ['https://logs.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/services/collector/event?logGroup=pki&logStream=ezca']] },
  ]);
  expect(outputs[0][1]).toContain('expires after 90 days');
});

test('with RemovalPolicy.DESTROY, CloudFormation also deletes a new key', () => {
  const stack = newStack();
  build({ removalPolicy: RemovalPolicy.DESTROY }, stack);

  Template.fromStack(stack).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
});

test('two constructs in one stack have log groups with different names', () => {
  const stack = newStack();
  build({}, stack, 'One');
  build({}, stack, 'Two');
  const world = World.of(stack);
  const names = world.idsOf(LOG_GROUP).map((id) => world.propertiesOf(id).LogGroupName);
  expect(new Set(names).size).toBe(2);
});

test('if another stack creates the key, the name of the log group contains no stack ID, and there is no circular dependency', () => {
  const app = new App();
  const [keys, stack] = ['Keys', 'Stack'].map((id) => new Stack(app, id));
  build({ encryptionKey: new kms.Key(keys, 'Key') }, stack);

  Template.fromStack(stack).hasResourceProperties(LOG_GROUP, { LogGroupName: Match.stringLikeRegexp('^external-pki-[0-9a-f]{8}$') });
  expect(JSON.stringify(Template.fromStack(keys).toJSON())).toMatch(/log-group:external-pki-[0-9a-f]{8}"/);
});

test('for an imported key, synthesis prints a warning with the key policy statement', () => {
  const stack = newStack();
  build({ encryptionKey: kms.Key.fromKeyArn(stack, 'Mine', 'arn:aws:kms:us-east-1:111122223333:key/1') }, stack);

  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('kms:EncryptionContext:aws:logs:arn'));
});

test('names that are tokens pass unchecked and unchanged', () => {
  const stack = newStack();
  build({ logGroupName: `pki-${Aws.STACK_NAME}`, logStreamName: Aws.STACK_NAME, credentialAge: Duration.days(36600) }, stack);

  Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogStream', { LogStreamName: { Ref: 'AWS::StackName' } });
});

test.each<[string, ErrorCode, ExternalPkiLogProps, string]>([
  ['a log stream name with a colon', 'LogStreamName', { logStreamName: 'ezca:audit' }, 'without colons, asterisks'],
  ['a log stream name with an asterisk', 'LogStreamName', { logStreamName: 'ezca*' }, 'without colons, asterisks'],
  ['a log stream name with the wildcard of a policy', 'LogStreamName', { logStreamName: '????' }, 'question marks'],
  ['a log stream name with a variable of a policy', 'LogStreamName', { logStreamName: '${aws:username}' }, 'question marks'],
  ['a log stream name with a dollar sign', 'LogStreamName', { logStreamName: 'ezca$' }, 'or dollar signs'],
  ['an empty log stream name', 'LogStreamName', { logStreamName: '' }, '1 to 512'],
  ['a log stream name of 513 characters', 'LogStreamName', { logStreamName: 'a'.repeat(513) }, '1 to 512'],
  ['a log group name with a space', 'LogGroupName', { logGroupName: 'my pki' }, 'letters, digits'],
  ['an empty log group name', 'LogGroupName', { logGroupName: '' }, '1 to 512'],
  ['a credential of a day and a half', 'CredentialAge', { credentialAge: Duration.hours(36) }, 'whole days'],
  ['a credential that expires immediately', 'CredentialAge', { credentialAge: Duration.days(0) }, '1 to 36600'],
  ['a credential of over 36,600 days', 'CredentialAge', { credentialAge: Duration.days(36601) }, '1 to 36600'],
])('%s is rejected', (_name, code, props, text) => {
  expect(errorOf(code, () => build(props)).message).toContain(text);
});

test('a key in another Region is rejected', () => {
  const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } });
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1');

  expect(errorOf('KeyRegion', () => build({ encryptionKey }, stack)).message).toContain('in the Region of the log group (us-east-1)');
});

test('an AWS managed key is rejected', () => {
  const stack = newStack();

  expect(errorOf('KeyAwsManaged', () => build({ encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/logs') }, stack)).message)
    .toMatch(/CloudWatch Logs.* Fix: Use a customer managed key\. \[/);
});

test('a change that deletes only the key or the stream of a retained log group is an error', () => {
  for (const part of ['Key', 'Stream']) {
    const stack = newStack();
    const log = build({}, stack);
    (log.node.findChild(part).node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY);

    expect(errorOf('RetentionConflict', () => Template.fromStack(stack)).message).toContain(`The deletion policy of Stack/Ezca/${part}/Resource must retain`);
  }
});

test('a warning names the log group, its stream, and its key if an aspect deletes them', () => {
  const stack = newStack();
  build({}, stack);
  RemovalPolicies.of(stack).destroy();

  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('changes the deletion policy'));
  const text = warnings.map(({ entry }) => String(entry.data)).join('\n');
  for (const id of ['Ezca/Resource', 'Ezca/Stream', 'Ezca/Key']) { expect(text).toContain(id); }
});

test.each([
  ['aws', 'us-east-1', 'amazonaws.com'], ['aws-cn', 'cn-north-1', 'amazonaws.com.cn'],
  ['aws-us-gov', 'us-gov-west-1', 'amazonaws.com'], ['aws-eusc', 'eusc-de-east-1', 'amazonaws.eu'],
])('in partition %s, every ARN has this partition, even if the Region is unknown', (partition, region, domain) => {
  const worldOf = (env?: Environment) => {
    const stack = newStack({ env });
    build({}, stack);
    return World.of(stack, { partition, region });
  };
  const agnostic = worldOf();
  const known = worldOf({ account: '111122223333', region });

  for (const type of ['AWS::KMS::Key', LOG_GROUP, 'AWS::IAM::ManagedPolicy']) {
    const properties = agnostic.propertiesOf(agnostic.idOf(type));
    const arns = [...JSON.stringify(properties).matchAll(/arn:([a-z-]+):/g)].map(([, own]) => own);
    expect(known.propertiesOf(known.idOf(type))).toEqual(properties);
    expect(arns.filter((own) => own !== partition)).toEqual([]);
  }
  expect(JSON.stringify(agnostic.propertiesOf(agnostic.idOf('AWS::KMS::Key')))).toContain(`"logs.${region}.${domain}"`);
});

test.each(Object.entries(FEATURE_FLAGS))('the template does not depend on feature flags (%s)', (_name, flags) => {
  const templateWith = (context: Record<string, unknown>) => {
    const stack = newStack({ flags: context });
    build({ user: new iam.User(stack, 'Writer') }, stack);
    return Template.fromStack(stack).toJSON() as unknown;
  };

  expect(templateWith(flags)).toEqual(templateWith({}));
});

test('no description of an output contains a reference, which CloudFormation does not support', () => {
  const stack = newStack();
  const days = new CfnParameter(stack, 'Days', { type: 'Number', default: 30 });
  build({ credentialAge: Duration.days(days.valueAsNumber) }, stack);

  const outputs = Object.values(Template.fromStack(stack).findOutputs('*'));
  expect(outputs.length).toBe(2);
  outputs.forEach(({ Description }) => expect(typeof Description).toBe('string'));
  expect(JSON.stringify(outputs)).toContain('The token expires after the number of days in the command.');
});
