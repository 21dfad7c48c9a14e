import { Stack, Tokenization } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { RolesAnywhereTrustAnchor } from '../../src/access/roles-anywhere-trust-anchor';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { ExternalParent } from '../../src/authority/external-parent';
import { IssuedCertificate } from '../../src/authority/issued-certificate';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { CertificateTemplate } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { Validity } from '../../src/model/validity';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { lazily } from '../support/lazily';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { certificate, certificateSigningRequest, ecKey } from '../support/x509';

const made = lazily(() => {
  const [rootKey, key] = [ecKey(), ecKey()];
  const certificateChainPem = certificate({ subject: 'Offline Root CA', key: rootKey, notAfter: '2046-11-01' });
  const signed = (pathLength: number, notAfter = '2031-11-01') => ({
    certificatePem: certificate({
      subject: 'Example Corp Issuing CA G1', issuer: 'Offline Root CA', key, issuerKey: rootKey, pathLength, notAfter,
    }),
    certificateChainPem,
  });
  return { signed, csr: certificateSigningRequest('device', ecKey()) };
});

const subject = DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' });
const issuing = (stack: Stack, externalParent: ExternalParent, props: Partial<SubordinateCertificateAuthorityProps> = {}) =>
  new SubordinateCertificateAuthority(stack, 'Issuing', { subject, revocation: Revocation.ocsp(), externalParent, ...props });
const resourcesOf = (stack: Stack) => Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>;
const signedParent = (pathLength = 0, notAfter?: string) => ExternalParent.signed(made().signed(pathLength, notAfter));

/** The resources of one deployment. */
function deployment(externalParent: ExternalParent, flags?: Record<string, unknown>) {
  const stack = newStack({ env: ENVIRONMENT, flags });
  issuing(stack, externalParent);
  return resourcesOf(stack);
}

describe('the deployments', () => {
  test('the CA is the same while it is pending, once it is signed, and after each renewal', () => {
    const [pending, signed, renewed] = [ExternalParent.pending(), signedParent(), signedParent(0, '2036-11-01')].map((parent) => deployment(parent));

    expect(Object.keys(pending)).toEqual(['IssuingD69311DE']);
    expect(Object.keys(signed)).toEqual(['IssuingD69311DE', 'IssuingActivation9857EC6D']);
    expect(JSON.stringify(signed.IssuingD69311DE)).toBe(JSON.stringify(pending.IssuingD69311DE));
    expect(JSON.stringify(renewed.IssuingD69311DE)).toBe(JSON.stringify(pending.IssuingD69311DE));
    expect(Object.keys(renewed)).toEqual(Object.keys(signed));
    expect(renewed).not.toEqual(signed);
  });

  test('the activation contains the certificate and its chain, and stays when the stack is deleted', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const { certificatePem, certificateChainPem } = made().signed(0);

    const ca = issuing(stack, ExternalParent.signed({ certificatePem, certificateChainPem }));

    Template.fromStack(stack).hasResource('AWS::ACMPCA::CertificateAuthorityActivation', {
      Properties: {
        CertificateAuthorityArn: { 'Fn::GetAtt': ['IssuingD69311DE', 'Arn'] }, Certificate: certificatePem, CertificateChain: certificateChainPem, Status: 'ACTIVE',
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    Template.fromStack(stack).resourceCountIs('AWS::ACMPCA::Certificate', 0);
    expect(ca.certificatePem).toBe(certificatePem);
    expect(stack.resolve(ca.certificateChainPem)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^IssuingActivation/), 'CompleteCertificateChain'] });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('the ARN and the chain have no creation stack, which CDK would add to errors', () => {
    const { certificateAuthorityArn, certificateChainPem } = issuing(newStack({ env: ENVIRONMENT }), signedParent());

    expect([certificateAuthorityArn, certificateChainPem].map((text) => Tokenization.reverseString(text).firstToken?.creationStack)).toEqual([[], []]);
  });

  test('a pending CA shows how to get its certificate signing request', () => {
    const stack = newStack({ env: ENVIRONMENT });

    const ca = issuing(stack, ExternalParent.pending());

    Annotations.fromStack(stack).hasWarning('/Stack/Issuing', Match.stringLikeRegexp('aws acm-pca get-certificate-authority-csr'));
    expect(Object.values(Template.fromStack(stack).toJSON().Outputs)).toEqual([expect.objectContaining({
      Value: { 'Fn::Join': ['', ['aws acm-pca get-certificate-authority-csr --certificate-authority-arn ', { 'Fn::GetAtt': ['IssuingD69311DE', 'Arn'] }, ' --region us-east-1 --output text']] },
    })]);
    expect(stack.resolve(ca.certificateSigningRequestPem)).toEqual({ 'Fn::GetAtt': ['IssuingD69311DE', 'CertificateSigningRequest'] });
  });

  test('the CA is the same as with a parent in the app, so a hand-over between the two does not replace it', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new SubordinateCertificateAuthority(stack, 'Issuing', { subject, revocation: Revocation.ocsp(), parent: newRoot(stack) });

    expect(resourcesOf(stack).IssuingD69311DE).toEqual(deployment(ExternalParent.pending()).IssuingD69311DE);
  });

  test.each(Object.entries(FEATURE_FLAGS))('flags of the app (%s) change nothing', (_name, flags) => {
    expect(deployment(signedParent(), flags).IssuingD69311DE).toEqual(deployment(ExternalParent.pending()).IssuingD69311DE);
  });
});

