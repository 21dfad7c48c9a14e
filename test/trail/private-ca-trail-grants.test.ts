import { Resource, Stack, aws_cloudtrail as cloudtrail, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { IPrivateCaTrail, PrivateCaTrailGrants } from '../../src/trail/private-ca-trail-grants';
import { PrivateCaTrailAttributes } from '../../src/trail/private-ca-trail-props';
import { TrailCoverage } from '../../src/trail/trail-coverage';
import { errorOf } from '../support/errors';
import { PolicyStatement } from '../support/policy-evaluation';
import { ENVIRONMENT, newStack } from '../support/stacks';

const TRAIL_ARN = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events';
const READ_SID = /^Enable CloudTrail log decrypt permissions/;

/** A class of a user, which has only the public interface. */
class CustomTrail extends Resource implements IPrivateCaTrail {
  public readonly trailArn: string;
  public readonly bucket: s3.IBucket;
  public readonly encryptionKey?: kms.IKey;
  public readonly coverage?: TrailCoverage;
  public readonly s3KeyPrefix?: string;
  public readonly bucketKeyEnabled?: boolean;

  constructor(scope: Construct, id: string, attributes: PrivateCaTrailAttributes, bucketKeyEnabled?: boolean) {
    super(scope, id, { environmentFromArn: attributes.trailArn });
    this.trailArn = attributes.trailArn;
    this.bucket = attributes.bucket!;
    this.encryptionKey = attributes.encryptionKey;
    this.coverage = attributes.coverage;
    this.s3KeyPrefix = attributes.s3KeyPrefix;
    this.bucketKeyEnabled = bucketKeyEnabled;
  }

  public get trailRef(): cloudtrail.TrailReference {
    return { trailArn: this.trailArn, trailName: 'management-events' };
  }

  public get logGroup(): logs.ILogGroup {
    throw new Error('no log group');
  }

  public get grants(): PrivateCaTrailGrants {
    return PrivateCaTrailGrants.fromPrivateCaTrail(this);
  }
}

const reader = (stack: Stack, id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });
const attributes = (stack: Stack, more: Partial<PrivateCaTrailAttributes> = {}): PrivateCaTrailAttributes => ({
  trailArn: TRAIL_ARN,
  bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
  encryptionKey: new kms.Key(stack, 'MyKey'),
  ...more,
});

const TRAILS: [string, (stack: Stack) => IPrivateCaTrail][] = [
  ['a new trail', (stack) => new PrivateCaTrail(stack, 'Trail', { bucketKeyEnabled: true })],
  ['a new trail with an existing key', (stack) => new PrivateCaTrail(stack, 'Trail', { encryptionKey: new kms.Key(stack, 'MyKey') })],
  ['an imported trail', (stack) => PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', attributes(stack))],
  ['a trail of a custom class', (stack) => new CustomTrail(stack, 'Trail', attributes(stack))],
];

/** The statements of all key policies that allow readers to decrypt. */
function readStatements(stack: Stack): PolicyStatement[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))
    .flatMap(({ Properties }) => Properties.KeyPolicy.Statement as PolicyStatement[])
    .filter(({ Sid }) => Sid !== undefined && READ_SID.test(Sid));
}

describe.each(TRAILS)('repeated calls for %s', (_name, trailIn) => {
  test('return the grants of the trail', () => {
    const trail = trailIn(newStack({ env: ENVIRONMENT }));

    const grants = PrivateCaTrailGrants.fromPrivateCaTrail(trail);

    expect(grants).toBe(trail.grants);
    expect(PrivateCaTrailGrants.fromPrivateCaTrail(trail)).toBe(grants);
  });

  test('write each Sid once, with all readers', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = trailIn(stack);

    ['One', 'Two'].forEach((id) => PrivateCaTrailGrants.fromPrivateCaTrail(trail).readLogs(reader(stack, id)));
    trail.grants.readLogs(reader(stack, 'Three'));

    const statements = readStatements(stack);
    const sids = statements.map(({ Sid }) => Sid);
    expect(sids.length).toBeGreaterThan(0);
    expect(new Set(sids).size).toBe(sids.length);
    statements.forEach(({ Principal }) => expect((Principal as { AWS: unknown[] }).AWS).toHaveLength(3));
  });
});

test('two trails with one key have statements with different Sids', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const shared = attributes(stack);
  ['One', 'Two'].forEach((id) => PrivateCaTrailGrants.fromPrivateCaTrail(new CustomTrail(stack, id, shared)).readLogs(reader(stack, `${id}Reader`)));

  expect(new Set(readStatements(stack).map(({ Sid }) => Sid)).size).toBe(4);
});

test('a trail of a custom class has the grants of an imported trail', () => {
  const templateOf = (trailIn: (stack: Stack, given: PrivateCaTrailAttributes) => IPrivateCaTrail) => {
    const stack = newStack({ env: ENVIRONMENT });
    const trail = trailIn(stack, attributes(stack, {
      s3KeyPrefix: 'cloudtrail', coverage: TrailCoverage.organization('o-exampleorgid'),
    }));
    PrivateCaTrailGrants.fromPrivateCaTrail(trail).readLogs(reader(stack, 'Reader'));
    return Template.fromStack(stack).toJSON();
  };
  const imported = templateOf((stack, given) => PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', given));
  const custom = templateOf((stack, given) => new CustomTrail(stack, 'Trail', given));

  expect(JSON.stringify(imported)).toContain('/cloudtrail/AWSLogs/o-exampleorgid/*');
  expect(custom).toEqual(imported);
});

test('a trail of a custom class without optional properties grants access to the log files of its account', () => {
  const stack = newStack({ env: ENVIRONMENT });
  new CustomTrail(stack, 'Trail', attributes(stack)).grants.readLogs(reader(stack, 'Reader'));

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::amzn-s3-demo-bucket/AWSLogs/111122223333/*']] },
      })]),
    },
  });
  expect(readStatements(stack)).toHaveLength(2);
});

test.each<[string, (stack: Stack) => IPrivateCaTrail]>([
  ['a new trail', (stack) => new PrivateCaTrail(stack, 'Trail', {
    bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'), bucketKeyEnabled: false,
  })],
  ['a trail of a custom class', (stack) => new CustomTrail(stack, 'Trail', attributes(stack), false)],
])('readers of %s without an S3 Bucket Key can decrypt only with the context of the trail', (_name, trailIn) => {
  const stack = newStack({ env: ENVIRONMENT });
  trailIn(stack).grants.readLogs(reader(stack, 'Reader'));

  expect(readStatements(stack).map(({ Condition }) => Condition)).toEqual([{ Null: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'false' } }]);
});

test.each([
  ['without a key', 'AttributeUnknown', { encryptionKey: undefined }],
  ['with a wildcard as the prefix', 'LogFilePrefix', { s3KeyPrefix: '*' }],
] as const)('a trail of a custom class %s causes an error and adds no statement', (_name, code, more) => {
  const stack = newStack({ env: ENVIRONMENT });
  const trail = new CustomTrail(stack, 'Trail', attributes(stack, more));
  const auditor = reader(stack, 'Reader');

  expect(errorOf(code, () => trail.grants.readLogs(auditor)).constructPath).toBe('Stack/Trail');
  expect(Template.fromStack(stack).findResources('AWS::IAM::Policy')).toEqual({});
  expect(readStatements(stack)).toEqual([]);
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});
