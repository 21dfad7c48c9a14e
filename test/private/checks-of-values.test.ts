import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ErrorCode } from '../../src/private/error-codes';
import { PrivateCaError } from '../../src/private/errors';
import { requireThresholds } from '../../src/private/expiry-thresholds';
import { requireLateUnit } from '../../src/private/late-durations';
import {
  requireDays, requireKnownRetention, requireLength, requirePattern, requirePositiveInteger,
} from '../../src/private/require';
import { requireText } from '../../src/private/require-text';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

/* The checks of single values, at their limits. */

const lateNumber = () => Lazy.number({ produce: () => 1 });
const lateText = () => Lazy.string({ produce: () => 'late' });
const subjectIn = () => ({ scope: newStack(), property: 'value' });

describe('a check', () => {
  const code: ErrorCode = 'CountryCode';
  const LONG = 'x'.repeat(81);
  const rule = { code, max: 100, matches: (text: string) => !text.includes('x'), rule: 'have no x', fix: 'Remove it' };

  test.each<[string, ErrorCode, string, () => unknown]>([
    ['a text that is too short', code, 'value must have 2 to 3 characters; got 1. Fix: Lengthen value.', () => requireLength(subjectIn(), code, 'a', { min: 2, max: 3 })],
    ['a text that is too long', code, 'value must have 2 to 3 characters; got 4. Fix: Shorten value.', () => requireLength(subjectIn(), code, 'abcd', { min: 2, max: 3 })],
    ['another form', code, 'value must be a digit; got "a". Fix: Correct value.', () => requirePattern(subjectIn(), code, 'a', /^\d$/, 'a digit')],
    ['null', code, 'value must be text; got null. Fix: Correct value.', () => requirePattern(subjectIn(), code, null as never, /null/, 'text')],
    ['zero', code, 'value must be a whole number from 1 to 9007199254740991; got 0. Fix: Set value to a whole number of at least 1.',
      () => requirePositiveInteger(subjectIn(), code, 0)],
    ['a fraction', code, 'value must be a whole number from 1 to 9007199254740991; got 1.5. Fix', () => requirePositiveInteger(subjectIn(), code, 1.5)],
    ['infinity', code, 'value must be a whole number from 1 to 9007199254740991; got "Infinity". Fix', () => requirePositiveInteger(subjectIn(), code, Infinity)],
    ['a part of a day', code, 'value must be a whole number of days of at least 1; got "1.5 days". Fix: Set value to a whole number of days, such as '
      + 'Duration.days(30).', () => requireDays(subjectIn(), code, Duration.hours(36))],
    ['no day', code, 'value must be a whole number of days of at least 1; got "0 days".', () => requireDays(subjectIn(), code, Duration.days(0))],
    ['too many days', code, 'value must be at most 2147483647 days; got "2147483648 days".', () => requireDays(subjectIn(), code, Duration.days(2_147_483_648))],
    ['a late retention', 'ObjectLockRetention', 'value must be known at synthesis, because the AWS CDK checks Object Lock retention periods; got "a token". Fix: Set value to a '
      + 'number of days, such as Duration.days(30).', () => requireKnownRetention(subjectIn(), Duration.days(lateNumber()))],
    ['a late duration in another unit', 'DurationUnit', 'value must be in hours if its value is a token, because a token can\'t be converted to another unit; got "a token '
      + 'in days". Fix: Use Duration.hours().', () => requireLateUnit(subjectIn(), Duration.days(lateNumber()), 'hours')],
    ['a late number of days in minutes', 'DurationUnit', 'value must be in days if its value is a token', () => requireDays(subjectIn(), code, Duration.minutes(lateNumber()))],
    ['a late duration in none of the units', 'DurationUnit', 'value must be in minutes or hours if its value is a token, because a token can\'t be converted to another unit; got "a '
      + 'token in days". Fix: Use Duration.minutes() or Duration.hours().', () => requireLateUnit(subjectIn(), Duration.days(lateNumber()), 'minutes', 'hours')],
    ['a text against its rule', code, 'value must have no x; got "x". Fix: Remove it.', () => requireText(subjectIn(), rule, 'x')],
    ['an empty text', code, 'value must have no x; got "".', () => requireText(subjectIn(), rule, '')],
    ['a number instead of a text', code, 'value must have no x; got 1.', () => requireText(subjectIn(), rule, 1 as never)],
    ['a text of 81 characters', code, `value must have no x; got "${'x'.repeat(80)}…".`, () => requireText(subjectIn(), rule, LONG)],
    ['a text of 80 characters', code, `value must have no x; got "${'x'.repeat(80)}".`, () => requireText(subjectIn(), rule, LONG.slice(1))],
    ['a text beyond its limit', code, `value must have no x; got "${'y'.repeat(80)}…".`, () => requireText(subjectIn(), rule, 'y'.repeat(101))],
    ['thresholds with a duplicate', 'ExpiryThresholdOrder', 'value must be in descending order, without duplicates; got ["2 days","2 days"]. Fix: Sort the thresholds from the longest '
      + 'to the shortest remaining period.', () => requireThresholds(subjectIn(), [2, 2].map((days) => ({ remaining: Duration.days(days) })))],
    ['a late threshold in another unit', 'DurationUnit', 'remaining must be in days if its value is a token, because a token can\'t be converted to another unit; got "a token '
      + 'in hours". Fix: Use Duration.days(). [DurationUnit at Stack]', () => requireThresholds(subjectIn(), [{ remaining: Duration.hours(lateNumber()) }])],
  ])('rejects %s with the code %s: %s', (_name, expected, text, make) => {
    expect(errorOf(expected, make).message).toContain(text);
  });

  test.each<[string, () => unknown]>([
    ['a text of the least length', () => requireLength(subjectIn(), code, 'ab', { min: 2, max: 3 })],
    ['a text of the greatest length', () => requireLength(subjectIn(), code, 'abc', { min: 2, max: 3 })],
    ['an absent text', () => requireLength(subjectIn(), code, undefined, { min: 2, max: 3 })],
    ['a late text', () => requireLength(subjectIn(), code, lateText(), { min: 2, max: 3 })],
    ['a late text of another form', () => requirePattern(subjectIn(), code, lateText(), /^\d$/, 'a digit')],
    ['no text', () => requirePattern(subjectIn(), code, undefined, /^\d$/, 'a digit')],
    ['one', () => requirePositiveInteger(subjectIn(), code, 1)],
    ['a late number', () => requirePositiveInteger(subjectIn(), code, lateNumber())],
    ['one day in hours', () => requireDays(subjectIn(), code, Duration.hours(24))],
    ['the greatest number of days', () => requireDays(subjectIn(), code, Duration.days(2_147_483_647))],
    ['a late number of days', () => requireDays(subjectIn(), code, Duration.days(lateNumber()))],
    ['a known retention', () => requireKnownRetention(subjectIn(), Duration.days(1))],
    ['a late duration in this unit', () => requireLateUnit(subjectIn(), Duration.hours(lateNumber()), 'hours')],
    ['a known duration in another unit', () => requireLateUnit(subjectIn(), Duration.days(1), 'hours')],
    ['an absent text with a rule', () => requireText(subjectIn(), rule, undefined)],
    ['a late text with a rule', () => requireText(subjectIn(), rule, lateText())],
    ['a text of one character', () => requireText(subjectIn(), rule, 'y')],
    ['a text of the limit', () => requireText(subjectIn(), rule, 'y'.repeat(100))],
    ['thresholds in descending order', () => requireThresholds(subjectIn(), [3, 2, 1].map((days) => ({ remaining: Duration.days(days) })))],
    ['a late threshold between others', () => requireThresholds(subjectIn(), [
      { remaining: Duration.days(2) }, { remaining: Duration.days(lateNumber()) }, { remaining: Duration.days(1) },
    ])],
  ])('accepts %s', (_name, make) => {
    expect(make).not.toThrow();
  });
});

test.each<[string, (stack: Stack) => unknown, string]>([
  ['an object that contains itself', (stack) => new Construct(stack, 'Child'), 'an object'],
  ['a function', () => Math.max, 'function max() { [native code] }'],
  ['a symbol', () => Symbol('x'), 'Symbol(x)'],
  ['an empty text', () => '', '""'],
  ['null', () => null, 'null'],
  ['a number that JSON does not have', () => NaN, 'NaN'],
])('an error shows %s', (_name, valueIn, shown) => {
  const scope = newStack();
  const { message } = new PrivateCaError('CountryCode', { scope, subject: 'value', rule: 'be text', value: valueIn(scope), fix: 'Correct value' });

  expect(message).toBe(`value must be text; got ${shown}. Fix: Correct value. [CountryCode at Stack]`);
});
