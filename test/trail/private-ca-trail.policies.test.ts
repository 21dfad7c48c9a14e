import { aws_iam as iam, aws_kms as kms, aws_sns as sns } from 'aws-cdk-lib';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { PrivateCaTrailProps } from '../../src/trail/private-ca-trail-props';
import { TrailCoverage } from '../../src/trail/trail-coverage';
import recommended from '../fixtures/recommended-policies.json';
import { mutationsOf } from '../support/mutations';
import { AccessRequest, isAllowed, PolicyDocument, PolicyStatement } from '../support/policy-evaluation';
import { newStack } from '../support/stacks';
import { World } from '../support/world';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const MEMBER_ACCOUNT = '123456789012';
const ORGANIZATION = 'o-exampleorgid';
const CLOUDTRAIL = 'cloudtrail.amazonaws.com';
const LOGS = 'logs.us-east-1.amazonaws.com';
const OWNER_ACL = 'bucket-owner-full-control';
const TRAIL_CONTEXT = 'kms:EncryptionContext:aws:cloudtrail:arn';
const S3_CONTEXT = 'kms:EncryptionContext:aws:s3:arn';
const LOGS_CONTEXT = 'kms:EncryptionContext:aws:logs:arn';
const FULL_S3: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const FULL_KMS: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

/** What is put to the evaluator: the synthesized policies of one trail with a reader. */
class Synthesized {
  public readonly world: World;
  public readonly trailArn: string;
  public readonly bucketArn: string;
  public readonly logGroupArn: string;
  public readonly reader: string;

  constructor(props: PrivateCaTrailProps = {}) {
    const stack = newStack();
    const trail = new PrivateCaTrail(stack, 'Trail', props);
    const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    trail.grants.readLogs(reader);
    this.world = World.of(stack);
    this.trailArn = this.world.arnOf(this.world.idOf('AWS::CloudTrail::Trail'));
    this.bucketArn = this.world.arnOf(this.world.idOf('AWS::S3::Bucket', 'TrailBucket'));
    this.logGroupArn = this.world.arnOf(this.world.idOf('AWS::Logs::LogGroup')).replace(/:\*$/, '');
    this.reader = this.world.arnOf(this.world.idOf('AWS::IAM::Role', 'Reader'));
  }

  public get bucketPolicy(): PolicyDocument {
    const id = this.world.idOf('AWS::S3::BucketPolicy', 'TrailBucketPolicy');
    return this.world.propertiesOf<{ PolicyDocument: PolicyDocument }>(id).PolicyDocument;
  }

  public get rolePolicy(): PolicyDocument {
    const id = this.world.idOf('AWS::IAM::ManagedPolicy', 'Trail');
    return this.world.propertiesOf<{ PolicyDocument: PolicyDocument }>(id).PolicyDocument;
  }

  public get readerPolicy(): PolicyDocument {
    return this.world.propertiesOf<{ PolicyDocument: PolicyDocument }>(this.world.idOf('AWS::IAM::Policy', 'Reader')).PolicyDocument;
  }

  public keyPolicy(beginning: string): PolicyDocument {
    return this.world.propertiesOf<{ KeyPolicy: PolicyDocument }>(this.keyId(beginning)).KeyPolicy;
  }

  public keyArn(beginning: string): string {
    return this.world.arnOf(this.keyId(beginning));
  }

  private keyId(beginning: string): string {
    return this.world.idOf('AWS::KMS::Key', beginning);
  }
}

type Case = [name: string, request: AccessRequest];

interface Cases {
  readonly allowed: Case[];
  readonly denied: Case[];
}

