import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/**
 * Runs something with a folder for its temporary files, and deletes the folder at the end of the run.
 *
 * CDK leaves a cloud assembly for each app that a test synthesizes. Without a folder of their own, these fill the disk.
 */
export function inTemporaryFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-private-ca-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  let result: T;
  try {
    result = run(folder);
  } catch (error) {
    remove();
    throw error;
  }
  if (result instanceof Promise) { return result.finally(remove) as T; }
  remove();
  return result;
}
