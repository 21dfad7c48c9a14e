import { App, Duration, Stack, aws_cloudwatch as cloudwatch, aws_iam as iam } from 'aws-cdk-lib';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { CrlFreshnessAlarm } from '../../src/alerting/crl-freshness-alarm';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
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
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { LogSilence } from '../../src/notification/log-silence';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlReplica } from '../../src/revocation/crl-replica';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailArchive } from '../../src/trail/trail-archive';

/* The texts of the alarms that do not belong to a signal, read from the descriptions of synthesized alarms. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';

/** The form of every description. */
const DESCRIPTION = /^(?:(?<criticality>[A-Z]+): )?(?<meaning>.*?)(?: What to do: (?<nextStep>.*?))?(?: \(signal [^)]*\))? Runbook: \S+#(?<id>\S+)$/;

/** The text of an alarm. */
export interface AlarmText {
  readonly id: string;
  readonly criticality?: string;
  readonly meaning: string;
  readonly nextStep: string;
}

/** The text of each alarm that does not belong to a signal, once for each runbook. */
export function alarmTexts(): AlarmText[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  addEveryAlarm(stack);
  const texts = stack.node.findAll().flatMap((node) => {
    if (!cloudwatch.CfnAlarm.isCfnAlarm(node) && !cloudwatch.CfnCompositeAlarm.isCfnCompositeAlarm(node)) { return []; }
    return textOf(rendered(stack.resolve(node.alarmDescription)).replace(CA_ARN, 'CA_ARN'));
  });
  const signalAlarms = new Set(stack.node.findAll().filter((node) => node instanceof PkiAlarms)
    .flatMap((node) => node.node.children.map(({ node: { id } }) => id)));
  const found = new Map<string, AlarmText>();
  texts.forEach((text) => { if (!found.has(text.id) && !signalAlarms.has(text.id)) { found.set(text.id, text); } });
  return [...found.values()].sort((one, other) => one.id.localeCompare(other.id));
}

function textOf(description: string): AlarmText[] {
  const groups = DESCRIPTION.exec(description)?.groups;
  if (!groups) { throw new Error(`no runbook in the description of an alarm: ${description}`); }
  const { id, criticality, meaning, nextStep } = groups;
  // The level of the composite alarm is in its text.
  return [{ id, criticality: criticality?.toLowerCase() ?? 'critical', meaning, nextStep: nextStep ?? 'Follow the runbook of the signal.' }];
}

/** A description whose references are unknown. */
function rendered(description: unknown): string {
  if (typeof description === 'string') { return description; }
  const { 'Fn::Join': [, parts] } = description as { 'Fn::Join': [string, unknown[]] };
  return parts.map((part) => typeof part === 'string' ? part : '…').join('');
}

/** Creates each construct with alarms. */
function addEveryAlarm(stack: Stack): void {
  const notifications = new PkiNotifications(stack, 'Notifications');
  const routing = AlarmRouting.everythingTo(notifications);
  const root = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', CA_ARN);
  const certificateAuthorities = [root];
  const encryption = PrivateCaBucketEncryption.kms();
  const retention = ArchiveRetention.governance(Duration.days(365));
  const silence = LogSilence.after(Duration.hours(6));
  const external = new ExternalPkiLog(stack, 'Pki', {
    user: new iam.User(stack, 'Writer'), credentialCreatedOn: '2026-11-26', silence, routing,
  });
  new PkiAlarms(stack, 'Alarms', { source: SignalSource.logs(external.logGroup), routing, silence });
  new PrivateCaTrail(stack, 'Trail', { archive: new TrailArchive(stack, 'TrailArchive', { retention }) });
  new CrlBucket(stack, 'Crls', { replica: new CrlReplica(stack, 'Replica', { encryption }), encryption });
  const auditReportBucket = new AuditReportBucket(stack, 'Audit', {
    certificateAuthorities, archive: new AuditReportArchive(stack, 'Archive', { retention, encryption }), encryption,
  });
  const analytics = new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket, routing });
  new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities, routing });
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities, routing });
  new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics, routing });
  new CrlFreshnessAlarm(stack, 'Fresh', { certificateAuthorities, crlLifetime: Duration.days(7), routing });
  new RevocationReachability(stack, 'Reachable', { endpoints: [RevocationEndpoint.crl('crl.example.com', '/crl/1.crl')], routing });
  new PrivateCaQuotaAlarms(stack, 'Quotas', { routing });
}
