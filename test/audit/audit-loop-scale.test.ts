import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { ENVIRONMENT } from '../support/stacks';
import { World } from '../support/world';

/* One bucket with many CAs: resources, sizes of definitions and policies, and metrics. The numbers are in
   docs/audit-report-analytics.md. */

const thresholds = [
  ExpiryThreshold.of(Duration.days(90), Criticality.HIGH),
  ExpiryThreshold.of(Duration.days(30), Criticality.CRITICAL),
];

/** One stack with the bucket, the schedule, and the analytics, and one with the expiry watch. */
function build(count: number): [reports: Stack, expiry: Stack] {
  const app = new App();
  const stacks = ['Reports', 'Expiry'].map((id) => new Stack(app, id, { env: ENVIRONMENT })) as [Stack, Stack];
  const authoritiesOf = (stack: Stack) => Array.from({ length: count }, (_, index) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
      `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-1111-1111-1111-${String(index).padStart(12, '0')}`));
  const [reports, expiry] = stacks;
  const certificateAuthorities = authoritiesOf(reports);
  const auditReportBucket = new AuditReportBucket(reports, 'Audit', { certificateAuthorities });
  new AuditReportSchedule(reports, 'Schedule', { auditReportBucket, certificateAuthorities });
  new AuditReportAnalytics(reports, 'Analytics', { auditReportBucket });
  new CertificateAuthorityExpiryWatch(expiry, 'Expiry', { certificateAuthorities: authoritiesOf(expiry), thresholds });
  return stacks;
}

const resourcesOf = (stack: Stack) =>
  Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>);
const countOf = (stack: Stack, type?: string) =>
  resourcesOf(stack).filter(({ Type }) => type === undefined || Type === type).length;

test.each([[1, 49, 16, 5, 4], [50, 147, 114, 54, 102], [197, 444, 411, 201, 396]])(
  'with %d CAs, the stacks have %d and %d resources, and %d and %d alarms', (count, reports, expiry, reportAlarms, expiryAlarms) => {
    const [reportStack, expiryStack] = build(count);

    expect([countOf(reportStack), countOf(expiryStack)]).toEqual([reports, expiry]);
    const alarms = [reportStack, expiryStack].map((stack) => countOf(stack, 'AWS::CloudWatch::Alarm'));
    expect(alarms).toEqual([reportAlarms, expiryAlarms]);
  });

test('the definitions do not grow with the CAs, and inputs and policies stay within their limits with 197 CAs', () => {
  const worlds = build(197).map((stack) => World.of(stack));
  const [small] = build(1).map((stack) => World.of(stack));
  const definitionsOf = (world: World) => world.idsOf('AWS::StepFunctions::StateMachine')
    .map((id) => world.propertiesOf<{ DefinitionString: string }>(id).DefinitionString.length);

  expect(definitionsOf(worlds[0])).toEqual(definitionsOf(small));
  expect(Math.max(...worlds.flatMap(definitionsOf))).toBeLessThan(1024 ** 2 / 100);
  const inputs = worlds.flatMap((world) => world.idsOf('AWS::Scheduler::Schedule')
    .map((id) => world.propertiesOf<{ Target: { Input: string } }>(id).Target.Input.length));
  expect(inputs).toHaveLength(198);
  expect(Math.max(...inputs)).toBeLessThan(256 * 1024 / 10);
  const policies = worlds.flatMap((world) => world.idsOf('AWS::IAM::ManagedPolicy')
    .map((id) => world.propertiesOf<{ Roles: string[]; PolicyDocument: object }>(id)));
  expect(Math.max(...policies.map(({ PolicyDocument }) => JSON.stringify(PolicyDocument).length))).toBeLessThan(6144);
  const ofRole = new Map<string, number>();
  policies.forEach(({ Roles: [role] }) => ofRole.set(role, (ofRole.get(role) ?? 0) + 1));
  expect(Math.max(...ofRole.values())).toBeLessThanOrEqual(10);
});
