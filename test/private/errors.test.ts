import { App, Lazy } from 'aws-cdk-lib';
import { PrivateCaError } from '../../src/private/errors';
import { newStack } from '../support/stacks';

const details = { subject: 'subject.country', rule: 'be two letters', fix: 'Correct subject.country' };

test('an error contains the subject, the rule, the value, the fix, the code, and the path', () => {
  const error = new PrivateCaError('CountryCode', { ...details, scope: newStack(), value: ['USA', 1] });

  expect(error.message)
    .toBe('subject.country must be two letters; got ["USA",1]. Fix: Correct subject.country. [CountryCode at Stack]');
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'PrivateCaError', code: 'CountryCode', constructPath: 'Stack' });
});

test('the path of the app is App', () => {
  expect(new PrivateCaError('CountryCode', { ...details, scope: new App(), value: 1 }).constructPath).toBe('App');
});

test('absent values and tokens have a readable form', () => {
  const scope = newStack();
  const token = Lazy.string({ produce: () => 'late' });

  expect(new PrivateCaError('CountryCode', { ...details, scope, value: undefined }).message).toContain('got no value. Fix:');
  expect(new PrivateCaError('CountryCode', { ...details, scope, value: token }).message).toContain('got <token>. Fix:');
  expect(new PrivateCaError('CountryCode', { ...details, scope, value: { a: [`x-${token}`] } }).message)
    .toContain('got {"a":["x-<token>"]}. Fix:');
});
