import { att, inTemplate, Json, ref, root, RuleCases, sub } from './case';

const trail = (more: Json = {}) => ({
  Type: 'AWS::CloudTrail::Trail',
  Properties: {
    IsLogging: true, S3BucketName: 'amzn-s3-demo-bucket', IsMultiRegionTrail: true, EnableLogFileValidation: true, KMSKeyId: ref('KeyArn'), ...more,
  },
});
const ADMINISTRATION = { Effect: 'Allow', Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' };
const key = (...statements: Json[]) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [ADMINISTRATION, ...statements] } } });
const allow = (service: unknown, actions: unknown, more: Json = {}) => ({ Effect: 'Allow', Principal: { Service: service }, Action: actions, Resource: '*', ...more });
const CLOUDTRAIL = 'cloudtrail.amazonaws.com';
const withTrail = (properties: Json = {}) => ({ ...root(), Trail: trail(properties) });
const withKey = (...statements: Json[]) => ({ ...root(), Key: key(...statements), Trail: trail({ KMSKeyId: att('Key') }) });

const rule = (topic: unknown) => ({
  Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.acm-pca'] }, Targets: [{ Id: 'topic', Arn: topic }] },
});
const EVENTS = 'events.amazonaws.com';
const USE = ['kms:Decrypt', 'kms:GenerateDataKey*'];
const withTopic = (topicKey: unknown, ...statements: Json[]) => ({
  Key: key(...statements), Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: topicKey } }, Rule: rule(ref('Topic')),
});
const source = { Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } } };

export const TRAIL_CASES: Record<string, RuleCases> = {
  'PCA-TRAIL-KEY': {
    wrong: [
      inTemplate('a key without kms:DescribeKey', withKey(allow(CLOUDTRAIL, 'kms:GenerateDataKey*'))),
      inTemplate('a key that does not admit CloudTrail', withKey()),
    ],
    right: [
      inTemplate('both statements of AWS documentation', withKey(allow(CLOUDTRAIL, 'kms:GenerateDataKey*'), allow(CLOUDTRAIL, 'kms:DescribeKey'))),
      inTemplate('every action', withKey(allow(CLOUDTRAIL, 'kms:*'))),
      inTemplate('a principal that a parameter decides', withKey(allow(ref('Text'), 'kms:*'))),
      inTemplate('an app without AWS Private CA', { Key: key(), Trail: trail({ KMSKeyId: att('Key') }) }),
      inTemplate('a key that the template does not define', withTrail()),
    ],
  },
  'PCA-TRAIL-BASICS': {
    wrong: [
      inTemplate('a trail of one Region', withTrail({ IsMultiRegionTrail: false })),
      inTemplate('a trail without validation', withTrail({ EnableLogFileValidation: undefined })),
      inTemplate('a trail of one Region by default', withTrail({ IsMultiRegionTrail: undefined })),
    ],
    right: [
      inTemplate('a trail of all Regions with validation', withTrail()),
      inTemplate('settings as text', withTrail({ IsMultiRegionTrail: 'true', EnableLogFileValidation: 'true' })),
      inTemplate('settings that a parameter decides', withTrail({ IsMultiRegionTrail: ref('Text') })),
      inTemplate('an app without AWS Private CA', { Trail: trail({ IsMultiRegionTrail: false }) }),
    ],
  },
  'PCA-TRAIL-NO-KEY': {
    wrong: [
      inTemplate('a trail without a key', withTrail({ KMSKeyId: undefined })),
      inTemplate('management events beside data events', withTrail({
        KMSKeyId: undefined, AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
      })),
      inTemplate('selectors that include management events by default', withTrail({
        KMSKeyId: undefined, EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }],
      })),
    ],
    right: [
      inTemplate('a trail with a key', withTrail()),
      inTemplate('data events only', withTrail({ KMSKeyId: undefined, EventSelectors: [{ IncludeManagementEvents: false }] })),
      inTemplate('other advanced selectors', withTrail({ KMSKeyId: undefined, AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }] })),
      inTemplate('an app without AWS Private CA', { Trail: trail({ KMSKeyId: undefined }) }),
    ],
  },
  'PCA-TOPIC-KEY': {
    wrong: [
      inTemplate('the AWS managed key', withTopic('alias/aws/sns')),
      inTemplate('a key with a condition on the account', withTopic(ref('Key'), allow(EVENTS, USE, source))),
      inTemplate('a key that does not admit EventBridge', withTopic(att('Key'), allow('cloudwatch.amazonaws.com', USE))),
    ],
    right: [
      inTemplate('a key without a condition on the source', withTopic(ref('Key'), allow(EVENTS, USE))),
      inTemplate('a key with a condition for another service', withTopic(ref('Key'), allow(EVENTS, USE), allow('cloudwatch.amazonaws.com', USE, source))),
      inTemplate('a condition for a principal that a parameter decides', withTopic(ref('Key'), allow(ref('Text'), USE, source))),
      inTemplate('a topic without a key', withTopic(undefined)),
      inTemplate('a key that the template does not define', withTopic(ref('Text'))),
      inTemplate('a rule for other events', {
        ...withTopic('alias/aws/sns'), Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.s3'] }, Targets: [{ Id: 'topic', Arn: ref('Topic') }] } },
      }),
    ],
  },
};
