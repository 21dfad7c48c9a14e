import { readFileSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';
import { transformSync } from '@swc/core';
import type { App } from 'aws-cdk-lib';
import { ROOT, SynthesizedStack, Template } from '../synth';

/* Synthesizes an example in this process, for tools that need only the templates. */

const load = createRequire(__filename);

/** Returns the stacks of an example, in the order of its cloud assembly. The resources have their construct paths. */
export function loadExample(name: string): SynthesizedStack[] {
  return stacksOfApp(appOf(name), name);
}

/** Returns the stacks of an app. */
export function stacksOfApp(app: App, name = 'app'): SynthesizedStack[] {
  const assembly = app.synth();
  const stacks = assembly.stacksRecursively.map((stack): SynthesizedStack => {
    const template = stack.template as Template;
    const paths = new Map(stack.findMetadataByType('aws:cdk:logicalId').map(({ path, data }) => [data as string, path.slice(1)]));
    const Resources = Object.fromEntries(Object.entries(template.Resources).map(([id, resource]) =>
      [id, paths.has(id) ? { ...resource, Metadata: { ...resource.Metadata, 'aws:cdk:path': paths.get(id)! } } : resource]));
    const { account, region } = stack.environment;
    return {
      name: stack.stackName,
      templatePath: join('cdk.out', name, stack.templateFile),
      template: { ...template, Resources },
      environment: [account, region].filter((part) => !part.startsWith('unknown-')).join(' · '),
    };
  });
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
    if (module === 'cdk-private-ca') { return load('../../src/index'); }
    return load(module.startsWith('.') ? join(folder, module) : module);
  };
  new Function('exports', 'require', '__dirname', code)(exported, importOf, folder);
  return exported.app!;
}
