import { CfnResource, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityPolicies } from '../../src/private/certificate-authority-policies';
import { ENVIRONMENT, FEATURE_FLAGS, newStack } from '../support/stacks';

const ACTIONS = ['acm-pca:DescribeCertificateAuthority', 'acm-pca:IssueCertificate'];
const arns = (count: number) => Array.from({ length: count }, (_, index) =>
  `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${index}`);
const newPolicies = (stack: Stack) => new CertificateAuthorityPolicies(stack,
  new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }), ACTIONS);
const listOf = (resources: string | string[]) => [resources].flat();

test.each([[1, [1]], [2, [2]], [50, [50]], [51, [50, 1]], [101, [50, 50, 1]]])(
  '%i certificate authorities need policies with %j', (count, sizes) => {
    const stack = newStack({ env: ENVIRONMENT });
    const policies = newPolicies(stack);
    const added = arns(count).map((arn) => policies.add(arn).node.id);

    const properties = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).map((one) => one.Properties);

    expect(added).toStrictEqual(sizes.flatMap((size, index) => Array<string>(size).fill(`Policy${index + 1}`)));
    expect(properties.map(({ PolicyDocument: { Statement } }) => Statement.map((one: { Resource: string }) => listOf(one.Resource).length)))
      .toStrictEqual(sizes.map((size) => [size]));
    expect(properties.flatMap(({ PolicyDocument: { Statement } }) => listOf(Statement[0].Resource))).toStrictEqual(arns(count));
    for (const one of properties) {
      expect(one).toMatchObject({
        Description: 'Permissions on certificate authorities of AWS Private CA',
        Roles: [{ Ref: expect.stringMatching(/^Role/) }],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ACTIONS }] },
      });
    }
  });

test('the feature flags of the app do not change the policies', () => {
  const templateWith = (flags: Record<string, unknown>) => {
    const stack = newStack({ env: ENVIRONMENT, flags });
    const policies = newPolicies(stack);
    arns(12).reverse().forEach((arn) => policies.add(arn));
    return Template.fromStack(stack).toJSON();
  };

  expect(templateWith({ '@aws-cdk/aws-iam:minimizePolicies': true })).toEqual(templateWith(FEATURE_FLAGS.none));
});

test('a dependency includes the policies that are added later', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const policies = newPolicies(stack);
  const resource = new CfnResource(stack, 'Resource', { type: 'Example::Resource' });
  resource.node.addDependency(policies);
  arns(51).forEach((arn) => policies.add(arn));

  const template = Template.fromStack(stack);

  expect(Object.values(template.findResources('Example::Resource'))[0].DependsOn)
    .toStrictEqual(Object.keys(template.findResources('AWS::IAM::ManagedPolicy')));
});
