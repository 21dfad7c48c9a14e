import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CertificateAuthorityShare, CertificateTemplate, DistinguishedName, RootCertificateAuthority, SharePermission,
  SharePrincipal,
  UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated) that is shared with another account. If you deploy the app
 * (`npm run integ:deploy`), replace the account with one that you own. The assertion requires the resource policies
 * that
 * AWS RAM writes.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-share');

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const share = new CertificateAuthorityShare(stack, 'Share', {
  certificateAuthorities: [root],
  principals: [SharePrincipal.account('444455556666')],
  permissions: [
    SharePermission.endEntity(),
    SharePermission.revoke(),
    SharePermission.templates([CertificateTemplate.END_ENTITY_SERVER_AUTH]),
  ],
  allowExternalPrincipals: true,
  removalPolicy: RemovalPolicy.DESTROY,
});

const integ = new IntegTest(app, 'Share', { testCases: [stack] });
integ.assertions.awsApiCall('RAM', 'GetResourceShares', { resourceOwner: 'SELF', resourceShareArns: share.resourceShareArns })
  .expect(ExpectedResult.objectLike({ resourceShares: [{ status: 'ACTIVE' }] }));
