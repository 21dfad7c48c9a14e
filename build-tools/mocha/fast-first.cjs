/*
 * The order of tests for Stryker, which runs the tests that reach a mutant in the same process for each mutant, and
 * stops at the first failure. Tests with the shortest last duration go first, and before them those that detected one of
 * the latest mutants, because the next mutant is often in the same function.
 */
const Module = require('module');
const Mocha = require('mocha');

/** The number of mutants for which a test that failed goes first. */
const REMEMBERED = 10;
const failures = new WeakMap();
let runs = 0;

/** A file of policies evaluates many requests, so that it is slow until the first run has measured it. */
const guess = (test) => /\.policies\./.test(test.file ?? '') ? 1000 : 1;
const isHot = (test) => runs - (failures.get(test) ?? -Infinity) <= REMEMBERED;
const costOf = (test) => (test.duration ?? guess(test)) / (isHot(test) ? 100 : 1);

/** Sorts a suite. Returns the cost of its first test if that detected a mutant, or else of all tests. */
function sort(suite) {
  const tests = new Map(suite.tests.map((test) => [test, costOf(test)]));
  const suites = new Map(suite.suites.map((child) => [child, sort(child)]));
  suite.tests.sort((one, other) => tests.get(one) - tests.get(other));
  suite.suites.sort((one, other) => suites.get(one) - suites.get(other));
  const costs = [...tests.values(), ...suites.values()];
  return suite.tests.some(isHot) ? Math.min(...costs) : costs.reduce((sum, cost) => sum + cost, 0);
}

function remember(suite) {
  suite.tests.filter(({ state }) => state === 'failed').forEach((test) => failures.set(test, runs));
  suite.suites.forEach(remember);
}

/*
 * Tests build values on first use (test/support/lazily.ts). Each mutant needs its own values. While Stryker measures
 * which test reaches which code, each test does.
 */
globalThis.scopeOfLazyValues = () => `${runs} ${globalThis.__stryker__?.currentTestId ?? ''}`;

/*
 * aws-cdk-lib has two tables that keep every token and reference, and with them each app of each test. A process would
 * run out of memory after some hundred mutants. What modules create while they load stays.
 */
let loading = 0;
const compile = Module.prototype._compile;
Module.prototype._compile = function (...args) {
  loading += 1;
  try { return compile.apply(this, args); } finally { loading -= 1; }
};

/** A table of aws-cdk-lib that can forget what tests have added. */
class Forgetful {
  constructor(table) {
    this.table = table;
    this.added = new Set();
    table.set = (key, value) => {
      if (loading === 0) { this.added.add(key); }
      return Map.prototype.set.call(table, key, value);
    };
  }

  forget() {
    this.added.forEach((key) => this.table.delete(key));
    this.added.clear();
  }
}

const tables = new Map();
function forgetApps() {
  const { stringTokenMap, numberTokenMap } = globalThis.__cdkTokenMap ?? {};
  const references = Object.values(require.cache)
    .map((module) => module.filename.endsWith('/core/lib/private/cfn-reference.js') && module.exports.CfnReference.referenceTable);
  for (const table of [stringTokenMap, numberTokenMap, ...references]) {
    // What an unknown table has stays, because modules can have created it.
    if (table instanceof Map && !tables.has(table)) { tables.set(table, new Forgetful(table)); }
  }
  tables.forEach((table) => table.forget());
}

/** After this time, the remaining tests of a mutant don't run, so that it counts as a survivor. */
const seconds = Number(process.env.MUTATION_SECONDS ?? Infinity);

const run = Mocha.prototype.run;
Mocha.prototype.run = function (...args) {
  remember(this.suite);
  forgetApps();
  runs += 1;
  sort(this.suite);
  const runner = run.apply(this, args);
  const isMutant = globalThis.__stryker__?.activeMutant !== undefined;
  const start = Date.now();
  if (isMutant) { runner.on('test end', () => { if (Date.now() - start > seconds * 1000) { runner.abort(); } }); }
  return runner;
};
