import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Mixins, RemovalPolicy, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import {
  AuditReportBucket, DistinguishedName, PrivateCaBucketEncryption, RootCertificateAuthority, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated), and a new audit report bucket with a new KMS key. If you deploy the
 * app (`npm run integ:deploy`), the assertion requires an active CA. The app requests no audit report, but the bucket
 * for server access logs receives logs. At the end, all resources are destroyed. The AWS CDK empties the buckets, which
 * the library itself does not do. The app integ.audit-report requests a report.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-first-ca');

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [root],
  encryption: PrivateCaBucketEncryption.kms(),
  removalPolicy: RemovalPolicy.DESTROY,
});

Mixins.of(stack).apply(new s3.mixins.BucketAutoDeleteObjects());

const integ = new IntegTest(app, 'FirstCa', { testCases: [stack] });
integ.assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', {
  CertificateAuthorityArn: root.certificateAuthorityArn,
}).expect(ExpectedResult.objectLike({ CertificateAuthority: { Status: 'ACTIVE' } }));
