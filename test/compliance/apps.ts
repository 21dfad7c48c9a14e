import { readdirSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
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
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new AuditReportBucket(stack, 'S3Managed', { certificateAuthorities: [newRoot(stack)] });
    return app;
  },
};

/** Runs an app anew and gives its tree. */
function load(path: string): App {
  let app: App | undefined;
  jest.isolateModules(() => {
    app = jest.requireActual<{ app: App }>(join(ROOT, path)).app;
  });
  return app!;
}
