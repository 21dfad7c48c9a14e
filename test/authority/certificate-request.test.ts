import { Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { AccessMethod } from '../../src/model/access-method';
import { CertificateExtensions, CsrExtensions } from '../../src/model/certificate-extensions';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { CrlType } from '../../src/model/crl-type';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../src/model/key-storage-security-standard';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { ErrorCode } from '../../src/private/error-codes';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { newRoot, newStack } from '../support/stacks';

/* What is requested for a CA certificate: the template passes it through, and AWS Private CA accepts it. */

const { API, CSR, API_AND_CSR } = TemplatePassthrough;
const subject = DistinguishedName.of({ commonName: 'Example Corp CA G1' });
const revocation = Revocation.none();
const CA_USAGE = { digitalSignature: true, keyCertSign: true, crlSign: true };
const SIGNING = { keyCertSign: true, crlSign: true };
const ACCESS = [{ accessMethod: AccessMethod.CA_REPOSITORY, accessLocation: GeneralName.uniformResourceIdentifier('http://pki.example.com/ca') }];

const root = (props: Partial<RootCertificateAuthorityProps>, stack: Stack = newStack()) =>
  new RootCertificateAuthority(stack, 'Root', { subject, revocation, ...props });
const under = (props: Partial<SubordinateCertificateAuthorityProps>, stack: Stack = newStack()) =>
  new SubordinateCertificateAuthority(stack, 'Sub', { subject, revocation, parent: newRoot(stack), ...props });
const extensions = (given: CertificateExtensions) => root({ apiPassthrough: { extensions: given } });
const custom = (value: string, objectIdentifier = '1.2.3') => extensions({ customExtensions: [{ objectIdentifier, value }] });
const blankRoot = CertificateTemplate.blankRootCa().withPassthrough(API);
const blankSub = (passthrough: TemplatePassthrough) =>
  CertificateTemplate.blankSubordinateCa(0).withPassthrough(passthrough);

describe('extensions of the CSR', () => {
  const WARNING = 'cdk-private-ca:csrExtensionsIgnored';
  const warningsOf = (stack: Stack, id: string) => Annotations.fromStack(stack)
    .findWarning(`/Stack/${id}`, Match.stringLikeRegexp(WARNING)).map(({ entry }) => String(entry.data));
  const ofRoot = (csrExtensions: CsrExtensions) => warningsOf(Stack.of(root({ csrExtensions })), 'Root');
  const ofSub = (props: Partial<SubordinateCertificateAuthorityProps>) => warningsOf(Stack.of(under(props)), 'Sub');

  test('are ignored by the templates of root CAs, and by default by those of subordinate CAs: a warning', () => {
    const csrExtensions = { keyUsage: SIGNING, subjectInformationAccess: ACCESS };

    expect(ofRoot(csrExtensions)).toEqual([expect.stringContaining(
      'The CA certificate will not contain csrExtensions.keyUsage and csrExtensions.subjectInformationAccess, because '
      + 'RootCACertificate/V1 does not copy it from the CSR. To add extensions to the certificate, use apiPassthrough. Changing csrExtensions')]);
    expect(ofSub({ csrExtensions })).toEqual([expect.stringContaining(
      'SubordinateCACertificate_PathLen0/V1 does not copy it from the CSR. To add extensions to the certificate, use apiPassthrough or a '
      + 'template with CSR passthrough.')]);
  });

  test('are in the certificate, without a warning, if the template copies them', () => {
    expect(ofSub({
      csrExtensions: { keyUsage: SIGNING, subjectInformationAccess: ACCESS }, certificateTemplate: blankSub(CSR),
    })).toEqual([]);
    expect(ofSub({
      csrExtensions: { subjectInformationAccess: ACCESS },
      certificateTemplate: CertificateTemplate.subordinateCa(0).withPassthrough(CSR),
    })).toEqual([]);
    expect(ofSub({ csrExtensions: { keyUsage: SIGNING }, certificateTemplate: blankSub(API_AND_CSR) })).toEqual([]);
  });

  test('with a key usage are ignored by a template that sets another one, and not if it is the same', () => {
    const certificateTemplate = CertificateTemplate.subordinateCa(0).withPassthrough(CSR);

    expect(ofSub({ csrExtensions: { keyUsage: SIGNING }, certificateTemplate }))
      .toEqual([expect.stringContaining('will not contain csrExtensions.keyUsage, because')]);
    expect(ofSub({ csrExtensions: { keyUsage: CA_USAGE }, certificateTemplate })).toEqual([]);
    expect(ofRoot({ keyUsage: CA_USAGE })).toEqual([]);
  });

  test('are ignored if the API passthrough requests the same extension', () => {
    const certificateTemplate = blankSub(API_AND_CSR);
    const csrExtensions = { keyUsage: CA_USAGE, subjectInformationAccess: ACCESS };

    expect(ofSub({ csrExtensions, certificateTemplate, apiPassthrough: { extensions: { keyUsage: SIGNING } } }))
      .toEqual([expect.stringContaining('will not contain csrExtensions.keyUsage, because')]);
    expect(ofSub({
      csrExtensions,
      certificateTemplate,
      apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: '1.3.6.1.5.5.7.1.11', value: 'BQA=' }] } },
    })).toEqual([expect.stringContaining('will not contain csrExtensions.subjectInformationAccess, because')]);
  });

  test('do not cause a warning with a template that this version does not have', () => {
    expect(ofSub({ csrExtensions: { keyUsage: SIGNING }, certificateTemplate: CertificateTemplate.of('Future/V2') })).toEqual([]);
  });

  test('contain at least one usage, and an entry in each list', () => {
    errorOf('KeyUsage', () => root({ csrExtensions: { keyUsage: {} } }));
    errorOf('KeyUsage', () => root({ csrExtensions: { keyUsage: { digitalSignature: false } } }));
    errorOf('KeyUsage', () => root({ csrExtensions: { keyUsage: { decipherOnly: true } } }));
    expect(() => root({ csrExtensions: { keyUsage: { keyAgreement: true, decipherOnly: true } } })).not.toThrow();
    errorOf('ExtensionEntries', () => root({ csrExtensions: { subjectInformationAccess: [] } }));
    const nameless = [{ ...ACCESS[0], accessMethod: AccessMethod.of('') }];
    errorOf('ValueName', () => root({ csrExtensions: { subjectInformationAccess: nameless } }));
  });
});

