import { existsSync, mkdirSync, writeFileSync } from 'fs';
import Module, { createRequire } from 'module';
import { join, resolve } from 'path';

/*
 * Synthesizes the examples in TypeScript with the packed library and with the aws-cdk-lib of another language's
 * package, and writes the messages of mistakes.
 *
 * Usage: write-references FOLDER_OF_THE_LIBRARY FOLDER_OF_THE_PEERS OUTPUT_FOLDER EXAMPLE…
 */

const ROOT = join(__dirname, '../..');
const [library, peers, output] = process.argv.slice(2, 5).map((path) => resolve(path));
const examples = process.argv.slice(5);

type New<P> = new (scope: unknown, id: string, props: P) => object;

/** The parts of aws-cdk-lib and of the library that the mistakes use. */
interface Cdk {
  readonly App: new () => object;
  readonly Stack: New<object | undefined>;
}

interface Library {
  readonly AuditReportBucket: New<object>;
  readonly DistinguishedName: { of(attributes: object): object };
  readonly RootCertificateAuthority: New<object>;
  readonly SigningAlgorithm: Record<string, object>;
  readonly Validity: { years(count: number): object };
}

/** The undocumented function of Node.js that finds each required module. */
const resolver = Module as unknown as { _resolveFilename: (request: string, ...others: unknown[]) => string };

function usePackages(): void {
  const original = resolver._resolveFilename;
  resolver._resolveFilename = (request, ...others) => {
    if (request === 'cdk-private-ca') { return join(library, 'lib/index.js'); }
    const isPeer = /^(?:aws-cdk-lib|constructs)(?:\/|$)/.test(request);
    return isPeer ? original(request, ...others.slice(0, 2), { paths: [peers] }) : original(request, ...others);
  };
}

/** The same mistakes as in the other languages. */
function mistakes(lib: Library): Record<string, (stack: object) => object> {
  const subject = (country: string) => lib.DistinguishedName.of({ commonName: 'Example Corp Root CA G1', country });
  const root = (stack: object, props: object) => new lib.RootCertificateAuthority(stack, 'Root', { subject: subject('US'), ...props });
  return {
    'country': (stack) => root(stack, { subject: subject('USA') }),
    'validity': (stack) => root(stack, { validity: lib.Validity.years(0) }),
    'signing-algorithm': (stack) => root(stack, { signingAlgorithm: lib.SigningAlgorithm.SHA256_WITH_RSA }),
    'no-certificate-authority': (stack) => new lib.AuditReportBucket(stack, 'Audit', { certificateAuthorities: [] }),
  };
}

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

// Each app of the AWS CDK listens for the end of the process.
process.setMaxListeners(100);
usePackages();
const load = createRequire(__filename);
const seconds: Record<string, number> = {};
mkdirSync(output, { recursive: true });
for (const name of examples) {
  const file = join(ROOT, 'examples', name, 'app.ts');
  if (!existsSync(file)) { throw new Error(`examples/${name} does not exist in TypeScript`); }
  process.env.CDK_OUTDIR = join(output, name);
  const started = process.hrtime.bigint();
  (load(file) as { app: { synth(): void } }).app.synth();
  seconds[name] = Number(process.hrtime.bigint() - started) / 1e9;
}
delete process.env.CDK_OUTDIR;
const { App, Stack } = load('aws-cdk-lib') as Cdk;
const { version } = load('aws-cdk-lib/package.json') as { version: string };
const errors = Object.fromEntries(Object.entries(mistakes(load('cdk-private-ca') as Library))
  .map(([name, make]) => [name, messageOf(() => make(new Stack(new App(), 'Mistake', undefined)))]));
writeFileSync(join(output, 'result.json'), JSON.stringify({ seconds, errors, version }));
