import { availableParallelism } from 'os';
import { delimiter, join } from 'path';
import { runJobs, summaryOf } from './job-runner';
import { writeResult } from './results';
import { inTemporaryFolder } from './temporary-folder';
import { Job, TEST_JOBS, VERIFY_JOBS } from '../projenrc/jobs';

/* `npm test` and `npm run verify`: runs the jobs of the table that is named, and fails if one of them fails. */

const ROOT = join(__dirname, '..');
const TABLES: Record<string, readonly Job[]> = { test: TEST_JOBS, verify: VERIFY_JOBS };

async function main([table, ...args]: string[]): Promise<void> {
  process.chdir(ROOT);
  const env = { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}` };
  const results = await inTemporaryFolder((TMPDIR) => runJobs(TABLES[table], {
    concurrency: availableParallelism() + 1, // some jobs wait for downloads
    env: { ...env, TMPDIR },
    arguments: args,
    write: (text) => process.stdout.write(text),
  }));
  process.stdout.write(`\n${summaryOf(results)}`);
  if (table === 'test') { results.forEach(({ name, seconds, outcome }) => writeResult(`test-${name}`, outcome, seconds)); }
  process.exitCode = results.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
}

if (require.main === module) { void main(process.argv.slice(2)); }
