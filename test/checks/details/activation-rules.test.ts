import { findingsIn, findingsOf } from './findings';
import { CHAIN, CRL_BUCKET_LOST, NOT_ACTIVE, RETAIN, TEMPLATE } from '../../../src/checks/private/activation-rules';
import {
  acmCertificate, activation, att, authority, bucketPolicy, CaseTemplate, certificate, change, crl, crlBucket, Json, ref, Resources, root,
  rootWithCrl, statement, subordinate,
} from '../cases/case';

const NOT_USED = 'Type: The CA stays in the status PENDING_CERTIFICATE: it is billed, and can\'t issue certificates.';
const retained = { DeletionPolicy: 'Retain' };
const tree = () => ({ ...root(), ...subordinate() });

describe('a CA without an activation', () => {
  const sub = (resources: Resources = {}, more: Json = {}) => ({
    name: '', template: { ...more, Resources: { Sub: authority('SUBORDINATE'), ...resources } } as CaseTemplate,
  });
  const using = (Type: string, value: unknown) => ({ User: { Type, Properties: { Value: value } } });

  test('is an error with a resource that uses it, and a warning without one', () => {
    const resources = { Used: authority('ROOT'), Unused: authority('ROOT'), Server: acmCertificate(ref('Used')) };

    expect(findingsIn(NOT_ACTIVE, resources)).toEqual(['error Used Type', `warning Unused ${NOT_USED}`]);
  });

  test.each(['Custom::Activation', 'AWS::CloudFormation::CustomResource', 'Acme::PrivateCa::Activation'])(
    'is not reported if a resource of the type %s knows its ARN', (type) => {
      expect(findingsOf(NOT_ACTIVE, sub(using(type, att('Sub'))))).toEqual([]);
    });

  test.each<[string, string, unknown, string[]]>([
    ['is not reported if code with a role of another app', 'Role', 'arn:aws:iam::111122223333:role/pki', []],
    ['is not reported if code with a role that a parameter decides', 'RoleArn', ref('Text'), []],
    ['is reported if only code with a role of the app', 'Role', att('Role'), [`warning Sub ${NOT_USED}`]],
  ])('%s knows its ARN', (_name, property, role, expected) => {
    const Code = { Type: 'AWS::Lambda::Function', Properties: { [property]: role, Environment: { Variables: { CA: att('Sub') } } } };

    expect(findingsOf(NOT_ACTIVE, sub({ Code, Role: { Type: 'AWS::IAM::Role', Properties: {} } }))).toEqual(expected);
  });

  test.each(['AWS::SSM::Parameter', 'AWS::ACMPCA::Permission'])(
    'is reported if only a resource of the type %s knows its ARN', (type) => {
      expect(findingsOf(NOT_ACTIVE, sub(using(type, att('Sub'))))).toEqual([`warning Sub ${NOT_USED}`]);
    });

  test('is reported if only a certificate that nothing imports has its request', () => {
    const resources = { Root: authority('ROOT'), RootCertificate: certificate('Root', 'Root', 'RootCACertificate/V1') };

    expect(findingsIn(NOT_ACTIVE, resources)).toEqual([`warning Root ${NOT_USED}`]);
  });

  test('is not reported if another resource has its request', () => {
    expect(findingsOf(NOT_ACTIVE, sub(using('AWS::SSM::Parameter', att('Sub', 'CertificateSigningRequest'))))).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    ['is not reported if an output has its request', 'CertificateSigningRequest', []],
    ['is reported if an output has only its ARN', 'Arn', [`warning Sub ${NOT_USED}`]],
  ])('%s', (_name, attribute, expected) => {
    expect(findingsOf(NOT_ACTIVE, sub({}, { Outputs: { Value: { Value: att('Sub', attribute) } } }))).toEqual(expected);
  });

  test('is not reported if an output is the command that gets its request, also if a share uses it', () => {
    const Value = { 'Fn::Join': ['', ['aws acm-pca get-certificate-authority-csr --certificate-authority-arn ', att('Sub')]] };
    const Share = { Type: 'AWS::RAM::ResourceShare', Properties: { Name: 'pki', ResourceArns: [att('Sub')] } };

    expect(findingsOf(NOT_ACTIVE, sub({ Share }, { Outputs: { Value: { Value } } }))).toEqual([]);
  });
});

describe('the certificate of an activation', () => {
  const fails = (why: string) => `The activation of the CA fails, because ${why}.`;

  test.each<[string, () => Resources, string]>([
    ['is no certificate for a root CA', () => change(root(), 'RootCertificate/Properties/TemplateArn', undefined),
      `RootCertificate Properties.TemplateArn: ${fails('the certificate template EndEntityCertificate/V1 doesn\'t create a certificate for a root CA')}`],
    ['is no certificate for a subordinate CA', () => ({ ...root(), ...subordinate('RootCACertificate/V1') }),
      `SubCertificate Properties.TemplateArn: ${fails('the certificate template RootCACertificate/V1 doesn\'t create a certificate for a subordinate CA')}`],
    ['is signed by the subordinate CA itself', () => change(tree(), 'SubCertificate/Properties/CertificateAuthorityArn', ref('Sub')),
      `SubCertificate Properties.CertificateAuthorityArn: ${fails('a subordinate CA can\'t sign its own certificate')}`],
    ['is signed by another CA than the root CA', () => change({ ...root(), Other: authority('ROOT') }, 'RootCertificate/Properties/CertificateAuthorityArn', ref('Other')),
      `RootCertificate Properties.CertificateAuthorityArn: ${fails('another CA signs the certificate of a root CA')}`],
    ['is for another CA', () => change({ ...tree(), Other: authority('SUBORDINATE') }, 'SubCertificate/Properties/CertificateSigningRequest',
      att('Other', 'CertificateSigningRequest')),
    `SubActivation Properties.Certificate: ${fails('the certificate is for the certificate signing request (CSR) of another CA')}`],
  ])('%s', (_name, resources, expected) => {
    expect(findingsIn(TEMPLATE, resources())).toEqual([`error ${expected}`]);
  });
});

