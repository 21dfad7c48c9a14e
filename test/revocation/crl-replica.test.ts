import { App, Duration, RemovalPolicy, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlReplica, CrlReplicaProps } from '../../src/revocation/crl-replica';
import { errorOf } from '../support/errors';
import { Case, expectEachMutationSeen } from '../support/policy-cases';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { World } from '../support/world';

const ACCOUNT = '111122223333';
const HOME = { account: ACCOUNT, region: 'us-east-1' };
const AWAY = { account: ACCOUNT, region: 'us-west-2' };

function replicated(props: CrlReplicaProps = {}): { home: Stack; away: Stack } {
  const app = new App();
  const [away, home] = [new Stack(app, 'Away', { env: AWAY }), new Stack(app, 'Home', { env: HOME })];
  const replica = new CrlReplica(away, 'Replica', props);
  const bucket = new CrlBucket(home, 'Crls', { replica, encryption: props.encryption });
  new CrlDistribution(home, 'Cdn', { bucket });
  return { home, away };
}

test('CloudFront reads a CRL from the replica if the CRL bucket returns an error or does not respond', () => {
  const { home } = replicated();
  const [distribution] = Object.values(Template.fromStack(home).findResources('AWS::CloudFront::Distribution'));
  const { Origins, OriginGroups, DefaultCacheBehavior } = distribution.Properties.DistributionConfig;
  const [group] = OriginGroups.Items;

  expect(DefaultCacheBehavior.TargetOriginId).toBe(group.Id);
  expect(group.Members.Items.map(({ OriginId }: { OriginId: string }) => OriginId)).toEqual(Origins.map(({ Id }: { Id: string }) => Id));
  expect(group.FailoverCriteria.StatusCodes.Items).toEqual([403, 404, 500, 502, 503, 504]);
  expect(Origins[1].DomainName).toMatch(/^pca-replica-[0-9a-f]{8}-111122223333-us-west-2-an\.s3\.us-west-2\./);
  expect(Origins[1].OriginAccessControlId).toEqual(Origins[0].OriginAccessControlId);
});

test('without a replica, a distribution has one origin and no origin group', () => {
  const stack = new Stack(new App(), 'Home', { env: HOME });
  new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls') });

  Template.fromStack(stack).hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { OriginGroups: Match.absent(), Origins: [Match.anyValue()] },
  });
});

test('all CRLs are replicated, including those under custom paths, and their stack is deployed after that of the replica', () => {
  const { home, away } = replicated();

  Template.fromStack(home).hasResourceProperties('AWS::S3::Bucket', {
    ReplicationConfiguration: { Rules: [Match.objectLike({ Filter: { Prefix: '' }, Status: 'Enabled', DeleteMarkerReplication: { Status: 'Disabled' } })] },
  });
  expect(home.dependencies).toContain(away);
});

test('the replica has no Object Lock, because each CRL replaces the one before', () => {
  Template.fromStack(replicated().away).hasResourceProperties('AWS::S3::Bucket', {
    BucketNamePrefix: Match.stringLikeRegexp('^pca-replica-'), ObjectLockEnabled: Match.absent(),
  });
});

describe('a new bucket for replicas', () => {
  test('retains superseded CRLs for 90 days, and logs access', () => {
    Template.fromStack(replicated().away).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketNamePrefix: Match.stringLikeRegexp('^pca-replica-'),
        LifecycleConfiguration: {
          Rules: [{
            Id: 'expire-superseded-crls',
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          }],
        },
        LoggingConfiguration: { LogFilePrefix: Match.stringLikeRegexp('^crl-replicas-[0-9a-f]{8}/$') },
      },
    });
  });

  test('has the options of the user, and a key whose description says what it encrypts', () => {
    const { away } = replicated({
      bucketNamePrefix: 'mine',
      supersededCrlRetention: Duration.days(7),
      removalPolicy: RemovalPolicy.DESTROY,
      encryption: PrivateCaBucketEncryption.kms(),
    });

    Template.fromStack(away).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: {
        BucketNamePrefix: Match.stringLikeRegexp('^mine-'),
        LifecycleConfiguration: { Rules: [Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 7 } })] },
      },
    });
    Template.fromStack(away).hasResourceProperties('AWS::KMS::Key', { Description: Match.stringLikeRegexp('^Replicas of CRLs of AWS Private CA') });
  });

  test('needs a retention period in whole days', () => {
    expect(errorOf('LifecycleDays', () => replicated({ supersededCrlRetention: Duration.hours(12) })).message).toMatch(/^supersededCrlRetention must /);
  });
});

