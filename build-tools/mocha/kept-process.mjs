/*
 * The Mocha runner of Stryker, with one difference: the process stays alive for each mutant of code that runs both when
 * its module loads and in a test. Otherwise, Stryker starts a process for each of them, which takes longer than the
 * tests. The code that ran when the module loaded had no mutant, so a mutant counts as detected only if a test reaches it.
 */
import { createMochaTestRunner, strykerPlugins as plugins, strykerValidationSchema } from '@stryker-mutator/mocha-runner';

function createRunner(injector) {
  const runner = createMochaTestRunner(injector);
  runner.capabilities = () => Promise.resolve({ reloadEnvironment: true });
  return runner;
}
createRunner.inject = createMochaTestRunner.inject;

export const strykerPlugins = [{ ...plugins[0], name: 'mocha-kept-process', factory: createRunner }];
export { strykerValidationSchema };
