/**
 * A certificate for a device, from the certificate signing request (CSR) of the device. It is valid for a week.
 *
 * Fixed monthly cost: $50.00 for the short-lived CA, until you delete it. The first CA in an account and Region is free
 * for 30 days. Certificates are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { join } from 'path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import {
  CertificateSigningRequest, CertificateTemplate, DistinguishedName, IssuedCertificate, RootCertificateAuthority,
  UsageMode,
  Validity,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'IssuedCertificate');

const devices = new RootCertificateAuthority(stack, 'Devices', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Devices CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
});
// Every change of a property issues another certificate. The existing one stays valid.
const device = new IssuedCertificate(stack, 'Device', {
  certificateAuthority: devices,
  csr: CertificateSigningRequest.fromFile(join(__dirname, 'device-01.csr')),
  template: CertificateTemplate.END_ENTITY_CLIENT_AUTH,
  validity: Validity.days(7),
});
new CfnOutput(stack, 'DeviceCertificate', { value: device.certificatePem });
