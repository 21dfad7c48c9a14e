import { App, RemovalPolicy, Stack, aws_certificatemanager as acm, aws_ssm as ssm } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Step, TemplateJson } from './template-types';
import { CertificateAuthorityPermission } from '../src/authority/certificate-authority-permission';
import { IPrivateCertificateAuthority } from '../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../src/model/distinguished-name';
import { Validity } from '../src/model/validity';
import { CertificateAuthorityHierarchy } from '../src/pattern/certificate-authority-hierarchy';
import { CertificateAuthorityHierarchyProps } from '../src/pattern/certificate-authority-hierarchy-props';
import { HierarchyLevel } from '../src/pattern/hierarchy-level';
import { Revocation } from '../src/revocation/revocation';

/* The life of a hierarchy as sequences of deployments, for the tables in the docs. */

type More = Partial<HierarchyLevel>;

/** A level of the first generation. */
export const named = (name: string, more: More = {}): HierarchyLevel =>
  ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` }), ...more });

/** The templates of an app with construct paths. */
export function templatesOf(build: (app: App) => void): Record<string, TemplateJson> {
  const app = new App({ context: { 'aws:cdk:enable-path-metadata': true } });
  build(app);
  return Object.fromEntries(app.node.children.filter((child) => Stack.isStack(child))
    .map((stack) => [stack.stackName, Template.fromStack(stack).toJSON() as TemplateJson]));
}

/** The template of a hierarchy in one stack, and of what uses it. */
export function pki(
  root: HierarchyLevel, more: Partial<CertificateAuthorityHierarchyProps> = {},
  use?: (stack: Stack, hierarchy: CertificateAuthorityHierarchy) => void,
): Record<string, TemplateJson> {
  return templatesOf((app) => {
    const stack = new Stack(app, 'Pki');
    const hierarchy = new CertificateAuthorityHierarchy(stack, 'Ca', { root, revocation: Revocation.ocsp(), ...more });
    use?.(stack, hierarchy);
  });
}

const twoLevels = (root: More = {}, issuing: More = {}) => named('Root', { ...root, below: [named('Issuing', issuing)] });

/** An ACM certificate that ACM can renew. */
function newServer(stack: Stack, certificateAuthority: IPrivateCertificateAuthority): void {
  const permission = new CertificateAuthorityPermission(stack, `${certificateAuthority.node.id}Permission`, { certificateAuthority });
  new acm.PrivateCertificate(stack, 'Server', {
    domainName: 'server.example.com', certificateAuthority, keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1,
  }).node.addDependency(permission);
}

const withServer = (root: HierarchyLevel, more: Partial<CertificateAuthorityHierarchyProps> = {}, issuer = 'Issuing') =>
  pki(root, more, (stack, hierarchy) => newServer(stack, hierarchy.certificateAuthority(issuer)));

/** The step of a template at each stage. */
type Stage = [title: string, templates: Record<string, TemplateJson>];
const stepsOf = (stages: Stage[]): Step[] => stages.map(([title, templates]) => ({ title, templates }));

/** Adding, reordering, and removing levels. */
export function hierarchySteps(): Step[] {
  const web = named('Web');
  const tree = (policy: More, ...others: HierarchyLevel[]) => pki(named('Root', { below: [named('Policy', policy), ...others] }));
  const code = named('Code', { validity: Validity.years(3) });
  return stepsOf([
    ['Deploy `Root` → `Policy` → `Web`', tree({ below: [web] })],
    ['Add `Device` below `Policy`', tree({ below: [web, named('Device')] })],
    ['Reorder `Device` and `Web`', tree({ below: [named('Device'), web] })],
    ['Add `Code` below `Policy`, with a validity', tree({ below: [named('Device'), web, code] })],
    ['Move `Code` below `Root`', tree({ below: [named('Device'), web] }, code)],
    ['Remove `Device`', tree({ below: [web] }, code)],
    ['Add `Team` below `Web`', tree({ below: [{ ...web, below: [named('Team')] }] }, code)],
  ]);
}

/** A deeper hierarchy whose path lengths were specified. */
export function reservedDepthSteps(): Step[] {
  const tree = (web: More) => pki(named('Root', {
    below: [named('Policy', { pathLength: 2, below: [named('Web', { pathLength: 1, ...web })] })],
  }));
  return stepsOf([
    ['Deploy with `pathLength` 2 for `Policy` and 1 for `Web`', tree({})],
    ['Add `Team` below `Web`', tree({ below: [named('Team')] })],
  ]);
}

/** The renewal of each CA certificate in one stack. */
export function renewalSteps(): Step[] {
  const second = { certificateGeneration: 2 };
  return stepsOf([
    ['Deploy', withServer(twoLevels())],
    ['Renew the root CA: `certificateGeneration: 2`', withServer(twoLevels(second))],
    ['Renew the issuing CA: `certificateGeneration: 2`', withServer(twoLevels(second, second))],
  ]);
}

/** A root CA and an issuing CA in two stacks. The issuing stack also stores the chain. */
export function twoStacks(certificateGeneration: number): Record<string, TemplateJson> {
  const revocation = Revocation.ocsp();
  return templatesOf((app) => {
    const [top, below] = ['RootStack', 'IssuingStack'].map((id) => new Stack(app, id));
    const { subject: rootSubject } = named('Root');
    const parent = new RootCertificateAuthority(top, 'Root', { subject: rootSubject!, revocation, certificateGeneration });
    const issuing = new SubordinateCertificateAuthority(below, 'Issuing', { subject: named('Issuing').subject!, revocation, parent });
    new ssm.CfnParameter(below, 'Chain', { type: 'String', value: issuing.certificateChainPem });
  });
}

/** The renewal of a root CA that another stack uses. */
export function renewalAcrossStacksSteps(): Step[] {
  const [before, after] = [twoStacks(1), twoStacks(2)];
  return stepsOf([
    ['Deploy both stacks', before],
    ['Renew the root CA: CloudFormation updates `RootStack`', { ...before, RootStack: after.RootStack }],
    ['CloudFormation updates `IssuingStack`', after],
  ]);
}

/** Taking the root CA offline, and enabling it for a renewal. */
export function offlineRootSteps(): Step[] {
  const second = { certificateGeneration: 2 };
  const offline = { rootDisabled: true };
  return stepsOf([
    ['Deploy with the root CA enabled', pki(twoLevels())],
    ['Set `rootDisabled: true`', pki(twoLevels(), offline)],
    ['To renew the issuing CA, remove `rootDisabled`', pki(twoLevels())],
    ['Renew the issuing CA: `certificateGeneration: 2`', pki(twoLevels({}, second))],
    ['Set `rootDisabled: true` again', pki(twoLevels({}, second), offline)],
  ]);
}

/** The succession of an issuing CA. */
export function successionSteps(): Step[] {
  const successor = { ...named('Issuing-G2'), subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G2' }) };
  const tree = (...below: HierarchyLevel[]) => named('Root', { below });
  const old = named('Issuing');
  const disabled = named('Issuing', { disabled: true });
  const deletable = { ...disabled, removalPolicy: RemovalPolicy.DESTROY };
  const moved = (...below: HierarchyLevel[]) => withServer(tree(...below), {}, 'Issuing-G2');
  return stepsOf([
    ['Deploy the first generation', withServer(tree(old))],
    ['Add the second generation, and distribute its chain', withServer(tree(old, successor))],
    ['Move the consumers', moved(old, successor)],
    ['Disable the first generation', moved(disabled, successor)],
    ['After its last certificate expired, set `removalPolicy: RemovalPolicy.DESTROY`', moved(deletable, successor)],
    ['Remove the first generation', moved(successor)],
  ]);
}

/** The succession of a root CA, with a hierarchy for each generation. */
export function rootSuccessionSteps(): Step[] {
  type Options = Partial<CertificateAuthorityHierarchyProps> & { issuing?: More };
  const generation = (stack: Stack, number: number, more: Options = {}) => {
    const { issuing, ...props } = more;
    const level = (name: string) => ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G${number}` }) });
    return new CertificateAuthorityHierarchy(stack, `G${number}`, {
      root: { ...level('Root'), below: [{ ...level('Issuing'), ...issuing }] }, revocation: Revocation.ocsp(), ...props,
    });
  };
  const deploy = (build: (stack: Stack) => CertificateAuthorityHierarchy) => templatesOf((app) => {
    const stack = new Stack(app, 'Pki');
    newServer(stack, build(stack).certificateAuthority('Issuing'));
  });
  const deletable = { rootDisabled: true, removalPolicy: RemovalPolicy.DESTROY, issuing: { disabled: true } };
  return stepsOf([
    ['Deploy `G1`', deploy((stack) => generation(stack, 1))],
    ['Add `G2`, and distribute its root certificate', deploy((stack) => {
      generation(stack, 2);
      return generation(stack, 1);
    })],
    ['Move the consumers to `G2`', deploy((stack) => {
      generation(stack, 1);
      return generation(stack, 2);
    })],
    ['Disable the CAs of `G1`', deploy((stack) => {
      generation(stack, 1, { rootDisabled: true, issuing: { disabled: true } });
      return generation(stack, 2);
    })],
    ['After the last certificate of `G1` expired, set `removalPolicy: RemovalPolicy.DESTROY`', deploy((stack) => {
      generation(stack, 1, deletable);
      return generation(stack, 2);
    })],
    ['Remove `G1`', deploy((stack) => generation(stack, 2))],
  ]);
}
