import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join } from 'path';
import { run } from '../../../src/checks/private/command-line';
import { readYaml } from '../../../src/checks/private/yaml-template';
import { CASES } from '../cases/all';

const WRONG = () => CASES['PCA-ORDER'].wrong[0].template;
const YAML = 'Resources:\n  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "{a}" } }\n';

function command(...args: string[]): { code: number; out: string; err: string; yaml: string[] } {
  let [out, err] = ['', ''];
  const yaml: string[] = [];
  const code = run(args, {
    out: (text) => { out += text; },
    err: (text) => { err += text; },
    readYaml: (path) => { yaml.push(path); return readYaml(path); },
  });
  return { code, out, err, yaml };
}

function file(name: string, content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'checks-')), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test.each(['--help', '-h'])('%s prints the usage without an error', (option) => {
  expect(command(option)).toMatchObject({ code: 0, out: expect.stringContaining('Usage: cdk-private-ca check PATH…'), err: '' });
});

test('a finding is a block of lines, and the numbers of findings come last', () => {
  const path = file('a.json', WRONG());
  const [block, count] = command('check', path).out.split('\n\n');

  expect(block.split('\n')).toEqual([
    'error PCA-ORDER: A resource uses a CA without waiting for its activation',
    expect.stringMatching(/^ {2}CloudFormation can create this resource before the CA is active/),
    `  - ${path}: Server Properties.CertificateAuthorityArn`,
    expect.stringMatching(/^ {2}Fix: Make the resource depend on .*docs\/checks\/pca-order\.md$/),
  ]);
  expect(count).toBe('Errors: 1, warnings: 0, informational findings: 0\n');
});

test('warnings and informational findings are counted', () => {
  const path = file('a.json', CASES['PCA-RETAIN'].wrong[0].template);
  const lines = command('check', path, '--informational').out.trim().split('\n');
  const places = (severity: string) => {
    const blocks = lines.join('\n').split('\n\n').filter((block) => block.startsWith(`${severity} `));
    return blocks.join('\n').split('\n').filter((line) => line.startsWith('  - ')).length;
  };

  expect(places('warning')).toBeGreaterThan(0);
  expect(places('info')).toBeGreaterThan(0);
  expect(lines.pop()).toBe(`Errors: 0, warnings: ${places('warning')}, informational findings: ${places('info')}`);
});

test('notes and unreadable files are paragraphs', () => {
  const opaque = file('a.json', { Transform: 'AWS::LanguageExtensions', Resources: {} });
  const list = file('b.json', '[1]');

  expect(command('check', opaque, list)).toMatchObject({
    code: 2,
    out: [
      `note: ${opaque}: A transform or a loop can add resources. Rules about missing resources are skipped.`,
      `note: ${list}: The file has no Resources section.`,
      `can't read ${list}: not a template`,
      'The check is incomplete. The following numbers are about the other templates.',
      'Errors: 0, warnings: 0, informational findings: 0\n',
    ].join('\n\n'),
  });
});

test('a file in YAML that can\'t be read is not checked', () => {
  const path = file('a.yaml', 'Resources: {A: {Type: X, Properties: !Unheard x}}');

  expect(command('check', path)).toMatchObject({
    code: 2, out: `can't read ${path}: The tag !Unheard is unavailable, falling back to tag:yaml.org,2002:str\n\nNo template was checked.\n`,
  });
});

test('a path can contain an equals sign', () => {
  expect(command('check', file('a=b.json', { Resources: {} }))).toMatchObject({ code: 0, err: '' });
});

test('an option without a value is an error', () => {
  expect(command('check', '.', '--ignore').err).toContain('There is no rule "".\n');
  expect(command('check', '.', '--format').err).toContain('--format must be text or json.');
});

test('a name that begins like an option is not a path', () => {
  expect(command('check', '--', file('a.json', WRONG())).err).toContain('There is no option "--".');
  expect(command('check', '-').out).toContain('can\'t read -');
});

test.each<[string, string, boolean]>([
  ['a.yaml', YAML, true],
  ['a.yml', YAML, true],
  ['a.template', YAML, true],
  ['a.yaml.json', '{"Resources":{}}', false],
  ['a.template', '{"Resources":{}}', false],
  ['a.template', ' \n\t{"Resources":{}}', false],
])('%s with %j is read as YAML: %s', (name, content, isYaml) => {
  const path = file(name, content);

  expect(command('check', path)).toMatchObject({ code: 0, yaml: isYaml ? [path] : [] });
});

test('reading YAML leaves the warnings of the process as they were', () => {
  const { emitWarning } = process;
  const app = JSON.parse(readYaml(file('a.yaml', YAML))) as object;

  expect(process.emitWarning).toBe(emitWarning);
  expect(app).toMatchObject({ Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } });
});

test('a template in YAML has no resource for the analytics of CDK', () => {
  const before = process.env.CDK_CONTEXT_JSON;
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:version-reporting': true });
  try {
    const { Resources } = JSON.parse(readYaml(file('a.yaml', YAML))) as { Resources: object };
    expect(Object.keys(Resources)).toEqual(['Bucket']);
  } finally {
    if (before === undefined) { delete process.env.CDK_CONTEXT_JSON; } else { process.env.CDK_CONTEXT_JSON = before; }
  }
});

test('reading YAML leaves no folder behind, neither for temporary files nor in the assembly of an app that runs it', () => {
  const before = process.env.CDK_OUTDIR;
  const folders: string[] = [];
  // Other processes create temporary folders at the same time.
  const created = jest.spyOn(jest.requireActual<typeof import('fs')>('fs'), 'mkdtempSync');
  const assembly = mkdtempSync(join(tmpdir(), 'assembly-'));
  process.env.CDK_OUTDIR = assembly;
  try {
    readYaml(file('a.yaml', YAML));
    expect(() => readYaml(file('b.yaml', 'Resources: {A: {Type: X, Properties: !Unheard x}}'))).toThrow('!Unheard');
    delete process.env.CDK_OUTDIR;
    readYaml(file('c.yaml', YAML));
    folders.push(...created.mock.results.map(({ value }) => String(value)).filter((folder) => /^cdk/.test(basename(folder))));
  } finally {
    if (before === undefined) { delete process.env.CDK_OUTDIR; } else { process.env.CDK_OUTDIR = before; }
    created.mockRestore();
  }

  expect(readdirSync(assembly)).toEqual([]);
  expect(folders).toHaveLength(3);
  expect(folders.filter(existsSync)).toEqual([]);
});
