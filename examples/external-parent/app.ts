/**
 * Two CAs below an offline root CA. One waits for its certificate, and the other one has it.
 *
 * Fixed monthly cost: $800.00 = $400.00 for each general-purpose CA, until you delete it. A pending CA is billed too.
 * The
 * first CA in an account and Region is free for 30 days. Certificates and OCSP are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Annotations, App, Stack } from 'aws-cdk-lib';
import { DistinguishedName, ExternalParent, Revocation, SubordinateCertificateAuthority } from 'cdk-private-ca';

export const app = new App();
const pem = (name: string) => readFileSync(join(__dirname, name), 'utf8');

// The first deployment of a CA. The output has the command that returns its certificate signing request.
const pending = new SubordinateCertificateAuthority(new Stack(app, 'Pending'), 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G2' }),
  revocation: Revocation.ocsp(),
  externalParent: ExternalParent.pending(),
});
Annotations.of(pending).acknowledgeWarning('cdk-private-ca:certificateAuthorityPending', 'This example shows it.');

// The second deployment, with the certificate that the offline root CA signed. The files are samples: you can't import
// them, because the key of your CA is another one.
new SubordinateCertificateAuthority(new Stack(app, 'Signed'), 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }),
  revocation: Revocation.ocsp(),
  externalParent: ExternalParent.signed({
    certificatePem: pem('issuing-ca.pem'), certificateChainPem: pem('chain.pem'),
  }),
});
