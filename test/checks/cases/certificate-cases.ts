import {
  acmCertificate, activation, att, authority, certificate, change, CONDITIONS, inTemplate, permission, ref, root,
  rootWithCrl, RuleCases,
  sub, subordinate, when,
} from './case';

const tree = (template?: string) => ({ ...root(), ...subordinate(template) });
const server = (properties = {}) => ({ Renewal: permission(ref('Root')), Server: acmCertificate(ref('RootActivation'), properties) });
const rsa = { KeyAlgorithm: 'RSA_2048', SigningAlgorithm: 'SHA256WITHRSA' };
const rsaRoot = () => change(root(rsa), 'RootCertificate/Properties/SigningAlgorithm', 'SHA256WITHRSA');
const endEntity = (properties = {}) => ({
  Type: 'AWS::ACMPCA::Certificate',
  Properties: {
    CertificateAuthorityArn: ref('RootActivation'),
    CertificateSigningRequest: 'PEM',
    SigningAlgorithm: 'SHA256WITHECDSA',
    Validity: { Type: 'DAYS', Value: 30 },
    ...properties,
  },
});

export const CERTIFICATE_CASES: Record<string, RuleCases> = {
  'PCA-TEMPLATE': {
    wrong: [
      inTemplate('a root certificate without a template, which is an end-entity certificate',
        change(root(), 'RootCertificate/Properties/TemplateArn', undefined)),
      inTemplate('a subordinate CA with a template for root CAs',
        change(tree(), 'SubCertificate/Properties/TemplateArn', sub('arn:${AWS::Partition}:acm-pca:::template/RootCACertificate/V1'))),
      inTemplate('a subordinate CA that signs itself', change({
        Sub: authority('SUBORDINATE'),
        SubCertificate: certificate('Sub', 'Sub', 'SubordinateCACertificate_PathLen0/V1'),
        SubActivation: activation('Sub', 'SubCertificate', { CertificateChain: 'PEM' }),
      }, 'Sub/Metadata', { Why: 'a test' })),
      inTemplate('a root CA that another CA signs', {
        ...root(),
        Other: authority('ROOT'),
        OtherCertificate: certificate('Root', 'Other', 'RootCACertificate/V1',
          { CertificateAuthorityArn: ref('RootActivation'), Validity: { Type: 'YEARS', Value: 5 } }),
        OtherActivation: activation('Other', 'OtherCertificate'),
      }),
    ],
    right: [
      inTemplate('a root CA with RootCACertificate', root()),
      inTemplate('a subordinate CA with a blank template', tree('BlankSubordinateCACertificate_PathLen0_APIPassthrough/V1')),
      inTemplate('a template that a parameter decides', change(root(), 'RootCertificate/Properties/TemplateArn', ref('Text'))),
      inTemplate('an end-entity certificate without a template', { ...root(), Leaf: endEntity() }),
      inTemplate('a certificate that comes from outside', {
        Sub: authority('SUBORDINATE'), SubActivation: activation('Sub', 'None', { Certificate: ref('Text'), CertificateChain: ref('Text') }),
      }),
    ],
  },
  'PCA-CHAIN': {
    wrong: [
      inTemplate('a subordinate CA without a chain', change(tree(), 'SubActivation/Properties/CertificateChain', undefined)),
      inTemplate('a root CA with a chain', change(root(), 'RootActivation/Properties/CertificateChain', 'PEM')),
      {
        name: 'a subordinate CA without a chain in both branches',
        template: { ...CONDITIONS, Resources: change(tree(), 'SubActivation/Properties/CertificateChain', when('IsProd', ref('AWS::NoValue'), ref('AWS::NoValue'))) },
      },
    ],
    right: [
      inTemplate('a subordinate CA with the chain of its parent', tree()),
      inTemplate('a root CA without a chain', root()),
      inTemplate('a chain that a parameter decides', change(tree(), 'SubActivation/Properties/CertificateChain', ref('Text'))),
      inTemplate('a chain that a transform adds', change(change(tree(), 'SubActivation/Properties/CertificateChain', undefined),
        'SubActivation/Properties/Fn::Transform', { Name: 'Chain' })),
      {
        name: 'a CA whose type a parameter decides',
        template: { ...CONDITIONS, Resources: change(root(), 'Root/Properties/Type', ref('Text')) },
      },
    ],
  },
  'PCA-ALGORITHM': {
    wrong: [
      inTemplate('an RSA signature of a CA with an elliptic curve key',
        change(root(), 'Root/Properties/SigningAlgorithm', 'SHA256WITHRSA')),
      inTemplate('a certificate that is signed with the family of its own key',
        change({ ...rsaRoot(), ...subordinate() }, 'SubActivation/Metadata', { Signer: 'the root has an RSA key' })),
      inTemplate('another ML-DSA parameter set', change(change(change(root(), 'Root/Properties/KeyAlgorithm', 'ML_DSA_65'),
        'Root/Properties/SigningAlgorithm', 'ML_DSA_44'), 'RootCertificate/Properties/SigningAlgorithm', 'ML_DSA_65')),
    ],
    right: [
      inTemplate('a signature of the family of the key', root()),
      inTemplate('an RSA root that signs a CA with an elliptic curve key', change({ ...rsaRoot(), ...subordinate() },
        'SubCertificate/Properties/SigningAlgorithm', 'SHA512WITHRSA_PSS')),
      inTemplate('an algorithm that a parameter decides', change(root(), 'Root/Properties/SigningAlgorithm', ref('Text'))),
      {
        name: 'two algorithms that one condition decides',
        template: {
          ...CONDITIONS,
          Resources: change(root({ KeyAlgorithm: when('IsProd', 'RSA_2048', 'EC_prime256v1'), SigningAlgorithm: when('IsProd', 'SHA256WITHRSA', 'SHA256WITHECDSA') }),
            'RootCertificate/Properties/SigningAlgorithm', when('IsNotProd', 'SHA256WITHECDSA', 'SHA256WITHRSA')),
        },
      },
    ],
  },
  'PCA-ENUM': {
    wrong: [
      inTemplate('a signing algorithm in another spelling', change(root(), 'Root/Properties/SigningAlgorithm', 'SHA256withECDSA')),
      inTemplate('a validity type that does not exist', change(root(), 'RootCertificate/Properties/Validity/Type', 'CENTURIES'), { severity: 'warning' }),
      inTemplate('a usage mode in another spelling', root({ UsageMode: 'short_lived_certificate' })),
      inTemplate('an ACL of S3 instead of one of AWS Private CA', rootWithCrl({ S3ObjectAcl: 'bucket-owner-full-control' })),
    ],
    right: [
      inTemplate('values of AWS documentation', rootWithCrl()),
      inTemplate('a key algorithm of FIPS 204', change(root({ KeyAlgorithm: 'ML_DSA_87', SigningAlgorithm: 'ML_DSA_87' }),
        'RootCertificate/Properties/SigningAlgorithm', 'ML_DSA_87')),
      inTemplate('values that a parameter decides', root({ UsageMode: ref('Text'), KeyAlgorithm: sub('${Text}') })),
      inTemplate('a value of a mapping that a parameter selects',
        root({ UsageMode: { 'Fn::FindInMap': ['Modes', ref('Text'), 'Mode'] } })),
    ],
  },
  'PCA-ACM-KEY': {
    wrong: [
      inTemplate('a certificate with the default key under an elliptic curve CA', { ...root(), ...server({ KeyAlgorithm: undefined }) }),
      inTemplate('an elliptic curve key under an RSA CA', { ...rsaRoot(), ...server() }),
      inTemplate('an RSA key that is named', { ...root(), ...server({ KeyAlgorithm: 'RSA_4096' }) }),
    ],
    right: [
      inTemplate('an elliptic curve key under an elliptic curve CA', { ...root(), ...server() }),
      inTemplate('the default key under an RSA CA', { ...rsaRoot(), ...server({ KeyAlgorithm: undefined }) }),
      inTemplate('a key that a parameter decides', { ...root(), ...server({ KeyAlgorithm: ref('Text') }) }),
      inTemplate('a CA that the template does not define', {
        Server: acmCertificate('arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1', { KeyAlgorithm: undefined }),
      }),
    ],
  },
  'PCA-PASSTHROUGH': {
    wrong: [
      inTemplate('a passthrough without a template', { ...root(), Leaf: endEntity({ ApiPassthrough: { Subject: { CommonName: 'a' } } }) }),
      inTemplate('a passthrough with a CSR template', {
        ...root(),
        Leaf: endEntity({
          TemplateArn: sub('arn:${AWS::Partition}:acm-pca:::template/EndEntityCertificate_CSRPassthrough/V1'),
          ApiPassthrough: { Subject: { CommonName: 'a' } },
        }),
      }),
    ],
    right: [
      inTemplate('a passthrough with an API template', {
        ...root(),
        Leaf: endEntity({
          TemplateArn: sub('arn:${AWS::Partition}:acm-pca:::template/EndEntityCertificate_APIPassthrough/V1'),
          ApiPassthrough: { Subject: { CommonName: 'a' } },
        }),
      }),
      inTemplate('a passthrough with an API and CSR template', {
        ...root(),
        Leaf: endEntity({
          TemplateArn: { 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':acm-pca:::template/BlankEndEntityCertificate_APICSRPassthrough/V1']] },
          ApiPassthrough: { Extensions: {} },
        }),
      }),
      inTemplate('a template that a parameter decides', { ...root(), Leaf: endEntity({ TemplateArn: ref('Text'), ApiPassthrough: { Extensions: {} } }) }),
      inTemplate('no passthrough', { ...root(), Leaf: endEntity() }),
    ],
  },
  'PCA-PATHLEN': {
    wrong: [
      inTemplate('a CA below a CA with path length 0', {
        ...tree(),
        Low: authority('SUBORDINATE'),
        LowCertificate: certificate('Sub', 'Low', 'SubordinateCACertificate_PathLen0/V1', { CertificateAuthorityArn: ref('SubActivation'), Validity: { Type: 'DAYS', Value: 90 } }),
        LowActivation: activation('Low', 'LowCertificate', { CertificateChain: att('SubActivation', 'CompleteCertificateChain') }),
      }),
      inTemplate('the path length of the root itself', change(tree('SubordinateCACertificate_PathLen1/V1'),
        'RootCertificate/Properties/TemplateArn', sub('arn:${AWS::Partition}:acm-pca:::template/BlankRootCACertificate_PathLen1_APIPassthrough/V1'))),
    ],
    right: [
      inTemplate('a lower path length', change(tree('SubordinateCACertificate_PathLen1/V1'),
        'RootCertificate/Properties/TemplateArn', sub('arn:${AWS::Partition}:acm-pca:::template/BlankRootCACertificate_PathLen2_APIPassthrough/V1'))),
      inTemplate('a root without a path length', tree('SubordinateCACertificate_PathLen3/V1')),
      inTemplate('an issuer that the template does not define', {
        Sub: authority('SUBORDINATE'),
        SubCertificate: certificate('Root', 'Sub', 'SubordinateCACertificate_PathLen3/V1', { CertificateAuthorityArn: ref('Text') }),
        SubActivation: activation('Sub', 'SubCertificate', { CertificateChain: 'PEM' }),
      }),
      inTemplate('an end-entity certificate of a CA with path length 0', {
        ...tree(), Leaf: endEntity({ CertificateAuthorityArn: ref('SubActivation') }),
      }),
    ],
  },
  'PCA-VALIDITY': {
    wrong: [
      inTemplate('a subordinate CA with the validity of its root', change(tree(), 'SubCertificate/Properties/Validity/Value', 10)),
      inTemplate('days that exceed years', change(tree(), 'SubCertificate/Properties/Validity', { Type: 'DAYS', Value: 4000 })),
      inTemplate('an end-entity certificate that outlives its CA', { ...root(), Leaf: endEntity({ Validity: { Type: 'MONTHS', Value: '200' } }) }),
    ],
    right: [
      inTemplate('a subordinate CA that expires before its root', tree()),
      inTemplate('days that can be fewer than the years of the root', change(tree(), 'SubCertificate/Properties/Validity', { Type: 'DAYS', Value: 3650 })),
      inTemplate('a date', change(tree(), 'SubCertificate/Properties/Validity', { Type: 'END_DATE', Value: 20991231235959 })),
      inTemplate('a root that is valid from a date on', change(change(tree(), 'SubCertificate/Properties/Validity/Value', 11),
        'RootCertificate/Properties/ValidityNotBefore', { Type: 'ABSOLUTE', Value: 1893456000 })),
      inTemplate('a root that another activation can renew', {
        ...change(tree(), 'SubCertificate/Properties/Validity/Value', 11),
        Renewed: activation('Root', 'None', { CertificateAuthorityArn: ref('Text'), Certificate: ref('Text') }),
      }),
      inTemplate('a period that a parameter decides', change(tree(), 'SubCertificate/Properties/Validity/Value', ref('Text'))),
    ],
  },
  'PCA-ACM-RENEWAL': {
    wrong: [
      inTemplate('a certificate without a permission', { ...root(), Server: acmCertificate(ref('RootActivation')) }),
      inTemplate('a permission for another CA', {
        ...root(),
        Other: authority('ROOT'),
        OtherCertificate: certificate('Other', 'Other', 'RootCACertificate/V1'),
        OtherActivation: activation('Other', 'OtherCertificate'),
        Renewal: permission(ref('Other')),
        Server: acmCertificate(ref('RootActivation')),
      }),
      inTemplate('a role that is denied to create permissions', {
        ...root(),
        Server: acmCertificate(ref('RootActivation')),
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 'acm-pca:CreatePermission', Resource: '*' }] } },
        },
      }),
      {
        name: 'a certificate of another stack',
        template: { Resources: root(), Outputs: { Arn: { Value: ref('RootActivation'), Export: { Name: 'ca-arn' } } } },
        others: { Consumer: { Resources: { Server: acmCertificate({ 'Fn::ImportValue': 'ca-arn' }) } } },
      },
      {
        name: 'a certificate with a weak reference',
        template: { Resources: root(), Outputs: { Arn: { Value: ref('RootActivation') } } },
        others: { Consumer: { Resources: { Server: acmCertificate({ 'Fn::GetStackOutput': { StackName: 'Stack', OutputName: 'Arn' } }) } } },
      },
    ],
    right: [
      inTemplate('a certificate with the permission', { ...root(), ...server() }),
      inTemplate('a custom resource that creates the permission', {
        ...root(),
        Server: acmCertificate(ref('RootActivation')),
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { Policies: [{ PolicyName: 'a', PolicyDocument: { Statement: { Effect: 'Allow', Action: ['acm-pca:CreatePermission'], Resource: '*' } } }] },
        },
      }),
      inTemplate('a CA that the template does not define', { Server: acmCertificate(ref('Text')) }),
      {
        name: 'a permission of another stack',
        template: { Resources: { ...root(), Server: acmCertificate(ref('RootActivation')) }, Outputs: { Arn: { Value: att('Root'), Export: { Name: 'arn' } } } },
        others: { Permission: { Resources: { Renewal: permission({ 'Fn::ImportValue': 'arn' }) } } },
      },
      inTemplate('a permission for an ARN that a parameter decides', { ...root(), Renewal: permission(ref('Text')), Server: acmCertificate(ref('RootActivation')) }),
      inTemplate('a CA in short-lived mode', { ...root({ UsageMode: 'SHORT_LIVED_CERTIFICATE' }), Server: acmCertificate(ref('RootActivation')) }, { also: ['PCA-ACM-SHORT-LIVED'] }),
    ],
  },
  'PCA-ACM-SHORT-LIVED': {
    wrong: [
      inTemplate('an ACM certificate of a CA in short-lived mode', { ...root({ UsageMode: 'SHORT_LIVED_CERTIFICATE' }), ...server() }),
      inTemplate('two of them', { ...root({ UsageMode: 'SHORT_LIVED_CERTIFICATE' }), ...server(), Second: acmCertificate(ref('RootActivation')) }),
    ],
    right: [
      inTemplate('a general-purpose CA', { ...root({ UsageMode: 'GENERAL_PURPOSE' }), ...server() }),
      inTemplate('a usage mode that a parameter decides', { ...root({ UsageMode: ref('Text') }), ...server() }),
      inTemplate('a certificate without ACM', { ...root({ UsageMode: 'SHORT_LIVED_CERTIFICATE' }), Leaf: endEntity({ Validity: { Type: 'DAYS', Value: 7 } }) }),
    ],
  },
};

