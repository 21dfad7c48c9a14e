import { App, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ACKNOWLEDGEMENTS } from './acknowledgements';
import { APPS } from './apps';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

/** The findings of all packs on an app, each as rule and construct. */
function findingsOn(app: App): { pack: string; rule: string; path: string }[] {
  return Object.entries(PACKS).flatMap(([pack, Pack]) => new Pack(app).validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources
      .map(({ constructPath }) => ({ pack, rule: ruleName.replace(/^[^[]*?-([^[]*)(\[.*)?$/, '$1'), path: constructPath ?? '' }))));
}

const used = new Set<number>();

test.each(Object.keys(APPS))('%s has no finding of AwsSolutions, HIPAA, NIST 800-53 R5 or PCI DSS 3.2.1 but the acknowledged', (name) => {
  const open = findingsOn(APPS[name]()).filter(({ rule, path }) => {
    const index = ACKNOWLEDGEMENTS.findIndex((known) => known.rule === rule && known.constructs.test(path));
    used.add(index);
    return index < 0;
  });

  expect(open).toEqual([]);
});

test('no acknowledgement is left over', () => {
  expect(ACKNOWLEDGEMENTS.filter((_, index) => !used.has(index))).toEqual([]);
});

test('the finding on replication is gone where replication is on: for a bucket with an archive or a replica', () => {
  const replicated = findingsOn(APPS['archives, replicas, and alarms on revocation']())
    .filter(({ rule }) => rule === 'S3BucketReplicationEnabled').map(({ path }) => path);

  expect(replicated).not.toEqual(expect.arrayContaining([expect.stringMatching(/\/(Audit\/Resource|Trail\/Bucket|Crls\/Resource)\/Resource$/)]));
  expect(replicated).toEqual(expect.arrayContaining([expect.stringMatching(/\/Archive\/Resource\/Resource$/)]));
});

/** Apps without any finding: their resources are not in the packs. */
const WITHOUT_FINDINGS = [
  'imported-ca', 'existing-app', 'consumer-client-vpn', 'consumer-iot-core', 'consumer-msk', 'consumer-scep', 'external-parent', 'guardrails',
  'external-parent-signed', 'guardrails-policy', 'issued-certificate', 'ml-dsa', 'offline-root', 'roles-anywhere', 'share', 'succession',
].flatMap((name) => [`examples/${name}`, `integ/integ.${name}.ts`]).concat('integ/integ.hierarchy.ts');

test.each(Object.keys(APPS).filter((name) => !WITHOUT_FINDINGS.includes(name)))('%s is seen: the packs find what is acknowledged', (name) => {
  expect(findingsOn(APPS[name]())).not.toEqual([]);
});

test('each pack does find things', () => {
  const app = new App();
  new s3.Bucket(new Stack(app, 'Stack'), 'Bare');

  const packs = findingsOn(app).map(({ pack }) => pack);
  expect(new Set(packs)).toEqual(new Set(Object.keys(PACKS)));
});
