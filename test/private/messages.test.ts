import { readFileSync } from 'fs';
import { join } from 'path';
import { TABLES, withTable } from '../../build-tools/write-docs';
import { ERROR_CODES, ErrorCode } from '../../src/private/error-codes';
import { errorOf } from '../support/errors';
import { MISTAKES } from '../support/mistakes';

/* The messages of all errors. They are documentation, and docs/errors.md contains them. */

test('every code has a mistake that causes it', () => {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];

  expect(codes.filter((code) => !MISTAKES.some(([made]) => made === code))).toEqual([]);
});

const FORM = /^\S.* must \S.*; got \S.*\. Fix: [A-Z].*[^.]\. \[\w+ at Stack(\/\w+)*\]$/;

test.each(MISTAKES)('%s has a message with the rule, the value, the fix, and the path', (code, make) => {
  const { message, constructPath } = errorOf(code, make);

  expect(message).toMatch(FORM);
  expect(message).toContain(`[${code} at ${constructPath}]`);
});

test.each([
  'country is wrong: got "USA"; allowed: two letters; rewrite it [CountryCode at Stack]',
  'country must be two letters; got "USA". Fix: correct it. [CountryCode at Stack]',
  'country must be two letters; got "USA". Fix: Correct it.. [CountryCode at Stack]',
])('the form of messages excludes %s', (message) => {
  expect(message).not.toMatch(FORM);
});

test('docs/errors.md has every message as it is (else run `npm run docs`)', () => {
  const { page, render } = TABLES.errors;
  const text = readFileSync(join(__dirname, '../..', page), 'utf8');

  expect(text).toBe(withTable(text, 'errors', render()));
});
