import { readFileSync } from 'fs';
import { join } from 'path';
import { VERIFY_JOBS } from '../../projenrc/jobs';

const SECTIONS = VERIFY_JOBS.map(({ name }) => name);

/** The names in the first column of the table that has this header. */
function rowsOf(page: string, header: string): string[] {
  const text = readFileSync(join(__dirname, '../..', page), 'utf8');
  const [table] = text.slice(text.indexOf(`\n${header}\n`) + 1).split('\n\n');
  return table.split('\n').slice(2).flatMap((row) => [...row.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
}

test('each section of the verification has a time budget', () => {
  expect(rowsOf('verify/README.md', '| Part | Empty | Full |').sort()).toEqual([...SECTIONS].sort());
});

test('each section of the verification is in the guide for contributors', () => {
  expect([...rowsOf('CONTRIBUTING.md', '| Section | Check |'), 'compile'].sort()).toEqual([...SECTIONS].sort());
});
