import { aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuditReportEncryption } from '../audit-report-encryption';
import { ReportBucket } from './report-bucket';
import { bindExistingBucket } from '../../private/existing-bucket';

/* A bucket for audit reports that the user brought along. */

/** Binds the bucket: its key gets what AWS Private CA needs, if it has one; the bucket itself stays as it is. */
export function bindReportBucket(
  scope: Construct, bucket: s3.IBucket, described: AuditReportEncryption | undefined,
): ReportBucket {
  const fallback = bucket.encryptionKey ? AuditReportEncryption.kms() : AuditReportEncryption.s3Managed();
  return bindExistingBucket(scope, bucket, { described: described?._sse, fallback: fallback._sse });
}