function bucketCases(on: Synthesized): Cases {
  const write: AccessRequest = {
    principal: CLOUDTRAIL,
    action: 's3:PutObject',
    resource: `${on.bucketArn}/AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/11/21/file.json.gz`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceArn': on.trailArn, 's3:x-amz-acl': OWNER_ACL, 'aws:SecureTransport': 'true' },
  };
  const look: AccessRequest = {
    ...write, action: 's3:GetBucketAcl', resource: on.bucketArn, context: { 'aws:SourceArn': on.trailArn, 'aws:SecureTransport': 'true' },
  };
  const withContext = (request: AccessRequest, context: Record<string, string>) =>
    ({ ...request, context: { ...request.context, ...context } });
  const without = (request: AccessRequest, key: string) =>
    ({ ...request, context: Object.fromEntries(Object.entries(request.context!).filter(([name]) => name !== key)) });
  const at = (path: string) => ({ ...write, resource: `${on.bucketArn}/${path}` });
  const otherTrail = on.trailArn.replace(/[^/]*$/, 'other');
  return {
    allowed: [
      ['a log file', write],
      ['a digest file', at(`AWSLogs/${ACCOUNT}/CloudTrail-Digest/us-east-1/2026/11/21/digest.json.gz`)],
      ['the bucket\'s ACL', look],
      ['a role of the account with s3:* of its own', {
        ...write, principal: on.reader, context: { 'aws:SecureTransport': 'true' }, identityPolicies: [FULL_S3],
      }],
    ],
    denied: [
      ['another trail of the account', withContext(write, { 'aws:SourceArn': otherTrail })],
      ['a trail whose ARN only begins like this one\'s', withContext(write, { 'aws:SourceArn': `${on.trailArn}2` })],
      ['a trail of another account', withContext(write, { 'aws:SourceArn': on.trailArn.replace(ACCOUNT, OTHER_ACCOUNT) })],
      ['the trail\'s name in another Region', withContext(write, { 'aws:SourceArn': on.trailArn.replace('us-east-1', 'eu-west-1') })],
      ['no source ARN', without(write, 'aws:SourceArn')],
      ['no ACL', without(write, 's3:x-amz-acl')],
      ['another ACL', withContext(write, { 's3:x-amz-acl': 'public-read' })],
      ['another account\'s prefix', at(`AWSLogs/${OTHER_ACCOUNT}/CloudTrail/file.json.gz`)],
      ['the root of the bucket', at('file.json.gz')],
      ['a prefix before AWSLogs', at(`mine/AWSLogs/${ACCOUNT}/CloudTrail/file.json.gz`)],
      ['an organization\'s prefix', at(`AWSLogs/${ORGANIZATION}/${ACCOUNT}/CloudTrail/file.json.gz`)],
      ['a write over plain HTTP', withContext(write, { 'aws:SecureTransport': 'false' })],
      ['a look at the bucket over plain HTTP', withContext(look, { 'aws:SecureTransport': 'false' })],
      ['a look at the bucket as another trail', withContext(look, { 'aws:SourceArn': otherTrail })],
      ['a look at the bucket as no trail', without(look, 'aws:SourceArn')],
      ['a look at the bucket by another service', { ...look, principal: 'config.amazonaws.com' }],
      ['a read by CloudTrail', { ...without(write, 's3:x-amz-acl'), action: 's3:GetObject' }],
      ['a deletion by CloudTrail', { ...without(write, 's3:x-amz-acl'), action: 's3:DeleteObject' }],
      ['an ACL by CloudTrail', { ...write, action: 's3:PutObjectAcl' }],
      ['a policy by CloudTrail', { ...look, action: 's3:PutBucketPolicy' }],
      ['another service', { ...write, principal: 'config.amazonaws.com' }],
      ['anonymous', { ...write, principal: 'anonymous' }],
      ['a role over plain HTTP', {
        ...write, principal: on.reader, context: { 'aws:SecureTransport': 'false' }, identityPolicies: [FULL_S3],
      }],
      ['a role of another account with s3:* of its own', {
        ...write, principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/Writer`, identityPolicies: [FULL_S3],
      }],
    ],
  };
}

function keyCases(on: Synthesized): Cases {
  const trailOf = (account: string, region = 'us-east-1') => `arn:aws:cloudtrail:${region}:${account}:trail/any`;
  const encrypt: AccessRequest = {
    principal: CLOUDTRAIL,
    action: 'kms:GenerateDataKey',
    resource: on.keyArn('TrailKey'),
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceArn': on.trailArn, [TRAIL_CONTEXT]: on.trailArn },
  };
  const describe = { ...encrypt, action: 'kms:DescribeKey', context: { 'aws:SourceArn': on.trailArn } };
  const decrypt: AccessRequest = { ...encrypt, principal: on.reader, action: 'kms:Decrypt', context: { [TRAIL_CONTEXT]: on.trailArn } };
  const other = on.trailArn.replace(/[^/]*$/, 'other');
  return {
    allowed: [
      ['encryption as this trail', encrypt],
      ['encryption without plaintext as this trail', { ...encrypt, action: 'kms:GenerateDataKeyWithoutPlaintext' }],
      ['encryption in the context of a trail of the account in another Region', {
        ...encrypt, context: { ...encrypt.context, [TRAIL_CONTEXT]: trailOf(ACCOUNT, 'eu-west-1') },
      }],
      ['a description as this trail', describe],
      ['decryption by the reader', decrypt],
      ['administration by a role with kms:* of its own', {
        ...encrypt, principal: `arn:aws:iam::${ACCOUNT}:role/Admin`, action: 'kms:DisableKey', context: {}, identityPolicies: [FULL_KMS],
      }],
    ],
    denied: [
      ['encryption as another trail', { ...encrypt, context: { ...encrypt.context, 'aws:SourceArn': other } }],
      ['encryption as no trail', { ...encrypt, context: { [TRAIL_CONTEXT]: on.trailArn } }],
      ['encryption in the context of another account\'s trail', {
        ...encrypt, context: { ...encrypt.context, [TRAIL_CONTEXT]: trailOf(OTHER_ACCOUNT) },
      }],
      ['encryption without a context', { ...encrypt, context: { 'aws:SourceArn': on.trailArn } }],
      ['encryption in the context of an event data store', {
        ...encrypt, context: { ...encrypt.context, [TRAIL_CONTEXT]: `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:eventdatastore/1` },
      }],
      ['a description as another trail', { ...describe, context: { 'aws:SourceArn': other } }],
      ['a description as no trail', { ...describe, context: {} }],
      ['decryption by CloudTrail', { ...encrypt, action: 'kms:Decrypt' }],
      ['encryption by another service', { ...encrypt, principal: 's3.amazonaws.com' }],
      ['a description by another service', { ...describe, principal: 's3.amazonaws.com' }],
      ['decryption by the reader without a context', { ...decrypt, context: {} }],
      ['encryption by the reader', { ...decrypt, action: 'kms:GenerateDataKey' }],
      ['decryption by a role that nobody named', { ...decrypt, principal: `arn:aws:iam::${ACCOUNT}:role/Other` }],
      ['decryption by a role that nobody named, with s3:* of its own', {
        ...decrypt, principal: `arn:aws:iam::${ACCOUNT}:role/Other`, identityPolicies: [FULL_S3],
      }],
      ['decryption by another account\'s role with kms:* of its own', {
        ...decrypt, principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/Other`, identityPolicies: [FULL_KMS],
      }],
    ],
  };
}

