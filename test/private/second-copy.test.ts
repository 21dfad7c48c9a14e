import { aws_acmpca as acmpca, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { ErrorCode } from '../../src/private/error-codes';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

/* An app can contain two copies of aws-cdk-lib, for example if a dependency has its own copy. */

type Cdk = typeof import('aws-cdk-lib');

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';

/** Runs a function with a second copy of aws-cdk-lib. Its modules are loaded when they are used first. */
function withSecondCopy<T>(use: (copy: Cdk) => T): T {
  let result: T;
  jest.isolateModules(() => {
    result = use(jest.requireActual<Cdk>('aws-cdk-lib'));
  });
  return result!;
}

test.each<[string, ErrorCode, (copy: Cdk) => s3.BucketProps]>([
  ['an AWS managed key', 'KeyAwsManaged', (copy) => ({ encryption: copy.aws_s3.BucketEncryption.KMS_MANAGED })],
  ['Object Lock', 'BucketObjectLock', () => ({ objectLockEnabled: true })],
])('a bucket that a second copy of aws-cdk-lib creates with %s is rejected like a bucket of the first copy', (_name, code, props) => {
  const stack = newStack();
  const certificateAuthority = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', CA_ARN);

  const bucket = withSecondCopy((copy) => new copy.aws_s3.Bucket(stack, 'Mine', props(copy)));

  expect(bucket.node.defaultChild).not.toBeInstanceOf(s3.CfnBucket);
  errorOf(code, () => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [certificateAuthority], bucket }));
});

test('a topic that a second copy of aws-cdk-lib creates with an AWS managed key is rejected like a topic of the first copy', () => {
  const stack = newStack();

  const topic = withSecondCopy((copy) => {
    const created = new copy.aws_sns.Topic(stack, 'Mine');
    (created.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
    return created;
  });

  expect(topic.node.defaultChild).not.toBeInstanceOf(sns.CfnTopic);
  errorOf('KeyAwsManaged', () => new PkiNotifications(stack, 'Notifications', { topic }));
});
