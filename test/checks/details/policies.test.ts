import {
  allowsAction, allowsService, coversAction, mayAllowService, Policy, policyOf, Statement,
} from '../../../src/checks/private/policies';
import { Resolver } from '../../../src/checks/private/resolver';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { UNKNOWN } from '../../../src/checks/private/values';
import { View } from '../../../src/checks/private/view';
import { Json, NO_VALUE, ref, sub } from '../cases/case';

function policy(document: unknown): Policy {
  const template = { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: document } } } };
  const set = new TemplateSet([{ path: 'one.json', text: JSON.stringify(template) }]);
  return policyOf(new View(new Resolver(set), () => true), set.resourcesOf('AWS::KMS::Key')[0], 'KeyPolicy');
}

const ALLOW = { Effect: 'Allow', Principal: { Service: 'acm-pca.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' };
const statement = (more: Json = {}): Statement => policy({ Statement: [{ ...ALLOW, ...more }] }).statements[0];
const transform = { 'Fn::Transform': { Name: 'AWS::Include' } };

test.each<[string, unknown, string[], boolean]>([
  ['a list of statements', { Statement: [ALLOW, ALLOW] }, ['KeyPolicy.Statement.0', 'KeyPolicy.Statement.1'], true],
  ['one statement', { Statement: ALLOW }, ['KeyPolicy.Statement'], true],
  ['JSON in a text', JSON.stringify({ Statement: [ALLOW] }), ['KeyPolicy.Statement.0'], true],
  ['JSON in a text with references', sub(JSON.stringify({ Statement: [{ ...ALLOW, Resource: '${AWS::Region}' }] })), ['KeyPolicy.Statement.0'], true],
  ['JSON in a text with a statement that a parameter decides', sub('{"Statement":[${Statement}]}'), [], false],
  ['no policy', undefined, [], true],
  ['no statements', { Version: '2012-10-17' }, [], true],
  ['a policy that a parameter decides', ref('Policy'), [], false],
  ['a text that is not JSON', '{', [], false],
  ['statements that a parameter decides', { Statement: ref('Statements') }, [], false],
  ['a statement that a parameter decides', { Statement: [ref('Statement'), ALLOW] }, ['KeyPolicy.Statement.1'], false],
  ['a statement that a transform extends', { Statement: [{ ...ALLOW, ...transform }, ALLOW] }, ['KeyPolicy.Statement.1'], false],
  ['a policy that a transform extends', { Statement: [ALLOW], ...transform }, [], false],
])('%s has the statements of which the template is certain', (_name, document, locations, complete) => {
  const { statements, complete: known } = policy(document);

  expect({ locations: statements.map(({ location }) => location), complete: known }).toStrictEqual({ locations, complete });
});

test('a statement has its actions, resources, and condition', () => {
  const condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

  expect(statement({ Action: ['kms:Decrypt', 'kms:Encrypt'], Condition: condition })).toEqual({
    allow: true,
    mayAllow: true,
    services: ['acm-pca.amazonaws.com'],
    principalUnknown: false,
    actions: ['kms:Decrypt', 'kms:Encrypt'],
    resources: ['*'],
    condition,
    location: 'KeyPolicy.Statement.0',
  });
  expect(statement({ Effect: 'Deny' })).toMatchObject({ allow: false, mayAllow: false });
});

test.each<[string, unknown, string[], boolean]>([
  ['a list of services', { Service: ['events.amazonaws.com', 'acm-pca.us-east-1.amazonaws.com'] }, ['events.amazonaws.com', 'acm-pca.us-east-1.amazonaws.com'], false],
  ['a service of another partition', { Service: 'acm-pca.amazonaws.com.cn' }, ['acm-pca.amazonaws.com.cn'], false],
  ['a service with the domain of the partition', { Service: sub('acm-pca.${AWS::URLSuffix}') }, ['acm-pca.amazonaws.com'], false],
  ['a service that a parameter decides', { Service: ref('Service') }, [], true],
  ['the beginning of a service that a parameter decides', { Service: sub('${Prefix}acm-pca.amazonaws.com') }, [], true],
  ['one of two services that a parameter decides', { Service: ['events.amazonaws.com', ref('Service')] }, ['events.amazonaws.com'], true],
  ['an account', { AWS: 'arn:aws:iam::111122223333:root' }, [], false],
  ['every account', { AWS: ['111122223333', '*'] }, ['*'], false],
  ['everyone', '*', ['*'], false],
  ['a principal that a parameter decides', ref('Principal'), [], true],
  ['no principal', NO_VALUE, [], false],
])('the services of a statement with %s', (_name, principal, services, principalUnknown) => {
  const { services: names, principalUnknown: unknown } = statement({ Principal: principal });

  expect({ names, unknown }).toEqual({ names: services, unknown: principalUnknown });
});

test('a statement with NotPrincipal can be for any service', () => {
  expect(statement({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } })).toMatchObject({ services: [], principalUnknown: true });
});

