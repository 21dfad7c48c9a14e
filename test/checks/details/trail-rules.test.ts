import { found } from './findings';
import { att, Json, ref, root, sub } from '../cases/case';

const trail = (properties: Json) => ({
  Type: 'AWS::CloudTrail::Trail',
  Properties: { IsMultiRegionTrail: true, EnableLogFileValidation: true, KMSKeyId: 'alias/logs', ...properties },
});
const withTrail = (properties: Json) => ({ ...root(), Trail: trail(properties) });
const allow = (service: unknown, actions: unknown, more: Json = {}) => ({ Effect: 'Allow', Principal: { Service: service }, Action: actions, Resource: '*', ...more });
const key = (statements: unknown) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } });
const CLOUDTRAIL = 'cloudtrail.amazonaws.com';
const EVENTS = 'events.amazonaws.com';

const NO_TRAIL_KEY = (actions: string) => `Trail Properties.KMSKeyId: CloudTrail might not deliver logs of AWS Private CA, because the key policy doesn't allow ${actions}.`;

test.each<[string, unknown, string[]]>([
  ['only one action', [allow(CLOUDTRAIL, 'kms:GenerateDataKey*')], [NO_TRAIL_KEY('kms:DescribeKey')]],
  ['nothing for CloudTrail', [allow(EVENTS, 'kms:*')], [NO_TRAIL_KEY('kms:GenerateDataKey and kms:DescribeKey')]],
  ['both actions', [allow(CLOUDTRAIL, ['kms:GenerateDataKey*', 'kms:DescribeKey'])], []],
  ['a statement that a parameter decides', [allow(EVENTS, 'kms:*'), ref('Statement')], []],
  ['statements that a parameter decides', ref('Statements'), []],
])('the key of a trail has a policy with %s', (_name, statements, findings) => {
  expect(found('PCA-TRAIL-KEY', { ...withTrail({ KMSKeyId: att('Key') }), Key: key(statements) })).toEqual(findings);
});

const ONE_REGION = ['Trail Properties.IsMultiRegionTrail: The trail doesn\'t show calls in other Regions.'];

test.each<[string, Json, string[]]>([
  ['of one Region', { IsMultiRegionTrail: false }, ONE_REGION],
  ['without both settings', { IsMultiRegionTrail: undefined, EnableLogFileValidation: undefined }, ONE_REGION],
  ['without validation', { EnableLogFileValidation: 'false' }, ['Trail Properties.EnableLogFileValidation: A change or a deletion of log files can\'t be detected.']],
  ['with both settings', {}, []],
  ['whose validation a parameter decides', { EnableLogFileValidation: ref('Validation') }, []],
])('a trail %s', (_name, properties, findings) => {
  expect(found('PCA-TRAIL-BASICS', withTrail(properties))).toEqual(findings);
});

const NO_KEY = ['Trail Properties.KMSKeyId: '
  + 'CloudTrail encrypts the logs of AWS Private CA with a key of S3, so that the access to them has no second control.'];
const DATA = { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] };
const MANAGEMENT = { Field: 'eventCategory', Equals: ['Management'] };

test.each<[string, Json, string[]]>([
  ['no selectors', {}, NO_KEY],
  ['one of two selectors that includes management events', { EventSelectors: [{ IncludeManagementEvents: false }, { IncludeManagementEvents: true }] }, NO_KEY],
  ['one of two advanced selectors for management events', { AdvancedEventSelectors: [DATA, { FieldSelectors: [MANAGEMENT] }] }, NO_KEY],
  ['an advanced selector with another field', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'readOnly', Equals: ['false'] }, MANAGEMENT] }] }, NO_KEY],
  ['a field with the value Management', { AdvancedEventSelectors: [{ FieldSelectors: [...DATA.FieldSelectors, { Field: 'eventName', Equals: ['Management'] }] }] }, []],
  ['selectors that a parameter decides', { EventSelectors: ref('Selectors') }, []],
  ['advanced selectors that a parameter decides', { EventSelectors: [{ IncludeManagementEvents: true }], AdvancedEventSelectors: ref('Selectors') }, []],
])('a trail without a key and with %s', (_name, selectors, findings) => {
  expect(found('PCA-TRAIL-NO-KEY', withTrail({ KMSKeyId: undefined, ...selectors }))).toEqual(findings);
});

const rule = (...topics: unknown[]) => ({
  Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.acm-pca'] }, Targets: topics.map((Arn, Id) => ({ Id: String(Id), Arn })) },
});
const topic = (keyId: unknown) => ({ Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: keyId } });
const problem = (why: string) => [`Rule Properties.Targets: EventBridge can't publish to the topic, because ${why}.`];
const AWS_KEY = problem('it can\'t use the AWS managed key of SNS');

