import { findingsIn } from './findings';
import { sourceOf } from './view-of';
import {
  ACM_KEY, ACM_RENEWAL, ACM_SHORT_LIVED, ALGORITHM, ENUM, PASSTHROUGH, PATH_LENGTH,
} from '../../../src/checks/private/certificate-rules';
import { runRules } from '../../../src/checks/private/engine';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { acmCertificate, authority, certificate, change, NO_VALUE, permission, ref, Resources, root, subordinate, sub } from '../cases/case';

const rsa = { KeyAlgorithm: 'RSA_2048', SigningAlgorithm: 'SHA256WITHRSA' };

test('a signing algorithm of another family is reported at the property of the CA and of the certificate', () => {
  expect(findingsIn(ALGORITHM, root({ KeyAlgorithm: 'RSA_2048' })))
    .toEqual(['error Root Properties.SigningAlgorithm', 'error RootCertificate Properties.SigningAlgorithm']);
});

describe('a key algorithm', () => {
  const known = (value: string, meant: string) => ['error Root Properties.KeyAlgorithm: AWS Private CA rejects the request, because it doesn\'t know '
    + `the value "${value}". It knows "${meant}".`];

  test.each<[string, string, string[]]>([
    ['in another spelling', 'rsa-2048', known('rsa-2048', 'RSA_2048')],
    ['without its separator', 'RSA2048', known('RSA2048', 'RSA_2048')],
    ['that is unknown', 'SLH_DSA', [
      'warning Root Properties.KeyAlgorithm: AWS Private CA rejects the request unless it has learned the value "SLH_DSA" recently.',
    ]],
    ['that is known', 'RSA_2048', []],
  ])('%s', (_name, KeyAlgorithm, expected) => {
    expect(findingsIn(ENUM, root({ KeyAlgorithm }))).toEqual(expected);
  });
});

describe('an ACM certificate', () => {
  const CA_ARN = 'Properties.CertificateAuthorityArn';
  const under = (ca: Resources, properties = {}) => ({ ...ca, Server: acmCertificate(ref('RootActivation'), properties) });

  test.each<[string, object, unknown, string[]]>([
    ['RSA_4096', {}, 'RSA_4096', ['error Server Properties.KeyAlgorithm']],
    ['RSA_4096', rsa, 'RSA_4096', []],
    ['EC_secp384r1', {}, 'EC_secp384r1', []],
    ['EC_secp384r1', rsa, 'EC_secp384r1', ['error Server Properties.KeyAlgorithm']],
    ['the default key', {}, undefined, ['error Server Properties.KeyAlgorithm']],
    ['the default key', rsa, undefined, []],
  ])('has the key algorithm %s under a CA with %j', (_name, ca, KeyAlgorithm, expected) => {
    expect(findingsIn(ACM_KEY, under(root({ ...ca }), { KeyAlgorithm }))).toEqual(expected);
  });

  test.each(['ML_DSA_65', 'NEW_RSA_2048', 'RSA_2048_NEW', 'NEW_EC_prime256v1', 'EC_prime256v1-NEW'])(
    'is not judged if this library does not know its key algorithm %s', (KeyAlgorithm) => {
      expect([{}, rsa].flatMap((ca) => findingsIn(ACM_KEY, under(root({ ...ca }), { KeyAlgorithm })))).toEqual([]);
    });

  test('without a permission to renew it is reported where it names its CA', () => {
    expect(findingsIn(ACM_RENEWAL, under(root()))).toEqual([`warning Server ${CA_ARN}`]);
  });

  test.each<[string, string | undefined, string | undefined, string[]]>([
    ['in the account of its CA is reported', '111122223333', '111122223333', [`warning Server ${CA_ARN}`]],
    ['in another account is not reported', '111122223333', '444455556666', []],
    ['in an account that the app does not say is not reported', '111122223333', undefined, []],
  ])('%s without a permission', (_name, ofCa, own, expected) => {
    const { Server, ...pki } = under(root());
    const imported = change(Server, 'Properties/CertificateAuthorityArn', { 'Fn::GetStackOutput': { StackName: 'Pki', OutputName: 'Ca' } });
    const { violations } = runRules(new TemplateSet([
      sourceOf('Pki', { Resources: pki, Outputs: { Ca: { Value: ref('Root') } } }, { account: ofCa, region: 'us-east-1' }),
      sourceOf('App', { Resources: { Server: imported } }, { account: own, region: 'us-east-1' }),
    ]));

    expect(violations.map(({ rule, places }) => `${rule.severity} ${places[0].resource.id} ${places[0].location}`)).toEqual(expected);
  });

  test.each<[string, unknown, string[]]>([
    ['without one of the actions', ['IssueCertificate', 'GetCertificate'], [`warning Server ${CA_ARN}`]],
    ['with all actions', ['ListPermissions', 'GetCertificate', 'IssueCertificate'], []],
    ['with an action that a parameter decides', ['IssueCertificate', ref('Text')], []],
    ['with actions that a parameter decides', ref('Text'), []],
  ])('has a permission %s', (_name, Actions, expected) => {
    const Renewal = change(permission(ref('Root')), 'Properties/Actions', Actions);

    expect(findingsIn(ACM_RENEWAL, { ...under(root()), Renewal })).toEqual(expected);
  });

  test('of a CA in short-lived mode is reported where it names its CA', () => {
    expect(findingsIn(ACM_SHORT_LIVED, under(root({ UsageMode: 'SHORT_LIVED_CERTIFICATE' })))).toEqual([`warning Server ${CA_ARN}`]);
  });
});

