import { existsSync, readdirSync, readFileSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';
import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import { GUIDE_MISTAKES } from './guide-mistakes';
import { shellCommandsOf, splitStatement } from './shell-commands';
import * as library from '../../src';
import { DistinguishedName, Revocation, RootCertificateAuthority } from '../../src';

const load = createRequire(__filename);
const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'docs/guides');
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');
const guide = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const SECTIONS = ['What you need', 'Cost', 'Steps', 'Check the result', 'What can go wrong', 'Next steps'];

/** The messages of AWS services that the guides quote. */
const AWS_MESSAGES = [
  'because no resource-based policy allows the acm-pca:IssueCertificate action',
  'The certificate authority is not in a valid state for deletion.',
  'The bucket you tried to delete is not empty',
];

/** The programs whose commands are checked here, or checked or run by the section `guides` of the verification. */
const CHECKED = ['aws', 'npx', 'openssl', 'printf', 'cmp', 'mkdir', 'cd', 'base64'];

interface Options { readonly [name: string]: { readonly alias?: string } }

const CLI = JSON.parse(readFileSync(join(ROOT, 'node_modules/aws-cdk/lib/cli/cli-type-registry.json'), 'utf8')) as {
  readonly globalOptions: Options;
  readonly commands: Record<string, { readonly options?: Options }>;
};

/** What is wrong with an `npx cdk` command, by the definitions of the installed CDK CLI. */
function cdkFindings([command, ...args]: string[]): string[] {
  const definition = CLI.commands[command] as { readonly options?: Options } | undefined;
  if (!definition) { return [`no command ${command}`]; }
  const options = { ...CLI.globalOptions, ...definition.options };
  return args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2).split('=')[0])
    .filter((name) => !(name in options)).map((name) => `no option ${name} of ${command}`);
}

/** The errors and warnings of the library that the guides can quote. */
function messages(): string[] {
  return GUIDE_MISTAKES.flatMap((mistake) => {
    try {
      return mistake().node.findAll().flatMap(({ node }) => node.metadata)
        .filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
    } catch (error) {
      return [(error as Error).message];
    }
  });
}

