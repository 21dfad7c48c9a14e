import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { snakeCase } from './api-names';
import { ROOT } from '../synth';

/* A page for each example: what it creates, its source in each language, and its cost. */

export interface Example {
  readonly name: string;
  readonly summary: string;
  readonly cost?: string;
  readonly source: string;
}

/** Reads the comment at the start of an example, and its source. */
export function readExample(name: string): Example {
  const source = readFileSync(join(ROOT, 'examples', name, 'app.ts'), 'utf8');
  const comment = /^\/\*\*\n([^]*?)\n \*\//.exec(source);
  if (comment === null) { throw new Error(`examples/${name}/app.ts has no comment at its start`); }
  const [summary, ...rest] = comment[1].replace(/^ \* ?/gm, '').split(/\n\s*\n/).map((block) => block.replace(/\s+/g, ' ').trim());
  return { name, summary, cost: rest.join('\n\n') || undefined, source: source.slice(comment[0].length).trim() };
}

/** The page of an example, whose first line is the title. */
export function examplePage({ name, summary, cost, source }: Example, visuals: readonly string[]): string {
  const command = ['```sh', `npm run demo -- ${name}`, '```'];
  return [
    `# Example: ${name}`, '',
    summary, '',
    ...cost === undefined ? [] : [cost.replace(/(https:\S+\/)/g, '<$1>').replace(/\bdocs\/([\w-]+\.md)/g, '[docs/$1]($1)'), ''],
    ...visuals,
    '## Source', '',
    ...sources(name, source), '',
    '## Try it', '',
    'In a clone of the repository, the following command lists the resources. It needs no AWS account.', '',
    ...command, '',
    `The folder [examples/${name}](../examples/${name}/cdk.json) contains the app and its \`cdk.json\`.`, '',
  ].join('\n');
}

/** The same app in each language. */
function sources(name: string, typescript: string): string[] {
  const pascal = name.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('').replace('Cloudfront', 'CloudFront');
  const snake = snakeCase(name.replaceAll('-', '_'));
  const others = ([
    ['python', 'Python', `examples/python/${snake}.py`],
    ['java', 'Java', `examples/java/src/main/java/io/github/cdkprivateca/examples/${pascal}.java`],
    ['go', 'Go', `examples/go/${snake}.go`],
  ] as const).filter(([, , path]) => existsSync(join(ROOT, path)));
  const block = (language: string, label: string, code: string) => [`\`\`\`${language} [${label}]`, code.trim(), '```', ''];
  if (others.length === 0) { return ['```ts', typescript, '```']; }
  return ['::: code-group', '', ...block('ts', 'TypeScript', typescript),
    ...others.flatMap(([language, label, path]) => block(language, label, readFileSync(join(ROOT, path), 'utf8'))), ':::'];
}

/** The index of the examples. */
export function exampleIndex(examples: readonly Example[]): string {
  return ['# Examples', '', 'Small apps, each with its fixed monthly cost. The tests synthesize all of them.', '',
    '| Example | What it creates | Fixed monthly cost |', '| --- | --- | --- |',
    ...examples.map(({ name, summary, cost }) =>
      `| [${name}](/examples/${name}) | ${summary} | ${/\$[\d,.]+\d/.exec(cost ?? '')?.[0] ?? '–'} |`), ''].join('\n');
}
