import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { Templates, differencesOf, unequalStacks } from '../../bench/fleet/agreement';
import { textsOf } from '../../bench/fleet/texts';
import { Scenario, Variant, createResources } from '../../bench/fleet/variants';
import { fleetWithLibrary } from '../../bench/fleet/with-library';

/** Enough for two stacks with one bucket, and for several rules and roles. */
const COUNT = 101;

const newApp = () => new App({ outdir: mkdtempSync(join(tmpdir(), 'bench-')) });

function textsOfLibrary() {
  const app = newApp();
  fleetWithLibrary(app, 1);
  return textsOf(app);
}

function templatesOf(variant: Variant, count = COUNT, scenario: Scenario = 'fleet'): Templates {
  const app = newApp();
  createResources(variant, scenario, app, count, textsOfLibrary());
  return Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, template]));
}

test.each<Variant>(['l2-nested', 'l2-flat', 'l1'])('the fleet %s has the resources, properties, and policies of the library', (variant) => {
  expect(differencesOf(templatesOf('library'), templatesOf(variant))).toEqual([]);
});

test.each<Variant>(['l2-nested', 'l2-flat', 'l1'])('one bucket of the variant %s has the policy of the library for 198 CAs', (variant) => {
  expect(differencesOf(templatesOf('library', 198, 'audit-bucket'), templatesOf(variant, 198, 'audit-bucket'))).toEqual([]);
});

test('with the same nesting, the templates are exactly those of the library', () => {
  expect(unequalStacks(templatesOf('library'), templatesOf('l2-nested'))).toEqual([]);
});

test('a fleet with another number of CAs differs', () => {
  const [ours, theirs] = [templatesOf('library', 2), templatesOf('l2-flat', 3)];
  expect(differencesOf(ours, theirs).length).toBeGreaterThan(0);
});

test('a fleet with another policy differs', () => {
  const ours = templatesOf('library', 2);
  const theirs = JSON.parse(JSON.stringify(ours).replace('kms:Decrypt', 'kms:Encrypt')) as Templates;
  expect(differencesOf(ours, theirs)).toHaveLength(2);
});
