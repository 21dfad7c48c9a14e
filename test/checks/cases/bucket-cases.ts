import {
  att, bucketPolicy, change, CONDITIONS, crl, crlBucket, FOUR_ACTIONS, inTemplate, Json, NO_VALUE, ref, root,
  rootWithCrl,
  RuleCases, statement, sub, when,
} from './case';

const audit = (properties: Json = {}, more: Json = {}) => ({
  Audit: { Type: 'AWS::S3::Bucket', Properties: properties },
  AuditPolicy: bucketPolicy('Audit', [statement('Audit', more)]),
});
const condition = (value: unknown) => ({ Condition: value });
const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const keptRoot = () => {
  const resources = root({}, retained);
  return { ...resources, RootActivation: { ...resources.RootActivation, ...retained } };
};
const keptWithCrl = (bucket: Json, policy: Json) => {
  const crls = crlBucket();
  const resources = root(crl(), { ...retained, DependsOn: 'CrlsPolicy' });
  return {
    ...resources,
    RootActivation: { ...resources.RootActivation, ...retained },
    Crls: { ...crls.Crls, ...bucket },
    CrlsPolicy: { ...crls.CrlsPolicy, ...policy },
  };
};
const lock = { ObjectLockEnabled: true };
const openAcls = { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] }, PublicAccessBlockConfiguration: { BlockPublicAcls: false } };
const ACL = 'Root/Properties/RevocationConfiguration/CrlConfiguration/S3ObjectAcl';

