import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import {
  compare, Explanation, explanationsOf, isSlow, isSurvivor, keyOf, lowestScoreOf, Mutant, rangesOf, renderPage, Report,
  resultOf, RoomResult, RoomScore, Scores, Survivor, withoutSurvivors, withSecondRun,
} from './mutation-report';
import { inTemporaryFolder } from './temporary-folder';

/*
 * `npm run mutation -- src/audit` changes the code of a room piece by piece (Stryker) and runs the tests of the room
 * that reach the change. Without arguments, it does so for every room. `src/audit/audit-loop.ts:10-40` is a part of a
 * room, whose result isn't recorded. Mutants of code that runs only when its module loads are left out, because the
 * tests run in one process that loads each module once.
 */

const ROOT = join(__dirname, '..');
const REPORTS = join('reports', 'mutation');
const EXPLANATIONS = join('verify', 'mutation-survivors.json');
const SCORES = join('verify', 'mutation-scores.json');
const PAGE = join('verify', 'mutation-survivors.md');

/** The rooms whose tests also test `src/private`. They run only for what its own tests do not detect. */
const USERS_OF_PRIVATE = [
  'access', 'alerting', 'audit', 'authority', 'events', 'external', 'notification', 'revocation', 'trail',
];

/**
 * Tests that don't run: tests of many CAs take seconds each and reach everything, and another test detects what they
 * detect. Tests that read the text of the sources would read that of all mutants.
 */
const LEFT_OUT: readonly string[] = ['test/audit/audit-loop-scale.test.ts', 'test/private/warnings.test.ts'];

/**
 * The time that tests can take beyond their usual time, in milliseconds. A test that exceeds it is tried again with
 * more time and without other tests at the same time, because a busy machine isn't an endless loop.
 */
const TIME_LIMIT = 60_000;
const SECOND_TIME_LIMIT = 180_000;

/**
 * The time for the tests of other rooms, in seconds for each mutant. They are thousands, and the survivors would need
 * hours. The shortest tests go first, and before them those that detected one of the latest mutants. A mutant that is
 * not detected in this time counts as a survivor.
 */
const SECONDS_OF_OTHER_TESTS = '10';

/** Continue the last run; leave out the tests of other rooms and the comparisons with recordings. */
interface Options { readonly again: boolean; readonly own: boolean }

interface Target { readonly room: string; readonly mutate: string; readonly whole: boolean }

function targetOf(argument: string, rooms: readonly string[]): Target {
  const [, room, file] = /^(?:src\/)?([a-z-]+)\/?(.+)?$/.exec(argument) ?? [];
  if (!rooms.includes(room)) { throw new Error(`there is no room ${argument}; the rooms are ${rooms.join(', ')}`); }
  return { room, mutate: file === undefined ? `src/${room}/**/*.ts` : `src/${room}/${file}`, whole: file === undefined };
}

interface Run { readonly report: Report; readonly cpuSeconds: number }

function testsOf(...rooms: string[]): string[] {
  return rooms.map((room) => `test/${room}/**/*.test.ts`);
}

/** Runs Stryker. Returns its report and the CPU time of all its processes. */
function run(name: string, room: string, options: object, tests = testsOf(room), env: NodeJS.ProcessEnv = {}): Run {
  const report = join(REPORTS, `${name}.json`);
  const config = join(REPORTS, `${name}.config.json`);
  writeFileSync(config, JSON.stringify({
    packageManager: 'npm',
    testRunner: 'mocha-kept-process',
    mochaOptions: {
      'no-config': true,
      'no-package': true,
      'require': ['build-tools/mocha/jest-globals.cjs', 'build-tools/mocha/fast-first.cjs'],
      'spec': tests,
      'ignore': LEFT_OUT,
    },
    plugins: ['./build-tools/mocha/kept-process.mjs'],
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    disableTypeChecks: false,
    concurrency: 2,
    timeoutMS: TIME_LIMIT,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    tempDirName: '.stryker-tmp',
    ignorePatterns: ['cdk.out', 'coverage', 'dist', '.verify', 'lib', 'reports', '.ci', 'site'],
    ...options,
  }, null, 2));
  // `times` prints the CPU time of the shell and that of its children.
  const command = 'npx stryker run "$0"; status=$?; times >&3; exit $status';
  const { status, output } = inTemporaryFolder((TMPDIR) => spawnSync('sh', ['-c', command, config],
    { stdio: ['inherit', 'inherit', 'inherit', 'pipe'], encoding: 'utf8', env: { ...process.env, TMPDIR, ...env } }));
  if (status !== 0 || !existsSync(report)) { throw new Error(`Stryker does not run on src/${room}`); }
  return { report: readJson<Report>(report), cpuSeconds: cpuSecondsOf(output[3] ?? '') };
}

function cpuSecondsOf(times: string): number {
  const all = [...times.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => 60 * Number(minutes) + Number(seconds));
  return Math.round(all.reduce((sum, each) => sum + each, 0));
}

/** Runs some mutants again. */
function runAgain(first: Run, isIncluded: (mutant: Mutant) => boolean, runThem: (ranges: string[]) => Run): Run {
  const ranges = rangesOf(first.report, isIncluded);
  if (ranges.length === 0) { return first; }
  const second = runThem(ranges);
  return {
    report: withSecondRun(first.report, second.report, isIncluded), cpuSeconds: first.cpuSeconds + second.cpuSeconds,
  };
}

/** The options with which Stryker keeps what the last run detected, and tests the survivors and what has changed. */
function detectedBefore(name: string): object {
  const [last, incrementalFile] = [join(REPORTS, `${name}.json`), join(REPORTS, `${name}.incremental.json`)];
  if (!existsSync(last)) { throw new Error(`${last} does not exist: run the room without --again first`); }
  writeFileSync(incrementalFile, JSON.stringify(withoutSurvivors(readJson<Report>(last))));
  return { incremental: true, incrementalFile };
}

