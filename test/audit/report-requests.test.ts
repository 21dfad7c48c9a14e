import { Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { ReportRequests } from '../../src/audit/private/report-requests';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* The policies with the permission to request audit reports from many CAs. */

const INLINE = 'AWS::IAM::Policy';
const MANAGED = 'AWS::IAM::ManagedPolicy';
const arnsOf = (count: number) => Array.from({ length: count }, (_, index) =>
  `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-1111-1111-1111-${String(index).padStart(12, '0')}`);
const reportsIn = (stack: Stack, count: number) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
  bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'amzn-s3-demo-bucket'), certificateAuthorityArns: arnsOf(count),
});
const roleIn = (stack: Stack) => new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() });

/** The CAs in the statements of the policies of a type. */
function casOf(stack: Stack, type: string): string[][] {
  return Object.values(Template.fromStack(stack).findResources(type)).flatMap(({ Properties }) =>
    (Properties.PolicyDocument.Statement as { Resource: string | string[] }[]).map(({ Resource }) => [Resource].flat()));
}

test.each<[string, (stack: Stack) => iam.IGrantable, number, string]>([
  ['user', (stack) => new iam.User(stack, 'Requester'), 10, 'Users'],
  ['group', (stack) => new iam.Group(stack, 'Requester'), 40, 'Groups'],
  ['imported role', (stack) => iam.Role.fromRoleArn(stack, 'Requester', 'arn:aws:iam::111122223333:role/Requester'), 50, 'Roles'],
])('the inline policy of a principal (%s) has the first CAs, and managed policies have 50 more CAs each', (_name, principal, first, attached) => {
  const [one, several] = [newStack({ env: ENVIRONMENT }), newStack({ env: ENVIRONMENT })];
  const requester = principal(several);

  expect(reportsIn(one, first).grants.generate(principal(one)).success).toBe(true);
  const grant = reportsIn(several, first + 51).grants.generate(requester);

  expect([casOf(one, INLINE), casOf(one, MANAGED)]).toEqual([[arnsOf(first)], []]);
  expect(casOf(several, INLINE)).toEqual([arnsOf(first)]);
  expect(casOf(several, MANAGED)).toEqual([arnsOf(first + 50).slice(first), arnsOf(first + 51).slice(first + 50)]);
  const template = Template.fromStack(several);
  const [id] = Object.keys(template.findResources(`AWS::IAM::${attached.slice(0, -1)}`));
  ['Roles', 'Users', 'Groups'].forEach((kind) => template.allResourcesProperties(MANAGED, {
    Description: 'Allows requests for audit reports from more CAs than the policy of the principal can contain',
    [kind]: kind === attached ? [id ? { Ref: id } : 'Requester'] : Match.absent(),
  }));
  expect(Object.keys(template.findResources(MANAGED)).map((name) => name.slice(0, -8))).toEqual(['RequesterStackAudit9CF4CB89Requests2', 'RequesterStackAudit9CF4CB89Requests3']);
  expect([grant.success, grant.principalStatements.length]).toEqual([true, 3]);
});

test('a principal that wraps a role has further statements in the policy of the role', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const role = roleIn(stack);
  reportsIn(stack, 51).grants.generate(new iam.PrincipalWithConditions(role, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }));

  expect(casOf(stack, INLINE)).toEqual([arnsOf(50), arnsOf(51).slice(50)]);
  expect(casOf(stack, MANAGED)).toEqual([]);
});

test('a role of the app has further statements, which CDK splits into policies', () => {
  const stack = newStack({ env: ENVIRONMENT });
  reportsIn(stack, 101).grants.generate(roleIn(stack));

  expect([...casOf(stack, INLINE), ...casOf(stack, MANAGED)].map(({ length }) => length)).toEqual([50, 1, 50]);
  expect(Object.keys(Template.fromStack(stack).findResources(MANAGED))).toEqual([expect.stringMatching(/^RequesterOverflowPolicy1/)]);
});

test.each<[string, (stack: Stack) => iam.IGrantable]>([
  ['a role that the app cannot edit', (stack) => roleIn(stack).withoutPolicyUpdates()],
  ['an account', () => new iam.AccountPrincipal('444455556666')],
  ['a service', () => new iam.ServicePrincipal('config.amazonaws.com')],
])('%s has no policy, however many CAs there are', (_name, principal) => {
  const stack = newStack({ env: ENVIRONMENT });

  reportsIn(stack, 51).grants.generate(principal(stack));

  expect([casOf(stack, INLINE), casOf(stack, MANAGED)]).toEqual([[], []]);
});

test('CAs that are added again change nothing', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const requests = new ReportRequests(stack, new iam.User(stack, 'Requester'));

  requests.add(arnsOf(10));
  requests.add(arnsOf(10));

  expect([casOf(stack, INLINE), casOf(stack, MANAGED)]).toEqual([[arnsOf(10)], []]);
});

describe('a principal of the user', () => {
  const principalOf = (role: iam.Role, addToPrincipalPolicy: iam.IPrincipal['addToPrincipalPolicy']): iam.IPrincipal => {
    const principal = { assumeRoleAction: 'sts:AssumeRole', policyFragment: role.policyFragment, principalAccount: '111122223333', addToPrincipalPolicy };
    return Object.assign(principal, { grantPrincipal: principal as unknown as iam.IPrincipal, roleName: 'Requester' });
  };

  test('that adds no statement receives no others', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const add = jest.fn(() => ({ statementAdded: false }));

    reportsIn(stack, 3).grants.generate(principalOf(roleIn(stack), add));

    expect(add).toHaveBeenCalledTimes(1);
  });

  test('that is no construct, or no identity, has further statements', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const owner = new Construct(stack, 'Owner');
    const add = jest.fn(() => ({ statementAdded: true, policyDependable: owner }));
    const principal = principalOf(roleIn(stack), add);
    const identity = Object.assign(new Construct(stack, 'Principal'), { ...principal, roleName: undefined });
    delete identity.roleName;

    reportsIn(stack, 51).grants.generate(principal);
    new ReportRequests(stack, Object.assign(identity, { grantPrincipal: identity as unknown as iam.IPrincipal })).add(arnsOf(51));

    expect(add).toHaveBeenCalledTimes(4);
    expect(casOf(stack, MANAGED)).toEqual([]);
  });
});
