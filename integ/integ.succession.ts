import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Annotations, App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CertificateAuthorityHierarchy, DistinguishedName, RolesAnywhereTrustAnchor, UsageMode } from '../src';

/*
 * Two generations of a hierarchy side by side, with four short-lived CAs ($50 a month each, pro-rated). IAM Roles
 * Anywhere trusts the issuing CA of each generation. If you deploy the app (`npm run integ:deploy`), the assertions
 * require that all CAs are active. At the end, all resources are destroyed. To try a succession, set `rootDisabled` for
 * the first generation and deploy again.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-succession');

const hierarchies = [1, 2].map((generation) => {
  const level = (name: string) => ({
    name,
    subject: DistinguishedName.of({ commonName: `cdk-private-ca integ ${name} CA G${generation}` }),
    usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  });
  const hierarchy = new CertificateAuthorityHierarchy(stack, `G${generation}`, {
    root: { ...level('Root'), below: [level('Issuing')] }, removalPolicy: RemovalPolicy.DESTROY,
  });
  new RolesAnywhereTrustAnchor(stack, `AnchorG${generation}`, { certificateAuthority: hierarchy.certificateAuthority('Issuing') });
  return hierarchy;
});
Annotations.of(stack).acknowledgeWarning('cdk-private-ca:shortLivedParent', 'The app is destroyed after the test.');

const integ = new IntegTest(app, 'Succession', { testCases: [stack] });
for (const { certificateAuthorityArn } of hierarchies.flatMap(({ all }) => all)) {
  integ.assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', { CertificateAuthorityArn: certificateAuthorityArn })
    .expect(ExpectedResult.objectLike({ CertificateAuthority: { Status: 'ACTIVE' } }));
}
