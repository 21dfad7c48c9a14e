import {
  acmCertificate, activation, att, authority, bucketPolicy, certificate, change, CONDITIONS, crl, crlBucket,
  inTemplate, NO_VALUE, permission, ref, root,
  rootWithCrl, RuleCases, statement, sub, subordinate, when,
} from './case';

const trustAnchor = (ca: unknown, more = {}) => ({
  Type: 'AWS::RolesAnywhere::TrustAnchor',
  Properties: { Name: 'anchor', Source: { SourceType: 'AWS_ACM_PCA', SourceData: { AcmPcaArn: ca } } },
  ...more,
});

export const ORDER_CASES: Record<string, RuleCases> = {
  'PCA-ORDER': {
    wrong: [
      inTemplate('an ACM certificate that takes the ARN of the CA',
        { ...root(), Renewal: permission(ref('Root')), Server: acmCertificate(att('Root')) }),
      inTemplate('a subordinate CA whose certificate takes the ARN of its parent',
        change({ ...root(), ...subordinate() }, 'SubCertificate/Properties/CertificateAuthorityArn', att('Root'))),
      inTemplate('a trust anchor that takes the ARN of the CA', { ...root(), Anchor: trustAnchor(att('Root')) }, { severity: 'warning' }),
      inTemplate('a certificate that depends on the permission only', {
        ...root(), Renewal: permission(ref('Root')), Server: acmCertificate(ref('Root'), {}, { DependsOn: ['Renewal'] }),
      }),
      {
        name: 'a certificate that takes the ARN of the CA in both branches',
        template: {
          ...CONDITIONS,
          Resources: { ...root(), Renewal: permission(ref('Root')), Server: acmCertificate(when('IsProd', att('Root'), ref('Root'))) },
        },
      },
    ],
    right: [
      inTemplate('an ACM certificate that takes the Ref of the activation',
        { ...root(), Renewal: permission(ref('Root')), Server: acmCertificate(ref('RootActivation')) }),
      inTemplate('a certificate that depends on the activation', {
        ...root(), Renewal: permission(ref('Root')), Server: acmCertificate(ref('Root'), {}, { DependsOn: 'RootActivation' }),
      }),
      {
        name: 'a wait through a WaitCondition whose handle depends on the activation',
        template: {
          ...CONDITIONS,
          Resources: {
            ...root(),
            Renewal: permission(ref('Root')),
            Active: { Type: 'AWS::CloudFormation::WaitConditionHandle', Metadata: { Chain: att('RootActivation', 'CompleteCertificateChain') } },
            Never: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
            Wait: {
              Type: 'AWS::CloudFormation::WaitCondition',
              Properties: { Handle: when('IsProd', ref('Active'), ref('Active')), Timeout: '1', Count: 0 },
            },
            Server: acmCertificate(ref('Root'), {}, { DependsOn: ['Wait'] }),
          },
        },
      },
      {
        name: 'a certificate that waits in one branch only',
        template: {
          ...CONDITIONS,
          Resources: {
            ...root(),
            Renewal: permission(ref('Root')),
            Server: acmCertificate(when('IsProd', ref('RootActivation'), att('Root'))),
          },
        },
      },
      inTemplate('a function that knows the ARN of the CA', {
        ...root(),
        Function: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { CA_ARN: att('Root') } } } },
      }),
      inTemplate('a permission for the CA', { ...root(), Renewal: permission(att('Root')) }),
      inTemplate('a CA whose ARN a parameter decides', { ...root(), Server: acmCertificate(ref('Arn')) }),
      {
        name: 'a consumer of another stack',
        template: { Resources: root(), Outputs: { Arn: { Value: att('Root'), Export: { Name: 'ca-arn' } } } },
        others: { Consumer: { Resources: { Anchor: trustAnchor({ 'Fn::ImportValue': 'ca-arn' }) } } },
      },
    ],
  },
  'PCA-CRL-ORDER': {
    wrong: [
      inTemplate('a CA that depends only on the bucket', { ...crlBucket(), ...root(crl()) }),
      inTemplate('a CA that depends on another policy', {
        ...crlBucket(),
        Other: { Type: 'AWS::S3::Bucket' },
        OtherPolicy: bucketPolicy('Other', [statement('Other')]),
        ...root(crl(), { DependsOn: ['OtherPolicy'] }),
      }),
      inTemplate('a policy that names the CA, and so waits for it', change({ ...crlBucket(), ...root(crl()) },
        'CrlsPolicy/Properties/PolicyDocument/Statement/0/Condition', { StringEquals: { 'aws:SourceArn': att('Root') } })),
    ],
    right: [
      inTemplate('a CA that depends on the policy', rootWithCrl()),
      inTemplate('a CA that mentions the policy in its tags', {
        ...crlBucket(), ...root({ ...crl(), Tags: [{ Key: 'after', Value: ref('CrlsPolicy') }] }),
      }),
      inTemplate('a bucket that the template does not define', root(crl({ S3BucketName: 'amzn-s3-demo-bucket' }))),
      inTemplate('a CRL that is disabled', { ...crlBucket(), ...root({ RevocationConfiguration: { CrlConfiguration: { Enabled: false } } }) }),
      {
        name: 'a CRL that one branch disables',
        template: {
          ...CONDITIONS,
          Resources: {
            ...crlBucket(),
            ...root({ RevocationConfiguration: when('IsProd', crl().RevocationConfiguration, NO_VALUE) }),
          },
        },
      },
      {
        name: 'a bucket and its policy of another stack',
        template: { Resources: root(crl({ S3BucketName: { 'Fn::ImportValue': 'crls' } })) },
        others: { Buckets: { Resources: crlBucket(), Outputs: { Name: { Value: ref('Crls'), Export: { Name: 'crls' } } } } },
      },
    ],
  },
  'PCA-NOT-ACTIVE': {
    wrong: [
      inTemplate('a CA without an activation', { Root: authority('ROOT') }, { severity: 'warning' }),
      inTemplate('a CA with a consumer', { Root: authority('ROOT'), Anchor: trustAnchor(att('Root')) }),
      inTemplate('a CA with a certificate that nothing imports', {
        Root: authority('ROOT'), RootCertificate: certificate('Root', 'Root', 'RootCACertificate/V1'),
      }, { severity: 'warning' }),
      {
        name: 'a second CA beside an active one',
        template: { ...CONDITIONS, Resources: { ...root(), Second: authority('ROOT'), Anchor: trustAnchor(ref('Second')) } },
      },
    ],
    right: [
      inTemplate('a CA with its certificate and activation', root()),
      {
        name: 'a CA whose request is an output, for a parent outside AWS',
        template: {
          Resources: { Sub: authority('SUBORDINATE') },
          Outputs: { Request: { Value: att('Sub', 'CertificateSigningRequest') } },
        },
      },
      inTemplate('a CA that a custom resource activates', {
        Sub: authority('SUBORDINATE'),
        Activate: { Type: 'Custom::Activation', Properties: { ServiceToken: 'token', CertificateAuthorityArn: att('Sub') } },
      }),
      {
        name: 'an activation of another stack',
        template: {
          Resources: { Root: authority('ROOT') },
          Outputs: {
            Arn: { Value: att('Root'), Export: { Name: 'arn' } },
          },
        },
        others: {
          Activation: {
            Resources: { RootActivation: { Type: 'AWS::ACMPCA::CertificateAuthorityActivation', Properties: { CertificateAuthorityArn: { 'Fn::ImportValue': 'arn' }, Certificate: 'PEM' } } },
          },
        },
      },
      {
        name: 'a template with a transform',
        template: { Transform: 'AWS::LanguageExtensions', Resources: { 'Root': authority('ROOT'), 'Fn::ForEach::Activations': [] as never } },
      },
      {
        name: 'a CA and its activation under one condition',
        template: {
          ...CONDITIONS,
          Resources: {
            Root: authority('ROOT', {}, { Condition: 'IsProd' }),
            RootCertificate: certificate('Root', 'Root', 'RootCACertificate/V1', {}, { Condition: 'IsProd' }),
            RootActivation: activation('Root', 'RootCertificate', {}, { Condition: 'IsProd' }),
          },
        },
      },
      inTemplate('a role that can import a CA certificate', {
        Sub: authority('SUBORDINATE'),
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'acm-pca:Import*', Resource: '*' }] } },
        },
      }),
      inTemplate('an activation for a CA that a parameter decides', {
        Root: authority('ROOT'), Activation: activation('Root', 'Root', { CertificateAuthorityArn: sub('${Text}'), Certificate: 'PEM' }),
      }),
    ],
  },
};
