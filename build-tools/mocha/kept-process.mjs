/*
 * The Mocha runner of Stryker, with two differences:
 *
 * - The process stays alive for each mutant of code that runs both when its module loads and in a test. Otherwise,
 *   Stryker starts a process for each of them, which takes longer than the tests. The code that ran when the module
 *   loaded had no mutant, so a mutant counts as detected only if a test reaches it.
 * - The tests that reach a mutant are a set. Stryker makes a regular expression of their titles, which takes seconds to
 *   match with thousands of tests.
 */
import { createMochaTestRunner, strykerPlugins as plugins, strykerValidationSchema } from '@stryker-mutator/mocha-runner';

/** A pattern that matches some titles. Mocha calls only its method `test`. */
class Titles extends RegExp {
  constructor(titles) {
    super('(?:)');
    this.titles = new Set(titles);
  }

  test(title) { return this.titles.has(title); }
}

function createRunner(injector) {
  const runner = createMochaTestRunner(injector);
  const mutantRun = runner.mutantRun.bind(runner);
  return Object.assign(runner, {
    capabilities: () => Promise.resolve({ reloadEnvironment: true }),
    mutantRun: ({ testFilter, ...options }) => {
      runner.mocha.options.grep = testFilter && new Titles(testFilter);
      return mutantRun(options);
    },
  });
}
createRunner.inject = createMochaTestRunner.inject;

export const strykerPlugins = [{ ...plugins[0], name: 'mocha-kept-process', factory: createRunner }];
export { strykerValidationSchema };
