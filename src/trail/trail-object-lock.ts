import { Duration, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { requireDays } from '../private/require';

/**
 * S3 Object Lock with a default retention: for so long nobody deletes or overwrites a log file. A bucket keeps Object
 * Lock for good once it has it; a new bucket gets it when it is made.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export abstract class TrailObjectLock {
  /**
   * Governance mode: principals with `s3:BypassGovernanceRetention` may still delete.
   *
   * @param retention whole days, at least one
   */
  public static governance(retention: Duration): TrailObjectLock {
    return new ObjectLock(retention, (duration) => s3.ObjectLockRetention.governance(duration));
  }

  /**
   * Compliance mode: nobody may delete before the time, not even the root user of the account, and nobody may shorten
   * the time of a file that is there.
   *
   * @param retention whole days, at least one
   */
  public static compliance(retention: Duration): TrailObjectLock {
    return new ObjectLock(retention, (duration) => s3.ObjectLockRetention.compliance(duration));
  }

  /** For the modes of this library alone. */
  protected constructor() {}

  /**
   * What locks the objects of a bucket.
   *
   * @internal
   */
  public abstract _bind(scope: Construct): s3.ObjectLockRetention;
}

class ObjectLock extends TrailObjectLock {
  constructor(
    private readonly retention: Duration, private readonly render: (retention: Duration) => s3.ObjectLockRetention,
  ) {
    super();
  }

  public _bind(scope: Construct): s3.ObjectLockRetention {
    requireDays({ scope, property: 'the retention of objectLock' }, 'ObjectLockRetention', this.retention);
    return this.render(this.retention);
  }
}
