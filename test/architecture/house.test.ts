import { existsSync } from 'fs';
import { join } from 'path';
import { importsOf, SourceFile, sourceFiles } from './source-files';
import { FLOORS, ROOMS, roomsClosedTo, roomsOpenTo } from '../../projenrc/floors';

const FILES = sourceFiles();
const ROOT = join(__dirname, '../..');

/** Imports that go up, sideways, through a barrel, or into the private folder of another room. */
function forbiddenImports({ path, room, imports }: Pick<SourceFile, 'path' | 'room' | 'imports'>): string[] {
  return imports
    .filter((imported) => {
      const importedRoom = imported.split('/').length > 2 ? imported.split('/')[1] : '';
      const isPrivate = imported.split('/')[2] === 'private';
      return imported.endsWith('/index.ts') || importedRoom === '' || !roomsOpenTo(room).includes(importedRoom)
        || (isPrivate && importedRoom !== room);
    })
    .map((imported) => `${path} imports ${imported}`);
}

test('every folder of src stands on a floor', () => {
  expect(FILES.map(({ room }) => room).filter((room) => room !== '' && !ROOMS.includes(room))).toEqual([]);
  expect(FILES.length).toBeGreaterThan(10);
});

test('a folder imports only from floors below it, always the file, and never what another room keeps private', () => {
  expect(FILES.filter(({ room }) => room !== '').flatMap(forbiddenImports)).toEqual([]);
});

test('every import is found', () => {
  const paths = FILES.map(({ path }) => path);

  expect(FILES.flatMap(({ imports }) => imports).filter((imported) => !paths.includes(imported))).toEqual([]);
});

test('the floors forbid what they should', () => {
  const from = (path: string, text: string) => forbiddenImports({ path, room: path.split('/')[1], imports: importsOf(path, text) });

  expect(from('src/model/a.ts', 'import { X } from \'../audit/b\';')).toEqual(['src/model/a.ts imports src/audit/b.ts']);
  expect(from('src/audit/a.ts', 'import { X } from \'../trail/b\';')).toEqual(['src/audit/a.ts imports src/trail/b.ts']);
  expect(from('src/audit/a.ts', 'import { X } from \'../index\';')).toEqual(['src/audit/a.ts imports src/index.ts']);
  expect(from('src/audit/a.ts', 'import { X } from \'../authority/private/b\';'))
    .toEqual(['src/audit/a.ts imports src/authority/private/b.ts']);
  expect(from('src/audit/private/a.ts', 'import { X } from \'./b\'; import { Y } from \'../../private/c\';')).toEqual([]);
  expect(from('src/audit/a.ts', 'import { X } from \'../authority/b\'; import { Y } from \'./c\';')).toEqual([]);
  expect(from('src/checks/a.ts', 'import { X } from \'../model/b\'; import { Y } from \'../private/c\';'))
    .toEqual(['src/checks/a.ts imports src/model/b.ts']);
  expect(roomsOpenTo('checks')).toEqual(['private', 'checks']);
  expect(roomsClosedTo('pattern')).toEqual(['checks']);
  expect(roomsOpenTo('private')).toEqual(['private']);
  expect(FLOORS[0]).toEqual(['private']);
});

test('the barrel is flat, sorted and whole', () => {
  const barrel = FILES.find(({ path }) => path === 'src/index.ts')!;
  const lines = barrel.text.trim().split('\n');

  expect(lines).toEqual([...lines].sort());
  expect(lines.every((line) => /^export \* from '\.\/[a-z-]+\/[a-z-]+';$/.test(line))).toBe(true);
  const isPrivate = (path: string) => path.startsWith('src/private/') || path.split('/')[2] === 'private';
  const exported = FILES.map(({ path }) => path).filter((path) => path !== barrel.path && !isPrivate(path));
  expect([...barrel.imports].sort()).toEqual(exported.sort());
});

