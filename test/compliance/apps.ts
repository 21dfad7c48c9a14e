import { readdirSync } from 'fs';
import { join } from 'path';
import { App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportEncryption } from '../../src/audit/audit-report-encryption';
import { newRoot } from '../support/stacks';

const ROOT = join(__dirname, '../..');

/** The files of all examples and integration apps, by name. */
const FILES: Record<string, string> = {
  ...Object.fromEntries(readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [`examples/${name}`, `examples/${name}/app`])),
  ...Object.fromEntries(readdirSync(join(ROOT, 'integ'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [`integ/${name}`, `integ/${name}`])),
};

/** Makes an app, of the modules that are loaded; a file once. */
export function makeApp(name: string): App {
  return name in FILES ? jest.requireActual<{ app: App }>(join(ROOT, FILES[name])).app : APPS[name]();
}

/** The apps that must be clean, by name: every example, every integration app, and what these do not show. */
export const APPS: Record<string, () => App> = {
  ...Object.fromEntries(Object.keys(FILES).map((name) => [name, () => load(name)])),
  'the defaults': () => {
    const { app, stack } = newApp();
    new AuditReportBucket(stack, 'S3Managed', { certificateAuthorities: [newRoot(stack)] });
    return app;
  },
  'grants and options': () => {
    const { app, stack } = newApp();
    const audit = new AuditReportBucket(stack, 'Audit', {
      certificateAuthorities: [newRoot(stack)],
      encryption: AuditReportEncryption.kms({ bucketKey: false }),
      denyOtherWriters: true,
    });
    audit.grants.read(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
    audit.grants.generate(new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }));
    return app;
  },
};

function newApp(): { app: App; stack: Stack } {
  const app = new App();
  return { app, stack: new Stack(app, 'Stack') };
}

/** Runs an app anew and gives its tree. Its classes are those of another copy of aws-cdk-lib than that of the test. */
function load(name: string): App {
  let app: App | undefined;
  jest.isolateModules(() => {
    app = makeApp(name);
  });
  return app!;
}
