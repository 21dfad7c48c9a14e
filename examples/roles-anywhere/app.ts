/**
 * A build server outside AWS that exchanges its certificate for credentials of a role, with IAM Roles Anywhere.
 *
 * Fixed monthly cost: $50.00 for the short-lived CA, until you delete it. The first CA in an account and Region is free
 * for 30 days. IAM Roles Anywhere has no charge. Certificates are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Duration, Stack, aws_iam as iam } from 'aws-cdk-lib';
import {
  DistinguishedName, RolesAnywhereProfile, RolesAnywhereTrustAnchor, RootCertificateAuthority, UsageMode,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'RolesAnywhere');

// IAM Roles Anywhere checks no CRL by itself. Short-lived certificates make that acceptable.
const devices = new RootCertificateAuthority(stack, 'Devices', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Devices CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
});
const anchor = new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: devices });
const build = new iam.Role(stack, 'Build', {
  assumedBy: anchor.principal({
    subject: { CN: 'build-01.example.com' }, issuer: { CN: 'Example Corp Devices CA G1' },
  }),
});
new RolesAnywhereProfile(stack, 'Profile', { roles: [build], sessionDuration: Duration.hours(1) });
