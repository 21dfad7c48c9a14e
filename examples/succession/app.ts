/**
 * Two generations of a PKI side by side. IAM Roles Anywhere trusts both, and a build server moves from the first to the
 * second generation.
 *
 * Fixed monthly cost: $900.00 = $400.00 for each general-purpose root CA, and $50.00 for each short-lived CA, until you
 * delete it. The first CA in an account and Region is free for 30 days. Certificates and OCSP are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Duration, Stack, aws_iam as iam } from 'aws-cdk-lib';
import {
  CertificateAuthorityHierarchy, DistinguishedName, Revocation, RolesAnywhereProfile, RolesAnywhereTrustAnchor,
  UsageMode,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Succession');

// Order: 1. Add 2 and deploy. 2. Move the build servers. 3. Set disabled for 1. 4. After its last certificate expired,
// set removalPolicy for 1, deploy, and remove 1.
const GENERATIONS = [{ number: 1, disabled: false }, { number: 2, disabled: false }];

const principals = GENERATIONS.map(({ number, disabled }) => {
  const subject = (name: string) => DistinguishedName.of({ commonName: `Example Corp ${name} CA G${number}` });
  const pki = new CertificateAuthorityHierarchy(stack, `G${number}`, {
    root: {
      name: 'Root',
      subject: subject('Root'),
      revocation: Revocation.ocsp(),
      below: [{
        name: 'Build', subject: subject('Build'), usageMode: UsageMode.SHORT_LIVED_CERTIFICATE, disabled,
      }],
    },
    revocation: Revocation.none(),
  });
  const anchor = new RolesAnywhereTrustAnchor(stack, `AnchorG${number}`, {
    certificateAuthority: pki.certificateAuthority('Build'),
  });
  return anchor.principal({
    subject: { CN: 'build-01.example.com' }, issuer: { CN: `Example Corp Build CA G${number}` },
  });
});
const build = new iam.Role(stack, 'Build', { assumedBy: new iam.CompositePrincipal(...principals) });
new RolesAnywhereProfile(stack, 'Profile', { roles: [build], sessionDuration: Duration.hours(1) });
