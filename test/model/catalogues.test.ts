import { Lazy } from 'aws-cdk-lib';
import { AccessMethod } from '../../src/model/access-method';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { CrlType } from '../../src/model/crl-type';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../src/model/key-storage-security-standard';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import allTemplates from '../fixtures/certificate-templates.json';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

/** Each key algorithm with the signing algorithm of its family and strength. */
const ALGORITHMS: [KeyAlgorithm, string, SigningAlgorithm, string][] = [
  [KeyAlgorithm.EC_PRIME256V1, 'EC_prime256v1', SigningAlgorithm.SHA256_WITH_ECDSA, 'SHA256WITHECDSA'],
  [KeyAlgorithm.EC_SECP384R1, 'EC_secp384r1', SigningAlgorithm.SHA384_WITH_ECDSA, 'SHA384WITHECDSA'],
  [KeyAlgorithm.EC_SECP521R1, 'EC_secp521r1', SigningAlgorithm.SHA512_WITH_ECDSA, 'SHA512WITHECDSA'],
  [KeyAlgorithm.RSA_2048, 'RSA_2048', SigningAlgorithm.SHA256_WITH_RSA, 'SHA256WITHRSA'],
  [KeyAlgorithm.RSA_3072, 'RSA_3072', SigningAlgorithm.SHA384_WITH_RSA, 'SHA384WITHRSA'],
  [KeyAlgorithm.RSA_4096, 'RSA_4096', SigningAlgorithm.SHA512_WITH_RSA, 'SHA512WITHRSA'],
  [KeyAlgorithm.ML_DSA_44, 'ML_DSA_44', SigningAlgorithm.ML_DSA_44, 'ML_DSA_44'],
  [KeyAlgorithm.ML_DSA_65, 'ML_DSA_65', SigningAlgorithm.ML_DSA_65, 'ML_DSA_65'],
  [KeyAlgorithm.ML_DSA_87, 'ML_DSA_87', SigningAlgorithm.ML_DSA_87, 'ML_DSA_87'],
  [KeyAlgorithm.SM2, 'SM2', SigningAlgorithm.SM3_WITH_SM2, 'SM3WITHSM2'],
];

test.each(ALGORITHMS)('the key algorithm %s signs with its own family', (key, keyName, signing, signingName) => {
  expect(key.name).toBe(keyName);
  expect(String(key)).toBe(keyName);
  expect(key.defaultSigningAlgorithm).toBe(signing);
  expect(String(signing)).toBe(signingName);
});

test('every key and signing algorithm constant is in the table', () => {
  expect(Object.values(KeyAlgorithm)).toEqual(expect.arrayContaining(ALGORITHMS.map(([key]) => key)));
  expect(Object.values(KeyAlgorithm)).toHaveLength(ALGORITHMS.length);
  expect(Object.values(SigningAlgorithm)).toHaveLength(ALGORITHMS.length);
});

test('values that AWS adds later can be used by name', () => {
  expect(KeyAlgorithm.of('SLH_DSA').name).toBe('SLH_DSA');
  expect(KeyAlgorithm.of('SLH_DSA').defaultSigningAlgorithm).toBeUndefined();
  expect(SigningAlgorithm.of('SLH_DSA').name).toBe('SLH_DSA');
  expect(UsageMode.of('NEW_MODE').name).toBe('NEW_MODE');
  expect(String(KeyStorageSecurityStandard.of('NEW_STANDARD'))).toBe('NEW_STANDARD');
  expect(ExtendedKeyUsage.of('NEW_USAGE').name).toBe('NEW_USAGE');
  expect(AccessMethod.of('NEW_METHOD').name).toBe('NEW_METHOD');
  expect(String(CrlType.of('NEW_TYPE'))).toBe('NEW_TYPE');
  expect(CertificateTemplate.of('NewCertificate/V1').templateName).toBe('NewCertificate/V1');
});

test('values that have an object identifier can be used by it', () => {
  expect(ExtendedKeyUsage.ofObjectIdentifier('1.3.6.1.5.5.7.3.17')).toMatchObject({ name: undefined, objectIdentifier: '1.3.6.1.5.5.7.3.17' });
  expect(AccessMethod.ofObjectIdentifier('1.3.6.1.5.5.7.48.5')).toMatchObject({ name: undefined, objectIdentifier: '1.3.6.1.5.5.7.48.5' });
});

