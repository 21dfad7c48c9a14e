import { Lazy } from 'aws-cdk-lib';
import { Validity } from '../../src/model/validity';
import { counted } from '../../src/private/counted';
import { newStack } from '../support/stacks';

test.each<[number, string]>([[0, '0 days'], [1, '1 day'], [1.5, '1.5 days'], [2, '2 days'], [-1, '-1 days']])('%p is %s', (count, text) => {
  expect(counted(count, 'day')).toBe(text);
});

test('a token is plural, and stays a token', () => {
  expect(newStack().resolve(counted(Lazy.number({ produce: () => 1 }), 'day'))).toBe('1 days');
});

test.each<[Validity, string]>([
  [Validity.years(1), '1 year'], [Validity.months(1), '1 month'], [Validity.days(1), '1 day'], [Validity.years(10), '10 years'],
  [Validity.absolute(2_000_000_000), '2000000000 absolute'], [Validity.endDate('20361231235959'), '20361231235959 end date'],
])('%p is described as %s', (validity, text) => {
  expect(String(validity)).toBe(text);
});
