import { App, Stack, Validations, aws_acmpca as acmpca, aws_s3 as s3 } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { PrivateCaChecks } from '../../src/checks/private-ca-checks';
import { synthesize } from '../checks/synthesis';

/** An app with one mistake for each plugin. */
function findings(acknowledged?: string): string[] {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new s3.CfnBucket(stack, 'Bucket');
  const ca = new acmpca.CfnCertificateAuthority(stack, 'Ca', {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Example CA' },
  });
  new acmpca.CfnCertificateAuthorityActivation(stack, 'Activation', {
    certificateAuthorityArn: ca.attrArn, certificate: 'PEM', certificateChain: 'PEM',
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new PrivateCaChecks(app));
  if (acknowledged) { Validations.of(app).acknowledge({ id: acknowledged, reason: 'a test' }); }
  const { failed, findings: found } = synthesize(app);
  expect(failed).toBe(true);
  return found.map(({ plugin, rule }) => `${plugin} ${rule}`);
}

test('cdk-nag and PrivateCaChecks report side by side, each its own', () => {
  const found = findings();

  expect(found).toContain('PrivateCaChecks PCA-CHAIN');
  expect(found.filter((finding) => finding.startsWith('PrivateCaChecks'))).toHaveLength(1);
  expect(found.some((finding) => finding.endsWith('AwsSolutions-S1'))).toBe(true);
});

test('an acknowledgment for one plugin does not affect the other', () => {
  const found = findings();
  const nag = found.filter((finding) => !finding.startsWith('PrivateCaChecks'));

  expect(findings('PrivateCaChecks::PCA-CHAIN')).toEqual(nag);
  expect(findings('AwsSolutions::AwsSolutions-S1')).toEqual(found.filter((finding) => !finding.endsWith('AwsSolutions-S1')));
});
