import { RemovalPolicy, Stack, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { aliasNameOf, keysDiffer, nameKey, newCustomerManagedKey, requireServiceKey } from '../../src/private/kms-key';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const ARN = 'arn:aws:kms:us-east-1:111122223333:';

const importKey = (stack: Stack, id: string, resource: string) => kms.Key.fromKeyArn(stack, id, ARN + resource);
/** An imported key whose ARN is a token. */
const importToken = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Token', new kms.CfnKey(stack, 'Source', {}).attrArn);

test('a new key rotates, and its policy lets only the account delegate permissions', () => {
  const stack = newStack({ env: ENVIRONMENT });
  newCustomerManagedKey(stack, 'Key', { description: 'Reports', removalPolicy: RemovalPolicy.RETAIN });

  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));

  expect(key.Properties).toStrictEqual({
    Description: 'Reports (Stack)',
    EnableKeyRotation: true,
    KeyPolicy: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } },
        Action: 'kms:*',
        Resource: '*',
      }],
    },
  });
});

describe('a key for a service', () => {
  const needs = { user: 'AWS Private CA', fix: 'Use another key' };
  const keyOf = (stack: Stack, props: Partial<kms.CfnKeyProps>) => {
    const key = new kms.Key(stack, 'Key');
    Object.assign(key.node.defaultChild as kms.CfnKey, props);
    return key;
  };

  test.each<[string, Partial<kms.CfnKeyProps>, string]>([
    ['usage', { keyUsage: 'GENERATE_VERIFY_MAC' }, '{"keyUsage":"GENERATE_VERIFY_MAC"}'],
    ['spec', { keySpec: 'RSA_2048' }, '{"keySpec":"RSA_2048"}'],
  ])('is rejected for its %s', (_name, props, value) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(errorOf('KeyType', () => requireServiceKey(stack, keyOf(stack, props), needs)).message)
      .toBe('The KMS key must be a symmetric encryption key, because AWS Private CA cannot use asymmetric keys or HMAC keys; '
        + `got ${value}. Fix: Use a key with keySpec SYMMETRIC_DEFAULT and keyUsage ENCRYPT_DECRYPT. [KeyType at Stack]`);
  });

  test.each<Partial<kms.CfnKeyProps>>([
    {}, { keyUsage: 'ENCRYPT_DECRYPT' }, { keySpec: 'SYMMETRIC_DEFAULT' }, { keySpec: 'SYMMETRIC_DEFAULT', keyUsage: 'ENCRYPT_DECRYPT' },
  ])('is accepted with %j', (props) => {
    const stack = newStack({ env: ENVIRONMENT });

    expect(() => requireServiceKey(stack, keyOf(stack, props), needs)).not.toThrow();
  });
});

test.each<[string, (stack: Stack) => kms.IKey, string | undefined]>([
  ['the ARN of an alias', (stack) => importKey(stack, 'Key', 'alias/pki/reports'), 'alias/pki/reports'],
  ['an alias', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/pki'), 'alias/pki'],
  ['the ARN of a key', (stack) => importKey(stack, 'Key', 'key/1234'), undefined],
])('the alias name of %s is known or absent', (_name, keyOf, expected) => {
  expect(aliasNameOf(keyOf(newStack({ env: ENVIRONMENT })))).toBe(expected);
});

describe('two keys', () => {
  const appKey = (stack: Stack, id = 'App') => new kms.Key(stack, id);
  const alias = (stack: Stack) => importKey(stack, 'Alias', 'alias/pki');
  const one = (stack: Stack) => importKey(stack, 'One', 'key/1');
  const other = (stack: Stack) => importKey(stack, 'Other', 'key/2');

  test.each<[string, (stack: Stack) => kms.IKey, (stack: Stack) => kms.IKey, boolean]>([
    ['two ARNs', one, other, true],
    ['one ARN', one, (stack) => importKey(stack, 'Again', 'key/1'), false],
    ['an alias and an ARN', alias, one, false],
    ['an alias and a key of the app', alias, appKey, false],
    ['two keys of the app', appKey, (stack) => appKey(stack, 'Second'), true],
    ['a key of the app and an ARN', appKey, one, true],
    ['a key of the app and a token', appKey, importToken, false],
    ['an ARN and a token', one, importToken, false],
  ])('%s: whether they differ, in both orders', (_name, first, second, expected) => {
    const stack = newStack({ env: ENVIRONMENT });
    const [a, b] = [first(stack), second(stack)];

    expect([keysDiffer(a, b), keysDiffer(b, a)]).toStrictEqual([expected, expected]);
  });
});

test.each<[string, (stack: Stack) => kms.IKey, unknown]>([
  ['a key by its ARN', (stack) => importKey(stack, 'Key', 'key/1234'), { resourceArn: `${ARN}key/1234`, conditions: {} }],
  ['an alias by a condition', (stack) => importKey(stack, 'Key', 'alias/pki'), {
    resourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:us-east-1:111122223333:key/*']] },
    conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/pki' } },
  }],
])('an identity policy names %s', (_name, keyOf, expected) => {
  const stack = newStack({ env: ENVIRONMENT });

  expect(stack.resolve(nameKey(keyOf(stack)))).toStrictEqual(expected);
});
