import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { METRIC_PRICE, PRICES, SCAN_PRICE, TRANSITIONS_PRICE } from '../../build-tools/prices';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { errorOf } from '../support/errors';
import { ENVIRONMENT } from '../support/stacks';
import { World } from '../support/world';

/* One bucket with many CAs: resources, sizes of definitions and policies, metrics, and costs. */

const thresholds = [
  ExpiryThreshold.of(Duration.days(90), Criticality.HIGH),
  ExpiryThreshold.of(Duration.days(30), Criticality.CRITICAL),
];

function authoritiesIn(stack: Stack, count: number, first = 0) {
  return Array.from({ length: count }, (_, index) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
    `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-1111-1111-1111-${String(first + index).padStart(12, '0')}`));
}

/** One stack with the bucket, the schedule, and the analytics, and one with the expiry watch. */
function build(count: number): [reports: Stack, expiry: Stack] {
  const app = new App();
  const stacks = ['Reports', 'Expiry'].map((id) => new Stack(app, id, { env: ENVIRONMENT })) as [Stack, Stack];
  const [reports, expiry] = stacks;
  const certificateAuthorities = authoritiesIn(reports, count);
  // The policy has room for 198 CAs only with a short bucket name.
  const auditReportBucket = new AuditReportBucket(reports, 'Audit', { certificateAuthorities, bucketNamePrefix: 'pca' });
  new AuditReportSchedule(reports, 'Schedule', { auditReportBucket, certificateAuthorities });
  new AuditReportAnalytics(reports, 'Analytics', { auditReportBucket });
  new CertificateAuthorityExpiryWatch(expiry, 'Expiry', { certificateAuthorities: authoritiesIn(expiry, count), thresholds });
  return stacks;
}

/** The metrics that an alarm reads, each of which is billed. */
function metricsOf({ Properties: properties }: Resource): object[] {
  const metrics = properties.Metrics as { MetricStat?: { Metric: object } }[] | undefined;
  return metrics?.flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])
    ?? [{ Namespace: properties.Namespace, MetricName: properties.MetricName, Dimensions: properties.Dimensions }];
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

const resourcesOf = (stack: Stack, type?: string) =>
  Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, Resource>)
    .filter(({ Type }) => type === undefined || Type === type);
const ALARM = 'AWS::CloudWatch::Alarm';
const DOCS = readFileSync(join(__dirname, '../../docs/audit-report-analytics.md'), 'utf8');

test.each([[1, 49, 16, 5, 4], [50, 147, 114, 54, 102], [198, 446, 413, 202, 398]])(
  'with %d CAs, the stacks have %d and %d resources, and %d and %d alarms, and the docs say what they cost', (count, ...numbers) => {
    const stacks = build(count);

    const alarms = stacks.map((stack) => resourcesOf(stack, ALARM));
    const resources = stacks.map((stack) => resourcesOf(stack).length);
    expect([...resources, ...alarms.map(({ length }) => length)]).toEqual(numbers);
    const monitored = alarms.flat().map(metricsOf);
    const custom = new Set(monitored.flat().map((metric) => JSON.stringify(metric)).filter((metric) => metric.includes('CdkPrivateCa')));
    const alarmPrice = PRICES.find(({ type }) => type === ALARM)!.dollarsPerMonth;
    const ofAlarms = (monitored.flat().length * alarmPrice).toFixed(2);
    const ofMetrics = Math.round(custom.size * METRIC_PRICE.dollarsPerMonth / 24);
    const total = resources[0] + resources[1];
    expect(DOCS).toContain(`| ${count} | ${total} | ${custom.size} | ${alarms.flat().length} | $${ofAlarms} | `
      + `${ofMetrics === 0 ? 'less than $1' : `about $${ofMetrics}`} |`);
  });

test('the docs name the prices with their sources and their month', () => {
  const month = new Date(`${METRIC_PRICE.asOf}-01T00:00:00Z`).toLocaleString('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const prices = [METRIC_PRICE, TRANSITIONS_PRICE, SCAN_PRICE, ...PRICES.filter(({ type }) => /KMS|Alarm/.test(type))];

  expect(DOCS).toContain(`(\`build-tools/prices.ts\`, ${month})`);
  expect(new Set(prices.map(({ asOf }) => asOf)).size).toBe(1);
  expect(prices.filter(({ source }) => !DOCS.includes(source))).toEqual([]);
  expect(DOCS).toContain(`At most $${METRIC_PRICE.dollarsPerMonth.toFixed(2)} a month`);
  expect(DOCS).toContain(`$${TRANSITIONS_PRICE.dollarsPerThousand} for 1,000`);
  expect(DOCS).toContain(`$${SCAN_PRICE.dollarsPerTerabyte} for each TB`);
});

test('198 CAs with three thresholds are an error in one watch, and fit into the watches of two stacks', () => {
  const app = new App();
  const watchOf = (id: string, first: number, count: number) => {
    const stack = new Stack(app, id, { env: ENVIRONMENT });
    new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities: authoritiesIn(stack, count, first) });
    return stack;
  };

  errorOf('ExpiryAlarmCount', () => watchOf('One', 0, 198));
  const stacks = [watchOf('First', 0, 99), watchOf('Second', 99, 99)];
  expect(stacks.map((stack) => resourcesOf(stack).length)).toEqual([312, 312]);
  expect(stacks.map((stack) => resourcesOf(stack, ALARM).length)).toEqual([299, 299]);
});

test('the definitions do not grow with the CAs, and inputs and policies stay within their limits with 198 CAs', () => {
  const worlds = build(198).map((stack) => World.of(stack));
  const [small] = build(1).map((stack) => World.of(stack));
  const definitionsOf = (world: World) => world.idsOf('AWS::StepFunctions::StateMachine')
    .map((id) => world.propertiesOf<{ DefinitionString: string }>(id).DefinitionString.length);

  expect(definitionsOf(worlds[0])).toEqual(definitionsOf(small));
  expect(Math.max(...worlds.flatMap(definitionsOf))).toBeLessThan(1024 ** 2 / 100);
  const inputs = worlds.flatMap((world) => world.idsOf('AWS::Scheduler::Schedule')
    .map((id) => world.propertiesOf<{ Target: { Input: string } }>(id).Target.Input.length));
  expect(inputs).toHaveLength(199);
  expect(Math.max(...inputs)).toBeLessThan(256 * 1024 / 10);
  const policies = worlds.flatMap((world) => world.idsOf('AWS::IAM::ManagedPolicy')
    .map((id) => world.propertiesOf<{ Roles: string[]; PolicyDocument: object }>(id)));
  expect(Math.max(...policies.map(({ PolicyDocument }) => JSON.stringify(PolicyDocument).length))).toBeLessThan(6144);
  const ofRole = new Map<string, number>();
  policies.forEach(({ Roles: [role] }) => ofRole.set(role, (ofRole.get(role) ?? 0) + 1));
  expect(Math.max(...ofRole.values())).toBeLessThanOrEqual(10);
});
