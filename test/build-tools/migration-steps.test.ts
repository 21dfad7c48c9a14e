import { App, CfnResource, Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
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

/** The properties of the certificate and the activation in a stack. */
function textsIn(stack: Stack): unknown[] {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string; Properties: unknown }> };
  return Object.values(Resources).filter(({ Type }) => /Certificate$|Activation$/.test(Type)).map(({ Properties }) => Properties);
}

/** L1 constructs with a reference and a literal partition, as in many apps. */
function newLiteralRoot(stack: Stack): void {
  const root = new acmpca.CfnCertificateAuthority(stack, 'RootCa', {
    type: 'ROOT', keyAlgorithm: 'EC_prime256v1', signingAlgorithm: 'SHA256WITHECDSA', subject: { commonName: 'Example Corp Root CA G1' },
  });
  const certificate = new acmpca.CfnCertificate(stack, 'RootCertificate', {
    certificateAuthorityArn: root.ref,
    certificateSigningRequest: root.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA256WITHECDSA',
    templateArn: 'arn:aws:acm-pca:::template/RootCACertificate/V1',
    validity: { type: 'YEARS', value: 10 },
  });
  new acmpca.CfnCertificateAuthorityActivation(stack, 'RootActivation', {
    certificateAuthorityArn: root.ref, certificate: certificate.attrCertificate, status: 'ACTIVE',
  });
}

/** The adopted CA, with or without the overrides on the page. */
function newAdopted(keepsText: boolean): Stack {
  const stack = new Stack(new App(), 'Pki');
  const root = newRoot(stack);
  const child = (id: string, logicalId: string) => {
    const resource = root.node.findChild(id) as CfnResource;
    resource.overrideLogicalId(logicalId);
    return resource;
  };
  const [, certificate, activation] = [child('Resource', 'RootCa'), child('Certificate', 'RootCertificate'), child('Activation', 'RootActivation')];
  if (keepsText) {
    certificate.addPropertyOverride('CertificateAuthorityArn', { Ref: 'RootCa' });
    certificate.addPropertyOverride('TemplateArn', 'arn:aws:acm-pca:::template/RootCACertificate/V1');
    activation.addPropertyOverride('CertificateAuthorityArn', { Ref: 'RootCa' });
  }
  return stack;
}

test('the overrides on the page keep the text of a template with a reference and a literal partition', () => {
  const literal = new Stack(new App(), 'Pki');
  newLiteralRoot(literal);

  expect(textsIn(newAdopted(false))).not.toEqual(textsIn(literal));
  expect(textsIn(newAdopted(true))).toEqual(textsIn(literal));
});
