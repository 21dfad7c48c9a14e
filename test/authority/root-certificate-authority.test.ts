import { RemovalPolicy, aws_certificatemanager as acm } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../src/model/key-storage-security-standard';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { FEATURE_FLAGS, newStack } from '../support/stacks';

const CA = 'AWS::ACMPCA::CertificateAuthority';
const CERTIFICATE = 'AWS::ACMPCA::Certificate';
const ACTIVATION = 'AWS::ACMPCA::CertificateAuthorityActivation';

function newRoot(props: Partial<RootCertificateAuthorityProps> = {}, flags: Record<string, unknown> = {}) {
  const stack = newStack({ flags });
  const root = new RootCertificateAuthority(stack, 'Root', {
    subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), ...props,
  });
  return { stack, root };
}

test('a root is a CA, its self-signed certificate for ten years, and its activation', () => {
  const { stack } = newRoot();

  const template = Template.fromStack(stack);
  expect(Object.keys(template.toJSON().Resources)).toHaveLength(3);
  template.hasResourceProperties(CA, {
    Type: 'ROOT',
    KeyAlgorithm: 'EC_secp384r1',
    SigningAlgorithm: 'SHA384WITHECDSA',
    Subject: { CommonName: 'Example Corp Root CA G1' },
  });
  template.hasResourceProperties(CERTIFICATE, {
    CertificateAuthorityArn: { 'Fn::GetAtt': ['RootAC0F3320', 'Arn'] },
    CertificateSigningRequest: { 'Fn::GetAtt': ['RootAC0F3320', 'CertificateSigningRequest'] },
    SigningAlgorithm: 'SHA384WITHECDSA',
    TemplateArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':acm-pca:::template/RootCACertificate/V1']] },
    Validity: { Type: 'YEARS', Value: 10 },
  });
  template.hasResourceProperties(ACTIVATION, {
    CertificateAuthorityArn: { 'Fn::GetAtt': ['RootAC0F3320', 'Arn'] },
    Certificate: { 'Fn::GetAtt': ['RootCertificate363E0AF2', 'Certificate'] },
    Status: 'ACTIVE',
  });
});

test('the logical IDs of resources with a key or a certificate do not change', () => {
  const { stack } = newRoot();

  expect(Object.keys(Template.fromStack(stack).toJSON().Resources))
    .toEqual(['RootAC0F3320', 'RootCertificate363E0AF2', 'RootActivation5C67B8FA']);
});

