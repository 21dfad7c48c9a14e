/**
 * An issuing CA that another account uses: the stack of the owner account, and the stack of the consumer account.
 *
 * Fixed monthly cost: $400.00 for the general-purpose CA in the owner account, until you delete it. The first CA in an
 * account and Region is free for 30 days. AWS RAM has no charge. The account that issues a certificate is billed for
 * it.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { Annotations, App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import {
  CertificateAuthorityShare, CertificateTemplate, DistinguishedName, PrivateCertificateAuthority, Revocation,
  RootCertificateAuthority, SharePermission, SharePrincipal,
} from 'cdk-private-ca';

export const app = new App();
const templates = [CertificateTemplate.END_ENTITY_SERVER_AUTH, CertificateTemplate.END_ENTITY_CLIENT_AUTH];

const owner = new Stack(app, 'Owner', { env: { account: '111122223333', region: 'us-east-1' } });
const root = new RootCertificateAuthority(owner, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }),
  revocation: Revocation.ocsp(),
});
new CertificateAuthorityShare(owner, 'Share', {
  certificateAuthorities: [root],
  principals: [SharePrincipal.account('444455556666')],
  permissions: [SharePermission.templates(templates), SharePermission.revoke()],
});

// The ARN of the CA is known after the owner account has deployed its stack.
const consumer = new Stack(app, 'Consumer', { env: { account: '444455556666', region: 'us-east-1' } });
const shared = PrivateCertificateAuthority.fromCertificateAuthorityArn(consumer, 'Shared',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566');
const issuer = new iam.Role(consumer, 'Issuer', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
shared.grants.issue(issuer, { templates });
Annotations.of(shared).acknowledgeWarning('cdk-private-ca:grantNeedsShare', 'The owner stack shares the CA.');
