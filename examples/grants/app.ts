/**
 * A root CA with separate roles for issuance, revocation, audits, and administration.
 *
 * Fixed monthly cost: $400.00 for the general-purpose CA, until you delete it. The first CA in an account and Region is
 * free for 30 days. Certificates and OCSP are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { CertificateTemplate, DistinguishedName, Revocation, RootCertificateAuthority } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Grants');
const role = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }),
  revocation: Revocation.ocsp(),
});
root.grants.issue(role('Issuer'), { templates: [CertificateTemplate.END_ENTITY_SERVER_AUTH] });
root.grants.revoke(role('Revoker'));
root.grants.audit(role('Auditor'));
root.grants.administer(role('Administrator'));