test('CloudFormation retains the CA, its certificate, and its activation, unless their first deployment fails', () => {
  const { stack } = newRoot();

  for (const type of [CA, CERTIFICATE, ACTIVATION]) {
    Template.fromStack(stack).allResources(type, {
      DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
  }
});

test('a removal policy applies to all three resources', () => {
  const { stack } = newRoot({ removalPolicy: RemovalPolicy.DESTROY });
  const later = newRoot();
  later.root.applyRemovalPolicy(RemovalPolicy.DESTROY);

  for (const type of [CA, CERTIFICATE, ACTIVATION]) {
    Template.fromStack(stack).allResources(type, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    Template.fromStack(later.stack).allResources(type, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  }
});

test('a resource that uses the CA depends on its activation', () => {
  const { stack, root } = newRoot();

  new acm.PrivateCertificate(stack, 'Server', { domainName: 'server.example.com', certificateAuthority: root, keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1 });

  Template.fromStack(stack).hasResourceProperties('AWS::CertificateManager::Certificate', {
    CertificateAuthorityArn: { Ref: 'RootActivation5C67B8FA' },
  });
  expect(stack.resolve(root.certificateAuthorityRef)).toEqual({ certificateAuthorityArn: { Ref: 'RootActivation5C67B8FA' } });
});

test('the certificate and the chain of the CA are attributes of its resources', () => {
  const { stack, root } = newRoot();

  expect(stack.resolve(root.certificatePem)).toEqual({ 'Fn::GetAtt': ['RootCertificate363E0AF2', 'Certificate'] });
  expect(stack.resolve(root.certificateChainPem))
    .toEqual({ 'Fn::GetAtt': ['RootActivation5C67B8FA', 'CompleteCertificateChain'] });
});

test('the user can choose the algorithms, the validity, and the usage mode', () => {
  const { stack } = newRoot({
    keyAlgorithm: KeyAlgorithm.RSA_4096,
    signingAlgorithm: SigningAlgorithm.SHA256_WITH_RSA,
    validity: Validity.endDate('20361231235959'),
    usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
  });

  const template = Template.fromStack(stack);
  template.hasResourceProperties(CA, {
    KeyAlgorithm: 'RSA_4096', SigningAlgorithm: 'SHA256WITHRSA', UsageMode: 'SHORT_LIVED_CERTIFICATE',
  });
  template.hasResourceProperties(CERTIFICATE, {
    SigningAlgorithm: 'SHA256WITHRSA', Validity: { Type: 'END_DATE', Value: 20361231235959 },
  });
});

test.each<[string, string | undefined, KeyStorageSecurityStandard | undefined, string | undefined]>([
  ['CCPC in a China Region', 'cn-north-1', undefined, 'CCPC_LEVEL_1_OR_HIGHER'],
  ['the CCPC of the user', 'cn-northwest-1', KeyStorageSecurityStandard.CCPC_LEVEL_1_OR_HIGHER, 'CCPC_LEVEL_1_OR_HIGHER'],
  ['a newer standard in a China Region', 'cn-north-1', KeyStorageSecurityStandard.of('CCPC_LEVEL_2_OR_HIGHER'), 'CCPC_LEVEL_2_OR_HIGHER'],
  ['CCPC of the user in another Region', 'us-east-1', KeyStorageSecurityStandard.CCPC_LEVEL_1_OR_HIGHER, 'CCPC_LEVEL_1_OR_HIGHER'],
  ['no standard in another Region', 'us-gov-west-1', undefined, undefined],
  ['no standard in an unknown Region', undefined, undefined, undefined],
])('the key storage of a CA has %s', (_name, region, keyStorageSecurityStandard, expected) => {
  const stack = newStack({ env: { region } });
  new RootCertificateAuthority(stack, 'Root', {
    subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), keyStorageSecurityStandard,
  });

  Template.fromStack(stack).hasResourceProperties(CA, { KeyStorageSecurityStandard: expected ?? Match.absent() });
});

test('the template is the same with no feature flag and with all that CDK recommends', () => {
  const templateWith = (flags: Record<string, unknown>) =>
    Template.fromStack(newRoot({ revocation: Revocation.none() }, flags).stack).toJSON();

  expect(templateWith(FEATURE_FLAGS.recommended)).toEqual(templateWith(FEATURE_FLAGS.none));
});

describe('an error contains the path of the CA for', () => {
  test('a common name of 65 characters', () => {
    const error = errorOf('CommonNameLength', () => newRoot({ subject: DistinguishedName.of({ commonName: 'x'.repeat(65) }) }));

    expect(error.message).toBe('subject.commonName must have 1 to 64 characters; got 65. Fix: Shorten subject.commonName. '
      + '[CommonNameLength at Stack/Root]');
    expect(error.constructPath).toBe('Stack/Root');
    expect(error.name).toBe('PrivateCaError');
  });

  test('a validity of no years', () => {
    expect(errorOf('ValidityPeriod', () => newRoot({ validity: Validity.years(0) })).constructPath).toBe('Stack/Root');
  });

  test('a key algorithm without a known signing algorithm', () => {
    const error = errorOf('SigningAlgorithmUnknown', () => newRoot({ keyAlgorithm: KeyAlgorithm.of('SLH_DSA') }));

    expect(error.message).toBe('signingAlgorithm must be specified, because it cannot be derived from the key algorithm of the '
      + 'signing CA; got "SLH_DSA". Fix: Set signingAlgorithm, for example to SigningAlgorithm.of(…). '
      + '[SigningAlgorithmUnknown at Stack/Root]');
    expect(() => newRoot({ keyAlgorithm: KeyAlgorithm.of('SLH_DSA'), signingAlgorithm: SigningAlgorithm.of('SLH_DSA') }))
      .not.toThrow();
  });
});
