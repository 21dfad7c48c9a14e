import { Duration, Lazy } from 'aws-cdk-lib';
import { requireRegionName } from '../../src/private/region-name';
import { isUnknown, requireDays, requireLength, requirePattern, requirePositiveInteger } from '../../src/private/require';
import { requireArgument, requireText, uriRule } from '../../src/private/require-text';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

type Require = typeof import('../../src/private/require');
type RegionName = typeof import('../../src/private/region-name');
type RequireText = typeof import('../../src/private/require-text');

/** A module with constants of its own. */
function newModule<T>(name: string): T {
  let loaded: T | undefined;
  jest.isolateModules(() => { loaded = jest.requireActual<T & object>(`../../src/private/${name}`); });
  return loaded!;
}

const newSubject = () => ({ scope: newStack(), property: 'it' });
const lateText = () => Lazy.string({ produce: () => 'late' });

test('an object identifier has the form that AWS Private CA accepts', () => {
  const { OBJECT_IDENTIFIER, OBJECT_IDENTIFIER_FORM } = newModule<Require>('require');
  const accepted = ['1.3.6.1.4.1.99999', '0.0', '2.39', '1.10', '2.5.29.0', '2.5.10', '2.5.100', `1.22${'.1'.repeat(30)}`];
  const rejected = [
    '', '1', '3.1', '1.40', '1.05', '1.2.', '1.2.03', '1.2.x', '1.2.1x', '1.2.00', 'x1.2', '11.2', '1.2 ', '1.x', '1,2', `1.2${'.1'.repeat(31)}`,
  ];

  expect([...accepted, ...rejected].filter((text) => OBJECT_IDENTIFIER.test(text))).toStrictEqual(accepted);
  expect(OBJECT_IDENTIFIER_FORM).toBe('an object identifier in dotted decimal notation, such as 1.3.6.1.4.1.99999');
});

test('absent values and tokens are unknown', () => {
  expect([undefined, null, lateText()].map(isUnknown)).toStrictEqual([true, true, true]);
  expect(['', 0, false, 'text', {}].map(isUnknown)).toStrictEqual([false, false, false, false, false]);
});

test('a text with a length in the range, an absent text, and a token pass', () => {
  for (const text of ['ab', 'abcd', undefined, lateText()]) {
    expect(() => requireLength(newSubject(), 'ValueName', text, { min: 2, max: 4 })).not.toThrow();
  }
});

test.each([
  ['a', 1, 'Lengthen'],
  ['abcde', 5, 'Shorten'],
])('the error for the length of %s has the correction', (text, length, verb) => {
  expect(errorOf('ValueName', () => requireLength(newSubject(), 'ValueName', text, { min: 2, max: 4 })).message)
    .toBe(`it must have 2 to 4 characters; got ${length}. Fix: ${verb} it. [ValueName at Stack]`);
});

test('a pattern accepts absent values and tokens, but not null', () => {
  const requireDigits = (text: unknown) => requirePattern(newSubject(), 'ValueName', text as string, /^\d+$/, 'digits');

  for (const text of [undefined, lateText(), '12']) { expect(() => requireDigits(text)).not.toThrow(); }
  expect(errorOf('ValueName', () => requireDigits(null)).message).toBe('it must be digits; got null. Fix: Correct it. [ValueName at Stack]');
});

test.each([
  [0, '0'], [1.5, '1.5'], [2 ** 53, '9007199254740992'], [Infinity, '"Infinity"'], [NaN, '"NaN"'],
])('%d is not a whole number of at least 1', (value, got) => {
  expect(errorOf('ValueName', () => requirePositiveInteger(newSubject(), 'ValueName', value)).message)
    .toBe(`it must be a whole number from 1 to 9007199254740991; got ${got}. Fix: Set it to a whole number of at least 1. [ValueName at Stack]`);
});

test('durations of 1 day to 2,147,483,647 days pass', () => {
  for (const days of [1, 2_147_483_647]) {
    expect(() => requireDays(newSubject(), 'ValueName', Duration.days(days))).not.toThrow();
  }
});

test.each<[string, () => Duration, string, string]>([
  ['0 days', () => Duration.days(0), 'be a whole number of days of at least 1', '0'],
  ['36 hours', () => Duration.hours(36), 'be a whole number of days of at least 1', '1.5'],
  ['too many days', () => Duration.days(2_147_483_648), 'be at most 2147483647 days', '2147483648'],
])('%s cause an error with the rule', (_name, duration, rule, days) => {
  expect(errorOf('ValueName', () => requireDays(newSubject(), 'ValueName', duration())).message)
    .toBe(`it must ${rule}; got "${days} days". Fix: Set it to a whole number of days, such as Duration.days(30). [ValueName at Stack]`);
});