describe('the key usage of an API passthrough', () => {
  test('is ignored by templates that are not blank, which is an error', () => {
    const error = errorOf('PassthroughIgnored', () => extensions({ keyUsage: SIGNING }));

    expect(error.message).toBe('apiPassthrough.extensions.keyUsage must not be set, because RootCACertificate_APIPassthrough/V1 sets this '
      + 'extension and ignores other values; got {"keyCertSign":true,"crlSign":true}. Fix: Remove keyUsage, or set certificateTemplate to '
      + 'CertificateTemplate.blankRootCa().withPassthrough(TemplatePassthrough.API). [PassthroughIgnored at Stack/Root]');
    expect(errorOf('PassthroughIgnored', () => under({ pathLength: 2, apiPassthrough: { extensions: { keyUsage: SIGNING } } })).message)
      .toContain('CertificateTemplate.blankSubordinateCa(2).withPassthrough(TemplatePassthrough.API)');
  });

  test('can be the same as that of the template', () => {
    expect(() => extensions({ keyUsage: CA_USAGE })).not.toThrow();
    expect(() => extensions({ keyUsage: { ...CA_USAGE, dataEncipherment: false } })).not.toThrow();
    errorOf('PassthroughIgnored', () => extensions({ keyUsage: { ...CA_USAGE, dataEncipherment: true } }));
  });

  test.each([
    ['a root', () => root({ certificateTemplate: blankRoot })],
    ['a root without keyCertSign', () => root({
      certificateTemplate: blankRoot, apiPassthrough: { extensions: { keyUsage: { digitalSignature: true } } },
    })],
    ['a subordinate', () => under({ certificateTemplate: blankSub(API) })],
    ['a subordinate without keyCertSign', () => under({
      certificateTemplate: blankSub(API), apiPassthrough: { extensions: { keyUsage: { crlSign: true } } },
    })],
    ['a subordinate whose CSR has one that is not passed through', () => under({
      certificateTemplate: blankSub(API), csrExtensions: { keyUsage: CA_USAGE },
    })],
    ['a subordinate with CSR passthrough', () => under({ certificateTemplate: blankSub(CSR) })],
    ['a subordinate whose API passthrough replaces that of the CSR', () => under({
      certificateTemplate: blankSub(API_AND_CSR),
      csrExtensions: { keyUsage: CA_USAGE },
      apiPassthrough: { extensions: { keyUsage: { digitalSignature: true } } },
    })],
    ['a root with a DER-encoded one without keyCertSign', () => root({
      certificateTemplate: blankRoot,
      apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: '2.5.29.15', value: 'AwIHgA==' }] } },
    })],
  ])('must include keyCertSign if the template is blank: %s', (_name, build) => {
    const error = errorOf('CaKeyUsage', build);

    expect(error.message).toMatch(/^The key usage of a CA certificate with a blank template must include keyCertSign; got /);
  });

  test.each([
    ['a root', () => root({ certificateTemplate: blankRoot, apiPassthrough: { extensions: { keyUsage: { keyCertSign: true } } } })],
    ['a subordinate', () => under({ certificateTemplate: blankSub(API), apiPassthrough: { extensions: { keyUsage: SIGNING } } })],
    ['a subordinate with CSR passthrough', () => under({ certificateTemplate: blankSub(CSR), csrExtensions: { keyUsage: SIGNING } })],
    ['a subordinate with both', () => under({ certificateTemplate: blankSub(API_AND_CSR), csrExtensions: { keyUsage: SIGNING } })],
    ['a root with a DER-encoded one', () => root({
      certificateTemplate: blankRoot,
      apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: '2.5.29.15', value: 'AwIBBg==', critical: true }] } },
    })],
    ['a root with one that is known at deployment', () => root({
      certificateTemplate: blankRoot,
      apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: '2.5.29.15', value: Lazy.string({ produce: () => '' }) }] } },
    })],
  ])('is enough with keyCertSign: %s', (_name, build) => {
    expect(build).not.toThrow();
  });

  test('must include crlSign if the CA publishes CRLs', () => {
    const withUsage = (keyUsage: CertificateExtensions['keyUsage'], crl = Revocation.crl()) =>
      root({ certificateTemplate: blankRoot, apiPassthrough: { extensions: { keyUsage } }, revocation: crl });

    const error = errorOf('CaKeyUsage', () => withUsage({ keyCertSign: true }));
    expect(error.message).toContain('must include keyCertSign, and crlSign because the CA publishes CRLs; got {"keyCertSign":true}.');
    expect(() => withUsage(SIGNING)).not.toThrow();
    expect(() => withUsage({ keyCertSign: true }, Revocation.ocsp())).not.toThrow();
  });
});

