import { Template } from '../../../src/checks/private/template';
import {
  isMap, keyOf, listOf, literalOf, Part, partsOf, Pseudo, Reference, sketchOf, Text, textOf, truthOf, UNKNOWN, Value,
} from '../../../src/checks/private/values';

const template = () => new Template({ path: 'one.json', text: JSON.stringify({ Resources: { Crls: { Type: 'AWS::S3::Bucket' } } }) });
const crls = (attribute = '') => new Reference(template().resources.get('Crls')!, attribute);
const region = () => new Pseudo('AWS::Region');

test('a text is a reference, if it is nothing else', () => {
  expect(new Text([crls('Arn')]).reference).toMatchObject({ attribute: 'Arn', resource: { id: 'Crls' } });
  expect(new Text([crls('Arn'), '/*']).reference).toBe(undefined);
  expect(new Text([region()]).reference).toBe(undefined);
});

test.each<[string, () => Value, boolean]>([
  ['an object', () => ({ a: 1 }), true],
  ['nothing', () => null, false],
  ['a list', () => [], false],
  ['a text', () => 'a', false],
  ['a text with a reference', () => new Text([crls()]), false],
  ['an unknown value', () => UNKNOWN, false],
])('%s is a map: %s', (_name, value, expected) => {
  expect(isMap(value())).toBe(expected);
});

describe('the text of', () => {
  test.each<[string, () => Part[], () => Value]>([
    ['no parts', () => [], () => ''],
    ['empty parts', () => ['', ''], () => ''],
    ['literals', () => ['a', '', 'b', 'c'], () => 'abc'],
    ['literals around a reference', () => ['a', 'b', region(), 'c', 'd'], () => new Text(['ab', region(), 'cd'])],
    ['a reference', () => [region()], () => new Text([region()])],
    ['an unknown part', () => [UNKNOWN], () => UNKNOWN],
    ['two unknown parts', () => [UNKNOWN, UNKNOWN], () => new Text([UNKNOWN, UNKNOWN])],
    ['an unknown part and a literal', () => [UNKNOWN, 'a'], () => new Text([UNKNOWN, 'a'])],
  ])('%s', (_name, parts, expected) => {
    expect(textOf(parts())).toStrictEqual(expected());
  });
});

describe('the parts of', () => {
  test.each<[string, () => Value, Part[]]>([
    ['a text', () => 'a', ['a']],
    ['a number', () => 5, ['5']],
    ['a boolean', () => true, ['true']],
    ['a text with an unknown part', () => new Text(['a', UNKNOWN]), ['a', UNKNOWN]],
    ['nothing', () => undefined, [UNKNOWN]],
    ['a list', () => ['a'], [UNKNOWN]],
  ])('%s', (_name, value, expected) => {
    expect(partsOf(value())).toStrictEqual(expected);
  });
});

describe('the key of', () => {
  test.each<[string, () => Value, string | undefined]>([
    ['a literal', () => 'crls', 'crls'],
    ['a number', () => 123456, '123456'],
    ['a text with a pseudo parameter', () => new Text(['crls-', region(), '-an']), 'crls-\u0000AWS::Region\u0000-an'],
    ['a text with a reference', () => new Text([crls('Arn'), '/*']), '\u0000one.json#Crls.Arn\u0000/*'],
    ['a text with an unknown part', () => new Text(['crls-', UNKNOWN]), undefined],
    ['an unknown value', () => UNKNOWN, undefined],
    ['nothing', () => undefined, undefined],
  ])('%s', (_name, value, expected) => {
    expect(keyOf(value())).toBe(expected);
  });
});

test('a sketch of a text has a mark for each part that is not literal', () => {
  expect(sketchOf(new Text(['arn:', region(), ':', UNKNOWN]))).toBe('arn:\u0001:\u0001');
  expect(sketchOf('arn')).toBe('arn');
  expect(sketchOf(UNKNOWN)).toBe('\u0001');
});

describe('the literal of', () => {
  test.each<[string, () => Value, string | undefined]>([
    ['a text', () => 'a', 'a'],
    ['a number', () => 5, '5'],
    ['a boolean', () => true, undefined],
    ['a text with a reference', () => new Text(['a', region()]), undefined],
  ])('%s', (_name, value, expected) => {
    expect(literalOf(value())).toBe(expected);
  });
});

describe('the truth of', () => {
  test.each<[Value, () => ReturnType<typeof truthOf>]>([
    [true, () => true], ['true', () => true], ['True', () => true],
    [false, () => false], ['false', () => false], ['False', () => false],
    [undefined, () => undefined], [null, () => undefined],
    ['yes', () => UNKNOWN], ['', () => UNKNOWN], [0, () => UNKNOWN],
  ])('%j', (value, expected) => {
    expect(truthOf(value)).toBe(expected());
  });

  test('an unknown value is unknown', () => {
    expect(truthOf(UNKNOWN)).toBe(UNKNOWN);
  });
});

test('one element stands for a list of one, and nothing for an empty list', () => {
  expect(listOf('a')).toStrictEqual(['a']);
  expect(listOf(['a', 'b'])).toStrictEqual(['a', 'b']);
  expect(listOf(null)).toStrictEqual([null]);
  expect(listOf(undefined)).toStrictEqual([]);
});
