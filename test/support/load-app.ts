import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { transformSync } from '@swc/core';
import { App } from 'aws-cdk-lib';

const ROOT = join(__dirname, '../..');

/** What an example or an integration app exports. */
interface AppModule { readonly app: App }

/**
 * Loads a new app from a file of an example or of an integration app, whose path is relative to the project. Its imports
 * are those of the tests.
 *
 * cdk-nag finds resources by their classes, and none in a second copy of aws-cdk-lib. A copy also loads slowly, and
 * mutation testing does not detect changes of the constants in a copy of the library.
 */
export function loadApp<T extends AppModule>(path: string): T {
  const folder = dirname(join(ROOT, path));
  const { code } = transformSync(readFileSync(join(ROOT, path), 'utf8'), {
    swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
  });
  const exported = {} as T;
  const importOf = (name: string): unknown => {
    // An integration app that adds a test to an example.
    if (name.startsWith('../examples/')) { return loadApp(`${join(dirname(path), name)}.ts`); }
    return name === './load-example' ? {} : jest.requireActual(name.startsWith('.') ? join(folder, name) : name);
  };
  new Function('exports', 'require', '__dirname', code)(exported, importOf, folder);
  return exported;
}
