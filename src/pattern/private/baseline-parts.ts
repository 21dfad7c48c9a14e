import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAuthorityExpiryWatch } from '../../alerting/certificate-authority-expiry-watch';
import { PkiAlarms } from '../../alerting/pki-alarms';
import { PkiSignal } from '../../alerting/pki-signal';
import { PkiSignals } from '../../alerting/pki-signals';
import { SignalSource } from '../../alerting/signal-source';
import { IAuditReportBucket } from '../../audit/audit-report-bucket-grants';
import { AuditReportSchedule } from '../../audit/audit-report-schedule';
import { RootCertificateAuthority } from '../../authority/root-certificate-authority';
import { IAlarmDestination } from '../../notification/alarm-destination';
import { AlarmRouting } from '../../notification/alarm-routing';
import { LogSilence } from '../../notification/log-silence';
import { arnOf } from '../../private/certificate-authority-arn';
import { IPrivateCaTrail } from '../../trail/private-ca-trail-grants';
import { CertificateAuthorityHierarchy } from '../certificate-authority-hierarchy';

/** The resources that the alarms of a baseline monitor. */
export interface AlarmedParts {
  readonly routing: AlarmRouting;
  readonly trail: IPrivateCaTrail;
  /** The hierarchy, if the baseline creates it. */
  readonly hierarchy?: CertificateAuthorityHierarchy;
  /** All CAs, also those of the hierarchy. */
  readonly certificateAuthorities: readonly acmpca.ICertificateAuthorityRef[];
  readonly silence?: LogSilence;
  /** The trail, if the baseline creates it. */
  readonly ownTrail?: IPrivateCaTrail;
  /** The bucket for audit reports, if the baseline creates it. */
  readonly ownBucket?: IAuditReportBucket;
}

/** The number of root CAs that a signal can contain. */
const ROOTS_OF_SIGNAL = 5;

/** A part to which CAs can be added. */
interface Extensible {
  addCertificateAuthority(certificateAuthority: acmpca.ICertificateAuthorityRef): void;
}

/** The routing of all alarms. Without notifications, the alarms only change their states. */
export function routingOf(
  routing: AlarmRouting | undefined, notifications: IAlarmDestination | undefined,
): AlarmRouting {
  if (routing) { return routing; }
  return notifications ? AlarmRouting.everythingTo(notifications) : AlarmRouting.byCriticality({ low: [] });
}

/** Adds CAs to existing parts that don't contain them. An imported bucket can't be changed. */
export function addTo(
  parts: readonly (IAuditReportBucket | AuditReportSchedule | CertificateAuthorityExpiryWatch | undefined)[],
  certificateAuthorities: readonly acmpca.ICertificateAuthorityRef[],
): void {
  for (const part of parts) {
    if (!part || !('addCertificateAuthority' in part)) { continue; }
    const present = part.certificateAuthorityArns ?? [];
    certificateAuthorities.filter((one) => !present.includes(arnOf(one)))
      .forEach((one) => (part as Extensible).addCertificateAuthority(one));
  }
}

/** Creates the alarms. In addition to the recommended signals, they monitor what the baseline creates. */
export function newAlarms(scope: Construct, id: string, parts: AlarmedParts): PkiAlarms {
  return new PkiAlarms(scope, id, {
    source: SignalSource.logs(parts.trail.logGroup),
    routing: parts.routing,
    silence: parts.silence,
    signals: PkiSignals.recommended().plus(...signalsOf(parts)),
  });
}

function signalsOf(parts: AlarmedParts): PkiSignal[] {
  const { ownTrail, ownBucket } = parts;
  const [key, ...keys] = [ownTrail?.encryptionKey, ownBucket?.encryptionKey].filter((one) => one !== undefined);
  const [bucket, ...buckets] = [ownTrail?.bucket, ownBucket?.bucket].filter((one) => one !== undefined);
  return [
    ...rootSignals(rootsOf(parts)),
    ...key ? [PkiSignal.keyDisabled(key, ...keys)] : [],
    ...bucket ? [PkiSignal.bucketChanged(bucket, ...buckets)] : [],
  ];
}

/** The root CAs of hierarchies that sign only CA certificates. Another root CA can issue end-entity certificates. */
function rootsOf({ hierarchy, certificateAuthorities }: AlarmedParts): RootCertificateAuthority[] {
  const roots = [hierarchy, ...certificateAuthorities.map(({ node }) => node.scope)]
    .filter((scope) => scope instanceof CertificateAuthorityHierarchy)
    .filter(({ all, root }) => all.length > 1 && certificateAuthorities.includes(root)).map(({ root }) => root)
    .filter((root) => root instanceof RootCertificateAuthority);
  return [...new Set(roots)];
}

/** The signals for root CAs. The first one has the name of the signal. */
function rootSignals(roots: readonly RootCertificateAuthority[]): PkiSignal[] {
  const [first, ...more] = roots.slice(0, ROOTS_OF_SIGNAL);
  if (first === undefined) { return []; }
  const signal = PkiSignal.rootCaUsed(first, ...more);
  const others = rootSignals(roots.slice(ROOTS_OF_SIGNAL));
  return [signal, ...others.map((other, index) => other.withName(`root-ca-used-${index + 2}`))];
}
