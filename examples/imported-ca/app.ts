/**
 * A subordinate CA in short-lived mode under an existing root CA. Both CAs deliver their audit reports to one new
 * bucket.
 *
 * Fixed monthly cost: $50.00 for the short-lived CA, until you delete it. The first CA in an account and Region is free
 * for 30 days. The imported CA is already billed. Storage, requests, and certificates are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import {
  AuditReportBucket, DistinguishedName, KeyAlgorithm, PrivateCertificateAuthority, SubordinateCertificateAuthority,
  UsageMode,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'ImportedCa', { env: { account: '111122223333', region: 'us-east-1' } });

const root = PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Root', {
  certificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555',
  // The chain of a root CA is its certificate. To get it, run `aws acm-pca get-certificate-authority-certificate`. The
  // file is a sample.
  certificateChainPem: readFileSync(join(__dirname, 'root-ca.pem'), 'utf8'),
  keyAlgorithm: KeyAlgorithm.RSA_4096,
});
const issuing = new SubordinateCertificateAuthority(stack, 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Workload CA G1', organization: 'Example Corp', country: 'US' }),
  parent: root,
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
});
new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [root, issuing] });
