import { readdirSync } from 'fs';
import { join } from 'path';
import { App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportEncryption } from '../../src/audit/audit-report-encryption';
import { CrlType } from '../../src/model/crl-type';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlEncryption } from '../../src/revocation/crl-encryption';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { newRoot } from '../support/stacks';

const ROOT = join(__dirname, '../..');

/** The files of every example and every integration app, by name. */
const FILES: Record<string, string> = {
  ...Object.fromEntries(readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [`examples/${name}`, `examples/${name}/app`])),
  ...Object.fromEntries(readdirSync(join(ROOT, 'integ'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [`integ/${name}`, `integ/${name}`])),
};

/** The apps that must be clean, by name: every example, every integration app, and what these do not show. */
export const APPS: Record<string, () => App> = {
  ...Object.fromEntries(Object.entries(FILES).map(([name, path]) => [name, () => loadAnew(path)])),
  'the defaults': () => {
    const { app, stack } = newApp();
    new AuditReportBucket(stack, 'S3Managed', { certificateAuthorities: [newRoot(stack)] });
    return app;
  },
  'revocation in all its kinds': () => {
    const { app, stack } = newApp();
    const bucket = new CrlBucket(stack, 'Crls', { encryption: CrlEncryption.kms({ bucketKey: false }) });
    const distribution = new CrlDistribution(stack, 'CrlDistribution', { bucket, accessLogs: bucket.accessLogs });
    const crl = { distributionPoint: CrlDistributionPoint.distribution(distribution), customPath: 'pki/lists', type: CrlType.PARTITIONED };
    newRoot(stack, 'Both', Revocation.crlAndOcsp({ crl, ocsp: { customCname: new OcspDistribution(stack, 'OcspDistribution').domainName } }));
    newRoot(stack, 'Crl', Revocation.crl({ bucket, distributionPoint: CrlDistributionPoint.omitted() }));
    newRoot(stack, 'Ocsp', Revocation.ocsp());
    newRoot(stack, 'None', Revocation.none());
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

/**
 * The app of a name, made of the very classes of aws-cdk-lib that the tests have, as cdk-nag demands: it looks whether
 * a construct is an instance of a class, and overlooks those of a second copy in silence. An app is made once.
 */
export function appOfTheTestsLibrary(name: string): App {
  return name in FILES ? jest.requireActual<{ app: App }>(join(ROOT, FILES[name])).app : APPS[name]();
}

/** Runs an app anew, with a copy of aws-cdk-lib of its own, and gives its tree. */
function loadAnew(path: string): App {
  let app: App | undefined;
  jest.isolateModules(() => {
    app = jest.requireActual<{ app: App }>(join(ROOT, path)).app;
  });
  return app!;
}
