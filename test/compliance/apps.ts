import { readdirSync } from 'fs';
import { join } from 'path';
import { App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportEncryption } from '../../src/audit/audit-report-encryption';
import { newRoot } from '../support/stacks';

const ROOT = join(__dirname, '../..');

/** The apps that must be clean, by name: every example, every integration app, and what these do not show. */
export const APPS: Record<string, () => App> = {
  ...Object.fromEntries(readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [`examples/${name}`, () => load(`examples/${name}/app`)])),
  ...Object.fromEntries(readdirSync(join(ROOT, 'integ'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [`integ/${name}`, () => load(`integ/${name}`)])),
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

/** Runs an app anew and gives its tree. */
function load(path: string): App {
  let app: App | undefined;
  jest.isolateModules(() => {
    app = jest.requireActual<{ app: App }>(join(ROOT, path)).app;
  });
  return app!;
}
