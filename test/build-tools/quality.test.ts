import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import { benchmarkOf, collect, coverageOf, optionsOf } from '../../build-tools/quality';
import { CLAIMS } from '../../build-tools/quality-claims';
import { NOT_MEASURED, QualityResults, renderQuality, sectionNames, testsOf } from '../../build-tools/quality-page';
import { measured, MissingResult, RESULTS, Run, TestResult } from '../../build-tools/results';
import { MEASURES, PREPARATIONS } from '../../build-tools/section-measures';
import { TEST_JOBS, VERIFY_JOBS } from '../../projenrc/jobs';

interface Reporter { onRunComplete(contexts: unknown, results: unknown): void }
type ReporterClass = new (config: object, options: { folder: string }) => Reporter;
const JestResults = createRequire(__filename)('../../build-tools/jest-results.cjs') as ReporterClass;

const ROOT = join(__dirname, '../..');
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const PAGE = readFileSync(join(ROOT, 'docs/quality.md'), 'utf8');
const run = (section: string): Run => ({ section, seconds: 7, date: '2026-11-26T10:00:00Z', commit: COMMIT, changed: false });
const TESTS: TestResult = {
  ...run('jest'), tests: 1234, skipped: 1, suites: 2, files: { 'test/audit/a.test.ts': 5, 'test/trail/b.test.ts': 7 },
};

/** What the sections print: a sample of each kind of output. */
const OUTPUTS: Readonly<Record<string, readonly [string, number, number]>> = {
  'certificates': [
    'first-ca: certificates: 3\nsecond verifier: chains: 9, of them with a CRL: 4, controls: 6\n12 altered templates, each rejected for its own reason\n'
      + '4 omitted extensions, each noticed\nin all: CAs: 4, certificates: 5, signed outside: 3',
    5, 22,
  ],
  'cfn-lint': ['no finding in 61 templates of examples and those of the integration apps\na misspelled property is found', 61, 1],
  'committed-files': ['a registry host would be found\n1200 files: generated files, API.md, lock file, and paths are as they must be', 1200, 1],
  'compatibility': ['a removed method is noticed\nthere is no release to compare with', 0, 1],
  'event-patterns': ['5000 cells of pattern by event as the table says, 70 altered patterns detected, 0 wrong\na wrong table is noticed', 5000, 71],
  'examples': ['examples/first-ca: FirstCa, 12 resources, cdk.out/x\nexamples/two-tier: TwoTier, 9 resources, cdk.out/y', 2, 0],
  'filter-patterns': ['90 filter patterns (80 as written), 4000 cells as the tables say\na wrong table and an altered pattern are noticed', 4000, 2],
  'floor-policies': ['aws-cdk-lib 2.256.0: 40 policies of 9 apps\naws-cdk-lib 2.300.0: 40 policies of 9 apps\na lost condition is noticed', 80, 1],
  'floor-tests': ['  ․․․\n\n  2034 passing (3m)\n  4 pending', 2034, 0],
  'floor-types': ['src compiles with aws-cdk-lib 2.256.0', 1, 0],
  'fuzz': [
    '200 apps with seed 42: 199 with templates, 2651 resources\n2087 bad values with coded errors (null: 100)\n'
      + '2000 spoiled templates checked twice, 700 with findings\n9 planted faults, each noticed',
    4287, 9,
  ],
  'guides': ['104 aws commands as in the service model\nthe commands of 9 guides run\n10 altered commands are noticed', 113, 10],
  'language-go': ['go: first-ca two-tier, 9 s', 2, 0],
  'language-packages': ['312 samples in pages, 0 faults\nTypeScript and a relative link are noticed', 312, 2],
  'languages': [
    'go, aws-cdk-lib 2.256.0: first-ca equal, 1.2 s\ngo: 4 errors with code, message, and path\ngo: another template is noticed', 5, 1,
  ],
  'properties': ['Test Suites: 1 passed, 1 total\nTests:       3 skipped, 61 passed, 64 total', 61, 0],
  'release': ['an action that is not pinned is noticed\nthe next release is 0.1.0, with 90 lines in the changelog', 4, 1],
  'report-queries': ['60 results of 9 queries over 30 rows in two conventions, 9 statements parsed as Athena, 8 controls noticed', 60, 8],
  'samples': ['all 412 samples compile', 412, 0],
  'service-model': ['20 shapes as in the service model\n7 partitions with 9 services are as documented, and a missing service is noticed', 27, 1],
  'signed-certificates': ['9 texts accepted, 12 rejected with the expected code. This Node.js verifies\naltered cases are noticed', 21, 2],
  'site': [
    '90 pages with titles and descriptions, 0 broken links; a broken link and a broken anchor are noticed\n'
      + '90 pages load at 360 pixels, 0 faults; 5 faulty pages are noticed\n'
      + 'axe: 70 pages, light and dark, 0 serious findings; a button without a name and dark text are noticed',
    160, 9,
  ],
  'state-machines': [
    '25 calls of 10 operations fit the service model, and a wrong argument is noticed\nministack: 5 executions, 2 of them failed, 9 calls, 3 controls',
    30, 4,
  ],
  'templates': ['900 resources of 41 examples; 3 changes, 0 not in CHANGELOG.md', 900, 0],
};

