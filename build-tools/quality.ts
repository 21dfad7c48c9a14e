import { execFileSync } from 'child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { join, relative } from 'path';
import { LiveResult } from './live-integ';
import { CLAIMS } from './quality-claims';
import { Benchmark, Coverage, QualityResults, renderQuality, Scores, sectionNames } from './quality-page';
import { MissingResult, RESULTS, resultOf, ROOT, Run, sectionResult, TestResult } from './results';

/*
 * `npm run quality -- --commit HEAD --date 2026-11-26` writes docs/quality.md from the results of the last run of
 * `npm test` and `npm run verify`. It fails if a result is missing, or is of another commit. With
 * `--allow-missing`, such a result is `not measured`.
 */

const SCORES = ['verify/mutation-scores.json', 'reports/mutation/scores.json'];
const BENCHMARK = 'bench/results.json';
const LCOV = 'coverage/lcov.info';

/** The arguments of the program. */
export interface QualityOptions { readonly commit: string; readonly date: string; readonly allowMissing: boolean }

export function optionsOf(args: readonly string[]): QualityOptions {
  const valueOf = (name: string) => {
    const index = args.indexOf(name);
    if (index < 0 || args[index + 1] === undefined) { throw new Error(`${name} is missing: ${USAGE}`); }
    return args[index + 1];
  };
  const [commit, date] = [valueOf('--commit'), valueOf('--date')];
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) { throw new Error(`--date must be like 2026-11-26; got ${date}`); }
  const known = ['--commit', commit, '--date', date, '--allow-missing'];
  const unknown = args.filter((argument) => !known.includes(argument));
  if (unknown.length > 0) { throw new Error(`${unknown.join(', ')} is unknown: ${USAGE}`); }
  return { commit, date, allowMissing: args.includes('--allow-missing') };
}

const USAGE = 'npm run quality -- --commit HEAD --date 2026-11-26 [--allow-missing]';

/** The results of a commit, and what is missing. */
export function collect(commit: string, date: string, root = ROOT): { results: QualityResults; missing: string[] } {
  const missing: string[] = [];
  const folder = join(root, RESULTS);
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof MissingResult)) { throw error; }
      missing.push(error.message);
      return undefined;
    }
  };
  const current = <T extends Run>(run: T): T => {
    if (run.commit !== commit) {
      throw new MissingResult(`the result of ${run.section} is of commit ${run.commit.slice(0, 12)}: run it again, or use --commit`);
    }
    if (run.changed) { throw new MissingResult(`the result of ${run.section} is of changes that are not committed: run it again`); }
    return run;
  };
  const named = <T>(names: readonly string[], read: (name: string) => T) => new Map(names.flatMap((name) => {
    const result = attempt(() => read(name));
    return result === undefined ? [] : [[name, result] as const];
  }));
  const tests = attempt(() => current(resultOf<TestResult>('jest', 'npm test', folder)));
  const results: QualityResults = {
    commit,
    date,
    sections: named(sectionNames(), (name) => current(sectionResult(name, folder))),
    jobs: named([...new Set(CLAIMS.flatMap(({ jobs }) => jobs ?? []))].sort(),
      (name) => current(resultOf<Run>(`test-${name}`, 'npm test', folder))),
    tests,
    coverage: attempt(() => coverageOf(join(root, LCOV), current(sectionResult('floor-tests', folder)))),
    mutation: attempt(() => jsonOf<Scores>(SCORES.map((path) => join(root, path)), 'npm run mutation')),
    benchmark: attempt(() => benchmarkOf(jsonOf<Record<string, unknown>>([join(root, BENCHMARK)], 'the benchmark (bench/README.md)'))),
    live: liveResults(join(root, 'integ/results')),
  };
  return { results, missing };
}

/** The coverage that the section floor-tests measures. A report from before or after that run does not count. */
export function coverageOf(path: string, { date, seconds }: Run): Coverage {
  const how = 'run bash verify/run.sh floor-tests';
  if (!existsSync(path)) { throw new MissingResult(`the coverage was not measured: ${how}`); }
  const [end, written] = [new Date(date).getTime(), statSync(path).mtime.getTime()];
  if (written < end - seconds * 1000 - 1000 || written > end + 1000) {
    throw new MissingResult(`the coverage is not that of the last run: ${how}`);
  }
  const report = readFileSync(path, 'utf8');
  const total = (key: string) => [...report.matchAll(new RegExp(`^${key}:(\\d+)$`, 'gm'))].reduce((sum, [, count]) => sum + Number(count), 0);
  const percent = (hit: string, found: string) => 100 * total(hit) / total(found);
  return { lines: percent('LH', 'LF'), branches: percent('BRH', 'BRF'), functions: percent('FNH', 'FNF') };
}

interface Fleet {
  readonly count: number;
  readonly rounds: number;
  readonly validates: boolean;
  readonly ratios: Readonly<Record<string, Readonly<Record<'cpu' | 'construct' | 'synth' | 'memory', number>>>>;
}

/** The table of the benchmark: the ratios of the library to each fleet by hand. */
export function benchmarkOf(content: Readonly<Record<string, unknown>>): Benchmark {
  const { date, command, fleets = [] } = content as { date?: string; command?: string; fleets?: readonly Fleet[] };
  const pairs = fleets.flatMap((fleet) =>
    Object.entries(fleet.ratios).map(([other, ratio]) => ({ ...fleet, other, ratio })));
  const table = pairs.map(({ count, rounds, validates, other, ratio }) => ({
    'CAs': count,
    'Validation': validates ? 'on' : 'off',
    'Rounds': rounds,
    'Compared with': `\`${other}\``,
    'CPU': ratio.cpu.toFixed(2),
    'Construct': ratio.construct.toFixed(2),
    'Synth': ratio.synth.toFixed(2),
    'Memory': ratio.memory.toFixed(2),
  }));
  if (!date || !command || table.length === 0) {
    throw new MissingResult(`${BENCHMARK} must have a date, a command, and fleets`);
  }
  return { date, command, table };
}

function jsonOf<T>(paths: readonly string[], how: string): T {
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new MissingResult(`there is no ${paths.map((each) => relative(ROOT, each)).join(' or ')}: run ${how}`);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

function liveResults(folder: string): LiveResult[] {
  if (!existsSync(folder)) { return []; }
  return readdirSync(folder).filter((name) => name.endsWith('.json')).sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as LiveResult);
}

function main(args: readonly string[]): void {
  const { commit: name, date, allowMissing } = optionsOf(args);
  const commit = execFileSync('git', ['rev-parse', '--verify', `${name}^{commit}`], { cwd: ROOT, encoding: 'utf8' }).trim();
  const { results, missing } = collect(commit, date);
  if (missing.length > 0) {
    const text = [`${missing.length} results are missing:`, ...missing.map((each) => `- ${each}`)].join('\n');
    if (!allowMissing) {
      process.stderr.write(`${text}\nWith --allow-missing, the page says that they were not measured.\n`);
      process.exitCode = 1;
      return;
    }
    process.stdout.write(`${text}\n`);
  }
  writeFileSync(join(ROOT, 'docs/quality.md'), renderQuality(results));
}

if (require.main === module) { main(process.argv.slice(2)); }
