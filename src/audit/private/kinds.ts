import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../notification/alarm-routing';
import { ExpiryThreshold } from '../../notification/expiry-threshold';
import { BUCKET, CERTIFICATE_AUTHORITIES, KMS_KEY, REMOVAL_POLICY, RETENTION_DAYS } from '../../private/cdk-kinds';
import { DURATION, FLAG, TEXT, instanceOf, likeA, listOf, required } from '../../private/kinds';

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
  removalPolicy: REMOVAL_POLICY,
};

export const ATTRIBUTES_KINDS = {
  bucket: required(BUCKET),
  encryptionKey: KMS_KEY,
  certificateAuthorityArns: listOf(TEXT, 'strings'),
};

export const EXPIRY_WATCH_KINDS = {
  // The class would import this file.
  analytics: required(likeA('an AuditReportAnalytics', 'addQuery', 'grants', 'workGroupName', 'databaseName')),
  thresholds: listOf(instanceOf(ExpiryThreshold), 'ExpiryThreshold objects'),
  includeAcmCertificates: FLAG,
  routing: instanceOf(AlarmRouting),
  logEncryptionKey: KMS_KEY,
  logRetention: RETENTION_DAYS,
  removalPolicy: REMOVAL_POLICY,
};
