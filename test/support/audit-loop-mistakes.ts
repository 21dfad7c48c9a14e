import { App, Duration, Size, Stack, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { CertificateAuthorityExpiryWatch, CertificateAuthorityExpiryWatchProps } from '../../src/alerting/certificate-authority-expiry-watch';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { PrivateCaQuotaAlarms } from '../../src/alerting/private-ca-quota-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportAnalytics, AuditReportAnalyticsProps } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { AuditReportScheduleProps } from '../../src/audit/audit-report-schedule-props';
import { IssuedCertificateExpiryWatch, IssuedCertificateExpiryWatchProps } from '../../src/audit/issued-certificate-expiry-watch';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ExternalPkiLogProps } from '../../src/external/external-pki-log-props';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Validity } from '../../src/model/validity';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { LogSilence } from '../../src/notification/log-silence';
import { ErrorCode } from '../../src/private/error-codes';
import { Revocation } from '../../src/revocation/revocation';

/* The mistakes in audit report schedules, analytics, expiry watches, and alarms on silence, for `mistakes.ts`. */

const newStack = () => new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const authority = (stack: Stack, id = '1', region = 'us-east-1') => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${id}`,
  `arn:aws:acm-pca:${region}:111122223333:certificate-authority/${id}`);
const reportsIn = (stack: Stack) => AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
  bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
});
const schedule = (props: Partial<AuditReportScheduleProps>, stack = newStack()) => new AuditReportSchedule(stack, 'Schedule', {
  auditReportBucket: reportsIn(stack),
  ...props,
  certificateAuthorities: props.certificateAuthorities ?? [authority(stack)],
});
const watch = (props: Partial<CertificateAuthorityExpiryWatchProps>, stack = newStack()) =>
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', {
    ...props, certificateAuthorities: props.certificateAuthorities ?? [authority(stack)],
  });
const analytics = (props: Partial<AuditReportAnalyticsProps> = {}, stack = newStack()) =>
  new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket: reportsIn(stack), ...props });
const certificates = (props: Partial<IssuedCertificateExpiryWatchProps>, stack = newStack()) =>
  new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics: analytics({}, stack), ...props });
const token = (props: ExternalPkiLogProps) => new ExternalPkiLog(newStack(), 'Ezca', { credentialCreatedOn: '2026-11-26', ...props });
const days = (count: number) => ExpiryThreshold.of(Duration.days(count), Criticality.HIGH);
const action = { bind: () => ({ alarmActionArn: 'arn' }) };

/** The mistakes, in the order of the codes. */
export const AUDIT_LOOP_MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
  ['CertificateAuthorityMissing', () => schedule({ certificateAuthorities: [] })],
  ['CertificateAuthorityDuplicate', () => {
    const stack = newStack();
    schedule({ certificateAuthorities: [authority(stack), authority(new Stack(stack.node.root as App, 'Other'))] }, stack);
  }],
  ['ReportInterval', () => schedule({ interval: Duration.minutes(15) })],
  ['ReportInterval', () => schedule({ interval: Duration.days(7) })],
  ['ReportOverdueAfter', () => schedule({ overdueAfter: Duration.hours(12) })],
  ['ReportOverdueAfter', () => schedule({ overdueAfter: Duration.days(8) })],
  ['CertificateAuthorityEnvironment', () => {
    const stack = newStack();
    return schedule({ certificateAuthorities: [authority(stack, '1', 'eu-west-1')] }, stack);
  }],
  ['CertificateAuthorityEnvironment', () => {
    const stack = newStack();
    return watch({ certificateAuthorities: [authority(stack, '1', 'eu-west-1')] }, stack);
  }],
  ['CertificateAuthorityUnknown', () => {
    const stack = newStack();
    return schedule({}, stack).metricDelivered(authority(stack, '2'));
  }],
  ['CertificateAuthorityUnknown', () => {
    const stack = newStack();
    return watch({}, stack).metricDaysUntilExpiry(authority(stack, '2'));
  }],
  ['QueryName', () => analytics().addQuery('Custom', { name: 'expiring;', sql: 'SELECT 1' })],
  ['QueryDuplicate', () => analytics().addQuery('Custom', { name: 'expiring', sql: 'SELECT 1' })],
  ['QueryLength', () => analytics().addQuery('Custom', { name: 'mine', sql: '' })],
  ['BytesScannedLimit', () => analytics({ bytesScannedLimit: Size.mebibytes(1) })],
  ['BytesScannedLimit', () => analytics({ bytesScannedLimit: Size.gibibytes(0.1) })],
  ['LifecycleDays', () => analytics({ resultRetention: Duration.hours(12) })],
  ['ExpiryThreshold', () => watch({ thresholds: [days(0)] })],
  ['ExpiryThreshold', () => {
    const stack = newStack();
    const root = new RootCertificateAuthority(stack, 'Root', {
      subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), validity: Validity.days(30), revocation: Revocation.none(),
    });
    return watch({ certificateAuthorities: [root], thresholds: [days(90), days(30)] }, stack);
  }],
  ['ExpiryThreshold', () => token({ credentialThresholds: [days(90)] })],
  ['CredentialDate', () => token({ credentialCreatedOn: '2026-02-30' })],
  ['LogSilencePeriod', () => token({ silence: LogSilence.after(Duration.minutes(7)) })],
  ['LogSilencePeriod', () => token({ silence: LogSilence.after(Duration.days(14)) })],
  ['LogGroupClass', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Trail', { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS });
    return new PkiAlarms(stack, 'Alarms', {
      source: SignalSource.logs(logGroup),
      routing: AlarmRouting.byCriticality({ low: [] }),
      signals: PkiSignals.acmCertificates(),
      silence: LogSilence.after(Duration.hours(1)),
    });
  }],
  ['QuotaLimit', () => new PrivateCaQuotaAlarms(newStack(), 'Quotas', { certificateAuthorityQuota: 0 })],
  ['QuotaLimit', () => new PrivateCaQuotaAlarms(newStack(), 'Quotas', { percentage: 120 })],
  ['ExpiryThresholdOrder', () => watch({ thresholds: [days(30), days(90)] })],
  ['ExpiryThresholdOrder', () => certificates({ thresholds: [days(3), days(14)] })],
  ['ExpiryThresholdMissing', () => watch({ thresholds: [] })],
  ['ExpiryAlarmCount', () => {
    const stack = newStack();
    return watch({ certificateAuthorities: Array.from({ length: 198 }, (_, index) => authority(stack, `${index}`)) }, stack);
  }],
  ['AlarmActionMissing', () => schedule({ routing: AlarmRouting.everythingTo(AlarmDestination.of({})) })],
  ['AlarmActionCount', () => schedule({
    routing: AlarmRouting.everythingTo(...Array.from({ length: 6 },
      () => AlarmDestination.of({ alarmAction: action }))),
  })],
];
