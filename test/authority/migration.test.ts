import { App, CfnResource, Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IPrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { Revocation } from '../../src/revocation/revocation';
import { createOnlyPropertiesOf, replacementsBetween, TemplateJson } from '../support/replacements';

/* Adoption of a hand-written hierarchy: the constructs of this library get the logical IDs of the L1 constructs. */

const TEMPLATE_ARN = 'arn:aws:acm-pca:::template';

/** A root CA and an issuing CA, written with L1 constructs. Optional properties are absent. */
function byHand(more: Partial<acmpca.CfnCertificateAuthorityProps> = {}): TemplateJson {
  const stack = new Stack(new App(), 'Stack');
  const newAuthority = (id: string, type: string, subject: object) => new acmpca.CfnCertificateAuthority(stack, `${id}Ca`, {
    type, keyAlgorithm: 'EC_prime256v1', signingAlgorithm: 'SHA256WITHECDSA', subject, ...more,
  });
  const root = newAuthority('Root', 'ROOT', { organization: 'Example Corp', commonName: 'Example Corp Root CA G1' });
  const rootCertificate = new acmpca.CfnCertificate(stack, 'RootCert', {
    certificateAuthorityArn: root.attrArn,
    certificateSigningRequest: root.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA256WITHECDSA',
    templateArn: `${TEMPLATE_ARN}/RootCACertificate/V1`,
    validity: { value: 10, type: 'YEARS' },
  });
  const rootActivation = new acmpca.CfnCertificateAuthorityActivation(stack, 'RootActive', {
    certificateAuthorityArn: root.ref, certificate: rootCertificate.attrCertificate,
  });
  const issuing = newAuthority('Issuing', 'SUBORDINATE', { commonName: 'Example Corp Issuing CA G1' });
  const issuingCertificate = new acmpca.CfnCertificate(stack, 'IssuingCert', {
    certificateAuthorityArn: root.attrArn,
    certificateSigningRequest: issuing.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA256WITHECDSA',
    templateArn: `${TEMPLATE_ARN}/SubordinateCACertificate_PathLen0/V1`,
    validity: { type: 'YEARS', value: 3 },
  });
  issuingCertificate.node.addDependency(rootActivation);
  new acmpca.CfnCertificateAuthorityActivation(stack, 'IssuingActive', {
    certificateAuthorityArn: issuing.attrArn,
    certificate: issuingCertificate.attrCertificate,
    certificateChain: rootActivation.attrCompleteCertificateChain,
    status: 'ACTIVE',
  });
  return Template.fromStack(stack).toJSON() as TemplateJson;
}

/** The same hierarchy with the constructs of this library, as `docs/migrate.md` describes it. */
function adopted(more: Partial<RootCertificateAuthorityProps> = {}): TemplateJson {
  const stack = new Stack(new App(), 'Stack');
  const common = { keyAlgorithm: KeyAlgorithm.EC_PRIME256V1, revocation: Revocation.none(), ...more };
  const root = new RootCertificateAuthority(stack, 'NewRoot', {
    subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp' }), ...common,
  });
  const issuing = new SubordinateCertificateAuthority(stack, 'NewIssuing', {
    subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }), parent: root, ...common,
  });
  keepLogicalIds(root, { Resource: 'RootCa', Certificate: 'RootCert', Activation: 'RootActive' });
  keepLogicalIds(issuing, { Resource: 'IssuingCa', Certificate: 'IssuingCert', Activation: 'IssuingActive' });
  return Template.fromStack(stack).toJSON() as TemplateJson;
}

function keepLogicalIds(ca: IPrivateCertificateAuthority, ids: Record<string, string>): void {
  for (const [child, logicalId] of Object.entries(ids)) {
    (ca.node.findChild(child) as CfnResource).overrideLogicalId(logicalId);
  }
}

test('the adoption of a hand-written hierarchy replaces no resource', () => {
  expect(replacementsBetween(byHand(), adopted())).toEqual([]);
});

test('the adopted template has the same resources', () => {
  const typesOf = ({ Resources }: TemplateJson) =>
    Object.fromEntries(Object.entries(Resources).map(([id, { Type }]) => [id, Type]));

  expect(typesOf(adopted())).toEqual(typesOf(byHand()));
});

test('a usage mode is in the template only if it is specified', () => {
  const explicit = { usageMode: UsageMode.GENERAL_PURPOSE };

  expect(replacementsBetween(byHand({ usageMode: 'GENERAL_PURPOSE' }), adopted(explicit))).toEqual([]);
  expect(replacementsBetween(byHand(), adopted(explicit))).toEqual(['RootCa.UsageMode', 'IssuingCa.UsageMode']);
});

test('a CA of this library has no optional create-only property that is not specified', () => {
  const required = {
    'AWS::ACMPCA::CertificateAuthority': ['Type', 'KeyAlgorithm', 'SigningAlgorithm', 'Subject'],
    // The default template is that of an end-entity certificate.
    'AWS::ACMPCA::Certificate': ['CertificateAuthorityArn', 'CertificateSigningRequest', 'SigningAlgorithm', 'TemplateArn', 'Validity'],
    'AWS::ACMPCA::CertificateAuthorityActivation': ['CertificateAuthorityArn'],
  };

  for (const { Type, Properties } of Object.values(adopted().Resources)) {
    const createOnly = createOnlyPropertiesOf(Type);
    expect(Object.keys(Properties!).filter((name) => createOnly.includes(name)).sort())
      .toEqual([...required[Type as keyof typeof required]].sort());
  }
});

test.each<[string, Partial<RootCertificateAuthorityProps>]>([
  ['a different key', { keyAlgorithm: KeyAlgorithm.EC_SECP384R1 }],
  ['a different signing algorithm', { signingAlgorithm: SigningAlgorithm.SHA512_WITH_ECDSA }],
  ['a start of the validity period', { validityNotBefore: Validity.absolute(1) }],
])('the comparison detects %s', (_name, props) => {
  expect(replacementsBetween(byHand(), adopted(props))).not.toEqual([]);
});

test('the comparison detects a resource that is removed', () => {
  const { RootActive: _removed, ...Resources } = byHand().Resources;

  expect(replacementsBetween(byHand(), { Resources })).toEqual(['RootActive']);
});
