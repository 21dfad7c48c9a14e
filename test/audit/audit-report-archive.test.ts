import { App, CfnCondition, Duration, Environment, Fn, RemovalPolicy, Stack, Token, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportArchive } from '../../src/audit/audit-report-archive';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketProps } from '../../src/audit/audit-report-bucket-props';
import { ArchiveProps } from '../../src/model/archive-props';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailArchive } from '../../src/trail/trail-archive';
import { AlarmState, Retrieval, Sample, simulate } from '../support/alarm-model';
import { errorOf } from '../support/errors';
import { alarmsOn } from '../support/silence-alarms';
import { newRoot } from '../support/stacks';

const SOURCE: Environment = { account: '111122223333', region: 'us-east-1' };
const OTHER: Environment = { account: '444455556666', region: 'us-west-2' };
const retention = ArchiveRetention.compliance(Duration.days(2557));
const ROLE_ARN = 'arn:aws:iam::111122223333:role/pca-replication-12345678-us-east-1';

interface Built { readonly from: Stack; readonly to: Stack; readonly audit: AuditReportBucket; readonly archive: AuditReportArchive }

function built(
  { env = OTHER, archiveProps = () => ({ retention }), props = {} }: {
    env?: Environment; archiveProps?: (stack: Stack) => ArchiveProps; props?: Partial<AuditReportBucketProps>;
  } = {},
): Built {
  const app = new App();
  const [to, from] = [new Stack(app, 'Archive', { env }), new Stack(app, 'Source', { env: SOURCE })];
  const archive = new AuditReportArchive(to, 'Archive', archiveProps(to));
  const audit = new AuditReportBucket(from, 'Audit', { certificateAuthorities: [newRoot(from)], archive, ...props });
  return { from, to, audit, archive };
}

const ruleOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'))
  .flatMap(({ Properties }) => Properties.ReplicationConfiguration?.Rules ?? [])[0];

test('the archive has Object Lock, versioning, a default retention, and no public access, and it is retained', () => {
  Template.fromStack(built().to).hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 2557, Mode: 'COMPLIANCE' } } },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 2557, NoncurrentVersionExpiration: { NoncurrentDays: 2557 } })] },
    },
  });
});

test('audit reports are replicated with metrics and without delete markers, and belong to the account of the archive', () => {
  const rule = ruleOf(built().from);

  expect(rule).toMatchObject({
    Status: 'Enabled',
    Filter: { Prefix: 'audit-report/' },
    DeleteMarkerReplication: { Status: 'Disabled' },
    Destination: { Account: '444455556666', AccessControlTranslation: { Owner: 'Destination' }, Metrics: { Status: 'Enabled' } },
  });
  expect(rule.SourceSelectionCriteria).toBeUndefined();
  expect(rule.Destination.EncryptionConfiguration).toBeUndefined();
});

test('in one account, the owner stays the same, and the policies of the archive do not name the role', () => {
  const { from, to } = built({ env: { ...SOURCE, region: 'us-west-2' } });

  expect(ruleOf(from).Destination).toEqual({ Bucket: expect.anything(), Metrics: { Status: 'Enabled' } });
  expect(JSON.stringify(Template.fromStack(to).findResources('AWS::S3::BucketPolicy'))).not.toContain('aws:PrincipalArn');
});

test('with SSE-KMS, S3 encrypts the replicas with the key of the archive, which another account names by its alias', () => {
  const encryption = PrivateCaBucketEncryption.kms();
  const { from, to } = built({ archiveProps: () => ({ retention, encryption }), props: { encryption } });
  const [{ Properties: { AliasName } }] = Object.values(Template.fromStack(to).findResources('AWS::KMS::Alias'));

  expect(ruleOf(from).SourceSelectionCriteria).toEqual({ SseKmsEncryptedObjects: { Status: 'Enabled' } });
  expect(JSON.stringify(ruleOf(from).Destination.EncryptionConfiguration)).toContain(`:kms:us-west-2:444455556666:${AliasName}"`);
});

test('the archive is deployed before the source, in one stack and in two', () => {
  const { from, to } = built();
  Template.fromStack(from);
  expect(from.dependencies.map(({ node }) => node.path)).toEqual([to.node.path]);

  const stack = new Stack(new App(), 'Both');
  const archive = new AuditReportArchive(stack, 'Archive', { retention });
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)], archive });
  const buckets = Template.fromStack(stack).findResources('AWS::S3::Bucket');
  const [id] = Object.keys(buckets).filter((name) => /^Archive[0-9A-F]{8}$/.test(name));
  expect(Object.values(buckets).find(({ Properties }) => Properties.ReplicationConfiguration)!.DependsOn).toContain(id);
});

test('with an archive, the logical IDs, names, and deletion policies of the source do not change', () => {
  const withArchive = Template.fromStack(built().from).toJSON().Resources;
  const app = new App();
  const plain = new Stack(app, 'Source', { env: SOURCE });
  new AuditReportBucket(plain, 'Audit', { certificateAuthorities: [newRoot(plain)] });

  for (const [id, before] of Object.entries<{ Properties: object }>(Template.fromStack(plain).toJSON().Resources)) {
    const { DependsOn: _order, ...after } = withArchive[id];
    expect(after).toMatchObject(before);
  }
});

