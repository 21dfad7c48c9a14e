import { readFileSync } from 'fs';
import { join } from 'path';
import { authorityTree } from './authorities';
import { escaped, scrolling, tableOf } from './html';
import { STYLE } from './style';
import { accessTable, alarmTable, costTable, typeTable } from './tables';
import { loadExample } from '../pictures/load-example';
import { pictureOfStacks } from '../pictures/picture';
import { picturesOfStacks } from '../pictures/pictures-of';
import { ROOT, SynthesizedStack } from '../synth';

/* The page of an example: one HTML file without requests and without scripts. */

/** Returns the page of an example in `examples/`: one self-contained HTML document. */
export function demoPageOf(example: string): Promise<string> {
  return demoPageOfStacks(`examples/${example}`, loadExample(example), introductionOf(example));
}

/** Returns the first paragraph of the comment at the beginning of an example. */
export function introductionOf(example: string): string {
  const [, comment] = /^\/\*\*\n([^]*?)\n \*(?:\n|\/)/.exec(readFileSync(join(ROOT, 'examples', example, 'app.ts'), 'utf8')) ?? [];
  return (comment ?? '').replace(/^ \* ?/gm, '').replace(/\n/g, ' ').trim();
}

/** Returns the page of synthesized stacks. */
export async function demoPageOfStacks(title: string, stacks: readonly SynthesizedStack[], introduction = ''): Promise<string> {
  const picture = pictureOfStacks(stacks);
  const alarms = alarmTable(stacks);
  const sections: [id: string, heading: string, content: string][] = [
    ['picture', 'Picture', await pictureSection(stacks)],
    ['authorities', 'Certificate authorities', authorityTree(stacks)],
    ['access', 'Permissions', `<p>Each row is an Allow statement of a policy. Deny statements are not in the table. They restrict these
permissions further.</p>\n${tableOf(accessTable(stacks, picture))}`],
    ['alarms', 'Alarms', alarms.groups.length > 0 ? tableOf(alarms) : '<p>The app creates no alarm.</p>'],
    ['costs', 'Costs', costSection(stacks)],
    ['resources', 'Resources', tableOf(typeTable(stacks))],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}: what it creates</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}: what it creates</h1>
${introduction ? `<p>${escaped(introduction)}</p>\n` : ''}<nav aria-label="Sections">
<ul>
${sections.map(([id, heading]) => `<li><a href="#${id}">${heading}</a></li>`).join('\n')}
</ul>
</nav>
</header>
<main>
${sections.map(([id, heading, content]) => `<section aria-labelledby="${id}">\n<h2 id="${id}">${heading}</h2>\n${content}\n</section>`).join('\n')}
</main>
<footer>
<p>Generated from the synthesized templates: ${stacks.map(({ templatePath }) => escaped(templatePath)).join(', ')}.</p>
</footer>
</body>
</html>
`;
}

async function pictureSection(stacks: readonly SynthesizedStack[]): Promise<string> {
  const { light, dark, alt } = await picturesOfStacks(stacks);
  const [, width, height] = /<svg width="(\d+)" height="(\d+)"/.exec(light)!;
  const address = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return scrolling('Picture of the resources and permissions', `<picture>
<source media="(prefers-color-scheme: dark)" srcset="${address(dark)}">
<img alt="${escaped(alt)}" width="${width}" height="${height}" src="${address(light)}">
</picture>`);
}

function costSection(stacks: readonly SynthesizedStack[]): string {
  const table = costTable(stacks);
  const note = '<p>Storage, requests, queries, and certificates are billed by use, in addition.</p>';
  return table.groups.length > 0 ? `${tableOf(table)}\n${note}` : `<p>The resources of the app have no fixed monthly cost.</p>\n${note}`;
}
