import { Duration, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaError } from './errors';
import { requireDays } from './require';

const DEFAULT_ARCHIVE_AFTER = Duration.days(90);

/** Seven years, two of them leap years. */
export const DEFAULT_RETENTION = Duration.days(2557);

/** A property of the user's, by its name. */
type NamedDuration = readonly [property: string, value: Duration | undefined];

/** What becomes of the objects of a bucket that holds a record. */
export interface ArchiveLifecycleProps {
  readonly id: string;
  readonly prefix?: string;
  readonly archiveAfter: NamedDuration;
  readonly retention: NamedDuration;
  /** How long an overwritten or deleted object can be restored; as long as the retention if absent. */
  readonly restoration?: Duration;
}

/** The rule that moves objects to S3 Glacier Instant Retrieval after a while, and deletes them in the end. */
export function renderArchiveLifecycle(scope: Construct, props: ArchiveLifecycleProps): s3.LifecycleRule {
  const [archiveProperty, archiveAfter = DEFAULT_ARCHIVE_AFTER] = props.archiveAfter;
  const [retentionProperty, retention = DEFAULT_RETENTION] = props.retention;
  requireDays({ scope, property: archiveProperty }, 'LifecycleDays', archiveAfter);
  requireDays({ scope, property: retentionProperty }, 'LifecycleDays', retention);
  const known = !archiveAfter.isUnresolved() && !retention.isUnresolved();
  if (known && retention.toDays() <= archiveAfter.toDays()) {
    throw new PrivateCaError('LifecycleOrder', {
      scope,
      problem: `${retentionProperty} is not longer than ${archiveProperty}`,
      value: `${retention.toDays()} days`,
      allowed: `more than ${archiveAfter.toDays()} days`,
      change: `lengthen ${retentionProperty} or shorten ${archiveProperty}`,
    });
  }
  return {
    id: props.id,
    prefix: props.prefix,
    transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: archiveAfter }],
    expiration: retention,
    noncurrentVersionExpiration: props.restoration ?? retention,
    abortIncompleteMultipartUploadAfter: Duration.days(7),
  };
}
