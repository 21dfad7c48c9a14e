import { Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { SignalSource } from '../../src/alerting/signal-source';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportBucketGrants } from '../../src/audit/audit-report-bucket-grants';
import { CertificateAuthorityGrants } from '../../src/authority/certificate-authority-grants';
import { CertificateAuthorityMetrics } from '../../src/authority/certificate-authority-metrics';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { PrivateCaTrailGrants } from '../../src/trail/private-ca-trail-grants';
import { errorOf } from '../support/errors';
import { newRoot, newStack } from '../support/stacks';

/* Methods in plain JavaScript, where an argument can have any type. */

const WRONG = ['text', 42, [], {}, null, undefined];

const newBucket = (stack: Stack) => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });
const newAnalytics = (stack: Stack) => new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket: newBucket(stack) });

type Call = (stack: Stack, value: never) => unknown;

const GRANTS: [string, Call][] = [
  ...(['read', 'issue', 'issueSubordinate', 'revoke', 'audit', 'administer', 'share', 'deleteAndRestore'] as const)
    .map((method): [string, Call] => [`CertificateAuthorityGrants.${method}()`, (stack, value) => newRoot(stack).grants[method](value)]),
  ['AuditReportBucketGrants.read()', (stack, value) => newBucket(stack).grants.read(value)],
  ['AuditReportBucketGrants.generate()', (stack, value) => newBucket(stack).grants.generate(value)],
  ['AuditReportAnalyticsGrants.query()', (stack, value) => newAnalytics(stack).grants.query(value)],
  ['PrivateCaTrailGrants.readLogs()', (stack, value) => new PrivateCaTrail(stack, 'Trail').grants.readLogs(value)],
];

test.each(GRANTS)('a value that is no principal is an error of %s', (_name, grant) => {
  for (const value of WRONG) {
    expect(errorOf('PropertyType', () => grant(newStack(), value as never)).message)
      .toMatch(/^(grantee|auditor|principal|analyst) must be an iam\.IGrantable, such as a role; got /);
  }
});

test.each<[string, (value: never) => unknown]>([
  ['CertificateAuthorityGrants', (value) => CertificateAuthorityGrants.fromCertificateAuthority(value)],
  ['CertificateAuthorityMetrics', (value) => CertificateAuthorityMetrics.fromCertificateAuthority(value)],
  ['CertificateAuthorityEvents', (value) => CertificateAuthorityEvents.fromCertificateAuthority(value)],
  ['AuditReportBucketGrants', (value) => AuditReportBucketGrants.fromAuditReportBucket(value)],
  ['PrivateCaTrailGrants', (value) => PrivateCaTrailGrants.fromPrivateCaTrail(value)],
  ['PkiSignal.rootCaUsed()', (value) => PkiSignal.rootCaUsed(value)],
  ['PkiSignal.keyDisabled()', (value) => PkiSignal.keyDisabled(value)],
  ['PkiSignal.bucketChanged()', (value) => PkiSignal.bucketChanged(value)],
  ['PkiSignal.bucketChangeDenied()', (value) => PkiSignal.bucketChangeDenied(value)],
  ['PkiSignal.auditReportElsewhere()', (value) => PkiSignal.auditReportElsewhere(value)],
  ['the second bucket of PkiSignal.bucketChanged()',
    (value) => PkiSignal.bucketChanged(s3.Bucket.fromBucketName(newStack(), 'Mine', 'amzn-s3-demo-bucket'), value)],
])('%s rejects another value before it is used', (_name, create) => {
  for (const value of WRONG) {
    expect(errorOf('PropertyType', () => create(value as never)).message).toMatch(/ \[PropertyType at App\]$/);
  }
});

test('a metric rejects options that are not an object', () => {
  for (const value of ['text', 42, []]) {
    errorOf('PropertyType', () => newRoot(newStack()).metrics.failure(value as never));
  }
});

test('PkiSignals.merge() rejects other values', () => {
  for (const value of WRONG) {
    const stack = newStack();
    const routing = AlarmRouting.everythingTo(AlarmDestination.of({}));
    const signals = PkiSignals.recommended().merge(value as never);

    expect(errorOf('PropertyType', () => new PkiAlarms(stack, 'Alarms', { source: SignalSource.events(), routing, signals })).message)
      .toMatch(/^other must be an instance of PkiSignals; got /);
  }
});
