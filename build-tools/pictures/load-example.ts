import { readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { transformSync } from '@swc/core';
import type { App } from 'aws-cdk-lib';
import { ROOT, SynthesizedStack } from '../synth';

/* Synthesizes an example in this process, for tools that need only the templates. */

/** Returns the stacks of an example, in the order of its cloud assembly. */
export function loadExample(name: string): SynthesizedStack[] {
  const assembly = appOf(name).synth();
  const stacks = assembly.stacksRecursively.map(({ id, templateFile, template }) =>
    ({ name: id, templatePath: join('cdk.out', name, templateFile), template }));
  rmSync(assembly.directory, { recursive: true, force: true });
  return stacks;
}

function appOf(name: string): App {
  const folder = join(ROOT, 'examples', name);
  const { code } = transformSync(readFileSync(join(folder, 'app.ts'), 'utf8'), {
    swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
  });
  const exported: { app?: App } = {};
  const importOf = (module: string): unknown => {
    if (module === 'cdk-private-ca') { return require('../../src/index'); }
    return require(module.startsWith('.') ? join(folder, module) : module);
  };
  new Function('exports', 'require', '__dirname', code)(exported, importOf, folder);
  return exported.app!;
}
