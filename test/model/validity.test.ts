import { Lazy, Token } from 'aws-cdk-lib';
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

test.each([0, -1, 1.5, NaN, Infinity, 2 ** 53])('a period of %d is refused', (count) => {
  const shown = Number.isFinite(count) ? count : `"${count}"`;
  for (const validityOf of [Validity.years, Validity.months, Validity.days, Validity.absolute]) {
    const error = errorOf('ValidityPeriod', () => render(validityOf(count)));

    expect(error.message).toContain(`validity is not a positive whole number: got ${shown};`);
  }
});

test.each(['2036-12-31', '2036-12-31T23:59:59Z', '20361231', '20361231235959Z', '', 'tomorrow', '2036123123595'])(
  'the end date %p is in no form that AWS Private CA reads', (endDate) => {
    const error = errorOf('ValidityEndDate', () => render(Validity.endDate(endDate)));

    expect(error.message).toContain('allowed: YYYYMMDDHHMMSS (GeneralizedTime) or YYMMDDHHMMSS (UTCTime), in UTC');
  });

test.each(['20360230000000', '20361301000000', '20360100000000', '20360101240000', '20360101006000', '20360101000060', '370229000000'])(
  'the end date %p is not in the calendar', (endDate) => {
    const error = errorOf('ValidityEndDate', () => render(Validity.endDate(endDate)));

    expect(error.message).toContain('the calendar does not have');
  });

test('tokens pass, and an end date that is a token does not become NaN', () => {
  const stack = newStack();
  const number = Lazy.number({ produce: () => 0 });
  const text = Lazy.string({ produce: () => 'late' });

  expect(Validity.years(number)._render(stack).value).toBe(number);
  const { value } = Validity.endDate(text)._render(stack);
  expect(Token.isUnresolved(value)).toBe(true);
  expect(stack.resolve(value)).toBe('late');
});
