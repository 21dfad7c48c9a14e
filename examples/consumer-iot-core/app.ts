/**
 * AWS IoT Core that registers devices with certificates of a private CA.
 *
 * Fixed monthly cost: $50.00 for the short-lived CA, until you delete it. The first CA in an account and Region is free
 * for 30 days. Certificates and connections are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Stack, aws_iot as iot } from 'aws-cdk-lib';
import { DistinguishedName, RootCertificateAuthority, UsageMode } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'IotCore');

const devices = new RootCertificateAuthority(stack, 'Devices', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Devices CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
});
// The mode SNI_ONLY needs no verification certificate. AWS IoT Core checks neither CRL nor OCSP.
new iot.CfnCACertificate(stack, 'Registration', {
  caCertificatePem: devices.certificatePem,
  certificateMode: 'SNI_ONLY',
  status: 'ACTIVE',
  autoRegistrationStatus: 'ENABLE',
});
