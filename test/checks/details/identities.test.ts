import { resourceOf, viewOf } from './view-of';
import { mayCall } from '../../../src/checks/private/identities';
import { Json, ref } from '../cases/case';

const ACTION = 'acm-pca:ImportCertificateAuthorityCertificate';
const role = (statement: Json) => ({
  Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'Own', PolicyDocument: { Statement: [statement] } }] },
});
const allow = (actions: unknown) => role({ Effect: 'Allow', Action: actions, Resource: '*' });

test.each<[string, () => Json]>([
  ['that allows the action', () => allow(ACTION)],
  ['that allows the action in a list', () => allow(['sts:AssumeRole', ACTION])],
  ['that allows a wildcard', () => allow('acm-pca:*')],
  ['that allows an action of a parameter', () => allow(ref('Text'))],
  ['that allows all but some actions', () => role({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
  ['whose effect a parameter decides', () => role({ Effect: ref('Text'), Action: ACTION, Resource: '*' })],
  ['with the managed policy of administrators', () => ({ Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } })],
  ['with a managed policy of administrators after another one', () => ({
    Type: 'AWS::IAM::Role',
    Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/AWSPrivateCAFullAccess'] },
  })],
])('a role %s may call it', (_name, resource) => {
  expect(mayCall(viewOf({ Role: resource() }), ACTION)).toBe(true);
});

test.each<[string, () => Json]>([
  ['a role that allows another action', () => allow('acm-pca:IssueCertificate')],
  ['a role that denies the action', () => role({ Effect: 'Deny', Action: ACTION, Resource: '*' })],
  ['a role that denies all but some actions', () => role({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' })],
  ['a role without a text', () => ({ Type: 'AWS::IAM::Role', Properties: { MaxSessionDuration: 3600, Description: null } })],
  ['a role that does not exist', () => ({ ...allow(ACTION), Condition: 'Never' })],
  ['a key whose policy allows the action', () => ({ ...allow(ACTION), Type: 'AWS::KMS::Key' })],
])('%s gives nobody the action', (_name, resource) => {
  const view = viewOf({ Role: resource() });

  expect(resourceOf(view, 'Role')).toBeDefined();
  expect(mayCall(view, ACTION)).toBe(false);
});

test('one action says nothing about another one', () => {
  const view = viewOf({ Role: allow('s3:PutBucketPolicy') });

  expect([mayCall(view, 's3:PutBucketPolicy'), mayCall(view, ACTION)]).toEqual([true, false]);
});

test.each([
  'AWS::IAM::ManagedPolicy', 'AWS::Serverless::Function', 'Custom::Importer', 'AWS::CloudFormation::CustomResource',
])('%s can act', (type) => {
  expect(mayCall(viewOf({ Actor: { ...allow(ACTION), Type: type } }), ACTION)).toBe(true);
});

test.each([
  'Example::AWS::IAM::Role', 'Example::AWS::Serverless::Function', 'Example::Custom::Importer', 'Example::CustomResources::List',
])('%s is a resource of a third party, which does not act', (type) => {
  expect(mayCall(viewOf({ Actor: { ...allow(ACTION), Type: type } }), ACTION)).toBe(false);
});