test('no literal partition, region or account stands in the sources', () => {
  expect(FILES.filter(({ text }) => /arn:aws[a-z-]*:/.test(text)).map(({ path }) => path)).toEqual([]);
  expect(FILES.filter(({ text }) => /['"`:]\d{12}['"`:]/.test(text)).map(({ path }) => path)).toEqual([]);
});

test('synthesis is pure: no files, network, clock or random numbers', () => {
  const impure = /from '(?:node:)?(?:fs|child_process|https?|net|crypto|os|path)'|Math\.random|Date\.now|new Date\(\)/;
  // The one file that a user names, the parser of certificates, and the synthesized templates: each import is pinned.
  const allowed: Record<string, string> = {
    'src/authority/certificate-signing-request.ts': 'import { readFileSync } from \'fs\';\n',
    'src/checks/private/read-templates.ts': 'import { readdirSync, readFileSync, statSync } from \'fs\';\n'
      + 'import { basename, dirname, join, resolve } from \'path\';\n',
    'src/private/x509.ts': 'import { X509Certificate } from \'node:crypto\';\n',
  };
  const withoutAllowed = ({ path, text }: SourceFile) => text.replace(allowed[path] ?? '', '');

  expect(FILES.filter((file) => impure.test(withoutAllowed(file))).map(({ path }) => path)).toEqual([]);
  expect(impure.test('const now = Date.now();')).toBe(true);
});

/** Checks by `instanceof` for a class of aws-cdk-lib or constructs. */
function instanceChecks({ path, text }: Pick<SourceFile, 'path' | 'text'>): string[] {
  const imported = [...text.matchAll(/import (?:type )?\{([^}]*)\} from '(?:aws-cdk-lib[^']*|constructs)'/g)]
    .flatMap(([, names]) => names.split(',').map((name) => name.trim().split(' as ').pop()!));
  return [...text.matchAll(/\binstanceof\s+([\w.]+)/g)]
    .map(([, name]) => name)
    .filter((name) => imported.includes(name.split('.')[0]) || /\bCfn[A-Z]/.test(name))
    .map((name) => `${path} uses instanceof ${name}`);
}

test('no source uses instanceof for a class of aws-cdk-lib, because it fails for constructs of a second copy', () => {
  expect(FILES.flatMap(instanceChecks)).toEqual([]);

  const of = (text: string) => instanceChecks({ path: 'a.ts', text });
  expect(of('import { Stack, aws_s3 as s3 } from \'aws-cdk-lib\';\nif (x instanceof s3.CfnBucket) {}')).toEqual(['a.ts uses instanceof s3.CfnBucket']);
  expect(of('import {\n  Stack, aws_iam as iam,\n} from \'aws-cdk-lib\';\nif (x instanceof Stack) {}')).toEqual(['a.ts uses instanceof Stack']);
  expect(of('import { Construct } from \'constructs\';\nif (x instanceof Construct) {}')).toEqual(['a.ts uses instanceof Construct']);
  expect(of('import { CfnTopic } from \'./reexports\';\nif (x instanceof CfnTopic) {}')).toEqual(['a.ts uses instanceof CfnTopic']);
  expect(of('import { CrlOutcome } from \'./outcomes\';\nif (x instanceof CrlOutcome) {}')).toEqual([]);
});

test('no file is longer than a reader\'s patience', () => {
  expect(FILES.filter(({ text }) => text.split('\n').length > 260).map(({ path }) => path)).toEqual([]);
});

test('every file with code of its own has a test folder that mirrors its own', () => {
  const rooms = new Set(FILES.map(({ room }) => room).filter((room) => room !== ''));

  expect([...rooms].filter((room) => !existsSync(join(ROOT, 'test', room)))).toEqual([]);
});

test('no file calls a CDK helper that renders the statement of a resource policy', () => {
  // Some of them lose the conditions of a grant in some versions of aws-cdk-lib.
  const helpers = /Grant\.addToPrincipal(?:Or|And)Resource\(|(?<!this)\.grant[A-Z]?\w*\(/g;
  const calls = ({ path, text }: SourceFile) => [...text.matchAll(helpers)].map(([call]) => `${path}: ${call}`);

  expect(FILES.flatMap((file) => calls({ ...file, text: file.text.replace(/^\s*\*.*$/gm, '').replace(/\/\*.*$/gm, '') }))).toEqual([]);
  const bad = 'key.grantDecrypt(auditor); iam.Grant.addToPrincipalOrResource({}); bucket.grant(auditor); this.grantDecrypt(auditor);';
  expect(calls({ ...FILES[0], text: bad })).toHaveLength(3);
});
