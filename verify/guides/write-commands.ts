import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { shellBlocksOf, shellCommandsOf } from '../../test/docs/shell-commands';

/*
 * Writes the commands of the pages for the section `guides` of the verification: `commands.json` has all `aws`
 * commands of `docs/`, and there is a script with all commands of each guide.
 */

const ROOT = join(__dirname, '../..');
const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const pages = readdirSync(join(ROOT, 'docs'), { recursive: true }).map(String).filter((name) => name.endsWith('.md')).sort();
const read = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8');

const commands = pages.flatMap((name) => shellCommandsOf(`docs/${name}`, read(name))).filter(({ words }) => words[0] === 'aws');
writeFileSync(join(folder, 'commands.json'), `${JSON.stringify(commands, undefined, 1)}\n`);

for (const name of pages.filter((page) => page.startsWith('guides/') && page !== 'guides/README.md')) {
  writeFileSync(join(folder, name.slice('guides/'.length).replace('.md', '.sh')), shellBlocksOf(read(name)).map(({ text }) => text).join('\n'));
}
