import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { fingerprintOf } from '../../build-tools/fingerprint';
import { runJobs, summaryOf } from '../../build-tools/job-runner';
import { Job, TEST_JOBS, VERIFY_JOBS } from '../../projenrc/jobs';

async function run(jobs: Job[], concurrency = 2, args: string[] = []) {
  const written: string[] = [];
  const results = await runJobs(jobs, { concurrency, arguments: args, write: (text) => written.push(text) });
  return { text: written.join(''), outcomes: Object.fromEntries(results.map(({ name, outcome }) => [name, outcome])), results };
}

describe('the job runner', () => {
  test('runs every job that does not need a failed one, and counts the others as failed', async () => {
    const { outcomes, results } = await run([
      { name: 'good', command: 'true' },
      { name: 'bad', command: 'exit 3' },
      { name: 'after-bad', command: 'true', needs: ['good', 'bad'] },
      { name: 'after-after-bad', command: 'true', needs: ['after-bad'] },
      { name: 'last', command: 'true', needs: ['good'] },
    ]);

    expect(outcomes).toEqual({ 'good': 'passed', 'bad': 'failed', 'after-bad': 'not run', 'after-after-bad': 'not run', 'last': 'passed' });
    expect(results.map(({ reason }) => reason)).toEqual([undefined, 'exit code 3', 'needs bad', 'needs after-bad', undefined]);
    expect(summaryOf(results).trimEnd().split('\n').at(-1)).toBe('2 passed, 3 failed');
  });

  test('ends when the job that is left needs a failed one', async () => {
    const { outcomes } = await run([{ name: 'bad', command: 'false' }, { name: 'after', command: 'true', needs: ['bad'] }]);

    expect(outcomes).toEqual({ bad: 'failed', after: 'not run' });
  });

  test('counts a job that a signal ends, and a command that does not exist, as failed', async () => {
    const { results } = await run([{ name: 'killed', command: 'kill -9 $$' }, { name: 'unknown', command: 'no-such-command' }]);

    expect(results.map(({ outcome, reason }) => `${outcome}: ${reason}`)).toEqual(['failed: SIGKILL', 'failed: exit code 127']);
  });

  test('prints the output of each job in one piece, both streams, also of jobs at the same time', async () => {
    const talk = (name: string): Job => ({ name, command: `for i in 1 2 3; do echo ${name}$i; echo ${name}$i >&2; sleep 0.05; done` });
    const { text } = await run([talk('a'), talk('b')]);

    const lines = text.split('\n');
    for (const name of ['a', 'b']) {
      const piece = lines.slice(lines.indexOf(`== ${name}`) + 1, lines.findIndex((line) => line.startsWith(`== ${name}: passed, `)));
      expect(piece.sort()).toEqual([1, 1, 2, 2, 3, 3].map((number) => `${name}${number}`));
    }
  });

  test('starts no more jobs than it must at the same time, and gives arguments and environment to the jobs that take them', async () => {
    const { text } = await run([
      { name: 'a', command: 'printf "got %s\\n"', takesArguments: true },
      { name: 'b', command: 'echo "$X|$*|"', env: { X: 'x' } },
    ], 1, ['one file', 'two']);

    expect(text).toContain('got one file\ngot two\n');
    expect(text).toContain('== b\nx||\n== b: passed');
    expect(text.indexOf('b: started')).toBeGreaterThan(text.indexOf('== a: passed'));
  });

  test('refuses a job that needs one that is not above it', async () => {
    await expect(run([{ name: 'a', command: 'true', needs: ['b'] }, { name: 'b', command: 'true' }])).rejects.toThrow('job a needs b');
  });
});

describe('the tables of jobs', () => {
  test.each(Object.entries({ TEST_JOBS, VERIFY_JOBS }))('%s has unique names, and each job is below those that it needs', (_name, jobs) => {
    const names = jobs.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    const early = jobs.flatMap(({ needs = [] }, index) => needs.filter((name) => names.indexOf(name) >= index));
    expect(early).toEqual([]);
    expect(jobs.flatMap(({ needs = [] }) => needs.filter((name) => !names.includes(name)))).toEqual([]);
  });

  test('every section of verification is a function of verify/run.sh, which refuses other names', () => {
    const script = join(__dirname, '../../verify/run.sh');
    const sections = VERIFY_JOBS.flatMap(({ command }) => /^bash verify\/run\.sh (.+)$/.exec(command)?.[1] ?? []);

    expect(sections.length).toBeGreaterThan(10);
    expect(sections.filter((name) => !new RegExp(`^${name}\\(\\) \\{`, 'm').test(readFileSync(script, 'utf8')))).toEqual([]);
    const { status, stderr } = spawnSync('bash', [script, 'no-such-section'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('usage: bash verify/run.sh SECTION')]);
  });
});

test('a fingerprint changes with the name, the content, and the existence of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fingerprint-'));
  try {
    const print = () => fingerprintOf(folder, ['src', 'missing']);
    const prints = [print()];
    for (const [name, text] of [['src-not', 'x'], ['src', 'x'], ['src', 'y'], ['missing', '']]) {
      writeFileSync(join(folder, name), text);
      prints.push(print());
    }

    expect(prints[1]).toBe(prints[0]);
    expect(new Set(prints.slice(1)).size).toBe(4);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