/** Runs a sample, and returns its stack. */
function stackOf(sample: string): Stack {
  const { outputText } = ts.transpileModule(`${sample}\nexport const result = stack;`, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exported: { result?: Stack } = {};
  new Function('require', 'exports', outputText)((name: string) => name === 'cdk-private-ca' ? library : load(name), exported);
  return exported.result!;
}

/** The samples of a guide that synthesize. */
function samplesOf(name: string): string[] {
  return [...guide(name).matchAll(/^( *)```ts\n([^]*?)^\1```$/gm)].map(([, , text]) => text)
    .filter((text) => /new Stack\(/.test(text) && !/^ *declare /m.test(text));
}

function costOf(name: string): string {
  return guide(name).split('## Cost')[1].split('\n## ')[0];
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** The numbers of keys and alarms in a text that differ from the resources. */
function wrongCounts(text: string, types: readonly string[]): string[] {
  return [['KMS keys?', 'AWS::KMS::Key'], ['alarms?', 'AWS::CloudWatch::Alarm']].flatMap(([words, type]) => {
    const count = types.filter((one) => one === type).length;
    return [...text.matchAll(new RegExp(`(\\d+|${NUMBERS.join('|')}) ${words}\\b`, 'g'))]
      .filter(([, number]) => number !== String(count) && number !== NUMBERS[count]).map(([found]) => `${found}, but ${count} of ${type}`);
  });
}

test('a wrong number of keys or alarms is a finding', () => {
  const types = ['AWS::KMS::Key', 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Alarm'];

  expect(wrongCounts('one KMS key and two alarms', types)).toEqual([]);
  expect(wrongCounts('two KMS keys and 3 alarms', types)).toEqual(['two KMS keys, but 1 of AWS::KMS::Key', '3 alarms, but 2 of AWS::CloudWatch::Alarm']);
});

describe.each(NAMES)('%s', (name) => {
  test('has the sections of a guide, in 60 to 150 lines', () => {
    expect([...guide(name).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(SECTIONS);
    expect(guide(name).split('\n').length).toBeGreaterThanOrEqual(60);
    expect(guide(name).split('\n').length).toBeLessThanOrEqual(150);
  });

  test('names an example, and the index has its title and the same example', () => {
    const [, example] = /^\*\*Example:\*\* \[([\w-]+)\]\(\.\.\/\.\.\/examples\/\1\/app\.ts\)/m.exec(guide(name))!;
    const [, title] = /^# (.*)$/m.exec(guide(name))!;

    expect(existsSync(join(ROOT, 'examples', example, 'app.ts'))).toBe(true);
    expect(guide('README.md')).toContain(`[${title}](${name}) | [${example}](../../examples/${example}/app.ts) |`);
  });

  test('names the date of its prices, and the pricing page', () => {
    const cost = costOf(name);

    expect(cost).toMatch(/as of November 2026/);
    expect(cost).toMatch(/https:\/\/aws\.amazon\.com\/[\w-]+\/pricing\/|#pricing\)/);
  });

  test('states as many keys and alarms in its cost as its samples create', () => {
    const resources = samplesOf(name).flatMap((sample) => Object.values(Template.fromStack(stackOf(sample)).toJSON().Resources as object))
      .map(({ Type }: { Type: string }) => Type);

    expect(wrongCounts(costOf(name), resources)).toEqual([]);
  });

  test('has only commands that a test checks, or states that they are not tested', () => {
    const commands = shellCommandsOf(name, guide(name)).map(({ words }) => words);
    const stated = (program: string) => new RegExp(`\`${program}\`.*(isn't|aren't) tested`).test(guide(name));

    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((words) => !CHECKED.includes(words[0]) && words.join(' ') !== 'npm install cdk-private-ca')
      .filter(([program]) => !stated(program))).toEqual([]);
  });

  test('has cdk commands with options of the installed CDK CLI', () => {
    const commands = shellCommandsOf(name, guide(name)).filter(({ words }) => words[0] === 'npx');

    expect(commands.filter(({ words }) => !['cdk', 'cdk-private-ca'].includes(words[1]))).toEqual([]);
    expect(commands.filter(({ words }) => words[1] === 'cdk').flatMap(({ words }) => cdkFindings(words.slice(2)))).toEqual([]);
    expect(commands.filter(({ words }) => words[1] === 'cdk-private-ca').every(({ words }) => words.slice(2).join(' ') === 'check cdk.out')).toBe(true);
  });

  test('has samples that synthesize, if they declare nothing', () => {
    for (const sample of samplesOf(name)) { expect(Object.keys(Template.fromStack(stackOf(sample)).toJSON().Resources).length).toBeGreaterThan(0); }
  });

  test('quotes messages exactly', () => {
    const quoted = [...guide(name).matchAll(/^( *)```text\n([^]*?)\n\1```$/gm)].map(([, , text]) => text.trim());
    const known = [...messages(), ...AWS_MESSAGES];

    expect(quoted.length).toBeGreaterThan(0);
    expect(quoted.filter((text) => !known.some((message) => message.includes(text)))).toEqual([]);
  });
});

test('the mistakes of the guides give a message each, and each message is in a guide', () => {
  const quoted = NAMES.flatMap((name) => [...guide(name).matchAll(/^( *)```text\n([^]*?)\n\1```$/gm)].map(([, , text]) => text.trim()));

  expect(messages().length).toBeGreaterThanOrEqual(GUIDE_MISTAKES.length);
  expect([...messages(), ...AWS_MESSAGES].filter((message) => !quoted.some((text) => message.includes(text)))
    .filter((message) => !message.includes('cdk-private-ca:certificateAuthorityPending'))).toEqual([]);
});

test('each question of new users has a page', () => {
  const rows = guide('README.md').split('## How do I …')[1].split('\n').filter((row) => /^\| [A-Z]/.test(row)).slice(1);

  expect(rows).toHaveLength(10);
  for (const row of rows) {
    for (const [, title, path] of row.matchAll(/\[([^\]]+)\]\(([^)#]+)[^)]*\)/g)) {
      expect(readFileSync(join(FOLDER, path), 'utf8').split('\n')[0]).toBe(`# ${title}`);
    }
  }
});

test('the manifest for cert-manager names the issuer that it contains, with a duration that a short-lived CA accepts', () => {
  const [issuer, certificate] = readFileSync(join(ROOT, 'examples/consumer-eks/issuer.yaml'), 'utf8').split('\n---\n');
  const valueOf = (text: string, key: string) => new RegExp(`^ *${key}: (.*)$`, 'm').exec(text)![1];
  const reference = certificate.split('issuerRef:')[1];

  expect(['kind', 'name'].map((key) => valueOf(reference, key))).toEqual(['kind', 'name'].map((key) => valueOf(issuer, key)));
  expect(`${valueOf(reference, 'group')}/v1beta1`).toBe(valueOf(issuer, 'apiVersion'));
  expect(Number.parseInt(valueOf(certificate, 'duration'), 10)).toBeLessThanOrEqual(7 * 24);
});

test('the example of the guide for deletion retains nothing, and without its last statements it does', () => {
  const { app } = load('../../examples/delete-everything/app') as { app: App };
  const stack = app.node.findChild('DeleteEverything') as Stack;
  const policies = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { DeletionPolicy?: string }>)
    .map(({ DeletionPolicy }) => DeletionPolicy ?? 'Delete');

  expect(policies.length).toBeGreaterThan(8);
  expect(policies.filter((policy) => policy !== 'Delete')).toEqual([]);
  const retaining = new Stack(new App(), 'Stack');
  const root = new RootCertificateAuthority(retaining, 'Root', { subject: DistinguishedName.of({ commonName: 'A' }), revocation: Revocation.ocsp() });
  expect(Template.fromStack(Stack.of(root)).toJSON().Resources).toEqual(expect.objectContaining({
    [retaining.getLogicalId(root.node.findChild('Resource') as CfnElement)]: expect.objectContaining({ DeletionPolicy: 'RetainExceptOnCreate' }),
  }));
});

test('a sample with an error is noticed', () => {
  const sample = [
    'import { Stack } from \'aws-cdk-lib\';', 'import { PrivateCertificateAuthority } from \'cdk-private-ca\';',
    'const stack = new Stack();', 'PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, \'A\', \'wrong\');',
  ].join('\n');

  expect(() => stackOf(sample)).toThrow('certificateAuthorityArn must be');
});

describe('the check of commands', () => {
  test.each([
    [['deploy', '--all', '--outputs-file', 'x.json'], []],
    [['deploy', '--outputs-fil', 'x.json'], ['no option outputs-fil of deploy']],
    [['deplo'], ['no command deplo']],
  ])('cdk %j has the findings %j', (args, findings) => {
    expect(cdkFindings(args)).toEqual(findings);
  });

  test('a statement is split at pipes and &&, without comments and redirections', () => {
    expect(splitStatement('a "b c" --d=\'e|f\' > g.txt && h -i | j # k')).toEqual([['a', 'b c', '--d=e|f'], ['h', '-i'], ['j']]);
  });

  test('the line of a command is that in the page, after a continuation', () => {
    expect(shellCommandsOf('p', 'x\n\n  ```sh\n  a \\\n    b\n  # c\n  d\n  ```\n')).toEqual([
      { page: 'p', line: 4, words: ['a', 'b'] }, { page: 'p', line: 7, words: ['d'] },
    ]);
  });
});
