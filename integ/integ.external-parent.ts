import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { DistinguishedName, ExternalParent, SubordinateCertificateAuthority, UsageMode } from '../src';

/*
 * A pending, short-lived CA ($50 a month, pro-rated). If you deploy the app (`npm run integ:deploy`), the assertion
 * requires a CA that waits for its certificate. Its certificate can be signed only after the deployment. The app
 * integ.external-parent-signed is the second deployment.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-external-parent');

const issuing = new SubordinateCertificateAuthority(stack, 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Issuing CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  externalParent: ExternalParent.pending(),
  removalPolicy: RemovalPolicy.DESTROY,
});

const integ = new IntegTest(app, 'ExternalParent', { testCases: [stack] });
integ.assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', {
  CertificateAuthorityArn: issuing.certificateAuthorityArn,
}).expect(ExpectedResult.objectLike({ CertificateAuthority: { Status: 'PENDING_CERTIFICATE' } }));