describe('the alarm on failed replications', () => {
  const alarmOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))[0].Properties;

  test('counts the failed replications from the source to the archive, in the Region of the source', () => {
    const alarm = alarmOf(built().from);

    expect(alarm).toMatchObject({ Namespace: 'AWS/S3', MetricName: 'OperationsFailedReplication', Statistic: 'Sum' });
    expect(alarm.Dimensions.map(({ Name }: { Name: string }) => Name)).toEqual(['DestinationBucket', 'RuleId', 'SourceBucket']);
    expect(alarm.Dimensions[1].Value).toBe(ruleOf(built().from).Id);
  });

  test.each<[string, Sample[], Retrieval, [number, AlarmState][]]>([
    ['no value', [], {}, [[5, 'OK']]],
    ['no failure', [[2, 0], [12, 0], [22, 0]], {}, [[5, 'OK']]],
    ['one failure', [[12, 1]], {}, [[5, 'OK'], [15, 'ALARM'], [30, 'OK']]],
    ['one failure between values without failures', [[8, 0], [12, 1], [18, 0]], {}, [[5, 'OK'], [15, 'ALARM'], [20, 'OK']]],
    ['one failure that is visible late', [[12, 1]], { delay: 8 }, [[5, 'OK'], [20, 'ALARM'], [30, 'OK']]],
    ['failures that continue', [[12, 40], [17, 3], [22, 1], [27, 9], [32, 1], [37, 1]], {}, [[5, 'OK'], [15, 'ALARM']]],
  ])('with %s, changes its state only if it must', (_name, samples, retrieval, expected) => {
    const [alarm] = alarmsOn(built().from, 'OperationsFailedReplication');

    expect(simulate(alarm, samples, 40, retrieval)).toEqual(expected);
  });

  test('if missing data were breaching, would fire while there is nothing to replicate', () => {
    const [alarm] = alarmsOn(built().from, 'OperationsFailedReplication');

    expect(simulate({ ...alarm, TreatMissingData: 'breaching' }, [], 40)).toEqual([[5, 'ALARM']]);
  });

  test('is the only alarm in archiveAlarms, which is empty without an archive', () => {
    const { from, audit } = built();
    const arns = Object.keys(Template.fromStack(from).findResources('AWS::CloudWatch::Alarm')).map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] }));
    const plain = new AuditReportBucket(from, 'Plain', { certificateAuthorities: [newRoot(from, 'Other')] });

    expect(arns).toHaveLength(1);
    expect(audit.archiveAlarms.map(({ alarmArn }) => from.resolve(alarmArn) as object)).toEqual(arns);
    expect(plain.archiveAlarms).toEqual([]);
  });

  test('is routed as a signal of high criticality', () => {
    const destination = (name: string) => AlarmDestination.of({ alarmAction: { bind: () => ({ alarmActionArn: name }) } });
    const { from } = built({ props: { archiveRouting: AlarmRouting.byCriticality({ high: [destination('high')], low: [destination('low')] }) } });

    expect(alarmOf(from)).toMatchObject({ AlarmActions: ['high'], AlarmDescription: expect.stringMatching(/^HIGH: /) });
  });
});

