import { App, Duration, Stack } from 'aws-cdk-lib';
import { AuditReportArchive } from '../../src/audit/audit-report-archive';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailArchive } from '../../src/trail/trail-archive';
import { TrailObjectLock } from '../../src/trail/trail-object-lock';
import { lazily } from '../support/lazily';
import { mutationsOf } from '../support/mutations';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { newRoot } from '../support/stacks';
import { World } from '../support/world';

/* The replication of audit reports and log files: the role, the source, the destination, and the keys. */

const SOURCE = { account: '111122223333', region: 'us-east-1' };
const RETENTION = ArchiveRetention.compliance(Duration.days(2557));
const EMPTY: PolicyDocument = { Version: '2012-10-17', Statement: [] };
const S3_SERVICE = 's3.amazonaws.com';

/** A replication, synthesized in the two stacks of an app. */
class Replicated {
  public readonly source: World;
  public readonly archive: World;
  public readonly archiveAccount: string;
  public readonly archiveRegion: string;
  public readonly prefix: string;

  constructor({ account, region, kind, usesKms }: { account: string; region: string; kind: 'reports' | 'log files'; usesKms: boolean }) {
    const app = new App();
    const [to, from] = [new Stack(app, 'Archive', { env: { account, region } }), new Stack(app, 'Source', { env: SOURCE })];
    const encryption = usesKms ? PrivateCaBucketEncryption.kms() : PrivateCaBucketEncryption.s3Managed();
    if (kind === 'reports') {
      const archive = new AuditReportArchive(to, 'Archive', { retention: RETENTION, encryption });
      new AuditReportBucket(from, 'Audit', { certificateAuthorities: [newRoot(from)], encryption, archive });
    } else {
      const archive = new TrailArchive(to, 'Archive', { retention: RETENTION });
      new PrivateCaTrail(from, 'Trail', { archive, objectLock: TrailObjectLock.governance(Duration.days(30)) });
    }
    [this.archiveAccount, this.archiveRegion] = [account, region];
    this.prefix = kind === 'reports' ? 'audit-report/' : 'AWSLogs/';
    this.source = World.of(from, SOURCE);
    this.archive = World.of(to, { account, region });
  }

  public get role(): string { return this.source.arnOf(this.idOf(this.source, 'AWS::IAM::Role', /ReplicationRole/)); }
  public get sourceBucket(): string { return this.source.arnOf(this.idOf(this.source, 'AWS::S3::Bucket', /^(Audit|TrailBucket)[0-9A-F]{8}$/)); }
  public get archiveBucket(): string { return this.archive.arnOf(this.idOf(this.archive, 'AWS::S3::Bucket', /^Archive[0-9A-F]{8}$/)); }
  public get sourceKey(): string { return this.source.arnOf(this.sourceKeyId); }
  public get archiveKey(): string { return this.archive.arnOf(this.archiveKeyId); }
  public get alias(): string { return this.archive.propertiesOf<{ AliasName: string }>(this.archive.idOf('AWS::KMS::Alias')).AliasName; }

  public get rolePolicy(): PolicyDocument {
    return this.documentOf(this.source, 'AWS::IAM::ManagedPolicy', /ReplicationPolicy/, 'PolicyDocument');
  }

  public get trustPolicy(): PolicyDocument {
    return this.documentOf(this.source, 'AWS::IAM::Role', /ReplicationRole/, 'AssumeRolePolicyDocument');
  }

  public get sourceKeyPolicy(): PolicyDocument { return this.source.propertiesOf<{ KeyPolicy: PolicyDocument }>(this.sourceKeyId).KeyPolicy; }
  public get archiveKeyPolicy(): PolicyDocument { return this.archive.propertiesOf<{ KeyPolicy: PolicyDocument }>(this.archiveKeyId).KeyPolicy; }

  public get archivePolicy(): PolicyDocument {
    return this.documentOf(this.archive, 'AWS::S3::BucketPolicy', /^ArchivePolicy/, 'PolicyDocument');
  }

  private get sourceKeyId(): string { return this.idOf(this.source, 'AWS::KMS::Key', /^(Audit|Trail)Key/); }
  private get archiveKeyId(): string { return this.idOf(this.archive, 'AWS::KMS::Key', /^ArchiveKey/); }

