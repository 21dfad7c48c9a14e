import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { DistinguishedName, RootCertificateAuthority, UsageMode } from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated), and a role for each duty. If you deploy the app
 * (`npm run integ:deploy`), the assertion requires an active CA.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-grants');

const { grants, certificateAuthorityArn } = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const role = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });
grants.issue(role('Issuer'));
grants.revoke(role('Revoker'));
grants.audit(role('Auditor'));
grants.administer(role('Administrator'));

const integ = new IntegTest(app, 'Grants', { testCases: [stack] });
integ.assertions.awsApiCall('ACM-PCA', 'DescribeCertificateAuthority', {
  CertificateAuthorityArn: certificateAuthorityArn,
}).expect(ExpectedResult.objectLike({ CertificateAuthority: { Status: 'ACTIVE' } }));
