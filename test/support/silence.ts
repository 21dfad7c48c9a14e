import { format } from 'util';

/*
 * A test fails if it prints a warning or an error. Under some feature flags, CDK prints the warnings of an app at
 * synthesis. It also prints a warning when code uses a deprecated member.
 */

const printed: string[] = [];

for (const level of ['error', 'warn'] as const) {
  // eslint-disable-next-line no-console
  console[level] = (...args: unknown[]) => { printed.push(`console.${level}: ${format(...args)}`); };
}

afterEach(() => {
  const found = printed.splice(0);
  if (found.length > 0) { throw new Error(`the test must print no warning and no error; got ${found.join('\n')}`); }
});
