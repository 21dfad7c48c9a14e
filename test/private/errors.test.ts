import { App, Lazy } from 'aws-cdk-lib';
import { PrivateCaError } from '../../src/private/errors';
import { newStack } from '../support/stacks';

const details = { problem: 'a thing is wrong', allowed: 'right things', change: 'mend it' };

test('an error tells the problem, the value, what is allowed, what to change, its code and the path', () => {
  const error = new PrivateCaError('CountryCode', { ...details, scope: newStack(), value: ['USA', 1] });

  expect(error.message).toBe('a thing is wrong: got ["USA",1]; allowed: right things; mend it [CountryCode at Stack]');
  expect(error).toBeInstanceOf(Error);
});

test('the root of the tree has a name', () => {
  expect(new PrivateCaError('CountryCode', { ...details, scope: new App(), value: 1 }).constructPath).toBe('App');
});

test('what is absent or a token is told as such', () => {
  const scope = newStack();
  const token = Lazy.string({ produce: () => 'late' });

  expect(new PrivateCaError('CountryCode', { ...details, scope, value: undefined }).message).toContain('got nothing;');
  expect(new PrivateCaError('CountryCode', { ...details, scope, value: token }).message).toContain('got <token>;');
  expect(new PrivateCaError('CountryCode', { ...details, scope, value: { a: [`x-${token}`] } }).message)
    .toContain('got {"a":["x-<token>"]};');
});
