import { spawn, ChildProcess } from 'child_process';
import { Job } from '../projenrc/jobs';

/* Runs jobs side by side, each as soon as the jobs that it needs have succeeded. */

export type Outcome = 'passed' | 'failed' | 'not run';

export interface JobResult {
  readonly name: string;
  readonly outcome: Outcome;
  readonly seconds: number;
  /** The exit code or signal of a failed job, or the job for which another job did not run. */
  readonly reason?: string;
}

export interface RunOptions {
  /** The number of jobs that run at the same time. */
  readonly concurrency: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Arguments for the jobs that take arguments. */
  readonly arguments?: readonly string[];
  readonly write: (text: string) => void;
}

interface Running { readonly job: Job; readonly child: ChildProcess; readonly since: number; output: string }

/**
 * Runs the jobs and returns the results in the order of the table.
 *
 * The output of a job is printed in one piece when the job ends. When only one job is left, its output is printed as
 * it comes. A failed job does not stop the jobs that do not need it.
 */
export async function runJobs(jobs: readonly Job[], options: RunOptions): Promise<JobResult[]> {
  checkNeeds(jobs);
  const results = new Map<string, JobResult>();
  const running = new Map<string, Running>();
  const stop = stopOnSignals(running);
  let live: string | undefined;

  return new Promise((resolve) => {
    const next = () => {
      startAll();
      if (results.size === jobs.length) {
        stop();
        resolve(jobs.map(({ name }) => results.get(name)!));
      } else if (running.size === 1 && results.size === jobs.length - 1) {
        goLive([...running.values()][0]);
      }
    };
    const startAll = () => {
      // In the order of the table, so that a job is looked at after those that it needs.
      for (const job of jobs.filter(({ name }) => !results.has(name) && !running.has(name))) {
        const missing = (job.needs ?? []).filter((name) => results.get(name)?.outcome !== 'passed');
        const broken = missing.find((name) => results.has(name));
        if (broken) {
          results.set(job.name, { name: job.name, outcome: 'not run', seconds: 0, reason: `needs ${broken}` });
        } else if (missing.length === 0 && running.size < options.concurrency) {
          start(job);
        }
      }
    };
    const start = (job: Job) => {
      const [command, args] = job.takesArguments ? [`${job.command} "$@"`, options.arguments ?? []] : [job.command, []];
      const child = spawn('bash', ['-c', command, job.name, ...args], {
        env: { ...options.env ?? process.env, ...job.env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true, // a group of its own, so that a signal also ends what the job started
      });
      const entry: Running = { job, child, since: Date.now(), output: '' };
      running.set(job.name, entry);
      options.write(`${job.name}: started\n`);
      const onOutput = (data: string) => {
        if (live === job.name) { options.write(data); } else { entry.output += data; }
      };
      child.stdout!.setEncoding('utf8').on('data', onOutput);
      child.stderr!.setEncoding('utf8').on('data', onOutput);
      child.on('error', ({ message }) => onOutput(`${message}\n`));
      child.on('close', (code, signal) => end(entry, code, signal));
    };
    const goLive = (entry: Running) => {
      if (live) { return; }
      live = entry.job.name;
      options.write(`== ${live}\n${entry.output}`);
    };
    const end = ({ job, since, output }: Running, code: number | null, signal: NodeJS.Signals | null) => {
      const seconds = (Date.now() - since) / 1000;
      const outcome = code === 0 ? 'passed' : 'failed';
      running.delete(job.name);
      results.set(job.name, { name: job.name, outcome, seconds, reason: code === 0 ? undefined : signal ?? `exit code ${code}` });
      if (live !== job.name) { options.write(`== ${job.name}\n${output}`); }
      options.write(`== ${job.name}: ${outcome}, ${seconds.toFixed(1)} s\n`);
      next();
    };
    next();
  });
}

/** The summary of a run. Its last line has the numbers. */
export function summaryOf(results: readonly JobResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map(({ name, outcome, seconds, reason }) =>
    [name.padEnd(width), outcome.padEnd(7), `${seconds.toFixed(1)} s`.padStart(8), reason ?? ''].join('  ').trimEnd());
  const passed = results.filter(({ outcome }) => outcome === 'passed').length;
  return ['== summary', ...lines, `${passed} passed, ${results.length - passed} failed`, ''].join('\n');
}

function checkNeeds(jobs: readonly Job[]): void {
  jobs.forEach(({ name, needs = [] }, index) => {
    const unknown = needs.filter((need) => !jobs.slice(0, index).some((job) => job.name === need));
    if (unknown.length > 0) { throw new Error(`job ${name} needs ${unknown.join(', ')}, which must be above it in the table`); }
  });
}

function stopOnSignals(running: ReadonlyMap<string, Running>): () => void {
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const onSignal = (signal: NodeJS.Signals) => {
    for (const { child } of running.values()) {
      if (child.pid) { process.kill(-child.pid, signal); }
    }
    process.exit(1);
  };
  signals.forEach((signal) => process.on(signal, onSignal));
  return () => signals.forEach((signal) => process.off(signal, onSignal));
}