describe('an API passthrough', () => {
  test.each<[string, unknown, string[]]>([
    ['is reported at the property', { Subject: { CommonName: 'a' } }, ['error RootCertificate Properties.ApiPassthrough']],
    ['is not reported if it is empty', {}, []],
    ['is not reported if a condition leaves it empty', { Extensions: NO_VALUE }, []],
    ['is not reported if it is null', null, []],
    ['is not reported if a parameter decides it', ref('Text'), []],
    ['is not reported if a transform can fill it', { 'Fn::Transform': { Name: 'Passthrough' } }, []],
  ])('%s', (_name, value, expected) => {
    expect(findingsIn(PASSTHROUGH, change(root(), 'RootCertificate/Properties/ApiPassthrough', value))).toEqual(expected);
  });
});

describe('the path length of a certificate', () => {
  const template = (name: string) => sub(`arn:\${AWS::Partition}:acm-pca:::template/${name}/V1`);
  const ROOT_1 = 'BlankRootCACertificate_PathLen1_APIPassthrough';
  const below = (issuer: string, name: string) => change({ ...root(), ...subordinate(`${name}/V1`) }, 'RootCertificate/Properties/TemplateArn', template(issuer));

  test.each<[string, string, string, string[]]>([
    ['is that of its issuer', ROOT_1, 'SubordinateCACertificate_PathLen1', ['error SubCertificate Properties.TemplateArn']],
    ['is below that of its issuer', ROOT_1, 'SubordinateCACertificate_PathLen0', []],
    ['is not in the name of its template', ROOT_1, 'SubordinateCACertificate', []],
    ['is not limited by its issuer', 'RootCACertificate', 'SubordinateCACertificate_PathLen3', []],
  ])('%s', (_name, issuer, name, expected) => {
    expect(findingsIn(PATH_LENGTH, below(issuer, name))).toEqual(expected);
  });

  test.each(['RootCertificate', 'SubCertificate'])('is not compared if a parameter decides the template of %s', (id) => {
    const resources = change(below(ROOT_1, 'SubordinateCACertificate_PathLen1'), `${id}/Properties/TemplateArn`, ref('Text'));

    expect(findingsIn(PATH_LENGTH, resources)).toEqual([]);
  });

  test('is not compared with itself', () => {
    const resources = change(below(ROOT_1, 'SubordinateCACertificate_PathLen1'), 'SubCertificate/Properties/CertificateAuthorityArn', ref('Sub'));

    expect(findingsIn(PATH_LENGTH, resources)).toEqual([]);
  });

  test('of a root CA is not compared with its earlier certificate', () => {
    const Renewed = change(certificate('Root', 'Root', ''), 'Properties/TemplateArn', template(ROOT_1));

    expect(findingsIn(PATH_LENGTH, { ...below(ROOT_1, 'SubordinateCACertificate_PathLen0'), Renewed })).toEqual([]);
  });

  test('is not compared with a certificate that the app does not define', () => {
    const resources = { Root: authority('ROOT'), Sub: authority('SUBORDINATE'), SubCertificate: certificate('Root', 'Sub', 'SubordinateCACertificate_PathLen3/V1') };

    expect(findingsIn(PATH_LENGTH, resources)).toEqual([]);
  });
});