test('the name of a Region of any partition passes, and a name of something else does not', () => {
  const { requireRegionName: requireName } = newModule<RegionName>('region-name');
  const subject = newSubject();
  const accepted = ['us-east-1', 'ap-southeast-5', 'us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1', 'ap-east-12'];
  const rejected = ['', 'us', 'us-east', 'us-east-1a', 'us-east-', '1us-east-1', 'US-EAST-1', 'u-east-1', 'us-1', 'us-east1', 'us-east-x', 'us-e4st-1', 'us--1'];

  for (const name of accepted) { expect(() => requireName(subject, name)).not.toThrow(); }
  for (const name of rejected) {
    expect(() => requireName(subject, name)).toThrow(new Error(
      `it must be the name of a Region, such as us-east-1; got "${name}". Fix: Correct it. [RegionName at Stack]`));
  }
});

test('an unknown Region passes', () => {
  for (const region of [undefined, null, lateText()]) {
    expect(() => requireRegionName(newSubject(), region as string | undefined)).not.toThrow();
  }
});

test('the name of a value has 1 to 64 letters, digits, and underscores', () => {
  const { VALUE_NAME, requireText: requireOne } = newModule<RequireText>('require-text');
  const subject = newSubject();

  for (const name of ['EC_secp384r1', 'x', 'x'.repeat(64), undefined, lateText()]) {
    expect(() => requireOne(subject, VALUE_NAME, name)).not.toThrow();
  }
  for (const name of ['', 'a b', 'a-b', 'x'.repeat(65)]) {
    expect(() => requireOne(subject, VALUE_NAME, name)).toThrow(new Error(
      `it must be a name of 1 to 64 letters, digits, and underscores; got "${name}". `
      + 'Fix: Pass the name as the AWS Private CA API Reference spells it. [ValueName at Stack]'));
  }
});

test.each<[string, unknown, string]>([
  ['null', null, 'null'],
  ['a number', 5, '5'],
  ['a list with a text', ['text'], '["text"]'],
  ['a list with many texts', new Array(81).fill('x'), JSON.stringify(new Array(81).fill('x'))],
  ['a text of 80 characters', '#'.repeat(80), `"${'#'.repeat(80)}"`],
  ['a text of 81 characters', '#'.repeat(81), `"${'#'.repeat(80)}…"`],
])('%s does not follow a rule for texts', (_name, value, got) => {
  const rule = { code: 'ValueName', max: 100, matches: (text: string) => /\w/.test(text), rule: 'be letters', fix: 'Use letters' } as const;

  expect(errorOf('ValueName', () => requireText(newSubject(), rule, value as string)).message)
    .toBe(`it must be letters; got ${got}. Fix: Use letters. [ValueName at Stack]`);
});

test.each(['http://crl.example.com/a.crl', 'urn:x', 'a:b', 'HTTP://EXAMPLE.COM', 'coap+tcp:x', 'a-b.c9:~'])('%s is an absolute URI', (uri) => {
  expect(() => requireText(newSubject(), uriRule('ValueName', 30), uri)).not.toThrow();
});

test.each([
  '', ':', 'http', 'http:', '//example.com', '1http://a', ' http://a', 'http://a b', 'http://ü', 'http://a ', 'ht_tp://a', `http://${'a'.repeat(24)}`,
])('"%s" is not an absolute URI', (uri) => {
  expect(errorOf('ValueName', () => requireText(newSubject(), uriRule('ValueName', 30), uri)).message).toBe(
    `it must be an absolute URI of 1 to 30 printable ASCII characters; got "${uri}". `
    + 'Fix: Start the URI with a scheme, such as http://, and percent-encode other characters. [ValueName at Stack]');
});

test('an argument must not be absent', () => {
  const { VALUE_NAME } = newModule<RequireText>('require-text');

  expect(() => requireArgument(newSubject(), VALUE_NAME, 'EC_secp384r1')).not.toThrow();
  for (const [name, got] of [[undefined, 'no value'], ['a b', '"a b"']]) {
    expect(errorOf('ValueName', () => requireArgument(newSubject(), VALUE_NAME, name)).message).toBe(
      `it must be a name of 1 to 64 letters, digits, and underscores; got ${got}. `
      + 'Fix: Pass the name as the AWS Private CA API Reference spells it. [ValueName at Stack]');
  }
});
