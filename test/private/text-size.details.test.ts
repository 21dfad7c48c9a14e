import { Lazy, ScopedAws, Stack, Token, aws_s3 as s3 } from 'aws-cdk-lib';
import { sizeOf } from '../../src/private/text-size';
import { ENVIRONMENT, newStack } from '../support/stacks';

test.each<[string, (stack: Stack) => unknown, string]>([
  ['an object with a JSON form of its own', () => new URL('https://example.com/'), '"https://example.com/"'],
  ['a list of null and such an object', () => [null, new URL('https://example.com/')], '[null,"https://example.com/"]'],
  ['a list with an absent element', () => ['a', undefined], '["a"]'],
  ['a function, which has no JSON form', () => () => 1, ''],
  ['an absent value', () => undefined, ''],
  ['a token that is null', () => Lazy.any({ produce: () => null }), 'null'],
  ['a token that is an empty object', () => Lazy.any({ produce: () => ({}) }), '{}'],
  ['a token that is an object with one property', () => Lazy.any({ produce: () => ({ Sid: 'AllowAudit' }) }), '{"Sid":"AllowAudit"}'],
  ['a joined list', () => Token.asString({ 'Fn::Join': ['--', ['a', 'b', 'c']] }), 'a--b--c'],
  ['a value that depends on the phase of the app', () => Lazy.uncachedString({ produce: ({ preparing }) => String(preparing) }), 'false'],
  ['the Region of a resource', (stack) => new ScopedAws(new s3.CfnBucket(stack, 'Bucket')).region, 'us-east-1'],
])('the size of %s is that of its JSON form', (_name, valueIn, expected) => {
  const stack = newStack({ env: ENVIRONMENT });

  expect(sizeOf(stack, valueIn(stack), 'shortest')).toBe(expected.length);
});
