import { atomsOf, matchesFilter, parseFilterPattern } from './filter-pattern';

/* The samples of the AWS page on filter patterns, and patterns that must not match. */

const FIRST = {
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [{ name: 'a', id: 1 }, { name: 'b', id: 2 }],
  SomeObject: null,
  ThisFlag: true,
};

const SECOND = {
  user: { id: 1, email: 'John.Stiles@example.com' },
  users: [{ id: 2, email: 'John.Doe@example.com' }, { id: 3, email: 'Jane.Doe@example.com' }],
  actions: ['GET', 'PUT', 'DELETE'],
  coordinates: [[0, 1, 2], [4, 5, 6], [7, 8, 9]],
};

test.each([
  '{ $.eventType = "UpdateTrail" }',
  '{ $.eventType = UpdateTrail }',
  '{ $.sourceIPAddress != 123.123.* }',
  '{ $.arrayKey[0] = "value" }',
  '{ $.objectList[1].id = 2 }',
  '{ $.SomeObject IS NULL }',
  '{ $.SomeOtherObject NOT EXISTS }',
  '{ $.SomeOtherObject.inside NOT EXISTS }',
  '{ $.ThisFlag IS TRUE }',
  '{ $.eventType = "Update*" && $.eventType = "*Trail" && $.eventType = "*dateTr*" && $.eventType = * }',
  '{($.eventType=CreateTrail) || ($.eventType=UpdateTrail)}',
])('the first sample of AWS matches %s', (pattern) => {
  expect(matchesFilter(pattern, FIRST)).toBe(true);
});

test.each([
  '{ $.eventType = "updatetrail" }',
  '{ $.eventType = "Trail" }',
  '{ $.eventType = "Up*Trail" }',
  '{ $.sourceIPAddress != 111.* }',
  '{ $.arrayKey = "value" }',
  '{ $.arrayKey != "value" }',
  '{ $.objectList[2].id = 2 }',
  '{ $.objectList[1].id = "2" }',
  '{ $.eventType[0] = U }',
  '{ $.SomeObject NOT EXISTS }',
  '{ $.SomeOtherObject IS NULL }',
  '{ $.ThisFlag IS FALSE }',
  '{ $.eventType NOT EXISTS }',
])('the first sample of AWS does not match %s', (pattern) => {
  expect(matchesFilter(pattern, FIRST)).toBe(false);
});

test.each([
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', true],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', false],
  ['{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }', true],
  ['{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }', false],
  ['{ $.coordinates[2][1] >= 8 && $.coordinates[2][1] <= 8 && $.user.id < 10e3 && $.user.id > 10e-3 }', true],
  ['{ $.user.email > 5 }', false],
  ['{ $.user.id != 1 }', false],
])('the compound condition %s is %s for the second sample of AWS', (pattern, expected) => {
  expect(matchesFilter(pattern, SECOND)).toBe(expected);
});

test.each([
  '$.a = 1', '{ $.a = 1', '{ $.a }', '{ ($.a = 1 }', '{ $.a = 1 && }', '{ a = 1 }', '{ $.a = 1 } x', '{ $.a & 1 }', '',
  '{ $.a:b = 1 }', '{ $.a = }',
])('%p is not a pattern', (pattern) => {
  expect(() => parseFilterPattern(pattern)).toThrow();
});

test('undocumented behavior is an error', () => {
  expect(() => matchesFilter('{ $.missing != 1 }', FIRST)).toThrow('not documented');
  expect(() => matchesFilter('{ $.ThisFlag = true }', FIRST)).toThrow('not documented');
});

test('a pattern contains its terms as they are written', () => {
  const atoms = atomsOf(parseFilterPattern('{ ($.a.b = "x*") || ($.c NOT EXISTS && $.d=1) }'));

  expect(atoms.map(({ text }) => text)).toEqual(['$.a.b = "x*"', '$.c NOT EXISTS', '$.d = 1']);
});