function logsKeyCases(on: Synthesized): Cases {
  const use = (action: string, context: Record<string, string> = { [LOGS_CONTEXT]: on.logGroupArn }): AccessRequest =>
    ({ principal: LOGS, action, resource: on.keyArn('TrailLogsKey'), resourceAccount: ACCOUNT, context });
  return {
    allowed: [
      ['encryption', use('kms:Encrypt')],
      ['decryption', use('kms:Decrypt')],
      ['a data key', use('kms:GenerateDataKey')],
      ['encryption anew', use('kms:ReEncryptTo')],
      ['administration by a role with kms:* of its own', {
        ...use('kms:DisableKey', {}), principal: `arn:aws:iam::${ACCOUNT}:role/Admin`, identityPolicies: [FULL_KMS],
      }],
    ],
    denied: [
      ['another log group', use('kms:Decrypt', { [LOGS_CONTEXT]: `${on.logGroupArn}-2` })],
      ['no log group', use('kms:Decrypt', {})],
      ['another account\'s log group of that name', use('kms:Decrypt', { [LOGS_CONTEXT]: on.logGroupArn.replace(ACCOUNT, OTHER_ACCOUNT) })],
      ['CloudWatch Logs in another Region', { ...use('kms:Decrypt'), principal: 'logs.eu-west-1.amazonaws.com' }],
      ['CloudTrail', { ...use('kms:Decrypt'), principal: CLOUDTRAIL }],
      ['deletion of the key', use('kms:ScheduleKeyDeletion', {})],
    ],
  };
}