  private documentOf(world: World, type: string, ids: RegExp, property: string): PolicyDocument {
    return world.propertiesOf<Record<string, PolicyDocument>>(this.idOf(world, type, ids))[property];
  }

  private idOf(world: World, type: string, ids: RegExp): string {
    const found = world.idsOf(type).filter((id) => ids.test(id));
    expect(found).toHaveLength(1);
    return found[0];
  }
}

const SCENARIOS = {
  'reports with SSE-KMS to another account': lazily(() => new Replicated({ account: '444455556666', region: 'us-west-2', kind: 'reports', usesKms: true })),
  'reports with SSE-S3 to another account': lazily(() => new Replicated({ account: '444455556666', region: 'us-west-2', kind: 'reports', usesKms: false })),
  'reports with SSE-KMS to another Region': lazily(() => new Replicated({ account: SOURCE.account, region: 'us-west-2', kind: 'reports', usesKms: true })),
  'locked log files to another account': lazily(() => new Replicated({ account: '444455556666', region: 'us-west-2', kind: 'log files', usesKms: true })),
};
type Scenario = keyof typeof SCENARIOS;
const KMS_SCENARIOS: Scenario[] = [
  'reports with SSE-KMS to another account', 'reports with SSE-KMS to another Region', 'locked log files to another account',
];
const OTHER_ACCOUNT: Scenario[] = [
  'reports with SSE-KMS to another account', 'reports with SSE-S3 to another account', 'locked log files to another account',
];

/** The documents that decide on a request. */
interface Documents { readonly role: PolicyDocument; readonly bucket: PolicyDocument; readonly archiveKey: PolicyDocument; readonly trust: PolicyDocument }

/** A request, and which policy of a resource it meets. */
interface Asked { readonly request: Omit<AccessRequest, 'identityPolicies'>; readonly policy: 'none' | 'bucket' | 'archiveKey' | 'sourceKey' | 'trust' | 'open'; readonly identity?: PolicyDocument }
type ReplicationCase = [name: string, expected: boolean, ask: (own: Replicated) => Asked];

/** The policy of a key that the owner opened by mistake. The identity policy must still limit the role. */
const OPEN: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] };

/** The actions of AWS KMS that have an encryption context. */
const WITH_CONTEXT = /:(CreateGrant|Decrypt|Encrypt|GenerateDataKey)$/;

const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:*', 'kms:*', 'sts:*'], Resource: '*' }] };
const roleOf = (account: string, name = 'other') => `arn:aws:iam::${account}:role/${name}`;

const onSource = (action: string, key?: string, bucket?: string) => (own: Replicated): Asked => ({
  policy: 'none',
  request: {
    principal: own.role, action, resource: `${bucket ?? own.sourceBucket}${key === undefined ? '' : `/${key.replace('PREFIX/', own.prefix)}`}`, resourceAccount: SOURCE.account,
  },
});
const onArchive = (action: string, key?: string, other: { principal?: string; identity?: PolicyDocument; tls?: string; bucket?: string } = {}) =>
  (own: Replicated): Asked => ({
    policy: 'bucket',
    identity: other.identity,
    request: {
      principal: other.principal ?? own.role,
      action,
      resource: `${other.bucket ?? own.archiveBucket}${key === undefined ? '' : `/${key.replace('PREFIX/', own.prefix)}`}`,
      resourceAccount: own.archiveAccount,
      context: { 'aws:SecureTransport': other.tls ?? 'true', 'aws:PrincipalArn': other.principal ?? own.role },
    },
  });
/** What differs from the request of the role for a replica. */
interface KeyChange {
  readonly principal?: string;
  readonly identity?: PolicyDocument;
  readonly via?: string;
  readonly context?: (own: Replicated) => string | undefined;
  readonly alias?: string;
  readonly otherKey?: boolean;
  readonly open?: boolean;
}

