import { existsSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { inTemporaryFolder } from '../../build-tools/temporary-folder';

const fail = () => { throw new Error('the job failed'); };

test.each<[string, () => unknown, string]>([
  ['succeeds', () => 'result', 'result'],
  ['fails', fail, 'the job failed'],
  ['succeeds later', async () => Promise.resolve('result'), 'result'],
  ['fails later', async () => Promise.resolve().then(fail), 'the job failed'],
])('the files of a run that %s are deleted after it', async (_name, end, expected) => {
  const folders: string[] = [];
  const run = async () => inTemporaryFolder((folder) => {
    folders.push(folder);
    mkdirSync(join(folder, 'cdk.out'));
    writeFileSync(join(folder, 'cdk.out/manifest.json'), '{}');
    return end();
  });

  expect(await run().catch(({ message }: Error) => message)).toBe(expected);
  expect(folders.map((folder) => existsSync(folder))).toEqual([false]);
});

test('the files of a run that ends later exist until then', async () => {
  const exists = await inTemporaryFolder(async (folder) => {
    await Promise.resolve();
    return existsSync(folder);
  });

  expect(exists).toBe(true);
});
