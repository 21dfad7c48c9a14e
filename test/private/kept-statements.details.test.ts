import { CfnResource, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { keepStatement } from '../../src/private/kept-statements';
import { undoneOnError } from '../../src/private/undone-on-error';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

/** A policy with a statement for each of two constructs. */
function newPolicy(action = (sid: string) => `s3:Put${sid}`) {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = new s3.Bucket(stack, 'Bucket');
  const statements = ['One', 'Other'].map((sid) => new iam.PolicyStatement({
    sid,
    principals: [new iam.ServicePrincipal('acm-pca.amazonaws.com')],
    actions: [action(sid)],
    resources: [bucket.bucketArn],
    conditions: { StringEquals: { 'aws:SourceAccount': sid } },
  }));
  statements.forEach((statement) => bucket.addToResourcePolicy(statement));
  const { document, node } = bucket.policy!;
  const resource = node.defaultChild as CfnResource;
  statements.forEach((statement, index) => keepStatement(
    { scope: new Construct(stack, `Scope${index}`), resource, path: 'PolicyDocument', document }, () => statement.toStatementJson()));
  return { stack, resource };
}

test('the first construct reports a missing statement of each construct', () => {
  const { stack, resource } = newPolicy();
  resource.addPropertyOverride('PolicyDocument.Statement.1', { Effect: 'Deny', Action: 's3:GetObject' });

  expect(errorOf('PolicyStatementMissing', () => Template.fromStack(stack)).message)
    .toBe('The policy Stack/Bucket/Policy/Resource must contain the statement for Other; got "2 other statements". Fix: Remove the override of the '
      + 'policy, and add your statements with addToResourcePolicy(). [PolicyStatementMissing at Stack/Scope0]');
});

test('a missing statement is not a changed one if another construct has one that differs only in its condition', () => {
  const { stack, resource } = newPolicy(() => 's3:PutObject');
  resource.addPropertyOverride('PolicyDocument.Statement.1', { Effect: 'Deny', Action: 's3:GetObject' });

  errorOf('PolicyStatementMissing', () => Template.fromStack(stack));
});

test.each<[string, string, unknown, string[]]>([
  ['another condition', 'PolicyDocument.Statement.1.Condition', { Bool: { 'aws:SecureTransport': 'true' } }, [
    'The template contains other conditions in the policy Stack/Bucket/Policy/Resource than the library specifies for Other. Remove the mixin, '
    + 'aspect, or override that changes the setting. If it is intended, acknowledge this warning. [ack: cdk-private-ca:policyConditionChanged]',
  ]],
  ['another property', 'Bucket', 'other', []],
])('an override of %s is a warning or has no effect', (_name, path, value, expected) => {
  const { stack, resource } = newPolicy();
  resource.addPropertyOverride(path, value);

  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data)).toStrictEqual(expected);
});

test('a statement that is added again after an error is reported if it is missing', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true });
  const { document, node: { defaultChild } } = bucket.policy!;
  const resource = defaultChild as CfnResource;
  const keep = () => keepStatement({ scope: new Construct(stack, 'Scope'), resource, path: 'PolicyDocument', document },
    () => bucket.policy!.document.toJSON().Statement[0] as object);
  expect(() => undoneOnError(() => {
    keep();
    throw new Error('a reason');
  })).toThrow('a reason');
  stack.node.tryRemoveChild('Scope');
  keep();
  resource.addPropertyOverride('PolicyDocument.Statement.0', { Effect: 'Allow', Action: 's3:GetObject' });

  errorOf('PolicyStatementMissing', () => Template.fromStack(stack));
});
