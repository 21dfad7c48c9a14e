/**
 * A post-quantum root CA with an ML-DSA-65 key (FIPS 204).
 *
 * Fixed monthly cost: $400.00 for the general-purpose CA, until you delete it. The first CA in an account and Region is
 * free for 30 days. Certificates and OCSP are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Stack } from 'aws-cdk-lib';
import { DistinguishedName, KeyAlgorithm, Revocation, RootCertificateAuthority } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'MlDsa');

// ACM doesn't issue from this CA, and load balancers don't accept its certificates: see docs/certificate-authority.md.
new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp PQ Root CA G1' }),
  keyAlgorithm: KeyAlgorithm.ML_DSA_65,
  revocation: Revocation.ocsp(),
});
