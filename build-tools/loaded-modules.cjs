/*
 * node loaded-modules.cjs LIB EXAMPLE: synthesizes an example with a compiled library, and prints the files of the
 * library that it loads.
 */
const { readFileSync } = require('fs');
const Module = require('module');
const { join, relative } = require('path');
const { transformSync } = require('@swc/core');

const [lib, example] = process.argv.slice(2);

const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...others) =>
  request === 'cdk-private-ca' ? join(lib, 'index.js') : resolve.call(Module, request, ...others);
Module._extensions['.ts'] = (module, filename) => module._compile(transformSync(readFileSync(filename, 'utf8'), {
  filename, module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
}).code, filename);

process.on('exit', () => {
  const files = Object.keys(require.cache).map((path) => relative(lib, path)).filter((path) => !path.startsWith('..'));
  process.stdout.write(JSON.stringify(files.sort()));
});
require(example);
