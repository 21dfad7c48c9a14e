/**
 * A root CA and an issuing CA, with one audit report bucket for both. AWS Certificate Manager (ACM) requests
 * certificates from the issuing CA, and has permission to renew them.
 *
 * Fixed monthly cost: $800.00 = $400.00 for each general-purpose CA, until you delete it. The first CA in an account
 * and Region is free for 30 days. Storage, requests, certificates, and OCSP are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Stack, aws_certificatemanager as acm } from 'aws-cdk-lib';
import {
  AuditReportBucket, CertificateAuthorityPermission, DistinguishedName, Revocation, RootCertificateAuthority,
  SubordinateCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'TwoTier');

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
  revocation: Revocation.ocsp(),
});
// The defaults are 3 years and path length 0: it issues end-entity certificates, and no CA is allowed below it.
const issuing = new SubordinateCertificateAuthority(stack, 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1', organization: 'Example Corp', country: 'US' }),
  parent: root,
  revocation: Revocation.ocsp(),
});
const renewal = new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: issuing });
new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [root, issuing] });

const server = new acm.PrivateCertificate(stack, 'Server', {
  domainName: 'server.example.com',
  certificateAuthority: issuing,
  // ACM requests RSA_2048 by default, and the key must have the family of the CA's key.
  keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1,
});
// The certificate is requested after ACM has permission for the CA.
server.node.addDependency(renewal);
