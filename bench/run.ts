import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { CAS_OF_BUCKET } from './fleet/shape';
import { FleetCosts, measureFleet } from './fleet-cost';
import { compileProgram } from './program';
import { Results, withResults } from './report';

/*
 * `npm run bench`: measures the library against hand-written code, and writes `bench/results.json` and the tables of
 * `bench/README.md`. Options:
 *
 * --quick            every benchmark with few rounds and few CAs, and no results are written
 * --counts=0,1,10    the numbers of CAs (0 is only the monitoring of the account)
 * --rounds=9         the number of interleaved rounds
 */

const ROOT = join(__dirname, '..');
const options = new Map(process.argv.slice(2).map((one): [string, string] => [one.replace(/^--|=.*$/g, ''), one.replace(/^[^=]*=?/, '')]));
const isQuick = options.has('quick');
const rounds = Number(options.get('rounds') ?? (isQuick ? 3 : 9));
const counts = (options.get('counts') ?? (isQuick ? '1,100' : '0,1,10,100,1000')).split(',').map(Number);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function measured(costs: FleetCosts, name: string): FleetCosts {
  const ratios = Object.entries(costs.ratios).map(([variant, { cpu, memory }]) => `${variant} CPU ${cpu.toFixed(2)}, memory ${memory.toFixed(2)}`);
  print(`${name}, validation ${costs.validates ? 'on' : 'off'}: ${ratios.join('; ')}`);
  return costs;
}

/** What another benchmark prints. It loads the sources with ts-node, as the tests do. */
function outputOf(script: string): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath,
    ['-r', 'ts-node/register/transpile-only', '-r', 'tsconfig-paths/register', join(__dirname, script)],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' } });
  if (status !== 0) { throw new Error(`${script}: ${stderr}`); }
  print(stdout.trim());
  return stdout.trim().split('\n');
}

const versionOf = (name: string) =>
  (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;

const program = compileProgram('program', join(ROOT, 'lib'));
const fleets: FleetCosts[] = [];
const auditBucket: FleetCosts[] = [];
const others: Record<string, string[]> = {};

/** Writes what is measured so far, because a complete run takes long. */
function write(): void {
  if (isQuick) { return; }
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    command: ['npm run bench', ...process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : []].join(' '),
    versions: { node: process.versions.node, cdk: versionOf('aws-cdk-lib') },
    fleets: [...fleets].sort((one, other) => one.count - other.count),
    auditBucket,
    others,
  };
  writeFileSync(join(__dirname, 'results.json'), `${JSON.stringify(results, undefined, 1)}\n`);
  const page = join(__dirname, 'README.md');
  writeFileSync(page, withResults(readFileSync(page, 'utf8'), results));
}

auditBucket.push(measured(
  measureFleet({ scenario: 'audit-bucket', count: CAS_OF_BUCKET, rounds, validates: false, program }), `one bucket for ${CAS_OF_BUCKET} CAs`));
write();
for (const script of ['load.ts', 'checks.ts', 'baseline.ts']) {
  others[script] = outputOf(script);
  write();
}
// The longest measurement is the last one.
for (const count of counts) {
  for (const validates of [false, true]) {
    fleets.push(measured(measureFleet({ count, rounds, validates, program }), `${count} CAs`));
    write();
  }
}
print('complete');
