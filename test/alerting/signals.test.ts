import { CIS_MATRIX, MATRIX, NOISE } from './signal-matrix';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { Criticality } from '../../src/notification/criticality';
import privateCaEvents from '../fixtures/acm-pca-events.json';
import ezcaEvents from '../fixtures/ezca-events.json';
import securityHubPatterns from '../fixtures/security-hub-patterns.json';
import { matches, spoiltPatternsOf } from '../support/event-matcher';
import { matchesFilter } from '../support/filter-pattern';
import { eventOf, everySignal, renderedPattern } from '../support/signals';
import { newStack } from '../support/stacks';
import { RECORDS } from '../support/trail-records';

const EVERY = everySignal();
const NAMES = Object.keys(RECORDS);
const FILTERED = EVERY.filter(({ filterPattern }) => filterPattern !== undefined);
const BOTH = FILTERED.filter(({ eventPattern }) => eventPattern !== undefined);
const RECOMMENDED = PkiSignals.recommended()._bind(newStack());
const CIS = PkiSignals.cisFoundations()._bind(newStack());

const chosenBy = (signal: PkiSignal) => NAMES.filter((name) => matchesFilter(signal.filterPattern!, RECORDS[name]));
const expectedOf = (signal: PkiSignal) => NAMES.filter((record) =>
  MATRIX.some(([name, ...signals]) => name === record && signals.includes(signal.name)));

test('the matrix has each record once, and no signal that is not there', () => {
  const signals = new Set(MATRIX.flatMap(([, ...names]) => names));

  expect(MATRIX.map(([record]) => record).sort()).toEqual([...NAMES].sort());
  expect([...signals].filter((name) => !FILTERED.some((signal) => signal.name === name))).toEqual([]);
  expect(NAMES.length).toBeGreaterThanOrEqual(60);
});

test.each(FILTERED.map((signal): [string, PkiSignal] => [signal.name, signal]))(
  'the filter of %s chooses the records that the matrix says, and no other', (_name, signal) => {
    expect(chosenBy(signal)).toEqual(expectedOf(signal));
    expect(chosenBy(signal).length).toBeGreaterThan(0);
  });

test.each(BOTH.map((signal): [string, PkiSignal] => [signal.name, signal]))(
  'the rule of %s chooses the same records as its filter', (_name, signal) => {
    const chosen = NAMES.filter((name) => {
      const event = eventOf(RECORDS[name]);
      return event && matches(renderedPattern(signal), event);
    });

    expect(chosen).toEqual(expectedOf(signal));
  });

test.each([
  ['crl-generation-failed', 'ACM Private CA CRL Generation', 3],
  ['audit-report-failed', 'ACM Private CA Audit Report Generation', 1],
])('the rule of %s chooses the failures among AWS\'s sample events', (name, detailType, count) => {
  const signal = EVERY.find((one) => one.name === name)!;

  const chosen = privateCaEvents.filter((event) => matches(renderedPattern(signal), event));
  expect(chosen).toEqual(privateCaEvents.filter((event) => event['detail-type'] === detailType && event.detail.result === 'failure'));
  expect(chosen).toHaveLength(count);
  expect(NAMES.filter((record) => matches(renderedPattern(signal), eventOf(RECORDS[record]) ?? {}))).toEqual([]);
});

test('no rule about records chooses one of AWS Private CA\'s own events', () => {
  const choosing = BOTH.filter((signal) =>
    privateCaEvents.some((event) => matches(renderedPattern(signal), event)));

  expect(choosing).toEqual([]);
});

test('noise rings nothing that is recommended', () => {
  const rung = NOISE.map((name) => [name, ...RECOMMENDED
    .filter(({ filterPattern }) => filterPattern && matchesFilter(filterPattern, RECORDS[name]))
    .map((signal) => signal.name)]);

  expect(rung).toEqual(NOISE.map((name) => [name]));
  expect(NOISE.filter((name) => !(name in RECORDS))).toEqual([]);
});

test('only what was asked for counts what AWS Private CA does all the time', () => {
  const recommended = RECOMMENDED.map(({ name }) => name);
  const all = PkiSignals.all()._bind(newStack()).map(({ name }) => name);

  expect(all.filter((name) => !recommended.includes(name))).toEqual(['certificate-issued', 'crl-generated']);
});

/** Which of EZCA's events each signal answers to, decided by hand from what EZCA's guide says of them. */
const EZCA_IDS: Readonly<Record<string, number[]>> = {
  'ca-deleted': [19],
  'ca-disabled': [19],
  'ca-created': [22],
  'ca-certificate-imported': [12, 28],
  'ca-configuration-changed': [4882],
  'revocation-switched-off': [4882],
  'ca-permissions-changed': [4882],
  'ca-share-changed': [4882],
  'permission-change-denied': [92],
  'ca-change-denied': [92],
  'subordinate-request-rejected': [23],
  'root-certificate-issued': [12],
  'subordinate-certificate-issued': [12, 22],
  'certificate-request-denied': [4888],
  'certificate-revoked': [4870],
  'certificate-issued': [4887],
  'crl-generated': [4872],
};

