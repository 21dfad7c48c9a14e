import { createRequire } from 'module';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { register } from 'tsconfig-paths';
import { ROOT, Template } from './synth';

/* The templates of the examples, synthesized in this process. */

const load = createRequire(__filename);
const TEMPLATES = new Map<string, Record<string, Template>>();

/** Returns the templates of an example by the paths of their stacks. A caller can change its copy. */
export function templatesOfExample(name: string): Record<string, Template> {
  if (!TEMPLATES.has(name)) {
    const { app } = load(join(ROOT, 'examples', name, 'app')) as { app: App };
    TEMPLATES.set(name, Object.fromEntries(app.node.findAll().filter((node): node is Stack => Stack.isStack(node))
      .map((stack) => [stack.node.path, Synthesized.fromStack(stack).toJSON() as Template])));
  }
  return structuredClone(TEMPLATES.get(name)!);
}

/** Resolves the name of the library to its sources, for programs outside of jest. */
export function resolveLibrary(): void {
  process.env.CDK_VALIDATION ??= 'false'; // test/compliance validates the same apps
  register({ baseUrl: ROOT, paths: { 'cdk-private-ca': ['./src/index.ts'] } });
}
