import { readFileSync } from 'fs';
import { join } from 'path';
import { TABLES, withTable } from '../../build-tools/write-docs';
import { ERROR_CODES, ErrorCode } from '../../src/private/errors';
import { errorOf } from '../support/errors';
import { MISTAKES } from '../support/mistakes';

/* The words of every error: they are documentation, and stand in docs/errors.md as they are. */

test('every code has a mistake that gives it', () => {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];

  expect(codes.filter((code) => !MISTAKES.some(([made]) => made === code))).toEqual([]);
});

test.each(MISTAKES)('%s names the subject, the rule, the value, the fix, and the path', (code, make) => {
  const { message, constructPath } = errorOf(code, make);

  expect(message).toMatch(/^\S.* must .*; got .*\. Fix: [A-Z].*[^.]\. \[\w+ at Stack(\/\w+)*\]$/);
  expect(message).toContain(`[${code} at ${constructPath}]`);
});

test('docs/errors.md has every message as it is (else run `npm run docs`)', () => {
  const { page, render } = TABLES.errors;
  const text = readFileSync(join(__dirname, '../..', page), 'utf8');

  expect(text).toBe(withTable(text, 'errors', render()));
});
