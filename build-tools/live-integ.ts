import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { APPS_TO_PREPARE, INTEG_RUNNER, PATCH_INTEG_RUNNER } from '../projenrc/jobs';

/*
 * `npm run integ:live`: deploys, asserts, and destroys one integration app, or all that need no preparation, and
 * writes `integ/results/APP.json` for each. The workflow `integ` runs it.
 *
 * Environment: INTEG_APP (the name of an app, or `all`), GITHUB_SHA, AWS credentials.
 */

const ROOT = join(__dirname, '..');
const RESULTS = join(ROOT, 'integ/results');
/** Longer than the longest wait of an assertion, which is 90 minutes. */
const TIME_LIMIT_MINUTES = 110;

/** The result of a live deployment. */
export interface LiveResult {
  readonly app: string;
  readonly result: 'passed' | 'failed';
  /** The commit of the library, or `unknown`. */
  readonly commit: string;
  /** The start in ISO 8601. */
  readonly started: string;
  readonly seconds: number;
}

/** Returns the names of all integration apps. */
export function integrationApps(): string[] {
  return readdirSync(join(ROOT, 'integ')).flatMap((name) => /^integ\.(.+)\.ts$/.exec(name)?.[1] ?? []).sort();
}

/** Returns the apps that a choice stands for. `all` does not include the apps that need preparation. */
export function chosenApps(choice: string | undefined): string[] {
  const apps = integrationApps();
  if (choice === 'all') { return apps.filter((app) => !APPS_TO_PREPARE.includes(app)); }
  if (choice === undefined || !apps.includes(choice)) {
    throw new Error(`INTEG_APP must be all or one of ${apps.join(', ')}; got ${choice ?? 'nothing'}`);
  }
  return [choice];
}

/** Runs an app, and returns its result. The runner destroys the stacks also if an assertion fails. */
export function runLive(app: string, run: (command: string) => number | null, now = () => new Date()): LiveResult {
  const started = now();
  const status = run(`${INTEG_RUNNER} --force --update-on-failed --max-workers 1 integ.${app}.ts`);
  return {
    app,
    result: status === 0 ? 'passed' : 'failed',
    commit: process.env.GITHUB_SHA ?? 'unknown',
    started: started.toISOString(),
    seconds: Math.round((now().getTime() - started.getTime()) / 1000),
  };
}

if (require.main === module) {
  const run = (command: string) =>
    spawnSync(command, { cwd: ROOT, shell: true, stdio: 'inherit', timeout: TIME_LIMIT_MINUTES * 60_000 }).status;
  mkdirSync(RESULTS, { recursive: true });
  if (run(PATCH_INTEG_RUNNER) !== 0) { throw new Error('integ-runner can\'t be patched'); }
  const results = chosenApps(process.env.INTEG_APP).map((app) => {
    const result = runLive(app, run);
    writeFileSync(join(RESULTS, `${app}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
    return result;
  });
  process.exitCode = results.every(({ result }) => result === 'passed') ? 0 : 1;
}
