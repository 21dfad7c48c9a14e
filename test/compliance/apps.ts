import { readdirSync } from 'fs';
import { join } from 'path';
import {
  Annotations, App, Duration, Stack, aws_iam as iam, aws_s3 as s3, aws_sns_subscriptions as subscriptions,
} from 'aws-cdk-lib';
import { exampleNames } from '../../build-tools/synth';
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
import { AuditReportFormat } from '../../src/audit/audit-report-schedule-props';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { PrivateCaDashboard } from '../../src/dashboard/private-ca-dashboard';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { CrlType } from '../../src/model/crl-type';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { LogSilence } from '../../src/notification/log-silence';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { HierarchyLevel } from '../../src/pattern/hierarchy-level';
import { PrivateCaQueries } from '../../src/queries/private-ca-queries';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { CrlReplica } from '../../src/revocation/crl-replica';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailArchive } from '../../src/trail/trail-archive';
import { TrailCoverage } from '../../src/trail/trail-coverage';
import { TrailLogs } from '../../src/trail/trail-logs';
import { TrailObjectLock } from '../../src/trail/trail-object-lock';
import { loadApp } from '../support/load-app';
import { newRoot } from '../support/stacks';

const ROOT = join(__dirname, '../..');

/** The apps that must be clean, by name: every example, every integration app, and what these do not show. */
export const APPS: Record<string, () => App> = {
  ...Object.fromEntries(exampleNames().map((name) => [`examples/${name}`, () => loadApp(`examples/${name}/app.ts`).app])),
  ...Object.fromEntries(readdirSync(join(ROOT, 'integ'))
    .filter((name) => /^integ\..*\.ts$/.test(name))
    .map((name) => [`integ/${name}`, () => loadApp(`integ/${name}`).app])),
  'the defaults': () => {
    const { app, stack } = newApp();
    new AuditReportBucket(stack, 'S3Managed', { certificateAuthorities: [newRoot(stack)] });
    return app;
  },
  'revocation in all its kinds': () => {
    const { app, stack } = newApp();
    const bucket = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }) });
    const distribution = new CrlDistribution(stack, 'CrlDistribution', { bucket, logBucket: bucket.serverAccessLogsBucket });
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
      encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }),
      denyOtherWriters: true,
    });
    audit.grants.read(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
    audit.grants.generate(new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }));
    return app;
  },
  'trails with every option': () => {
    const { app, stack } = newApp();
    const trail = new PrivateCaTrail(stack, 'Trail', {
      coverage: TrailCoverage.organization('o-exampleorgid'),
      bucketKeyEnabled: true,
      objectLock: TrailObjectLock.governance(Duration.days(365)),
    });
    new PrivateCaTrail(stack, 'Second', { serverAccessLogsBucket: trail.serverAccessLogsBucket, encryptionKey: trail.encryptionKey, logs: TrailLogs.existingGroup(trail.logGroup) });
    trail.grants.readLogs(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
    trail.grants.readLogs(new iam.AccountPrincipal('444455556666'));
    return app;
  },
  'archives, replicas, and alarms on revocation': () => {
    const { app, stack } = newApp();
    const trail = new PrivateCaTrail(stack, 'Trail', {
      archive: new TrailArchive(stack, 'TrailArchive', { retention: ArchiveRetention.governance(Duration.days(365)) }),
      archiveRouting: AlarmRouting.everythingTo(newNotifications(stack, 'TrailNotifications')),
    });
    const { serverAccessLogsBucket } = trail;
    const notifications = newNotifications(stack, 'Notifications');
    const routing = AlarmRouting.everythingTo(notifications);
    const encryption = PrivateCaBucketEncryption.kms();
    const bucket = new CrlBucket(stack, 'Crls', {
      replica: new CrlReplica(stack, 'Replica', { encryption, serverAccessLogsBucket }), encryption, serverAccessLogsBucket,
    });
    bucket.replicationAlarm?.addAlarmAction(...notifications.alarmActions);
    const distribution = new CrlDistribution(stack, 'CrlDistribution', { bucket });
    const root = newRoot(stack, 'Root', Revocation.crl({ distributionPoint: CrlDistributionPoint.distribution(distribution) }));
    const archive = new AuditReportArchive(stack, 'Archive', {
      retention: ArchiveRetention.compliance(Duration.days(2557)), encryption, serverAccessLogsBucket,
    });
    const audit = new AuditReportBucket(stack, 'Audit', {
      certificateAuthorities: [root], archive, archiveRouting: routing, encryption, serverAccessLogsBucket,
    });
    new PrivateCaDashboard(stack, 'Dashboard', {
      auditReportBuckets: [audit],
      trails: [trail],
      crlFreshnessAlarms: [new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities: [root], routing })],
      revocationReachability: [new RevocationReachability(stack, 'Reachable', {
        endpoints: [RevocationEndpoint.crl('crl.example.com', '/crl/1.crl'), RevocationEndpoint.ocsp('ocsp.example.com')], routing,
      })],
    });
    return app;
  },
  'audit reports with every option': () => {
    const { app, stack } = newApp();
    const certificateAuthorities = [newRoot(stack)];
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', {
      certificateAuthorities, encryption: PrivateCaBucketEncryption.kms({ bucketKeyEnabled: false }),
    });
    const routing = AlarmRouting.everythingTo(newNotifications(stack, 'Notifications'));
    const shared = { auditReportBucket, certificateAuthorities, routing };
    const analytics = new AuditReportAnalytics(stack, 'Analytics', { ...shared, encryption: PrivateCaBucketEncryption.kms() });
    const schedule = new AuditReportSchedule(stack, 'Reports', { ...shared, interval: Duration.minutes(30), format: AuditReportFormat.JSON });
    const watch = new CertificateAuthorityExpiryWatch(stack, 'Expiry', shared);
    analytics.grants.query(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
    const certificates = new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics, routing, includeAcmCertificates: true });
    new PrivateCaDashboard(stack, 'Dashboard', {
      auditReportAnalytics: [analytics],
      auditReportSchedules: [schedule],
      expiryWatches: [watch],
      issuedCertificateWatches: [certificates],
    });
    return app;
  },
  'silence with every option': () => {
    const { app, stack } = newApp();
    const routing = AlarmRouting.everythingTo(newNotifications(stack, 'Notifications'));
    const silence = LogSilence.after(Duration.days(2));
    const external = new ExternalPkiLog(stack, 'Pki', {
      user: new iam.User(stack, 'Writer'), credentialCreatedOn: '2026-11-26', silence, routing,
    });
    const alarms = new PkiAlarms(stack, 'Alarms', { source: SignalSource.logs(external.logGroup), routing, silence });
    const quotas = new PrivateCaQuotaAlarms(stack, 'Quotas', { routing });
    new PrivateCaDashboard(stack, 'Dashboard', { alarms: [alarms], quotaAlarms: [quotas], otherAlarms: external.alarms });
    return app;
  },
  'the whole: hierarchy, revocation, audit, record, alarms and dashboard': () => {
    const { app, stack } = newApp();
    const trail = new PrivateCaTrail(stack, 'Trail');
    const crls = new CrlBucket(stack, 'Crls', { serverAccessLogsBucket: trail.serverAccessLogsBucket, encryption: PrivateCaBucketEncryption.kms() });
    const distribution = new CrlDistribution(stack, 'CrlDistribution', { bucket: crls });
    const revocation = Revocation.crl({ distributionPoint: CrlDistributionPoint.distribution(distribution) });
    const root = newRoot(stack, 'Root', revocation);
    root.node.addDependency(trail);
    const audit = new AuditReportBucket(stack, 'Audit', {
      certificateAuthorities: [root],
      serverAccessLogsBucket: trail.serverAccessLogsBucket,
      encryption: PrivateCaBucketEncryption.kms(),
    });
    const notifications = newNotifications(stack, 'Notifications');
    root.events.onCrlGenerated('CrlFailed', { notify: [notifications] });
    const alarms = new PkiAlarms(stack, 'Alarms', {
      source: SignalSource.logsAndEvents(trail.logGroup),
      routing: AlarmRouting.everythingTo(notifications),
      signals: PkiSignals.recommended().plus(
        PkiSignal.rootCaUsed(root),
        PkiSignal.keyDisabled(trail.encryptionKey!, audit.encryptionKey!, crls.encryptionKey!),
        PkiSignal.bucketChanged(trail.bucket, audit.bucket, crls.bucket),
      ),
    });
    new PrivateCaQueries(stack, 'Queries', { logGroup: trail.logGroup });
    new PrivateCaDashboard(stack, 'Dashboard', { alarms: [alarms], certificateAuthorities: [root] });
    trail.grants.readLogs(new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() }));
    audit.grants.generate(new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() }));
    return app;
  },
  'hierarchies with every option': () => {
    const { app, stack } = newApp();
    const level = (name: string, more: Partial<HierarchyLevel> = {}): HierarchyLevel =>
      ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` }), ...more });
    const chain = ['Web', 'Unit', 'Region', 'Policy'].reduce<HierarchyLevel[]>((below, name) => [level(name, { below })], []);
    const crls = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms() });
    const pki = new CertificateAuthorityHierarchy(stack, 'Five', {
      root: level('Root', { certificateGeneration: 2, below: chain }),
      revocation: Revocation.crl({ bucket: crls, distributionPoint: CrlDistributionPoint.omitted() }),
    });
    const offline = new CertificateAuthorityHierarchy(stack, 'Offline', {
      root: level('OfflineRoot', { below: [level('Old', { disabled: true }), level('New', { certificateGeneration: 3 })] }),
      revocation: Revocation.ocsp(),
      rootDisabled: true,
    });
    Annotations.of(offline).acknowledgeWarning('cdk-private-ca:parentDisabled', 'This app shows the second deployment.');
    new CertificateAuthorityHierarchy(stack, 'Existing', {
      root: { name: 'Root', existingCertificateAuthority: pki.root, below: [level('Device')] }, revocation: Revocation.none(),
    });
    return app;
  },
  'options that the user chooses': () => {
    const { app, stack } = newApp();
    new PrivateCaTrail(stack, 'Trail', { logs: TrailLogs.none() });
    new ExternalPkiLog(stack, 'WithoutUser');
    const users = new Stack(app, 'Users');
    new ExternalPkiLog(stack, 'Pki', { user: new iam.User(users, 'Writer'), credentialAge: Duration.days(30) });
    return app;
  },
  'a watched PKI with every option': () => {
    const { app, stack } = newApp();
    const notifications = newNotifications(stack, 'Notifications');
    const external = new ExternalPkiLog(stack, 'Pki', { user: new iam.User(stack, 'Writer') });
    const routing = AlarmRouting.everythingTo(notifications);
    const source = SignalSource.logsAndEvents(external.logGroup);
    const named = [
      PkiSignal.rootCaUsed(newRoot(stack)), PkiSignal.keyDisabled(external.encryptionKey),
      PkiSignal.bucketChanged(s3.Bucket.fromBucketName(stack, 'Reports', 'amzn-s3-demo-bucket')),
    ];
    const alarms = [
      new PkiAlarms(stack, 'Alarms', { source, routing, signals: PkiSignals.all().plus(...named) }),
      new PkiAlarms(stack, 'Cis', {
        source: SignalSource.logs(external.logGroup),
        routing,
        signals: PkiSignals.cisFoundations(),
        metricNamespace: 'LogMetrics',
        reportZeros: true,
      }),
    ];
    new PrivateCaQueries(stack, 'Queries', { logGroup: external.logGroup });
    new PrivateCaDashboard(stack, 'Dashboard', { alarms, certificateAuthorities: [newRoot(stack, 'Second')] });
    return app;
  },
};

function newApp(): { app: App; stack: Stack } {
  const app = new App();
  return { app, stack: new Stack(app, 'Stack') };
}

/** Notifications with a recipient. Without one, the library prints a warning. */
function newNotifications(stack: Stack, id: string): PkiNotifications {
  return new PkiNotifications(stack, id, { subscriptions: [new subscriptions.EmailSubscription('pki@example.com')] });
}
