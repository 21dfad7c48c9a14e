import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Annotations, App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CertificateAuthorityHierarchy, DistinguishedName, UsageMode } from '../src';

/*
 * A hierarchy of three short-lived CAs ($50 a month each, pro-rated). If you deploy the app (`npm run integ:deploy`),
 * the assertions require that all of them are active, and that the path length and the default validity are accepted.
 * To try a renewal, increase certificateGeneration of a level and deploy again.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-hierarchy');

const level = (name: string) => ({
  name,
  subject: DistinguishedName.of({ commonName: `cdk-private-ca integ ${name} CA G1` }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
});
const pki = new CertificateAuthorityHierarchy(stack, 'Pki', {
  root: { ...level('Root'), below: [{ ...level('Policy'), below: [{ ...level('Issuing'), certificateGeneration: 2 }] }] },
  removalPolicy: RemovalPolicy.DESTROY,
});
Annotations.of(stack).acknowledgeWarning('cdk-private-ca:shortLivedParent', 'The app is destroyed after the test.');

const integ = new IntegTest(app, 'Hierarchy', { testCases: [stack] });
for (const { certificateAuthorityArn } of pki.all) {
  integ.assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', { CertificateAuthorityArn: certificateAuthorityArn })
    .expect(ExpectedResult.objectLike({ CertificateAuthority: { Status: 'ACTIVE' } }));
}
