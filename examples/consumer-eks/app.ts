/**
 * An Amazon EKS cluster whose cert-manager issues certificates from a private CA, with EKS Pod Identity.
 *
 * Fixed monthly cost: $0.00. The imported CA and the cluster are billed separately.
 * https://aws.amazon.com/eks/pricing/, as of November 2026.
 */
import { App, Stack, aws_eks as eks, aws_iam as iam } from 'aws-cdk-lib';
import { CertificateTemplate, PrivateCertificateAuthority, TemplatePassthrough } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Eks', { env: { account: '111122223333', region: 'us-east-1' } });
const clusterName = 'services';
const issuing = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Issuing',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566');

const issuer = new iam.Role(stack, 'Issuer', {
  assumedBy: new iam.SessionTagsPrincipal(new iam.ServicePrincipal('pods.eks.amazonaws.com')),
});
// The AWS managed policy allows every template on every CA. The issuer chooses these templates by the usages.
issuing.grants.issue(issuer, {
  templates: [
    CertificateTemplate.END_ENTITY,
    CertificateTemplate.END_ENTITY_SERVER_AUTH,
    CertificateTemplate.END_ENTITY_CLIENT_AUTH,
    CertificateTemplate.BLANK_END_ENTITY.withPassthrough(TemplatePassthrough.API_AND_CSR),
  ],
});

const certManager = new eks.CfnAddon(stack, 'CertManager', { clusterName, addonName: 'cert-manager' });
const connector = new eks.CfnAddon(stack, 'Connector', {
  clusterName,
  addonName: 'aws-privateca-connector-for-kubernetes',
  podIdentityAssociations: [{ serviceAccount: 'aws-privateca-issuer', roleArn: issuer.roleArn }],
});
connector.node.addDependency(certManager);
