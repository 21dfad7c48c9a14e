import { App, Duration, Lazy, Stack, Stage, aws_logs as logs } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { CrlFreshnessAlarm } from '../../src/alerting/crl-freshness-alarm';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { PrivateCaQuotaAlarms } from '../../src/alerting/private-ca-quota-alarms';
import { RevocationEndpoint } from '../../src/alerting/revocation-endpoint';
import { RevocationReachability } from '../../src/alerting/revocation-reachability';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportArchive } from '../../src/audit/audit-report-archive';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { AUDIT_REPORTS_QUERY, CRITICAL_EVENTS_QUERY } from '../../src/dashboard/private/log-widgets';
import { PrivateCaDashboard } from '../../src/dashboard/private-ca-dashboard';
import { PrivateCaDashboardProps } from '../../src/dashboard/private-ca-dashboard-props';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { EzcaSignals } from '../../src/external/ezca-signals';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { LogSilence } from '../../src/notification/log-silence';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailArchive } from '../../src/trail/trail-archive';
import { errorOf } from '../support/errors';
import { matchesFilter } from '../support/filter-pattern';
import { fieldsOf, runQuery } from '../support/insights';
import { newStack } from '../support/stacks';
import { LogRecord, RECORDS } from '../support/trail-records';

const ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/';
const authoritiesOf = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) =>
  PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, `${ARN}${index}`));
const alarmsOf = (stack: Stack, signals?: PkiSignals, id = 'Alarms') => new PkiAlarms(stack, id, {
  source: SignalSource.logs(logs.LogGroup.fromLogGroupName(stack, `${id}Trail`, 'trail')),
  routing: AlarmRouting.byCriticality({ low: [] }),
  signals,
});

const mineOf = (name: string) => PkiSignal.of({
  name, criticality: Criticality.HIGH, meaning: 'A.', nextStep: 'B.', filterPattern: '{ $.a = 1 }',
});

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly alarms?: unknown[];
    readonly metrics?: (string | { expression?: string; label?: string })[][];
    readonly yAxis?: { left: { min?: number } };
    readonly annotations?: { horizontal: { value: number; label: string }[] };
    readonly region?: string;
    readonly accountId?: string;
    readonly query?: string;
    readonly markdown?: string;
  };
}

/** Returns the widgets of a dashboard, with `TOKEN` for each deploy-time value. */
function widgetsOf(build: (stack: Stack) => PrivateCaDashboardProps): Widget[] {
  const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } });
  new PrivateCaDashboard(stack, 'Dashboard', build(stack));
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  const body = Properties.DashboardBody as string | { 'Fn::Join': [string, unknown[]] };
  const text = typeof body === 'string' ? body
    : body['Fn::Join'][1].map((part) => typeof part === 'string' ? part : 'TOKEN').join('');
  return (JSON.parse(text) as { widgets: Widget[] }).widgets;
}

const titlesOf = (widgets: Widget[]) => widgets.map(({ properties }) => properties.title ?? properties.markdown);
const expressionsOf = (widgets: Widget[], title: string) => widgets
  .find(({ properties }) => properties.title === title)!
  .properties.metrics!.map(([metric]) => (metric as { expression?: string }).expression);
const propertiesOf = (widgets: Widget[], title: string) => widgets
  .find(({ properties }) => properties.title === title)!.properties;

test('the dashboard shows alarms, totals, revocations, denied calls, critical events, audit reports, quotas, and each CA', () => {
  const widgets = widgetsOf((stack) => ({
    alarms: [alarmsOf(stack)], certificateAuthorities: authoritiesOf(stack, 2),
  }));

  expect(titlesOf(widgets)).toEqual([
    'Alarms',
    'Certificates', 'CRLs', 'Time to issue (ms)',
    'Revocations', 'Denied calls',
    'Latest events of the recommended critical signals', 'Latest requests for audit reports',
    'Certificate authorities, in all states', 'Certificates ever issued by each CA',
    'Stack/Ca0: certificates', 'Stack/Ca0: CRLs', 'Stack/Ca1: certificates', 'Stack/Ca1: CRLs',
  ]);
});

