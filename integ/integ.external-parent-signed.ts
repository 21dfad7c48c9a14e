import { readFileSync } from 'fs';
import { join } from 'path';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Annotations, App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { DistinguishedName, ExternalParent, SubordinateCertificateAuthority, UsageMode } from '../src';

/*
 * The second deployment of the CA in integ.external-parent.ts. The certificate is that of the example, for the key of
 * another CA. If you deploy the app (`npm run integ:deploy`), replace it with a certificate for your CA. The assertion
 * requires an active CA.
 */

const pem = (name: string) => readFileSync(join(__dirname, '../examples/external-parent', name), 'utf8');

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-external-parent');

const issuing = new SubordinateCertificateAuthority(stack, 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Issuing CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  externalParent: ExternalParent.signed({ certificatePem: pem('issuing-ca.pem'), certificateChainPem: pem('chain.pem') }),
  removalPolicy: RemovalPolicy.DESTROY,
});
Annotations.of(issuing).acknowledgeWarning('cdk-private-ca:signedSubjectDiffers', 'The certificate is that of the example.');

const integ = new IntegTest(app, 'ExternalParentSigned', { testCases: [stack] });
integ.assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', {
  CertificateAuthorityArn: issuing.certificateAuthorityArn,
}).expect(ExpectedResult.objectLike({ CertificateAuthority: { Status: 'ACTIVE' } }));
