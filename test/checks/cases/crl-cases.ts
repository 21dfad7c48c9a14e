import {
  att, BLOCKED, bucketPolicy, certificate, change, CONDITIONS, crlBucket, inTemplate, Json, NO_VALUE, ref, root,
  rootWithCrl, RuleCases, statement, sub,
  when,
} from './case';

const revocation = (crlConfiguration: unknown,
  ocsp?: unknown) => ({ RevocationConfiguration: { CrlConfiguration: crlConfiguration, OcspConfiguration: ocsp } });
const literal = (arn: string) => change(root(), 'RootCertificate/Properties/TemplateArn', arn);
const ROOT_TEMPLATE = 'acm-pca:::template/RootCACertificate/V1';
const omitted = { CustomCname: undefined, CrlDistributionPointExtensionConfiguration: { OmitExtension: true } };
const denyHttp = {
  Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [att('Crls'), sub('${Crls.Arn}/*')], Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const publicRead = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: sub('${Crls.Arn}/crl/*') };
const bucketWith = (properties: Json, ...statements: Json[]) => ({
  ...crlBucket(properties), CrlsPolicy: bucketPolicy('Crls', [statement('Crls'), ...statements]),
});
const openBucket = {
  PublicAccessBlockConfiguration: {
    ...BLOCKED,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  },
};

const encryption = (by: Json, bucketKey?: unknown) => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [{
      ServerSideEncryptionByDefault: by,
      BucketKeyEnabled: bucketKey,
    }],
  },
});
const withKey = (bucketKey: unknown, ...statements: Json[]) => ({
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Statement: [
          { Effect: 'Allow', Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' }, ...statements,
        ],
      },
    },
  },
  Audit: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'amzn-s3-demo-bucket', ...encryption({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: att('Key') }, bucketKey) } },
  AuditPolicy: bucketPolicy('Audit', [statement('Audit')]),
});
const use = (contexts?: unknown, more: Json = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'acm-pca.amazonaws.com' },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
  ...contexts === undefined ? {} : { Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': contexts } } },
  ...more,
});
const BUCKET_ARN = sub('arn:${AWS::Partition}:s3:::amzn-s3-demo-bucket');
const OBJECT_ARNS = ['acm-pca-permission-test-key', 'acm-pca-permission-test-key-private', 'audit-report/*', 'crl/*']
  .map((key) => sub(`arn:\${AWS::Partition}:s3:::amzn-s3-demo-bucket/${key}`));

