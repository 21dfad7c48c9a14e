import { spawnSync } from 'child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'fs';
import { join, relative } from 'path';

/* Synthesizes examples with the `cdk` command, without network access and with validation findings as errors. */

export const ROOT = join(__dirname, '..');

/** The examples intentionally set no feature flags, because the templates of this library do not depend on them. */
const FLAGS_HINT = /^\d+ feature flags are not configured.*\n/m;

/** A synthesized stack of an example. */
export interface SynthesizedStack {
  readonly name: string;
  /** The path of the template, relative to the project root. */
  readonly templatePath: string;
  readonly template: Template;
  /** The account and the Region, if they are known. */
  readonly environment?: string;
}

/** The part of an artifact of a cloud assembly that the tools read. */
interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties: { readonly templateFile: string; readonly directoryName: string };
}

/** The part of a CloudFormation template that the tools read. */
export interface Template {
  readonly Resources: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly Metadata?: Record<string, unknown>;
}

/** Returns the names of all examples in TypeScript, which are folders in `examples/`. */
export function exampleNames(): string[] {
  return readdirSync(join(ROOT, 'examples')).filter((name) => existsSync(join(ROOT, 'examples', name, 'app.ts'))).sort();
}

/** Synthesizes an example into `cdk.out/NAME`. */
export function synthesizeExample(name: string): SynthesizedStack[] {
  const output = join(ROOT, 'cdk.out', name);
  rmSync(output, { recursive: true, force: true });
  const { status, stderr } = spawnSync(process.execPath, [
    join(ROOT, 'node_modules/aws-cdk/bin/cdk'), 'synth', '--quiet',
    '--output', output,
    '--context', '@aws-cdk/core:validateAgainstDefaultRules=true',
  ], {
    cwd: join(ROOT, 'examples', name),
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    encoding: 'utf8',
  });
  process.stderr.write(stderr.replace(FLAGS_HINT, ''));
  if (status !== 0) { throw new Error(`examples/${name} could not be synthesized (cdk exited with ${status})`); }
  return stacksOf(output);
}

/** Reads the stacks of a synthesized app. */
export function stacksOf(output: string): SynthesizedStack[] {
  const manifest = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8')) as { artifacts: Record<string, Artifact> };
  return Object.entries(manifest.artifacts).flatMap(([name, { type, environment = '', properties }]) => {
    // A stage has a separate folder.
    if (type === 'cdk:cloud-assembly') { return stacksOf(join(output, properties.directoryName)); }
    if (type !== 'aws:cloudformation:stack') { return []; }
    const path = join(output, properties.templateFile);
    const known = environment.replace('aws://', '').split('/').filter((part) => part !== '' && !part.startsWith('unknown-'));
    const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
    return [{ name, templatePath: relative(ROOT, path), template, environment: known.join(' · ') }];
  });
}