export const BUCKET_CASES: Record<string, RuleCases> = {
  'PCA-CONFUSED-DEPUTY': {
    wrong: [
      inTemplate('a statement without a condition', audit({}, { Condition: undefined })),
      inTemplate('a statement with a condition on something else', audit({}, condition({ Bool: { 'aws:SecureTransport': 'true' } }))),
      inTemplate('the principal of a Region', audit({}, { Condition: undefined, Principal: { Service: [sub('acm-pca.${AWS::Region}.amazonaws.com')] } })),
      inTemplate('a single statement', { ...audit(), AuditPolicy: bucketPolicy('Audit', statement('Audit', { Condition: undefined })) }),
    ],
    right: [
      inTemplate('a condition on the account', audit()),
      inTemplate('a condition key in capitals', audit({}, condition({ StringEquals: { 'AWS:SourceAccount': ref('AWS::AccountId') } }))),
      inTemplate('a condition on the ARN of CAs', audit({}, condition({ ArnLike: { 'aws:sourceArn': sub('arn:${AWS::Partition}:acm-pca:*:${AWS::AccountId}:certificate-authority/*') } }))),
      inTemplate('a condition on the organization', audit({}, condition({ StringEquals: { 'aws:SourceOrgID': 'o-exampleorgid' } }))),
      {
        name: 'a condition that one branch has',
        template: { ...CONDITIONS, Resources: audit({}, condition(when('IsProd', { StringEquals: { 'aws:SourceAccount': '111122223333' } }, NO_VALUE))) },
      },
      inTemplate('a statement for another service', audit({}, { Principal: { Service: 'logging.s3.amazonaws.com' }, Condition: undefined })),
    ],
  },
  'PCA-CRL-ACL': {
    wrong: [
      inTemplate('the default ACL with Block Public Access', change(rootWithCrl(), ACL, undefined)),
      inTemplate('PUBLIC_READ in a bucket whose ACLs are disabled', change(rootWithCrl({ S3ObjectAcl: 'PUBLIC_READ' }, {},
        crlBucket({ PublicAccessBlockConfiguration: undefined, OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } })), 'Crls/Metadata', {})),
      inTemplate('the default ACL in a bucket that says nothing',
        change(rootWithCrl({}, {}, crlBucket({ PublicAccessBlockConfiguration: undefined })), ACL, undefined), { severity: 'warning' }),
      {
        name: 'the default ACL in one branch, PUBLIC_READ in the other',
        template: { ...CONDITIONS, Resources: change(rootWithCrl(), ACL, when('IsProd', NO_VALUE, 'PUBLIC_READ')) },
      },
    ],
    right: [
      inTemplate('BUCKET_OWNER_FULL_CONTROL', rootWithCrl()),
      inTemplate('PUBLIC_READ in a bucket that accepts ACLs', rootWithCrl({ S3ObjectAcl: 'PUBLIC_READ' }, {}, crlBucket(openAcls))),
      inTemplate('a bucket that the template does not define', root(crl({ S3BucketName: ref('Text'), S3ObjectAcl: undefined }))),
      {
        name: 'an ACL that one branch sets',
        template: { ...CONDITIONS, Resources: change(rootWithCrl(), ACL, when('IsProd', 'BUCKET_OWNER_FULL_CONTROL', NO_VALUE)) },
      },
      inTemplate('an ACL that a parameter decides', change(rootWithCrl(), ACL, ref('Text'))),
    ],
  },
  'PCA-RETAIN': {
    wrong: [
      inTemplate('a retained CA with an activation that is deleted', root({}, retained)),
      inTemplate('a CA that is retained on replacement only', root({}, { UpdateReplacePolicy: 'Retain' })),
      inTemplate('a CA with RetainExceptOnCreate', root({}, { DeletionPolicy: 'RetainExceptOnCreate' })),
    ],
    right: [
      inTemplate('a retained CA with a retained activation', keptRoot()),
      inTemplate('a CA that is deleted', root()),
      inTemplate('an explicit Delete', root({}, { DeletionPolicy: 'Delete' })),
      inTemplate('policies in two spellings', change(keptRoot(), 'RootActivation/DeletionPolicy', 'RetainExceptOnCreate')),
    ],
  },
  'PCA-CRL-BUCKET-LOST': {
    wrong: [
      inTemplate('a retained CA with a bucket that is deleted', keptWithCrl({}, {})),
      inTemplate('a retained bucket with a policy that is deleted', keptWithCrl(retained, {})),
      inTemplate('a bucket with an explicit Delete', keptWithCrl({ DeletionPolicy: 'Delete' }, retained)),
    ],
    right: [
      inTemplate('a retained bucket and a retained policy', keptWithCrl(retained, retained)),
      inTemplate('a CA that is deleted', rootWithCrl()),
      inTemplate('a retained CA without a CRL', { ...keptRoot(), ...crlBucket() }),
      inTemplate('a bucket that the template does not define', change(keptWithCrl(retained, retained),
        'Root/Properties/RevocationConfiguration/CrlConfiguration/S3BucketName', ref('Text'))),
    ],
  },
  'PCA-CRL-NO-POLICY': {
    wrong: [
      inTemplate('a bucket without a policy', { Crls: crlBucket().Crls, ...root(crl()) }),
      inTemplate('a policy for another service', change(rootWithCrl(), 'CrlsPolicy/Properties/PolicyDocument/Statement/0/Principal', { Service: 'logging.s3.amazonaws.com' })),
      inTemplate('a policy that only denies', change(rootWithCrl(), 'CrlsPolicy/Properties/PolicyDocument/Statement/0/Effect', 'Deny')),
      inTemplate('a bucket that is named by its name', { Crls: change(crlBucket().Crls, 'Properties/BucketName', 'amzn-s3-demo-bucket'), ...root(crl({ S3BucketName: 'amzn-s3-demo-bucket' })) }),
    ],
    right: [
      inTemplate('a policy for AWS Private CA', rootWithCrl()),
      {
        name: 'a policy of another stack, by the name of the bucket',
        template: { Resources: { Crls: change(crlBucket().Crls, 'Properties/BucketName', 'amzn-s3-demo-bucket'), ...root(crl()) } },
        others: { Policies: { Resources: { P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'amzn-s3-demo-bucket', PolicyDocument: { Statement: [statement('Crls', { Resource: ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'] })] } } } } } },
      },
      inTemplate('a policy whose principal a parameter decides', change(rootWithCrl(), 'CrlsPolicy/Properties/PolicyDocument/Statement/0/Principal', { Service: ref('Text') })),
      inTemplate('a policy for a bucket that a parameter decides', { Crls: crlBucket().Crls, P: change(crlBucket().CrlsPolicy, 'Properties/Bucket', ref('Text')), ...root(crl()) }),
      inTemplate('a bucket that the template does not define', root(crl({ S3BucketName: ref('Text') }))),
      {
        name: 'a template with a transform',
        template: { Transform: 'AWS::Include', Resources: { Crls: crlBucket().Crls, ...root(crl()) } },
      },
    ],
  },
  'PCA-BUCKET-ACTIONS': {
    wrong: [
      inTemplate('a statement without s3:PutObjectAcl', audit({}, { Action: FOUR_ACTIONS.slice(0, 3) })),
      inTemplate('a statement with s3:Put* only', audit({}, { Action: 's3:Put*' })),
    ],
    right: [
      inTemplate('all four actions', audit()),
      inTemplate('wildcards', audit({}, { Action: ['s3:Get*', 's3:PutObject*'] })),
      inTemplate('actions in two statements', {
        ...audit(), AuditPolicy: bucketPolicy('Audit', [statement('Audit', { Action: FOUR_ACTIONS.slice(0, 2) }), statement('Audit', { Action: FOUR_ACTIONS.slice(2) })]),
      }),
      inTemplate('an action that a parameter decides', audit({}, { Action: ['s3:GetBucketAcl', ref('Text')] })),
      inTemplate('every action but one', audit({}, { Action: undefined, NotAction: 's3:DeleteObject' })),
      {
        name: 'a statement that one branch adds',
        template: {
          ...CONDITIONS,
          Resources: {
            ...audit(),
            AuditPolicy: bucketPolicy('Audit', [statement('Audit', { Action: FOUR_ACTIONS.slice(1) }), when('IsProd', statement('Audit'), NO_VALUE)]),
          },
        },
      },
    ],
  },
  'PCA-BUCKET-RESOURCE': {
    wrong: [
      inTemplate('the name of the bucket', audit({}, { Resource: [ref('Audit'), sub('${Audit.Arn}/*')] })),
      inTemplate('the name of the bucket with a path', audit({}, { Resource: [att('Audit'), sub('${Audit}/*')] })),
      inTemplate('a literal name', audit({}, { Resource: 'amzn-s3-demo-bucket/*' })),
    ],
    right: [
      inTemplate('the ARNs of the bucket and its objects', audit()),
      inTemplate('ARNs that are built', audit({}, { Resource: [sub('arn:${AWS::Partition}:s3:::${Audit}'), { 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':s3:::', ref('Audit'), '/*']] }] })),
      inTemplate('an ARN that a parameter decides', audit({}, { Resource: ref('Text') })),
      inTemplate('a wildcard', audit({}, { Resource: '*' })),
    ],
  },
  'PCA-OBJECT-LOCK': {
    wrong: [
      inTemplate('Object Lock on the bucket of audit reports', audit(lock)),
      inTemplate('Object Lock on a CRL bucket', rootWithCrl({}, {}, crlBucket(lock))),
    ],
    right: [
      inTemplate('a bucket without Object Lock', audit()),
      inTemplate('Object Lock on the bucket of a trail', {
        ...audit(),
        Trail: { Type: 'AWS::S3::Bucket', Properties: lock },
        TrailPolicy: bucketPolicy('Trail', [{ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject', Resource: sub('${Trail.Arn}/*') }]),
      }),
      inTemplate('Object Lock that a parameter decides', audit({ ObjectLockEnabled: ref('Text') })),
      inTemplate('a bucket that only copies are written to', { ...audit(), Copy: { Type: 'AWS::S3::Bucket', Properties: lock } }),
    ],
  },
};

