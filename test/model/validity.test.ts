import { CfnParameter, Lazy, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Validity } from '../../src/model/validity';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

type Count = ['years' | 'months' | 'days' | 'absolute', number] | ['endDate', string];

/** Makes a validity inside the test. */
const validityOf = ([method, argument]: Count) =>
  method === 'endDate' ? Validity.endDate(argument) : Validity[method](argument);
const render = (validity: Validity) => validity._render(newStack());

test.each<[Count, acmpca.CfnCertificate.ValidityProperty]>([
  [['years', 10], { type: 'YEARS', value: 10 }],
  [['months', 18], { type: 'MONTHS', value: 18 }],
  [['days', 1], { type: 'DAYS', value: 1 }],
  [['absolute', 2114380799], { type: 'ABSOLUTE', value: 2114380799 }],
  [['endDate', '20361231235959'], { type: 'END_DATE', value: 20361231235959 }],
  [['endDate', '361231235959'], { type: 'END_DATE', value: 361231235959 }],
  [['endDate', '20360229000000'], { type: 'END_DATE', value: 20360229000000 }],
])('%j renders %j', (validity, expected) => {
  expect(render(validityOf(validity))).toEqual(expected);
});

test.each<[Count, string, string | undefined]>([
  [['days', 30], '2027-02-10', '2027-03-12'],
  [['months', 1], '2027-02-10', '2027-03-10'],
  [['months', 1], '2027-01-31', '2027-02-28'],
  [['months', 13], '2027-01-31', '2028-02-29'],
  [['years', 1], '2028-02-29', '2029-02-28'],
  [['years', 10], '2027-01-01', '2037-01-01'],
  [['absolute', Date.UTC(2036, 0, 1) / 1000], '2027-01-01', '2036-01-01'],
  [['endDate', '20360101000000'], '2027-01-01', '2036-01-01'],
  [['days', Token.asNumber({ Ref: 'Days' })], '2027-01-01', undefined],
  [['months', Token.asNumber({ Ref: 'Months' })], '2027-01-01', undefined],
])('%j from %s on ends on %s at the earliest', (validity, start, end) => {
  const seconds = (date: string) => Date.parse(date) / 1000;

  expect(validityOf(validity)._earliestEnd(seconds(start))).toBe(end && seconds(end));
});

test.each([0, -1, 1.5, NaN, Infinity, 2 ** 53])('a period of %d is an error', (count) => {
  const shown = Number.isFinite(count) ? count : `"${count}"`;
  for (const method of [Validity.years, Validity.months, Validity.days, Validity.absolute]) {
    const error = errorOf('ValidityPeriod', () => render(method(count)));

    expect(error.message).toContain(`validity must be a whole number from 1 to 9007199254740991; got ${shown}.`);
  }
});

test.each<[property: string, make: () => unknown]>([
  ['validity', () => render(Validity.years('10' as never))],
  ['validityNotBefore', () => Validity.absolute('10' as never)._renderNotBefore(newStack())],
])('the error for text in place of a number names %s', (property, make) => {
  expect(errorOf('PropertyType', make).message).toContain(`${property} must be a number`);
});

test.each([
  [Validity.absolute(253_402_300_800), 'Pass seconds since 1970-01-01T00:00:00Z, not milliseconds'],
  [Validity.absolute(2_114_380_799_000), 'Pass seconds since 1970-01-01T00:00:00Z, not milliseconds'],
  [Validity.years(7974), 'Use a shorter validity period'],
  [Validity.months(95_689), 'Use a shorter validity period'],
  [Validity.days(2_912_445), 'Use a shorter validity period'],
])('%s ends after the year 9999', (validity, fix) => {
  const error = errorOf('ValidityPeriod', () => render(validity));

  expect(error.message).toMatch(/^validity must end before the year 10000 \(at most \d+\); got \d+\. Fix: /);
  expect(error.message).toContain(`Fix: ${fix}. [`);
});

test.each([Validity.absolute(253_402_300_799), Validity.years(7973), Validity.months(95_688), Validity.endDate('99991231235959')])(
  '%s can end in the year 9999', (validity) => {
    expect(() => render(validity)).not.toThrow();
  });

test.each(['2036-12-31', '2036-12-31T23:59:59Z', '20361231', '20361231235959Z', '', 'tomorrow', '2036123123595',
  '051231235959', '991231235959', '501231235959', '03361231235959'])(
  'the end date %p has no form that AWS Private CA supports', (endDate) => {
    const error = errorOf('ValidityEndDate', () => render(Validity.endDate(endDate)));

    expect(error.message).toContain('validity must be YYYYMMDDHHMMSS (GeneralizedTime), or YYMMDDHHMMSS (UTCTime) for the years 2010 to 2049, in UTC');
  });