function roleCases(on: Synthesized): Cases {
  const role = on.world.arnOf(on.world.idOf('AWS::IAM::Role', 'TrailLogsRole'));
  const put = (stream: string, action = 'logs:PutLogEvents', group = on.logGroupArn): AccessRequest => ({
    principal: role,
    action,
    resource: `${group}:log-stream:${stream}`,
    resourceAccount: ACCOUNT,
    identityPolicies: [on.rolePolicy],
  });
  return {
    allowed: [
      ['records into the trail\'s stream', put(`${ACCOUNT}_CloudTrail_us-east-1`)],
      ['records into its further streams', put(`${ACCOUNT}_CloudTrail_us-east-1_2`)],
      ['a stream of the trail', put(`${ACCOUNT}_CloudTrail_us-east-1`, 'logs:CreateLogStream')],
    ],
    denied: [
      ['another stream', put('application')],
      ['another account\'s stream', put(`${OTHER_ACCOUNT}_CloudTrail_us-east-1`)],
      ['an organization\'s stream', put(`${ORGANIZATION}_${OTHER_ACCOUNT}_CloudTrail_us-east-1`)],
      ['another log group', put(`${ACCOUNT}_CloudTrail_us-east-1`, 'logs:PutLogEvents', `${on.logGroupArn}-2`)],
      ['deletion of the stream', put(`${ACCOUNT}_CloudTrail_us-east-1`, 'logs:DeleteLogStream')],
    ],
  };
}

const on = new Synthesized();
const EMPTY: PolicyDocument = { Version: '2012-10-17', Statement: [] };

const SUBJECTS = {
  'the bucket\'s policy': { document: on.bucketPolicy, cases: bucketCases(on) },
  'the policy of the trail\'s key': { document: on.keyPolicy('TrailKey'), cases: keyCases(on) },
  'the policy of the log group\'s key': { document: on.keyPolicy('TrailLogsKey'), cases: logsKeyCases(on) },
};

describe.each(Object.entries(SUBJECTS))('%s', (_name, { document, cases }) => {
  test.each(cases.allowed)('admits %s', async (_case, request) => {
    expect(await isAllowed(document, request)).toBe(true);
  });

  test.each(cases.denied)('keeps out %s', async (_case, request) => {
    expect(await isAllowed(document, request)).toBe(false);
  });

  // AWS's statement for CloudWatch Logs has kms:Describe*, too, which under its condition never applies: a description
  // has no encryption context.
  const mutations = mutationsOf(document).filter(({ name }) => !name.endsWith('without action kms:Describe*'));

  test.each(mutations.map(({ name, document: mutated }) => [name, mutated] as const))(
    '%s changes a verdict', async (_mutation, mutated) => {
      const all = [
        ...cases.allowed.map(([, request]) => ({ request, expected: true })),
        ...cases.denied.map(([, request]) => ({ request, expected: false })),
      ];
      const verdicts = await Promise.all(all.map(({ request }) => isAllowed(mutated, request)));

      expect(verdicts).not.toEqual(all.map(({ expected }) => expected));
    });
});

describe('the role by which CloudTrail delivers to CloudWatch Logs', () => {
  const { allowed, denied } = roleCases(on);

  test.each(allowed)('may deliver %s', async (_case, request) => {
    expect(await isAllowed(EMPTY, request)).toBe(true);
  });

  test.each(denied)('may not touch %s', async (_case, request) => {
    expect(await isAllowed(EMPTY, request)).toBe(false);
  });

  test('is for CloudTrail', () => {
    const role = on.world.propertiesOf<{ AssumeRolePolicyDocument: PolicyDocument }>(on.world.idOf('AWS::IAM::Role', 'TrailLogsRole'));

    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: CLOUDTRAIL } },
    ]);
  });
});

