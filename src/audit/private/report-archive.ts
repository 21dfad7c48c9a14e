import { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AlarmRouting } from '../../notification/alarm-routing';
import { Criticality } from '../../notification/criticality';
import { requireArchive } from '../../private/archive';
import { replicate, Replication, ReplicationSource, requireReplicable } from '../../private/replication';
import { AuditReportArchive } from '../audit-report-archive';

/** The properties of `AuditReportBucketProps` that configure the archive. */
interface ReportArchiveProps {
  readonly archive?: AuditReportArchive;
  readonly archiveRouting?: AlarmRouting;
}

/** Throws an error if the audit reports cannot be replicated to the archive. Creates nothing. */
export function requireReportArchive(scope: Construct, props: ReportArchiveProps & ReplicationSource): void {
  const { archive, archiveRouting } = props;
  if (!archive) { return requireArchive(scope, { archiveRouting }); }
  requireReplicable(scope, props, archive._replica);
  archiveRouting?._require(scope, Criticality.HIGH);
}

/** Replicates the audit reports in a bucket to the archive, if there is one. */
export function archiveReports(
  scope: Construct, { archive, archiveRouting }: ReportArchiveProps,
  { bucket, encryptionKey }: { readonly bucket: s3.IBucket; readonly encryptionKey?: kms.IKey },
): Replication | undefined {
  if (!archive) { return undefined; }
  const replication = replicate(scope, {
    bucket,
    encryptionKey,
    prefix: 'audit-report/',
    replica: archive._replica,
    runbook: 'audit-report-not-archived',
    alarmText: 'HIGH: S3 could not replicate an audit report to the archive, so that administrators can still change its only '
      + 'copy. What to do: Read the replication status of the newest reports, correct the role, the bucket policy, or the key policy, '
      + 'and replicate the failed reports with S3 Batch Replication.',
  });
  archiveRouting?._route(scope, [replication.alarm], Criticality.HIGH);
  return replication;
}