export const CRL_CASES: Record<string, RuleCases> = {
  'PCA-DISABLED-BLOCK': {
    wrong: [
      inTemplate('a disabled CRL with a period', root(revocation({ Enabled: false, ExpirationInDays: 7 }))),
      inTemplate('a disabled OCSP with a name', root(revocation(undefined, { Enabled: 'false', OcspCustomCname: 'ocsp.example.com' }))),
      {
        name: 'a CRL that a condition disables, with a period in both branches',
        template: { ...CONDITIONS, Resources: root(revocation(when('IsProd', { Enabled: false, ExpirationInDays: 7 }, { Enabled: false, CrlType: 'COMPLETE' }))) },
      },
    ],
    right: [
      inTemplate('a disabled CRL', root(revocation({ Enabled: false }))),
      inTemplate('an enabled CRL', rootWithCrl()),
      {
        name: 'a period that is absent where the CRL is disabled',
        template: { ...CONDITIONS, Resources: root(revocation({ Enabled: when('IsProd', true, false), ExpirationInDays: when('IsProd', 7, NO_VALUE), S3BucketName: when('IsProd', 'amzn-s3-demo-bucket', NO_VALUE) })) },
      },
      inTemplate('a CRL that a parameter disables', root(revocation({ Enabled: ref('Text'), ExpirationInDays: 7 }))),
    ],
  },
  'PCA-PARTITION': {
    wrong: [
      inTemplate('a literal partition in AWS GovCloud (US)', literal(`arn:aws:${ROOT_TEMPLATE}`), { region: 'us-gov-west-1' }),
      inTemplate('a literal partition in an unknown Region', literal(`arn:aws:${ROOT_TEMPLATE}`), { severity: 'info' }),
      inTemplate('a bucket policy in China', {
        ...crlBucket({}, { Resource: ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'] }),
      }, { region: 'cn-north-1' }),
    ],
    right: [
      inTemplate('the pseudo parameter', root(), { region: 'us-gov-west-1' }),
      inTemplate('the partition of the Region', literal(`arn:aws-us-gov:${ROOT_TEMPLATE}`), { region: 'us-gov-east-1' }),
      inTemplate('a commercial Region', literal(`arn:aws:${ROOT_TEMPLATE}`), { region: 'eu-central-1' }),
      inTemplate('an ARN with a Region', {
        ...root(), Leaf: certificate('Root', 'Root', 'EndEntityCertificate/V1', { CertificateSigningRequest: 'PEM', Validity: { Type: 'DAYS', Value: 1 }, CertificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1' }),
      }),
    ],
  },
  'PCA-KMS': {
    wrong: [
      inTemplate('a key that does not admit AWS Private CA', withKey(true)),
      inTemplate('the AWS managed key', {
        ...withKey(true), Audit: { Type: 'AWS::S3::Bucket', Properties: encryption({ SSEAlgorithm: 'aws:kms' }) },
      }),
      inTemplate('the context of objects for a bucket with an S3 Bucket Key', withKey(true, use(OBJECT_ARNS))),
      inTemplate('the context of the bucket for a bucket without an S3 Bucket Key', withKey(undefined, use(BUCKET_ARN))),
      inTemplate('a key without kms:Decrypt', withKey(true, use(undefined, { Action: 'kms:GenerateDataKey*' }))),
    ],
    right: [
      inTemplate('the context of the bucket for a bucket with an S3 Bucket Key', withKey(true, use(BUCKET_ARN))),
      inTemplate('the context of objects for a bucket without an S3 Bucket Key', withKey(false, use(OBJECT_ARNS))),
      inTemplate('a wildcard in the context', withKey(true, use('arn:aws:s3:::amzn-s3-demo-*'))),
      inTemplate('both contexts, and an S3 Bucket Key that a parameter decides', withKey(ref('Text'), use([BUCKET_ARN, ...OBJECT_ARNS]))),
      inTemplate('SSE-S3', { ...withKey(true), Audit: { Type: 'AWS::S3::Bucket', Properties: encryption({ SSEAlgorithm: 'AES256' }) } }),
      inTemplate('a key that the template does not define', {
        ...withKey(true), Audit: { Type: 'AWS::S3::Bucket', Properties: encryption({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ref('Text') }) },
      }),
      inTemplate('a bucket that AWS Private CA does not write to', {
        Key: withKey(true).Key,
        Data: { Type: 'AWS::S3::Bucket', Properties: encryption({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: att('Key') }) },
      }),
    ],
  },
  'PCA-CRL-UNREACHABLE': {
    wrong: [
      inTemplate('a private bucket that nothing serves', rootWithCrl({ CustomCname: undefined })),
      inTemplate('a private bucket that requires TLS', rootWithCrl({ CustomCname: undefined }, {}, bucketWith({}, denyHttp))),
    ],
    right: [
      inTemplate('a custom name', rootWithCrl()),
      inTemplate('no distribution point, and a bucket that requires TLS', rootWithCrl(omitted, {}, bucketWith({}, denyHttp))),
      inTemplate('a distribution that names the bucket', {
        ...rootWithCrl({ CustomCname: undefined }),
        Cdn: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { Origins: [{ Id: 'crls', DomainName: att('Crls', 'RegionalDomainName') }] } } },
      }),
      inTemplate('a function that reads the CRL for IAM Roles Anywhere', {
        ...rootWithCrl({ CustomCname: undefined }),
        Import: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { BUCKET: ref('Crls') } } } },
      }),
      inTemplate('a bucket policy that serves CRLs', rootWithCrl({ CustomCname: undefined }, {}, bucketWith(openBucket, publicRead))),
      inTemplate('a distribution point that a parameter omits', rootWithCrl({ CustomCname: undefined, CrlDistributionPointExtensionConfiguration: { OmitExtension: ref('Text') } })),
    ],
  },
  'PCA-CRL-TLS-ONLY': {
    wrong: [
      inTemplate('public CRLs in a bucket that requires TLS', rootWithCrl({ CustomCname: undefined }, {}, bucketWith(openBucket, publicRead, denyHttp))),
      inTemplate('a Deny with a boolean', rootWithCrl({ CustomCname: undefined }, {}, bucketWith(openBucket, publicRead,
        { ...denyHttp, Principal: { AWS: '*' }, Condition: { Bool: { 'AWS:SecureTransport': false } } }))),
    ],
    right: [
      inTemplate('public CRLs in a bucket that accepts HTTP', rootWithCrl({ CustomCname: undefined }, {}, bucketWith(openBucket, publicRead))),
      inTemplate('a bucket that requires TLS, and no distribution point', rootWithCrl(omitted, {}, bucketWith(openBucket, publicRead, denyHttp))),
      inTemplate('a bucket that requires TLS, and a custom name', rootWithCrl({}, {}, bucketWith(openBucket, publicRead, denyHttp))),
      inTemplate('a Deny for writers', rootWithCrl({ CustomCname: undefined }, {}, bucketWith(openBucket, publicRead, { ...denyHttp, Action: 's3:PutObject' }))),
    ],
  },
  'PCA-CRL-CNAME': {
    wrong: [
      inTemplate('a name with a protocol', rootWithCrl({ CustomCname: 'http://crl.example.com' })),
      inTemplate('an OCSP name with a protocol', root(revocation(undefined, { Enabled: true, OcspCustomCname: 'https://ocsp.example.com' }))),
      inTemplate('a custom name, and no distribution point', rootWithCrl({ CrlDistributionPointExtensionConfiguration: { OmitExtension: true } })),
    ],
    right: [
      inTemplate('a domain name', rootWithCrl()),
      inTemplate('the domain name of a distribution', { ...rootWithCrl({ CustomCname: att('Cdn', 'DomainName') }), Cdn: { Type: 'AWS::CloudFront::Distribution' } }),
      inTemplate('a name that a parameter decides', rootWithCrl({ CustomCname: ref('Text') })),
      inTemplate('no name, and no distribution point', rootWithCrl(omitted)),
      {
        name: 'a name or no distribution point, by a condition',
        template: {
          ...CONDITIONS,
          Resources: rootWithCrl({ CustomCname: when('IsProd', 'crl.example.com', NO_VALUE), CrlDistributionPointExtensionConfiguration: { OmitExtension: when('IsProd', false, true) } }),
        },
      },
    ],
  },
  'PCA-NO-REVOCATION': {
    wrong: [
      inTemplate('a CA without a revocation configuration', root()),
      inTemplate('a disabled CRL', root(revocation({ Enabled: false }))),
    ],
    right: [
      inTemplate('OCSP', root(revocation(undefined, { Enabled: true }))),
      inTemplate('a CRL', rootWithCrl()),
      inTemplate('short-lived certificates', root({ UsageMode: 'SHORT_LIVED_CERTIFICATE' })),
      inTemplate('a configuration that a parameter decides', root({ RevocationConfiguration: { OcspConfiguration: { Enabled: ref('Text') } } })),
    ],
  },
};

