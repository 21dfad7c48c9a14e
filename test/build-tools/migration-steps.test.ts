import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { templatesOf } from '../../build-tools/life-cycle-steps';
import {
  importRootSteps, importSubordinateSteps, l1Steps, newRoot, refactorSteps, renameSteps, templateSteps,
} from '../../build-tools/migration-steps';
import { changesOf } from '../../build-tools/template-steps';
import { Step } from '../../build-tools/template-types';
import { KeyAlgorithm } from '../../src/model/key-algorithm';

/* The recipes of docs/migrate.md. The tables on the page are compared by test/docs/samples.test.ts. */

const RECIPES: Record<string, () => Step[]> = {
  'L1 constructs': l1Steps,
  'an included template': templateSteps,
  'new logical IDs': renameSteps,
  'another stack': refactorSteps,
  'the import of a root CA': importRootSteps,
  'the import of a subordinate CA': importSubordinateSteps,
};

/** The changes after the first step, for resources of AWS Private CA. */
const laterChanges = (steps: Step[]) => changesOf(steps).slice(1).flat().filter(({ type }) => type.startsWith('AWS::ACMPCA::'));

test.each(Object.entries(RECIPES))('%s: no resource of AWS Private CA is replaced or removed, and no CA is created', (_name, recipe) => {
  const changes = laterChanges(recipe());

  expect(changes.filter(({ action }) => action === 'replace' || action === 'remove')).toEqual([]);
  expect(changes.filter(({ action, type }) => action === 'create' && type === 'AWS::ACMPCA::CertificateAuthority')).toEqual([]);
  expect(changes.filter(({ fault }) => fault)).toEqual([]);
});

test.each(Object.entries(RECIPES))('%s: the CA is retained after the last step', (_name, recipe) => {
  const { templates } = recipe().at(-1)!;
  const cas = Object.values(templates).flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Type }) => Type === 'AWS::ACMPCA::CertificateAuthority');

  expect(cas.map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy])).toEqual([['RetainExceptOnCreate', 'Retain']]);
});

test('only the import of a root CA issues a certificate', () => {
  const issuing = Object.entries(RECIPES).filter(([, recipe]) =>
    laterChanges(recipe()).some(({ action, type }) => action === 'create' && type === 'AWS::ACMPCA::Certificate'));

  expect(issuing.map(([name]) => name)).toEqual(['the import of a root CA']);
});

test('the parameter of an included template keeps its value', () => {
  expect(changesOf(templateSteps())[1].filter(({ type }) => type === 'AWS::SSM::Parameter')).toEqual([]);
});

test('the comparison detects another key algorithm, and logical IDs that are not overridden', () => {
  const [before] = templateSteps();
  const wrong = (keyAlgorithm: KeyAlgorithm, ids: Record<string, string>) => templatesOf((app: App) => {
    const root = newRoot(new Stack(app, 'Pki'), keyAlgorithm);
    Object.entries(ids).forEach(([id, logicalId]) => (root.node.findChild(id) as CfnResource).overrideLogicalId(logicalId));
  });
  const ids = { Resource: 'RootCa', Certificate: 'RootCertificate', Activation: 'RootActivation' };
  const actionsOf = (templates: Step['templates']) => laterChanges([before, { title: 'Wrong', templates }]).map(({ action, logicalId }) => `${action} ${logicalId}`);

  expect(actionsOf(wrong(KeyAlgorithm.EC_SECP384R1, ids))).toEqual(expect.arrayContaining(['replace RootCa', 'replace RootCertificate']));
  expect(actionsOf(wrong(KeyAlgorithm.EC_PRIME256V1, {}))).toEqual(expect.arrayContaining(['remove RootCa', 'remove RootActivation']));
});

test('without the mapping of cdk refactor, a new logical ID removes the CA from the template', () => {
  const [before, { templates }] = renameSteps();

  expect(laterChanges([before, { title: 'Deploy', templates }]).map(({ action }) => action).sort())
    .toEqual(['create', 'create', 'create', 'remove', 'remove', 'remove']);
});