test('a statement with an effect that a parameter decides can allow something', () => {
  expect(statement({ Effect: ref('Effect') })).toMatchObject({ allow: false, mayAllow: true, principalUnknown: false });
});

test('a statement with NotAction or NotResource can be for any action or resource', () => {
  expect(statement({ Action: undefined, NotAction: 'kms:Decrypt' }).actions).toEqual([UNKNOWN]);
  expect(statement({ Resource: undefined, NotResource: '*' }).resources).toEqual([UNKNOWN]);
});

test.each<[string, Json, boolean, boolean]>([
  ['the service', {}, true, true],
  ['the service in a Region', { Principal: { Service: 'acm-pca.us-east-1.amazonaws.com' } }, true, true],
  ['a name that begins like the service', { Principal: { Service: 'acm-pca2.amazonaws.com' } }, false, false],
  ['a domain that is not of AWS', { Principal: { Service: 'acm-pca.example.com' } }, false, false],
  ['everyone', { Principal: '*' }, false, true],
  ['everyone, but as a denial', { Principal: '*', Effect: 'Deny' }, false, false],
  ['the service, but as a denial', { Effect: 'Deny' }, false, false],
  ['another service', { Principal: { Service: 'events.amazonaws.com' } }, false, false],
  ['a service that a parameter decides', { Principal: { Service: ref('Service') } }, false, true],
  ['a service that a parameter decides, but as a denial', { Principal: { Service: ref('Service') }, Effect: 'Deny' }, false, false],
  ['everyone but an account', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, false, true],
  ['everyone but an account, but as a denial', { Principal: undefined, NotPrincipal: { AWS: '111122223333' }, Effect: 'Deny' }, false, false],
  ['the service, with an effect that a parameter decides', { Effect: ref('Effect') }, false, true],
  ['another service, with an effect that a parameter decides', { Effect: ref('Effect'), Principal: { Service: 'events.amazonaws.com' } }, false, false],
])('a statement for %s allows or may allow something to AWS Private CA', (_name, more, allows, mayAllow) => {
  expect([allowsService(statement(more), 'acm-pca'), mayAllowService(statement(more), 'acm-pca')]).toEqual([allows, mayAllow]);
});

test.each<[string, boolean]>([
  ['s3:GetObject', true],
  ['S3:getobject', true],
  ['s3:Get*', true],
  ['*', true],
  ['s3:Get?bject', true],
  ['s3:GetObjec?', true],
  ['s3:GetObject?', false],
  ['s3:GetObj', false],
  ['GetObject', false],
  ['s3:GetObject|', false],
  ['s3:[GetObject', false],
  ['s3:Get.bject', false],
  ['**', true],
  ['s3:GetObject*', true],
  ['s3:GetObject**', true],
  ['s3:GetObject*?', false],
  ['s3:*t', true],
  ['s3:*O*t', true],
  ['s3:*e*e*e', false],
  ['s3:*etO?ject', true],
  ['*?*:*?*', true],
  ['*s3:GetObject', true],
  ['*GetObjects', false],
  ['', false],
])('the pattern %s covers s3:GetObject: %s', (pattern, covers) => {
  expect(coversAction(pattern, 's3:GetObject')).toBe(covers);
});

test.each<[string, string, boolean]>([
  ['that match', '*a'.repeat(60), true],
  ['before letters, of which the last is missing', `${'*a'.repeat(60)}*c`, false],
  ['in a row', `${'*'.repeat(60)}c`, false],
  ['before any character', `${'*?a'.repeat(60)}c*`, false],
])('a comparison of a long text with 60 wildcards %s ends', (_name, pattern, covers) => {
  expect(coversAction(pattern, 'ab'.repeat(5_000) + 'a')).toBe(covers);
});

test.each<[string, unknown, boolean | undefined]>([
  ['the action', ['kms:Encrypt', 'kms:Decrypt'], true],
  ['the action beside an action that a parameter decides', [ref('Action'), 'kms:Decrypt'], true],
  ['another action', 'kms:Encrypt', false],
  ['another action beside one that a parameter decides', ['kms:Encrypt', ref('Action')], undefined],
  ['an action that a parameter decides', ref('Action'), undefined],
])('a statement with %s', (_name, actions, allows) => {
  expect(allowsAction(statement({ Action: actions }), 'kms:Decrypt')).toBe(allows);
});
