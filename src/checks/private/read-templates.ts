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
    // A folder can contain other JSON and YAML files; they are no templates.
    const sources = reading.sources.filter(({ path: file, text }) => file.endsWith('.template')
      || (file.endsWith('.json') ? /"Resources"\s*:/ : /\bResources["']?\s*:/).test(text));
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
  const nestedPaths = assembly?.nested ?? {};
  const open: { path: string; facts: Facts; nested: boolean }[] = files
    .map((path) => ({ path, facts: assembly?.stacks.get(basename(path)) ?? {}, nested: false }));
  const seen = new Set<string>();
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, facts, nested } = next;
    if (seen.has(path)) { continue; }
    seen.add(path);
    try {
      const text = readFileSync(path, 'utf8');
      sources.push({ path, text, nestedPaths, ...facts, nested });
      const { region, account } = facts;
      for (const [asset, file] of Object.entries(nestedPaths)) {
        if (text.includes(asset)) { open.push({ path: file, facts: { region, account }, nested: true }); }
      }
    } catch (error) {
      unreadable.push(`${path}: ${(error as Error).message}`);
    }
  }
  return { sources: sources.reverse(), unreadable };
}

/** The assembly of a folder, if it has a manifest. */
function assemblyOf(folder: string): Assembly | undefined {
  const { artifacts } = readJson(join(folder, 'manifest.json'));
  if (!isObject(artifacts)) { return undefined; }
  const ofType = (type: string) => Object.entries(artifacts)
    .filter((entry): entry is [string, Json] => isObject(entry[1]) && entry[1].type === type)
    .map(([id, { environment, properties }]) => ({
      id,
      environment,
      properties: isObject(properties) ? properties : {},
    }));
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
  const match = /aws:\/\/([^/]*)\/(.*)/.exec(environment);
  const known = (text?: string) => text?.startsWith('unknown') ? undefined : text;
  return { account: known(match?.[1]), region: known(match?.[2]) };
}

function nestedTemplates(folder: string, file: string): Record<string, string> {
  const { files } = readJson(join(folder, file));
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

/** The object in a JSON file: empty, if there is none. */
function readJson(path: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path).toString());
  } catch {
    // The file doesn't exist, or it isn't JSON.
  }
  return isObject(json) ? json : {};
}
