import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, Stack, aws_acmpca as acmpca, aws_ssm as ssm } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { templatesOf } from './life-cycle-steps';
import { Step, TemplateJson } from './template-types';
import { ExternalParent } from '../src/authority/external-parent';
import { IPrivateCertificateAuthority } from '../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../src/model/distinguished-name';
import { KeyAlgorithm } from '../src/model/key-algorithm';
import { Validity } from '../src/model/validity';
import { BaselinePart } from '../src/pattern/baseline-part';
import { PrivateCaBaseline } from '../src/pattern/private-ca-baseline';
import { Revocation } from '../src/revocation/revocation';

/* The recipes of `docs/migrate.md`, as sequences of deployments. */

const FIXTURES = join(__dirname, '../test/fixtures/migration');
const EXTERNAL_PARENT = join(__dirname, '../examples/external-parent');
const IDS = { Resource: 'RootCa', Certificate: 'RootCertificate', Activation: 'RootActivation' };

/** The root CA of all recipes, with the properties of the template. */
export function newRoot(stack: Stack, keyAlgorithm = KeyAlgorithm.EC_PRIME256V1): RootCertificateAuthority {
  return new RootCertificateAuthority(stack, 'Root', {
    subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp' }),
    keyAlgorithm,
    validity: Validity.years(10),
    revocation: Revocation.ocsp(),
  });
}

/** Gives the resources of a CA the logical IDs of the template. */
function keepLogicalIds(ca: IPrivateCertificateAuthority): void {
  for (const [id, logicalId] of Object.entries(IDS)) {
    (ca.node.findChild(id) as CfnResource).overrideLogicalId(logicalId);
  }
}

/** A hand-written root CA with L1 constructs. */
function newHandwrittenRoot(stack: Stack): acmpca.CfnCertificateAuthority {
  const root = new acmpca.CfnCertificateAuthority(stack, 'RootCa', {
    type: 'ROOT',
    keyAlgorithm: 'EC_prime256v1',
    signingAlgorithm: 'SHA256WITHECDSA',
    subject: { commonName: 'Example Corp Root CA G1', organization: 'Example Corp' },
    revocationConfiguration: { ocspConfiguration: { enabled: true } },
  });
  const certificate = new acmpca.CfnCertificate(stack, 'RootCertificate', {
    certificateAuthorityArn: root.attrArn,
    certificateSigningRequest: root.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA256WITHECDSA',
    templateArn: `arn:${stack.partition}:acm-pca:::template/RootCACertificate/V1`,
    validity: { type: 'YEARS', value: 10 },
  });
  new acmpca.CfnCertificateAuthorityActivation(stack, 'RootActivation', {
    certificateAuthorityArn: root.attrArn, certificate: certificate.attrCertificate, status: 'ACTIVE',
  });
  return root;
}

const inStack = (build: (stack: Stack) => void) => templatesOf((app) => build(new Stack(app, 'Pki')));
const handwritten = () => inStack((stack) => { newHandwrittenRoot(stack); });
const adopted = () => inStack((stack) => keepLogicalIds(newRoot(stack)));
const renamed = () => inStack((stack) => { newRoot(stack); });

/** The logical IDs of the resources of a CA in a template. */
function idsOf(template: TemplateJson): string[] {
  return ['CertificateAuthority', 'Certificate', 'CertificateAuthorityActivation'].map((type) =>
    Object.keys(template.Resources).find((id) => template.Resources[id].Type === `AWS::ACMPCA::${type}`)!);
}

/** The move of the resources of a CA between two templates. */
function moveOf(from: Record<string, TemplateJson>, to: Record<string, TemplateJson>, target = 'Pki', source = 'Pki'): Record<string, string> {
  const [before, after] = [idsOf(from[source]), idsOf(to[target])];
  return Object.fromEntries(before.map((id, index) => [`${source}.${id}`, `${target}.${after[index]}`]));
}

/** Only some resources of a template, as `cdk import` deploys them. */
function only(templates: Record<string, TemplateJson>, ...types: string[]): Record<string, TemplateJson> {
  return Object.fromEntries(Object.entries(templates).map(([stack, { Resources }]) => [stack, {
    Resources: Object.fromEntries(Object.entries(Resources).filter(([, { Type }]) => types.includes(Type))),
  }]));
}

