import { HIERARCHY_KINDS } from './kinds';
import { CertificateAuthorityExpiryWatch } from '../../alerting/certificate-authority-expiry-watch';
import { PkiAlarms } from '../../alerting/pki-alarms';
import { AuditReportAnalytics } from '../../audit/audit-report-analytics';
import { AuditReportSchedule } from '../../audit/audit-report-schedule';
import { PrivateCaDashboard } from '../../dashboard/private-ca-dashboard';
import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../notification/alarm-routing';
import { LogSilence } from '../../notification/log-silence';
import { ALARM_DESTINATION, BUCKET, CERTIFICATE_AUTHORITIES, KMS_KEY, SUBSCRIPTION } from '../../private/cdk-kinds';
import { Kinds, instanceOf, likeA, listOf, objectOf, oneOf } from '../../private/kinds';
import { BaselinePart } from '../baseline-part';
import { PrivateCaBaselineProps } from '../private-ca-baseline-props';

/** The kinds of the properties of a baseline. */
export const BASELINE_KINDS: Kinds<PrivateCaBaselineProps> = {
  hierarchy: objectOf(HIERARCHY_KINDS),
  certificateAuthorities: CERTIFICATE_AUTHORITIES,
  without: listOf(oneOf('BaselinePart', BaselinePart), 'values of BaselinePart'),
  subscriptions: listOf(SUBSCRIPTION, 'sns.ITopicSubscription objects'),
  routing: instanceOf(AlarmRouting),
  trail: likeA('an IPrivateCaTrail', 'trailArn', 'logGroup', 'bucket'),
  auditReportBucket: likeA('an IAuditReportBucket', 'bucket', 'grants'),
  auditReportEncryption: instanceOf(PrivateCaBucketEncryption),
  auditReportSchedule: instanceOf(AuditReportSchedule),
  auditReportAnalytics: instanceOf(AuditReportAnalytics),
  notifications: ALARM_DESTINATION,
  alarms: instanceOf(PkiAlarms),
  silence: instanceOf(LogSilence),
  expiryWatch: instanceOf(CertificateAuthorityExpiryWatch),
  dashboard: instanceOf(PrivateCaDashboard),
  logEncryptionKey: KMS_KEY,
  serverAccessLogsBucket: BUCKET,
};
