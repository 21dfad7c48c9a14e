import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { IssuedCertificate, IssuedCertificateProps } from '../../src/authority/issued-certificate';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import { CertificateExtensions } from '../../src/model/certificate-extensions';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { ErrorCode } from '../../src/private/error-codes';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { lazily } from '../support/lazily';
import { ENVIRONMENT, FEATURE_FLAGS, newStack } from '../support/stacks';
import { World } from '../support/world';
import { certificate, certificateSigningRequest, ecKey, pem, rsaKey } from '../support/x509';

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const made = lazily(() => {
  const key = ecKey();
  return { key, csr: certificateSigningRequest('device-01.example.com', key) };
});
const subject = DistinguishedName.of({ commonName: 'Example Corp Devices CA G1' });
const rootIn = (stack: Stack, props: Partial<RootCertificateAuthorityProps> = {}) =>
  new RootCertificateAuthority(stack, 'Root', { subject, revocation: Revocation.none(), ...props });
const issued = (
  props: Partial<IssuedCertificateProps> = {}, root: Partial<RootCertificateAuthorityProps> = {}, stack = newStack({ env: ENVIRONMENT }),
) => {
  const construct = new IssuedCertificate(stack, 'Device', {
    certificateAuthority: props.certificateAuthority ?? rootIn(stack, root),
    csr: CertificateSigningRequest.fromPem(made().csr),
    validity: Validity.years(1),
    ...props,
  });
  return { stack, construct };
};
const fromPem = (text: string) => ({ csr: CertificateSigningRequest.fromPem(text) });

describe('the certificate', () => {
  test('is issued by the active CA, as an end-entity certificate by default, and is not deleted', () => {
    const { stack, construct } = issued();

    Template.fromStack(stack).hasResource('AWS::ACMPCA::Certificate', {
      Properties: {
        CertificateAuthorityArn: { Ref: Match.stringLikeRegexp('^RootActivation') },
        CertificateSigningRequest: made().csr,
        SigningAlgorithm: 'SHA384WITHECDSA',
        TemplateArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':acm-pca:::template/EndEntityCertificate/V1']] },
        Validity: { Type: 'YEARS', Value: 1 },
        ApiPassthrough: Match.absent(),
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    expect(World.of(stack).idsOf('AWS::ACMPCA::Certificate')).toEqual([expect.stringMatching(/^RootCertificate/), 'DeviceE9AEEB1D']);
    expect(stack.resolve(construct.certificatePem)).toEqual({ 'Fn::GetAtt': ['DeviceE9AEEB1D', 'Certificate'] });
    expect(stack.resolve(construct.certificateArn)).toEqual({ 'Fn::GetAtt': ['DeviceE9AEEB1D', 'Arn'] });
    expect(stack.resolve(construct.certificateChainPem)).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^RootActivation/), 'CompleteCertificateChain'],
    });
  });

  test('gets the template with API passthrough if there is something to pass through', () => {
    const certificatePolicies = [{ objectIdentifier: '1.2.3', cpsUris: ['http://pki.example.com/cps'] }];
    const { stack } = issued({ apiPassthrough: { subject, extensions: { subjectAlternativeNames: [GeneralName.dnsName('device-01.example.com')], certificatePolicies } } });

    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::Certificate', {
      TemplateArn: { 'Fn::Join': ['', Match.arrayWith([':acm-pca:::template/EndEntityCertificate_APIPassthrough/V1'])] },
      ApiPassthrough: {
        Subject: { CommonName: 'Example Corp Devices CA G1' },
        Extensions: {
          SubjectAlternativeNames: [{ DnsName: 'device-01.example.com' }],
          CertificatePolicies: [{
            CertPolicyId: '1.2.3', PolicyQualifiers: [{ PolicyQualifierId: 'CPS', Qualifier: { CpsUri: 'http://pki.example.com/cps' } }],
          }],
        },
      },
    });
  });

  test('has the template, the algorithm, and the validity period that the user chose', () => {
    const { stack } = issued({
      template: CertificateTemplate.CODE_SIGNING,
      signingAlgorithm: SigningAlgorithm.SHA256_WITH_ECDSA,
      validity: Validity.endDate('20300101000000'),
      validityNotBefore: Validity.absolute(1800000000),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::Certificate', {
      TemplateArn: { 'Fn::Join': ['', Match.arrayWith([':acm-pca:::template/CodeSigningCertificate/V1'])] },
      SigningAlgorithm: 'SHA256WITHECDSA',
      Validity: { Type: 'END_DATE' },
      ValidityNotBefore: { Type: 'ABSOLUTE', Value: 1800000000 },
    });
  });

  test('of an imported CA needs its key algorithm, or the signing algorithm', () => {
    const importing = (attributes: { keyAlgorithm?: KeyAlgorithm }, props: Partial<IssuedCertificateProps> = {}) => () => {
      const stack = newStack({ env: ENVIRONMENT });
      const certificateAuthority = PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Root', {
        certificateAuthorityArn: CA_ARN, ...attributes,
      });
      return issued({ certificateAuthority, ...props }, {}, stack).construct;
    };

    expect(importing({ keyAlgorithm: KeyAlgorithm.RSA_4096 })).not.toThrow();
    expect(importing({}, { signingAlgorithm: SigningAlgorithm.SHA256_WITH_RSA })).not.toThrow();
    errorOf('SigningAlgorithmUnknown', importing({}));
    errorOf('AttributeUnknown', () => importing({ keyAlgorithm: KeyAlgorithm.RSA_4096 })().certificateChainPem);
  });

  test.each(Object.entries(FEATURE_FLAGS))('flags of the app (%s) change nothing', (_name, flags) => {
    const [flagged, plain] = [newStack({ env: ENVIRONMENT, flags }), newStack({ env: ENVIRONMENT })];

    [flagged, plain].forEach((stack) => issued({}, {}, stack));

    expect(Template.fromStack(flagged).toJSON().Resources).toEqual(Template.fromStack(plain).toJSON().Resources);
  });
});

