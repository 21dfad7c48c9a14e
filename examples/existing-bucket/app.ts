/**
 * A root CA that delivers its audit reports to an existing bucket with an existing KMS key. The bucket policy denies
 * every principal except AWS Private CA permission to create objects, including roles in the account.
 *
 * Fixed monthly cost: $401.00 = $400.00 for the general-purpose CA and $1.00 for the KMS key, until you delete the CA.
 * The first CA in an account and Region is free for 30 days. Storage, requests, certificates, and OCSP are billed
 * separately. https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/kms/pricing/, as of November 2026.
 */
import { App, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  AuditReportBucket, DistinguishedName, PrivateCaBucketEncryption, Revocation, RootCertificateAuthority,
} from 'cdk-private-ca';

// The recommended feature flag of the AWS CDK: access logging uses a bucket policy instead of an ACL.
export const app = new App({ context: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'ExistingBucket');

const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
  enforceSSL: true,
  versioned: true,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  encryption: s3.BucketEncryption.S3_MANAGED,
  removalPolicy: RemovalPolicy.RETAIN,
});
// The key policy names the bucket, and the bucket uses the key. A known bucket name avoids a circular dependency.
const bucket = new s3.Bucket(stack, 'Reports', {
  bucketNamePrefix: 'example-corp-pki',
  bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL,
  encryptionKey: key,
  bucketKeyEnabled: true,
  enforceSSL: true,
  versioned: true,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  serverAccessLogsBucket: accessLogs,
  serverAccessLogsPrefix: 'reports/',
});

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
  revocation: Revocation.ocsp(),
});
new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [root],
  bucket,
  encryption: PrivateCaBucketEncryption.kms({ key, bucketKeyEnabled: true }),
  denyOtherWriters: true,
});
