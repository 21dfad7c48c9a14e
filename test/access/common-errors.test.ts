import { readFileSync } from 'fs';
import { join } from 'path';
import { CertificateAuthorityShare } from '../../src/access/certificate-authority-share';
import { SharePermission } from '../../src/access/share-permission';
import { SharePrincipal } from '../../src/access/share-principal';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { resourcePolicyOf } from '../support/ram';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

/* The errors that users report most often, each reproduced, and solved by the recipe of docs/sharing.md. */

const PAGE = readFileSync(join(__dirname, '../../docs/sharing.md'), 'utf8').replace(/\s+/g, ' ');
const CONSUMER = '444455556666';
const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** What the issuer of cert-manager requests by default. */
const BLANK = 'BlankEndEntityCertificate_APICSRPassthrough/V1';
const SERVER_AUTH = 'EndEntityServerAuthCertificate/V1';
const CA_CERTIFICATE = 'SubordinateCACertificate_PathLen0/V1';

/** Whether a role of the consumer account issues a certificate, although its identity policy allows everything. */
async function canIssue(
  template: string, permissions: SharePermission[], identityPolicies = [EVERYTHING],
): Promise<boolean> {
  const stack = newStack({ env: ENVIRONMENT });
  const root = newRoot(stack);
  if (permissions.length > 0) {
    new CertificateAuthorityShare(stack, 'Share', {
      certificateAuthorities: [root], principals: [SharePrincipal.account(CONSUMER)], permissions,
    });
  }
  const world = World.of(stack);
  const resource = world.arnOf(world.idOf('AWS::ACMPCA::CertificateAuthority'));
  return isAllowed(resourcePolicyOf(world, resource), {
    principal: `arn:aws:iam::${CONSUMER}:role/Issuer`,
    action: 'acm-pca:IssueCertificate',
    resource,
    resourceAccount: '111122223333',
    context: { 'acm-pca:TemplateArn': `arn:aws:acm-pca:::template/${template}` },
    identityPolicies,
  });
}

/** The recipe: the templates that the issuer of cert-manager chooses by the usages of a certificate. */
const recipe = () => SharePermission.templates([
  CertificateTemplate.END_ENTITY,
  CertificateTemplate.END_ENTITY_SERVER_AUTH,
  CertificateTemplate.END_ENTITY_CLIENT_AUTH,
  CertificateTemplate.BLANK_END_ENTITY.withPassthrough(TemplatePassthrough.API_AND_CSR),
]);

test('"no resource-based policy allows" because the CA is not shared: share it', async () => {
  expect(await canIssue('EndEntityCertificate/V1', [])).toBe(false);
  expect(await canIssue('EndEntityCertificate/V1', [SharePermission.endEntity()])).toBe(true);
  // Both sides are necessary.
  expect(await canIssue('EndEntityCertificate/V1', [SharePermission.endEntity()], [])).toBe(false);
});

test('the same message because the permission lacks the default template of the issuer: share this template', async () => {
  expect(await canIssue(BLANK, [SharePermission.endEntity()])).toBe(false);
  expect(await canIssue(BLANK, [recipe()])).toBe(true);
});

test('the same message after the usages changed, because the issuer chooses another template: share all that it chooses', async () => {
  expect(await canIssue(SERVER_AUTH, [SharePermission.endEntity()])).toBe(false);
  expect(await canIssue(SERVER_AUTH, [recipe()])).toBe(true);
});

test('a CA certificate (isCA) is not in these permissions: it needs a decision of its own', async () => {
  expect(await canIssue(CA_CERTIFICATE, [SharePermission.endEntity(), recipe()])).toBe(false);
  expect(await canIssue(CA_CERTIFICATE, [SharePermission.subordinate()])).toBe(true);
});

test('the page shows the message, and the recipe as it is tested here', () => {
  expect(PAGE).toContain('no resource-based policy allows the acm-pca:IssueCertificate action');
  expect(PAGE).toContain('SharePermission.templates([ CertificateTemplate.END_ENTITY, CertificateTemplate.END_ENTITY_SERVER_AUTH, '
    + 'CertificateTemplate.END_ENTITY_CLIENT_AUTH, '
    + 'CertificateTemplate.BLANK_END_ENTITY.withPassthrough(TemplatePassthrough.API_AND_CSR), ])');
});