describe('a certificate chain', () => {
  const location = 'Properties.CertificateChain';

  test('is missing for a subordinate CA', () => {
    expect(findingsIn(CHAIN, change(tree(), 'SubActivation/Properties/CertificateChain', undefined))).toEqual([`error SubActivation ${location}`]);
  });

  const twoRoots = () => ({
    ...tree(),
    Other: authority('ROOT'),
    OtherCertificate: certificate('Other', 'Other', 'RootCACertificate/V1'),
    OtherActivation: activation('Other', 'OtherCertificate'),
  });

  test.each<[string, string, unknown, string[]]>([
    ['is that of another CA than the issuer', 'SubActivation/Properties/CertificateChain', att('OtherActivation', 'CompleteCertificateChain'),
      [`error SubActivation ${location}: The activation of the subordinate CA fails, because the chain is not that of its issuer.`]],
    ['is that of the issuer', 'SubActivation/Properties/Status', 'ACTIVE', []],
    ['can be that of an issuer that a parameter decides', 'SubCertificate/Properties/CertificateAuthorityArn', ref('Text'), []],
    ['can be that of an activation for a CA that a parameter decides', 'RootActivation/Properties/CertificateAuthorityArn', ref('Text'), []],
    ['can be that of a certificate from outside', 'SubActivation/Properties/Certificate', 'PEM', []],
    ['can be a text', 'SubActivation/Properties/CertificateChain', 'PEM', []],
  ])('%s', (_name, path, value, expected) => {
    expect(findingsIn(CHAIN, change(twoRoots(), path, value))).toEqual(expected);
  });

  test('is too much for a root CA', () => {
    expect(findingsIn(CHAIN, change(root(), 'RootActivation/Properties/CertificateChain', 'PEM'))).toEqual([
      `error RootActivation ${location}: The activation of the root CA fails, because a root CA has no issuers to list in a chain.`,
    ]);
  });
});

describe('a retained CA', () => {
  test.each<[string, unknown, string[]]>([
    ['without a retained activation', 'Delete', ['warning RootActivation DeletionPolicy']],
    ['with an activation whose policy a parameter decides', ref('Text'), []],
  ])('%s', (_name, DeletionPolicy, expected) => {
    expect(findingsIn(RETAIN, change(root({}, retained), 'RootActivation/DeletionPolicy', DeletionPolicy))).toEqual(expected);
  });

  const crls = (bucket: Json, policy: Json) => {
    const { Crls, CrlsPolicy } = crlBucket({ BucketName: 'crls' });
    return { Crls: { ...Crls, ...bucket }, CrlsPolicy: { ...CrlsPolicy, ...policy } };
  };

  test.each<[string, Json, Json, string[]]>([
    ['reports the bucket, and not its policy, if both are deleted', {}, {}, ['warning Crls DeletionPolicy']],
    ['reports the policy of a bucket that is retained', retained, {}, ['warning CrlsPolicy DeletionPolicy']],
    ['reports nothing if both are retained', retained, retained, []],
  ])('%s', (_name, bucket, policy, expected) => {
    expect(findingsIn(CRL_BUCKET_LOST, rootWithCrl({}, retained, crls(bucket, policy)))).toEqual(expected);
  });

  test('does not need a policy for another service', () => {
    const other = bucketPolicy('Crls', [statement('Crls', { Principal: { Service: 'cloudtrail.amazonaws.com' } })]);

    expect(findingsIn(CRL_BUCKET_LOST, { ...rootWithCrl({}, retained, crls(retained, retained)), Other: other })).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['a bucket of another stack, with its policy', ['Crls', 'CrlsPolicy']],
    ['a bucket of another stack', ['Crls']],
    ['a bucket policy of another stack', ['CrlsPolicy']],
  ])('is not reported for %s', (_name, ids) => {
    const all: Resources = { ...crls(ids.includes('Crls') ? {} : retained, {}), ...root(crl({ S3BucketName: 'crls' }), retained) };
    const part = (here: boolean) => Object.fromEntries(Object.entries(change(all, 'CrlsPolicy/Properties/Bucket', 'crls'))
      .filter(([id]) => ids.includes(id) !== here));

    expect(findingsOf(CRL_BUCKET_LOST, { name: '', template: { Resources: part(true) }, others: { Other: { Resources: part(false) } } })).toEqual([]);
  });

  test('is not reported for a bucket that a parameter decides', () => {
    expect(findingsIn(CRL_BUCKET_LOST, root(crl({ S3BucketName: ref('Text') }), retained))).toEqual([]);
  });
});

test('a certificate that no activation imports is not judged', () => {
  const resources = { ...root(), Leaf: certificate('Root', 'Root', 'EndEntityCertificate/V1'), Second: activation('Root', 'Leaf', { Certificate: 'PEM' }) };

  expect(findingsIn(TEMPLATE, resources)).toEqual([]);
});