/** The parts that make the tables short. */
const WITHOUT = Object.values(BaselinePart).filter((part) => part !== BaselinePart.AUDIT_REPORT_BUCKET);

/** L1 constructs: first with a baseline, then with the constructs of the library. */
export function l1Steps(): Step[] {
  const withBaseline = (newCa: (stack: Stack) => acmpca.ICertificateAuthorityRef) => inStack((stack) => {
    new PrivateCaBaseline(stack, 'Baseline', { certificateAuthorities: [newCa(stack)], without: WITHOUT });
  });
  return [
    { title: 'The deployed stack', templates: handwritten() },
    { title: 'Add a baseline for the L1 construct', templates: withBaseline(newHandwrittenRoot) },
    {
      title: 'Replace the L1 constructs, with the same logical IDs',
      templates: withBaseline((stack) => {
        const root = newRoot(stack);
        keepLogicalIds(root);
        return root;
      }),
    },
  ];
}

/** A template: first included, then with the construct of the library. */
export function templateSteps(): Step[] {
  const included = inStack((stack) => { new CfnInclude(stack, 'Template', { templateFile: join(FIXTURES, 'template.json') }); });
  const taken = inStack((stack) => {
    const root = newRoot(stack);
    keepLogicalIds(root);
    new CfnInclude(stack, 'Template', {
      templateFile: join(FIXTURES, 'rest.json'), parameters: { RootCaArn: root.certificateAuthorityArn },
    });
  });
  return [
    { title: 'The deployed template, and the app that includes it', templates: included },
    { title: 'Replace the resources of the CA', templates: taken },
  ];
}

/** New logical IDs, and then another stack, with `cdk refactor`. */
export function refactorSteps(): Step[] {
  const withParameter = (split: boolean) => templatesOf((app: App) => {
    const applicationStack = new Stack(app, 'Application');
    const root = newRoot(split ? new Stack(app, 'Pki') : applicationStack);
    new ssm.CfnParameter(applicationStack, 'RootArn', { type: 'String', value: root.certificateAuthorityArn });
  });
  const [together, apart] = [withParameter(false), withParameter(true)];
  return [
    { title: 'The deployed stack', templates: together },
    { title: 'Move the CA to the stack `Pki`', templates: apart, moved: moveOf(together, apart, 'Pki', 'Application') },
  ];
}

/** The logical IDs of an adopted CA become those of the library, with `cdk refactor`. */
export function renameSteps(): Step[] {
  const [before, after] = [adopted(), renamed()];
  return [
    { title: 'The adopted CA', templates: before },
    { title: 'Remove the overrides of the logical IDs', templates: after, moved: moveOf(before, after) },
  ];
}

/** A root CA of the console, with `cdk import`. */
export function importRootSteps(): Step[] {
  const complete = renamed();
  const imported = only(complete, 'AWS::ACMPCA::CertificateAuthority');
  return [
    { title: '`cdk import` of the CA', templates: imported, imported: [`Pki.${idsOf(complete.Pki)[0]}`] },
    { title: '`cdk deploy`', templates: complete },
  ];
}

/** A subordinate CA of the console, with `cdk import` and its present certificate. */
export function importSubordinateSteps(): Step[] {
  const pem = (name: string) => readFileSync(join(EXTERNAL_PARENT, name), 'utf8');
  const complete = inStack((stack) => {
    new SubordinateCertificateAuthority(stack, 'Issuing', {
      subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }),
      revocation: Revocation.ocsp(),
      externalParent: ExternalParent.signed({ certificatePem: pem('issuing-ca.pem'), certificateChainPem: pem('chain.pem') }),
    });
  });
  return [
    {
      title: '`cdk import` of the CA',
      templates: only(complete, 'AWS::ACMPCA::CertificateAuthority'),
      imported: [`Pki.${idsOf(complete.Pki)[0]}`],
    },
    { title: '`cdk deploy`', templates: complete },
  ];
}