const withKey = (key: 'sourceKey' | 'archiveKey', action: string, change: KeyChange = {}) => (own: Replicated): Asked => {
  const [bucket, region, account] = key === 'sourceKey'
    ? [own.sourceBucket, SOURCE.region, SOURCE.account] : [own.archiveBucket, own.archiveRegion, own.archiveAccount];
  const context = change.context ? change.context(own) : `${bucket}/${own.prefix}1/2.csv`;
  return {
    policy: change.open ? 'open' : key,
    identity: change.identity,
    request: {
      principal: change.principal ?? own.role,
      action,
      resource: change.otherKey ? `arn:aws:kms:${region}:${account}:key/another` : own[key],
      resourceAccount: account,
      context: {
        'aws:PrincipalArn': change.principal ?? own.role,
        'kms:ViaService': change.via ?? `s3.${region}.amazonaws.com`,
        ...(context && WITH_CONTEXT.test(action) && { 'kms:EncryptionContext:aws:s3:arn': context }),
        ...(key === 'archiveKey' && { 'kms:ResourceAliases': [change.alias ?? own.alias] }),
      },
    },
  };
};
const assumed = (principal = S3_SERVICE, context: AccessRequest['context'] = {}) => (own: Replicated): Asked => ({
  policy: 'trust',
  identity: EVERYTHING,
  request: {
    principal,
    action: 'sts:AssumeRole',
    resource: own.role,
    resourceAccount: SOURCE.account,
    context,
  },
});

