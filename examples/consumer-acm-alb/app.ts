/**
 * A load balancer with a private certificate that AWS Certificate Manager (ACM) requests and renews.
 *
 * Fixed monthly cost: $0.00. The imported CA and the load balancer are billed separately.
 * https://aws.amazon.com/elasticloadbalancing/pricing/, as of November 2026.
 */
import {
  App, Stack, aws_certificatemanager as acm, aws_ec2 as ec2, aws_elasticloadbalancingv2 as elbv2,
} from 'aws-cdk-lib';
import { CertificateAuthorityPermission, PrivateCertificateAuthority } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'AcmAlb', { env: { account: '111122223333', region: 'us-east-1' } });
const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1234567890abcdef0',
  availabilityZones: ['us-east-1a', 'us-east-1b'],
  privateSubnetIds: ['subnet-1234567890abcdef0', 'subnet-021345abcdef67890'],
  privateSubnetRouteTableIds: ['rtb-1234567890abcdef0', 'rtb-1234567890abcdef0'],
});
// A general-purpose CA with an EC key.
const issuing = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Issuing',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566');

// ACM needs the permission before its first request.
const permission = new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: issuing });
const certificate = new acm.PrivateCertificate(stack, 'Certificate', {
  domainName: 'server.example.com',
  certificateAuthority: issuing,
  // The default, RSA, doesn't match the family of the CA.
  keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1,
});
certificate.node.addDependency(permission);

const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', {
  vpc, deletionProtection: true, dropInvalidHeaderFields: true,
});
loadBalancer.addListener('Https', {
  port: 443,
  open: false,
  certificates: [certificate],
  sslPolicy: elbv2.SslPolicy.RECOMMENDED_TLS,
  defaultAction: elbv2.ListenerAction.fixedResponse(200),
});
