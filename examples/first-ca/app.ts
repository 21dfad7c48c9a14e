/**
 * A root CA and an audit report bucket that grants access to only one service, AWS Private CA, on behalf of this CA.
 *
 * Fixed monthly cost: $401.00 = $400.00 for the general-purpose CA and $1.00 for the KMS key, until you delete the CA.
 * The first CA in an account and Region is free for 30 days. Storage, requests, certificates, and OCSP are billed
 * separately. https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/kms/pricing/, as of November 2026.
 */
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import {
  AuditReportBucket, DistinguishedName, PrivateCaBucketEncryption, Revocation, RootCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'FirstCa');

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
  revocation: Revocation.ocsp(),
});
const audit = new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [root],
  encryption: PrivateCaBucketEncryption.kms(),
});

new CfnOutput(stack, 'CertificateAuthorityArn', { value: root.certificateAuthorityArn });
new CfnOutput(stack, 'AuditReportBucketName', { value: audit.bucket.bucketName });
