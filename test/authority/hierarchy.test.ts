import { App, Stack, aws_certificatemanager as acm } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { IPrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { Validity } from '../../src/model/validity';
import { newRoot } from '../support/stacks';
import { TemplateResource } from '../support/world';

/* The dependency graph of a hierarchy, read from the template alone. */

/** Three levels, six CAs: a root, two intermediates, three issuing CAs. */
const PARENTS: Record<string, string> = { Left: 'Root', Right: 'Root', A: 'Left', B: 'Left', C: 'Right' };

const stack = new Stack(new App(), 'Stack');
const cas: Record<string, IPrivateCertificateAuthority> = { Root: newRoot(stack) };
for (const [id, parent] of Object.entries(PARENTS)) {
  cas[id] = new SubordinateCertificateAuthority(stack, id, {
    subject: DistinguishedName.of({ commonName: id }),
    parent: cas[parent],
    pathLength: parent === 'Root' ? 1 : 0,
    validity: Validity.years(parent === 'Root' ? 5 : 3),
  });
}
for (const [id, certificateAuthority] of Object.entries(cas)) {
  new acm.PrivateCertificate(stack, `${id}Server`, { domainName: 'server.example.com', certificateAuthority });
}
new AuditReportBucket(stack, 'Audit', { certificateAuthorities: Object.values(cas), encryption: PrivateCaBucketEncryption.kms() });

const resources = Template.fromStack(stack).toJSON().Resources as Record<string, TemplateResource>;
const ids = Object.keys(resources);
const idOf = (ca: string, type: string) => ids.find((id) =>
  resources[id].Type === `AWS::ACMPCA::${type}` && new RegExp(`^${ca}(Certificate|Activation)?[0-9A-F]{8}$`).test(id))!;

/** All resources that a value of the template refers to. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) { return value.flatMap(referencesIn); }
  if (value === null || typeof value !== 'object') { return []; }
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref') { return resources[argument as string] ? [argument as string] : []; }
    if (key === 'Fn::GetAtt') { return [(argument as string[])[0]]; }
    return referencesIn(argument);
  });
}

const dependencies = Object.fromEntries(ids.map((id) => [
  id, [...new Set([...referencesIn(resources[id].Properties), ...[resources[id].DependsOn ?? []].flat()])],
]));

/** The resources in the order in which CloudFormation can make them; throws at a cycle. */
function deploymentOrder(): string[] {
  const done: string[] = [];
  while (done.length < ids.length) {
    const ready = ids.filter((id) => !done.includes(id) && dependencies[id].every((other) => done.includes(other)));
    if (ready.length === 0) { throw new Error(`cycle among ${ids.filter((id) => !done.includes(id)).join()}`); }
    done.push(...ready);
  }
  return done;
}

const order = deploymentOrder();
const comesBefore = (first: string, second: string) => order.indexOf(first) < order.indexOf(second);

test.each(['Root', ...Object.keys(PARENTS)])('%s: CA, then certificate, then activation', (ca) => {
  expect(comesBefore(idOf(ca, 'CertificateAuthority'), idOf(ca, 'Certificate'))).toBe(true);
  expect(comesBefore(idOf(ca, 'Certificate'), idOf(ca, 'CertificateAuthorityActivation'))).toBe(true);
});

test.each(Object.entries(PARENTS))('%s is signed by %s after its activation, and has its chain', (child, parent) => {
  const parentActivation = idOf(parent, 'CertificateAuthorityActivation');

  expect(resources[idOf(child, 'Certificate')].Properties!.CertificateAuthorityArn).toEqual({ Ref: parentActivation });
  expect(resources[idOf(child, 'CertificateAuthorityActivation')].Properties!.CertificateChain)
    .toEqual({ 'Fn::GetAtt': [parentActivation, 'CompleteCertificateChain'] });
  expect(comesBefore(parentActivation, idOf(child, 'Certificate'))).toBe(true);
});

test('the chain of an issuing CA leads up to the root, level by level', () => {
  const chainOf = (ca: string): string[] => PARENTS[ca] ? [ca, ...chainOf(PARENTS[ca])] : [ca];

  for (const ca of ['A', 'B', 'C']) {
    const path = chainOf(ca);
    expect(path).toHaveLength(3);
    for (let level = 1; level < path.length; level++) {
      expect(dependencies[idOf(path[level - 1], 'CertificateAuthorityActivation')])
        .toContain(idOf(path[level], 'CertificateAuthorityActivation'));
    }
  }
});

test('every consumer hangs on an activation, none on a CA itself', () => {
  const authorities = ids.filter((id) => resources[id].Type === 'AWS::ACMPCA::CertificateAuthority');
  const consumers = ids.filter((id) => !resources[id].Type.startsWith('AWS::ACMPCA::'));

  expect(authorities).toHaveLength(6);
  expect(consumers.filter((id) => dependencies[id].some((other) => authorities.includes(other)))).toEqual([]);
  const certificates = ids.filter((id) => resources[id].Type === 'AWS::CertificateManager::Certificate');
  expect(certificates).toHaveLength(6);
  for (const id of certificates) {
    expect(dependencies[id].map((other) => resources[other].Type)).toEqual(['AWS::ACMPCA::CertificateAuthorityActivation']);
  }
});

test('nothing of a CA waits for the audit bucket', () => {
  const ofAuthorities = ids.filter((id) => resources[id].Type.startsWith('AWS::ACMPCA::'));

  expect(ofAuthorities.flatMap((id) => dependencies[id]).filter((id) => resources[id].Type.startsWith('AWS::S3'))).toEqual([]);
});

test('a cycle would be seen', () => {
  const activation = idOf('Root', 'CertificateAuthorityActivation');
  dependencies[idOf('Root', 'CertificateAuthority')].push(activation);

  expect(deploymentOrder).toThrow('cycle among');
  dependencies[idOf('Root', 'CertificateAuthority')].pop();
});
