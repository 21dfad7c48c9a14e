/*
 * Runs the tests with the shortest last duration first, for Stryker: it runs the tests that reach a mutant in the same
 * process for each mutant, and stops at the first failure. Most mutants fail a fast test.
 */
const Mocha = require('mocha');

/** A file of policies evaluates many requests, so that it is slow until the first run has measured it. */
const guess = (test) => /\.policies\./.test(test.file ?? '') ? 1000 : 1;
const durationOf = (test) => test.duration ?? guess(test);
const totalOf = (suite) => suite.tests.reduce((sum, test) => sum + durationOf(test), 0)
  + suite.suites.reduce((sum, child) => sum + totalOf(child), 0);

function sort(suite) {
  const durations = new Map(suite.tests.map((test) => [test, durationOf(test)]));
  suite.tests.sort((one, other) => durations.get(one) - durations.get(other));
  const totals = new Map(suite.suites.map((child) => [child, totalOf(child)]));
  suite.suites.sort((one, other) => totals.get(one) - totals.get(other));
  suite.suites.forEach(sort);
}

const run = Mocha.prototype.run;
Mocha.prototype.run = function (...args) {
  sort(this.suite);
  return run.apply(this, args);
};
