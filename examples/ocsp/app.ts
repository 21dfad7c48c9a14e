/**
 * A root CA with OCSP under a custom domain name. A CloudFront distribution forwards OCSP requests to the AWS
 * responder. Create a DNS record that points the domain name to the distribution.
 *
 * Fixed monthly cost: $400.00 for the general-purpose CA, until you delete it. The first CA in an account and Region is
 * free for 30 days. Certificates, OCSP, and CloudFront traffic are billed separately.
 * https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/cloudfront/pricing/, as of November 2026.
 */
import { App, CfnOutput, Stack, aws_certificatemanager as acm } from 'aws-cdk-lib';
import { DistinguishedName, OcspDistribution, Revocation, RootCertificateAuthority } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Ocsp', { env: { account: '111122223333', region: 'eu-west-1' } });

const ocsp = new OcspDistribution(stack, 'OcspDistribution', {
  domainName: 'ocsp.example.com',
  certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate',
    'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555'),
});
new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
  revocation: Revocation.ocsp({ customCname: ocsp.domainName }),
});

new CfnOutput(stack, 'DnsTarget', { value: ocsp.distribution.distributionDomainName });
