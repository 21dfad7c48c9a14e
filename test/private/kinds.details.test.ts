import { Duration, Lazy, Size } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  OBJECT, TEXT, FLAG, Kind, check, checkArgument, checked, instanceOf, likeA, listOf, mapOf, objectOf, oneOf, required,
} from '../../src/private/kinds';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

type Kinds = typeof import('../../src/private/kinds');

/** The property in which jsii keeps the name of a class. */
const JSII_TYPE: unique symbol = Symbol.for('jsii.rtti');

class Report {}

/** The module with constants of its own. */
function newModule(): Kinds {
  let kinds: Kinds | undefined;
  jest.isolateModules(() => { kinds = jest.requireActual<Kinds>('../../src/private/kinds'); });
  return kinds!;
}

const messageOf = (kind: Kind, value: unknown) => errorOf('PropertyType', () => check(newStack(), 'it', kind, value)).message;
const textOf = (property: string, name: string, value: string) =>
  `${property} must be ${name}; got ${value}. Fix: Set ${property} to ${name}. [PropertyType at Stack]`;

test('each kind accepts its values', () => {
  const { ANYTHING, DURATION, SIZE, ...kinds } = newModule();
  const stack = newStack();
  const values: [Kind, unknown][] = [
    [ANYTHING, 'text'], [ANYTHING, 5], [kinds.TEXT, ''], [kinds.FLAG, false], [kinds.NUMBER, 0], [kinds.OBJECT, {}],
    [DURATION, Duration.days(1)], [SIZE, Size.mebibytes(1)],
  ];

  for (const [kind, value] of values) {
    expect(checked(stack, { it: value }, { it: kinds.required(kind) })).toStrictEqual({ it: value });
  }
});

test('each kind rejects other values and names itself', () => {
  const { DURATION, SIZE, ...kinds } = newModule();
  const stack = newStack();
  const values: [Kind, unknown, string, string][] = [
    [kinds.TEXT, 5, 'a string', '5'],
    [kinds.FLAG, 'false', 'true or false', '"false"'],
    [kinds.NUMBER, '5', 'a number', '"5"'],
    [kinds.OBJECT, 'text', 'an object', '"text"'],
    [DURATION, { toSeconds: 1, toDays: 1 }, 'a Duration', '"an object"'],
    [SIZE, Duration.days(1), 'a Size', '"an instance of Duration"'],
  ];

  for (const [kind, value, name, got] of values) {
    expect(() => kinds.check(stack, 'it', kind, value)).toThrow(new Error(textOf('it', name, got)));
  }
});

test('the name of a class is the one that jsii keeps', () => {
  class Minified {
    public static readonly [JSII_TYPE] = { fqn: 'aws-cdk-lib.aws_s3.Bucket' };
  }
  const { TEXT: text, check: checkOne } = newModule();

  expect(() => checkOne(newStack(), 'it', text, new Minified())).toThrow(new Error(textOf('it', 'a string', '"an instance of Bucket"')));
});

test('the Region of the stack is checked for the properties of a construct, not again for an option of them', () => {
  const stack = newStack({ env: { region: 'Ireland' } });

  expect(checked(stack, { it: 'text' }, { it: required(TEXT) }, 'options')).toStrictEqual({ it: 'text' });
  expect(errorOf('RegionName', () => checked(stack, { it: 'text' }, { it: required(TEXT) })).message).toBe(
    'The Region of the stack must be the name of a Region, such as us-east-1; got "Ireland". Fix: Correct The Region of the stack. '
    + '[RegionName at Stack]');
});

test.each<[string, () => Kind, string]>([
  ['a text', () => TEXT, 'a string'],
  ['an object', () => OBJECT, 'an object'],
  ['an object with members', () => likeA('a Report', 'bucket'), 'a Report'],
  ['an object with properties', () => objectOf<{ text?: string }>({ text: TEXT }), 'an object with properties'],
  ['an object with names', () => mapOf(TEXT, 'texts'), 'an object with texts'],
  ['an instance', () => instanceOf(Report), 'an instance of Report'],
  ['a value of an enumeration', () => oneOf('Level', { HIGH: 'high' }), 'a value of Level'],
])('null as an element is not %s', (_name, kind, name) => {
  expect(messageOf(listOf(kind(), 'elements'), [null])).toBe(textOf('it[0]', name, 'null'));
});