test.each(['20360230000000', '20361301000000', '20360100000000', '20360101240000', '20360101006000', '20360101000060', '370229000000', '99991301000000'])(
  'the end date %p does not exist', (endDate) => {
    const error = errorOf('ValidityEndDate', () => render(Validity.endDate(endDate)));

    expect(error.message).toMatch(
      /^validity must end at a date and time that exist; got "\d+"\. Fix: Correct the end date of validity\. \[/);
  });

test('tokens pass, and an end date that is a token does not become NaN', () => {
  const stack = newStack();
  const number = Lazy.number({ produce: () => 0 });
  const year = new CfnParameter(stack, 'Year').valueAsString;

  expect(Validity.years(number)._render(stack).value).toBe(number);
  const { value } = Validity.endDate(`${year}1231235959`)._render(stack);
  expect(Token.isUnresolved(value)).toBe(true);
  expect(stack.resolve(value)).toEqual({ 'Fn::Join': ['', [{ Ref: 'Year' }, '1231235959']] });
  expect(stack.resolve(Validity.endDate(year)._render(stack).value)).toEqual({ Ref: 'Year' });
});

test('an end date that is known only at synthesis is checked then', () => {
  const stack = newStack();
  const late = (text: string) => {
    const validity = Validity.endDate(Lazy.string({ produce: () => text }));
    return stack.resolve(validity._render(stack).value);
  };

  expect(late('20361231235959')).toBe(20361231235959);
  errorOf('ValidityEndDate', () => late('2036-12-31'));
});

test('only an absolute validity can be a start', () => {
  expect(Validity.absolute(1)._renderNotBefore(newStack())).toEqual({ type: 'ABSOLUTE', value: 1 });

  for (const validity of [Validity.days(1), Validity.endDate('20361231235959')]) {
    expect(errorOf('NotBefore', () => validity._renderNotBefore(newStack())).message)
      .toMatch(/^validityNotBefore must be absolute; got .+ Fix: Use Validity\.absolute\(\) with the seconds since 1970-01-01T00:00:00Z\. \[/);
  }
});

describe('a validity against its parent\'s', () => {
  const late = Lazy.number({ produce: () => 99 });

  test.each<[Count, Count, boolean]>([
    [['years', 10], ['years', 10], true],
    [['years', 9], ['years', 10], false],
    [['months', 120], ['years', 10], true],
    [['months', 119], ['years', 10], false],
    [['days', 10], ['days', 10], true],
    [['days', 9], ['days', 10], false],
    [['days', 366], ['years', 1], true],
    [['days', 365], ['years', 1], false],
    [['years', 2], ['days', 700], true],
    [['months', 1], ['days', 28], true],
    [['months', 1], ['days', 29], false],
    [['endDate', '20361231235959'], ['endDate', '20361231235959'], true],
    [['endDate', '20361231235958'], ['endDate', '20361231235959'], false],
    [['endDate', '361231235959'], ['endDate', '20361231235959'], true],
    [['absolute', 2114380799], ['endDate', '20361231235959'], true],
    [['absolute', 2114380798], ['endDate', '20361231235959'], false],
    // The answer depends on the time of issuance.
    [['years', 100], ['endDate', '20361231235959'], false],
    [['endDate', '20991231235959'], ['years', 1], false],
  ])('%j after %j: %s', (own, parents, outlasts) => {
    expect(validityOf(own)._outlasts(validityOf(parents))).toBe(outlasts);
  });

  test('is not compared if one of them is a token', () => {
    for (const method of ['years', 'months', 'days', 'absolute'] as const) {
      expect(Validity[method](late)._outlasts(Validity[method](1))).toBe(false);
      expect(Validity[method](1)._outlasts(Validity[method](late))).toBe(false);
    }
    expect(Validity.endDate(Lazy.string({ produce: () => '' }))._outlasts(Validity.absolute(1))).toBe(false);
    expect(Validity.absolute(1)._outlasts(Validity.endDate(Lazy.string({ produce: () => '' })))).toBe(false);
  });

  test.each<[Count, boolean]>([
    [['days', 7], false], [['days', 8], true], [['months', 1], true], [['years', 1], true], [['days', late], false],
    [['absolute', 2114380799], false],
  ])('%j over seven days: %s', (validity, exceeds) => {
    expect(validityOf(validity)._exceedsDays(7)).toBe(exceeds);
  });

  test.each<[Count, boolean]>([
    [['days', 31], true], [['days', 32], false], [['months', 1], true], [['months', 2], false], [['years', 1], false], [['days', late], false],
    [['absolute', 1], false], [['endDate', '20361231235959'], false],
  ])('%j is known to be within 31 days: %s', (validity, isWithin) => {
    expect(validityOf(validity)._isWithinDays(31)).toBe(isWithin);
  });

  test.each<[Count, boolean]>([
    [['days', 1], true], [['months', 1], true], [['years', 1], true], [['absolute', 1], false], [['endDate', '20361231235959'], false],
  ])('%j is counted from the start of the certificate validity: %s', (validity, isRelative) => {
    expect(validityOf(validity)._isRelative).toBe(isRelative);
  });

  test.each<[Count, Count | undefined]>([
    [['years', 20], ['years', 10]],
    [['years', 5], ['months', 30]],
    [['years', 1], ['months', 6]],
    [['months', 48], ['years', 2]],
    [['months', 25], ['years', 1]],
    [['months', 7], ['months', 3]],
    [['months', 2], ['months', 1]],
    // Half of a month is half of its shortest length.
    [['months', 1], ['days', 14]],
    [['days', 91], ['days', 45]],
    [['days', 1], ['days', 1]],
    [['absolute', 2114380799], ['absolute', 2114294399]],
    [['endDate', '20361231235959'], ['absolute', 2114294399]],
    [['years', late], undefined],
    [['absolute', late], undefined],
  ])('the default validity below %j is %j', (validity, below) => {
    expect(validityOf(validity)._belowIt()).toEqual(below && validityOf(below));
  });

  test('has no default below an end that is known only at synthesis', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'End', { type: 'Number' });

    expect(Validity.absolute(parameter.valueAsNumber)._belowIt()).toBeUndefined();
    expect(Validity.endDate(parameter.valueAsString)._belowIt()).toBeUndefined();
  });

  test('has a readable description', () => {
    expect(String(Validity.years(3))).toBe('3 years');
    expect(String(Validity.endDate('20361231235959'))).toBe('20361231235959 end date');
    expect(String(Validity.years(late))).toBe('YEARS');
  });
});
