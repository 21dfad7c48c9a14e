import { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { AlarmRouting } from '../../notification/alarm-routing';
import { Criticality } from '../../notification/criticality';
import { requireArchive } from '../../private/archive';
import { replicate, Replication, ReplicationSource, requireReplicable } from '../../private/replication';
import { TrailArchive } from '../trail-archive';

/** The properties of `PrivateCaTrailProps` that configure the archive. */
interface LogFileArchiveProps {
  readonly archive?: TrailArchive;
  readonly archiveRouting?: AlarmRouting;
  readonly s3KeyPrefix?: string;
}

/** Throws an error if the log files cannot be replicated to the archive. Creates nothing. */
export function requireLogFileArchive(
  scope: Construct, { archive, archiveRouting, bucket }: LogFileArchiveProps & Pick<ReplicationSource, 'bucket'>,
): void {
  if (!archive) { return requireArchive(scope, { archiveRouting }); }
  requireReplicable(scope, { bucket, encryption: PrivateCaBucketEncryption.kms() }, archive._replica);
  archiveRouting?._require(scope, Criticality.HIGH);
}

/** Replicates the log files in the bucket of a trail to the archive, if there is one. */
export function archiveLogFiles(
  scope: Construct, { archive, archiveRouting, s3KeyPrefix }: LogFileArchiveProps,
  bucket: s3.IBucket, encryptionKey: kms.IKey,
): Replication | undefined {
  if (!archive) { return undefined; }
  const replication = replicate(scope, {
    bucket,
    encryptionKey,
    prefix: `${s3KeyPrefix === undefined ? '' : `${s3KeyPrefix}/`}AWSLogs/`,
    replica: archive._replica,
    runbook: 'log-file-not-archived',
    alarmText: 'HIGH: S3 could not replicate a log file of CloudTrail to the archive, so that administrators can still change '
      + 'its only copy. What to do: Read the replication status of the newest log files, correct the role, the bucket policy, or the '
      + 'key policy, and replicate the failed files with S3 Batch Replication.',
  });
  archiveRouting?._route(scope, [replication.alarm], Criticality.HIGH);
  return replication;
}
