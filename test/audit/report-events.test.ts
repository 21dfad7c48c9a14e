import { matches } from '../support/event-matcher';
import { reportEventMatrix } from '../support/report-event-matrix';

test('the rule matches new reports in CSV format in the report bucket, and no other S3 event', () => {
  const { events, rows: [row] } = reportEventMatrix();

  const matched = Object.keys(events).filter((name) => matches(row.pattern, events[name]));

  expect(matched).toEqual(row.matches);
  expect(Object.keys(events).length).toBeGreaterThan(12);
});

test('each change of a character in the pattern is noticed', () => {
  const { events, rows: [row] } = reportEventMatrix();

  const matched = (pattern: Record<string, unknown>) =>
    Object.keys(events).filter((name) => matches(pattern, events[name]));
  const unseen = row.altered.filter((pattern) => matched(pattern).join() === row.matches.join());

  expect(row.altered.length).toBeGreaterThan(5);
  expect(unseen).toEqual([]);
});
