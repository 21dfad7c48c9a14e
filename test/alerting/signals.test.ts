import { CIS_MATRIX, MATRIX, NOISE } from './signal-matrix';
import { EZCA_EVENTS } from '../../build-tools/ezca-mapping';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { Criticality } from '../../src/notification/criticality';
import acmEvents from '../fixtures/acm-events.json';
import privateCaEvents from '../fixtures/acm-pca-events.json';
import ezcaEvents from '../fixtures/ezca-events.json';
import securityHubPatterns from '../fixtures/security-hub-patterns.json';
import { matches, alteredPatternsOf } from '../support/event-matcher';
import { matchesFilter } from '../support/filter-pattern';
import { ACM_MATRIX, eventOf, everySignal, namedSignals, renderedPattern } from '../support/signals';
import { newStack } from '../support/stacks';
import { RECORDS } from '../support/trail-records';

const NAMES = Object.keys(RECORDS);
/** The names of the signals that match records. A test compares them with the signals of the library. */
const SIGNAL_NAMES = [...new Set(MATRIX.flatMap(([, ...names]) => names))];

const recommended = () => PkiSignals.recommended()._bind(newStack());
const cis = () => PkiSignals.cisFoundations()._bind(newStack());
const signalNamed = (name: string) => everySignal().find((signal) => signal.name === name)!;

const chosenBy = (signal: PkiSignal) => NAMES.filter((name) => matchesFilter(signal.filterPattern!, RECORDS[name]));
const expectedOf = (signalName: string) => NAMES.filter((record) =>
  MATRIX.some(([name, ...signals]) => name === record && signals.includes(signalName)));

test('the matrix contains each record once, and exactly the signals that match records', () => {
  const withFilter = everySignal().filter(({ filterPattern }) => filterPattern !== undefined);

  expect(MATRIX.map(([record]) => record).sort()).toEqual([...NAMES].sort());
  expect([...SIGNAL_NAMES].sort()).toEqual(withFilter.map(({ name }) => name).sort());
  expect(withFilter.filter(({ eventPattern }) => eventPattern === undefined)).toEqual([]);
  expect(NAMES.length).toBeGreaterThanOrEqual(60);
});

test.each(SIGNAL_NAMES)('the filter of %s matches the records of the matrix, and no other record', (name) => {
  const chosen = chosenBy(signalNamed(name));

  expect(chosen).toEqual(expectedOf(name));
  expect(chosen.length).toBeGreaterThan(0);
});

test.each(SIGNAL_NAMES)('the rule of %s matches the same records as its filter', (name) => {
  const pattern = renderedPattern(signalNamed(name));

  const chosen = NAMES.filter((record) => {
    const event = eventOf(RECORDS[record]);
    return event && matches(pattern, event);
  });

  expect(chosen).toEqual(expectedOf(name));
});

test.each([
  ['crl-generation-failed', 'ACM Private CA CRL Generation', 3],
  ['audit-report-failed', 'ACM Private CA Audit Report Generation', 1],
])('the rule of %s matches the failures among the sample events of AWS', (name, detailType, count) => {
  const signal = signalNamed(name);

  const chosen = privateCaEvents.filter((event) => matches(renderedPattern(signal), event));
  expect(chosen).toEqual(privateCaEvents.filter((event) => event['detail-type'] === detailType && event.detail.result === 'failure'));
  expect(chosen).toHaveLength(count);
  expect(NAMES.filter((record) => matches(renderedPattern(signal), eventOf(RECORDS[record]) ?? {}))).toEqual([]);
});

test.each(Object.entries(ACM_MATRIX))('the rule of %s matches these events of ACM, and no other event: %p', (name, expected) => {
  const pattern = renderedPattern(signalNamed(name));

  expect(Object.entries(acmEvents).filter(([, event]) => matches(pattern, event)).map(([event]) => event)).toEqual(expected);
  expect(privateCaEvents.filter((event) => matches(pattern, event))).toEqual([]);
  expect(NAMES.filter((record) => matches(pattern, eventOf(RECORDS[record]) ?? {}))).toEqual([]);
});

test.each(Object.entries(ACM_MATRIX))('an altered rule of %s does not match the same events of ACM', (name, expected) => {
  const undetected = alteredPatternsOf(renderedPattern(signalNamed(name))).filter((pattern) =>
    Object.entries(acmEvents).filter(([, event]) => matches(pattern, event)).map(([event]) => event).join() === expected.join());

  expect(undetected).toEqual([]);
});

test('no rule of another signal matches an event of ACM', () => {
  const others = everySignal().filter(({ name, eventPattern }) => eventPattern && !(name in ACM_MATRIX));

  expect(others.filter((signal) => Object.values(acmEvents).some((event) => matches(renderedPattern(signal), event)))).toEqual([]);
  expect(others.length).toBeGreaterThan(30);
});

test('no rule for records matches an event that AWS Private CA sends', () => {
  const choosing = SIGNAL_NAMES.map(signalNamed).filter((signal) =>
    privateCaEvents.some((event) => matches(renderedPattern(signal), event)));

  expect(choosing).toEqual([]);
});