describe('what depends on the CA', () => {
  test('a child is checked against the certificate: its path length and its end', () => {
    const child = (pathLength: number, validity: Validity) => () => {
      const stack = newStack({ env: ENVIRONMENT });
      new SubordinateCertificateAuthority(stack, 'Child', {
        subject, revocation: Revocation.none(), parent: issuing(stack, signedParent(pathLength)), validity,
      });
    };

    expect(child(1, Validity.absolute(Date.UTC(2030, 0, 1) / 1000))).not.toThrow();
    errorOf('PathLength', child(0, Validity.absolute(Date.UTC(2030, 0, 1) / 1000)));
    errorOf('ValidityBeyondParent', child(1, Validity.absolute(Date.UTC(2032, 0, 1) / 1000)));
  });

  test('nothing is issued from a pending CA', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const ca = issuing(stack, ExternalParent.pending());

    errorOf('CertificateAuthorityPending', () => new SubordinateCertificateAuthority(stack, 'Child', { subject, parent: ca }));
    errorOf('CertificateAuthorityPending', () => new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: ca }));
    errorOf('CertificateAuthorityPending', () => new IssuedCertificate(stack, 'Device', {
      certificateAuthority: ca, csr: CertificateSigningRequest.fromPem(made().csr), validity: Validity.days(30),
    }));
    errorOf('AttributeUnknown', () => ca.certificatePem);
    errorOf('AttributeUnknown', () => ca.certificateChainPem);
  });

  test('a trust anchor accepts the CA once it is signed', () => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(() => new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: issuing(stack, signedParent()) })).not.toThrow();
  });
});

describe('bad input', () => {
  const mistake = (props: Partial<SubordinateCertificateAuthorityProps>, parent = signedParent()) => () =>
    issuing(newStack({ env: ENVIRONMENT }), parent, props);

  test('there is exactly one parent', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const parent = newRoot(stack);

    errorOf('ParentConflict', () => issuing(stack, ExternalParent.pending(), { parent }));
    errorOf('ParentMissing', () => new SubordinateCertificateAuthority(stack, 'None', { subject }));
  });

  test.each<[string, Partial<SubordinateCertificateAuthorityProps>]>([
    ['validity', { validity: Validity.years(1) }],
    ['validityNotBefore', { validityNotBefore: Validity.absolute(1) }],
    ['issuerSigningAlgorithm', { issuerSigningAlgorithm: SigningAlgorithm.SHA256_WITH_ECDSA }],
    ['apiPassthrough', { apiPassthrough: { subject } }],
    ['certificateTemplate', { certificateTemplate: CertificateTemplate.subordinateCa(0) }],
    ['alreadyIssued', { alreadyIssued: true }],
  ])('%s is decided by the parent', (option, props) => {
    expect(errorOf('OptionOfParent', mistake(props)).message).toContain(`${option} must not be specified together with externalParent`);
    errorOf('OptionOfParent', mistake(props, ExternalParent.pending()));
  });

  test('a pending CA is not disabled, and a signed one can be', () => {
    errorOf('OptionOfParent', mistake({ disabled: true }, ExternalParent.pending()));
    expect(mistake({ disabled: true })).not.toThrow();
  });

  test('a signed parent has a certificate, in plain JavaScript too', () => {
    for (const given of [undefined, null, {}, { certificatePem: 1 }]) {
      const { message } = errorOf('PropertyType', () => issuing(newStack({ env: ENVIRONMENT }), ExternalParent.signed(given as never)));
      expect(message).toContain('externalParent.certificatePem must be a string');
    }
  });

  test('an issued certificate ends before the certificate of the CA, without a clock', () => {
    const certificateAuthority = issuing(newStack({ env: ENVIRONMENT }), signedParent());
    const issue = (validity: Validity) => new IssuedCertificate(Stack.of(certificateAuthority), 'Device', {
      certificateAuthority, csr: CertificateSigningRequest.fromPem(made().csr), validity,
    });

    expect(errorOf('ValidityBeyondParent', () => issue(Validity.years(5))).message).toContain(
      'validity must end before the validity of the CA (2026-11-01T00:00:00Z to 2031-11-01T00:00:00Z); got "5 years". Fix: Shorten validity, or renew the '
      + 'certificate of the CA first.');
    errorOf('ValidityBeyondParent', () => issue(Validity.endDate('20311101000000')));
    expect(() => issue(Validity.years(4))).not.toThrow();
  });

  test('a CA below it needs a certificate with a greater path length', () => {
    const parent = issuing(newStack({ env: ENVIRONMENT }), signedParent());

    expect(errorOf('PathLength', () => new SubordinateCertificateAuthority(Stack.of(parent), 'Below', { subject, parent })).message).toContain(
      'Fix: Choose a CA above it as the parent, or let the issuer of the parent sign a certificate for it with a path length of at least 1. [');
  });

  test('the path length is that of the certificate', () => {
    expect(mistake({ pathLength: 1 }, signedParent(1))).not.toThrow();
    errorOf('PathLengthConflict', mistake({ pathLength: 1 }));
    errorOf('PathLength', mistake({ pathLength: 4 }, ExternalParent.pending()));
  });
});
