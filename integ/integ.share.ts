import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Annotations, App, RemovalPolicy, Stack, aws_iam as iam } from 'aws-cdk-lib';
import {
  CertificateAuthorityShare, CertificateTemplate, DistinguishedName, PrivateCertificateAuthority,
  RootCertificateAuthority, SharePermission, SharePrincipal, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated) that is shared with another account, and a role of that account that
 * issues. If you deploy the app (`npm run integ:deploy`), replace the ID of the second account and the ARN of the CA
 * with your own. The second account must be bootstrapped with trust for the first. The assertion requires active
 * resource shares. At the end, all resources are destroyed.
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

// The other account knows the ARN after the owner has deployed its stack.
const consumer = new Stack(app, 'cdk-private-ca-integ-share-consumer', {
  env: { account: '444455556666', region: 'us-east-1' },
});
const shared = PrivateCertificateAuthority.fromCertificateAuthorityArn(consumer, 'Shared',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566');
const issuer = new iam.Role(consumer, 'Issuer', { assumedBy: new iam.AccountRootPrincipal() });
shared.grants.issue(issuer, { templates: [CertificateTemplate.END_ENTITY_SERVER_AUTH] });
Annotations.of(shared).acknowledgeWarning('cdk-private-ca:grantNeedsShare', 'The stack of the owner shares the CA.');

const integ = new IntegTest(app, 'Share', { testCases: [stack, consumer] });
integ.assertions.awsApiCall('RAM', 'GetResourceShares', { resourceOwner: 'SELF', resourceShareArns: share.resourceShareArns })
  .expect(ExpectedResult.objectLike({ resourceShares: [{ status: 'ACTIVE' }] }));
