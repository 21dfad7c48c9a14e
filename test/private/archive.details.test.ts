import { CfnResource, Duration, Lazy, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { newArchive, requireArchive } from '../../src/private/archive';
import { ErrorCode } from '../../src/private/error-codes';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

type ArchiveOptions = Parameters<typeof newArchive>[1];
type OptionsIn = (stack: Stack) => ArchiveOptions;

const retention = ArchiveRetention.compliance(Duration.days(365));
const ROLE_ARN = 'arn:aws:iam::444455556666:role/service/replication+x=y,z.@-a';

const create = (optionsIn: OptionsIn = () => ({ retention }), kmsOptions?: object) => {
  const stack = newStack({ env: ENVIRONMENT });
  const kind = { encryption: { _kmsOptions: kmsOptions }, contents: 'Archived reports' };
  const archive = newArchive(new Construct(stack, 'Archive'), optionsIn(stack), kind);
  return { stack, archive };
};
const bucketOf = ({ stack, archive }: ReturnType<typeof create>) =>
  Template.fromStack(stack).findResources('AWS::S3::Bucket')[stack.getLogicalId(archive.bucket.node.defaultChild as CfnResource)];
const locked = (stack: Stack, props: s3.BucketProps = {}) =>
  new s3.Bucket(stack, 'Mine', { versioned: true, objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(30)), ...props });

describe('a new archive', () => {
  test('locks objects for the retention, and then deletes them', () => {
    expect(bucketOf(create())).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketNamePrefix: expect.stringMatching(/^pca-archive-[0-9a-f]{8}$/),
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: 365, Mode: 'COMPLIANCE' } } },
        LifecycleConfiguration: {
          Rules: [{
            Id: 'expire-archived-objects',
            Status: 'Enabled',
            ExpirationInDays: 365,
            NoncurrentVersionExpiration: { NoncurrentDays: 365 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }],
          }],
        },
        LoggingConfiguration: { LogFilePrefix: expect.stringMatching(/^archive-[0-9a-f]{8}\/$/) },
      },
    });
  });

  test('has the default encryption of its kind', () => {
    const { stack } = create(undefined, {});

    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', { Description: 'Archived reports (Stack/Archive)' });
  });

  test('has the specified encryption, prefix, bucket for access logs, and removal policy', () => {
    const created = create((stack) => ({
      retention,
      encryption: { _kmsOptions: { key: new kms.Key(stack, 'Key') } },
      bucketNamePrefix: 'mine',
      serverAccessLogsBucket: new s3.Bucket(stack, 'Logs'),
      removalPolicy: RemovalPolicy.DESTROY,
    }));

    expect(bucketOf(created)).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: {
        BucketNamePrefix: expect.stringMatching(/^mine-[0-9a-f]{8}$/),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } } }],
        },
        LoggingConfiguration: { DestinationBucketName: { Ref: expect.stringMatching(/^Logs/) } },
      },
    });
  });
});

describe('an existing archive', () => {
  test('is used as it is, without the default encryption of its kind', () => {
    const { stack, archive } = create((scope) => ({ bucket: locked(scope) }), {});

    expect([archive.bucket, archive.encryptionKey]).toStrictEqual([stack.node.findChild('Mine'), undefined]);
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
  });

  test('can have a described key', () => {
    const { stack, archive } = create((scope) => ({
      bucket: s3.Bucket.fromBucketName(scope, 'Mine', 'amzn-s3-demo-bucket'), encryption: { _kmsOptions: { key: new kms.Key(scope, 'Key') } },
    }));

    expect(archive.encryptionKey).toBe(stack.node.findChild('Key'));
  });

  test.each<[string, (stack: Stack) => Partial<ArchiveOptions>]>([
    ['retention', () => ({ retention })],
    ['removalPolicy', () => ({ removalPolicy: RemovalPolicy.RETAIN })],
    ['bucketNamePrefix', () => ({ bucketNamePrefix: 'mine' })],
    ['serverAccessLogsBucket', (stack) => ({ serverAccessLogsBucket: new s3.Bucket(stack, 'Logs') })],
  ])('cannot have the option %s of a new one', (option, optionsIn) => {
    expect(errorOf('OptionOfNewBucket', () => create((stack) => ({ bucket: locked(stack), ...optionsIn(stack) }))).message)
      .toMatch(new RegExp(`^${option} must not be set with bucket, .* \\[OptionOfNewBucket at Stack/Archive\\]$`));
  });

  test('must have Object Lock', () => {
    errorOf('ArchiveObjectLock', () => create((stack) => ({ bucket: new s3.Bucket(stack, 'Mine', { versioned: true }) })));
  });
});

