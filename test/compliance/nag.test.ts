import * as cdk from 'aws-cdk-lib';
import { App, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import * as cdkNag from 'cdk-nag';
import { ACKNOWLEDGEMENTS } from './acknowledgements';
import * as apps from './apps';

const PACKS = ['AwsSolutionsChecks', 'HIPAASecurityChecks', 'NIST80053R5Checks', 'PCIDSS321Checks'] as const;

interface Finding { readonly pack: string; readonly rule: string; readonly path: string }

/** The findings of all packs on an app. */
function findingsOn(app: App, { packs }: { packs: typeof cdkNag }): Finding[] {
  return PACKS.flatMap((pack) => new packs[pack](app).validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources
      .map(({ constructPath }) => ({ pack, rule: ruleName.replace(/^[^[]*?-([^[]*)(\[.*)?$/, '$1'), path: constructPath ?? '' }))));
}

/**
 * The findings on one of the apps. The rules see the classes of their own copy of aws-cdk-lib alone, so that app and
 * rules are loaded together.
 */
function findingsOnNamed(name: string): Finding[] {
  const findings: Finding[] = [];
  jest.isolateModules(() => {
    const app = jest.requireActual<typeof apps>('./apps').makeApp(name);
    const { CfnResource } = jest.requireActual<typeof cdk>('aws-cdk-lib');
    expect(app.node.findAll().filter((node) => node instanceof CfnResource).length).toBeGreaterThan(0);
    findings.push(...findingsOn(app, { packs: jest.requireActual<typeof cdkNag>('cdk-nag') }));
  });
  return findings;
}

const used = new Set<number>();

test.each(Object.keys(apps.APPS))('%s has no finding of AwsSolutions, HIPAA, NIST 800-53 R5 or PCI DSS 3.2.1 but the acknowledged', (name) => {
  const open = findingsOnNamed(name).filter(({ rule, path }) => {
    const index = ACKNOWLEDGEMENTS.findIndex((known) => known.rule === rule && known.constructs.test(path));
    used.add(index);
    return index < 0;
  });

  expect(open).toEqual([]);
});

test('no acknowledgement is left over', () => {
  expect(ACKNOWLEDGEMENTS.filter((_, index) => !used.has(index))).toEqual([]);
});

test('each pack does find things', () => {
  const app = new App();
  new s3.Bucket(new Stack(app, 'Stack'), 'Bare');

  const packs = findingsOn(app, { packs: cdkNag }).map(({ pack }) => pack);
  expect(new Set(packs)).toEqual(new Set(PACKS));
});