function inFolder(check: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'quality-'));
  try { check(folder); } finally { rmSync(folder, { recursive: true }); }
}

function resultsOf(changes: Partial<QualityResults> = {}): QualityResults {
  const sections = new Map(Object.entries(OUTPUTS).map(([name, [output]]) => [name, measured(run(name), output)]));
  return { commit: COMMIT, date: '2026-11-26', sections, jobs: new Map(), tests: TESTS, live: [], ...changes };
}

const rowOf = (page: string, start: string) => page.split('\n').find((line) => line.startsWith(`| ${start} |`));

describe('the output of sections', () => {
  test.each(Object.entries(OUTPUTS))('of %s has the numbers of cases and controls', (section, [output, cases, controls]) => {
    expect(measured(run(section), output)).toMatchObject({ section, cases, controls, commit: COMMIT });
  });

  test('with colors has the same numbers', () => {
    const colored = '\u001B[1mTests:       \u001B[22m\u001B[32m61 passed\u001B[39m, 61 total';

    expect(measured(run('properties'), colored).cases).toBe(61);
  });

  test.each(Object.keys(MEASURES))('of %s without numbers is a missing result, and not 0', (section) => {
    expect(() => measured(run(section), 'it works')).toThrow(MissingResult);
  });

  test('after a release, the comparisons count', () => {
    expect(measured(run('compatibility'), 'a removed method is noticed\nthe API is compatible with v0.1.0').cases).toBe(1);
    expect(measured(run('templates'), '900 resources of 41 examples; there is no release to compare with').cases).toBe(0);
  });

  test.each(['python', 'java'])('of %s is like that of go', (language) => {
    expect(measured(run(`language-${language}`), `${language}: first-ca ml-dsa, 12 s`).cases).toBe(2);
  });
});