test.each<[string, string | undefined]>([
  ['SHA256WITHECDSA', 'ECDSA'], ['SHA512WITHRSA', 'RSA'], ['SHA384WITHRSA_PSS', 'RSA'], ['SM3WITHSM2', 'SM2'], ['ML_DSA_87', 'ML_DSA_87'],
  ['SHAKE256WITHRSA', undefined], ['XSHA256WITHRSA', undefined], ['SHA256WITHRSA2', undefined], ['SHAWITHRSA', undefined],
  ['XML_DSA_44', undefined], ['ML_DSA_44B', undefined], ['ML_DSA_', undefined], ['SLH_DSA', undefined],
])('the family of the signing algorithm %s is %s', (name, family) => {
  expect(SigningAlgorithm.of(name)._family).toBe(family);
});

test('the family of a key is that of its signing algorithm, if it is known', () => {
  expect(ALGORITHMS.map(([key]) => key._family)).toEqual(
    ['ECDSA', 'ECDSA', 'ECDSA', 'RSA', 'RSA', 'RSA', 'ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87', 'SM2']);
  expect(KeyAlgorithm.of('SLH_DSA')._family).toBeUndefined();
});

test('usage modes are spelled as AWS Private CA spells them', () => {
  expect(String(UsageMode.GENERAL_PURPOSE)).toBe('GENERAL_PURPOSE');
  expect(String(UsageMode.SHORT_LIVED_CERTIFICATE)).toBe('SHORT_LIVED_CERTIFICATE');
});

test('the ARN of a template has the partition of the stack', () => {
  expect(newStack().resolve(CertificateTemplate.ROOT_CA.certificateTemplateArn))
    .toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':acm-pca:::template/RootCACertificate/V1']] });
});

