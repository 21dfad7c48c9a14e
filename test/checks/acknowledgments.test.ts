import { App, Stack, Validations, aws_acmpca as acmpca, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { synthesize } from './synthesis';
import { PrivateCaChecks } from '../../src/checks/private-ca-checks';

/** The lowest aws-cdk-lib applies every acknowledgment to the whole app. */
const APPLIES_TO_ALL = process.env.CDK_PRIVATE_CA_FLOOR !== undefined;

const RULE = 'PrivateCaChecks::PCA-CHAIN';

/** A root CA with a chain, which can't be activated. */
function wrongActivation(scope: Construct, id: string): acmpca.CfnCertificateAuthorityActivation {
  const ca = new acmpca.CfnCertificateAuthority(scope, `${id}Ca`, {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Example CA' },
  });
  return new acmpca.CfnCertificateAuthorityActivation(scope, id, {
    certificateAuthorityArn: ca.attrArn, certificate: 'PEM', certificateChain: 'PEM',
  });
}

/** An app with one mistake in each of two stacks, acknowledged at a construct that `where` selects. */
function findingsWith(acknowledge: (app: App, first: Stack, activation: Construct) => void) {
  const app = new App();
  const first = new Stack(app, 'First');
  const activation = wrongActivation(first, 'Activation');
  wrongActivation(new Stack(app, 'Second'), 'Activation');
  Validations.of(app).addPlugins(new PrivateCaChecks(app));
  acknowledge(app, first, activation);
  const { failed, findings } = synthesize(app);
  return { failed, paths: findings.map(({ rule, path }) => `${rule} ${path}`) };
}

const other = APPLIES_TO_ALL ? { failed: false, paths: [] } : { failed: true, paths: ['PCA-CHAIN Second/Activation'] };

test('without an acknowledgment, both findings are reported', () => {
  expect(findingsWith(() => undefined))
    .toEqual({ failed: true, paths: ['PCA-CHAIN First/Activation', 'PCA-CHAIN Second/Activation'] });
});

test('an acknowledgment at the construct applies to the construct', () => {
  expect(findingsWith((_app, _first, activation) =>
    Validations.of(activation).acknowledge({ id: RULE, reason: 'a test' }))).toEqual(other);
});

test('an acknowledgment at the stack applies to the stack', () => {
  expect(findingsWith((_app, first) => Validations.of(first).acknowledge({ id: RULE, reason: 'a test' }))).toEqual(other);
});

test('an acknowledgment at the app applies to the app', () => {
  expect(findingsWith((app) => Validations.of(app).acknowledge({ id: RULE, reason: 'a test' })))
    .toEqual({ failed: false, paths: [] });
});

test('an acknowledgment of an unknown rule is reported with the nearest rule', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new s3.Bucket(stack, 'Bucket');
  Validations.of(app).addPlugins(new PrivateCaChecks(app));
  Validations.of(stack).acknowledge({ id: 'PrivateCaChecks::PCA-CHAINS', reason: 'a typing error' });

  const { findings, failed, printed } = synthesize(app);
  expect(findings).toEqual([{ plugin: 'PrivateCaChecks', rule: 'PCA-ACKNOWLEDGMENT', severity: 'warning', path: 'Stack' }]);
  expect(failed).toBe(false);
  expect(printed.replace(/\s+/g, ' ')).toContain('PrivateCaChecks::PCA-CHAIN,');
});

test('an acknowledgment that is near no rule is reported without a rule', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new s3.Bucket(stack, 'Bucket');
  Validations.of(app).addPlugins(new PrivateCaChecks(app));
  Validations.of(stack).acknowledge({ id: 'PrivateCaChecks::PCA-FOO', reason: 'a typing error' });

  expect(synthesize(app).printed.replace(/\s+/g, ' ')).toContain('Acknowledge a rule of the plugin, or remove the acknowledgment.');
});

test('an acknowledgment without the name of the plugin is reported', () => {
  const { paths } = findingsWith((_app, first) => Validations.of(first).acknowledge({ id: 'PCA-CHAIN', reason: 'a test' }));

  expect(paths).toEqual(['PCA-CHAIN First/Activation', 'PCA-CHAIN Second/Activation', 'PCA-ACKNOWLEDGMENT First']);
});

test('acknowledgments of other plugins are none of its business', () => {
  const { paths } = findingsWith((app) => Validations.of(app).acknowledge({ id: 'AwsSolutions::AwsSolutions-S1', reason: 'a test' }));

  expect(paths).toEqual(['PCA-CHAIN First/Activation', 'PCA-CHAIN Second/Activation']);
});
