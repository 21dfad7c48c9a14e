import { App, Duration, Stack, aws_acmpca as acmpca, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const BUCKET_NAME = 'amzn-s3-demo-bucket';

const audit = (stack: Stack, bucket: s3.IBucket, denyOtherWriters = false) => new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN)], bucket, denyOtherWriters,
});

/** The purposes that an audit report bucket must not have, each with a construct that gives it to a bucket. */
const OTHERS: [string, (stack: Stack, bucket: s3.IBucket) => unknown][] = [
  ['CRLs', (stack, bucket) => new CrlBucket(stack, 'Crls', { bucket })],
  ['log files of a trail', (stack, bucket) => new PrivateCaTrail(stack, 'Trail', { bucket })],
  ['server access logs', (stack, bucket) => new CrlBucket(stack, 'Crls', { serverAccessLogsBucket: bucket })],
  ['access logs of a distribution', (stack, bucket) =>
    new CrlDistribution(stack, 'Cdn', { bucket: new CrlBucket(stack, 'Crls'), logBucket: bucket })],
];

describe.each(OTHERS)('a bucket for audit reports and %s', (purpose, use) => {
  test.each(['audit reports', purpose])('of the app is an error if it is first used for %s', (first) => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Mine');
    const uses = [() => audit(stack, bucket), () => use(stack, bucket)];
    const [one, other] = first === 'audit reports' ? uses : uses.reverse();
    one();

    expect(errorOf('BucketPurpose', other).message).toContain(`A bucket must not store both audit reports and ${purpose}`);
  });

  test('is an error for the new bucket of an AuditReportBucket', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const authority = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN);
    const { bucket } = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [authority] });

    errorOf('BucketPurpose', () => use(stack, bucket));
  });

  test('passes if it is imported', () => {
    const stack = newStack({ env: ENVIRONMENT });
    audit(stack, s3.Bucket.fromBucketName(stack, 'Mine', BUCKET_NAME));

    expect(() => use(stack, s3.Bucket.fromBucketName(stack, 'Same', BUCKET_NAME))).not.toThrow();
  });

  test(`${purpose === 'CRLs' ? 'passes' : 'is an error'} if it is imported twice with denyOtherWriters`, () => {
    const stack = newStack({ env: ENVIRONMENT });
    audit(stack, s3.Bucket.fromBucketName(stack, 'Mine', BUCKET_NAME), true);
    const again = () => use(stack, s3.Bucket.fromBucketName(stack, 'Same', BUCKET_NAME));

    if (purpose === 'CRLs') {
      expect(again).not.toThrow();
    } else {
      errorOf('BucketPurpose', again);
    }
  });
});

test('buckets of two apps, and buckets with different names, have separate purposes', () => {
  const [one, two] = [newStack({ env: ENVIRONMENT }), newStack({ env: ENVIRONMENT })];
  audit(one, s3.Bucket.fromBucketName(one, 'Mine', BUCKET_NAME), true);

  expect(() => new PrivateCaTrail(two, 'Trail', { bucket: s3.Bucket.fromBucketName(two, 'Mine', BUCKET_NAME) })).not.toThrow();
  expect(() => new PrivateCaTrail(one, 'Trail', { bucket: s3.Bucket.fromBucketName(one, 'Other', `${BUCKET_NAME}1`) })).not.toThrow();
});

describe('a policy statement that names a CA', () => {
  const statementFor = (arn: string) => new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('acm-pca.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: ['*'],
    conditions: { ArnEquals: { 'aws:SourceArn': arn } },
  });
  const build = () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
    const key = new kms.Key(stack, 'Key');
    const crls = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms({ key }) });
    return { app, stack, key, crls, own: newRoot(stack, 'Own', Revocation.crl({ bucket: crls })) };
  };

  test('is an error for the CRL bucket of that CA', () => {
    const { app, crls, own } = build();
    crls.bucket.addToResourcePolicy(statementFor(own.certificateAuthorityArn));

    expect(errorOf('CrlBucketStatement', () => app.synth()).message).toContain('got "Stack/Own"');
  });

  test('is an error for the CRL bucket of that CA in another stack', () => {
    const { app, crls } = build();
    const other = newRoot(new Stack(app, 'Other', { env: ENVIRONMENT }), 'Root', Revocation.crl({ bucket: crls }));
    crls.bucket.addToResourcePolicy(statementFor(other.certificateAuthorityArn));

    errorOf('CrlBucketStatement', () => app.synth());
  });

  test('is an error for the key of the CRL bucket of that CA', () => {
    const { app, key, own } = build();
    key.addToResourcePolicy(statementFor(own.certificateAuthorityArn));

    errorOf('CrlBucketStatement', () => app.synth());
  });

  test('passes for another CA, and for the form of the ARN of the CA', () => {
    const { app, stack, crls } = build();
    const other = newRoot(stack, 'Other');
    crls.bucket.addToResourcePolicy(statementFor(other.certificateAuthorityArn));
    crls.bucket.addToResourcePolicy(statementFor(stack.formatArn({ service: 'acm-pca', resource: 'certificate-authority', resourceName: '*' })));

    expect(() => app.synth()).not.toThrow();
  });

  test('passes for the bucket that a CA creates in its own scope', () => {
    const app = new App();
    newRoot(new Stack(app, 'Stack', { env: ENVIRONMENT }), 'Root', Revocation.crl());

    expect(() => app.synth()).not.toThrow();
  });
});

describe('a bucket for server access logs', () => {
  const loggedTo = (props: s3.BucketProps) => {
    const stack = newStack({ env: ENVIRONMENT });
    return new CrlBucket(stack, 'Crls', { serverAccessLogsBucket: new s3.Bucket(stack, 'Logs', props) });
  };

  test.each<[string, s3.BucketProps]>([
    ['with a default retention period in governance mode', { objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)) }],
    ['with a default retention period in compliance mode', { objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(1)) }],
  ])('%s is an error', (_name, props) => {
    expect(errorOf('AccessLogsObjectLock', () => loggedTo(props)).message)
      .toContain('serverAccessLogsBucket must not have a default Object Lock retention period');
  });

  test('with Object Lock and without a default retention period passes', () => {
    expect(() => loggedTo({ objectLockEnabled: true })).not.toThrow();
  });

  test('of a trail with Object Lock is an error', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.CfnBucket(stack, 'Logs', {
      objectLockEnabled: true,
      objectLockConfiguration: { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode: 'GOVERNANCE', days: 1 } } },
    });

    errorOf('AccessLogsObjectLock', () => new PrivateCaTrail(stack, 'Trail', { serverAccessLogsBucket: s3.Bucket.fromCfnBucket(bucket) }));
  });
});
