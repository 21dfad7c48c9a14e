import { App, Stack, aws_acmpca as acmpca, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { newRoot } from '../support/stacks';

/* Buckets of stacks whose environment is unknown. The policy or the CA must refer to the other stack. */

function newStacks(): [own: Stack, other: Stack] {
  const app = new App();
  return [new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } }), new Stack(app, 'Other')];
}

test('an audit report bucket of an unknown environment is an error if its policy must refer to the CA', () => {
  const [stack, other] = newStacks();
  const bucket = new s3.Bucket(other, 'Reports', { bucketName: 'amzn-s3-demo-bucket' });

  const { message } = errorOf('ResourceEnvironment', () =>
    new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)], bucket }));

  expect(message).toContain('got "Other/Reports (unknown/unknown)"');
  expect(() => (stack.node.root as App).synth()).not.toThrow();
  Template.fromStack(other).resourceCountIs('AWS::S3::BucketPolicy', 0);
});

test('a CRL bucket of an unknown environment is an error if its name is not known', () => {
  const [stack, other] = newStacks();
  const bucket = new CrlBucket(other, 'Crls');

  const { message } = errorOf('ResourceEnvironment', () => newRoot(stack, 'Root', Revocation.crl({ bucket })));

  expect(message).toMatch(/^The CRL bucket must be in the Stage/);
  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

test('a bucket with a name of an unknown environment is accepted for a CA with a known ARN and for CRLs', () => {
  const [stack, other] = newStacks();
  const certificateAuthority = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca',
    'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555');
  const bucket = new s3.Bucket(other, 'Reports', { bucketName: 'amzn-s3-demo-bucket' });

  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [certificateAuthority], bucket });
  const crls = new CrlBucket(other, 'Crls', { bucket: new s3.Bucket(other, 'CrlFiles', { bucketName: 'amzn-s3-demo-crls' }) });
  newRoot(stack, 'Root', Revocation.crl({ bucket: crls }));

  expect(() => (stack.node.root as App).synth()).not.toThrow();
});
