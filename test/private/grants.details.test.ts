import { Stack, Token, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DependencyGroup } from 'constructs';
import { isOfOtherAccount, requireNamedPrincipal } from '../../src/private/grantee';
import { grantOnPrincipalOrResource } from '../../src/private/grants';
import { undoneOnError } from '../../src/private/undone-on-error';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* Which principals are of another account, which stand for everyone, and where a grant adds its statement. */

const ACCOUNT = '111122223333';

test.each<[string, () => iam.IGrantable, boolean]>([
  ['another account', () => new iam.AccountPrincipal('444455556666'), true],
  ['the account', () => new iam.AccountPrincipal(ACCOUNT), false],
  ['an account that is a token', () => new iam.AccountPrincipal(Token.asString({ Ref: 'Account' })), false],
  ['a service', () => new iam.ServicePrincipal('config.amazonaws.com'), false],
])('whether a principal is of another account: %s', (_name, grantee, expected) => {
  expect(isOfOtherAccount(grantee(), ACCOUNT)).toBe(expected);
});

const everyoneIf = (conditions: iam.Conditions) => () =>
  requireNamedPrincipal(newStack(), 'GrantPrincipal', new iam.AnyPrincipal().withConditions(conditions));

test.each<[string, iam.Conditions]>([
  ['a limit and another key', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid', 'aws:RequestedRegion': 'us-east-1' } }],
  ['another key and a limit', { StringEquals: { 'aws:RequestedRegion': 'us-east-1', 'AWS:PRINCIPALORGID': ['o-exampleorgid'] } }],
  ['a limit in another operator', { Bool: { 'aws:SecureTransport': 'true' }, StringLike: { 'aws:PrincipalAccount': ACCOUNT } }],
])('everyone with %s passes', (_name, conditions) => {
  expect(everyoneIf(conditions)).not.toThrow();
});

test.each<[string, () => iam.Conditions]>([
  ['another key', () => ({ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } })],
  ['another key that is a token', () => ({ StringEquals: { 'aws:RequestedRegion': Token.asString({ Ref: 'Region' }) } })],
  ['no condition', () => ({})],
])('everyone with %s is an error', (_name, conditions) => {
  expect(errorOf('GrantPrincipal', everyoneIf(conditions())).message).toBe('The principal of a grant must be an account, a role, a user, a group, or '
    + 'a service; got "*". Fix: Name the principal, for example iam.AccountPrincipal or a role. [GrantPrincipal at Stack]');
});

/** A principal with a policy of its own, in any account or in a known one. */
class CustomPrincipal extends iam.PrincipalBase {
  public readonly policyFragment = new iam.ArnPrincipal('arn:aws:iam::111122223333:role/Custom').policyFragment;

  constructor(public readonly principalAccount: string | undefined) {
    super();
  }

  public addToPrincipalPolicy(): iam.AddToPrincipalPolicyResult {
    return { statementAdded: true, policyDependable: new DependencyGroup() };
  }

  public dedupeString(): undefined {
    return undefined;
  }
}

test.each<[string, () => Stack, () => string | undefined, number]>([
  ['the account of the resource', () => newStack({ env: ENVIRONMENT }), () => ACCOUNT, 0],
  ['another account', () => newStack({ env: ENVIRONMENT }), () => '444455556666', 1],
  ['no account', () => newStack({ env: ENVIRONMENT }), () => undefined, 1],
  ['no account, and a resource of an unknown account', () => newStack(), () => undefined, 1],
  ['an unknown account, and a resource of a known account', () => newStack({ env: ENVIRONMENT }), () => Token.asString({ Ref: 'Account' }), 1],
  ['an unknown account, and a resource of another unknown account', () => newStack(), () => Token.asString({ Ref: 'Account' }), 0],
])('a grant to a principal of %s adds the statement to the right policies', (_name, stackOf, account, onResource) => {
  const resource = new kms.Key(stackOf(), 'Key');
  const grant = grantOnPrincipalOrResource({
    grantee: new CustomPrincipal(account()), actions: ['kms:Decrypt'], resourceArns: [resource.keyArn], resourceSelfArns: ['*'], resource,
  });

  expect([grant.principalStatements.length, grant.resourceStatements.length]).toStrictEqual([1, onResource]);
});

test('a grant before an error leaves no policy of the role', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const grantee = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const resource = new kms.Key(stack, 'Key');

  expect(() => undoneOnError(() => {
    grantOnPrincipalOrResource({ grantee, actions: ['kms:Decrypt'], resourceArns: [resource.keyArn], resource });
    throw new Error('a reason');
  })).toThrow('a reason');

  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
});
