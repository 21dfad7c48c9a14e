import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { lazyIndex, withAbsoluteLinks, withLazyModules, withoutComments } from '../../build-tools/lean-lib';

const ROOT = join(__dirname, '../..');

/** Runs JavaScript in a new process, with the compiled library, and returns what it prints. */
function outputOf(javaScript: string, ...options: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, '--eval', javaScript], { cwd: ROOT, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('the entry point exports every class and enumeration of the assembly, and nothing else', () => {
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { types: Record<string, { name: string; kind: string }> };
  const names = Object.values(types).filter(({ kind }) => kind !== 'interface').map(({ name }) => name).sort();

  expect(outputOf('console.log(JSON.stringify(Object.entries(require("./lib")).filter(([, value]) => value).map(([name]) => name)))'))
    .toEqual(names);
});

test('the entry point loads a module when one of its exports is used', () => {
  const loaded = 'Object.keys(require.cache).filter((path) => path.includes("/lib/")).map((path) => path.split("/lib/")[1])';

  expect(outputOf(`const library = require("./lib"); const before = ${loaded}; library.SharePermission; console.log(JSON.stringify([before, ${loaded}]))`))
    .toEqual([['index.js'], ['index.js', 'access/share-permission.js']]);
});

test('an ECMAScript module imports names of the entry point, and they are the same as those of CommonJS', () => {
  expect(outputOf(
    'import { createRequire } from "module"; import { Validity } from "./lib/index.js";'
    + 'console.log(createRequire(import.meta.url)("./lib/index.js").Validity === Validity)',
    '--input-type=module',
  )).toBe(true);
});

test('no compiled file contains a comment or a source map', () => {
  const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const text = (name: string) => readFileSync(join(ROOT, 'lib', name), 'utf8');

  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((name) => /^\s*\/[/*]|sourceMappingURL/m.test(text(name)))).toEqual([]);
  expect(withoutComments('/** Text. */\nconst a = 1; // one\nexports.a = a;\n//# sourceMappingURL=x\n')).toBe('"use strict";\nconst a = 1;\nexports.a = a;\n');
});

test('a module is loaded where one of its exports is read', () => {
  const lazy = withLazyModules([
    'const cdk_1 = require("aws-cdk-lib");',
    'const other_1 = require("./other");',
    'const made = () => new other_1.Thing(other_1.SIZE, cdk_1.App);',
    '(0, other_1.call)({ size: other_1.SIZE });',
  ].join('\n'));

  expect(lazy.split('\n')).toEqual([
    'const cdk_1 = require("aws-cdk-lib");',
    'let other_1_loaded;',
    'const other_1 = () => other_1_loaded ??= require("./other");',
    'const made = () => new (other_1().Thing)(other_1().SIZE, cdk_1.App);',
    '(0, other_1().call)({ size: other_1().SIZE });',
  ]);
});

test('links of a README to files of the repository become absolute, and other links stay', () => {
  const page = '[a](docs/a.md#b) [c](https://example.com/c.md) [d](#d) [e](LICENSE)';

  expect(withAbsoluteLinks(page, 'https://example.com/library')).toBe(
    '[a](https://example.com/library/blob/main/docs/a.md#b) [c](https://example.com/c.md) [d](#d) [e](https://example.com/library/blob/main/LICENSE)');
});

test('pictures of a README become absolute', () => {
  const page = '<source srcset="docs/a.dark.svg"><img alt="A" src="docs/a.svg"><img src="https://example.com/b.svg">';

  expect(withAbsoluteLinks(page, 'https://example.com/library')).toBe('<source srcset="https://example.com/library/raw/main/docs/a.dark.svg">'
    + '<img alt="A" src="https://example.com/library/raw/main/docs/a.svg"><img src="https://example.com/b.svg">');
});

test('output of the compiler that is not known is an error', () => {
  const star = (module: string) => `__exportStar(require("${module}"), exports);\n`;

  expect(() => withLazyModules('const other_1 = require("./other");\nuse(other_1);')).toThrow('use(other_1): has the output of the compiler changed?');
  expect(() => lazyIndex('', () => '')).toThrow('the entry point exports nothing');
  expect(() => lazyIndex(star('./a') + star('./b'), () => 'exports.Same = 1;')).toThrow('./b and ./a both export Same');
  expect(() => lazyIndex(star('./a'), () => star('./b'))).toThrow('./a exports another module');
});
