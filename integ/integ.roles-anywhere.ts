import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack, aws_iam as iam } from 'aws-cdk-lib';
import {
  DistinguishedName, RolesAnywhereProfile, RolesAnywhereTrustAnchor, RootCertificateAuthority, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated) with a trust anchor of IAM Roles Anywhere, a role, and a profile. If
 * you
 * deploy the app (`npm run integ:deploy`), the assertion requires an enabled trust anchor.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-roles-anywhere');

const devices = new RootCertificateAuthority(stack, 'Devices', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Devices CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const anchor = new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: devices });
const role = new iam.Role(stack, 'Build', { assumedBy: anchor.principal({ subject: { CN: 'build-01.example.com' } }) });
new RolesAnywhereProfile(stack, 'Profile', { roles: [role] });

const integ = new IntegTest(app, 'RolesAnywhere', { testCases: [stack] });
integ.assertions.awsApiCall('RolesAnywhere', 'GetTrustAnchor', { trustAnchorId: anchor.trustAnchorId })
  .expect(ExpectedResult.objectLike({ trustAnchor: { enabled: true } }));
