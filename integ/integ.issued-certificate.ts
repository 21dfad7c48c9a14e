import { join } from 'path';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CertificateSigningRequest, DistinguishedName, IssuedCertificate, RootCertificateAuthority, UsageMode, Validity,
} from '../src';

/*
 * A short-lived root CA ($50 a month, pro-rated) that issues a certificate for the CSR of an example. If you deploy
 * the app
 * (`npm run integ:deploy`), the assertion requires the certificate.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-issued-certificate');

const devices = new RootCertificateAuthority(stack, 'Devices', {
  subject: DistinguishedName.of({ commonName: 'cdk-private-ca integ Devices CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const device = new IssuedCertificate(stack, 'Device', {
  certificateAuthority: devices,
  csr: CertificateSigningRequest.fromFile(join(__dirname, '../examples/issued-certificate/device-01.csr')),
  validity: Validity.days(1),
  removalPolicy: RemovalPolicy.DESTROY,
});

const integ = new IntegTest(app, 'IssuedCertificate', { testCases: [stack] });
integ.assertions.awsApiCall('ACM-PCA', 'GetCertificate', {
  CertificateAuthorityArn: devices.certificateAuthorityArn, CertificateArn: device.certificateArn,
}).expect(ExpectedResult.objectLike({ Certificate: device.certificatePem }));
