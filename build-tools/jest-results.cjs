/* A reporter of jest: writes `.verify/results/jest.json` after a run of all tests. See build-tools/results.ts. */
const { execFileSync } = require('child_process');
const { mkdirSync, rmSync, writeFileSync } = require('fs');
const { join, relative } = require('path');

module.exports = class JestResults {
  constructor(config, { folder = join(config.rootDir, '.verify/results') } = {}) {
    this.config = config;
    this.folder = folder;
  }

  onRunComplete(_contexts, results) {
    const { rootDir, testPathPatterns, testNamePattern, onlyChanged, findRelatedTests, shard, watch } = this.config;
    const isPart = testPathPatterns?.patterns?.length || testNamePattern || onlyChanged || findRelatedTests || shard || watch;
    if (isPart) { return; }
    const path = join(this.folder, 'jest.json');
    rmSync(path, { force: true });
    if (results.numFailedTests > 0 || results.numRuntimeErrorTestSuites > 0) { return; }
    const git = (...args) => execFileSync('git', args, { cwd: rootDir, encoding: 'utf8' }).trim();
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(path, `${JSON.stringify({
      section: 'jest',
      seconds: Math.round((Date.now() - results.startTime) / 1000),
      date: new Date().toISOString(),
      commit: git('rev-parse', 'HEAD'),
      changed: git('status', '--porcelain', '--untracked-files=no') !== '',
      tests: results.numPassedTests,
      skipped: results.numPendingTests + results.numTodoTests,
      suites: results.numPassedTestSuites,
      files: Object.fromEntries(results.testResults
        .map(({ testFilePath, numPassingTests }) => [relative(rootDir, testFilePath), numPassingTests]).sort()),
    })}\n`);
  }
};