describe('an organization trail', () => {
  const org = new Synthesized({ coverage: TrailCoverage.organization(ORGANIZATION) });
  const write = (path: string): AccessRequest => ({
    principal: CLOUDTRAIL,
    action: 's3:PutObject',
    resource: `${org.bucketArn}/${path}`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceArn': org.trailArn, 's3:x-amz-acl': OWNER_ACL, 'aws:SecureTransport': 'true' },
  });

  test.each([
    ['a member\'s file under the organization\'s prefix', `AWSLogs/${ORGANIZATION}/${MEMBER_ACCOUNT}/CloudTrail/file`, true],
    ['the management account\'s file', `AWSLogs/${ACCOUNT}/CloudTrail/file`, true],
    ['another organization\'s file', `AWSLogs/o-otherorgid1/${MEMBER_ACCOUNT}/CloudTrail/file`, false],
    ['an organization whose id only begins so', `AWSLogs/${ORGANIZATION}2/${MEMBER_ACCOUNT}/CloudTrail/file`, false],
    ['a member\'s file outside the organization\'s prefix', `AWSLogs/${MEMBER_ACCOUNT}/CloudTrail/file`, false],
  ])('%s', async (_name, path, expected) => {
    expect(await isAllowed(org.bucketPolicy, write(path))).toBe(expected);
  });

  test('as another trail nothing is written', async () => {
    const request = write(`AWSLogs/${ORGANIZATION}/${MEMBER_ACCOUNT}/CloudTrail/file`);
    const context = { ...request.context, 'aws:SourceArn': org.trailArn.replace(ACCOUNT, MEMBER_ACCOUNT) };

    expect(await isAllowed(org.bucketPolicy, { ...request, context })).toBe(false);
  });

  test.each([
    ['a member\'s stream', `${ORGANIZATION}_${MEMBER_ACCOUNT}_CloudTrail_us-east-1`, true],
    ['the management account\'s stream', `${ACCOUNT}_CloudTrail_us-east-1`, true],
    ['a stream outside the organization', `${MEMBER_ACCOUNT}_CloudTrail_us-east-1`, false],
  ])('%s', async (_name, stream, expected) => {
    const request: AccessRequest = {
      principal: org.world.arnOf(org.world.idOf('AWS::IAM::Role', 'TrailLogsRole')),
      action: 'logs:PutLogEvents',
      resource: `${org.logGroupArn}:log-stream:${stream}`,
      resourceAccount: ACCOUNT,
      identityPolicies: [org.rolePolicy],
    };

    expect(await isAllowed(EMPTY, request)).toBe(expected);
  });

  test('made by a delegated administrator speaks as the management account\'s trail everywhere', () => {
    const delegated = new Synthesized({
      coverage: TrailCoverage.organization(ORGANIZATION, { managementAccount: OTHER_ACCOUNT }),
    });

    const sources = [...JSON.stringify([delegated.bucketPolicy, delegated.keyPolicy('TrailKey')])
      .matchAll(/arn:aws:cloudtrail:[^:]*:(\d+):trail/g)].map((match) => match[1]);
    expect(sources).toEqual(Array(5).fill(OTHER_ACCOUNT));
    expect(JSON.stringify(delegated.bucketPolicy)).toContain(`/AWSLogs/${OTHER_ACCOUNT}/*`);
    expect(JSON.stringify(delegated.rolePolicy)).toContain(`log-stream:${OTHER_ACCOUNT}_CloudTrail_us-east-1*`);
  });
});

describe('a reader', () => {
  const get = (key: string): AccessRequest => ({
    principal: on.reader,
    action: 's3:GetObject',
    resource: `${on.bucketArn}/${key}`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SecureTransport': 'true' },
    identityPolicies: [on.readerPolicy],
  });

  test.each<Case>([
    ['get a log file', get(`AWSLogs/${ACCOUNT}/CloudTrail/file`)],
    ['get an old version', { ...get(`AWSLogs/${ACCOUNT}/CloudTrail/file`), action: 's3:GetObjectVersion' }],
    ['list the bucket', { ...get(''), action: 's3:ListBucket', resource: on.bucketArn }],
  ])('may %s', async (_name, request) => {
    expect(await isAllowed(on.bucketPolicy, request)).toBe(true);
  });

  test.each<Case>([
    ['get anything else', get('other')],
    ['put a log file', { ...get(`AWSLogs/${ACCOUNT}/CloudTrail/file`), action: 's3:PutObject' }],
    ['delete a log file', { ...get(`AWSLogs/${ACCOUNT}/CloudTrail/file`), action: 's3:DeleteObject' }],
    ['read over plain HTTP', { ...get(`AWSLogs/${ACCOUNT}/CloudTrail/file`), context: { 'aws:SecureTransport': 'false' } }],
  ])('may not %s', async (_name, request) => {
    expect(await isAllowed(on.bucketPolicy, request)).toBe(false);
  });

  test('gets no permission on the key by its own policy, which the Null condition could not bind', () => {
    expect(JSON.stringify(on.readerPolicy)).not.toContain('kms:');
  });

  test('with an S3 Bucket Key may decrypt by the context of this bucket alone', async () => {
    const keyed = new Synthesized({ bucketKeyEnabled: true });
    const decrypt = (bucketArn: string): AccessRequest => ({
      principal: keyed.reader,
      action: 'kms:Decrypt',
      resource: keyed.keyArn('TrailKey'),
      resourceAccount: ACCOUNT,
      context: { [S3_CONTEXT]: bucketArn },
    });
    const readStatements = keyed.keyPolicy('TrailKey').Statement.filter(({ Principal }) => JSON.stringify(Principal).includes('Reader'));
    // The engine knows one key of an encryption context at a time.
    const policy = { Version: '2012-10-17', Statement: readStatements.filter(({ Sid }) => Sid!.includes('S3 Bucket Key')) };

    expect(readStatements).toHaveLength(2);
    expect(await isAllowed(policy, decrypt(keyed.bucketArn))).toBe(true);
    expect(await isAllowed(policy, decrypt('arn:aws:s3:::amzn-s3-demo-bucket'))).toBe(false);
  });
});

