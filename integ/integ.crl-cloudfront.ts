import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, ArnFormat, Duration, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  CrlBucket, CrlDistribution, CrlDistributionPoint, DistinguishedName, PrivateCaBucketEncryption, Revocation,
  RootCertificateAuthority, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated) with OCSP and a CRL. The CRL is in an existing bucket with a KMS key,
 * behind a CloudFront distribution. If you deploy the app (`npm run integ:deploy`), the assertions require an active CA
 * and a CRL that can be downloaded over HTTP. The CA becomes active only if AWS Private CA can write to the bucket. At
 * the end, all resources are destroyed. The AWS CDK empties the bucket with `autoDeleteObjects`, which the library
 * itself does not use.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-crl-cloudfront');

const key = new kms.Key(stack, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
const lists = new s3.Bucket(stack, 'Lists', {
  bucketNamePrefix: 'cdk-private-ca-integ-crl',
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
const bucket = new CrlBucket(stack, 'Crls', { bucket: lists, encryption: PrivateCaBucketEncryption.kms({ key, bucketKeyEnabled: true }) });
const distribution = new CrlDistribution(stack, 'CrlDistribution', { bucket, removalPolicy: RemovalPolicy.DESTROY });
const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
  revocation: Revocation.crlAndOcsp({ crl: { distributionPoint: CrlDistributionPoint.distribution(distribution) } }),
});

const integ = new IntegTest(app, 'CrlCloudFront', { testCases: [stack] });
const { assertions } = integ;
const active = assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', {
  CertificateAuthorityArn: root.certificateAuthorityArn,
}).expect(ExpectedResult.objectLike({
  CertificateAuthority: {
    Status: 'ACTIVE',
    RevocationConfiguration: {
      CrlConfiguration: { Enabled: true, S3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL' }, OcspConfiguration: { Enabled: true },
    },
  },
}));
const certificateAuthorityId = stack.splitArn(root.certificateAuthorityArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName;
const fetched = assertions.httpApiCall(`http://${distribution.domainName}/crl/${certificateAuthorityId}.crl`)
  .expect(ExpectedResult.objectLike({ status: 200 }))
  .waitForAssertions({ totalTimeout: Duration.minutes(30), interval: Duration.minutes(1) });
active.next(fetched);