test('graphs search by metric name in any dimension, and a CA row also searches by ARN', () => {
  const widgets = widgetsOf((stack) => ({ certificateAuthorities: authoritiesOf(stack, 1) }));

  expect(expressionsOf(widgets, 'Certificates')).toEqual([
    'SUM(SEARCH(\'Namespace="AWS/ACMPrivateCA" MetricName="Success"\', \'Sum\', 300))',
    'SUM(SEARCH(\'Namespace="AWS/ACMPrivateCA" MetricName="Failure"\', \'Sum\', 300))',
  ]);
  expect(expressionsOf(widgets, 'Stack/Ca0: CRLs')).toEqual([
    `SUM(SEARCH('Namespace="AWS/ACMPrivateCA" MetricName="CRLGenerated" "${ARN}0"', 'Sum', 300))`,
    `SUM(SEARCH('Namespace="AWS/ACMPrivateCA" MetricName="MisconfiguredCRLBucket" "${ARN}0"', 'Sum', 300))`,
  ]);
  expect(expressionsOf(widgets, 'Certificate authorities, in all states'))
    .toEqual(['SEARCH(\'Namespace="AWS/Usage" "CertificateAuthority"\', \'Maximum\', 3600)']);
  expect(expressionsOf(widgets, 'Certificates ever issued by each CA'))
    .toEqual(['SEARCH(\'Namespace="AWS/Usage" "CertificatesPerCA"\', \'Maximum\', 3600)']);
  expect(expressionsOf(widgets, 'Time to issue (ms)'))
    .toEqual(['SEARCH(\'Namespace="AWS/ACMPrivateCA" MetricName="Time"\', \'Average\', 300)']);
});

test('graphs begin at 0, and only the graph of CAs has a line for the quota', () => {
  const graphs = widgetsOf((stack) => ({ certificateAuthorities: authoritiesOf(stack, 1) })).filter(({ type }) => type === 'metric');

  for (const { properties: { title, yAxis, annotations } } of graphs) {
    expect([title, yAxis!.left.min]).toEqual([title, 0]);
    expect([title, annotations?.horizontal.length ?? 0]).toEqual([title, title === 'Certificate authorities, in all states' ? 1 : 0]);
  }
  expect(graphs.length).toBe(7);
});