test.each<[string, unknown]>([
  ['its alias', 'alias/aws/sns'],
  ['its ARN', 'arn:aws:kms:us-east-1:111122223333:alias/aws/sns'],
  ['its ARN with the Region and the account of the stack', sub('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/sns')],
])('a topic has the AWS managed key of SNS by %s', (_name, keyId) => {
  expect(found('PCA-TOPIC-KEY', { Topic: topic(keyId), Rule: rule(ref('Topic')) })).toEqual(AWS_KEY);
});

test('a topic is known by its attribute, and two topics of a rule are one finding', () => {
  const topics = { Topic: topic('alias/aws/sns'), Other: topic('alias/aws/sns') };

  expect(found('PCA-TOPIC-KEY', { ...topics, Rule: rule(att('Topic', 'TopicArn')) })).toEqual(AWS_KEY);
  expect(found('PCA-TOPIC-KEY', { ...topics, Rule: rule(ref('Topic'), ref('Other')) })).toEqual(AWS_KEY);
  expect(found('PCA-TOPIC-KEY', { ...topics, Rule: rule(att('Topic', 'TopicName')) })).toEqual([]);
});

test('a rule with a pattern that a parameter decides is for other events', () => {
  const pattern = (value: unknown) => ({ ...rule(ref('Topic')), Properties: { ...rule(ref('Topic')).Properties, EventPattern: value } });

  expect(found('PCA-TOPIC-KEY', { Topic: topic('alias/aws/sns'), Rule: pattern(ref('Pattern')) })).toEqual([]);
  expect(found('PCA-TOPIC-KEY', { Topic: topic('alias/aws/sns'), Rule: pattern('{"source":["aws.acm-pca"]}') })).toEqual(AWS_KEY);
});

const NO_ACTIONS = (actions: string) => problem(`the policy of its KMS key doesn't allow ${actions}`);
const LIMITED = problem('the key policy has a condition on the source, which EventBridge doesn\'t send');
const USE = ['kms:Decrypt', 'kms:GenerateDataKey'];
const SOURCE = { Condition: { ArnLike: { 'AWS:SourceArn': 'arn' } } };

test.each<[string, unknown, string[]]>([
  ['nothing for EventBridge', [allow(CLOUDTRAIL, 'kms:*')], NO_ACTIONS('kms:Decrypt and kms:GenerateDataKey')],
  ['one action', [allow(EVENTS, 'kms:Decrypt')], NO_ACTIONS('kms:GenerateDataKey')],
  ['exactly the two actions', [allow(EVENTS, USE)], []],
  ['the two actions under a condition on the source', [allow(EVENTS, USE, SOURCE)], LIMITED],
  ['the two actions with and without a condition on the source', [allow(EVENTS, USE, SOURCE), allow(EVENTS, USE)], []],
  ['one of the actions under a condition on the source', [allow(EVENTS, 'kms:Decrypt', SOURCE), allow(EVENTS, 'kms:GenerateDataKey*')], LIMITED],
  ['the two actions under a condition on the source, and another action', [allow(EVENTS, USE, SOURCE), allow(EVENTS, 'kms:DescribeKey')], LIMITED],
  ['a condition on the source where it exists', [allow(EVENTS, USE, { Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } } })], []],
  ['a condition on what the source is not', [allow(EVENTS, USE, { Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } } })], []],
  ['an effect that a parameter decides', [allow(EVENTS, USE, { Effect: ref('Effect') })], []],
  ['a denial for a service that a parameter decides', [allow(EVENTS, 'kms:Decrypt'), allow(ref('Service'), 'kms:*', { Effect: 'Deny' })], NO_ACTIONS('kms:GenerateDataKey')],
  ['another condition', [allow(EVENTS, USE, { Condition: { StringEquals: { 'kms:ViaService': 'sns' } } })], []],
  ['a condition that a parameter decides', [allow(EVENTS, USE, { Condition: ref('Condition') })], []],
  ['a condition for a principal that a parameter decides', [allow(ref('Service'), USE, SOURCE)], []],
  ['a statement that a parameter decides', [allow(CLOUDTRAIL, 'kms:*'), ref('Statement')], []],
])('the key of a topic has a policy with %s', (_name, statements, findings) => {
  expect(found('PCA-TOPIC-KEY', { Key: key(statements), Topic: topic(ref('Key')), Rule: rule(ref('Topic')) })).toEqual(findings);
});
