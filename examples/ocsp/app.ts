/**
 * A root CA whose certificates can be checked by OCSP, under a name of the company: a CloudFront distribution hands
 * what comes there on to the responder of AWS. DNS must point the name to the distribution.
 *
 * Fixed monthly cost: $400.00 for the general-purpose CA, until it is deleted (the first CA of an account and Region is
 * free for 30 days). Certificates, OCSP and CloudFront's traffic come on top.
 * https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/cloudfront/pricing/, November 2026.
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
