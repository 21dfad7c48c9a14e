import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  AuditReportBucket, DistinguishedName, PrivateCaBucketEncryption, RootCertificateAuthority, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated), and an existing bucket with a KMS key. If you deploy the app
 * (`npm run integ:deploy`), the assertions require an active CA, a successful audit report, and its object in the
 * bucket. At the end, all resources are destroyed. The AWS CDK empties the bucket with `autoDeleteObjects`, which the
 * library itself does not use.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-audit-report');

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const key = new kms.Key(stack, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
const bucket = new s3.Bucket(stack, 'Reports', {
  bucketNamePrefix: 'cdk-private-ca-integ',
  bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL,
  encryptionKey: key,
  bucketKeyEnabled: true,
  enforceSSL: true,
  versioned: true,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.DESTROY,
  autoDeleteObjects: true,
});
new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [root],
  bucket,
  encryption: PrivateCaBucketEncryption.kms({ key, bucketKeyEnabled: true }),
});

const integ = new IntegTest(app, 'AuditReport', { testCases: [stack] });
const { assertions } = integ;
const active = assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', {
  CertificateAuthorityArn: root.certificateAuthorityArn,
}).expect(ExpectedResult.objectLike({ CertificateAuthority: { Status: 'ACTIVE' } }));
const report = assertions.awsApiCall('ACM-PCA', 'CreateCertificateAuthorityAuditReport', {
  CertificateAuthorityArn: root.certificateAuthorityArn,
  S3BucketName: bucket.bucketName,
  AuditReportResponseFormat: 'CSV',
});
const succeeded = assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthorityAuditReport', {
  CertificateAuthorityArn: root.certificateAuthorityArn,
  AuditReportId: report.getAttString('AuditReportId'),
}).expect(ExpectedResult.objectLike({ AuditReportStatus: 'SUCCESS' }))
  .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(15) });
const there = assertions.awsApiCall('S3', 'HeadObject', { Bucket: bucket.bucketName, Key: report.getAttString('S3Key') });
there.provider.addToRolePolicy({ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['*'] });
there.provider.addToRolePolicy({ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [key.keyArn] });
active.next(report).next(succeeded).next(there);
