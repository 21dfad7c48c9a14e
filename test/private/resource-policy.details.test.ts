import { Aws, CfnResource, Fn, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { addToBucketPolicy, addToKeyPolicy, grantedResource, isRetained, warnUnlessAdded } from '../../src/private/resource-policy';
import { ENVIRONMENT, newStack } from '../support/stacks';

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234';

const newStatement = (props: iam.PolicyStatementProps = {}) => new iam.PolicyStatement({
  principals: [new iam.ServicePrincipal('acm-pca.amazonaws.com')], actions: ['s3:PutObject'], resources: ['*'], ...props,
});
const warningsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
const warned = (id: string, owner: string, action: string) => [
  `The app cannot edit the policy of ${owner}. Add the following statement to that policy. Replace any \${…} placeholders.\n`
  + `{\n  "Action": "${action}",\n  "Effect": "Allow",\n  "Principal": {\n    "Service": "acm-pca.amazonaws.com"\n  },\n  "Resource": "*"\n}`
  + ` [ack: cdk-private-ca:${id}]`,
];

describe('the bucket policy', () => {
  test.each<[string, RemovalPolicy, unknown]>([
    ['is retained with a retained bucket', RemovalPolicy.RETAIN, 'Retain'],
    ['is retained except on creation, like its bucket', RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate'],
    ['is deleted with its bucket', RemovalPolicy.DESTROY, undefined],
  ])('%s', (_name, removalPolicy, deletionPolicy) => {
    const stack = newStack({ env: ENVIRONMENT });
    addToBucketPolicy(stack, new s3.Bucket(stack, 'Bucket', { removalPolicy }), 'the bucket', newStatement());

    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));

    expect(policy.DeletionPolicy).toBe(deletionPolicy);
    expect(warningsOf(stack)).toStrictEqual([]);
  });

  test('can have an override that keeps the statements', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Bucket');
    addToBucketPolicy(stack, bucket, 'the bucket', newStatement());
    (bucket.policy!.node.defaultChild as CfnResource).addPropertyOverride('Bucket', 'other');

    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('can be a construct without a resource', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.addToResourcePolicy(newStatement({ actions: ['s3:GetObject'] }));
    bucket.policy!.node.defaultChild = new Construct(stack, 'Other');
    addToBucketPolicy(stack, bucket, 'the bucket', newStatement());

    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('of an imported bucket is a warning', () => {
    const stack = newStack({ env: ENVIRONMENT });
    addToBucketPolicy(stack, s3.Bucket.fromBucketName(stack, 'Bucket', 'existing'), 'the bucket', newStatement());

    expect(warningsOf(stack)).toStrictEqual(warned('bucketPolicyNotAdded', 'the bucket Stack/Bucket', 's3:PutObject'));
  });
});

test.each<[RemovalPolicy | undefined, boolean]>([
  [RemovalPolicy.RETAIN, true], [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, true], [RemovalPolicy.DESTROY, false],
  [undefined, false],
])('with the removal policy %s, whether a resource is retained is %s', (removalPolicy, expected) => {
  const resource = new CfnResource(newStack(), 'Resource', { type: 'Example::Resource' });
  if (removalPolicy) { resource.applyRemovalPolicy(removalPolicy); }

  expect(isRetained(resource)).toBe(expected);
});

describe('the policy of a key', () => {
  test('of another app is a warning', () => {
    const stack = newStack({ env: ENVIRONMENT });
    addToKeyPolicy(stack, kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), newStatement({ actions: ['kms:Decrypt'] }));

    expect(warningsOf(stack)).toStrictEqual(warned('keyPolicyNotAdded', 'the KMS key Stack/Key', 'kms:Decrypt'));
  });

  test.each<[string, unknown]>([['a text', '{}'], ['null', null], ['an object', { Statement: [] }]])('is left as it is if it is %s', (_name, policy) => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = new kms.Key(stack, 'Key');
    const resource = key.node.defaultChild as kms.CfnKey;
    resource.keyPolicy = policy;
    addToKeyPolicy(stack, key, newStatement());

    expect(resource.keyPolicy).toStrictEqual(policy);
  });

  test('is not compared if it is not a policy document of CDK', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = new kms.Key(stack, 'Key');
    const resource = key.node.defaultChild as kms.CfnKey;
    resource.keyPolicy = { Statement: [newStatement().toStatementJson()] };
    addToKeyPolicy(stack, key, newStatement());
    resource.addPropertyOverride('KeyPolicy.Statement', []);

    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

test('a grant on an imported key is a warning', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const key = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
  const owner = grantedResource(stack, 'the key', key);

  expect(owner.addToResourcePolicy(newStatement({ actions: ['kms:Decrypt'] }))).toStrictEqual({ statementAdded: false });
  expect(owner.env).toStrictEqual(key.env);
  expect(warningsOf(stack)).toStrictEqual(warned('grantNotAdded', 'the key Stack/Key', 'kms:Decrypt'));
});

describe('the warning about a statement', () => {
  const warn = (scope: Construct, statement: iam.PolicyStatement) =>
    warnUnlessAdded(scope, 'example', 'a bucket', { statementAdded: false }, statement);

  test('is rendered once, whatever the scope contains', () => {
    const stack = newStack();
    const scope = new Construct(stack, 'Scope');
    new CfnResource(scope, 'One', { type: 'Example::Resource' });
    new CfnResource(scope, 'Other', { type: 'Example::Resource' });
    const statement = newStatement();
    const render = jest.spyOn(statement, 'toStatementJson');
    warn(scope, statement);

    expect(warningsOf(stack)).toStrictEqual(warned('example', 'a bucket', 's3:PutObject'));
    expect(render).toHaveBeenCalledTimes(1);
  });

  test.each<[string, object, unknown, unknown]>([
    ['the partition of a known Region', { env: ENVIRONMENT }, `arn:${Aws.PARTITION}:s3:::bucket`, 'arn:aws:s3:::bucket'],
    ['a placeholder for an unknown partition', {}, `arn:${Aws.PARTITION}:s3:::bucket`, 'arn:${AWS::Partition}:s3:::bucket'],
    ['a placeholder for a parameter', { env: ENVIRONMENT }, Aws.STACK_NAME, '${AWS::StackName}'],
    ['a placeholder for an import', { env: ENVIRONMENT }, Fn.importValue('name'), '${Fn::ImportValue "name"}'],
    ['a placeholder for the GUID of the stack', { env: ENVIRONMENT },
      `bucket-${Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))))}`,
      'bucket-${FIRST_PART_OF_THE_GUID_IN_THE_STACK_ID}'],
  ])('contains %s', (_name, options, resource, expected) => {
    const stack = newStack(options);
    warn(stack, newStatement({ resources: [resource as string] }));

    const [text] = warningsOf(stack);

    expect(text).toContain(`"Resource": ${JSON.stringify(expected)}`);
  });

  test.each<[string, object, string]>([
    ['null', { Null: { 'aws:SourceArn': null } }, '"aws:SourceArn": null'],
    ['an empty object', { Null: {} }, '"Null": {}'],
  ])('contains %s', (_name, conditions, expected) => {
    const stack = newStack();
    warn(stack, newStatement({ conditions: conditions as never }));

    expect(warningsOf(stack)[0]).toContain(expected);
  });
});
