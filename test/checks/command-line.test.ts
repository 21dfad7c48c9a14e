import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { CASES } from './cases/all';
import { acmCertificate, att, change, permission, ref, root } from './cases/case';
import { includeResources } from './include';
import { run } from '../../src/checks/private/command-line';
import { readYaml } from '../../src/checks/private/yaml-template';

function command(...args: string[]): { code: number; out: string; err: string } {
  let [out, err] = ['', ''];
  const code = run(args, { out: (text) => { out += text; }, err: (text) => { err += text; }, readYaml });
  return { code, out, err };
}

function folder(files: Record<string, unknown>): string {
  const path = mkdtempSync(join(tmpdir(), 'checks-'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return path;
}

const WRONG = CASES['PCA-ORDER'].wrong[0].template;
const RIGHT = CASES['PCA-ORDER'].right[0].template;

test('a template without errors gives 0, and one with an error gives 1', () => {
  const path = folder({ 'right.json': RIGHT, 'wrong.template': WRONG });

  expect(command('check', join(path, 'right.json'))).toEqual({ code: 0, out: 'Errors: 0, warnings: 0, informational findings: 0\n', err: '' });
  const { code, out } = command('check', path);
  expect(code).toBe(1);
  expect(out).toContain('error PCA-ORDER: A resource uses a CA without waiting for its activation');
  expect(out).toContain('wrong.template: Server Properties.CertificateAuthorityArn');
  expect(out).toContain('Errors: 1, warnings: 0');
});

test('a warning gives 0, and informational findings are shown on request', () => {
  const path = join(folder({ 'a.json': CASES['PCA-RETAIN'].wrong[0].template }), 'a.json');

  expect(command('check', path)).toMatchObject({ code: 0, out: expect.stringContaining('warning PCA-RETAIN') });
  expect(command('check', path, '--informational').out).toContain('info PCA-TAGS');
  expect(command('check', path, '--ignore', 'PCA-RETAIN').out).not.toContain('PCA-RETAIN');
});

test('the JSON format has one entry for each finding', () => {
  const path = join(folder({ 'a.json': WRONG }), 'a.json');
  const { out } = command('check', path, '--format=json');

  expect(JSON.parse(out)).toEqual({
    findings: [{
      rule: 'PCA-ORDER',
      severity: 'error',
      templatePath: path,
      logicalId: 'Server',
      location: 'Properties.CertificateAuthorityArn',
      effect: expect.stringMatching(/^CloudFormation can create/),
      fix: expect.stringMatching(/docs\/checks\/pca-order\.md$/),
    }],
    notes: [],
    unreadable: [],
  });
});

test('YAML templates are read through CfnInclude', () => {
  const { code, out } = command('check', join(__dirname, 'templates/handwritten.yaml'));

  expect(code).toBe(1);
  expect(out).toContain('handwritten.yaml: Server Properties.CertificateAuthorityArn');
  expect(command('check', join(folder({ 'a.yaml': 'Resources: {A: {Type: X, Properties: !Unheard x}}' }), 'a.yaml')))
    .toMatchObject({ code: 2, out: expect.stringContaining('The tag !Unheard is unavailable') });
});

test.each<[string, string[], string]>([
  ['no command', [], 'A command is missing.'],
  ['an unknown command', ['scan'], 'There is no command "scan".'],
  ['no path', ['check'], 'A path is missing.'],
  ['an unknown option', ['check', '.', '--fix'], 'There is no option "--fix".'],
  ['an unknown format', ['check', '.', '--format', 'xml'], '--format must be text or json.'],
  ['an unknown rule', ['check', '.', '--ignore', 'PCA-CHAINS'], 'There is no rule "PCA-CHAINS". Did you mean PCA-CHAIN?'],
  ['a rule that is near no other', ['check', '.', '--ignore', 'PCA-FOO'], 'There is no rule "PCA-FOO".\n'],
])('%s gives 2 and the usage', (_name, args, message) => {
  const { code, err, out } = command(...args);

  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  expect(err).toContain('Usage: cdk-private-ca check');
  expect(command('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage') });
});

test.each<[string, () => string]>([
  ['a path that does not exist', () => join(folder({}), 'none.json')],
  ['a folder without templates', () => folder({ 'package.json': '{}' })],
  ['a file that is no template', () => join(folder({ 'a.json': '[1]' }), 'a.json')],
  ['a file that is not JSON', () => join(folder({ 'a.json': '{' }), 'a.json')],
])('%s gives 2', (_name, path) => {
  expect(command('check', path())).toMatchObject({ code: 2, out: expect.stringContaining('can\'t read') });
});

test('a template that two paths name is judged once', () => {
  const path = folder({ 'wrong.json': WRONG });

  expect(command('check', path, join(path, 'wrong.json'), join(path, '.', 'wrong.json')).out).toBe(command('check', path).out);
});

test('a YAML template that CDK would warn about prints nothing', () => {
  const prints = [jest.spyOn(process.stderr, 'write').mockReturnValue(true), jest.spyOn(console, 'error').mockReturnValue()];
  const path = folder({ 'a.yaml': 'Conditions: {Unused: !Equals [a, b]}\nResources: {Topic: {Type: "AWS::SNS::Topic"}}\n' });
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';

  try {
    expect(command('check', path)).toMatchObject({ code: 0, err: '' });
    expect(prints.flatMap(({ mock }) => mock.calls)).toEqual([]);
  } finally {
    process.env.CDK_VALIDATION = before;
    jest.restoreAllMocks();
  }
});

test('what can\'t be read is not counted as free of errors', () => {
  const path = folder({ 'wrong.json': WRONG });
  const none = join(path, 'none.json');

  expect(command('check', none).out).toMatch(/^can't read .*\n\nNo template was checked\.\n$/);
  expect(command('check', none, join(path, 'wrong.json')).out)
    .toMatch(/can't read [^\n]*\n\nThe check is incomplete\. The following numbers are about the other templates\.\n\nErrors: 1, warnings: 0, [^\n]*\n$/);
});

test('a stack without resources is a template', () => {
  const path = folder({ 'a.json': { Parameters: {}, Rules: {} } });

  expect(command('check', join(path, 'a.json')).code).toBe(0);
});

test('a cloud assembly is read with its stages, nested stacks, and Regions, but without what an earlier synthesis left', () => {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Prod', { env: { account: '111122223333', region: 'us-gov-west-1' } }), 'Stack');
  const wrong = change({ ...root(), Renewal: permission(ref('RootActivation')), Server: acmCertificate(att('Root')) },
    'RootCertificate/Properties/TemplateArn', 'arn:aws:acm-pca:::template/RootCACertificate/V1');
  includeResources(new NestedStack(stack, 'Nested'), wrong);
  const { directory } = app.synth();
  writeFileSync(join(directory, 'Old.template.json'), JSON.stringify(WRONG));

  const { findings } = JSON.parse(command('check', directory, '--format', 'json').out) as { findings: { rule: string; logicalId: string }[] };
  expect(findings.map(({ rule, logicalId }) => `${rule} ${logicalId}`).sort()).toEqual(['PCA-ORDER Server', 'PCA-PARTITION RootCertificate']);
});
