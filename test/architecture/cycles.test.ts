import { readdirSync, readFileSync } from 'fs';
import { join, posix } from 'path';
import { importsOf } from './source-files';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['src', 'test', 'integ', 'examples', 'build-tools', 'verify', 'projenrc'];

/** Each TypeScript file of the project with the files of the project that it imports. */
function importGraph(): Map<string, readonly string[]> {
  const files = FOLDERS.flatMap((folder) => (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts') && !name.includes('.snapshot/'))
    .map((name) => posix.join(folder, name)));
  return new Map(files.map((path) => [path, importsOf(path, readFileSync(join(ROOT, path), 'utf8'))
    .map((imported) => files.includes(imported) ? imported : imported.replace(/\.ts$/, '/index.ts'))]));
}

/** The files that reach themselves by their imports, in the order of the graph. */
function filesInCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const reachableFrom = (start: string) => {
    const reached = new Set<string>();
    const open = [...graph.get(start) ?? []];
    for (let path = open.pop(); path; path = open.pop()) {
      if (!reached.has(path)) {
        reached.add(path);
        open.push(...graph.get(path) ?? []);
      }
    }
    return reached;
  };
  return [...graph.keys()].filter((path) => reachableFrom(path).has(path));
}

test('no file imports itself through other files', () => {
  const graph = importGraph();

  expect(graph.size).toBeGreaterThan(100);
  expect([...graph.values()].flat().filter((path) => path.startsWith('src/')).length).toBeGreaterThan(100);
  expect(filesInCycles(graph)).toEqual([]);
});

test('a cycle is found, and the files that only lead to it are not', () => {
  const graph = new Map([['a', ['b']], ['b', ['c', 'd']], ['c', ['b']], ['d', []], ['e', ['e']]]);

  expect(filesInCycles(graph)).toEqual(['b', 'c', 'e']);
});
