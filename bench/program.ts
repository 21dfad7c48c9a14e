import { spawnSync } from 'child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { transformSync } from '@swc/core';
import { App } from 'aws-cdk-lib';
import { Templates } from './fleet/agreement';
import { textsOf } from './fleet/texts';
import { fleetWithLibrary } from './fleet/with-library';
import { Sample, Task } from './protocol';

/* Child processes run plain JavaScript and the compiled library, as an app does. */

const ROOT = join(__dirname, '..');
/** The folder of this run. Two runs at the same time must not share it. */
const WORK = join(ROOT, '.verify', 'bench', String(process.pid));

/** A compiled version of the benchmark for one version of the library. */
export interface Program {
  readonly main: string;
  readonly texts: string;
}

/** Compiles the benchmark for a library, which is the folder with its `index.js`. */
export function compileProgram(name: string, library: string): Program {
  const folder = join(WORK, name);
  rmSync(folder, { recursive: true, force: true });
  for (const file of ['protocol.ts', 'sample.ts', ...readdirSync(join(__dirname, 'fleet')).map((one) => join('fleet', one))]) {
    const { code } = transformSync(readFileSync(join(__dirname, file), 'utf8'), {
      filename: file, module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    write(join(folder, file.replace(/\.ts$/, '.js')), code);
  }
  write(join(folder, 'node_modules', 'cdk-private-ca', 'index.js'), `module.exports = require(${JSON.stringify(library)});\n`);
  return { main: join(folder, 'sample.js'), texts: writeTexts() };
}

/** A sample with the templates of the app. */
export interface Measured extends Sample {
  readonly templates: Templates;
  /** The size of all templates in bytes. */
  readonly bytes: number;
}

/** Runs one sample in a child process. */
export function runSample(
  program: Program, task: Pick<Task, 'variant' | 'scenario' | 'count'>, validates: boolean,
): Measured {
  const outdir = join(WORK, 'cdk.out');
  rmSync(outdir, { recursive: true, force: true });
  const input: Task = { ...task, texts: program.texts, outdir };
  const { CDK_VALIDATION: _validation, ...environment } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, [program.main, JSON.stringify(input)], {
    cwd: ROOT, encoding: 'utf8', env: { ...environment, ...validates ? {} : { CDK_VALIDATION: 'false' } },
  });
  if (status !== 0) { throw new Error(`${JSON.stringify(task)}: ${stderr}`); }
  const texts = readdirSync(outdir).filter((file) => file.endsWith('.template.json')).sort()
    .map((file) => [file.replace('.template.json', ''), readFileSync(join(outdir, file), 'utf8')] as const);
  return {
    ...JSON.parse(stdout) as Sample,
    templates: Object.fromEntries(texts.map(([stack, text]) => [stack, JSON.parse(text)])),
    bytes: texts.reduce((sum, [, text]) => sum + text.length, 0),
  };
}

/** Writes the texts for hand-written code, which are those of the library. */
function writeTexts(): string {
  const app = new App({ outdir: join(WORK, 'texts.out') });
  fleetWithLibrary(app, 1);
  const path = join(WORK, 'texts.json');
  write(path, JSON.stringify(textsOf(app)));
  return path;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
