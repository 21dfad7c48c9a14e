/**
 * A root CA that is offline: the second deployment disables it, after it signed the certificate of the issuing CA.
 *
 * Fixed monthly cost: $800.00 = $400.00 for each general-purpose CA, until you delete it. A disabled CA is billed too.
 * The first CA in an account and Region is free for 30 days. Certificates and OCSP are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { Annotations, App, Stack } from 'aws-cdk-lib';
import { CertificateAuthorityHierarchy, DistinguishedName, Revocation } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'OfflineRoot');

// In the first deployment, the value must be false. Enable the root CA again to add or renew a CA directly below it.
const rootDisabled = true;

const pki = new CertificateAuthorityHierarchy(stack, 'Pki', {
  root: {
    name: 'Root',
    subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
    below: [{
      name: 'Issuing',
      subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1', organization: 'Example Corp', country: 'US' }),
    }],
  },
  revocation: Revocation.ocsp(),
  rootDisabled,
});
Annotations.of(pki).acknowledgeWarning('cdk-private-ca:parentDisabled', 'The first deployment issued all CA certificates.');
