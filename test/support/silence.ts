import { format } from 'util';

/*
 * A test fails if it prints a warning or an error. Under some feature flags, CDK prints the warnings of an app at
 * synthesis. It also prints a warning when code uses a deprecated member.
 */

const printed: string[] = [];

const recorder = (level: string) => (...args: unknown[]) => { printed.push(`console.${level}: ${format(...args)}`); };
Object.assign(console, { error: recorder('error'), warn: recorder('warn') });

afterEach(() => {
  const found = printed.splice(0);
  if (found.length > 0) { throw new Error(`the test must print no warning and no error; got ${found.join('\n')}`); }
});
