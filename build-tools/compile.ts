import { spawnSync } from 'child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { fingerprintOf } from './fingerprint';
import { makeLean, withAbsoluteLinks } from './lean-lib';
import { EXAMPLES, moveIntoOneFile } from './one-file';
import { CACHE } from '../projenrc/jobs';

/* `npm run compile`: jsii, unless `lib/` and `.jsii` are what it made from exactly these sources. */

const ROOT = join(__dirname, '..');
const STATE = join(ROOT, CACHE, 'compile.json');
/** What jsii reads, with the versions of all installed packages, and this file for the arguments of jsii. */
const INPUTS = [
  'src', 'package.json', 'README.md', 'tsconfig.jsii.json', 'node_modules/.package-lock.json', 'build-tools/compile.ts',
  'build-tools/lean-lib.ts', 'build-tools/one-file.ts', 'build-tools/loaded-modules.cjs', ...EXAMPLES.map((name) => `examples/${name}`),
];
const OUTPUTS = ['lib', '.jsii'];

/** The parts of an assembly that this program reads. */
interface Assembly {
  readonly readme?: { readonly markdown: string };
  readonly repository: { readonly url: string };
}

interface State { readonly inputs: string; readonly outputs: string }

const current = (): State => ({ inputs: fingerprintOf(ROOT, INPUTS), outputs: fingerprintOf(ROOT, OUTPUTS) });

function isFresh(): boolean {
  try {
    return readFileSync(STATE, 'utf8') === JSON.stringify(current());
  } catch {
    return false;
  }
}

function compile(): number {
  OUTPUTS.forEach((path) => rmSync(join(ROOT, path), { recursive: true, force: true }));
  // The development dependency is the newest aws-cdk-lib on purpose. `verify/` also runs the tests with the lowest.
  const { status } = spawnSync('jsii', ['--silence-warnings=reserved-word', '--silence-warnings=metadata/missing-dev-dependency'], {
    cwd: ROOT, stdio: 'inherit',
  });
  if (status === 0) {
    makeLean(join(ROOT, 'lib'));
    moveIntoOneFile(join(ROOT, 'lib'));
    linkReadme();
  }
  return status ?? 1;
}

/** The README of the assembly is on the sites of other registries, which do not have the files of this repository. */
function linkReadme(): void {
  const path = join(ROOT, '.jsii');
  const assembly = JSON.parse(readFileSync(path, 'utf8')) as Assembly;
  const { readme, repository } = assembly;
  if (readme === undefined) { throw new Error('the assembly has no README'); }
  const linked = { ...readme, markdown: withAbsoluteLinks(readme.markdown, repository.url.replace(/\.git$/, '')) };
  writeFileSync(path, JSON.stringify({ ...assembly, readme: linked }, undefined, 2));
}

if (isFresh()) {
  process.stdout.write('lib/ and .jsii are up to date\n');
} else {
  rmSync(STATE, { force: true });
  process.exitCode = compile();
  if (process.exitCode === 0) {
    mkdirSync(dirname(STATE), { recursive: true });
    writeFileSync(STATE, JSON.stringify(current()));
  }
}