describe('certificate templates', () => {
  const kinds = { RootCACertificate: /^(Blank)?Root/, SubordinateCACertificate: /^(Blank)?Subordinate/ } as const;

  test('are exactly the AWS Private CA templates', () => {
    expect(allTemplates).toHaveLength(61);
    expect(CertificateTemplate.allTemplateNames().sort()).toEqual([...allTemplates].sort());
  });

  test('can all be created', () => {
    const { NONE, CSR, API, API_AND_CSR } = TemplatePassthrough;
    const bases = [
      CertificateTemplate.CODE_SIGNING, CertificateTemplate.END_ENTITY, CertificateTemplate.END_ENTITY_CLIENT_AUTH,
      CertificateTemplate.END_ENTITY_SERVER_AUTH, CertificateTemplate.OCSP_SIGNING, CertificateTemplate.ROOT_CA,
      CertificateTemplate.BLANK_END_ENTITY, CertificateTemplate.BLANK_END_ENTITY_CRITICAL_BASIC_CONSTRAINTS,
      CertificateTemplate.blankRootCa(),
      ...[0, 1, 2, 3].flatMap((length) => [
        CertificateTemplate.subordinateCa(length), CertificateTemplate.blankSubordinateCa(length),
        CertificateTemplate.blankRootCa(length),
      ]),
    ];

    const passthroughs = [NONE, CSR, API, API_AND_CSR];
    const reached = bases.flatMap((base) => passthroughs.map((one) => base.withPassthrough(one).templateName));
    expect(allTemplates.filter((name) => !reached.includes(name))).toEqual([]);
  });

  test.each(Object.entries(kinds))('of the type %s render, and all others cause an error with a list of these', (kind, pattern) => {
    for (const name of allTemplates) {
      const template = CertificateTemplate.allTemplateNames().includes(name)
        ? Object.assign(Object.create(CertificateTemplate.prototype), { templateName: name }) as CertificateTemplate
        : CertificateTemplate.of(name);
      const render = () => template._render(newStack(), kind as keyof typeof kinds);
      if (pattern.test(name)) {
        expect(render).not.toThrow();
      } else {
        expect(errorOf('CertificateTemplate', render).message).toContain(`${kind}`);
      }
    }
  });

  test.each([
    ['EndEntityCertificat/V1', 'EndEntityCertificate/V1'],
    ['EndEntityCertificatee/V1', 'EndEntityCertificate/V1'],
    ['EndEntytyCertificate/V2', 'EndEntityCertificate/V1'],
    ['endentitycertificate/V1', 'EndEntityCertificate/V1'],
    ['SubordinateCaCertificate_PathLen0/V1', 'SubordinateCACertificate_PathLen0/V1'],
    ['xRootCACertificate/V1', 'RootCACertificate/V1'],
  ])('%s is a misspelled name', (name, meant) => {
    const { message } = errorOf('CertificateTemplate', () => CertificateTemplate.of(name)._requireKnown(newStack()));

    expect(message).toContain(`must be spelled as AWS Private CA spells it, such as ${meant}; got "${name}".`);
  });

  test.each([
    'EndEntityCertificate/V1', 'EndEntityCertificate/V12', 'SubordinateCACertificate_PathLen4/V1', 'BlankRootCACertificate_CSRPassthrough/V1',
    'EndEntityEmailCertificate/V1', Lazy.string({ produce: () => 'EndEntityCertificat/V1' }),
  ])('%s can be a name', (name) => {
    expect(() => CertificateTemplate.of(name)._requireKnown(newStack())).not.toThrow();
  });

  test('that do not exist cause an error with a list of those that do, but a custom name passes', () => {
    const wrong = CertificateTemplate.ROOT_CA.withPassthrough(TemplatePassthrough.CSR);

    const error = errorOf('CertificateTemplate', () => wrong._render(newStack(), 'RootCACertificate'));
    expect(error.message).toContain('The certificate template must be one of RootCACertificate/V1, '
      + 'RootCACertificate_APIPassthrough/V1, BlankRootCACertificate_APIPassthrough/V1');
    expect(error.message).toContain('got "RootCACertificate_CSRPassthrough/V1". Fix: Choose another template or passthrough');
    errorOf('CertificateTemplate',
      () => CertificateTemplate.subordinateCa(4)._render(newStack(), 'SubordinateCACertificate'));
    expect(() => CertificateTemplate.of('Future/V2')._render(newStack(), 'RootCACertificate')).not.toThrow();
    expect(CertificateTemplate.of('Future/V2').withPassthrough(TemplatePassthrough.API).templateName)
      .toBe('Future_APIPassthrough/V2');
    expect(CertificateTemplate.of('Bare').withPassthrough(TemplatePassthrough.API).templateName).toBe('Bare_APIPassthrough');
  });

  test.each(['Future/V2', 'Future/V10', 'Future_Kind/V1'])('can have the name %s in a later version', (name) => {
    expect(() => CertificateTemplate.of(name)._requireKnown(newStack())).not.toThrow();
  });

  test.each(['', 'Future', 'Future/V', 'Future/V1 ', 'template/Future/V1', 'Future/V1/V1', '/V1'])('cannot have the name %p', (name) => {
    const error = errorOf('CertificateTemplate', () => CertificateTemplate.of(name)._requireKnown(newStack()));

    expect(error.message).toMatch(/^The name of the certificate template must be a name with a version, of 1 to 150 characters; got /);
  });

  test('of every type are known if the type does not matter', () => {
    for (const template of [CertificateTemplate.END_ENTITY, CertificateTemplate.ROOT_CA, CertificateTemplate.subordinateCa(0)]) {
      expect(() => template._requireKnown(newStack())).not.toThrow();
    }
    errorOf('CertificateTemplate', () => CertificateTemplate.subordinateCa(4)._requireKnown(newStack()));
  });

  test('of CAs are those whose name contains it', () => {
    const expected = allTemplates.filter((name) => name.includes('CACertificate'));

    expect(CertificateTemplate.caTemplates().map(({ templateName }) => templateName).sort()).toEqual(expected.sort());
    expect(expected.length).toBeLessThan(allTemplates.length);
  });

  test('keep a passthrough that is not at the end of the name', () => {
    expect(CertificateTemplate.of('Future_APIPassthrough_Kind/V1').withPassthrough(TemplatePassthrough.CSR).templateName)
      .toBe('Future_APIPassthrough_Kind_CSRPassthrough/V1');
  });

  test('show a path length that is not a number as it is', () => {
    expect(CertificateTemplate.subordinateCa(NaN).templateName).toBe('SubordinateCACertificate_PathLenNaN/V1');
    expect(CertificateTemplate.subordinateCa([1] as never).templateName).toBe('SubordinateCACertificate_PathLen[1]/V1');
  });

  test('have the API passthrough and the path length in their name', () => {
    const plain = CertificateTemplate.subordinateCa(2);

    expect(plain._takesApiPassthrough).toBe(false);
    expect(plain.withPassthrough(TemplatePassthrough.CSR)._takesApiPassthrough).toBe(false);
    expect(plain.withPassthrough(TemplatePassthrough.API)._takesApiPassthrough).toBe(true);
    expect(plain.withPassthrough(TemplatePassthrough.API_AND_CSR)._takesApiPassthrough).toBe(true);
    expect(plain.withPassthrough(TemplatePassthrough.API).withPassthrough(TemplatePassthrough.NONE).templateName)
      .toBe(plain.templateName);
    expect(plain._pathLength).toBe(2);
    expect(CertificateTemplate.of('SubordinateCACertificate_PathLen10/V1')._pathLength).toBe(10);
    expect(CertificateTemplate.ROOT_CA._pathLength).toBeUndefined();
  });
});