const TRUST: ReplicationCase[] = [
  // AWS does not document that S3 Replication sends these keys, so that the role must not require them.
  ['S3 without a source ARN and a source account', true, assumed()],
  ['S3 with a source account', true, assumed(S3_SERVICE, { 'aws:SourceAccount': SOURCE.account })],
  ['another service', false, assumed('batchoperations.s3.amazonaws.com')],
  ['a role of another account', false, assumed(roleOf('444455556666'))],
];
const READS = ['GetObjectVersionForReplication', 'GetObjectVersionAcl', 'GetObjectVersionTagging'];
const LOCKS = ['GetObjectRetention', 'GetObjectLegalHold'];
const ON_SOURCE: ReplicationCase[] = [
  ...['GetReplicationConfiguration', 'ListBucket'].map((action): ReplicationCase => [`${action} of the source`, true, onSource(`s3:${action}`)]),
  ...READS.map((action): ReplicationCase => [`${action} of an object`, true, onSource(`s3:${action}`, 'PREFIX/1/2.csv')]),
  ...READS.map((action): ReplicationCase => [`${action} of an object elsewhere in the source`, false, onSource(`s3:${action}`, 'private/1')]),
  ['GetReplicationConfiguration of another bucket', false, onSource('s3:GetReplicationConfiguration', undefined, 'arn:aws:s3:::amzn-s3-demo-bucket')],
  ['ListBucket of another bucket', false, onSource('s3:ListBucket', undefined, 'arn:aws:s3:::amzn-s3-demo-bucket')],
  ['an object of another bucket', false, onSource('s3:GetObjectVersionForReplication', 'PREFIX/1/2.csv', 'arn:aws:s3:::amzn-s3-demo-bucket')],
  ['GetObject', false, onSource('s3:GetObject', 'PREFIX/1/2.csv')],
  ['PutObject', false, onSource('s3:PutObject', 'PREFIX/1/2.csv')],
  ['DeleteObject', false, onSource('s3:DeleteObject', 'PREFIX/1/2.csv')],
  ['DeleteObjectVersion', false, onSource('s3:DeleteObjectVersion', 'PREFIX/1/2.csv')],
  ['PutReplicationConfiguration', false, onSource('s3:PutReplicationConfiguration')],
  ['PutBucketPolicy', false, onSource('s3:PutBucketPolicy')],
];
const WRITES = ['ReplicateObject', 'ReplicateTags'];
const ON_ARCHIVE: ReplicationCase[] = [
  ...WRITES.map((action): ReplicationCase => [`${action} in the archive`, true, onArchive(`s3:${action}`, 'PREFIX/1/2.csv')]),
  ...WRITES.map((action): ReplicationCase => [`${action} elsewhere in the archive`, false, onArchive(`s3:${action}`, 'private/1')]),
  ...WRITES.map((action): ReplicationCase => [`${action} in another bucket`, false, onArchive(`s3:${action}`, 'PREFIX/1', { bucket: 'arn:aws:s3:::amzn-s3-demo-bucket' })]),
  ['ReplicateObject without TLS', false, onArchive('s3:ReplicateObject', 'PREFIX/1', { tls: 'false' })],
  ['reading the archive without TLS', false, (own) => onArchive('s3:ListBucket', undefined, {
    tls: 'false', identity: EVERYTHING, principal: roleOf(own.archiveAccount),
  })(own)],
  ...['ReplicateDelete', 'PutObject', 'DeleteObject', 'DeleteObjectVersion', 'GetObject', 'BypassGovernanceRetention', 'PutObjectRetention', 'PutObjectLegalHold']
    .map((action): ReplicationCase => [`${action} in the archive`, false, onArchive(`s3:${action}`, 'PREFIX/1/2.csv')]),
  ...['PutBucketPolicy', 'PutBucketObjectLockConfiguration', 'PutLifecycleConfiguration', 'PutBucketVersioning', 'DeleteBucket']
    .map((action): ReplicationCase => [`${action} of the archive`, false, onArchive(`s3:${action}`)]),
];
const FROM_OTHER_ACCOUNT: ReplicationCase[] = [
  ['ObjectOwnerOverrideToBucketOwner', true, onArchive('s3:ObjectOwnerOverrideToBucketOwner', 'PREFIX/1/2.csv')],
  ['ObjectOwnerOverrideToBucketOwner elsewhere', false, onArchive('s3:ObjectOwnerOverrideToBucketOwner', 'private/1')],
  ...['ObjectOwnerOverrideToBucketOwner', ...WRITES].map((action): ReplicationCase => [
    `${action} by another role of the source account`, false,
    onArchive(`s3:${action}`, 'PREFIX/1', { principal: roleOf(SOURCE.account), identity: EVERYTHING }),
  ]),
  ['the role of a third account with the same name', false, (own) => onArchive('s3:ReplicateObject', 'PREFIX/1', {
    principal: own.role.replace(SOURCE.account, '123456789012'), identity: EVERYTHING,
  })(own)],
  ['reading the archive by a role of the source account', false, onArchive('s3:ListBucket', undefined, { principal: roleOf(SOURCE.account), identity: EVERYTHING })],
];
const bucketContext = (own: Replicated) => own.archiveBucket;
const otherContext = () => 'arn:aws:s3:::amzn-s3-demo-bucket/audit-report/1/2.csv';
const SOURCE_KEY: ReplicationCase[] = [
  ['decrypting an object of the source', true, withKey('sourceKey', 'kms:Decrypt')],
  ['decrypting with the S3 Bucket Key of the source', true, withKey('sourceKey', 'kms:Decrypt', { context: (own) => own.sourceBucket })],
  ['decrypting an object elsewhere in the source', false, withKey('sourceKey', 'kms:Decrypt', { context: (own) => `${own.sourceBucket}/private/1` })],
  ['decrypting an object of another bucket', false, withKey('sourceKey', 'kms:Decrypt', { context: otherContext })],
  ['decrypting without an encryption context', false, withKey('sourceKey', 'kms:Decrypt', { context: () => undefined })],
  ['decrypting through S3 with the suffix of another partition', true, withKey('sourceKey', 'kms:Decrypt', { via: 's3.us-east-1.amazonaws.com.cn' })],
  ['decrypting through another service', false, withKey('sourceKey', 'kms:Decrypt', { via: 'sqs.us-east-1.amazonaws.com' })],
  ['decrypting through S3 in another Region', false, withKey('sourceKey', 'kms:Decrypt', { via: 's3.eu-west-1.amazonaws.com' })],
  ['decrypting with another key of the source account', false, withKey('sourceKey', 'kms:Decrypt', { otherKey: true })],
  ...['Encrypt', 'GenerateDataKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'CreateGrant'].map((action): ReplicationCase =>
    [`${action} with the source key`, false, withKey('sourceKey', `kms:${action}`)]),
];
const ARCHIVE_KEY: ReplicationCase[] = [
  ['encrypting a replica', true, withKey('archiveKey', 'kms:Encrypt')],
  ['encrypting with the S3 Bucket Key of the archive', true, withKey('archiveKey', 'kms:Encrypt', { context: bucketContext })],
  ...['Decrypt', 'GenerateDataKey'].flatMap((action): ReplicationCase[] => [
    [`${action} for the S3 Bucket Key of the archive`, true, withKey('archiveKey', `kms:${action}`, { context: bucketContext })],
    [`${action} of a replica`, false, withKey('archiveKey', `kms:${action}`)],
    [`${action} for the S3 Bucket Key through another service`, false, withKey('archiveKey', `kms:${action}`, { context: bucketContext, via: 'sqs.us-west-2.amazonaws.com' })],
    [`${action} for the S3 Bucket Key with another key`, false, withKey('archiveKey', `kms:${action}`, { context: bucketContext, otherKey: true, alias: 'alias/other' })],
  ]),
  ['encrypting elsewhere in the archive', false, withKey('archiveKey', 'kms:Encrypt', { context: (own) => `${own.archiveBucket}/private/1` })],
  ['encrypting an object of another bucket', false, withKey('archiveKey', 'kms:Encrypt', { context: otherContext })],
  ['encrypting without an encryption context', false, withKey('archiveKey', 'kms:Encrypt', { context: () => undefined })],
  ['encrypting through S3 with the suffix of another partition', true, withKey('archiveKey', 'kms:Encrypt', { via: 's3.us-west-2.amazonaws.com.cn' })],
  ['encrypting through another service', false, withKey('archiveKey', 'kms:Encrypt', { via: 'sqs.us-west-2.amazonaws.com' })],
  ['encrypting through S3 in another Region', false, withKey('archiveKey', 'kms:Encrypt', { via: 's3.us-east-1.amazonaws.com' })],
  ['encrypting with another key', false, withKey('archiveKey', 'kms:Encrypt', { otherKey: true, alias: 'alias/other' })],
  ...['ScheduleKeyDeletion', 'PutKeyPolicy', 'CreateGrant', 'DisableKey'].map((action): ReplicationCase =>
    [`${action} with the archive key`, false, withKey('archiveKey', `kms:${action}`)]),
  ['an administrator of the archive account', true, (own) => withKey('archiveKey', 'kms:DescribeKey', {
    principal: roleOf(own.archiveAccount, 'administrator'), identity: EVERYTHING,
  })(own)],
];
const ARCHIVE_KEY_OF_OTHER_ACCOUNT: ReplicationCase[] = [
  ...['Encrypt', 'Decrypt', 'GenerateDataKey'].map((action): ReplicationCase => [
    `${action} by another role of the source account`, false,
    withKey('archiveKey', `kms:${action}`, { principal: roleOf(SOURCE.account), identity: EVERYTHING, context: bucketContext }),
  ]),
  ...[['Encrypt', undefined], ['Decrypt', bucketContext], ['GenerateDataKey', bucketContext]].map(([action, context]): ReplicationCase => [
    `${action as string} through another service with an open key`, false, withKey('archiveKey', `kms:${action as string}`, {
      open: true, via: 'sqs.us-west-2.amazonaws.com', ...(context && { context: context as typeof bucketContext }),
    }),
  ]),
  ...['Decrypt', 'GenerateDataKey'].map((action): ReplicationCase => [
    `${action} of a replica with an open key`, false, withKey('archiveKey', `kms:${action}`, { open: true }),
  ]),
  ['an administrator of the source account', false, withKey('archiveKey', 'kms:DescribeKey', { principal: roleOf(SOURCE.account), identity: EVERYTHING })],
  ['the role through another service', false, withKey('archiveKey', 'kms:Encrypt', { via: 'sqs.us-west-2.amazonaws.com', identity: EVERYTHING })],
  ['the role with the context of another bucket', false, withKey('archiveKey', 'kms:Encrypt', { context: otherContext, identity: EVERYTHING })],
  ['the role without a context', false, withKey('archiveKey', 'kms:Encrypt', { context: () => undefined, identity: EVERYTHING })],
  ...['Decrypt', 'GenerateDataKey'].flatMap((action): ReplicationCase[] => [
    [`${action} of a replica by the role with more permissions`, false, withKey('archiveKey', `kms:${action}`, { identity: EVERYTHING })],
    [`${action} through another service by the role with more permissions`, false,
      withKey('archiveKey', `kms:${action}`, { identity: EVERYTHING, context: bucketContext, via: 'sqs.us-west-2.amazonaws.com' })],
  ]),
];

