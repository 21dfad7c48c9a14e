import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AuditReportBucket, AuditReportEncryption, DistinguishedName, RootCertificateAuthority, UsageMode,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated) and its audit-report bucket under a new key. Deployed by hand
 * (`npm run integ:deploy`), everything is destroyed at the end.
 */

// Without stack traces, so that the snapshot holds no path of a machine.
export const app = new App({ context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-first-ca');

const root = new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Root CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [root],
  encryption: AuditReportEncryption.kms(),
  removalPolicy: RemovalPolicy.DESTROY,
});

new IntegTest(app, 'FirstCa', { testCases: [stack] });
