import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, posix, sep } from 'path';

/*
 * The modules that most apps need in one file, because Node.js needs more time to find and read many small files than
 * to run them. Each module still runs on first use. Node.js would also read and scan all other modules in the file, so
 * these stay separate files.
 */

const ROOT = join(__dirname, '..');

/** The file, which exports the function that loads a module by its ID, for example `model/validity`. */
const FILE = 'library';

/** The examples that need what most apps need. */
export const EXAMPLES = ['first-ca', 'two-tier', 'watched-pki', 'events'];

/** The function that loads a module, as the modules call it. */
const LOAD = 'load_module';

const REQUIRE = /\brequire\("(\.[^"]*)"\)/g;

/** Moves the modules that most apps need into one file. The entry point and the declarations remain. */
export function moveIntoOneFile(lib: string): void {
  const ids = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js')).map(idOf).sort();
  const texts = new Map(ids.map((id) => [id, readFileSync(join(lib, `${id}.js`), 'utf8')]));
  const moved = new Set(EXAMPLES.flatMap((example) => loadedModules(lib, example)).filter((id) => id !== 'index').sort());
  for (const [id, text] of texts) {
    // A path into the package still works.
    const content = moved.has(id) ? `"use strict";\nmodule.exports = require("${pathTo(FILE, id)}")("${id}");\n` : withLoads(id, text, moved);
    writeFileSync(join(lib, `${id}.js`), content);
  }
  writeFileSync(join(lib, `${FILE}.js`), oneFile(new Map([...moved].map((id) => [id, texts.get(id)!]))));
}

/** The IDs of the modules that an example loads. */
export function loadedModules(lib: string, example: string): string[] {
  const output = mkdtempSync(join(tmpdir(), 'loaded-modules-'));
  const { status, stdout, stderr } = spawnSync(process.execPath,
    [join(__dirname, 'loaded-modules.cjs'), lib, join(ROOT, 'examples', example, 'app.ts')],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CDK_OUTDIR: output, CDK_VALIDATION: 'false' } });
  rmSync(output, { recursive: true });
  if (status !== 0) { throw new Error(`${example}: ${stderr}`); }
  return (JSON.parse(stdout) as string[]).map(idOf);
}

/** The ID of the module in a file. */
function idOf(file: string): string {
  return file.slice(0, -'.js'.length).split(sep).join('/');
}

/** Returns one file with modules by their IDs. */
export function oneFile(modules: ReadonlyMap<string, string>): string {
  const functions = [...modules].map(([id, text]) =>
    `${JSON.stringify(id)}: function (exports, ${LOAD}) {\n${withLoads(id, text, new Set(modules.keys())).replace(/^"use strict";\n/, '')}}`);
  return asciiOf(`"use strict";
const loaded = Object.create(null);
function ${LOAD}(id) {
    const known = loaded[id];
    if (known !== undefined) { return known; }
    const exports = loaded[id] = {};
    modules[id].call(exports, exports, ${LOAD});
    return exports;
}
const modules = {
${functions.join(',\n')}
};
module.exports = ${LOAD};
`);
}

/** Returns a module that loads others from the one file if they are in it. */
function withLoads(id: string, text: string, moved: ReadonlySet<string>): string {
  if (text.includes(LOAD) || /\bmodule\.exports\b|\b__(?:dir|file)name\b/.test(text)) {
    throw new Error(`${id}: a module of the library can't use ${LOAD}, module.exports, __dirname, and __filename`);
  }
  return text.replace(REQUIRE, (_call, path: string) => {
    const target = posix.join(dirname(id), path);
    if (moved.has(target)) { return moved.has(id) ? `${LOAD}("${target}")` : `require("${pathTo(FILE, id)}")("${target}")`; }
    return `require("${moved.has(id) ? `./${target}` : path}")`;
  });
}

function pathTo(target: string, from: string): string {
  const path = posix.relative(dirname(from), target);
  return path.startsWith('.') ? path : `./${path}`;
}

/** Returns JavaScript whose literals have escapes instead of other characters, so that V8 stores one byte for each. */
function asciiOf(javaScript: string): string {
  return javaScript.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