test('each signal answers to the events of EZCA that the table says', () => {
  const answering = EVERY.filter(({ ezcaEventIds }) => ezcaEventIds.length > 0);

  expect(Object.fromEntries(answering.map(({ name, ezcaEventIds }) => [name, ezcaEventIds]))).toEqual(EZCA_IDS);
});

test('every event of EZCA has a signal that answers to it', () => {
  const answered = new Set(EVERY.flatMap(({ ezcaEventIds }) => ezcaEventIds));

  expect([...answered].sort()).toEqual(ezcaEvents.map(({ eventId }) => eventId).sort());
});

test('every filter keeps within 1,024 characters, and every rule within 2,048', () => {
  expect(Math.max(...FILTERED.map(({ filterPattern }) => filterPattern!.length))).toBeLessThanOrEqual(1024);
  const lengths = EVERY.filter(({ eventPattern }) => eventPattern)
    .map((signal) => JSON.stringify(renderedPattern(signal)).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(2048);
});

describe('the account signals of CIS AWS Foundations', () => {
  test('have Security Hub\'s patterns letter by letter', () => {
    const patterns = Object.fromEntries(CIS.map(({ name, filterPattern }) => [name.replace('cis-cloudwatch-', ''), filterPattern]));

    expect(patterns).toEqual(securityHubPatterns);
  });

  test.each(CIS.map((signal): [string, PkiSignal] => [signal.name, signal]))('%s chooses what it should', (name, signal) => {
    const trail = NAMES.filter((record) => 'eventName' in RECORDS[record]);

    const chosen = trail.filter((record) => matchesFilter(signal.filterPattern!, RECORDS[record]));
    expect(chosen).toEqual(CIS_MATRIX[Number(name.replace('cis-cloudwatch-', ''))]);
  });

  test('have Security Hub\'s severity and no name of the others', () => {
    expect(new Set(CIS.map(({ criticality }) => criticality))).toEqual(new Set([Criticality.LOW]));
    const together = PkiSignals.all().merge(PkiSignals.cisFoundations())._bind(newStack());
    expect(together).toHaveLength(EVERY.length - 3 + CIS.length);
  });
});

describe('the evaluators see a spoilt pattern', () => {
  const spoilt = (signal: PkiSignal, text: string, by: string) => PkiSignal.of({
    ...signal,
    filterPattern: signal.filterPattern!.replace(text, by),
    eventPattern: JSON.parse(JSON.stringify(signal.eventPattern).replace(text, by)),
  });

  test.each(BOTH.map((signal): [string, PkiSignal] => [signal.name, signal]))('of %s in any one place', (_name, signal) => {
    const expected = expectedOf(signal);
    const unnoticed = spoiltPatternsOf(renderedPattern(signal)).filter((pattern) =>
      NAMES.filter((name) => matches(pattern, eventOf(RECORDS[name]) ?? {})).join() === expected.join());

    expect(chosenBy(spoilt(signal, '.amazonaws.com', '.amazonaws.con'))).toEqual([]);
    expect(unnoticed).toEqual([]);
  });

  test.each(FILTERED.map((signal): [string, PkiSignal] => [signal.name, signal]))('of %s in any one term', (_name, signal) => {
    const expected = expectedOf(signal).join();
    const unnoticed = spoiltFiltersOf(signal.filterPattern!).filter((pattern) =>
      NAMES.filter((name) => matchesFilter(pattern, RECORDS[name])).join() === expected);

    expect(unnoticed).toEqual([]);
  });

  test.each([
    ['ca-deleted', '$.errorCode NOT EXISTS', '$.errorCode = "*"'],
    ['ca-change-denied', 'AccessDenied*', '*AccessDenied'],
    ['ca-disabled', 'DISABLED', 'ACTIVE'],
    ['revocation-switched-off', 'IS FALSE', 'IS TRUE'],
    ['subordinate-certificate-issued', 'SubordinateCA', 'CA'],
    ['root-user-call', '&& ($.userIdentity.invokedBy NOT EXISTS)', ''],
    ['permission-change-denied', ' && ($.errorCode', ' || ($.errorCode'],
  ])('of %s with %s', (name, text, by) => {
    const signal = EVERY.find((one) => one.name === name)!;

    expect(chosenBy(spoilt(signal, text, by))).not.toEqual(expectedOf(signal));
  });
});

/** Every filter pattern that differs in one character of a text, or asks the contrary in one place. */
function spoiltFiltersOf(pattern: string): string[] {
  const contraries: Record<string, string> = { 'NOT EXISTS': '= "*"', 'IS FALSE': 'IS TRUE', '"*"': '"#"' };
  return [...pattern.matchAll(/"[^"]*"|NOT EXISTS|IS FALSE/g)].map((match) => {
    const [term] = match;
    // Nobody says what `= "*"` makes of a boolean.
    const isOfBoolean = term === 'NOT EXISTS' && /\.enabled $/.test(pattern.slice(0, match.index));
    const middle = Math.floor(term.length / 2);
    const other = isOfBoolean ? 'IS TRUE' : contraries[term] ?? `${term.slice(0, middle)}#${term.slice(middle + 1)}`;
    return `${pattern.slice(0, match.index)}${other}${pattern.slice(match.index + term.length)}`;
  });
}
