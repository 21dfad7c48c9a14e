import { readdirSync, readFileSync } from 'fs';
import { join, posix } from 'path';

const ROOT = join(__dirname, '../..');

/** A source file of the library. */
export interface SourceFile {
  /** The path from the root of the project, for example `src/model/validity.ts`. */
  readonly path: string;
  /** The folder below `src/`; empty for the barrel. */
  readonly room: string;
  readonly text: string;
  /** What it imports from the library itself, as paths from the root of the project. */
  readonly imports: string[];
}

/** Every source file of the library. */
export function sourceFiles(): SourceFile[] {
  return (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readSource(posix.join('src', name)));
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const parts = path.split('/');
  return { path, room: parts.length > 2 ? parts[1] : '', text, imports: importsOf(path, text) };
}

/** What a file of the library imports from the library. */
export function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import|require\()\s*'(\.[^']*)'/g)]
    .map((match) => `${posix.normalize(posix.join(posix.dirname(path), match[1]))}.ts`);
}
