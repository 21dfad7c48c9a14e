import { Options, Result, runRules, Violation } from './engine';
import { suggestionOf } from './nearest';
import { readPath } from './read-templates';
import { RULES } from './rules';
import { TemplateSource } from './template';
import { TemplateSet } from './template-set';

const USAGE = `Usage: cdk-private-ca check PATH… [--format text|json] [--informational] [--ignore RULE]…

Finds AWS Private CA mistakes in CloudFormation templates. PATH is a JSON or YAML template, a folder of templates, or a
cloud assembly (cdk.out).

Exit codes: 0 no errors, 1 errors, 2 a path or an argument can't be read.
`;

/** An empty section of resources in YAML. */
const NO_RESOURCES = /(?:^|[{,])[ \t]*["']?Resources["']?\s*:\s*\{\s*\}/m;

/** What the command needs of its surroundings. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Reads a YAML template as JSON. It needs aws-cdk-lib, which JSON templates don't. */
  readonly readYaml: (path: string) => string;
}

interface Arguments extends Options {
  readonly paths: readonly string[];
  readonly format: string;
}

/** Runs the command, and returns its exit code. */
export function run(args: readonly string[], { out, err, readYaml }: Surroundings): number {
  if (args.includes('--help') || args.includes('-h')) { out(USAGE); return 0; }
  const parsed = parse(args);
  if (typeof parsed === 'string') { err(`${parsed}\n\n${USAGE}`); return 2; }
  const readings = parsed.paths.map(readPath);
  const unreadable = readings.flatMap((reading) => reading.unreadable);
  const read = new Map(readings.flatMap((reading) => reading.sources).map((source) => [source.path, source]));
  const sources = withYaml([...read.values()], readYaml, unreadable);
  const set = new TemplateSet(sources);
  const { violations, notes } = runRules(set, parsed);
  for (const { source, readable } of set.templates) {
    if (!readable) { unreadable.push(`${source.path}: not a template`); }
  }
  const isChecked = set.templates.some(({ readable }) => readable);
  out(parsed.format === 'json' ? renderJson(violations, notes, unreadable) : renderText(violations, notes, unreadable, isChecked));
  if (unreadable.length > 0) { return 2; }
  return violations.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function parse(args: readonly string[]): Arguments | string {
  const [command, ...rest] = args;
  if (command !== 'check') { return command === undefined ? 'A command is missing.' : `There is no command "${command}".`; }
  const paths: string[] = [];
  const ignore: string[] = [];
  let [format, informational] = ['text', false];
  for (let index = 0; index < rest.length; index++) {
    const [name, inline] = rest[index].startsWith('--') ? rest[index].split(/=(.*)/s) : [rest[index]];
    if (!name.startsWith('--')) {
      paths.push(name);
    } else if (name === '--informational') {
      informational = true;
    } else if (name === '--format') {
      format = inline ?? rest[++index];
    } else if (name === '--ignore') {
      ignore.push(inline ?? rest[++index] ?? '');
    } else {
      return `There is no option "${name}".`;
    }
  }
  const ids = RULES.map(({ id }) => id);
  const unknown = ignore.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    const nearest = suggestionOf(unknown, ids);
    return `There is no rule "${unknown}".${nearest ? ` Did you mean ${nearest}?` : ''}`;
  }
  if (!['text', 'json'].includes(format)) { return '--format must be text or json.'; }
  return paths.length === 0 ? 'A path is missing.' : { paths, format, informational, ignore };
}

/** Templates in YAML become JSON. */
function withYaml(
  sources: readonly TemplateSource[], readYaml: (path: string) => string, unreadable: string[],
): TemplateSource[] {
  return sources.flatMap((source) => {
    if (!isYaml(source)) { return [source]; }
    try {
      return [{ ...source, text: jsonOf(source, readYaml) }];
    } catch (error) {
      unreadable.push(`${source.path}: ${(error as Error).message}`);
      return [];
    }
  });
}

/** The JSON of a template in YAML. aws-cdk-lib omits empty sections, and can't read a file without content. */
function jsonOf({ path, text }: TemplateSource, readYaml: (path: string) => string): string {
  if (text.split('\n').every((line) => /^\s*(#|---|$)/.test(line))) { return '{}'; }
  const json = readYaml(path);
  return NO_RESOURCES.test(text) ? JSON.stringify({ Resources: {}, ...JSON.parse(json) }) : json;
}

function isYaml({ path, text }: TemplateSource): boolean {
  return /\.ya?ml$/.test(path) || path.endsWith('.template') && !/^\s*\{/.test(text);
}

function renderText(
  violations: readonly Violation[], notes: readonly string[], unreadable: readonly string[], isChecked: boolean,
): string {
  const blocks = violations.map(({ rule, severity, effect, fix, places }) => [
    `${severity} ${rule.id}: ${rule.detects}`,
    `  ${effect}`,
    ...places.map(({ resource, location }) => `  - ${resource.template.source.path}: ${resource.id} ${location}`),
    `  Fix: ${fix}`,
  ].join('\n'));
  const count = (wanted: string) => violations.filter(({ severity }) => severity === wanted)
    .reduce((sum, { places }) => sum + places.length, 0);
  return [
    ...blocks,
    ...notes.map((note) => `note: ${note}`),
    ...unreadable.map((reason) => `can't read ${reason}`),
    ...unreadable.length > 0 ? [isChecked ? 'The check is incomplete. The following numbers are about the other templates.'
      : 'No template was checked.'] : [],
    ...isChecked ? [`Errors: ${count('error')}, warnings: ${count('warning')}, informational findings: ${count('info')}`] : [],
  ].join('\n\n') + '\n';
}

function renderJson(violations: Result['violations'], notes: readonly string[], unreadable: readonly string[]): string {
  const findings = violations.flatMap(({ rule, severity, effect, fix, places }) => places
    .map(({ resource, location }) => ({
      rule: rule.id,
      severity,
      templatePath: resource.template.source.path,
      logicalId: resource.id,
      location,
      effect,
      fix,
    })));
  return `${JSON.stringify({ findings, notes, unreadable }, undefined, 2)}\n`;
}
