import { PARTITIONS, SAMPLE_NAMES } from '../support/event-corpus';
import { matches } from '../support/event-matcher';
import { Matrix, matrixIn, Row } from '../support/event-matrix';

/** The names of the events that a pattern matches, in the order of the corpus. */
function matchedBy(pattern: Row['pattern'], { events }: Matrix): string[] {
  return Object.keys(events).filter((name) => matches(pattern, events[name]));
}

const inOrder = (names: readonly string[], { events }: Matrix) =>
  Object.keys(events).filter((name) => names.includes(name));

describe.each(PARTITIONS)('in partition $partition', (environment) => {
  const matrix = matrixIn(environment);

  test.each(matrix.rows)('$name: matches what the table says, and nothing else', ({ pattern, matches: expected }) => {
    expect(matchedBy(pattern, matrix)).toEqual(inOrder(expected, matrix));
  });

  test('the table names events of the corpus alone', () => {
    const named = matrix.rows.flatMap((row) => row.matches);

    expect(named.filter((name) => !(name in matrix.events))).toEqual([]);
  });

  test('no pattern has a character that could be another unseen', () => {
    const unseen = matrix.rows.flatMap(({ name, spoilt, matches: expected }) => spoilt
      .filter((pattern) => matchedBy(pattern, matrix).join() === inOrder(expected, matrix).join())
      .map((pattern) => `${name}: ${JSON.stringify(pattern)}`));

    expect(unseen).toEqual([]);
    expect(matrix.rows.flatMap(({ spoilt }) => spoilt).length).toBeGreaterThan(1000);
  });
});

test('the table asks for every kind and outcome of one CA, of sixteen and of all', () => {
  const { rows } = matrixIn(PARTITIONS[0]);
  const namesOf = (scope: string) => [...new Set(rows.map(({ name }) => name).filter((name) => name.startsWith(`${scope}, `))
    .map((name) => name.slice(scope.length + 2).replace(/, rule \d+$/, '')))];

  expect(namesOf('16 CAs')).toEqual(namesOf('one CA'));
  expect(namesOf('all CAs').filter((name) => !/^creat/.test(name))).toEqual(namesOf('one CA'));
  expect(rows.filter(({ name }) => /^16 CAs.*rule 1$/.test(name)).length).toBe(namesOf('16 CAs').length);
});

test('each of AWS\'s samples is matched by a pattern for one CA or for all', () => {
  const matched = matrixIn(PARTITIONS[0]).rows.flatMap((row) => row.matches);

  expect(SAMPLE_NAMES.filter((name) => !matched.includes(name))).toEqual([]);
});

test('the light matcher refuses what it does not know', () => {
  expect(() => matches({ source: [{ cidr: '10.0.0.0/8' }] }, { source: 'a' })).toThrow('cidr is not known');
  expect(() => matches({ source: [{ 'anything-but': ['a'] }] }, { source: 'a' })).toThrow('anything-but ["a"] is not known');
});
