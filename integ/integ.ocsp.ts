import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { DistinguishedName, OcspDistribution, Revocation, RootCertificateAuthority, UsageMode } from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated) with OCSP under the domain name of a distribution. If you deploy the
 * app (`npm run integ:deploy`), the assertions require an active CA with this domain name. They also require access to
 * the responder through the distribution over HTTP. The responder answers a request that is not an OCSP request with
 * status 400, which is not a CloudFront error.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-ocsp');

const ocsp = new OcspDistribution(stack, 'OcspDistribution', { removalPolicy: RemovalPolicy.DESTROY });
const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
  revocation: Revocation.ocsp({ customCname: ocsp.domainName }),
});

const integ = new IntegTest(app, 'Ocsp', { testCases: [stack] });
const configured = integ.assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', {
  CertificateAuthorityArn: root.certificateAuthorityArn,
}).expect(ExpectedResult.objectLike({
  CertificateAuthority: {
    Status: 'ACTIVE',
    RevocationConfiguration: {
      CrlConfiguration: { Enabled: false },
      OcspConfiguration: { Enabled: true, OcspCustomCname: ocsp.domainName },
    },
  },
}));
const reached = integ.assertions.httpApiCall(`http://${ocsp.domainName}/`)
  .expect(ExpectedResult.objectLike({ status: 400 }))
  .waitForAssertions({ totalTimeout: Duration.minutes(10), interval: Duration.minutes(1) });
configured.next(reached);
