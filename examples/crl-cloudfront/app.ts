/**
 * A root CA and an issuing CA whose certificate revocation lists (CRLs) lie in one private bucket and are served to
 * everybody by one CloudFront distribution, whose name the certificates carry.
 *
 * Fixed monthly cost: $800.00 = $400.00 for each general-purpose CA, until they are deleted (the first CA of an account
 * and Region is free for 30 days). Storage, requests, certificates and CloudFront's traffic come on top.
 * https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/cloudfront/pricing/, November 2026.
 */
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  CrlBucket, CrlDistribution, CrlDistributionPoint, DistinguishedName, Revocation, RootCertificateAuthority,
  SubordinateCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
// In us-east-1 the access logs of the distribution can go along; without them any Region will do.
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
