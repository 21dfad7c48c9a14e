import { spawnSync } from 'child_process';
import { join } from 'path';

/* The CPU time that the library adds to an app with one root CA, as a ratio to `require('aws-cdk-lib')` in the same
   processes: `npm run compile && npx ts-node --transpile-only bench/load.ts [FOLDER_OF_ANOTHER_LIB]`. */

const ROOT = join(__dirname, '..');
const LIBRARY = process.argv[2] ?? join(ROOT, 'lib');
const RUNS = 15;

/** Prints the CPU time of each step in milliseconds. The app exists before the library is loaded. */
const PROGRAM = `
let last = process.cpuUsage();
const times = [];
const step = (run) => {
  const result = run();
  const { user, system } = process.cpuUsage(last);
  times.push((user + system) / 1e3);
  last = process.cpuUsage();
  return result;
};
const cdk = step(() => require('aws-cdk-lib'));
const stack = step(() => {
  cdk.aws_acmpca.CfnCertificateAuthority;
  return new cdk.Stack(new cdk.App(), 'Stack');
});
step(() => {
  const library = require(${JSON.stringify(LIBRARY)});
  return new library.RootCertificateAuthority(stack, 'Root', {
    subject: library.DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }),
    revocation: library.Revocation.ocsp(),
  });
});
step(() => Object.values(require(${JSON.stringify(LIBRARY)})));
console.log(JSON.stringify(times));
`;

function run(): number[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--eval', PROGRAM], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) { throw new Error(stderr); }
  return JSON.parse(stdout) as number[];
}

// Other processes disturb a run: the least of several runs counts.
const times = Array.from({ length: RUNS }, run);
const [cdk, app, one, others] = [0, 1, 2, 3].map((index) => Math.min(...times.map((values) => values[index])));
const line = (what: string, value: number) => `${what}: ${value.toFixed(1)} ms, ratio ${(value / cdk).toFixed(2)}\n`;
process.stdout.write([
  line('require(\'aws-cdk-lib\')', cdk),
  line('an app with one stack', app),
  line('the library and one root CA', one),
  line('all other modules of the library', others),
].join(''));
