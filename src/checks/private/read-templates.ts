import { readdirSync, readFileSync, statSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import { isObject, Json, TemplateSource } from './template';

/* The only file of the library that reads files: synthesized templates. */

/** What was read, and what could not be. */
export interface Reading {
  readonly sources: readonly TemplateSource[];
  readonly unreadable: readonly string[];
}

type Facts = Pick<TemplateSource, 'stackName' | 'region' | 'account'>;

/** What the manifest of a cloud assembly says. */
interface Assembly {
  /** The facts about each stack, by the name of its template file. */
  readonly stacks: ReadonlyMap<string, Facts>;
  /** The template files of nested stacks, by the name of the asset. */
  readonly nested: Readonly<Record<string, string>>;
  /** The folders of the assemblies of stages. */
  readonly stages: readonly string[];
}

/** Reads the templates of stacks that an app synthesized, and those of their nested stacks. */
export function readSynthesized(paths: readonly string[]): Reading {
  const folders = new Map<string, string[]>();
  for (const path of [...new Set(paths)]) { folders.set(dirname(path), [...folders.get(dirname(path)) ?? [], path]); }
  return merge([...folders].map(([folder, files]) => readAll(files, assemblyOf(folder))));
}

/** Reads the templates that a path names: a template, a folder of templates, or a cloud assembly. */
export function readPath(path: string): Reading {
  try {
    if (!statSync(path).isDirectory()) { return readAll([resolve(path)], assemblyOf(dirname(resolve(path)))); }
  } catch (error) {
    return { sources: [], unreadable: [`${path}: ${(error as Error).message}`] };
  }
  const folder = resolve(path);
  const assembly = assemblyOf(folder);
  if (!assembly) {
    const files = readdirSync(folder).filter((name) => /\.(json|template|ya?ml)$/.test(name)).sort();
    const reading = readAll(files.map((name) => join(folder, name)));
    // A folder can contain other JSON files; they are no templates.
    const sources = reading.sources.filter(({ path: file, text }) => !file.endsWith('.json') || /"Resources"\s*:/.test(text));
    return sources.length > 0 ? { ...reading, sources } : { sources, unreadable: [`${path}: no template was found`] };
  }
  const files = [...assembly.stacks.keys()].map((name) => join(folder, name));
  return merge([readAll(files, assembly), ...assembly.stages.map((stage) => readPath(join(folder, stage)))]);
}

function merge(readings: readonly Reading[]): Reading {
  return {
    sources: readings.flatMap(({ sources }) => sources),
    unreadable: readings
      .flatMap(({ unreadable }) => unreadable),
  };
}

function readAll(files: readonly string[], assembly?: Assembly): Reading {
  const sources: TemplateSource[] = [];
  const unreadable: string[] = [];
  const nestedPaths = assembly?.nested;
  const read = (path: string, more: Partial<TemplateSource>): string => {
    try {
      const text = readFileSync(path, 'utf8');
      sources.push({ path, text, nestedPaths, ...more });
      return text;
    } catch (error) {
      unreadable.push(`${path}: ${(error as Error).message}`);
      return '';
    }
  };
  const open: { path: string; facts: Facts; nested: boolean }[] = files
    .map((path) => ({ path, facts: assembly?.stacks.get(basename(path)) ?? {}, nested: false }));
  const seen = new Set<string>();
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next.path)) { continue; }
    seen.add(next.path);
    const text = read(next.path, { ...next.facts, nested: next.nested });
    if (!nestedPaths || !text.includes('AWS::CloudFormation::Stack')) { continue; }
    const { region, account } = next.facts;
    for (const [asset, path] of Object.entries(nestedPaths)) {
      if (text.includes(asset)) { open.push({ path, facts: { region, account }, nested: true }); }
    }
  }
  return { sources: sources.reverse(), unreadable };
}

/** The assembly of a folder, if it has a manifest. */
function assemblyOf(folder: string): Assembly | undefined {
  const manifest = readJson(join(folder, 'manifest.json'));
  if (!manifest || !isObject(manifest.artifacts)) { return undefined; }
  const artifacts = Object.entries(manifest.artifacts).flatMap(([id, artifact]) => isObject(artifact)
    ? [{
      id,
      type: artifact.type,
      environment: artifact.environment,
      properties: isObject(artifact.properties)
        ? artifact.properties : {},
    }]
    : []);
  const ofType = (type: string) => artifacts.filter((artifact) => artifact.type === type);
  return {
    stacks: new Map(ofType('aws:cloudformation:stack').map(({ id, environment, properties }) => [String(properties.templateFile), {
      ...environmentOf(String(environment)),
      stackName: String(properties.stackName ?? id),
    }])),
    nested: Object.assign({}, ...ofType('cdk:asset-manifest').map(({ properties }) => nestedTemplates(folder, String(properties.file)))),
    stages: ofType('cdk:cloud-assembly').map(({ properties }) => String(properties.directoryName)),
  };
}

function environmentOf(environment: string): Facts {
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(environment) ?? [];
  return {
    account: account?.startsWith('unknown') ? undefined : account,
    region: region?.startsWith('unknown') ? undefined : region,
  };
}

function nestedTemplates(folder: string, file: string): Record<string, string> {
  const files = readJson(join(folder, file))?.files;
  const nested: Record<string, string> = {};
  for (const asset of Object.values(isObject(files) ? files : {})) {
    const path = isObject(asset) && isObject(asset.source) ? asset.source.path : undefined;
    if (typeof path !== 'string' || !path.endsWith('.nested.template.json')) { continue; }
    nested[path] = join(folder, path);
    for (const destination of Object.values(isObject((asset as Json).destinations)
      ? (asset as Json).destinations as Json : {})) {
      if (isObject(destination)) { nested[basename(String(destination.objectKey))] = join(folder, path); }
    }
  }
  return nested;
}

function readJson(path: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