function mutate(
  { room, mutate: files, whole }: Target, { again, own }: Options,
): Run & { readonly result: RoomResult } {
  const name = whole ? room : `${room}.part`;
  const first = run(name, room, { mutate: [files], ...again ? detectedBefore(name) : {} });
  const tested = runAgain(first, isSlow, (ranges) =>
    run(`${name}.slow`, room, { mutate: ranges, concurrency: 1, timeoutMS: SECOND_TIME_LIMIT }));
  const used = own || room !== 'private' ? tested : runAgain(tested, isSurvivor, (ranges) =>
    run(`${name}.used`, room, { mutate: ranges }, testsOf(...USERS_OF_PRIVATE), { MUTATION_SECONDS: SECONDS_OF_OTHER_TESTS }));
  const compared = own ? used : runAgain(used, isSurvivor, (ranges) =>
    run(`${name}.recorded`, room, { mutate: ranges }, ['build-tools/mocha/recorded.cjs']));
  const result = resultOf(room, compared.report);
  return { ...compared, result: { ...result, recorded: result.detected - resultOf(room, used.report).detected } };
}

/** Runs a room or a part of it. Returns whether its score is high enough and each survivor is explained. */
function check(target: Target, options: Options): boolean {
  const { result, report, cpuSeconds } = mutate(target, options);
  const explanations = readJson<Explanation[]>(EXPLANATIONS);
  const files = target.whole ? Object.keys(report.files) : [];
  const { unexplained, unneeded } = compare(result.survivors, files, explanations);
  const lines = unexplained.map(renderSurvivor);
  writeFileSync(join(REPORTS, `${target.room}.survivors.txt`), `${lines.join('\n')}\n`);
  // A template for the explanations.
  const template = unexplained.map(({ line: _line, reached: _reached, ...change }) => ({ ...change, why: '' }));
  writeFileSync(join(REPORTS, `${target.room}.unexplained.json`), `${JSON.stringify(template, null, 2)}\n`);
  if (target.whole && !options.own) { record(result, cpuSeconds, explanations, options.again); }
  const { mutants, detected, recorded, timeouts, ignored, score } = result;
  print(`${target.room}: ${score.toFixed(1)} %, ${detected} of ${mutants} mutants detected (${recorded} by recordings, ${timeouts} endless), `
    + `${ignored} left out, ${cpuSeconds} s of CPU time`);
  if (lines.length > 0) { print(`survivors without an explanation in ${EXPLANATIONS}:\n  ${lines.join('\n  ')}`); }
  if (unneeded.length > 0) { print(`explanations that no survivor needs:\n  ${unneeded.map(keyOf).join('\n  ')}`); }
  if (target.whole && score < lowestScoreOf(target.room)) { print(`the lowest score of ${target.room} is ${lowestScoreOf(target.room)} %`); }
  return unexplained.length === 0 && (!target.whole || score >= lowestScoreOf(target.room));
}

function record(
  { survivors: _survivors, ...result }: RoomResult, cpuSeconds: number, explanations: readonly Explanation[],
  again: boolean,
): void {
  const [date, commit] = [new Date().toISOString().slice(0, 10), commitOfSources()];
  const all = existsSync(SCORES) ? readJson<Scores>(SCORES).rooms : [];
  const [others, last] = [all.filter(({ room }) => room !== result.room), all.find(({ room }) => room === result.room)];
  // A run that continues the last one needs the results of both.
  const needed = cpuSeconds + (again ? last?.cpuSeconds ?? 0 : 0);
  const rooms = [...others, { ...result, explained: 0, cpuSeconds: needed, date, commit }];
  write({ date, commit, rooms: rooms.sort((one, other) => one.room < other.room ? -1 : 1) }, explanations);
}

function write(scores: Scores, explanations: readonly Explanation[]): void {
  const rooms = scores.rooms.map((score): RoomScore =>
    ({ ...score, explained: explanationsOf(score.room, explanations).length }));
  writeFileSync(SCORES, `${JSON.stringify({ ...scores, rooms }, null, 2)}\n`);
  writeFileSync(PAGE, renderPage({ ...scores, rooms }, explanations));
}

/** The commit, with a mark if sources or tests have changes that aren't committed. */
function commitOfSources(): string {
  const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
  return `${git('rev-parse', '--short=7', 'HEAD')}${git('status', '--porcelain', 'src', 'test') === '' ? '' : '+'}`;
}

function renderSurvivor({ file, line, mutator, original, replacement, reached }: Survivor): string {
  return `${file}:${line} ${mutator}${reached ? '' : ', no test reaches it'}: ${original} → ${replacement}`;
}

function main(args: readonly string[]): void {
  process.chdir(ROOT);
  mkdirSync(REPORTS, { recursive: true });
  const options = args.filter((argument) => argument.startsWith('--'));
  const unknown = options.filter((option) => !['--again', '--own', '--page'].includes(option));
  if (unknown.length > 0) { throw new Error(`there is no option ${unknown.join(', ')}`); }
  if (options.includes('--page')) {
    write(readJson<Scores>(SCORES), readJson<Explanation[]>(EXPLANATIONS));
    return;
  }
  const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const named = args.filter((argument) => !options.includes(argument));
  const targets = (named.length > 0 ? named : rooms).map((argument) => targetOf(argument, rooms));
  const failed = targets.filter((target) => !check(target, { again: options.includes('--again'), own: options.includes('--own') }));
  if (failed.length > 0) { process.exitCode = 1; }
}

const print = (text: string) => process.stdout.write(`${text}\n`);
const readJson = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;

if (require.main === module) { main(process.argv.slice(2)); }
