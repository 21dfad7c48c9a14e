import { mkdirSync, readdirSync, writeFileSync } from 'fs';
import Module, { createRequire } from 'module';
import { join, resolve } from 'path';

/*
 * Synthesizes every example, every integration app, and the apps of test/compliance, and writes their policies, sorted
 * by app, stack, and resource. With a folder of peer dependencies, the apps and the library use these.
 *
 * Usage: write-policies OUTPUT_FOLDER [FOLDER_WITH_PEERS]
 */

const ROOT = join(__dirname, '..');
const [output, peers] = process.argv.slice(2).map((path) => resolve(path));

/** The parts of aws-cdk-lib that this program uses. It must not import the module before the peers are set. */
interface Cdk {
  readonly App: new () => SynthesizableApp;
  readonly Stack: new (scope: object, id: string, props: object) => object;
  readonly aws_iam: {
    readonly AccountPrincipal: new (account: string) => object;
    readonly Grant: { addToPrincipalOrResource(options: object): void };
  };
  readonly aws_kms: { readonly Key: new (scope: object, id: string) => { readonly keyArn: string } };
}

interface SynthesizableApp {
  synth(): { readonly stacksRecursively: readonly { readonly id: string; readonly template: Template }[] };
}

interface Template {
  readonly Resources: Record<string, object>;
}

type Policies = Record<string, unknown>;

/** The undocumented function of Node.js that finds each required module. */
const resolver = Module as unknown as { _resolveFilename: (request: string, ...others: unknown[]) => string };

function usePeers(folder: string | undefined): void {
  const original = resolver._resolveFilename;
  resolver._resolveFilename = (request, ...others) => {
    if (request === 'cdk-private-ca') { return join(ROOT, 'src/index.ts'); }
    const isPeer = /^(?:aws-cdk-lib|constructs)(?:\/|$)/.test(request);
    return folder !== undefined && isPeer
      ? original(request, ...others.slice(0, 2), { paths: [folder] }) : original(request, ...others);
  };
}

/** Every policy document in a value, by its path. */
function policiesIn(value: unknown, path: string): Policies {
  if (value === null || typeof value !== 'object') { return {}; }
  if (Array.isArray((value as { Statement?: unknown }).Statement)) { return { [path]: value }; }
  return Object.assign({}, ...Object.entries(value).map(([name, item]) => policiesIn(item, `${path}/${name}`)));
}

function policiesOf(name: string, app: SynthesizableApp): Policies {
  return Object.assign({}, ...app.synth().stacksRecursively.map(({ id, template }) =>
    policiesIn(template.Resources, `${name}/${id}`)));
}

/** A grant by the helper of CDK that lost its conditions: the control of the comparison. */
function controlApp({ App, Stack, aws_iam: iam, aws_kms: kms }: Cdk): SynthesizableApp {
  const app = new App();
  const key = new kms.Key(new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } }), 'Key');
  iam.Grant.addToPrincipalOrResource({
    grantee: new iam.AccountPrincipal('444455556666'),
    actions: ['kms:Decrypt'],
    resourceArns: [key.keyArn],
    resourceSelfArns: ['*'],
    resource: key,
    conditions: { StringEquals: { 'kms:EncryptionContext:purpose': 'control' } },
  });
  return app;
}

function write(file: string, policies: Policies): void {
  const sorted = Object.fromEntries(Object.entries(policies).sort(([one], [other]) => one < other ? -1 : 1));
  writeFileSync(join(output, file), `${JSON.stringify(sorted, undefined, 2)}\n`);
}

usePeers(peers);
const load = createRequire(__filename);
const folders = readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = [
  ...folders.map(({ name }) => `examples/${name}/app.ts`),
  ...readdirSync(join(ROOT, 'integ')).filter((name) => /^integ\..*\.ts$/.test(name)).map((name) => `integ/${name}`),
].sort();
mkdirSync(output, { recursive: true });

const apps: Record<string, () => SynthesizableApp> = Object.fromEntries(files.map((file) =>
  [file, () => (load(join(ROOT, file)) as { app: SynthesizableApp }).app]));
const { APPS } = load(join(ROOT, 'test/compliance/apps.ts')) as { APPS: typeof apps };
// The apps with a path in their names are those of `files`, which only jest can load.
Object.entries(APPS).filter(([name]) => !name.includes('/')).forEach(([name, make]) => { apps[name] = make; });

const policies: Policies = Object.assign({}, ...Object.entries(apps).map(([name, make]) => policiesOf(name, make())));
write('policies.json', policies);
write('control.json', policiesOf('control', controlApp(load('aws-cdk-lib') as Cdk)));
const { version } = load('aws-cdk-lib/package.json') as { version: string };
process.stdout.write(`aws-cdk-lib ${version}: ${Object.keys(policies).length} policies of ${Object.keys(apps).length} apps\n`);