test('routine activity matches no recommended signal', () => {
  const signals = recommended();
  const rung = NOISE.map((name) => [name, ...signals
    .filter(({ filterPattern }) => filterPattern && matchesFilter(filterPattern, RECORDS[name]))
    .map((signal) => signal.name)]);

  expect(rung).toEqual(NOISE.map((name) => [name]));
  expect(NOISE.filter((name) => !(name in RECORDS))).toEqual([]);
});

test('the signals for routine activity, and for certificates in ACM, are not recommended', () => {
  const names = recommended().map(({ name }) => name);
  const all = PkiSignals.all()._bind(newStack()).map(({ name }) => name);

  expect(all.filter((name) => !names.includes(name))).toEqual([
    'acm-certificate-expiring', 'acm-certificate-expired', 'acm-renewal-action-required', 'certificate-issued', 'crl-generated', 'monitoring-changed',
  ]);
});

test('the mapping of EZCA events contains only signals of the library', () => {
  const names = everySignal().map(({ name }) => name);

  expect(Object.keys(EZCA_EVENTS).filter((name) => !names.includes(name))).toEqual([]);
});

test('every event of EZCA corresponds to a signal', () => {
  const answered = new Set(Object.values(EZCA_EVENTS).flat());

  expect([...answered].sort()).toEqual(ezcaEvents.map(({ eventId }) => eventId).sort());
});

test('every filter pattern has up to 1,024 characters, and every event pattern up to 2,048', () => {
  const signals = everySignal();

  expect(Math.max(...signals.map(({ filterPattern = '' }) => filterPattern.length))).toBeLessThanOrEqual(1024);
  const lengths = signals.filter(({ eventPattern }) => eventPattern)
    .map((signal) => JSON.stringify(renderedPattern(signal)).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(2048);
});

describe('the account signals of CIS AWS Foundations', () => {
  test('have exactly the filter patterns of Security Hub', () => {
    const patterns = Object.fromEntries(cis().map(({ name, filterPattern }) => [name.replace('cis-cloudwatch-', ''), filterPattern]));

    expect(patterns).toEqual(securityHubPatterns);
  });

  test.each(Object.keys(CIS_MATRIX).map(Number))('the signal of control CloudWatch.%i matches the records of the matrix, and no other record', (control) => {
    const { filterPattern } = cis().find(({ name }) => name === `cis-cloudwatch-${control}`)!;
    const trail = NAMES.filter((record) => 'eventName' in RECORDS[record]);

    const chosen = trail.filter((record) => matchesFilter(filterPattern!, RECORDS[record]));
    expect(chosen.sort()).toEqual([...CIS_MATRIX[control]].sort());
  });

  test('have the severity of Security Hub, and unique names', () => {
    expect(cis()).toHaveLength(Object.keys(CIS_MATRIX).length);
    expect(new Set(cis().map(({ criticality }) => criticality))).toEqual(new Set([Criticality.LOW]));
    const together = PkiSignals.all().merge(PkiSignals.cisFoundations())._bind(newStack());
    expect(together).toHaveLength(everySignal().length - namedSignals().length + cis().length);
  });
});

describe('the matchers of the tests detect an altered pattern', () => {
  const altered = (signal: PkiSignal, text: string, by: string) => PkiSignal.of({
    ...signal,
    filterPattern: signal.filterPattern!.replaceAll(text, by),
    eventPattern: JSON.parse(JSON.stringify(signal.eventPattern).replaceAll(text, by)),
  });

  test.each(SIGNAL_NAMES)('of %s with any other character', (name) => {
    const signal = signalNamed(name);
    const expected = expectedOf(name).join();
    const undetected = alteredPatternsOf(renderedPattern(signal)).filter((pattern) =>
      NAMES.filter((record) => matches(pattern, eventOf(RECORDS[record]) ?? {})).join() === expected);

    expect(chosenBy(altered(signal, '.amazonaws.com', '.amazonaws.con'))).toEqual([]);
    expect(undetected).toEqual([]);
  });

  test.each(SIGNAL_NAMES)('of %s with any other term', (name) => {
    const expected = expectedOf(name).join();
    const undetected = alteredFiltersOf(signalNamed(name).filterPattern!).filter((pattern) =>
      NAMES.filter((record) => matchesFilter(pattern, RECORDS[record])).join() === expected);

    expect(undetected).toEqual([]);
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
    const signal = signalNamed(name);

    expect(chosenBy(altered(signal, text, by))).not.toEqual(expectedOf(name));
  });
});

/** Every filter pattern that differs in one character of a text, or in one operator. */
function alteredFiltersOf(pattern: string): string[] {
  const contraries: Record<string, string> = { 'NOT EXISTS': '= "*"', 'IS FALSE': 'IS TRUE', 'IS TRUE': 'IS FALSE', '"*"': '"#"' };
  return [...pattern.matchAll(/"[^"]*"|NOT EXISTS|IS FALSE|IS TRUE/g)].map((match) => {
    const [term] = match;
    // AWS doesn't document `= "*"` for a boolean.
    const isOfBoolean = term === 'NOT EXISTS' && /\.enabled $/.test(pattern.slice(0, match.index));
    const middle = Math.floor(term.length / 2);
    const other = isOfBoolean ? 'IS TRUE' : contraries[term] ?? `${term.slice(0, middle)}#${term.slice(middle + 1)}`;
    return `${pattern.slice(0, match.index)}${other}${pattern.slice(match.index + term.length)}`;
  });
}
