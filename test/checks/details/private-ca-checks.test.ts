import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { unknownAcknowledgments } from '../../../src/checks/private/acknowledgments';
import { PrivateCaChecks } from '../../../src/checks/private-ca-checks';
import { errorOf } from '../../support/errors';
import { CASES } from '../cases/all';

const KEY = 'aws:cdk:acknowledged-rules';

function validate(app: App, ...templates: object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'checks-'));
  const templatePaths = templates.map((template, index) => {
    const path = join(folder, `${index}.template.json`);
    writeFileSync(path, JSON.stringify(template));
    return path;
  });
  return { ...new PrivateCaChecks(app).validate({ templatePaths } as never), templatePaths };
}

test('a report has the place of each finding, and no metadata without notes', () => {
  const { success, violations, metadata, templatePaths } = validate(new App(), CASES['PCA-ORDER'].wrong[0].template);

  expect(success).toBe(false);
  expect(metadata).toBeUndefined();
  expect(violations.map(({ ruleName, violatingResources }) => ({ ruleName, violatingResources }))).toEqual([{
    ruleName: 'PCA-ORDER',
    violatingResources: [{
      resourceLogicalId: 'Server', templatePath: templatePaths[0], locations: ['Properties.CertificateAuthorityArn'],
    }],
  }]);
});

test('a report without notes has no key for them', () => {
  expect(Object.keys(validate(new App(), { Resources: {} }))).not.toContain('metadata');
});

test('a report has at most 20 notes, with numbers from 1', () => {
  const opaque = { Transform: 'AWS::LanguageExtensions', Resources: {} };
  const { metadata, templatePaths } = validate(new App(), ...Array.from({ length: 21 }, () => opaque));

  expect(Object.keys(metadata!)).toEqual(Array.from({ length: 20 }, (_value, index) => `note${index + 1}`));
  expect(metadata!.note1).toBe(`${templatePaths[0]}: A transform or a loop can add resources. Rules about missing resources are skipped.`);
});

test('an acknowledgment of an unknown rule is a finding at its construct', () => {
  const app = new App();
  new Stack(app, 'Stack').node.addMetadata(KEY, { 'PrivateCaChecks::PCA-CHAINS': 'a typing error' });

  expect(validate(app, { Resources: {} }).violations).toEqual([{
    ruleName: 'PCA-ACKNOWLEDGMENT',
    severity: 'warning',
    description: 'The acknowledgment of "PrivateCaChecks::PCA-CHAINS" has no effect, because no rule has this ID.',
    fix: 'Acknowledge PrivateCaChecks::PCA-CHAIN, or remove the acknowledgment.',
    violatingResources: [{ constructPath: 'Stack', locations: [] }],
  }]);
});

test('a wrong option names the plugin', () => {
  expect(errorOf('PropertyType', () => new PrivateCaChecks(new App(), 'PCA-CHAIN' as never)).message).toContain('PrivateCaChecks');
});

test.each<[string, string, unknown, string[]]>([
  ['without the name of the plugin', KEY, { 'PCA-CHAIN': 'x', 'pca-order': 'x' }, ['PCA-CHAIN', 'pca-order']],
  ['with the name of annotations', KEY, { 'annotation::PCA-CHAIN': 'x' }, ['annotation::PCA-CHAIN']],
  ['that contain the name of a rule', KEY, { 'Mine::PCA-CHAIN': 'x', 'My annotation::PCA-CHAIN': 'x', 'X-PCA-CHAIN': 'x' }, []],
  ['of known rules', KEY, { 'PrivateCaChecks::PCA-CHAIN': 'x', 'PrivateCaChecks::PCA-ACKNOWLEDGMENT': 'x' }, []],
  ['in metadata of another type', 'aws:cdk:other', { 'PCA-CHAIN': 'x' }, []],
  ['that are null', KEY, null, []],
  ['that are text', KEY, 'PCA-CHAIN', []],
])('acknowledgments %s', (_name, type, data, ids) => {
  const stack = new Stack(new App(), 'Stack');
  stack.node.addMetadata(type, data);

  expect(unknownAcknowledgments(stack.node.root).map(({ id }) => id)).toEqual(ids);
});
