import { createHash } from 'crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';

/** A hash of the names and contents of files and folders. A path that does not exist counts as such. */
export function fingerprintOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((name) => filesOf(root, name))) {
    const content = existsSync(join(root, path)) ? readFileSync(join(root, path)) : undefined;
    hash.update(`${path}\0${content?.length ?? 'missing'}\0`).update(content ?? '');
  }
  return hash.digest('hex');
}

function filesOf(root: string, path: string): string[] {
  if (!existsSync(join(root, path)) || statSync(join(root, path)).isFile()) { return [path]; }
  return readdirSync(join(root, path)).sort().flatMap((name) => filesOf(root, `${path}/${name}`));
}
