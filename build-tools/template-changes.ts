import { createHash } from 'crypto';
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { exampleNames, ROOT, stacksOf, Template } from './synth';

/*
 * Compares the templates of all examples with those of the last release. `npm run examples` writes the templates.
 *
 * With `--record`, writes `verify/templates.json`. Do this in the commit after a release (CONTRIBUTING.md).
 */

const RECORD = join(ROOT, 'verify/templates.json');
const CHANGELOG = join(ROOT, 'CHANGELOG.md');
const HASH_LENGTH = 12;

/** A hash of each resource, by example, stack, and logical ID. */
export type TemplateRecord = Readonly<Record<string, string>>;

/** A resource that the last release creates in another way. */
export interface TemplateChange {
  readonly example: string;
  readonly logicalId: string;
  readonly kind: 'added' | 'changed' | 'removed';
}

/** Returns the hashes of the resources of one example. */
export function recordOf(
  example: string, stacks: readonly { readonly name: string; readonly template: Template }[],
): TemplateRecord {
  return Object.fromEntries(stacks.flatMap(({ name, template: { Resources } }) =>
    Object.entries(Resources).map(([logicalId, resource]) => [`${example}/${name}/${logicalId}`, hashOf(resource)])));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, HASH_LENGTH);
}

/** Returns the differences of examples that both versions contain. */
export function changesBetween(last: TemplateRecord, now: TemplateRecord): TemplateChange[] {
  const exampleOf = (path: string) => path.split('/')[0];
  const [examples, others] = [last, now].map((record) => new Set(Object.keys(record).map(exampleOf)));
  return [...new Set([...Object.keys(last), ...Object.keys(now)])].sort().flatMap((path) => {
    const example = exampleOf(path);
    if (last[path] === now[path] || !examples.has(example) || !others.has(example)) { return []; }
    const kind = !(path in last) ? 'added' : path in now ? 'changed' : 'removed';
    return [{ example, logicalId: path.split('/').at(-1)!, kind }];
  });
}

/**
 * Returns the changes that the newest entry of a changelog does not announce.
 *
 * Its section "Templates" has a line for each example, with the name and the logical IDs as code.
 */
export function unannounced(changes: readonly TemplateChange[], changelog: string): TemplateChange[] {
  const [, entry = ''] = changelog.split(/^## /m);
  const [, section = ''] = entry.split(/^### Templates$/m);
  const lines = section.split(/^### /m)[0].split('\n');
  return changes.filter(({ example, logicalId }) =>
    !lines.some((line) => line.includes(`\`${example}\``) && line.includes(`\`${logicalId}\``)));
}

/** The JSON text of a value, with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) { return item; }
    return Object.fromEntries(Object.entries(item).sort(([one], [other]) => one < other ? -1 : 1));
  });
}

if (require.main === module) {
  const records = exampleNames().map((name) => recordOf(name, stacksOf(join(ROOT, 'cdk.out', name))));
  const now = Object.assign({}, ...records) as TemplateRecord;
  const resources = `${Object.keys(now).length} resources of ${exampleNames().length} examples`;
  if (process.argv.includes('--record')) {
    writeFileSync(RECORD, `${JSON.stringify(now, undefined, 1)}\n`);
    process.stdout.write(`${resources} recorded\n`);
  } else if (!existsSync(RECORD)) {
    process.stdout.write(`${resources}; there is no release to compare with\n`);
  } else {
    const changes = changesBetween(JSON.parse(readFileSync(RECORD, 'utf8')) as TemplateRecord, now);
    const missing = unannounced(changes, readFileSync(CHANGELOG, 'utf8'));
    process.stdout.write(`${resources}; ${changes.length} changes, ${missing.length} not in CHANGELOG.md\n`);
    for (const { example, logicalId, kind } of missing) {
      process.stderr.write(`- \`${example}\`: \`${logicalId}\` (${kind})\n`);
    }
    process.exitCode = missing.length > 0 ? 1 : 0;
  }
}
