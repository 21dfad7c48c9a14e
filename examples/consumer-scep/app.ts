/**
 * AWS Private CA Connector for SCEP, which issues certificates to mobile devices and network equipment.
 *
 * Fixed monthly cost: $400.00 for the general-purpose CA, until you delete it. The connector requires this mode. The
 * first
 * CA in an account and Region is free for 30 days. Certificates and OCSP are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Stack, aws_pcaconnectorscep as scep } from 'aws-cdk-lib';
import {
  CertificateAuthorityShare, DistinguishedName, Revocation, RootCertificateAuthority, SharePermission, SharePrincipal,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Scep');

// A separate CA, because the challenge password is the only authentication of a request.
const devices = new RootCertificateAuthority(stack, 'Devices', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Mobile Devices CA G1' }),
  revocation: Revocation.ocsp(),
});
const share = new CertificateAuthorityShare(stack, 'Share', {
  certificateAuthorities: [devices],
  principals: [SharePrincipal.service('pca-connector-scep.amazonaws.com')],
  permissions: [SharePermission.connectorForScep()],
});
const connector = new scep.CfnConnector(stack, 'Connector', {
  certificateAuthorityArn: devices.certificateAuthorityArn,
});
connector.node.addDependency(share);
// You can read the challenge password only through the API.
new scep.CfnChallenge(stack, 'Challenge', { connectorArn: connector.attrConnectorArn });
