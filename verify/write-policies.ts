import { mkdirSync, readdirSync, writeFileSync } from 'fs';
import Module, { createRequire } from 'module';
import { join, resolve } from 'path';
import { exampleNames } from '../build-tools/synth';

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
    readonly OrganizationPrincipal: new (organizationId: string) => object;
    readonly User: new (scope: object, id: string) => object;
    readonly Group: new (scope: object, id: string) => object;
    readonly ManagedPolicy: new (scope: object, id: string) => object;
    readonly Role: { fromRoleArn(scope: object, id: string, arn: string): object };
    readonly Grant: { addToPrincipalOrResource(options: object): void };
  };
  readonly aws_kms: { readonly Key: new (scope: object, id: string) => { readonly keyArn: string } };
}

/** The parts of the library that this program uses. */
interface Library {
  readonly AuditReportBucket: new (scope: object, id: string, props: object) => {
    readonly grants: Record<'read' | 'generate', (grantee: object) => void>;
  };
  readonly DistinguishedName: { of(attributes: object): object };
  readonly PrivateCaBucketEncryption: { kms(): object };
  readonly Revocation: { none(): object };
  readonly RootCertificateAuthority: new (scope: object, id: string, props: object) => object;
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

/** Grants to each kind of principal, which no example has. */
function grantsApp({ App, Stack, aws_iam: iam }: Cdk, library: Library): SynthesizableApp {
  const app = new App();
  for (const [id, env] of [['Known', { account: '111122223333', region: 'us-east-1' }], ['Agnostic', {}]] as const) {
    const stack = new Stack(app, id, { env });
    const subject = library.DistinguishedName.of({ commonName: 'Example Corp Root CA G1' });
    const root = new library.RootCertificateAuthority(stack, 'Root', { subject, revocation: library.Revocation.none() });
    const { grants } = new library.AuditReportBucket(stack, 'Audit', {
      certificateAuthorities: [root], encryption: library.PrivateCaBucketEncryption.kms(),
    });
    const roleOf = (account: string) => iam.Role.fromRoleArn(stack, `Role${account}`, `arn:aws:iam::${account}:role/Auditor`);
    const identities = [
      roleOf('111122223333'), new iam.User(stack, 'User'), new iam.Group(stack, 'Group'), new iam.ManagedPolicy(stack, 'Policy'),
    ];
    const others = [
      roleOf('444455556666'), new iam.AccountPrincipal('444455556666'), new iam.OrganizationPrincipal('o-exampleorgid'),
    ];
    [...identities, ...others].forEach((grantee) => grants.read(grantee));
    identities.forEach((grantee) => grants.generate(grantee));
  }
  return app;
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
// The integration apps of consumers are those of the examples.
const files = [
  ...exampleNames().map((name) => `examples/${name}/app.ts`),
  ...readdirSync(join(ROOT, 'integ')).filter((name) => /^integ\.(?!consumer-).*\.ts$/.test(name)).map((name) => `integ/${name}`),
].sort();
mkdirSync(output, { recursive: true });

const apps: Record<string, () => SynthesizableApp> = Object.fromEntries(files.map((file) =>
  [file, () => (load(join(ROOT, file)) as { app: SynthesizableApp }).app]));
const { APPS } = load(join(ROOT, 'test/compliance/apps.ts')) as { APPS: typeof apps };
// The apps with a path in their names are those of `files`, which only jest can load.
Object.entries(APPS).filter(([name]) => !name.includes('/')).forEach(([name, make]) => { apps[name] = make; });
apps.grants = () => grantsApp(load('aws-cdk-lib') as Cdk, load('cdk-private-ca') as Library);

const policies: Policies = Object.assign({}, ...Object.entries(apps).map(([name, make]) => policiesOf(name, make())));
write('policies.json', policies);
write('control.json', policiesOf('control', controlApp(load('aws-cdk-lib') as Cdk)));
const { version } = load('aws-cdk-lib/package.json') as { version: string };
process.stdout.write(`aws-cdk-lib ${version}: ${Object.keys(policies).length} policies of ${Object.keys(apps).length} apps\n`);
