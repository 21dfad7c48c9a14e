import { viewOf } from './view-of';
import { policyOf, Statement } from '../../../src/checks/private/policies';
import { comparisonsOf, isPattern, limitsSource, requiresSource } from '../../../src/checks/private/statement-conditions';
import { UNKNOWN } from '../../../src/checks/private/values';
import { Json, ref, sub } from '../cases/case';

function statement(Condition: unknown): Statement {
  const view = viewOf({ Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: { Effect: 'Allow', Condition } } } } });
  return policyOf(view, view.all('AWS::KMS::Key')[0], 'KeyPolicy').statements[0];
}
const transform = { 'Fn::Transform': { Name: 'AWS::Include' } };
const ACCOUNT = 'aws:SourceAccount';
const ARN = 'aws:SourceArn';

test.each<[string, unknown, unknown]>([
  ['two operators', { StringEquals: { [ACCOUNT]: '1' }, ArnLike: { 'AWS:SourceArn': ['a', ref('Text')], 'aws:via': 'x' } }, [
    { operator: 'StringEquals', key: 'aws:sourceaccount', values: ['1'] },
    { operator: 'ArnLike', key: 'aws:sourcearn', values: ['a', UNKNOWN] },
    { operator: 'ArnLike', key: 'aws:via', values: ['x'] },
  ]],
  ['no condition', ref('AWS::NoValue'), []],
  ['a condition that a parameter decides', ref('Text'), undefined],
  ['a condition that a transform extends', { StringEquals: { [ACCOUNT]: '1' }, ...transform }, undefined],
  ['an operator that a parameter decides', { StringEquals: ref('Text') }, undefined],
  ['an operator that a transform extends', { StringEquals: { [ACCOUNT]: '1', ...transform } }, undefined],
])('the comparisons of %s', (_name, condition, comparisons) => {
  expect(comparisonsOf(statement(condition))).toEqual(comparisons);
});

const caOf = (account: string, id = '*') => sub(`arn:\${AWS::Partition}:acm-pca:\${AWS::Region}:${account}:certificate-authority/${id}`);

describe('a condition on the source', () => {
  test.each<[string, Json]>([
    ['the account', { StringEquals: { [ACCOUNT]: ref('AWS::AccountId') } }],
    ['the account, as a number', { StringEquals: { [ACCOUNT]: 111122223333 } }],
    ['the account, where the request says one', { StringEqualsIfExists: { [ACCOUNT]: '111122223333' } }],
    ['an account that a parameter decides', { StringLike: { [ACCOUNT]: ref('Text') } }],
    ['CAs of the account', { ArnLike: { [ARN]: caOf('${AWS::AccountId}') } }],
    ['CAs of a literal account', { StringLike: { [ARN]: 'arn:*:111122223333:*' } }],
    ['CAs of an account that a parameter decides', { ArnLike: { [ARN]: caOf('${Text}') } }],
    ['one CA of any account', { ArnLike: { [ARN]: caOf('*', '12345678-1234-1234-1234-123456789012') } }],
    ['the organization', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-exampleorgid/*' } }],
    ['a wildcard that is no wildcard', { StringEquals: { [ACCOUNT]: '*' } }],
    ['principals of an organization, which AWS Private CA is not', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }],
    ['a network', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    ['the account, beside CAs of any account', { StringEquals: { [ACCOUNT]: '111122223333' }, ArnLike: { [ARN]: caOf('*') } }],
  ])('limits it to %s', (_name, condition) => {
    expect(limitsSource(statement(condition))).toBe(true);
  });

  test.each<[string, Json]>([
    ['every account but one', { StringNotEquals: { [ACCOUNT]: '111122223333' } }],
    ['every account but those like one', { 'ForAnyValue:StringNotLike': { [ACCOUNT]: '1111*' } }],
    ['requests that say an account', { Null: { [ACCOUNT]: 'false' } }],
    ['every account', { StringLike: { [ACCOUNT]: '*' } }],
    ['one account, or every account', { StringLike: { [ACCOUNT]: ['111122223333', '*'] } }],
    ['every ARN', { ArnLike: { [ARN]: 'arn:*' } }],
    ['everything of AWS Private CA', { StringLike: { [ARN]: 'arn:aws:acm-pca:*' } }],
    ['everything of AWS Private CA in a Region', { StringLike: { [ARN]: sub('arn:aws:acm-pca:${AWS::Region}:*') } }],
    ['CAs of any account', { ArnLike: { [ARN]: caOf('*') } }],
    ['CAs of any account, with ArnEquals', { ArnEquals: { [ARN]: 'arn:aws:acm-pca:*:*:certificate-authority/*' } }],
    ['resources of any account', { ArnLike: { [ARN]: 'arn:*:acm-pca:*:*:*' } }],
    ['the service', { StringEquals: { 'aws:PrincipalServiceName': 'acm-pca.amazonaws.com' } }],
    ['services', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
    ['every network but one', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }],
    ['another key', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }],
  ])('does not limit it with %s', (_name, condition) => {
    expect(limitsSource(statement(condition))).toBe(false);
  });

  test.each<[string, Json]>([
    ['equals a value', { StringEquals: { [ACCOUNT]: '111122223333' } }],
    ['equals any of several values', { 'ForAnyValue:ArnLike': { 'AWS:SourceArn': 'arn:*' } }],
    ['is present', { Null: { [ACCOUNT]: false } }],
    ['is present, as a text', { Null: { 'aws:SourceOrgID': 'false' } }],
  ])('never holds without a source that %s', (_name, condition) => {
    expect(requiresSource(statement(condition))).toBe(true);
  });

  test.each<[string, Json]>([
    ['where it exists', { StringEqualsIfExists: { [ACCOUNT]: '111122223333' } }],
    ['for all of its values', { 'ForAllValues:StringEquals': { [ACCOUNT]: '111122223333' } }],
    ['by what it is not', { StringNotEquals: { [ACCOUNT]: '111122223333' } }],
    ['by its absence', { Null: { [ACCOUNT]: 'true' } }],
    ['not at all', { StringEquals: { 'kms:ViaService': 'sns' } }],
  ])('can hold without a source that it compares %s', (_name, condition) => {
    expect(requiresSource(statement(condition))).toBe(false);
  });

  test('is unknown if the template does not say it', () => {
    expect([limitsSource(statement(ref('Text'))), requiresSource(statement(ref('Text')))]).toEqual([undefined, undefined]);
  });
});

test.each([
  ['StringLike', true], ['StringLikeIfExists', true], ['ForAnyValue:StringLike', true], ['ArnEquals', true], ['ForAllValues:ArnLike', true],
  ['StringEquals', false], ['StringEqualsIgnoreCase', false], ['ForAnyValue:StringEquals', false],
])('wildcards have a meaning for %s: %s', (operator, expected) => {
  expect(isPattern(operator)).toBe(expected);
});
