/**
 * A load balancer and an HTTP API that accept only clients with certificates of a private CA (mutual TLS).
 *
 * Fixed monthly cost: $0.00. The imported CA, the load balancer, and requests are billed separately.
 * https://aws.amazon.com/elasticloadbalancing/pricing/, as of November 2026.
 */
import {
  App, CfnOutput, Stack, aws_apigatewayv2 as apigatewayv2, aws_certificatemanager as acm, aws_ec2 as ec2,
  aws_elasticloadbalancingv2 as elbv2, aws_s3 as s3,
} from 'aws-cdk-lib';
import { PrivateCertificateAuthority } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'MutualTls', { env: { account: '111122223333', region: 'us-east-1' } });
const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1234567890abcdef0',
  availabilityZones: ['us-east-1a', 'us-east-1b'],
  privateSubnetIds: ['subnet-1234567890abcdef0', 'subnet-021345abcdef67890'],
  privateSubnetRouteTableIds: ['rtb-1234567890abcdef0', 'rtb-1234567890abcdef0'],
});
const clients = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Issuing',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566');
const server = acm.Certificate.fromCertificateArn(stack, 'Server',
  'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012');

// Step 1, before the deployment: upload the PEM bundle. CloudFormation can't write the certificate to a bucket.
//   aws acm-pca get-certificate-authority-certificate --certificate-authority-arn ARN --output text \
//     --query Certificate > clients.pem
// For a subordinate CA, append its chain: repeat the command with --query CertificateChain >> clients.pem.
//   aws s3 cp clients.pem s3://amzn-s3-demo-bucket/clients.pem
const bundles = s3.Bucket.fromBucketName(stack, 'Bundles', 'amzn-s3-demo-bucket');
const crls = s3.Bucket.fromBucketName(stack, 'Crls', 'amzn-s3-demo-crl-bucket');

// Step 2: the trust stores read the bundle.
const trustStore = new elbv2.TrustStore(stack, 'TrustStore', { bucket: bundles, key: 'clients.pem' });
// A copy of the CRL at this moment. It doesn't follow later CRLs.
new elbv2.TrustStoreRevocation(stack, 'Revocation', {
  trustStore, revocationContents: [{ bucket: crls, key: clients.crlObjectKey }],
});
const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', {
  vpc, deletionProtection: true, dropInvalidHeaderFields: true,
});
loadBalancer.addListener('Https', {
  port: 443,
  open: false,
  certificates: [server],
  sslPolicy: elbv2.SslPolicy.RECOMMENDED_TLS,
  mutualAuthentication: { mutualAuthenticationMode: elbv2.MutualAuthenticationMode.VERIFY, trustStore },
  defaultAction: elbv2.ListenerAction.fixedResponse(200),
});

const domain = new apigatewayv2.DomainName(stack, 'Domain', {
  domainName: 'api.example.com', certificate: server, mtls: { bucket: bundles, key: 'clients.pem' },
});
new CfnOutput(stack, 'ApiDomain', { value: domain.regionalDomainName });
