import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';

/*
 * Finds TypeScript, and links that work only in the repository, in the packages for other languages.
 *
 * Usage: check-texts FOLDER… Each folder contains a generated package. The README of a package must contain samples.
 */

/** Sources and pages of packages. */
const TEXTS = /\.(?:py|java|go|cs|md)$/;
/** What only TypeScript contains. Each language writes an import, a constant, and an options object in another way. */
const TYPESCRIPT = /^.*?(?:\bimport \{|\bfrom 'aws-cdk-lib|\bfrom 'cdk-private-ca'|\bconst \w+ = new |```(?:ts|typescript)\b).*$/gm;
const RELATIVE_LINK = /\]\((?!https?:|#|mailto:)[^)\s]*\)|\b(?:src|srcset)="(?!https?:)[^"]*"/g;

function textsOf(folder: string): string[] {
  if (statSync(folder).isFile()) { return [folder]; }
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => TEXTS.test(name)).map((name) => join(folder, name));
}

let samples = 0;
const faults = process.argv.slice(2).flatMap((folder) => textsOf(folder).flatMap((path) => {
  const text = readFileSync(path, 'utf8');
  samples += path.endsWith('.md') ? [...text.matchAll(/^```\w+$/gm)].length : 0;
  return [
    ...[...text.matchAll(TYPESCRIPT)].map(([line]) => `${path}: TypeScript: ${line.trim()}`),
    ...path.endsWith('.md') ? [...text.matchAll(RELATIVE_LINK)].map(([link]) => `${path}: relative link: ${link}`) : [],
  ];
}));
process.stdout.write(`${samples} samples in pages, ${faults.length} faults\n`);
if (samples === 0) { faults.push('no page contains a sample'); }
if (faults.length > 0) {
  process.stderr.write(`${faults.slice(0, 20).join('\n')}\n`);
  process.exitCode = 1;
}
