/**
 * An app that uses AWS Private CA without the constructs of this library, checked by `PrivateCaChecks`. The app has no
 * errors. To see an error, use `root.attrArn` in the certificate.
 *
 * Fixed monthly cost: $400.00 for the general-purpose CA, until the CA is deleted (the first CA of an account and
 * Region
 * is free for 30 days). OCSP is billed separately. https://aws.amazon.com/private-ca/pricing/, November 2026.
 */
import { App, Stack, Validations, aws_acmpca as acmpca, aws_certificatemanager as acm } from 'aws-cdk-lib';
import { PrivateCaChecks } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'ExistingApp');

const root = new acmpca.CfnCertificateAuthority(stack, 'Root', {
  type: 'ROOT',
  keyAlgorithm: 'EC_prime256v1',
  signingAlgorithm: 'SHA256WITHECDSA',
  subject: { commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' },
  revocationConfiguration: { ocspConfiguration: { enabled: true } },
});
const certificate = new acmpca.CfnCertificate(stack, 'RootCertificate', {
  certificateAuthorityArn: root.attrArn,
  certificateSigningRequest: root.attrCertificateSigningRequest,
  signingAlgorithm: 'SHA256WITHECDSA',
  templateArn: `arn:${stack.partition}:acm-pca:::template/RootCACertificate/V1`,
  validity: { type: 'YEARS', value: 10 },
});
const activation = new acmpca.CfnCertificateAuthorityActivation(stack, 'RootActivation', {
  certificateAuthorityArn: root.attrArn,
  certificate: certificate.attrCertificate,
});
new acmpca.CfnPermission(stack, 'Renewal', {
  certificateAuthorityArn: root.attrArn,
  principal: 'acm.amazonaws.com',
  actions: ['IssueCertificate', 'GetCertificate', 'ListPermissions'],
});
// The Ref of the activation is the ARN of the CA. The certificate waits until the CA is active.
new acm.CfnCertificate(stack, 'Server', {
  domainName: 'server.example.com',
  certificateAuthorityArn: activation.ref,
  keyAlgorithm: 'EC_prime256v1',
});

Validations.of(app).addPlugins(new PrivateCaChecks(app));
Validations.of(root).acknowledge({ id: 'PrivateCaChecks::PCA-TAGS', reason: 'The example has no tagging policy.' });
