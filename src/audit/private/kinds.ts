import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../notification/alarm-routing';
import { Criticality } from '../../notification/criticality';
import { ExpiryThreshold } from '../../notification/expiry-threshold';
import { AUDIT_REPORT_BUCKET, BUCKET, CERTIFICATE_AUTHORITIES, KMS_KEY, REMOVAL_POLICY, RETENTION_DAYS } from '../../private/cdk-kinds';
import { DURATION, FLAG, SIZE, TEXT, instanceOf, listOf, oneOf, required } from '../../private/kinds';
import { resourceLike } from '../../private/references';
import { AuditReportArchive } from '../audit-report-archive';
import { AuditReportFormat } from '../audit-report-schedule-props';

/* The kinds of the properties in this room. */

export const AUDIT_REPORT_BUCKET_KINDS = {
  certificateAuthorities: required(CERTIFICATE_AUTHORITIES),
  bucket: BUCKET,
  encryption: instanceOf(PrivateCaBucketEncryption),
  serverAccessLogsBucket: BUCKET,
  bucketNamePrefix: TEXT,
  denyOtherWriters: FLAG,
  archiveReportsAfter: DURATION,
  reportRetention: DURATION,
  archive: instanceOf(AuditReportArchive),
  archiveRouting: instanceOf(AlarmRouting),
  removalPolicy: REMOVAL_POLICY,
};

export const ATTRIBUTES_KINDS = {
  bucket: required(BUCKET),
  encryptionKey: KMS_KEY,
  certificateAuthorityArns: listOf(TEXT, 'strings'),
};

/** The kinds of the properties that configure the logs of a state machine. */
const LOG_KINDS = { logEncryptionKey: KMS_KEY, logRetention: RETENTION_DAYS, removalPolicy: REMOVAL_POLICY };

export const TIMING_KINDS = { interval: DURATION, overdueAfter: DURATION };

export const SCHEDULE_KINDS = {
  ...TIMING_KINDS,
  ...LOG_KINDS,
  auditReportBucket: required(AUDIT_REPORT_BUCKET),
  certificateAuthorities: required(CERTIFICATE_AUTHORITIES),
  format: oneOf('AuditReportFormat', AuditReportFormat),
  routing: instanceOf(AlarmRouting),
  overdueCriticality: oneOf('Criticality', Criticality),
};

export const ANALYTICS_KINDS = {
  ...LOG_KINDS,
  auditReportBucket: required(AUDIT_REPORT_BUCKET),
  encryption: instanceOf(PrivateCaBucketEncryption),
  bytesScannedLimit: SIZE,
  resultRetention: DURATION,
  serverAccessLogsBucket: BUCKET,
  routing: instanceOf(AlarmRouting),
};

export const QUERY_KINDS = { name: required(TEXT), sql: required(TEXT), description: TEXT };

export const EXPIRY_WATCH_KINDS = {
  ...LOG_KINDS,
  // The class would import this file.
  analytics: required(resourceLike(
    'an AuditReportAnalytics', ['addQuery', 'grants', 'workGroupName', 'databaseName'], 'latestBucket.bucketArn',
  )),
  thresholds: listOf(instanceOf(ExpiryThreshold), 'ExpiryThreshold objects'),
  includeAcmCertificates: FLAG,
  routing: instanceOf(AlarmRouting),
};