describe('custom extensions', () => {
  test.each([
    'Example Corp', 'BQA', 'BQA=\n', 'BQ-_', '====', '', 'AA==', 'BQ==', 'BQEA BQA=', 'AAA=', 'BQAF', 'MAMFAAA=', 'MIACAQEAAA==', 'BIEBAA==', 'BIA=',
    'A'.repeat(4100),
  ])('with the value %p are not base64-encoded DER', (value) => {
    const error = errorOf('CustomExtensionValue', () => custom(value));

    expect(error.message).toContain('The value of the custom extension 1.2.3 must be a Base64-encoded DER element of 1 to 4096 characters; got');
  });

  // NULL, a key usage, a sequence, an empty sequence, an octet string with a long length, an element with a long tag.
  test.each(['BQA=', 'AwIBBg==', 'MAMCAQE=', 'MAA=', `BIGA${'A'.repeat(171)}=`, 'nx8BAA=='])('with the value %p are', (value) => {
    expect(() => custom(value)).not.toThrow();
  });

  test('of the same type are requested once: a certificate contains an extension only once', () => {
    const twice = [{ objectIdentifier: '1.2.3', value: 'BQA=' }, { objectIdentifier: '1.2.3', value: 'MAA=' }];
    const error = errorOf('ExtensionDuplicate', () => extensions({ customExtensions: twice }));
    expect(error.message).toContain('Each extension must be requested only once; got "1.2.3". Fix: Remove one extension.');

    const purposes = [{ objectIdentifier: '2.5.29.37', value: 'MAA=' }];
    errorOf('ExtensionDuplicate', () => extensions({ customExtensions: purposes, extendedKeyUsage: [ExtendedKeyUsage.SERVER_AUTH] }));
    expect(() => extensions({ customExtensions: purposes })).not.toThrow();
    expect(() => extensions({ customExtensions: [twice[0], { ...twice[1], objectIdentifier: '1.2.4' }] })).not.toThrow();
  });

  test.each(['2.5.29.19', '2.5.29.14', '2.5.29.15'])('of the type %s are ignored, because the template sets that extension', (objectIdentifier) => {
    const error = errorOf('PassthroughIgnored', () => custom('AwIBBg==', objectIdentifier));

    expect(error.message).toContain(`The custom extension ${objectIdentifier} must not be set`);
  });

  test('can contain the authority key identifier of a root only', () => {
    const customExtensions = [{ objectIdentifier: '2.5.29.35', value: 'MAA=' }];

    expect(() => extensions({ customExtensions })).not.toThrow();
    errorOf('PassthroughIgnored', () => under({ apiPassthrough: { extensions: { customExtensions } } }));
  });

  test('that are known only at deployment pass', () => {
    const token = Lazy.string({ produce: () => 'BQA=' });

    expect(() => custom(token)).not.toThrow();
    const late = { objectIdentifier: token, value: token };
    expect(() => extensions({ customExtensions: [late, late] })).not.toThrow();
  });
});