describe('an existing bucket for replicas', () => {
  const existing = (stack: Stack) => s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', region: AWAY.region });

  test.each<[string, CrlReplicaProps]>([
    ['bucketNamePrefix', { bucketNamePrefix: 'mine' }],
    ['supersededCrlRetention', { supersededCrlRetention: Duration.days(7) }],
    ['removalPolicy', { removalPolicy: RemovalPolicy.DESTROY }],
  ])('does not support %s', (name, props) => {
    const away = new Stack(new App(), 'Away', { env: AWAY });

    expect(errorOf('OptionOfNewBucket', () => new CrlReplica(away, 'Replica', { bucket: existing(away), ...props })).message)
      .toMatch(new RegExp(`^${name} must not be set with bucket`));
  });

  test('that is imported causes a warning with the statement', () => {
    const app = new App();
    const [away, home] = [new Stack(app, 'Away', { env: AWAY }), new Stack(app, 'Home', { env: HOME })];
    const bucket = new CrlBucket(home, 'Crls', { replica: new CrlReplica(away, 'Replica', { bucket: existing(away) }) });
    new CrlDistribution(home, 'Cdn', { bucket });

    Annotations.fromStack(away).hasWarning('/Away/Replica', Match.stringLikeRegexp('policy of the bucket Away/Mine\\.[^]*distribution/\\*'));
  });
});

test('two distributions of an account need one statement of the replica', () => {
  const app = new App();
  const [away, home] = [new Stack(app, 'Away', { env: AWAY }), new Stack(app, 'Home', { env: HOME })];
  const replica = new CrlReplica(away, 'Replica');
  const bucket = new CrlBucket(home, 'Crls', { replica });
  new CrlDistribution(home, 'One', { bucket });
  const before = replica.bucket.policy!.document.statementCount;
  new CrlDistribution(home, 'Two', { bucket });

  expect(replica.bucket.policy!.document.statementCount).toBe(before);
});

test('a replica with another type of encryption than the CRL bucket is an error', () => {
  const app = new App();
  const replica = new CrlReplica(new Stack(app, 'Away', { env: AWAY }), 'Replica', { encryption: PrivateCaBucketEncryption.kms() });

  errorOf('ArchiveEncryption', () => new CrlBucket(new Stack(app, 'Home', { env: HOME }), 'Crls', { replica }));
});

const CLOUDFRONT = 'cloudfront.amazonaws.com';
const distributionOf = (account: string) => ({
  'aws:SourceAccount': account, 'aws:SourceArn': `arn:aws:cloudfront::${account}:distribution/E1`,
});

test('distributions of the account can read CRLs in the replica, and nothing else', async () => {
  const world = World.of(replicated().away, AWAY);
  const { PolicyDocument: policy } = world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::S3::BucketPolicy', 'ReplicaPolicy'));
  const bucketArn = world.arnOf(world.idsOf('AWS::S3::Bucket').find((id) => /^Replica[0-9A-F]{8}$/.test(id))!);
  const request = (
    name: string, change: { principal?: string; action?: string; key?: string; context?: Record<string, string>; tls?: string } = {},
  ): Case => [name, {
    principal: change.principal ?? CLOUDFRONT,
    action: change.action ?? 's3:GetObject',
    resource: change.key === undefined ? `${bucketArn}/crl/1.crl` : `${bucketArn}${change.key}`,
    resourceAccount: ACCOUNT,
    context: { 'aws:SecureTransport': change.tls ?? 'true', ...(change.context ?? distributionOf(ACCOUNT)) },
  }];
  const allowed = [request('a CRL'), request('a CRL under a custom path', { key: '/pki/lists/1.crl' })];
  const denied = [
    request('another object', { key: '/acm-pca-permission-test-key' }),
    request('a distribution of another account', { context: distributionOf('444455556666') }),
    request('a distribution ARN of another account', { context: { ...distributionOf(ACCOUNT), 'aws:SourceArn': 'arn:aws:cloudfront::444455556666:distribution/E1' } }),
    request('the account without its distribution', { context: { ...distributionOf(ACCOUNT), 'aws:SourceAccount': '444455556666' } }),
    request('another service', { principal: 'acm-pca.amazonaws.com' }),
    request('writing', { action: 's3:PutObject' }),
    request('listing', { action: 's3:ListBucket', key: '' }),
    request('without TLS', { tls: 'false' }),
  ];
  for (const [, one] of allowed) { expect(await isAllowed(policy, one)).toBe(true); }
  for (const [, one] of denied) { expect(await isAllowed(policy, one)).toBe(false); }
  // A Deny without TLS of the bucket itself needs a principal that can list it.
  const lister = (tls: string): Case => ['listing by a role', {
    principal: `arn:aws:iam::${ACCOUNT}:role/operator`,
    action: 's3:ListBucket',
    resource: bucketArn,
    resourceAccount: ACCOUNT,
    context: { 'aws:SecureTransport': tls },
    identityPolicies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }],
  }];
  await expectEachMutationSeen(policy, { allowed: [...allowed, lister('true')], denied: [...denied, lister('false')] });
});

test('with SSE-KMS, distributions of the account can decrypt the replicas', () => {
  const { away } = replicated({ encryption: PrivateCaBucketEncryption.kms() });

  Template.fromStack(away).hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([Match.objectLike({
        Principal: { Service: CLOUDFRONT }, Action: 'kms:Decrypt', Resource: '*', Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': ACCOUNT } }),
      })]),
    },
  });
});