function casesOf(scenario: Scenario): ReplicationCase[] {
  const [usesKms, isOther] = [KMS_SCENARIOS.includes(scenario), OTHER_ACCOUNT.includes(scenario)];
  const locked = scenario.startsWith('locked');
  return [
    ...TRUST, ...ON_SOURCE, ...ON_ARCHIVE,
    ...LOCKS.map((action): ReplicationCase => [`${action} of an object`, locked, onSource(`s3:${action}`, 'PREFIX/1/2.csv')]),
    ...isOther ? FROM_OTHER_ACCOUNT : [],
    ...usesKms ? [...SOURCE_KEY, ...ARCHIVE_KEY] : [],
    ...usesKms && isOther ? ARCHIVE_KEY_OF_OTHER_ACCOUNT : [],
  ];
}

function documentsOf(own: Replicated, usesKms: boolean): Documents {
  return { role: own.rolePolicy, bucket: own.archivePolicy, archiveKey: usesKms ? own.archiveKeyPolicy : EMPTY, trust: own.trustPolicy };
}

/** Whether the policies allow a request. The role of the replication has its own policy, and others have theirs. */
async function answer(own: Replicated, { request, policy, identity }: Asked, documents: Documents): Promise<boolean> {
  const resourcePolicy = policy === 'none' ? EMPTY : policy === 'open' ? OPEN : policy === 'sourceKey' ? own.sourceKeyPolicy : documents[policy];
  const isService = request.principal.endsWith('.amazonaws.com');
  return isAllowed(resourcePolicy, { ...request, identityPolicies: isService ? undefined : [identity ?? documents.role] });
}

