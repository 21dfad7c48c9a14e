import { aws_cloudwatch as cloudwatch, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ReplicaBucket } from '../../private/replica-bucket';
import { replicate } from '../../private/replication';

/** Replicates all CRLs in a bucket, including those under custom paths, and returns the alarm. */
export function replicateCrls(
  scope: Construct, { bucket, encryptionKey }: { readonly bucket: s3.IBucket; readonly encryptionKey?: kms.IKey },
  replica: ReplicaBucket,
): cloudwatch.Alarm {
  return replicate(scope, {
    bucket,
    encryptionKey,
    prefix: '',
    replica,
    runbook: 'crl-not-replicated',
    alarmText: 'MEDIUM: S3 could not replicate a CRL to the other Region, so that clients receive an old CRL if the Region of the '
      + 'CRL bucket is unavailable. What to do: Correct the role, the bucket policy, or the key policy. AWS Private CA publishes a new '
      + 'CRL after half of its lifetime, which S3 then replicates.',
  }).alarm;
}