test.each<[string, () => Kind, unknown, string, string]>([
  ['an object with only some of the members', () => likeA('a Report', 'bucket', 'key'), { bucket: 1 }, 'a Report', '"an object"'],
  ['a text that is not of an enumeration', () => oneOf('Level', { HIGH: 'high' }), 'low', 'a value of Level', '"low"'],
  ['a text for an object with names', () => mapOf(TEXT, 'texts'), 'text', 'an object with texts', '"text"'],
  ['a list for an object with names', () => mapOf(TEXT, 'texts'), ['text'], 'an object with texts', '"a list of 1"'],
  ['a text for an object with properties', () => objectOf<{ text?: string }>({ text: TEXT }), 'text', 'an object with properties', '"text"'],
  ['a text for a list', () => listOf(TEXT, 'texts'), 'text', 'a list of texts', '"text"'],
  ['an absent instance', () => instanceOf(Report), undefined, 'an instance of Report', 'no value'],
  ['a text for an instance', () => instanceOf(Object), 'text', 'an instance of Object', '"text"'],
  ['a flag for a text', () => TEXT, true, 'a string', 'true'],
  ['a text of 80 characters for a flag', () => FLAG, 'x'.repeat(80), 'true or false', `"${'x'.repeat(80)}"`],
  ['a text of 81 characters for a flag', () => FLAG, 'x'.repeat(81), 'true or false', `"${'x'.repeat(80)}…"`],
])('%s causes an error with the exact value', (_name, kind, value, name, got) => {
  expect(messageOf(kind(), value)).toBe(textOf('it', name, got));
});

test('an error names the element of an object', () => {
  expect(messageOf(mapOf(TEXT, 'texts'), { first: 'text', second: 2 })).toBe(textOf('it.second', 'a string', '2'));
});

test('an object with names keeps its values', () => {
  expect(checked(newStack(), { it: { first: 'text' } }, { it: required(mapOf(TEXT, 'texts')) })).toStrictEqual({ it: { first: 'text' } });
});

test('a list of texts can be a token', () => {
  const token = Lazy.any({ produce: () => ['late'] });

  expect(checked<{ it: unknown }>(newStack(), { it: token }, { it: required(listOf(TEXT, 'texts')) }).it).toBe(token);
});

test('an instance of a class without a constructor in its prototype is accepted', () => {
  const prototype = {};
  const stack = newStack();
  const value: unknown = Object.create(prototype);

  expect(checked(stack, { it: value }, { it: required(instanceOf({ name: 'Old', prototype })) }).it).toBe(value);
  expect(() => check(stack, 'it', instanceOf({ name: 'Old', prototype }), {})).toThrow(new Error(textOf('it', 'an instance of Old', '"an object"')));
});

test('the error for a hierarchy in place of its CAs names how to get them', () => {
  const hierarchy = Object.assign(new Construct(newStack(), 'Pki'), { root: 1, all: [] });
  const fixOf = (value: unknown) => /Fix: (.*)\. \[/.exec(messageOf(likeA('a CA', 'certificateAuthorityRef'), value))?.[1];

  expect(fixOf(hierarchy)).toBe('Pass the CAs of the hierarchy, for example certificateAuthorities: hierarchy.all');
  for (const other of [{ root: 1, all: [] }, Object.assign(new Construct(newStack(), 'Pki'), { root: 1 })]) {
    expect(fixOf(other)).toBe('Set it to a CA');
  }
});

test('the argument of a method without a construct is checked', () => {
  expect(() => checkArgument('it', TEXT, 'text')).not.toThrow();
  expect(errorOf('PropertyType', () => checkArgument('it', TEXT, 5)).message)
    .toBe('it must be a string; got 5. Fix: Set it to a string. [PropertyType at App]');
});