describe('the certificate signing request', () => {
  test.each<[string, () => string]>([
    ['an RSA key', () => certificateSigningRequest('device', rsaKey())],
    ['a key that this Node.js does not know', () => certificateSigningRequest('device', made().key, '2.16.840.1.101.3.4.3.17')],
    ['text around it', () => `Certificate Request:\n    Data: x\n${made().csr}`],
    ['the older label', () => made().csr.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST')],
    ['a token', () => Lazy.string({ produce: () => 'late' })],
  ])('is accepted with %s', (_name, text) => {
    expect(() => issued(fromPem(text()))).not.toThrow();
  });

  test('has the label of RFC 7468 in the template', () => {
    const { stack } = issued(fromPem(made().csr.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST')));

    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::Certificate', { CertificateSigningRequest: made().csr });
  });

  test('with another label is reported with this label', () => {
    const text = certificate({ subject: 'Device', key: made().key });

    expect(errorOf('CertificatePem', () => issued(fromPem(text))).message).toContain('only blocks with the label CERTIFICATE REQUEST; got "CERTIFICATE"');
  });

  test('has up to 32,768 bytes', () => {
    const ofLength = (bytes: number) => () => issued(fromPem(made().csr.padEnd(bytes, '#')));

    expect(ofLength(32768)).not.toThrow();
    expect(errorOf('CertificatePemLength', ofLength(32769)).message).toContain('got "32769 bytes"');
  });

  test('is read from a file relative to the working directory', () => {
    const folder = mkdtempSync(join(tmpdir(), 'csr-'));
    try {
      const path = join(folder, 'device.csr');
      writeFileSync(path, made().csr);
      const { stack } = issued({ csr: CertificateSigningRequest.fromFile(relative(process.cwd(), path)) });

      Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::Certificate', { CertificateSigningRequest: made().csr });
      writeFileSync(path, 'other');
      expect(errorOf('CertificatePem', () => issued({ csr: CertificateSigningRequest.fromFile(path) })).message).toContain(`The file ${path} must be a PEM text`);
    } finally {
      rmSync(folder, { recursive: true });
    }
    errorOf('FileUnreadable', () => issued({ csr: CertificateSigningRequest.fromFile('no/such/file.csr') }));
  });

  test('in a file has errors whose fix is a sentence', () => {
    const csr = CertificateSigningRequest.fromFile('examples/external-parent/issuing-ca.pem');

    expect(errorOf('CertificatePem', () => issued({ csr })).message).toContain('got "CERTIFICATE". Fix: Pass the text of the original PEM file.');
  });

  test.each<[string, ErrorCode, () => string]>([
    ['a certificate', 'CertificatePem', () => certificate({ subject: 'Device', key: made().key })],
    ['a certificate under the label of a request', 'CertificatePem', () =>
      certificate({ subject: 'Device', key: made().key }).replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST')],
    ['two requests', 'CertificatePem', () => made().csr + made().csr],
    ['an empty text', 'CertificatePem', () => ''],
    ['a cut text', 'CertificatePem', () => made().csr.slice(0, 100)],
    ['a request and a cut one', 'CertificatePem', () => made().csr + made().csr.slice(0, 100)],
    ['cut content', 'CertificatePem', () => pem('CERTIFICATE REQUEST', Buffer.from('3003020100', 'hex'))],
    ['a private key', 'PrivateKeyInTemplate', () => made().csr + (made().key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)],
    ['an encrypted private key', 'PrivateKeyInTemplate', () => pem('ENCRYPTED PRIVATE KEY', Buffer.from('3003020100', 'hex'))],
    ['more than 32,768 bytes', 'CertificatePemLength', () => made().csr + '#'.repeat(32768)],
  ])('is not %s', (_name, code, text) => {
    expect(errorOf(code, () => issued(fromPem(text()))).message).not.toMatch(/[A-Za-z0-9+/]{60}/);
  });
});

describe('an extension of the API passthrough', () => {
  const { END_ENTITY_CLIENT_AUTH, END_ENTITY_SERVER_AUTH, CODE_SIGNING, OCSP_SIGNING, BLANK_END_ENTITY } = CertificateTemplate;
  const withApi = (template: CertificateTemplate) => template.withPassthrough(TemplatePassthrough.API);
  const passing = (extensions: CertificateExtensions, template?: CertificateTemplate) =>
    () => issued({ template: template && withApi(template), apiPassthrough: { extensions } });
  const keyUsage = { digitalSignature: true };
  const custom = (objectIdentifier: string, value = 'MAA=') => ({ customExtensions: [{ objectIdentifier, value }] });
  const BLANK = 'set template to CertificateTemplate.BLANK_END_ENTITY.withPassthrough(TemplatePassthrough.API). [PassthroughIgnored at Stack/Device]';

  test.each<[string, CertificateExtensions, CertificateTemplate | undefined, string]>([
    ['another key usage', { keyUsage }, undefined, 'apiPassthrough.extensions.keyUsage must not be set, because EndEntityCertificate_APIPassthrough/V1 '
      + `sets this extension and ignores other values; got {"digitalSignature":true}. Fix: Remove keyUsage, or ${BLANK}`],
    ['a part of the extended key usage', { extendedKeyUsage: [ExtendedKeyUsage.CLIENT_AUTH] }, undefined,
      'apiPassthrough.extensions.extendedKeyUsage must not be set, because EndEntityCertificate_APIPassthrough/V1 sets this extension and ignores '
      + `other values; got ["CLIENT_AUTH"]. Fix: Remove extendedKeyUsage, or ${BLANK}`],
    ['another extended key usage', { extendedKeyUsage: [ExtendedKeyUsage.EMAIL_PROTECTION] }, END_ENTITY_CLIENT_AUTH, 'got ["EMAIL_PROTECTION"]'],
    ['one that it has not', { extendedKeyUsage: [ExtendedKeyUsage.SERVER_AUTH, ExtendedKeyUsage.CLIENT_AUTH] }, END_ENTITY_SERVER_AUTH, BLANK],
    ['an unknown OID', { extendedKeyUsage: [ExtendedKeyUsage.ofObjectIdentifier('1.2.3')] }, CODE_SIGNING, 'got ["1.2.3"]'],
    ['the key usage of another template', { keyUsage: { digitalSignature: true, keyEncipherment: true } }, OCSP_SIGNING, BLANK],
    ['basic constraints', custom('2.5.29.19'), undefined, 'The custom extension 2.5.29.19 must not be set'],
    ['basic constraints of a blank template', custom('2.5.29.19'), BLANK_END_ENTITY, 'Fix: Remove the custom extension. ['],
    ['key identifiers of a blank template', custom('2.5.29.35'), BLANK_END_ENTITY, 'The custom extension 2.5.29.35 must not be set'],
    ['the key usage in a custom extension', custom('2.5.29.15'), undefined, `Fix: Remove the custom extension, or ${BLANK}`],
    ['the extended key usage in a custom extension', custom('2.5.29.37'), END_ENTITY_CLIENT_AUTH, BLANK],
  ])('that the template ignores is rejected: %s', (_name, extensions, template, message) => {
    expect(errorOf('PassthroughIgnored', passing(extensions, template)).message).toContain(message);
  });

  test.each<[string, CertificateExtensions, CertificateTemplate | undefined]>([
    ['the key usage of the template', { keyUsage: { digitalSignature: true, keyEncipherment: true, crlSign: false } }, undefined],
    ['its extended key usage, in another order', { extendedKeyUsage: [ExtendedKeyUsage.CLIENT_AUTH, ExtendedKeyUsage.SERVER_AUTH] }, undefined],
    ['its extended key usage by the OID', { extendedKeyUsage: [ExtendedKeyUsage.ofObjectIdentifier('1.3.6.1.5.5.7.3.2')] }, END_ENTITY_CLIENT_AUTH],
    ['the usages of code signing', { keyUsage, extendedKeyUsage: [ExtendedKeyUsage.CODE_SIGNING] }, CODE_SIGNING],
    ['the usages of OCSP signing', { keyUsage, extendedKeyUsage: [ExtendedKeyUsage.ofObjectIdentifier('1.3.6.1.5.5.7.3.9')] }, OCSP_SIGNING],
    ['a token', { extendedKeyUsage: [ExtendedKeyUsage.of(Lazy.string({ produce: () => 'CLIENT_AUTH' }))] }, END_ENTITY_CLIENT_AUTH],
    ['all usages of a blank template', { keyUsage, extendedKeyUsage: [ExtendedKeyUsage.EMAIL_PROTECTION] }, BLANK_END_ENTITY],
    ['the extended key usage in a custom extension of a blank template', custom('2.5.29.37'), BLANK_END_ENTITY],
    ['an extension that the template does not have', custom('1.2.3'), undefined],
    ['any extension of a template that a later version has', { keyUsage }, CertificateTemplate.of('EndEntityCertificate/V2')],
  ])('is accepted: %s', (_name, extensions, template) => {
    expect(passing(extensions, template)).not.toThrow();
  });

  test('of a CA certificate can have any extended key usage', () => {
    const extendedKeyUsage = [ExtendedKeyUsage.CLIENT_AUTH];

    expect(() => rootIn(newStack(), { apiPassthrough: { extensions: { extendedKeyUsage } } })).not.toThrow();
    expect(() => rootIn(newStack(), { apiPassthrough: { extensions: custom('2.5.29.37') } })).not.toThrow();
  });
});

describe('bad input', () => {
  test.each(CertificateTemplate.caTemplates())('the CA template $templateName is rejected', (template) => {
    expect(errorOf('CertificateTemplate', () => issued({ template })).message).toContain('use SubordinateCertificateAuthority');
  });

  test.each<[string, ErrorCode, Partial<IssuedCertificateProps>, Partial<RootCertificateAuthorityProps>]>([
    ['a template that does not exist', 'CertificateTemplate', { template: CertificateTemplate.BLANK_END_ENTITY }, {}],
    ['passthrough that the template ignores', 'PassthroughIgnored', { template: CertificateTemplate.END_ENTITY, apiPassthrough: { subject } }, {}],
    ['passthrough of the request only', 'PassthroughIgnored', {
      template: CertificateTemplate.END_ENTITY.withPassthrough(TemplatePassthrough.CSR), apiPassthrough: { subject },
    }, {}],
    ['an end after the CA', 'ValidityBeyondParent', { validity: Validity.years(10) }, {}],
    ['eight days of a short-lived CA', 'ShortLivedIssuer', { validity: Validity.days(8) }, { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE }],
    ['another family than the key of the CA', 'SigningAlgorithmFamily', { signingAlgorithm: SigningAlgorithm.SHA256_WITH_RSA }, {}],
    ['a name that is no signing algorithm', 'ValueName', { signingAlgorithm: SigningAlgorithm.of('not an algorithm!') }, {}],
    ['a disabled CA', 'CertificateAuthorityDisabled', {}, { disabled: true }],
    ['no validity at all', 'ValidityPeriod', { validity: Validity.days(0) }, {}],
    ['a relative start', 'NotBefore', { validityNotBefore: Validity.days(1) }, {}],
    ['a start after the end', 'NotBefore', { validityNotBefore: Validity.absolute(1900000001), validity: Validity.absolute(1900000000) }, {}],
  ])('%s is rejected', (_name, code, props, root) => {
    errorOf(code, () => issued(props, root));
  });

  test('a CA of another Region is rejected', () => {
    const stack = newStack({ env: { ...ENVIRONMENT, region: 'eu-west-1' } });
    const certificateAuthority = PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Root', {
      certificateAuthorityArn: CA_ARN, keyAlgorithm: KeyAlgorithm.RSA_4096,
    });

    expect(errorOf('ParentRegion', () => issued({ certificateAuthority }, {}, stack)).message).toContain('certificateAuthority must be in the Region of this certificate');
  });

  test('the end of a period with its own start is not known, so it is not compared with the CA', () => {
    const validity = Validity.years(10);

    expect(() => issued({ validity, validityNotBefore: Validity.absolute(1800000000) })).not.toThrow();
    errorOf('ValidityBeyondParent', () => issued({ validity }));
  });

  test('a removal policy of the user replaces the default', () => {
    const { stack } = issued({ removalPolicy: RemovalPolicy.DESTROY });

    Template.fromStack(stack).hasResource('AWS::ACMPCA::Certificate', { Properties: { Validity: { Type: 'YEARS', Value: 1 } }, DeletionPolicy: 'Delete' });
  });

  test('seven days of a short-lived CA are accepted', () => {
    expect(() => issued({ validity: Validity.days(7) }, { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE })).not.toThrow();
  });
});