test('the row of a CA shows the metrics of the account and Region of the CA', () => {
  const inOther = 'arn:aws:acm-pca:eu-west-1:444455556666:certificate-authority/0';
  const imported = (arn: string) => widgetsOf((stack) => ({
    certificateAuthorities: [PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', arn)],
  })).filter(({ properties }) => properties.title?.startsWith('Stack/Ca: '));
  const placesOf = (widgets: Widget[]) => widgets.flatMap(({ properties }) => [
    [properties.region, properties.accountId],
    ...properties.metrics!.map(([metric]) => {
      const { region, accountId } = metric as { region?: string; accountId?: string };
      return [region, accountId];
    }),
  ]);

  expect(new Set(placesOf(imported(inOther)).map(String))).toEqual(new Set(['eu-west-1,444455556666']));
  expect(placesOf(imported(inOther))).toHaveLength(6);
  // The Region of the dashboard is the Region of a widget, and needs no Region in an expression.
  expect(new Set(placesOf(imported(`${ARN}0`)).map(String))).toEqual(new Set(['TOKEN,', ',']));
  expect(new Set(placesOf(widgetsOf(() => ({})).filter(({ type }) => type === 'metric')).map(String))).toEqual(new Set(['TOKEN,', ',']));
});

test('alarms in another Stage, account, or Region cause an error of the library, and alarms in another stack do not', () => {
  const VIRGINIA = { account: '111122223333', region: 'us-east-1' };
  const dashboardOf = (other: (app: App) => Stack) => {
    const app = new App();
    const alarms = alarmsOf(other(app), PkiSignals.of(mineOf('mine')));
    new PrivateCaDashboard(new Stack(app, 'Dashboard', { env: VIRGINIA }), 'Dashboard', { alarms: [alarms] });
    return app;
  };

  expect(errorOf('DashboardEnvironment', () => dashboardOf((app) => new Stack(app, 'Other', { env: { ...VIRGINIA, region: 'eu-west-1' } }))).message)
    .toBe('alarms must be in the Stage, account, and Region of the dashboard (111122223333/us-east-1); got "Other/Alarms '
      + '(111122223333/eu-west-1)". Fix: Create a dashboard in each account and Region. [DashboardEnvironment at Dashboard/Dashboard]');
  errorOf('DashboardEnvironment', () => dashboardOf((app) => new Stack(app, 'Other', { env: { ...VIRGINIA, account: '444455556666' } })));
  errorOf('DashboardEnvironment', () => dashboardOf((app) => new Stack(app, 'Other')));
  errorOf('DashboardEnvironment', () => dashboardOf((app) => new Stack(new Stage(app, 'Stage'), 'Other', { env: VIRGINIA })));
  expect(() => dashboardOf((app) => new Stack(app, 'Other', { env: VIRGINIA })).synth()).not.toThrow();
});

test('each label matches its metric', () => {
  const widgets = widgetsOf((stack) => ({
    alarms: [alarmsOf(stack)], certificateAuthorities: authoritiesOf(stack, 1),
  }));
  const metricsOf = (title: string) => propertiesOf(widgets, title).metrics!.map(([metric]) => {
    const { expression, label } = metric as { expression?: string; label?: string };
    return [/MetricName="(\w+)"/.exec(expression ?? '')?.[1], label];
  });

  const ofCertificates = [['Success', 'issued'], ['Failure', 'failed']];
  const ofCrls = [['CRLGenerated', 'generated'], ['MisconfiguredCRLBucket', 'bucket misconfigured']];
  expect(metricsOf('Certificates')).toEqual(ofCertificates);
  expect(metricsOf('Stack/Ca0: certificates')).toEqual(ofCertificates);
  expect(metricsOf('CRLs')).toEqual(ofCrls);
  expect(metricsOf('Stack/Ca0: CRLs')).toEqual(ofCrls);
  expect(metricsOf('Time to issue (ms)')).toEqual([['Time', 'time']]);
  expect(metricsOf('Certificate authorities, in all states')).toEqual([[undefined, 'CAs']]);
  expect(metricsOf('Certificates ever issued by each CA')).toEqual([[undefined, 'certificates']]);
  expect(propertiesOf(widgets, 'Revocations').metrics!.map(([, name]) => name)).toEqual(['certificate-revoked']);
  expect(propertiesOf(widgets, 'Denied calls').metrics!.map(([, name]) => name)).toEqual(['access-denied']);
  expect(propertiesOf(widgets, 'Certificate authorities, in all states').annotations!.horizontal)
    .toEqual([expect.objectContaining({ value: 200, label: expect.stringContaining('200') })]);
});

test('a dashboard with 500 widgets is accepted, and one with more is rejected', () => {
  const build = (rows: number) => () => {
    const stack = newStack();
    return new PrivateCaDashboard(stack, 'Dashboard', { certificateAuthorities: authoritiesOf(stack, 300), maxCertificateAuthorities: rows });
  };

  // The other widgets are three totals, two quotas, and the number of omitted CAs.
  expect(build(247)()).toBeInstanceOf(PrivateCaDashboard);
  expect(errorOf('DashboardRows', build(248)).message).toBe(
    'maxCertificateAuthorities must result in at most 500 widgets (2 for each certificate authority); got "502 widgets". '
    + 'Fix: Lower maxCertificateAuthorities, or create several dashboards. [DashboardRows at Stack/Dashboard]');
  errorOf('DashboardRows', build(400));
});

test('by default, 10 CAs have a separate row, and the totals include the other CAs', () => {
  const widgets = (props: PrivateCaDashboardProps, count: number) => titlesOf(widgetsOf((stack) =>
    ({ certificateAuthorities: authoritiesOf(stack, count), ...props })));

  expect(widgets({}, 10).filter((title) => title?.endsWith(': certificates'))).toHaveLength(10);
  const hundred = widgets({}, 100);
  expect(hundred.filter((title) => title?.endsWith(': certificates'))).toHaveLength(10);
  expect(hundred[hundred.length - 1]).toBe('90 more certificate authorities are included only in the totals above.');
  expect(widgets({ maxCertificateAuthorities: 2 }, 3).filter((title) => title?.endsWith(': CRLs'))).toHaveLength(2);
});

test('without alarms and a log group, the dashboard omits the widgets that need them', () => {
  expect(titlesOf(widgetsOf(() => ({})))).toEqual([
    'Certificates', 'CRLs', 'Time to issue (ms)', 'Certificate authorities, in all states', 'Certificates ever issued by each CA',
  ]);
});

test('the log group and the dashboard name can be set', () => {
  const stack = newStack();
  const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');
  const { dashboard } = new PrivateCaDashboard(stack, 'Dashboard', { logGroup, dashboardName: 'pki' });

  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'pki' });
  expect(stack.resolve(dashboard.dashboardName)).toBeDefined();
});

