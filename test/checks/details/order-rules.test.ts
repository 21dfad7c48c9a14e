import { findingsIn, findingsOf } from './findings';
import { viewOf } from './view-of';
import { consumersOf, CRL_ORDER, ORDER } from '../../../src/checks/private/order-rules';
import {
  acmCertificate, activation, att, authority, bucketPolicy, CaseTemplate, certificate, change, CONDITIONS, crl, crlBucket, Json, ref,
  Resources, root, rootWithCrl, statement, subordinate, when,
} from '../cases/case';

describe('a resource that does not wait for the activation of its CA', () => {
  test.each<[string, string, Json, string[]]>([
    ['a list of CAs', 'AWS::MSK::Cluster', { ClientAuthentication: { Tls: { CertificateAuthorityArnList: [att('Root')] } } },
      ['warning User Properties.ClientAuthentication.Tls.CertificateAuthorityArnList']],
    ['a list of services', 'AWS::ECS::Service',
      { ServiceConnectConfiguration: { Services: [{ PortName: 'web' }, { Tls: { IssuerCertificateAuthority: { AwsPcaAuthorityArn: att('Root') } } }] } },
      ['warning User Properties.ServiceConnectConfiguration.Services']],
    ['a list of shared resources', 'AWS::RAM::ResourceShare', { ResourceArns: ['arn:aws:ec2:us-east-1:111122223333:subnet/subnet-1', att('Root')] },
      ['warning User Properties.ResourceArns']],
    ['a property', 'AWS::PCAConnectorAD::Connector', { CertificateAuthorityArn: att('Root') }, ['error User Properties.CertificateAuthorityArn']],
    ['a list without a CA', 'AWS::RAM::ResourceShare', { ResourceArns: ['arn:aws:ec2:us-east-1:111122223333:subnet/subnet-1'] }, []],
  ])('names it in %s', (_name, Type, Properties, expected) => {
    expect(findingsIn(ORDER, { ...root(), User: { Type, Properties } })).toEqual(expected);
  });

  test('is reported once, also beside a stack with conditions', () => {
    const conditional = { ...CONDITIONS, Resources: { Log: { Type: 'AWS::S3::Bucket', Properties: { BucketName: when('IsProd', 'a', 'b') } } } };
    const template = { Resources: { ...root(), Server: acmCertificate(att('Root')) } };

    expect(findingsOf(ORDER, { name: '', template, others: { Conditional: conditional } })).toEqual(['error Server Properties.CertificateAuthorityArn']);
  });

  test('is reported if it waits for the activation of another CA', () => {
    const resources = { ...root(), ...subordinate(), Server: acmCertificate(att('Sub'), {}, { DependsOn: 'RootActivation' }) };

    expect(findingsIn(ORDER, resources)).toEqual(['error Server Properties.CertificateAuthorityArn']);
  });

  test('is not reported if another stack has an activation, too', () => {
    const template: CaseTemplate = {
      Resources: { ...root(), Server: acmCertificate(att('Root')) },
      Outputs: { Arn: { Value: att('Root'), Export: { Name: 'arn' } } },
    };
    const Second = activation('Root', 'None', { CertificateAuthorityArn: { 'Fn::ImportValue': 'arn' }, Certificate: 'PEM' });

    expect(findingsOf(ORDER, { name: '', template, others: { Other: { Resources: { Second } } } })).toEqual([]);
  });

  test('is not reported if it is the certificate that one of the activations imports', () => {
    const resources = { ...change(root(), 'RootCertificate/Properties/CertificateSigningRequest', ref('Text')), Second: activation('Root', 'None', { Certificate: 'PEM' }) };

    expect(findingsIn(ORDER, resources)).toEqual([]);
  });

  test('is not reported if it is a certificate for the CA itself', () => {
    expect(findingsIn(ORDER, change(root(), 'RootActivation/Properties/Certificate', 'PEM'))).toEqual([]);
  });

  test('is reported if it is a certificate that no activation imports', () => {
    const Leaf = certificate('Root', 'Root', 'EndEntityCertificate/V1', { CertificateSigningRequest: ref('Text') });

    expect(findingsIn(ORDER, { ...root(), Leaf })).toEqual(['error Leaf Properties.CertificateAuthorityArn']);
  });
});

test('the consumers of CAs are the resources that use a CA of the app', () => {
  const view = viewOf({
    ...root(),
    ...subordinate(),
    Server: acmCertificate(ref('RootActivation')),
    Outside: acmCertificate('arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1'),
    Public: acmCertificate(undefined),
    Foreign: certificate('Root', 'Sub', 'SubordinateCACertificate_PathLen0/V1', { CertificateAuthorityArn: ref('Text') }),
  });

  expect(consumersOf(view).map(({ resource, ca, path, severity }) => [resource.id, ca?.id, path, severity])).toEqual([
    ['Server', 'Root', 'CertificateAuthorityArn', 'error'],
    ['SubCertificate', 'Root', 'CertificateAuthorityArn', 'error'],
  ]);
  expect(consumersOf(view)).toBe(consumersOf(view));
});

describe('a CA that does not wait for the policy of its CRL bucket', () => {
  const late = ['error Root Properties.RevocationConfiguration.CrlConfiguration.S3BucketName'];
  const named = () => change(crlBucket({ BucketName: 'crls' }), 'CrlsPolicy/Properties/Bucket', 'crls');
  const findingsWith = (bucket: Resources, others?: Resources) => findingsOf(CRL_ORDER, {
    name: '',
    template: { Resources: { ...bucket, ...root(crl({ S3BucketName: 'crls' })) } },
    ...others && { others: { Other: { Resources: others } } },
  });
  const policyFor = (Service: unknown) => change(bucketPolicy('Crls', [statement('Crls', { Principal: { Service } })]), 'Properties/Bucket', 'crls');

  test('is reported where it names the bucket', () => {
    expect(findingsWith(named())).toEqual(late);
    expect(findingsIn(CRL_ORDER, rootWithCrl())).toEqual([]);
  });

  test('is reported if it waits for another policy of the bucket', () => {
    const resources = { ...rootWithCrl({}, { DependsOn: 'Log' }), Log: bucketPolicy('Crls', [statement('Crls', { Principal: { Service: 'logging.s3.amazonaws.com' } })]) };

    expect(findingsIn(CRL_ORDER, resources)).toEqual(late);
  });

  test('is reported if another stack has a policy for another service', () => {
    expect(findingsWith(named(), { Log: policyFor('logging.s3.amazonaws.com') })).toEqual(late);
  });

  test('is not reported if another stack has a policy for AWS Private CA, too', () => {
    expect(findingsWith(named(), { Second: policyFor('acm-pca.amazonaws.com') })).toEqual([]);
  });

  test('is not reported if another stack has a policy that can be for AWS Private CA', () => {
    expect(findingsWith(named(), { Second: policyFor(ref('AWS::StackName')) })).toEqual([]);
  });

  test('is not reported for a bucket of another stack', () => {
    const { Crls, CrlsPolicy } = named();

    expect(findingsWith({ CrlsPolicy }, { Crls })).toEqual([]);
  });

  test('is not reported without a policy that is certain to be for AWS Private CA, or without a CRL', () => {
    expect(findingsWith({ Crls: named().Crls })).toEqual([]);
    expect(findingsWith({ Crls: named().Crls, CrlsPolicy: policyFor(ref('AWS::StackName')) })).toEqual([]);
    expect(findingsIn(CRL_ORDER, { ...named(), Root: authority('ROOT') })).toEqual([]);
  });
});
