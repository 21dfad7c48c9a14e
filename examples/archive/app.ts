/**
 * Audit reports of a CA and log files of a trail in an archive that no administrator can change. The archives are in
 * another account and Region, with S3 Object Lock in compliance mode. Deploy the stack of the archives first.
 *
 * Fixed monthly cost: $6.30 = $6.00 for six KMS keys (two in the account of the archives), and $0.30 for three alarms
 * on one metric each.
 * The existing CA, a second copy of management events, CloudWatch Logs, metrics of S3 Replication ($0.30 each), data
 * transfer to the other Region, and storage are billed separately. AWS bills a locked object until its retention period
 * ends. https://aws.amazon.com/kms/pricing/, https://aws.amazon.com/cloudwatch/pricing/, and
 * https://aws.amazon.com/s3/pricing/, as of November 2026.
 */
import { App, Duration, Stack, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import {
  AlarmRouting, ArchiveRetention, AuditReportArchive, AuditReportBucket, PkiNotifications, PrivateCaBucketEncryption,
  PrivateCaDashboard, PrivateCaTrail, PrivateCertificateAuthority, TrailArchive,
} from 'cdk-private-ca';

export const app = new App();

// The account of the archives. Its administrators can't delete a locked object, and those of the CA can't access it.
const archives = new Stack(app, 'Archives', { env: { account: '444455556666', region: 'us-west-2' } });
const retention = ArchiveRetention.compliance(Duration.days(2557));
const encryption = PrivateCaBucketEncryption.kms();
const reportArchive = new AuditReportArchive(archives, 'Reports', { retention, encryption });
const trailArchive = new TrailArchive(archives, 'Trail', {
  retention, serverAccessLogsBucket: reportArchive.serverAccessLogsBucket,
});

// The account of the CA.
const pki = new Stack(app, 'ArchivedPki', { env: { account: '111122223333', region: 'us-east-1' } });
const archiveRouting = AlarmRouting.everythingTo(new PkiNotifications(pki, 'Notifications', {
  subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
}));
const trail = new PrivateCaTrail(pki, 'Trail', { archive: trailArchive, archiveRouting });
const audit = new AuditReportBucket(pki, 'Audit', {
  certificateAuthorities: [PrivateCertificateAuthority.fromCertificateAuthorityArn(pki, 'Issuing',
    'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555')],
  encryption,
  serverAccessLogsBucket: trail.serverAccessLogsBucket,
  archive: reportArchive,
  archiveRouting,
});
new PrivateCaDashboard(pki, 'Dashboard', { auditReportBuckets: [audit], trails: [trail] });
