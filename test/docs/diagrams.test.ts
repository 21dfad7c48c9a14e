import { execFileSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '../..');

interface Diagram { readonly page: string; readonly title: string; readonly text: string; readonly before: string }

const DIAGRAMS: Diagram[] = ['docs', 'docs/guides'].flatMap((folder) => readdirSync(join(ROOT, folder))
  .filter((name) => name.endsWith('.md')).flatMap((name) => {
    const page = readFileSync(join(ROOT, folder, name), 'utf8');
    return [...page.matchAll(/^```mermaid\n(sequenceDiagram\n[^]*?)^```$/gm)].map(({ index, 1: text }) => ({
      page: `${folder}/${name}`, title: /^ *accTitle: (.*)$/m.exec(text)?.[1] ?? '', text, before: page.slice(0, index).trimEnd().split('\n\n').pop()!,
    }));
  }));

/** Renders diagrams with beautiful-mermaid, which is an ES module, in another process. */
function render(texts: string[]): string[] {
  const program = `import { renderMermaidSVG } from 'beautiful-mermaid';
    import { readFileSync } from 'fs';
    console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map((text) => renderMermaidSVG(text, {}))));`;
  const input = JSON.stringify(texts);
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: ROOT, input, encoding: 'utf8' })) as string[];
}

/** The width of a text in a label. The renderer uses 11 pixels, and its characters are at most 6 pixels wide on average. */
const widthOf = (text: string) => text.length * 6;

/** What a reader of the picture misses or can't read. The renderer ignores lines that it can't read. */
function findings(text: string, svg: string): string[] {
  const lines = text.split('\n').slice(1).map((line) => line.trim()).filter((line) => line && !line.startsWith('accTitle: '));
  const messages = [...svg.matchAll(/<g class="message"[^>]*data-label="([^"]*)"[^>]*data-self="(\w+)">\s*<(?:line x1="([\d.]+)"[^>]*x2="([\d.]+)"|polyline)/g)];
  const notes = [...svg.matchAll(/<g class="note"/g)];
  const isMessage = (line: string) => /^\w+--?>>\w+: .+$/.test(line);
  const isNote = (line: string) => /^Note over \w+(,\w+)?: [^<]+$/.test(line);
  const isOther = (line: string) => /^(participant \w+ as .+|loop .+|end)$/.test(line);
  return [
    ...lines.filter((line) => !isMessage(line) && !isNote(line) && !isOther(line)).map((line) => `unknown line: ${line}`),
    ...(messages.length === lines.filter(isMessage).length ? [] : ['a message is missing']),
    ...(notes.length === lines.filter(isNote).length ? [] : ['a note is missing']),
    ...messages.filter(([, , self]) => self === 'true').map(([, label]) => `a message to itself covers the next lifeline: ${label}`),
    ...messages.filter(([, label, , from, to]) => widthOf(label) > Math.abs(Number(from) - Number(to))).map(([, label]) => `too long: ${label}`),
  ];
}

test('there is a diagram for each process in which time matters', () => {
  expect(DIAGRAMS.map(({ page, title }) => `${page}: ${title}`).sort()).toEqual([
    'docs/audit-report-analytics.md: Audit report from the schedule to a query',
    'docs/guides/offline-root.md: Root CA that is enabled only to sign',
    'docs/renewal.md: Renewal of a root CA',
    'docs/renewal.md: Succession of a CA',
    'docs/revocation.md: Creation of a root CA and the check of a CRL',
  ]);
});

test('each diagram can be rendered, and its labels fit', () => {
  const pictures = render(DIAGRAMS.map(({ text }) => text));

  expect(DIAGRAMS.flatMap(({ page, text }, index) => findings(text, pictures[index]).map((finding) => `${page}: ${finding}`))).toEqual([]);
});

test('the paragraph before each diagram describes it in words', () => {
  for (const { before } of DIAGRAMS) {
    expect(before).toMatch(/^The following diagram shows [^]*\. [^]*\.$/);
  }
});

test('a diagram with a mistake is noticed', () => {
  const head = 'sequenceDiagram\n  participant A as Alpha\n  participant B as Beta\n';
  const texts = ['  A=>B: Hello\n', '  A->>B: A label that is longer than the arrow below it\n', '  A->>A: Hello\n', '  Note at A: Hello\n', '  A->>B: Hello\n  Note over A: Hello\n']
    .map((text) => head + text);

  expect(render(texts).map((svg, index) => findings(texts[index], svg))).toEqual([
    ['unknown line: A=>B: Hello'],
    ['too long: A label that is longer than the arrow below it'],
    ['a message to itself covers the next lifeline: Hello'],
    ['unknown line: Note at A: Hello'],
    [],
  ]);
});
