import { findingsIn } from './findings';
import { viewOf } from './view-of';
import { certificateOf, crlBucketOf, enabledCrl, hasUnknownActivation, isGeneralPurpose, ownCertificate, templateOf } from '../../../src/checks/private/authorities';
import { CRL_NO_POLICY } from '../../../src/checks/private/bucket-rules';
import { activation, att, authority, change, crl, crlBucket, ref, Resources, root, sub } from '../cases/case';

const ofType = (resources: Resources, type: string) => {
  const view = viewOf(resources);
  return { view, first: view.all(`AWS::ACMPCA::${type}`)[0] };
};

describe('the certificate of a CA', () => {
  const own = (more: Resources = {}) => {
    const { view, first } = ofType({ ...root(), ...more }, 'CertificateAuthority');
    return ownCertificate(view, first)?.id;
  };
  const second = (properties = {}) => ({ Second: activation('Root', 'RootCertificate', properties) });

  test.each<[string, () => Resources, string | undefined]>([
    ['is that of its activation', () => ({}), 'RootCertificate'],
    ['is that of two activations', () => second(), 'RootCertificate'],
    ['is unknown if two activations import different certificates', () => second({ Certificate: 'PEM' }), undefined],
    ['is unknown beside an activation for a CA that a parameter decides', () => second({ CertificateAuthorityArn: ref('Text') }), undefined],
    ['is known beside an activation for a CA outside the app', () => second({ CertificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1' }),
      'RootCertificate'],
  ])('%s', (_name, more, expected) => {
    expect(own(more())).toBe(expected);
  });

  test.each<[string, string, string | undefined]>([
    ['is imported by its text', 'Certificate', 'RootCertificate'],
    ['is not imported by its ARN', 'Arn', undefined],
  ])('%s', (_name, attribute, expected) => {
    const { view, first } = ofType(change(root(), 'RootActivation/Properties/Certificate', att('RootCertificate', attribute)), 'CertificateAuthorityActivation');

    expect(certificateOf(view, first)?.id).toBe(expected);
  });
});

test.each<[string, unknown, boolean]>([
  ['a reference', ref('Root'), false],
  ['a literal ARN', 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1', false],
  ['a parameter', ref('Text'), true],
  ['what a custom resource gives', att('Lookup', 'CaArn'), true],
  ['an ARN with an ID that a parameter decides', sub('arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${Text}'), true],
])('an activation can be for an unknown CA: %s', (_name, CertificateAuthorityArn, expected) => {
  const view = viewOf({ Root: authority('ROOT'), Activation: activation('Root', 'None', { CertificateAuthorityArn, Certificate: 'PEM' }), Lookup: { Type: 'Custom::Lookup' } });

  expect(hasUnknownActivation(view)).toBe(expected);
});

test.each<[unknown, boolean]>([
  [undefined, true], ['GENERAL_PURPOSE', true], ['SHORT_LIVED_CERTIFICATE', false], [ref('Text'), false],
])('a CA with the usage mode %j is certain to issue general-purpose certificates: %j', (UsageMode, expected) => {
  const { view, first } = ofType(root({ UsageMode }), 'CertificateAuthority');

  expect(isGeneralPurpose(view, first)).toBe(expected);
});

describe('the template of a certificate', () => {
  const facts = (arn: unknown) => {
    const { view, first } = ofType(change(root(), 'RootCertificate/Properties/TemplateArn', arn), 'Certificate');
    return templateOf(view, first);
  };

  test.each<[string, unknown, unknown]>([
    ['is the default one', undefined, { kind: 'end entity', name: 'EndEntityCertificate/V1', apiPassthrough: false }],
    ['is one for an end entity', 'arn:aws:acm-pca:::template/EndEntityClientAuthCertificate/V1',
      { kind: 'end entity', name: 'EndEntityClientAuthCertificate/V1', apiPassthrough: false }],
    ['has a path length', 'arn:aws:acm-pca:::template/BlankSubordinateCACertificate_PathLen2_APIPassthrough/V1',
      { kind: 'subordinate', name: 'BlankSubordinateCACertificate_PathLen2_APIPassthrough/V1', pathLength: 2, apiPassthrough: true }],
    ['has a version of two digits', 'arn:aws:acm-pca:::template/RootCACertificate/V10',
      { kind: 'root', name: 'RootCACertificate/V10', apiPassthrough: false }],
    ['is known if a parameter decides the partition', sub('arn:${Text}:acm-pca:::template/RootCACertificate/V1'),
      { kind: 'root', name: 'RootCACertificate/V1', apiPassthrough: false }],
    ['is unknown if a parameter decides its name', sub('arn:aws:acm-pca:::template/${Text}/V1'), undefined],
    ['is unknown if a parameter decides its version', sub('arn:aws:acm-pca:::template/RootCACertificate/V${Text}'), undefined],
    ['is unknown with text after its version', 'arn:aws:acm-pca:::template/RootCACertificate/V1/latest', undefined],
    ['is unknown if a parameter decides it', ref('Text'), undefined],
  ])('%s', (_name, arn, expected) => {
    expect(facts(arn)).toEqual(expected);
  });
});

describe('the CRL of a CA', () => {
  test.each<[string, unknown, boolean]>([
    ['is enabled', true, true],
    ['is enabled by a text', 'true', true],
    ['is disabled', false, false],
    ['is decided by a parameter', ref('Text'), false],
  ])('%s', (_name, Enabled, expected) => {
    const { view, first } = ofType({ Crls: crlBucket().Crls, ...root(crl({ Enabled })) }, 'CertificateAuthority');

    expect(enabledCrl(view, first) !== undefined).toBe(expected);
    expect(crlBucketOf(view, first)?.id).toBe(expected ? 'Crls' : undefined);
  });

  test('needs no bucket policy if it is disabled', () => {
    expect(findingsIn(CRL_NO_POLICY, { Crls: crlBucket().Crls, ...root(crl({ Enabled: false })) })).toEqual([]);
  });
});