describe('lists and texts of extensions', () => {
  test.each<[string, CertificateExtensions]>([
    ['certificatePolicies', { certificatePolicies: [] }],
    ['certificatePolicies.cpsUris', { certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: [] }] }],
    ['extendedKeyUsage', { extendedKeyUsage: [] }],
    ['subjectAlternativeNames', { subjectAlternativeNames: [] }],
    ['customExtensions', { customExtensions: [] }],
  ])('%s must not be empty', (name, given) => {
    const error = errorOf('ExtensionEntries', () => extensions(given));

    expect(error.message).toContain(`apiPassthrough.extensions.${name} must have 1 to `);
    expect(error.message).toContain('entries; got 0. Fix: Add an entry, or remove the property.');
  });

  test('the list of CPS URIs must not be a token, but its elements can contain tokens', () => {
    const withUris = (cpsUris: string[]) => () => extensions({ certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris }] });
    const token = Lazy.string({ produce: () => 'http://a.example' });

    expect(errorOf('ExtensionEntries', withUris(Lazy.list({ produce: () => ['http://a.example'] }))).message).toContain(
      'apiPassthrough.extensions.certificatePolicies.cpsUris must be a list that is known at synthesis; got "a token". Fix: Use a list, whose elements '
      + 'can contain tokens.');
    expect(withUris([token])).not.toThrow();
  });

  test('a certificate policy is listed once', () => {
    errorOf('ExtensionDuplicate', () => extensions({ certificatePolicies: [{ objectIdentifier: '1.2.3' }, { objectIdentifier: '1.2.3' }] }));
  });

  test.each(['', 'pki.example.com/cps', 'http://pki.example.com/ü', `http://${'x'.repeat(250)}`])('the CPS URI %p is not one', (uri) => {
    errorOf('CpsUri', () => extensions({ certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: [uri] }] }));
  });

  test('names of values are not empty and have no other characters than letters, digits, and underscores', () => {
    const signingAlgorithm = SigningAlgorithm.SHA384_WITH_ECDSA;
    const wrong: Partial<RootCertificateAuthorityProps>[] = [
      { keyAlgorithm: KeyAlgorithm.of(''), signingAlgorithm }, { keyAlgorithm: KeyAlgorithm.of('EC secp384r1'), signingAlgorithm },
      { signingAlgorithm: SigningAlgorithm.of('') }, { usageMode: UsageMode.of('') },
      { keyStorageSecurityStandard: KeyStorageSecurityStandard.of('FIPS 140') },
      { apiPassthrough: { extensions: { extendedKeyUsage: [ExtendedKeyUsage.of('')] } } },
      { revocation: Revocation.crl({ type: CrlType.of('') }) },
    ];

    for (const props of wrong) { errorOf('ValueName', () => root(props)); }
    errorOf('ValueName', () => under({ issuerSigningAlgorithm: SigningAlgorithm.of('') }));
    expect(() => root({ usageMode: UsageMode.of('FUTURE_MODE') })).not.toThrow();
    expect(() => root({ usageMode: UsageMode.of(Lazy.string({ produce: () => 'FUTURE_MODE' })) })).not.toThrow();
  });
});