describe('the tables', () => {
  test('each section has a measure, or only prepares others', () => {
    expect([...Object.keys(MEASURES), ...PREPARATIONS].sort()).toEqual(VERIFY_JOBS.map(({ name }) => name).sort());
  });

  test('claims name existing sections, jobs, and tests', () => {
    const sections = CLAIMS.flatMap((claim) => claim.sections ?? []);
    const jobs = CLAIMS.flatMap((claim) => claim.jobs ?? []);
    const tests = CLAIMS.flatMap((claim) => claim.tests ?? []);

    expect(sections.filter((name) => !sectionNames().includes(name))).toEqual([]);
    expect(jobs.filter((name) => !TEST_JOBS.some((job) => job.name === name))).toEqual([]);
    expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(CLAIMS.filter((claim) => !claim.sections && !claim.tests && !claim.jobs)).toEqual([]);
  });

  test('each section proves a claim', () => {
    expect(sectionNames().filter((name) => !CLAIMS.some(({ sections }) => sections?.includes(name)))).toEqual([]);
  });

  test('each claim has its place, and each topic of the features has a claim', () => {
    const headings = (path: string) => [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^## (.+)$/gm)].map(([, text]) => text);
    const features = headings('docs/features.md').map((heading) => `Features, ${heading}`);
    const places = [...headings('README.md').map((heading) => `README, ${heading}`), ...features, 'README, introduction', 'Features'];

    expect(CLAIMS.map(({ source }) => source).filter((source) => !places.includes(source))).toEqual([]);
    expect(features.filter((feature) => !CLAIMS.some(({ source }) => source === feature))).toEqual([]);
  });

  test('the tests of a claim are those of its files and folders', () => {
    const claim = { claim: '', source: '', unproven: '', tests: ['test/audit/', 'test/trail/b.test.ts'] };

    expect(testsOf(claim, TESTS.files)).toBe(12);
    expect(testsOf({ ...claim, tests: ['test/tra'] }, TESTS.files)).toBe(0);
  });
});

describe('the page', () => {
  test('in docs has a row for each section and each claim', () => {
    expect(sectionNames().filter((name) => !rowOf(PAGE, `\`${name}\``))).toEqual([]);
    expect(CLAIMS.filter(({ claim }) => !rowOf(PAGE, claim)).map(({ claim }) => claim)).toEqual([]);
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain('(docs/quality.md)');
  });

  test('shows the numbers of each section, and adds those of a claim', () => {
    const page = renderQuality(resultsOf());

    expect(rowOf(page, '`cfn-lint`')).toBe('| `cfn-lint` | cfn-lint | 61 templates | 1 | 7 |');
    expect(rowOf(page, 'A baseline creates all of them in one statement, also in several accounts')).toContain('| 63 cases, 0 tests | 1 |');
    expect(rowOf(page, 'Tests that pass')).toBe('| Tests that pass | 1,234 |');
    expect(page).toContain('commit\n`0123456789ab`');
    expect(page).toContain('No integration app has been deployed yet');
  });

  test('says what was not measured, and never shows 0 for it', () => {
    const page = renderQuality(resultsOf({ sections: new Map(), tests: undefined }));

    expect(sectionNames().map((name) => rowOf(page, `\`${name}\``)).filter((row) => !row?.endsWith(`| ${NOT_MEASURED} | ${NOT_MEASURED} | ${NOT_MEASURED} |`)))
      .toEqual([]);
    expect(page).not.toMatch(/\| 0 (?:tests|cases)/);
  });

  test('has the tables of mutation testing, of benchmarks, and of live deployments', () => {
    const page = renderQuality(resultsOf({
      mutation: { date: '2026-11-25', commit: COMMIT, rooms: [{ room: 'audit', mutants: 2000, detected: 1900, explained: 100, score: 95 }] },
      benchmark: benchmarkOf({
        date: '2026-11-24',
        command: 'npm run bench',
        fleets: [{ count: 100, rounds: 9, validates: false, ratios: { l1: { cpu: 1.051, construct: 1.5, synth: 1, memory: 1.02 } } }],
      }),
      live: [{ app: 'first-ca', result: 'passed', commit: COMMIT, started: '2026-11-20T08:00:00Z', seconds: 300 }],
    }));

    expect(page).toContain('| `src/audit` | 2,000 | 1,900 | 95.0 % | 100 |');
    expect(page).toContain('| `src/trail` | not measured | not measured | not measured | not measured |');
    expect(page).toContain('| 100 | off | 9 | `l1` | 1.05 | 1.50 | 1.00 | 1.02 |');
    expect(page).not.toContain('[object');
    expect(page).toContain('| `first-ca` | passed | `0123456789ab` | 2026-11-20 | 300 |');
  });
});

describe('the program', () => {
  test('takes a commit, a date, and whether results can be missing', () => {
    expect(optionsOf(['--commit', 'HEAD', '--date', '2026-11-26'])).toEqual({ commit: 'HEAD', date: '2026-11-26', allowMissing: false });
    expect(optionsOf(['--allow-missing', '--date', '2026-11-26', '--commit', 'v1']).allowMissing).toBe(true);
    expect(() => optionsOf(['--date', '2026-11-26'])).toThrow('--commit is missing');
    expect(() => optionsOf(['--commit', 'HEAD', '--date', 'today'])).toThrow('got today');
    expect(() => optionsOf(['--commit', 'HEAD', '--date', '2026-11-26', '--force'])).toThrow('--force is unknown');
  });

  test('names each missing result, with the command that makes it', () => inFolder((folder) => {
    const { results, missing } = collect(COMMIT, '2026-11-26', folder);

    expect(results.sections.size).toBe(0);
    expect(missing).toEqual(expect.arrayContaining([
      'jest has no result: run npm test', 'cfn-lint has no result: run bash verify/run.sh cfn-lint',
      'floor-tests has no result: run bash verify/run.sh floor-tests', expect.stringContaining('mutation-scores.json'),
      expect.stringContaining('bench/results.json'),
    ]));
  }));

  test.each<[string, Partial<Run>, number, string]>([
    ['is used', {}, 1, ''],
    ['of another commit is missing', { commit: 'fedcba9876543210' }, 0, 'the result of cfn-lint is of commit fedcba987654'],
    ['of uncommitted changes is missing', { changed: true }, 0, 'the result of cfn-lint is of changes that are not committed'],
  ])('a result %s', (_name, change, count, message) => inFolder((folder) => {
    mkdirSync(join(folder, RESULTS), { recursive: true });
    writeFileSync(join(folder, RESULTS, 'cfn-lint.json'), JSON.stringify({ ...run('cfn-lint'), ...change }));
    writeFileSync(join(folder, RESULTS, 'cfn-lint.log'), OUTPUTS['cfn-lint'][0]);
    const { results, missing } = collect(COMMIT, '2026-11-26', folder);

    expect(results.sections.size).toBe(count);
    expect(missing.filter((text) => text.includes('cfn-lint'))).toEqual(message ? [expect.stringContaining(message)] : []);
  }));

  test('reads the coverage, unless it is of another run', () => inFolder((folder) => {
    const path = join(folder, 'lcov.info');
    writeFileSync(path, 'SF:a\nFNF:4\nFNH:4\nBRF:10\nBRH:9\nLF:100\nLH:98\nend_of_record\nSF:b\nFNF:0\nFNH:0\nBRF:10\nBRH:10\nLF:100\nLH:100\nend_of_record\n');

    const floorTests = { ...run('floor-tests'), date: '2026-11-26T10:00:00Z', seconds: 600 };
    const writtenAt = (time: string) => {
      utimesSync(path, new Date(time), new Date(time));
      return () => coverageOf(path, floorTests);
    };

    expect(writtenAt('2026-11-26T09:59:30Z')()).toEqual({ lines: 99, branches: 95, functions: 100 });
    expect(writtenAt('2026-11-26T09:49:00Z')).toThrow('not that of the last run');
    expect(writtenAt('2026-11-26T10:01:00Z')).toThrow('not that of the last run');
    expect(() => coverageOf(join(folder, 'none'), floorTests)).toThrow('was not measured');
  }));

  test('refuses a benchmark without a table', () => {
    expect(() => benchmarkOf({ date: '2026-11-26', command: 'npm run bench', fleets: [] })).toThrow(MissingResult);
  });
});

describe('the reporter of jest', () => {
  const outcome = (change: object = {}) => ({
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPassedTests: 12,
    numPendingTests: 1,
    numTodoTests: 0,
    numPassedTestSuites: 1,
    startTime: Date.now() - 2000,
    testResults: [{ testFilePath: join(ROOT, 'test/audit/a.test.ts'), numPassingTests: 12 }],
    ...change,
  });
  const report = (folder: string, config: object, change?: object) =>
    new JestResults({ rootDir: ROOT, testPathPatterns: { patterns: [] }, ...config }, { folder })
      .onRunComplete(undefined, outcome(change));

  test('writes the number of tests of each file', () => inFolder((folder) => {
    report(folder, {});

    expect(JSON.parse(readFileSync(join(folder, 'jest.json'), 'utf8')))
      .toMatchObject({ section: 'jest', tests: 12, skipped: 1, suites: 1, files: { 'test/audit/a.test.ts': 12 } });
  }));

  test('writes nothing for a part of the tests', () => inFolder((folder) => {
    report(folder, { testPathPatterns: { patterns: ['test/audit'] } });
    report(folder, { testNamePattern: 'log bucket' });

    expect(existsSync(join(folder, 'jest.json'))).toBe(false);
  }));

  test('removes the last result if a test fails', () => inFolder((folder) => {
    report(folder, {});
    report(folder, {}, { numFailedTests: 1 });

    expect(existsSync(join(folder, 'jest.json'))).toBe(false);
  }));
});

test('a section that fails leaves no result, and one that succeeds leaves its output', () => {
  const script = readFileSync(join(ROOT, 'verify/run.sh'), 'utf8');

  expect(script).toMatch(/rm -f "\$results\/\$1\.json"\n"\$1" 2>&1 \| tee "\$results\/\$1\.log"\nprintf/);
  expect(script).toContain('set -euo pipefail');
});
