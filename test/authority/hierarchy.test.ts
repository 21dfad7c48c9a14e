import { App, Stack, aws_certificatemanager as acm } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { IPrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { Validity } from '../../src/model/validity';
import { Graph } from '../support/graph';
import { lazily } from '../support/lazily';
import { newRoot } from '../support/stacks';
import { TemplateResource } from '../support/world';

/* The dependency graph of a hierarchy, read from only the template. */

/** Three levels with six CAs: a root, two intermediate CAs, and three issuing CAs. */
const PARENTS: Record<string, string> = { Left: 'Root', Right: 'Root', A: 'Left', B: 'Left', C: 'Right' };

function hierarchyResources(): Record<string, TemplateResource> {
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
  const keyAlgorithm = acm.KeyAlgorithm.EC_PRIME256V1;
  for (const [id, certificateAuthority] of Object.entries(cas)) {
    new acm.PrivateCertificate(stack, `${id}Server`, { domainName: 'server.example.com', certificateAuthority, keyAlgorithm });
  }
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: Object.values(cas), encryption: PrivateCaBucketEncryption.kms() });
  return Template.fromStack(stack).toJSON().Resources;
}

const hierarchy = lazily(() => new Graph(hierarchyResources()));

test.each(['Root', ...Object.keys(PARENTS)])('%s deploys the CA, then the certificate, then the activation', (ca) => {
  const graph = hierarchy();

  expect(graph.comesBefore(graph.idOf(ca, 'CertificateAuthority'), graph.idOf(ca, 'Certificate'))).toBe(true);
  expect(graph.comesBefore(graph.idOf(ca, 'Certificate'), graph.idOf(ca, 'CertificateAuthorityActivation'))).toBe(true);
});

test.each(Object.entries(PARENTS))('%s is signed by %s after the activation of the parent, and has its chain', (child, parent) => {
  const graph = hierarchy();
  const parentActivation = graph.idOf(parent, 'CertificateAuthorityActivation');
  const propertiesOf = (type: string) => graph.resources[graph.idOf(child, type)].Properties!;

  expect(propertiesOf('Certificate').CertificateAuthorityArn).toEqual({ Ref: parentActivation });
  expect(propertiesOf('CertificateAuthorityActivation').CertificateChain)
    .toEqual({ 'Fn::GetAtt': [parentActivation, 'CompleteCertificateChain'] });
  expect(graph.comesBefore(parentActivation, graph.idOf(child, 'Certificate'))).toBe(true);
});

test('the chain of an issuing CA leads to the root, level by level', () => {
  const graph = hierarchy();
  const chainOf = (ca: string): string[] => PARENTS[ca] ? [ca, ...chainOf(PARENTS[ca])] : [ca];

  for (const ca of ['A', 'B', 'C']) {
    const path = chainOf(ca);
    expect(path).toHaveLength(3);
    for (let level = 1; level < path.length; level++) {
      expect(graph.dependencies[graph.idOf(path[level - 1], 'CertificateAuthorityActivation')])
        .toContain(graph.idOf(path[level], 'CertificateAuthorityActivation'));
    }
  }
});

test('every consumer depends on an activation, and none on a CA resource', () => {
  const { ids, resources, dependencies } = hierarchy();
  const cas = ids.filter((id) => resources[id].Type === 'AWS::ACMPCA::CertificateAuthority');
  const consumers = ids.filter((id) => !resources[id].Type.startsWith('AWS::ACMPCA::'));

  expect(cas).toHaveLength(6);
  expect(consumers.filter((id) => dependencies[id].some((other) => cas.includes(other)))).toEqual([]);
  const certificates = ids.filter((id) => resources[id].Type === 'AWS::CertificateManager::Certificate');
  expect(certificates).toHaveLength(6);
  for (const id of certificates) {
    expect(dependencies[id].map((other) => resources[other].Type)).toEqual(['AWS::ACMPCA::CertificateAuthorityActivation']);
  }
});

test('no resource of a CA depends on the audit report bucket', () => {
  const { ids, resources, dependencies } = hierarchy();
  const ofCas = ids.filter((id) => resources[id].Type.startsWith('AWS::ACMPCA::'));

  expect(ofCas).toHaveLength(18);
  expect(ofCas.flatMap((id) => dependencies[id]).filter((id) => resources[id].Type.startsWith('AWS::S3'))).toEqual([]);
});

test('the test detects a cycle', () => {
  const graph = new Graph(hierarchyResources());
  graph.dependencies[graph.idOf('Root', 'CertificateAuthority')].push(graph.idOf('Root', 'CertificateAuthorityActivation'));

  expect(() => graph.deploymentOrder()).toThrow('cycle among');
});