test('with an S3 Bucket Key CloudTrail may decrypt, by the statement that AWS documents without a condition', async () => {
  const keyed = new Synthesized({ bucketKeyEnabled: true });
  const decrypt: AccessRequest = {
    principal: CLOUDTRAIL, action: 'kms:Decrypt', resource: keyed.keyArn('TrailKey'), resourceAccount: ACCOUNT, context: {},
  };

  expect(await isAllowed(keyed.keyPolicy('TrailKey'), decrypt)).toBe(true);
  expect(await isAllowed(keyed.keyPolicy('TrailKey'), { ...decrypt, principal: 's3.amazonaws.com' })).toBe(false);
});

test('CloudTrail may tell the topic, and use its key, as this trail alone', async () => {
  const told = newStack();
  const topic = new sns.Topic(told, 'Delivered', { masterKey: new kms.Key(told, 'TopicKey'), enforceSSL: true });
  new PrivateCaTrail(told, 'Trail', { snsTopic: topic });
  const world = World.of(told);
  const topicArn = world.arnOf(world.idOf('AWS::SNS::Topic'));
  const trailArn = world.arnOf(world.idOf('AWS::CloudTrail::Trail'));
  const { PolicyDocument: topicPolicy } = world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::SNS::TopicPolicy'));
  const { KeyPolicy } = world.propertiesOf<{ KeyPolicy: PolicyDocument }>(world.idOf('AWS::KMS::Key', 'TopicKey'));
  const publish: AccessRequest = {
    principal: CLOUDTRAIL,
    action: 'sns:Publish',
    resource: topicArn,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceArn': trailArn, 'aws:SecureTransport': 'true' },
  };
  const encrypt: AccessRequest = {
    ...publish,
    action: 'kms:GenerateDataKey',
    resource: world.arnOf(world.idOf('AWS::KMS::Key', 'TopicKey')),
    context: { 'aws:SourceArn': trailArn },
  };

  expect(await isAllowed(topicPolicy, publish)).toBe(true);
  expect(await isAllowed(topicPolicy, { ...publish, context: { ...publish.context, 'aws:SourceArn': `${trailArn}2` } })).toBe(false);
  expect(await isAllowed(topicPolicy, { ...publish, context: { ...publish.context, 'aws:SecureTransport': 'false' } })).toBe(false);
  expect(await isAllowed(KeyPolicy, encrypt)).toBe(true);
  expect(await isAllowed(KeyPolicy, { ...encrypt, action: 'kms:Decrypt' })).toBe(true);
  expect(await isAllowed(KeyPolicy, { ...encrypt, context: { 'aws:SourceArn': `${trailArn}2` } })).toBe(false);
});

describe('the three statements of the seed', () => {
  const filledIn = JSON.parse(JSON.stringify(recommended.cloudTrailCmk).replace(/aws-account-id/g, ACCOUNT)) as PolicyStatement[];
  const ours = on.keyPolicy('TrailKey').Statement;
  const seed = Object.fromEntries(filledIn.map((statement) => [statement.Sid!, statement]));
  const source = { StringEquals: { 'aws:SourceArn': on.trailArn } };

  test.each(Object.keys(seed))('%s is there, with what AWS adds today and nothing else', (sid) => {
    const expected: Record<string, PolicyStatement> = {
      'Allow CloudTrail access': { ...seed['Allow CloudTrail access'], Condition: source },
      'Allow CloudTrail to encrypt logs': {
        ...seed['Allow CloudTrail to encrypt logs'],
        Condition: { ...seed['Allow CloudTrail to encrypt logs'].Condition, ...source },
      },
      'Enable CloudTrail log decrypt permissions': {
        ...seed['Enable CloudTrail log decrypt permissions'], Principal: { AWS: on.reader },
      },
    };

    expect(ours.find(({ Sid }) => Sid === sid)).toEqual(expected[sid]);
  });

  test('the policy has no other statement but that of the account', () => {
    expect(ours.map(({ Sid }) => Sid)).toEqual([undefined, ...Object.keys(seed)]);
  });
});