test('the alarms of several sets are shown in widgets of up to 100, beginning with the composite alarms', () => {
  const critical = (index: number) => PkiSignal.of({
    name: `mine-${index}`, criticality: Criticality.CRITICAL, meaning: 'A.', nextStep: 'B.', filterPattern: '{ $.a = 1 }',
  });
  const widgets = widgetsOf((stack) => ({
    alarms: ['One', 'Two'].map((id) => alarmsOf(stack, PkiSignals.of(...Array.from({ length: 50 }, (_, index) => critical(index))), id)),
  }));

  const alarms = widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => properties.alarms!.length);
  expect(alarms).toEqual([100, 2]);
});

test('the table of critical events shows the records that the recommended critical signals match', () => {
  const critical = PkiSignals.recommended()._bind(newStack())
    .filter(({ criticality, filterPattern }) => criticality === Criticality.CRITICAL && filterPattern);
  const trail = Object.entries(RECORDS).filter(([, record]) => 'eventName' in record);
  const query = CRITICAL_EVENTS_QUERY.filter((line) => !line.startsWith('limit')).join('\n');

  const isCritical = (record: LogRecord) => critical.some(({ filterPattern }) => matchesFilter(filterPattern!, record));
  const shown = trail.filter(([, record]) => runQuery(query, [record]).length > 0).map(([name]) => name);
  const chosen = trail.filter(([, record]) => isCritical(record)).map(([name]) => name);
  expect(shown).toEqual(chosen);
  expect(shown.length).toBeGreaterThan(10);
});

test.each([['critical events', CRITICAL_EVENTS_QUERY], ['audit reports', AUDIT_REPORTS_QUERY]])(
  'the table of %s reads only fields of CloudTrail records, and shows up to 20 rows', (_name, lines) => {
    const text = JSON.stringify(Object.values(RECORDS));
    const missing = fieldsOf(lines.join('\n')).filter((field) => !text.includes(`"${field.split('.').pop()}"`));

    expect(missing).toEqual([]);
    const trail = Object.values(RECORDS).filter((record) => 'eventName' in record);
    expect(runQuery(lines.join('\n'), trail).length).toBeGreaterThan(1);
    expect(lines[lines.length - 1]).toBe('limit 20');
  });

test('a log group in another Region is rejected', () => {
  const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } });
  const logGroup = logs.LogGroup.fromLogGroupArn(stack, 'Trail', 'arn:aws:logs:eu-west-1:111122223333:log-group:trail');

  const { message } = errorOf('LogGroupRegion', () => new PrivateCaDashboard(stack, 'Dashboard', { logGroup }));
  expect(message).toContain('in the account and Region of the dashboard');
  expect(message).toContain('Fix: Create the dashboard in the account and Region of the log group. [');
});

test('maxCertificateAuthorities of 0 is rejected', () => {
  expect(errorOf('DashboardRows', () => new PrivateCaDashboard(newStack(), 'Dashboard', { maxCertificateAuthorities: 0 })).message)
    .toMatch(/^maxCertificateAuthorities must be a whole number from 1 /);
});

test('maxCertificateAuthorities is known at synthesis', () => {
  const late = Lazy.number({ produce: () => 1 });

  expect(errorOf('DashboardRows', () => new PrivateCaDashboard(newStack(), 'Dashboard', { maxCertificateAuthorities: late })).message)
    .toMatch(/^maxCertificateAuthorities must be known at synthesis, because it determines the number of widgets; got .+ Fix: Set maxCertificateAuthorities to a number\. \[/);
});

test('the alarms of issued certificates, quotas, and other constructs have separate widgets, and alarms on silence are shown', () => {
  const widgets = widgetsOf((stack) => {
    const routing = AlarmRouting.byCriticality({ low: [] });
    const external = new ExternalPkiLog(stack, 'Ezca', { silence: LogSilence.after(Duration.days(1)), credentialCreatedOn: '2026-11-26' });
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: authoritiesOf(stack, 1) });
    const analytics = new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket });
    const alarms = new PkiAlarms(stack, 'Alarms', {
      source: SignalSource.logs(external.logGroup), signals: EzcaSignals.events(4888), silence: LogSilence.after(Duration.hours(1)), routing,
    });
    return {
      alarms: [alarms],
      issuedCertificateWatches: [new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics })],
      quotaAlarms: [new PrivateCaQuotaAlarms(stack, 'Quotas')],
      otherAlarms: external.alarms,
    };
  });

  const shown = widgets.filter(({ type }) => type === 'alarm');
  expect(shown.map(({ properties }) => [properties.title, properties.alarms!.length])).toEqual([
    ['Alarms', 2], ['Expiry of issued certificates', 5], ['Quotas', 2], ['Other alarms', 5],
  ]);
});

