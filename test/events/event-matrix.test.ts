import { PARTITIONS, SAMPLE_NAMES } from '../support/event-corpus';
import { matches } from '../support/event-matcher';
import { Matrix, matrixIn, Row, RULE_NAMES } from '../support/event-matrix';

/** The names of the events that a pattern matches, in the order of the corpus. */
function matchedBy(pattern: Row['pattern'], { events }: Matrix): string[] {
  return Object.keys(events).filter((name) => matches(pattern, events[name]));
}

const inOrder = (names: readonly string[], { events }: Matrix) =>
  Object.keys(events).filter((name) => names.includes(name));

/** The name of the rule to which a row belongs. */
const ruleNameOf = ({ name }: Row) => name.replace(/, rule \d+$/, '');

describe.each(PARTITIONS)('in partition $partition', (environment) => {
  let matrix: Matrix;
  beforeAll(() => { matrix = matrixIn(environment); });

  test.each(RULE_NAMES)('the rule "%s" matches the events of the table, and no other event', (ruleName) => {
    const rows = matrix.rows.filter((row) => ruleNameOf(row) === ruleName);

    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ pattern }) => matchedBy(pattern, matrix)))
      .toEqual(rows.map((row) => inOrder(row.matches, matrix)));
  });

  test('the table contains only events of the corpus', () => {
    const named = matrix.rows.flatMap((row) => row.matches);

    expect(named.filter((name) => !(name in matrix.events))).toEqual([]);
  });

  test('a change of any character of a pattern is detected', () => {
    const undetected = matrix.rows.flatMap(({ name, altered, matches: expected }) => altered
      .filter((pattern) => matchedBy(pattern, matrix).join() === inOrder(expected, matrix).join())
      .map((pattern) => `${name}: ${JSON.stringify(pattern)}`));

    expect(undetected).toEqual([]);
    expect(matrix.rows.flatMap(({ altered }) => altered).length).toBeGreaterThan(1000);
  });
});

test('the table contains every kind and result for one CA, for 16 CAs, and for all CAs', () => {
  const { rows } = matrixIn(PARTITIONS[0]);
  const namesOf = (scope: string) => [...new Set(rows.map(ruleNameOf).filter((name) => name.startsWith(`${scope}, `))
    .map((name) => name.slice(scope.length + 2)))];

  expect(namesOf('16 CAs')).toEqual(namesOf('one CA'));
  expect(namesOf('all CAs').filter((name) => !/^creat/.test(name))).toEqual(namesOf('one CA'));
  expect(rows.filter(({ name }) => /^16 CAs.*rule 1$/.test(name)).length).toBe(namesOf('16 CAs').length);
  expect([...new Set(rows.map(ruleNameOf))]).toEqual(RULE_NAMES);
});

test('a pattern for one CA or for all CAs matches each sample of AWS', () => {
  const matched = matrixIn(PARTITIONS[0]).rows.flatMap((row) => row.matches);

  expect(SAMPLE_NAMES.filter((name) => !matched.includes(name))).toEqual([]);
});

test('the matcher of the tests rejects an unknown operator', () => {
  expect(() => matches({ source: [{ cidr: '10.0.0.0/8' }] }, { source: 'a' })).toThrow('cidr is not supported');
  expect(() => matches({ source: [{ 'anything-but': 'a' }] }, { source: 'a' })).toThrow('anything-but "a" is not supported');
});
