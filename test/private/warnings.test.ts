import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { WARNINGS } from '../../src/private/warnings';

const SRC = join(__dirname, '../../src');

/** The IDs of the warnings in the source code: after the prefix, or as the argument of a function that adds it. */
function idsIn(code: string): string[] {
  return [...code.matchAll(/cdk-private-ca:(\w+)|'(\w+(?:NotAdded|NeedsShare))'|warnOfChange\(scope, '(\w+)'/g)]
    .map(([, complete, argument, change]) => complete ?? argument ?? change);
}

const ids = (readdirSync(SRC, { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts') && !name.endsWith('warnings.ts'))
  .flatMap((name) => idsIn(readFileSync(join(SRC, name), 'utf8')));

test('the table lists each warning of the source code, and no other', () => {
  expect([...new Set(ids)].sort()).toEqual(Object.keys(WARNINGS).sort());
});

test('each warning of the source code is added with an ID', () => {
  const calls = (readdirSync(SRC, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'))
    .flatMap((name) => readFileSync(join(SRC, name), 'utf8').match(/\.addWarning\w*\([^,]*/g) ?? []);

  expect(calls.length).toBeGreaterThan(8);
  expect(calls.filter((call) => !/addWarningV2\(['`]cdk-private-ca:/.test(call))).toEqual([]);
});

test('IDs are found in both forms', () => {
  expect(idsIn('addWarningV2(\'cdk-private-ca:one\', …); warnUnlessAdded(scope, \'twoNotAdded\', …); warnOfChange(scope, \'three\', …)'))
    .toEqual(['one', 'twoNotAdded', 'three']);
});
