import { CfnParameter, Lazy, Token } from 'aws-cdk-lib';
import { Validity } from '../../src/model/validity';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

const render = (validity: Validity) => validity._render(newStack());

test.each([
  [Validity.years(10), { type: 'YEARS', value: 10 }],
  [Validity.months(18), { type: 'MONTHS', value: 18 }],
  [Validity.days(1), { type: 'DAYS', value: 1 }],
  [Validity.absolute(2114380799), { type: 'ABSOLUTE', value: 2114380799 }],
  [Validity.endDate('20361231235959'), { type: 'END_DATE', value: 20361231235959 }],
  [Validity.endDate('361231235959'), { type: 'END_DATE', value: 361231235959 }],
  [Validity.endDate('20360229000000'), { type: 'END_DATE', value: 20360229000000 }],
])('renders %o', (validity, expected) => {
  expect(render(validity)).toEqual(expected);
});

test.each([0, -1, 1.5, NaN, Infinity, 2 ** 53])('a period of %d is an error', (count) => {
  const shown = Number.isFinite(count) ? count : `"${count}"`;
  for (const validityOf of [Validity.years, Validity.months, Validity.days, Validity.absolute]) {
    const error = errorOf('ValidityPeriod', () => render(validityOf(count)));

    expect(error.message).toContain(`validity must be a whole number from 1 to 9007199254740991; got ${shown}.`);
  }
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

    expect(error.message).toContain('must be YYYYMMDDHHMMSS (GeneralizedTime), or YYMMDDHHMMSS (UTCTime) for the years 2010 to 2049, in UTC');
  });

test.each(['20360230000000', '20361301000000', '20360100000000', '20360101240000', '20360101006000', '20360101000060', '370229000000'])(
  'the end date %p does not exist', (endDate) => {
    const error = errorOf('ValidityEndDate', () => render(Validity.endDate(endDate)));

    expect(error.message).toContain('validity must end at a date and time that exist; got ');
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
      .toContain('validityNotBefore must be absolute; got ');
  }
});

describe('a validity against its parent\'s', () => {
  const late = Lazy.number({ produce: () => 99 });

  test.each<[Validity, Validity, boolean]>([
    [Validity.years(10), Validity.years(10), true],
    [Validity.years(9), Validity.years(10), false],
    [Validity.months(120), Validity.years(10), true],
    [Validity.months(119), Validity.years(10), false],
    [Validity.days(10), Validity.days(10), true],
    [Validity.days(9), Validity.days(10), false],
    [Validity.days(366), Validity.years(1), true],
    [Validity.days(365), Validity.years(1), false],
    [Validity.years(2), Validity.days(700), true],
    [Validity.months(1), Validity.days(28), true],
    [Validity.months(1), Validity.days(29), false],
    [Validity.endDate('20361231235959'), Validity.endDate('20361231235959'), true],
    [Validity.endDate('20361231235958'), Validity.endDate('20361231235959'), false],
    [Validity.endDate('361231235959'), Validity.endDate('20361231235959'), true],
    [Validity.absolute(2114380799), Validity.endDate('20361231235959'), true],
    [Validity.absolute(2114380798), Validity.endDate('20361231235959'), false],
    // The answer depends on the time of issuance.
    [Validity.years(100), Validity.endDate('20361231235959'), false],
    [Validity.endDate('20991231235959'), Validity.years(1), false],
    [Validity.years(late), Validity.years(1), false],
    [Validity.days(late), Validity.years(1), false],
    [Validity.absolute(late), Validity.absolute(1), false],
    [Validity.endDate(Lazy.string({ produce: () => '' })), Validity.absolute(1), false],
  ])('%s after %s: %s', (own, parents, outlasts) => {
    expect(own._outlasts(parents)).toBe(outlasts);
  });

  test.each<[Validity, boolean]>([
    [Validity.days(7), false], [Validity.days(8), true], [Validity.months(1), true], [Validity.years(1), true],
    [Validity.days(late), false], [Validity.absolute(2114380799), false],
  ])('%s over seven days: %s', (validity, exceeds) => {
    expect(validity._exceedsDays(7)).toBe(exceeds);
  });

  test('has a readable description', () => {
    expect(String(Validity.years(3))).toBe('3 years');
    expect(String(Validity.endDate('20361231235959'))).toBe('20361231235959 end date');
    expect(String(Validity.years(late))).toBe('YEARS');
  });
});