describe('the roles of other apps', () => {
  const principalsOf = (replicationRoleArns?: string[]) => {
    const { stack } = create(() => ({ retention, replicationRoleArns }));
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
    return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Condition?: { ArnEquals?: object } }[])
      .flatMap(({ Condition }) => Condition?.ArnEquals ?? []);
  };

  test('are optional', () => {
    expect(principalsOf()).toStrictEqual([]);
  });

  test('can replicate to the archive, also if only the deployment knows the ARN', () => {
    const late = Lazy.string({ produce: () => 'arn:aws:iam::123456789012:role/late' });

    expect(principalsOf([ROLE_ARN, 'arn:aws-us-gov:iam::123456789012:role/replication', late])).toStrictEqual([
      { 'aws:PrincipalArn': ROLE_ARN },
      { 'aws:PrincipalArn': 'arn:aws-us-gov:iam::123456789012:role/replication' },
      { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/late' },
    ]);
  });

  test.each([
    'pca-replication', ` ${ROLE_ARN}`, `${ROLE_ARN} `, `${ROLE_ARN}*`, 'arn:aws:iam::123456789012:role/', 'arn:aws:iam::12345678901:role/x',
    'arn:aws:iam::1234567890123:role/x', 'arn:aws:iam::123456789012:user/x', 'arn::iam::123456789012:role/x',
  ])('cannot have the ARN %s, and nothing is created', (roleArn) => {
    const stack = newStack({ env: ENVIRONMENT });
    const scope = new Construct(stack, 'Archive');

    expect(errorOf('ReplicationRole', () => newArchive(scope, { retention, replicationRoleArns: [ROLE_ARN, roleArn] }, { encryption: {}, contents: '' })).message)
      .toBe(`replicationRoleArns must be the ARN of an IAM role; got "${roleArn}". Fix: Correct replicationRoleArns. [ReplicationRole at Stack/Archive]`);
    expect(scope.node.children).toStrictEqual([]);
  });
});

test.each<[ErrorCode, string, OptionsIn]>([
  ['ArchiveRetention', 'retention must be specified for a new archive, because S3 Object Lock cannot be disabled; got no value. Fix: Set retention to '
    + 'ArchiveRetention.governance() or ArchiveRetention.compliance().', () => ({})],
  ['ObjectLockRetention', 'retention must be 1 to 36500 days; got "36501 days". Fix: Shorten retention.', () => ({
    retention: ArchiveRetention.compliance(Duration.days(36501)),
  })],
])('a new archive without a suitable retention is an error: %s', (code, text, optionsIn) => {
  expect(errorOf(code, () => create(optionsIn)).message).toBe(`${text} [${code} at Stack/Archive]`);
});

describe('without an archive', () => {
  test('its options can be undefined', () => {
    expect(() => requireArchive(newStack(), { archiveRouting: undefined })).not.toThrow();
  });

  test('each other option is an error', () => {
    expect(errorOf('ArchiveMissing', () => requireArchive(newStack(), { archiveRouting: {}, archiveKey: undefined, archiveTags: [] })).message)
      .toBe('archiveRouting, archiveTags must be specified only with archive; got ["archiveRouting","archiveTags"]. Fix: Set archive, or remove '
        + 'archiveRouting, archiveTags. [ArchiveMissing at Stack]');
  });
});
