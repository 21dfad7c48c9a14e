/*
 * The globals of jest under mocha, so that the same tests run in one process that loads aws-cdk-lib once. Stryker's
 * runner for jest loads everything again for each mutant.
 */
process.env.TS_NODE_TRANSPILE_ONLY = 'true';
require('ts-node').register({ swc: true, transpileOnly: true, cwd: process.cwd(), project: 'tsconfig.json' });
require('tsconfig-paths').register({ baseUrl: process.cwd(), paths: { 'cdk-private-ca': ['./src/index.ts'] } });

// The folder with other versions of aws-cdk-lib and constructs, if there is one.
const peers = process.env.CDK_PRIVATE_CA_PEERS;
if (peers) {
  const Module = require('module');
  const resolve = Module._resolveFilename;
  const paths = [require('path').resolve(peers)];
  Module._resolveFilename = (request, parent, isMain, options) =>
    resolve(request, parent, isMain, /^(aws-cdk-lib|constructs)($|\/)/.test(request) ? { paths } : options);
}

const { expect } = require('expect');
const { bind } = require('jest-each');
const { ModuleMocker } = require('jest-mock');

const mocker = new ModuleMocker(globalThis);
globalThis.expect = expect;
globalThis.jest = {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
  requireActual: require, // relative paths are those of test/ROOM, which is as deep as this folder
  isolateModules: (run) => {
    const loaded = { ...require.cache };
    for (const file of Object.keys(loaded)) { delete require.cache[file]; }
    try { run(); } finally {
      for (const file of Object.keys(require.cache)) { delete require.cache[file]; }
      Object.assign(require.cache, loaded);
    }
  },
};

/** A global of mocha that is defined when its interface loads, with the form of jest. */
function define(name, convert) {
  let value;
  Object.defineProperty(globalThis, name, { configurable: true, get: () => value, set: (mocha) => { value = convert(mocha); } });
}
/** A function without parameters, because mocha would wait for a callback. */
const withoutCallback = (run) => run && function () { return run.call(this); };
const inForm = (mocha) => {
  const named = (name, run) => mocha(String(name), withoutCallback(run));
  const skip = (name) => mocha.skip(String(name));
  return Object.assign(named, { each: bind(named, false), skip: Object.assign(skip, { each: bind(skip, false) }), only: mocha.only });
};

define('describe', inForm);
define('it', (mocha) => { globalThis.test = inForm(mocha); return mocha; });
define('before', (mocha) => { globalThis.beforeAll = (run) => mocha(withoutCallback(run)); return mocha; });
define('after', (mocha) => { globalThis.afterAll = (run) => mocha(withoutCallback(run)); return mocha; });

require('../../test/support/setup.ts');
