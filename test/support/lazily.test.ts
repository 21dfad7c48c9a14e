import { lazily } from './lazily';

const inScope = (scope: string | undefined) => Object.assign(globalThis, { scopeOfLazyValues: scope && (() => scope) });

afterEach(() => { inScope(undefined); });

test('a value is built once', () => {
  let count = 0;
  const value = lazily(() => ++count);

  expect([value(), value()]).toEqual([1, 1]);
});

test('a value is built again for each mutant', () => {
  let count = 0;
  const value = lazily(() => ++count);

  const values = ['1', '1', '2', '2'].map((scope) => { inScope(scope); return value(); });
  expect(values).toEqual([1, 1, 2, 2]);
});
