/**
 * An AWS Client VPN endpoint that authenticates clients by certificates of a private CA.
 *
 * Fixed monthly cost: $0.00. The imported CA and the connections are billed separately.
 * https://aws.amazon.com/vpn/pricing/, as of November 2026.
 */
import { App, Stack, aws_certificatemanager as acm, aws_ec2 as ec2, aws_logs as logs } from 'aws-cdk-lib';
import { CertificateAuthorityPermission, PrivateCertificateAuthority } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'ClientVpn', { env: { account: '111122223333', region: 'us-east-1' } });
const issuing = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Issuing',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566');

const permission = new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: issuing });
// Clients and the server have certificates of one chain, so one ACM certificate identifies both.
const server = new acm.PrivateCertificate(stack, 'Server', {
  domainName: 'vpn.example.com', certificateAuthority: issuing, keyAlgorithm: acm.KeyAlgorithm.RSA_2048,
});
server.node.addDependency(permission);
const log = logs.LogGroup.fromLogGroupName(stack, 'Log', 'client-vpn');

new ec2.CfnClientVpnEndpoint(stack, 'Endpoint', {
  serverCertificateArn: server.certificateArn,
  authenticationOptions: [{
    type: 'certificate-authentication', mutualAuthentication: { clientRootCertificateChainArn: server.certificateArn },
  }],
  clientCidrBlock: '10.100.0.0/22',
  connectionLogOptions: { enabled: true, cloudwatchLogGroup: log.logGroupName },
});