test('the role outside the app is allowed by its ARN, and a source in the account of the archive is not named', () => {
  const stack = new Stack(new App(), 'Archive', { env: OTHER });
  new AuditReportArchive(stack, 'Archive', { retention, replicationRoleArns: [ROLE_ARN, 'arn:aws:iam::444455556666:role/own'] });

  const policy = JSON.stringify(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
  expect(policy).toContain(`"aws:PrincipalArn":"${ROLE_ARN}"`);
  expect(policy).toContain(':iam::111122223333:root');
  expect(policy).not.toContain('role/own');
});

test('the ARN of the role of a source has the name that the template contains', () => {
  const { from, audit } = built();
  const [{ Properties: { RoleName } }] = Object.values(Template.fromStack(from).findResources('AWS::IAM::Role'));

  expect(audit.replicationRoleArn).toMatch(new RegExp(`:iam::111122223333:role/${RoleName}$`));
  expect(RoleName.length).toBeLessThanOrEqual(64);
});

test('for an imported archive in another account, synthesis prints the statements of the bucket policy and the key policy', () => {
  const encryption = PrivateCaBucketEncryption.kms();
  const { from, to } = built({
    env: SOURCE,
    archiveProps: (stack) => ({
      bucket: s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'amzn-s3-demo-bucket', ...OTHER }),
      encryption: PrivateCaBucketEncryption.kms({ key: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-west-2:444455556666:key/1') }),
    }),
    props: { encryption },
  });

  expect(ruleOf(from).Destination).toMatchObject({ Account: '444455556666', EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:444455556666:key/1' } });
  Annotations.fromStack(to).hasWarning('/Archive/Archive', Match.stringLikeRegexp('"s3:ReplicateObject"'));
  Annotations.fromStack(to).hasWarning('/Archive/Archive', Match.stringLikeRegexp('"kms:Encrypt"'));
});

test('a stack whose account and Region are unknown can have its archive in the same account and Region', () => {
  const app = new App();
  const archive = new AuditReportArchive(new Stack(app, 'Archive'), 'Archive', { retention });
  const from = new Stack(app, 'Source');
  new AuditReportBucket(from, 'Audit', { certificateAuthorities: [newRoot(from)], archive });

  expect(Token.isUnresolved(archive.bucket.bucketName)).toBe(true);
  expect(ruleOf(from).Destination.Account).toBeUndefined();
});

test('a source with an unknown account or Region cannot use an archive in a known one, because its role would have a wrong ARN', () => {
  for (const env of [undefined, { account: SOURCE.account }, { region: SOURCE.region }]) {
    const app = new App();
    const archive = new AuditReportArchive(new Stack(app, 'Archive', { env: OTHER }), 'Archive', { retention });
    const from = new Stack(app, 'Source', { env });

    errorOf('ArchiveEnvironment', () => new AuditReportBucket(from, 'Audit', { certificateAuthorities: [newRoot(from)], archive }));
  }
});

test('several sources can share an archive', () => {
  const { from, archive, to } = built();
  new AuditReportBucket(from, 'Second', { certificateAuthorities: [newRoot(from, 'Other')], archive });

  const [{ Properties }] = Object.values(Template.fromStack(to).findResources('AWS::S3::BucketPolicy', {
    Properties: { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['s3:ReplicateObject']) })]) } },
  }));
  expect(Properties.PolicyDocument.Statement.filter(({ Condition }: { Condition: object }) => 'ArnEquals' in Condition)).toHaveLength(2);
});

test('an existing bucket of the app with Object Lock is an archive, and keeps its settings', () => {
  const app = new App();
  const stack = new Stack(app, 'Both', { env: SOURCE });
  const bucket = new s3.Bucket(stack, 'Mine', {
    versioned: true, objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(1)), removalPolicy: RemovalPolicy.RETAIN,
  });
  const archive = new AuditReportArchive(stack, 'Archive', { bucket });
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)], archive });

  expect(archive.bucket).toBe(bucket);
  expect(ruleOf(stack).Destination.Bucket).toEqual({ 'Fn::Join': ['', expect.arrayContaining([{ Ref: expect.stringMatching(/^Mine/) }])] });
});

test('an existing bucket with Object Lock but without a default retention is an error, because it locks no report', () => {
  const stack = new Stack(new App(), 'Both', { env: SOURCE });
  const bucket = new s3.Bucket(stack, 'Mine', { versioned: true, objectLockEnabled: true });

  expect(errorOf('ArchiveObjectLock', () => new AuditReportArchive(stack, 'Archive', { bucket })).message).toContain('default retention');
});

test('an existing bucket whose Object Lock settings are known only at deployment passes', () => {
  const stack = new Stack(new App(), 'Both', { env: SOURCE });
  const bucket = new s3.Bucket(stack, 'Mine', { versioned: true, objectLockEnabled: true });
  const condition = new CfnCondition(stack, 'Locks');
  (bucket.node.defaultChild as s3.CfnBucket).objectLockConfiguration = Fn.conditionIf(condition.logicalId, { ObjectLockEnabled: 'Enabled' }, Fn.ref('AWS::NoValue'));

  expect(() => new AuditReportArchive(stack, 'Archive', { bucket })).not.toThrow();
});

describe('the archive of a trail', () => {
  const trailIn = (s3KeyPrefix?: string) => {
    const app = new App();
    const archive = new TrailArchive(new Stack(app, 'Archive', { env: OTHER }), 'Archive', { retention });
    const stack = new Stack(app, 'Source', { env: SOURCE });
    return { stack, trail: new PrivateCaTrail(stack, 'Trail', { archive, s3KeyPrefix }), archive };
  };

  test.each([[undefined, 'AWSLogs/'], ['pki', 'pki/AWSLogs/']])('with the log file prefix %s, contains what begins with %s', (given, expected) => {
    expect(ruleOf(trailIn(given).stack).Filter).toEqual({ Prefix: expected });
  });

  test('has a key by default, because the log files of a trail have one', () => {
    const { archive, trail } = trailIn();

    expect(archive.encryptionKey).toBeDefined();
    expect(trail.archiveAlarms).toHaveLength(1);
    expect(trail.replicationRoleArn).toContain(':iam::111122223333:role/pca-replication-');
  });

  test('without an archive, there is no role and no alarm, and a routing is an error', () => {
    const stack = new Stack(new App(), 'Source', { env: SOURCE });
    const { archiveAlarms, replicationRoleArn } = new PrivateCaTrail(stack, 'Trail');

    expect([archiveAlarms, replicationRoleArn]).toEqual([[], undefined]);
    errorOf('ArchiveMissing', () => new PrivateCaTrail(stack, 'Second', { archiveRouting: AlarmRouting.byCriticality({ low: [] }) }));
  });
});
