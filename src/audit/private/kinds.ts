import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../notification/alarm-routing';
import { BUCKET, CERTIFICATE_AUTHORITIES, KMS_KEY, REMOVAL_POLICY } from '../../private/cdk-kinds';
import { DURATION, FLAG, TEXT, instanceOf, listOf, required } from '../../private/kinds';
import { AuditReportArchive } from '../audit-report-archive';

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
