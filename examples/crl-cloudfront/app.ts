/**
 * A root CA and an issuing CA that publish their certificate revocation lists (CRLs) in one private bucket. A
 * CloudFront distribution serves the CRLs, and certificates contain the domain name of the distribution.
 *
 * Fixed monthly cost: $800.00 = $400.00 for each general-purpose CA, until you delete it. The first CA in an account
 * and Region is free for 30 days. Storage, requests, certificates, and CloudFront traffic are billed separately.
 * https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/cloudfront/pricing/, as of November 2026.
 */
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  CrlBucket, CrlDistribution, CrlDistributionPoint, DistinguishedName, Revocation, RootCertificateAuthority,
  SubordinateCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
// Access logs of the distribution require us-east-1. Without access logs, you can use any Region.
const stack = new Stack(app, 'CrlCloudFront', { env: { account: '111122223333', region: 'us-east-1' } });

const bucket = new CrlBucket(stack, 'Crls');
const distribution = new CrlDistribution(stack, 'CrlDistribution', { bucket, logBucket: bucket.serverAccessLogsBucket });
const revocation = Revocation.crl({
  distributionPoint: CrlDistributionPoint.distribution(distribution),
  expiration: Duration.days(7),
});

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
  revocation,
});
new SubordinateCertificateAuthority(stack, 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1', organization: 'Example Corp', country: 'US' }),
  parent: root,
  revocation,
});

new CfnOutput(stack, 'CrlDomainName', { value: distribution.domainName });
