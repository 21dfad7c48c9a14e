import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import { EXAMPLES, loadedModules, oneFile } from '../../build-tools/one-file';

const ROOT = join(__dirname, '../..');
const LIB = join(ROOT, 'lib');
const load = createRequire(__filename);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'one-file-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes modules into one file, and returns the function that loads a module. */
function loaderOf(modules: Record<string, string>): (id: string) => Record<string, unknown> {
  const path = join(folder, 'library.js');
  writeFileSync(path, oneFile(new Map(Object.entries(modules))));
  return load(path) as (id: string) => Record<string, unknown>;
}

test('a module runs on first use, and once', () => {
  const loadModule = loaderOf({
    'room/one': '"use strict";\nexports.other = () => require("../other");',
    'other': 'globalThis.runs = (globalThis.runs ?? 0) + 1;\nexports.runs = globalThis.runs;',
  });
  const { other } = loadModule('room/one') as { other: () => unknown };

  expect((globalThis as { runs?: number }).runs).toBeUndefined();
  expect([other(), other()]).toEqual([{ runs: 1 }, { runs: 1 }]);
  expect(other()).toBe(loadModule('other'));
});

test('modules that load each other see what the other has exported so far', () => {
  const loadModule = loaderOf({
    a: 'exports.first = 1;\nexports.b = require("./b");\nexports.last = 2;',
    b: 'exports.seen = Object.keys(require("./a"));',
  });

  expect(loadModule('a')).toEqual({ first: 1, b: { seen: ['first'] }, last: 2 });
});

test('a module loads a separate file, and a package', () => {
  writeFileSync(join(folder, 'separate.js'), 'exports.value = 3;');
  const loadModule = loaderOf({ 'room/one': 'exports.separate = require("../separate");\nexports.path = require("path");' });

  expect(loadModule('room/one')).toMatchObject({ separate: { value: 3 } });
  expect(loadModule('room/one').path).toHaveProperty('posix');
});

test('text has the same characters, although the file is ASCII', () => {
  const text = 'exports.texts = ["…", `é${1}`, "😀", /^[–]$/.test("–"), /^😀$/u.test("😀")];';

  expect(loaderOf({ a: text })('a')).toEqual({ texts: ['…', 'é1', '😀', true, true] });
  expect(readFileSync(join(folder, 'library.js'), 'utf8')).toMatch(/^[\0-\x7f]+$/);
});

test.each(['module.exports = 1;', 'exports.a = __dirname;', 'exports.a = __filename;', 'const load_module = 1;'])(
  'a module that needs more than the one file offers is an error: %s', (text) => {
    expect(() => oneFile(new Map([['a', text]]))).toThrow('a: a module of the library can\'t use');
  });

test.each(EXAMPLES)('the example %s loads the entry point, the one file, and no other file', (example) => {
  expect(loadedModules(LIB, example)).toEqual(['index', 'library']);
});

test('the one file contains no module that the examples do not load, and a path into the package works', () => {
  const library = load(join(LIB, 'library.js')) as (id: string) => object;

  expect(() => library('pattern/private-ca-baseline')).toThrow();
  expect(existsSync(join(LIB, 'pattern/private-ca-baseline.js'))).toBe(true);
  expect(load(join(LIB, 'model/validity.js'))).toBe(library('model/validity'));
  expect((load(LIB) as { Validity: unknown }).Validity).toBe((library('model/validity') as { Validity: unknown }).Validity);
});