describe('the validity period and the template', () => {
  test('the period starts before it ends', () => {
    const until = Validity.endDate('20361231235959');
    const error = errorOf('NotBefore', () => root({ validity: until, validityNotBefore: Validity.absolute(2_114_380_799) }));

    expect(error.message).toContain('validityNotBefore must be before the end of the validity period (20361231235959 end date); got "2114380799 absolute"');
    expect(() => root({ validity: until, validityNotBefore: Validity.absolute(2_114_380_798) })).not.toThrow();
    errorOf('NotBefore', () => root({ validity: Validity.absolute(5), validityNotBefore: Validity.absolute(6) }));
    const start = Validity.absolute(2_114_380_799);
    expect(() => root({ validity: Validity.days(1), validityNotBefore: start })).not.toThrow();
    const late = Lazy.number({ produce: () => 6 });
    expect(() => root({ validity: Validity.absolute(5), validityNotBefore: Validity.absolute(late) })).not.toThrow();
  });

  test.each([
    'arn:aws:acm-pca:::template/RootCACertificate/V1', '', 'RootCACertificate', '/V1', 'Root CA/V1', 'RootCACertificate/V1/V1', 'RootCACertificate/v1',
    `${'x'.repeat(150)}/V1`,
  ])('%p is not the name of a template', (name) => {
    const error = errorOf('CertificateTemplate', () => root({ certificateTemplate: CertificateTemplate.of(name) }));

    expect(error.message).toContain('Fix: Pass the part of the template ARN that follows "template/", such as RootCACertificate/V1.');
  });

  test('a template by a known name has the checks of that name, and a token none', () => {
    const keyUsage = { keyUsage: SIGNING };
    const of = (name: string) =>
      root({ certificateTemplate: CertificateTemplate.of(name), apiPassthrough: { extensions: keyUsage } });

    errorOf('PassthroughIgnored', () => of('RootCACertificate_APIPassthrough/V1'));
    expect(() => of('BlankRootCACertificate_APIPassthrough/V1')).not.toThrow();
    expect(() => of('Future_APIPassthrough/V2')).not.toThrow();
    expect(() => root({ certificateTemplate: CertificateTemplate.of(Lazy.string({ produce: () => 'Future/V2' })) })).not.toThrow();
  });
});

test.each(['certificatePem', 'certificateChainPem'])('the %s of an imported CA is not empty, and has no private key', (name) => {
  const imported = (pem: string) => PrivateCertificateAuthority.fromCertificateAuthorityAttributes(newStack(), 'Imported', {
    certificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1', [name]: pem,
  });

  for (const pem of ['', ' \n', 'x'.repeat(3_000_000)]) {
    expect(errorOf('CertificatePem', () => imported(pem)).message).toContain(`${name} must be PEM-encoded and have 1 to `);
  }
  const { message } = errorOf('PrivateKeyInTemplate', () => imported(`-----BEGIN CERTIFICATE-----\n-----BEGIN ${'PRIVATE KEY'}-----\nMIGHAgEA`));
  expect(message).toContain(`${name} must not contain a private key`);
  expect(message).not.toContain('MIGH');
  expect(errorOf('CertificatePem', () => imported('-----BEGIN CERTIFICATE-----')).message).toContain('got "an incomplete PEM block"');
  expect(() => imported(Lazy.string({ produce: () => '' }))).not.toThrow();
});

test.each<[ErrorCode, Partial<RootCertificateAuthorityProps>]>([
  ['CustomExtensionValue', { apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: '1.2.3', value: '' }] } } }],
  ['GeneralName', { apiPassthrough: { extensions: { subjectAlternativeNames: [GeneralName.ipAddress('')] } } }],
  ['GeneralName', {
    csrExtensions: { subjectInformationAccess: [{ ...ACCESS[0], accessLocation: GeneralName.ipAddress('') }] },
  }],
  ['CommonNameLength', { subject: DistinguishedName.of({ commonName: '' }) }],
  ['ValidityPeriod', { validity: Validity.years(0) }],
])('%s: a wrong request creates nothing, no resource and no bucket for CRLs', (code, props) => {
  const stack = newStack();

  errorOf(code, () => root({ revocation: Revocation.crl(), ...props }, stack));
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
});