const ALL = (Object.keys(SCENARIOS) as Scenario[]).flatMap((scenario) =>
  casesOf(scenario).map(([name, expected], index): [string, string, string, number] => [scenario, expected ? 'allowed' : 'denied', name, index]));

test('there are at least 80 cases of replications', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(80);
});

test.each(ALL)('%s, %s: %s', async (scenario, expected, _name, index) => {
  const own = SCENARIOS[scenario as Scenario]();
  const [, , ask] = casesOf(scenario as Scenario)[index];

  expect(await answer(own, ask(own), documentsOf(own, KMS_SCENARIOS.includes(scenario as Scenario)))).toBe(expected === 'allowed');
});

// A role has no principal in its policy. The principal of the archive is an account that a condition limits to one role.
const LIMITED_BY_CONDITION = / for any principal$/;

/** Names the mutations of a document that give no case another answer. */
async function unseenMutations(scenario: Scenario, name: keyof Documents): Promise<string[]> {
  const own = SCENARIOS[scenario]();
  const documents = documentsOf(own, KMS_SCENARIOS.includes(scenario));
  const unseen: string[] = [];
  const mutations = mutationsOf(documents[name]).filter((mutation) => name === 'trust' || !LIMITED_BY_CONDITION.test(mutation.name));
  for (const mutation of mutations) {
    const mutated = { ...documents, [name]: mutation.document };
    let seen = false;
    for (const [, expected, ask] of casesOf(scenario)) {
      seen ||= await answer(own, ask(own), mutated) !== expected;
      if (seen) { break; }
    }
    if (!seen) { unseen.push(mutation.name); }
  }
  return unseen;
}

test.each((Object.keys(SCENARIOS) as Scenario[]).flatMap((scenario): [Scenario, keyof Documents][] =>
  (['role', 'trust', 'bucket', 'archiveKey'] as const).map((name) => [scenario, name])))(
  '%s: the %s policy has nothing without which all cases have the same answers', async (scenario, name) => {
    expect(await unseenMutations(scenario, name)).toEqual([]);
  }, 120_000);
