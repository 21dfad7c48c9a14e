import { aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { PrivateCaTrailProps } from '../../src/trail/private-ca-trail-props';
import { TrailCoverage } from '../../src/trail/trail-coverage';
import recommended from '../fixtures/recommended-policies.json';
import { lazily } from '../support/lazily';
import { mutationsOf } from '../support/mutations';
import { Cases, numbered } from '../support/policy-cases';
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

/** The resources that requests refer to. */
interface Resources {
  readonly trailArn: string;
  readonly bucketArn: string;
  readonly logGroupArn: string;
  /** The ARN of the role that reads log files. */
  readonly reader: string;
  /** The ARN of the role that delivers to CloudWatch Logs. */
  readonly role: string;
  readonly rolePolicy: PolicyDocument;
  keyArn(beginning: string): string;
}

const EMPTY: PolicyDocument = { Version: '2012-10-17', Statement: [] };

/** Names of resources, for the titles of tests. Requests use the names in the template. */
const TITLES: Resources = {
  trailArn: 'TRAIL', bucketArn: 'BUCKET', logGroupArn: 'GROUP', reader: 'READER', role: 'ROLE', rolePolicy: EMPTY, keyArn: () => 'KEY',
};

/** The synthesized policies of one trail with a reader. */
class Synthesized implements Resources {
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

  public get role(): string {
    return this.world.arnOf(this.world.idOf('AWS::IAM::Role', 'TrailLogsRole'));
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

function bucketCases(on: Resources): Cases {
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
      ['a role of the account with permission for s3:*', {
        ...write, principal: on.reader, context: { 'aws:SecureTransport': 'true' }, identityPolicies: [FULL_S3],
      }],
    ],
    denied: [
      ['another trail of the account', withContext(write, { 'aws:SourceArn': otherTrail })],
      ['a trail with an ARN that starts with the ARN of this trail', withContext(write, { 'aws:SourceArn': `${on.trailArn}2` })],
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
      ['a read of the bucket ACL over plain HTTP', withContext(look, { 'aws:SecureTransport': 'false' })],
      ['a read of the bucket ACL on behalf of another trail', withContext(look, { 'aws:SourceArn': otherTrail })],
      ['a read of the bucket ACL without a source ARN', without(look, 'aws:SourceArn')],
      ['a read of the bucket ACL by another service', { ...look, principal: 'config.amazonaws.com' }],
      ['a read by CloudTrail', { ...without(write, 's3:x-amz-acl'), action: 's3:GetObject' }],
      ['a deletion by CloudTrail', { ...without(write, 's3:x-amz-acl'), action: 's3:DeleteObject' }],
      ['an ACL by CloudTrail', { ...write, action: 's3:PutObjectAcl' }],
      ['a policy by CloudTrail', { ...look, action: 's3:PutBucketPolicy' }],
      ['another service', { ...write, principal: 'config.amazonaws.com' }],
      ['anonymous', { ...write, principal: 'anonymous' }],
      ['a role over plain HTTP', {
        ...write, principal: on.reader, context: { 'aws:SecureTransport': 'false' }, identityPolicies: [FULL_S3],
      }],
      ['a role of another account with permission for s3:*', {
        ...write, principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/Writer`, identityPolicies: [FULL_S3],
      }],
    ],
  };
}

function keyCases(on: Resources): Cases {
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
      ['encryption on behalf of this trail', encrypt],
      ['encryption without plaintext on behalf of this trail', { ...encrypt, action: 'kms:GenerateDataKeyWithoutPlaintext' }],
      ['encryption in the context of a trail of the account in another Region', {
        ...encrypt, context: { ...encrypt.context, [TRAIL_CONTEXT]: trailOf(ACCOUNT, 'eu-west-1') },
      }],
      ['a description on behalf of this trail', describe],
      ['decryption by the reader', decrypt],
      ['administration by a role with permission for kms:*', {
        ...encrypt, principal: `arn:aws:iam::${ACCOUNT}:role/Admin`, action: 'kms:DisableKey', context: {}, identityPolicies: [FULL_KMS],
      }],
    ],
    denied: [
      ['encryption on behalf of another trail', { ...encrypt, context: { ...encrypt.context, 'aws:SourceArn': other } }],
      ['encryption without a source ARN', { ...encrypt, context: { [TRAIL_CONTEXT]: on.trailArn } }],
      ['encryption in the context of another account\'s trail', {
        ...encrypt, context: { ...encrypt.context, [TRAIL_CONTEXT]: trailOf(OTHER_ACCOUNT) },
      }],
      ['encryption without a context', { ...encrypt, context: { 'aws:SourceArn': on.trailArn } }],
      ['encryption in the context of an event data store', {
        ...encrypt, context: { ...encrypt.context, [TRAIL_CONTEXT]: `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:eventdatastore/1` },
      }],
      ['a description on behalf of another trail', { ...describe, context: { 'aws:SourceArn': other } }],
      ['a description without a source ARN', { ...describe, context: {} }],
      ['decryption by CloudTrail', { ...encrypt, action: 'kms:Decrypt' }],
      ['encryption by another service', { ...encrypt, principal: 's3.amazonaws.com' }],
      ['a description by another service', { ...describe, principal: 's3.amazonaws.com' }],
      ['decryption by the reader without a context', { ...decrypt, context: {} }],
      ['encryption by the reader', { ...decrypt, action: 'kms:GenerateDataKey' }],
      ['decryption by a role that is not a reader', { ...decrypt, principal: `arn:aws:iam::${ACCOUNT}:role/Other` }],
      ['decryption by a role that is not a reader, with permission for s3:*', {
        ...decrypt, principal: `arn:aws:iam::${ACCOUNT}:role/Other`, identityPolicies: [FULL_S3],
      }],
      ['decryption by a role of another account with permission for kms:*', {
        ...decrypt, principal: `arn:aws:iam::${OTHER_ACCOUNT}:role/Other`, identityPolicies: [FULL_KMS],
      }],
    ],
  };
}

function logsKeyCases(on: Resources): Cases {
  const use = (action: string, context: Record<string, string> = { [LOGS_CONTEXT]: on.logGroupArn }): AccessRequest =>
    ({ principal: LOGS, action, resource: on.keyArn('TrailLogsKey'), resourceAccount: ACCOUNT, context });
  return {
    allowed: [
      ['encryption', use('kms:Encrypt')],
      ['decryption', use('kms:Decrypt')],
      ['a data key', use('kms:GenerateDataKey')],
      ['reencryption', use('kms:ReEncryptTo')],
      ['administration by a role with permission for kms:*', {
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

function roleCases(on: Resources): Cases {
  const put = (stream: string, action = 'logs:PutLogEvents', group = on.logGroupArn): AccessRequest => ({
    principal: on.role,
    action,
    resource: `${group}:log-stream:${stream}`,
    resourceAccount: ACCOUNT,
    identityPolicies: [on.rolePolicy],
  });
  return {
    allowed: [
      ['events to the log stream of the trail', put(`${ACCOUNT}_CloudTrail_us-east-1`)],
      ['events to additional log streams of the trail', put(`${ACCOUNT}_CloudTrail_us-east-1_2`)],
      ['a new log stream of the trail', put(`${ACCOUNT}_CloudTrail_us-east-1`, 'logs:CreateLogStream')],
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

const synthesized = lazily(() => new Synthesized());

const POLICIES: Record<string, { policy: (on: Synthesized) => PolicyDocument; cases: (on: Resources) => Cases }> = {
  'the bucket policy': { policy: (on) => on.bucketPolicy, cases: bucketCases },
  'the policy of the trail key': { policy: (on) => on.keyPolicy('TrailKey'), cases: keyCases },
  'the policy of the log group key': { policy: (on) => on.keyPolicy('TrailLogsKey'), cases: logsKeyCases },
};

describe.each(Object.entries(POLICIES))('%s', (_name, { policy, cases }) => {
  test.each(numbered(cases(TITLES).allowed))('allows %s', async (_case, index) => {
    expect(await isAllowed(policy(synthesized()), cases(synthesized()).allowed[index][1])).toBe(true);
  });

  test.each(numbered(cases(TITLES).denied))('denies %s', async (_case, index) => {
    expect(await isAllowed(policy(synthesized()), cases(synthesized()).denied[index][1])).toBe(false);
  });

  test('contains nothing that the cases do not require', async () => {
    const { allowed, denied } = cases(synthesized());
    const all = [
      ...allowed.map(([, request]) => ({ request, expected: true })),
      ...denied.map(([, request]) => ({ request, expected: false })),
    ];
    // The AWS statement for CloudWatch Logs includes kms:Describe*. Its condition never applies, because a description
    // has no encryption context.
    const mutations = mutationsOf(policy(synthesized())).filter(({ name }) => !name.endsWith('without action kms:Describe*'));
    const unseen: string[] = [];
    for (const { name, document } of mutations) {
      const verdicts = await Promise.all(all.map(({ request }) => isAllowed(document, request)));
      if (verdicts.every((verdict, index) => verdict === all[index].expected)) { unseen.push(name); }
    }

    expect(mutations.length).toBeGreaterThan(1);
    expect(unseen).toEqual([]);
  });
});

describe('the role that CloudTrail assumes to deliver to CloudWatch Logs', () => {
  test.each(numbered(roleCases(TITLES).allowed))('can deliver %s', async (_case, index) => {
    expect(await isAllowed(EMPTY, roleCases(synthesized()).allowed[index][1])).toBe(true);
  });

  test.each(numbered(roleCases(TITLES).denied))('cannot access %s', async (_case, index) => {
    expect(await isAllowed(EMPTY, roleCases(synthesized()).denied[index][1])).toBe(false);
  });

  test('trusts only CloudTrail', () => {
    const { world } = synthesized();
    const role = world.propertiesOf<{ AssumeRolePolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::Role', 'TrailLogsRole'));

    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: CLOUDTRAIL } },
    ]);
  });
});

describe('an organization trail', () => {
  const organization = lazily(() => new Synthesized({ coverage: TrailCoverage.organization(ORGANIZATION) }));
  const write = (path: string): AccessRequest => ({
    principal: CLOUDTRAIL,
    action: 's3:PutObject',
    resource: `${organization().bucketArn}/${path}`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SourceArn': organization().trailArn, 's3:x-amz-acl': OWNER_ACL, 'aws:SecureTransport': 'true' },
  });

  test.each([
    ['a member\'s file under the organization\'s prefix', `AWSLogs/${ORGANIZATION}/${MEMBER_ACCOUNT}/CloudTrail/file`, true],
    ['the management account\'s file', `AWSLogs/${ACCOUNT}/CloudTrail/file`, true],
    ['another organization\'s file', `AWSLogs/o-otherorgid1/${MEMBER_ACCOUNT}/CloudTrail/file`, false],
    ['the file of an organization with an ID that starts with the ID of this organization', `AWSLogs/${ORGANIZATION}2/${MEMBER_ACCOUNT}/CloudTrail/file`, false],
    ['a member\'s file outside the organization\'s prefix', `AWSLogs/${MEMBER_ACCOUNT}/CloudTrail/file`, false],
  ])('%s', async (_name, path, expected) => {
    expect(await isAllowed(organization().bucketPolicy, write(path))).toBe(expected);
  });

  test('denies writes on behalf of another trail', async () => {
    const org = organization();
    const request = write(`AWSLogs/${ORGANIZATION}/${MEMBER_ACCOUNT}/CloudTrail/file`);
    const context = { ...request.context, 'aws:SourceArn': org.trailArn.replace(ACCOUNT, MEMBER_ACCOUNT) };

    expect(await isAllowed(org.bucketPolicy, { ...request, context })).toBe(false);
  });

  test.each([
    ['a member\'s stream', `${ORGANIZATION}_${MEMBER_ACCOUNT}_CloudTrail_us-east-1`, true],
    ['the management account\'s stream', `${ACCOUNT}_CloudTrail_us-east-1`, true],
    ['a stream outside the organization', `${MEMBER_ACCOUNT}_CloudTrail_us-east-1`, false],
  ])('%s', async (_name, stream, expected) => {
    const org = organization();
    const request: AccessRequest = {
      principal: org.role,
      action: 'logs:PutLogEvents',
      resource: `${org.logGroupArn}:log-stream:${stream}`,
      resourceAccount: ACCOUNT,
      identityPolicies: [org.rolePolicy],
    };

    expect(await isAllowed(EMPTY, request)).toBe(expected);
  });

  test('in a stack with an unknown account has the specified management account in all policies', () => {
    const specified = new Synthesized({
      coverage: TrailCoverage.organization(ORGANIZATION, { managementAccount: OTHER_ACCOUNT }),
    });

    const sources = [...JSON.stringify([specified.bucketPolicy, specified.keyPolicy('TrailKey')])
      .matchAll(/arn:aws:cloudtrail:[^:]*:(\d+):trail/g)].map((match) => match[1]);
    expect(sources).toEqual(Array(5).fill(OTHER_ACCOUNT));
    expect(JSON.stringify(specified.bucketPolicy)).toContain(`/AWSLogs/${OTHER_ACCOUNT}/*`);
    expect(JSON.stringify(specified.rolePolicy)).toContain(`log-stream:${OTHER_ACCOUNT}_CloudTrail_us-east-1*`);
  });
});

describe('a reader', () => {
  const get = (on: Synthesized, key: string, more: Partial<AccessRequest> = {}): AccessRequest => ({
    principal: on.reader,
    action: 's3:GetObject',
    resource: `${on.bucketArn}/${key}`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SecureTransport': 'true' },
    identityPolicies: [on.readerPolicy],
    ...more,
  });
  const LOG_FILE = `AWSLogs/${ACCOUNT}/CloudTrail/file`;

  test.each<[string, (on: Synthesized) => AccessRequest]>([
    ['get a log file', (on) => get(on, LOG_FILE)],
    ['get an old version', (on) => get(on, LOG_FILE, { action: 's3:GetObjectVersion' })],
    ['list the bucket', (on) => get(on, '', { action: 's3:ListBucket', resource: on.bucketArn })],
  ])('can %s', async (_name, request) => {
    expect(await isAllowed(synthesized().bucketPolicy, request(synthesized()))).toBe(true);
  });

  test.each<[string, (on: Synthesized) => AccessRequest]>([
    ['get any other object', (on) => get(on, 'other')],
    ['put a log file', (on) => get(on, LOG_FILE, { action: 's3:PutObject' })],
    ['delete a log file', (on) => get(on, LOG_FILE, { action: 's3:DeleteObject' })],
    ['read over plain HTTP', (on) => get(on, LOG_FILE, { context: { 'aws:SecureTransport': 'false' } })],
  ])('cannot %s', async (_name, request) => {
    expect(await isAllowed(synthesized().bucketPolicy, request(synthesized()))).toBe(false);
  });

  test('has no permission on the key in its own policy, because the Null condition would have no effect there', () => {
    expect(JSON.stringify(synthesized().readerPolicy)).not.toContain('kms:');
  });

  test('with an S3 Bucket Key can decrypt only with the context of this bucket', async () => {
    const keyed = new Synthesized({ bucketKeyEnabled: true });
    const decrypt = (bucketArn: string): AccessRequest => ({
      principal: keyed.reader,
      action: 'kms:Decrypt',
      resource: keyed.keyArn('TrailKey'),
      resourceAccount: ACCOUNT,
      context: { [S3_CONTEXT]: bucketArn },
    });
    const readStatements = keyed.keyPolicy('TrailKey').Statement.filter(({ Principal }) => JSON.stringify(Principal).includes('Reader'));
    // The engine supports one encryption context key at a time.
    const policy = { Version: '2012-10-17', Statement: readStatements.filter(({ Sid }) => Sid!.includes('S3 Bucket Key')) };

    expect(readStatements).toHaveLength(2);
    expect(await isAllowed(policy, decrypt(keyed.bucketArn))).toBe(true);
    expect(await isAllowed(policy, decrypt('arn:aws:s3:::amzn-s3-demo-bucket'))).toBe(false);
  });
});

describe('with an S3 Bucket Key', () => {
  const keyed = lazily(() => new Synthesized({ bucketKeyEnabled: true }));
  /** The engine supports one encryption context key at a time. The other statements have the other key. */
  const policyFor = (contextKey: string): PolicyDocument => {
    const other = contextKey === S3_CONTEXT ? TRAIL_CONTEXT : S3_CONTEXT;
    const Statement = keyed().keyPolicy('TrailKey').Statement.filter((statement) => !JSON.stringify(statement).includes(other));
    return { Version: '2012-10-17', Statement };
  };
  const request = (action: string, context: Record<string, string>, principal = CLOUDTRAIL): AccessRequest =>
    ({ principal, action, resource: keyed().keyArn('TrailKey'), resourceAccount: ACCOUNT, context });
  const otherTrail = () => keyed().trailArn.replace(/[^/]*$/, 'other');
  const encryptCases: [string, string, () => Record<string, string>, boolean][] = [
    ['the trail', TRAIL_CONTEXT, () => ({ 'aws:SourceArn': keyed().trailArn, [TRAIL_CONTEXT]: keyed().trailArn }), true],
    ['the bucket', S3_CONTEXT, () => ({ 'aws:SourceArn': keyed().trailArn, [S3_CONTEXT]: keyed().bucketArn }), true],
    ['another bucket', S3_CONTEXT, () => ({ 'aws:SourceArn': keyed().trailArn, [S3_CONTEXT]: 'arn:aws:s3:::amzn-s3-demo-bucket' }), false],
    ['an object of the bucket', S3_CONTEXT, () => ({ 'aws:SourceArn': keyed().trailArn, [S3_CONTEXT]: `${keyed().bucketArn}/file` }), false],
    ['the bucket, on behalf of another trail', S3_CONTEXT, () => ({ 'aws:SourceArn': otherTrail(), [S3_CONTEXT]: keyed().bucketArn }), false],
    ['the bucket, without a source ARN', S3_CONTEXT, () => ({ [S3_CONTEXT]: keyed().bucketArn }), false],
    ['the trail, on behalf of another trail', TRAIL_CONTEXT, () => ({ 'aws:SourceArn': otherTrail(), [TRAIL_CONTEXT]: keyed().trailArn }), false],
  ];

  test.each(encryptCases)('CloudTrail and the context of %s', async (_name, contextKey, context, expected) => {
    for (const action of ['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext']) {
      expect(await isAllowed(policyFor(contextKey), request(action, context()))).toBe(expected);
    }
    expect(await isAllowed(policyFor(contextKey), request('kms:GenerateDataKey', context(), 's3.amazonaws.com'))).toBe(false);
  });

  test('CloudTrail can decrypt only on behalf of this trail, with any context', async () => {
    const decrypt = (source?: string, principal = CLOUDTRAIL) =>
      isAllowed(keyed().keyPolicy('TrailKey'), request('kms:Decrypt', source === undefined ? {} : { 'aws:SourceArn': source }, principal));

    expect(await decrypt(keyed().trailArn)).toBe(true);
    expect(await decrypt(otherTrail())).toBe(false);
    expect(await decrypt(keyed().trailArn.replace(ACCOUNT, OTHER_ACCOUNT))).toBe(false);
    expect(await decrypt()).toBe(false);
    expect(await decrypt(keyed().trailArn, 's3.amazonaws.com')).toBe(false);
  });

  test.each<[string, () => string]>([[TRAIL_CONTEXT, () => keyed().trailArn], [S3_CONTEXT, () => keyed().bucketArn]])(
    'a reader can decrypt with the context %s', async (contextKey, value) => {
      expect(await isAllowed(policyFor(contextKey), request('kms:Decrypt', { [contextKey]: value() }, keyed().reader))).toBe(true);
    });

  test('each statement for CloudTrail has a condition on the source ARN', () => {
    const statements = keyed().keyPolicy('TrailKey').Statement.filter(({ Principal }) => JSON.stringify(Principal).includes(CLOUDTRAIL));

    expect(statements).toHaveLength(4);
    expect(statements.map(({ Condition }) => Condition?.StringEquals['aws:SourceArn'])).toEqual(Array(4).fill(keyed().trailArn));
  });

  test('an imported bucket whose setting is unknown has the same statements, for its name', () => {
    const stack = newStack();
    new PrivateCaTrail(stack, 'Trail', { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket') });
    const world = World.of(stack);
    const { KeyPolicy } = world.propertiesOf<{ KeyPolicy: PolicyDocument }>(world.idOf('AWS::KMS::Key', 'TrailKey'));

    const byBucketKey = KeyPolicy.Statement.find(({ Sid }) => Sid === 'Allow CloudTrail to encrypt logs by S3 Bucket Key');
    expect(byBucketKey?.Condition?.StringEquals[S3_CONTEXT]).toBe('arn:aws:s3:::amzn-s3-demo-bucket');
  });
});

test('CloudTrail can notify the topic and use its key only on behalf of this trail', async () => {
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

describe('the three key policy statements in AWS documentation', () => {
  const filledIn = JSON.parse(JSON.stringify(recommended.cloudTrailCmk).replace(/aws-account-id/g, ACCOUNT)) as PolicyStatement[];
  const documented = Object.fromEntries(filledIn.map((statement) => [statement.Sid!, statement]));
  const actual = () => synthesized().keyPolicy('TrailKey').Statement;

  test.each(Object.keys(documented))('%s has only the additional condition that AWS recommends', (sid) => {
    const source = { StringEquals: { 'aws:SourceArn': synthesized().trailArn } };
    const expected: Record<string, PolicyStatement> = {
      'Allow CloudTrail access': { ...documented['Allow CloudTrail access'], Condition: source },
      'Allow CloudTrail to encrypt logs': {
        ...documented['Allow CloudTrail to encrypt logs'],
        Condition: { ...documented['Allow CloudTrail to encrypt logs'].Condition, ...source },
      },
      'Enable CloudTrail log decrypt permissions': {
        ...documented['Enable CloudTrail log decrypt permissions'], Principal: { AWS: synthesized().reader },
      },
    };

    expect(actual().find(({ Sid }) => Sid === sid)).toEqual(expected[sid]);
  });

  test('are the only statements besides that of the account', () => {
    expect(actual().map(({ Sid }) => Sid)).toEqual([undefined, ...Object.keys(documented)]);
  });
});
