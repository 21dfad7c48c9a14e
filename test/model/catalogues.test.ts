import { CertificateTemplate } from '../../src/model/certificate-template';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
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

test('every key and signing algorithm with a name of ours is in the table', () => {
  expect(Object.values(KeyAlgorithm)).toEqual(expect.arrayContaining(ALGORITHMS.map(([key]) => key)));
  expect(Object.values(KeyAlgorithm)).toHaveLength(ALGORITHMS.length);
  expect(Object.values(SigningAlgorithm)).toHaveLength(ALGORITHMS.length);
});

test('what AWS adds later can be named', () => {
  expect(KeyAlgorithm.of('SLH_DSA').name).toBe('SLH_DSA');
  expect(KeyAlgorithm.of('SLH_DSA').defaultSigningAlgorithm).toBeUndefined();
  expect(SigningAlgorithm.of('SLH_DSA').name).toBe('SLH_DSA');
  expect(UsageMode.of('NEW_MODE').name).toBe('NEW_MODE');
  expect(CertificateTemplate.of('NewCertificate/V1').templateName).toBe('NewCertificate/V1');
});

test('usage modes are spelled as AWS Private CA spells them', () => {
  expect(String(UsageMode.GENERAL_PURPOSE)).toBe('GENERAL_PURPOSE');
  expect(String(UsageMode.SHORT_LIVED_CERTIFICATE)).toBe('SHORT_LIVED_CERTIFICATE');
});

test('the ARN of a template has the partition of the stack', () => {
  expect(newStack().resolve(CertificateTemplate.ROOT_CA_CERTIFICATE.certificateTemplateArn))
    .toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':acm-pca:::template/RootCACertificate/V1']] });
});