test('the alarms of audit report schedules, analytics, and expiry watches have separate widgets, of at most 100 alarms', () => {
  const widgets = widgetsOf((stack) => {
    const certificateAuthorities = authoritiesOf(stack, 34);
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities });
    return {
      auditReportSchedules: [new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities })],
      auditReportAnalytics: [new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket })],
      expiryWatches: [new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities })],
    };
  });

  expect(widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => [properties.title, properties.alarms!.length])).toEqual([
    ['Audit reports: delivery', 36], ['Audit reports: copies for queries', 2],
    ['Expiry of CA certificates', 100], ['Expiry of CA certificates', 4],
  ]);
});

test('the alarms on revocation and on archives have separate widgets', () => {
  const widgets = widgetsOf((stack) => {
    const certificateAuthorities = authoritiesOf(stack, 2);
    const retention = ArchiveRetention.governance(Duration.days(30));
    const endpoints = [RevocationEndpoint.ocsp('ocsp.example.com')];
    return {
      crlFreshnessAlarms: [new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities })],
      revocationReachability: [new RevocationReachability(stack, 'Reachable', { endpoints })],
      auditReportBuckets: [new AuditReportBucket(stack, 'Audit', {
        certificateAuthorities, archive: new AuditReportArchive(stack, 'Archive', { retention }),
      })],
      trails: [new PrivateCaTrail(stack, 'Trail', { archive: new TrailArchive(stack, 'TrailArchive', { retention }) })],
    };
  });

  expect(widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => [properties.title, properties.alarms!.length])).toEqual([
    ['Revocation: freshness of CRLs', 2], ['Revocation: reachability', 1], ['Archives: replication', 2],
  ]);
});

test('buckets and trails without an archive have no widget', () => {
  const widgets = widgetsOf((stack) => ({
    auditReportBuckets: [new AuditReportBucket(stack, 'Audit', { certificateAuthorities: authoritiesOf(stack, 1) })],
    trails: [new PrivateCaTrail(stack, 'Trail')],
  }));

  expect(widgets.filter(({ type }) => type === 'alarm')).toEqual([]);
});

test('alarms on CRLs, reachability, and archives in another Region cause an error that names the property', () => {
  const app = new App();
  const other = new Stack(app, 'Virginia', { env: { account: '111122223333', region: 'us-east-1' } });
  const certificateAuthorities = authoritiesOf(other, 1);
  const retention = ArchiveRetention.governance(Duration.days(30));
  const sets: PrivateCaDashboardProps[] = [
    { crlFreshnessAlarms: [new CrlFreshnessAlarm(other, 'Fresh', { certificateAuthorities })] },
    // AWS publishes these metrics only in us-east-1.
    { revocationReachability: [new RevocationReachability(other, 'Reachable', { endpoints: [RevocationEndpoint.ocsp('ocsp.example.com')] })] },
    { auditReportBuckets: [new AuditReportBucket(other, 'Audit', { certificateAuthorities })] },
    { trails: [new PrivateCaTrail(other, 'Trail', { archive: new TrailArchive(other, 'TrailArchive', { retention }) })] },
  ];

  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  for (const [index, props] of sets.entries()) {
    const { message } = errorOf('DashboardEnvironment', () => new PrivateCaDashboard(stack, `Dashboard${index}`, props));
    expect(message).toMatch(new RegExp(`^${Object.keys(props)[0]} must be in the Stage, account, and Region of the dashboard`));
  }
});
