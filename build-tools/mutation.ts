import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { basename, join } from 'path';

/*
 * `npm run mutation -- src/audit` changes the code of a room piece by piece (Stryker) and runs the tests of the room
 * that reach the change. Without arguments, it does so for every room. Mutants of code that runs only when its module
 * loads are left out, because the tests run in one process that loads each module once.
 */

const ROOT = join(__dirname, '..');
const REPORTS = join('reports', 'mutation');

/** The rooms that write no policy, pattern, or template. */
const ROOMS_WITHOUT_TEMPLATES: readonly string[] = ['model', 'checks'];

/** The lowest score of a room, in percent. */
export const lowestScoreOf = (room: string) => ROOMS_WITHOUT_TEMPLATES.includes(room) ? 85 : 90;

/** The rooms whose tests reach `src/private`, which has few users of its own. */
const TESTS_OF_PRIVATE = [
  'private', 'access', 'alerting', 'audit', 'authority', 'events', 'external', 'notification', 'revocation', 'trail',
];

/** Tests of many CAs, which take seconds each and reach everything. Another test detects what they detect. */
const LEFT_OUT: readonly string[] = ['test/audit/audit-loop-scale.test.ts'];

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly static?: boolean;
  readonly location: { readonly start: { readonly line: number } };
}
interface Report { readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>> }

/** The result of a room. A mutant is detected if a test fails or does not end. */
export interface RoomScore {
  readonly room: string;
  readonly mutants: number;
  readonly detected: number;
  readonly ignored: number;
  readonly survivors: readonly string[];
  readonly score: number;
}

export function scoreOf(room: string, report: Report): RoomScore {
  const all = Object.entries(report.files)
    .flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, mutant })));
  const counted = all.filter(({ mutant }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(mutant.status));
  const detected = counted.filter(({ mutant }) => ['Killed', 'Timeout'].includes(mutant.status));
  const survivors = counted.filter((each) => !detected.includes(each)).map(({ file, mutant }) => {
    const reason = mutant.status === 'NoCoverage' ? 'no test reaches it' : 'survived';
    return `${file}:${mutant.location.start.line} ${mutant.mutatorName}, ${reason}: ${oneLine(mutant.replacement)}`;
  });
  return {
    room,
    mutants: counted.length,
    detected: detected.length,
    ignored: all.length - counted.length,
    survivors,
    score: counted.length === 0 ? 100 : 100 * detected.length / counted.length,
  };
}

function oneLine(text = ''): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

function mutate(room: string): RoomScore {
  const report = join(REPORTS, `${room}.json`);
  const config = join(REPORTS, `${room}.config.json`);
  const tests = (room === 'private' ? TESTS_OF_PRIVATE : [room]).map((folder) => `test/${folder}/**/*.test.ts`);
  writeFileSync(config, JSON.stringify({
    packageManager: 'npm',
    testRunner: 'mocha',
    mochaOptions: {
      'no-config': true,
      'no-package': true,
      'require': ['build-tools/mocha/jest-globals.cjs'],
      'spec': tests,
      'ignore': LEFT_OUT,
    },
    plugins: ['@stryker-mutator/mocha-runner'],
    mutate: [`src/${room}/**/*.ts`],
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    disableTypeChecks: false,
    concurrency: 2,
    timeoutMS: 10_000,
    reporters: ['clear-text', 'json', 'progress-append-only'],
    clearTextReporter: { logTests: false, reportTests: false, reportMutants: false, reportScoreTable: false },
    jsonReporter: { fileName: report },
    tempDirName: '.stryker-tmp',
    ignorePatterns: ['cdk.out', 'coverage', 'dist', '.verify', 'lib', 'integ', 'reports', '.ci', 'docs'],
    thresholds: { high: 95, low: 90, break: null },
  }, null, 2));
  const { status } = spawnSync('npx', ['stryker', 'run', config], { stdio: 'inherit' });
  if (status !== 0 || !existsSync(report)) { throw new Error(`Stryker does not run on src/${room}`); }
  return scoreOf(room, JSON.parse(readFileSync(report, 'utf8')) as Report);
}

function main(args: readonly string[]): void {
  process.chdir(ROOT);
  mkdirSync(REPORTS, { recursive: true });
  const all = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const rooms = args.length > 0 ? args.map((path) => basename(path)) : all;
  const unknown = rooms.filter((room) => !all.includes(room));
  if (unknown.length > 0) { throw new Error(`there is no room ${unknown.join(', ')}; the rooms are ${all.join(', ')}`); }

  const scores = rooms.map((room) => {
    const started = Date.now();
    const score = mutate(room);
    writeFileSync(join(REPORTS, `${room}.survivors.txt`), `${score.survivors.join('\n')}\n`);
    return { ...score, seconds: Math.round((Date.now() - started) / 1000) };
  });
  for (const { room, mutants, detected, ignored, score, seconds } of scores) {
    const figures = `${detected} of ${mutants} mutants detected, ${ignored} left out, ${seconds} s`;
    process.stdout.write(`${room.padEnd(14)} ${score.toFixed(1).padStart(5)} %  ${figures}\n`);
  }
  const low = scores.filter(({ room, score }) => score < lowestScoreOf(room));
  if (low.length > 0) {
    process.stdout.write(`below the lowest score: ${low.map(({ room }) => room).join(', ')}; see ${REPORTS}/ROOM.survivors.txt\n`);
    process.exitCode = 1;
  }
}

if (require.main === module) { main(process.argv.slice(2)); }
