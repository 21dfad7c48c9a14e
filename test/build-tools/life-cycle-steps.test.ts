import {
  hierarchySteps, named, offlineRootSteps, pki, renewalAcrossStacksSteps, renewalSteps, reservedDepthSteps, rootSuccessionSteps,
  successionSteps, twoStacks,
} from '../../build-tools/life-cycle-steps';
import { changesOf, stepRows } from '../../build-tools/template-steps';
import { Step } from '../../build-tools/template-types';
import { HierarchyLevel } from '../../src/pattern/hierarchy-level';

/* The life of a hierarchy, by the replacement rules of the CloudFormation schema. The docs contain the tables. */

const actionsOf = (steps: Step[]) => changesOf(steps).map((changes) =>
  changes.map(({ name, action, properties }) => [action, name, ...properties].join(' ')));
const stepsOf = (...roots: HierarchyLevel[]): Step[] => roots.map((root, index) => ({ title: `Step ${index + 1}`, templates: pki(root) }));
const root = (more: Partial<HierarchyLevel> = {}, issuing: Partial<HierarchyLevel> = {}) =>
  named('Root', { ...more, below: [named('Issuing', issuing)] });
const second = { certificateGeneration: 2 };
const disabled = { disabled: true };

const ALL: [string, () => Step[]][] = [
  ['of levels', hierarchySteps], ['with a reserved depth', reservedDepthSteps], ['of a renewal', renewalSteps],
  ['of a renewal across stacks', renewalAcrossStacksSteps], ['of an offline root CA', offlineRootSteps],
  ['of a succession', successionSteps], ['of the succession of a root CA', rootSuccessionSteps],
];

test.each(ALL)('the sequence %s never replaces or deletes a CA that was not marked for deletion', (_name, make) => {
  const changes = changesOf(make());
  const ofCas = changes.flatMap((step) => step.filter(({ type }) => /CertificateAuthority(Activation)?$/.test(type)));

  expect(ofCas.filter(({ action }) => action === 'replace')).toEqual([]);
  const marked = ofCas.filter(({ properties }) => properties.includes('DeletionPolicy')).map(({ name }) => name);
  expect(ofCas.filter(({ action, kept, name }) => action === 'remove' && !kept && !marked.includes(name))).toEqual([]);
});

test.each(ALL)('the sequence %s is one that AWS Private CA accepts in each step', (_name, make) => {
  const steps = make();

  expect(stepRows(steps)).toHaveLength(steps.length);
});

describe('a renewal', () => {
  test('of a root CA creates one certificate, activates it, and gives the new chain to the CAs below', () => {
    const [, renewal, next] = actionsOf(renewalSteps());

    expect(renewal).toEqual([
      'create Ca/Root/Certificate2', 'update Ca/Root/Activation Certificate', 'update Ca/Issuing/Activation CertificateChain', 'remove Ca/Root/Certificate',
    ]);
    expect(next).toEqual([
      'create Ca/Issuing/Certificate2', 'update Ca/Issuing/Activation Certificate', 'remove Ca/Issuing/Certificate',
    ]);
  });

  test('keeps the former certificate, because its resource has no other function than to name it', () => {
    const removed = changesOf(renewalSteps()).flat().filter(({ action }) => action === 'remove');

    expect(removed.map(({ kept }) => kept)).toEqual([true, true]);
  });

  test('back to a former generation also issues a certificate', () => {
    expect(actionsOf(stepsOf(root(second), root()))[1]).toContain('create Ca/Root/Certificate');
  });

  test('of a root CA reaches another stack with the next update of that stack', () => {
    expect(actionsOf(renewalAcrossStacksSteps()).slice(1)).toEqual([
      ['create Root/Certificate2', 'update Root/Activation Certificate', 'remove Root/Certificate'],
      ['update Issuing/Activation CertificateChain', 'update Chain Value'],
    ]);
  });

  test('in one deployment of both stacks has the same changes', () => {
    const [, ...inTwo] = actionsOf(renewalAcrossStacksSteps());
    const [, inOne] = actionsOf([{ title: 'Deploy', templates: twoStacks(1) }, { title: 'Renew', templates: twoStacks(2) }]);

    expect([...inOne].sort()).toEqual(inTwo.flat().sort());
  });
});

describe('AWS Private CA rejects', () => {
  test.each<[string, () => Step[], string]>([
    ['a first deployment with a disabled root CA', () => stepsOf(root(disabled)), 'Ca/Issuing/Certificate: a disabled CA can\'t sign'],
    ['the renewal of a disabled root CA', () => stepsOf(root(), root(disabled), root({ ...disabled, ...second })), 'Ca/Root/Certificate2: a disabled CA can\'t sign'],
    ['the renewal of a root CA in the deployment that enables it', () => stepsOf(root(), root(disabled), root(second)), 'Ca/Root/Certificate2: a disabled CA can\'t sign'],
    ['the renewal of a CA below a disabled CA', () => stepsOf(root(), root(disabled), root(disabled, second)), 'Ca/Issuing/Certificate2: a disabled CA can\'t sign'],
    ['a new CA below a disabled CA', () => stepsOf(root(), named('Root', { ...disabled, below: [named('Issuing'), named('Other')] })), 'Ca/Other/Certificate: a disabled CA can\'t sign'],
    ['a new chain for a disabled CA', () => stepsOf(root(), root({}, disabled), root(second, disabled)), 'Ca/Issuing/Activation: a disabled CA can\'t import a certificate'],
  ])('%s', (_name, make, message) => {
    const steps = make();

    expect(() => stepRows(steps)).toThrow(message);
  });

  test('no renewal of a CA in the deployment that enables its parent, which is activated first', () => {
    expect(actionsOf(stepsOf(root(), root(disabled), root({}, second)))[2]).toEqual([
      'update Ca/Root/Activation Status', 'create Ca/Issuing/Certificate2', 'update Ca/Issuing/Activation Certificate', 'remove Ca/Issuing/Certificate',
    ]);
    expect(() => stepRows(stepsOf(root(), root(disabled), root({}, second)))).not.toThrow();
  });
});

test('a deeper hierarchy reissues the certificates above, unless their path lengths allow it', () => {
  const [deeper, reserved] = [hierarchySteps(), reservedDepthSteps()].map((steps) => changesOf(steps).at(-1)!);

  expect(deeper.filter(({ action }) => action === 'replace').map(({ name, properties }) => [name, ...properties]))
    .toEqual([['Ca/Policy/Certificate', 'TemplateArn'], ['Ca/Web/Certificate', 'TemplateArn']]);
  expect(new Set(reserved.map(({ action }) => action))).toEqual(new Set(['create']));
});
