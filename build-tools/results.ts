import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Outcome } from './job-runner';
import { MEASURES } from './section-measures';

/*
 * The results of the last runs, in `.verify/results/`. Each section of `verify/run.sh` that succeeds leaves `NAME.json`
 * and its output in `NAME.log`. A complete run of jest leaves `jest.json` (build-tools/jest-results.cjs), and the other
 * jobs of `npm test` leave `test-NAME.json`. What fails leaves nothing.
 */

export const ROOT = join(__dirname, '..');
export const RESULTS = '.verify/results';

/** What each result contains. */
export interface Run {
  readonly section: string;
  readonly seconds: number;
  /** The end of the run in ISO 8601. */
  readonly date: string;
  readonly commit: string;
  /** Whether the working tree had changes that were not committed. */
  readonly changed: boolean;
}

/** The result of a section of `npm run verify`. */
export interface SectionResult extends Run {
  readonly engine: string;
  readonly unit: string;
  readonly cases: number;
  /** The negative controls: what the engine must reject, and has rejected. */
  readonly controls: number;
}

/** The result of a complete run of jest. */
export interface TestResult extends Run {
  readonly tests: number;
  readonly skipped: number;
  readonly suites: number;
  /** The number of tests of each file. */
  readonly files: Readonly<Record<string, number>>;
}

/** A result that is missing, with the command that makes it. */
export class MissingResult extends Error {}

/** Counts what a section checked, from its output. */
export function measured(run: Run, log: string): SectionResult {
  const measure = MEASURES[run.section];
  if (measure === undefined) { throw new MissingResult(`build-tools/section-measures.ts does not know ${run.section}`); }
  const { engine, unit } = measure;
  const text = log.replace(/\u001B\[[0-9;]*m/g, '');
  const cases = measure.cases(text);
  const controls = measure.controls(text);
  if (cases === undefined || controls === undefined) {
    const what = cases === undefined ? 'cases' : 'controls';
    throw new MissingResult(`the output of ${run.section} has no number of ${what}: correct build-tools/section-measures.ts`);
  }
  return { ...run, engine, unit, cases, controls };
}

export function sectionResult(section: string, folder = join(ROOT, RESULTS)): SectionResult {
  const how = `bash verify/run.sh ${section}`;
  return measured(resultOf<Run>(section, how, folder), readFileSync(join(folder, `${section}.log`), 'utf8'));
}

/** The content of a result, or an error that names the command to run. */
export function resultOf<T extends Run>(name: string, how: string, folder = join(ROOT, RESULTS)): T {
  const path = join(folder, `${name}.json`);
  if (!existsSync(path)) { throw new MissingResult(`${name} has no result: run ${how}`); }
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** Writes the result of a job that is no section of `verify/run.sh`, or removes it. */
export function writeResult(name: string, outcome: Outcome, seconds: number, folder = join(ROOT, RESULTS)): void {
  const path = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(path, { force: true });
  if (outcome !== 'passed') { return; }
  const run: Run = { section: name, seconds: Math.round(seconds), date: new Date().toISOString(), ...workingTree() };
  writeFileSync(path, `${JSON.stringify(run)}\n`);
}

export function workingTree(): { commit: string; changed: boolean } {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  return { commit: git('rev-parse', 'HEAD'), changed: git('status', '--porcelain', '--untracked-files=no') !== '' };
}
