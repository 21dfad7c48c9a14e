import { Duration, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaError } from '../private/errors';
import { Range, requireDays } from '../private/require';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
const RETENTION_DAYS: Range = { min: 1, max: 36500 };

/**
 * S3 Object Lock with a default retention: for so long nobody deletes or overwrites a version of a log file. A bucket
 * keeps Object Lock for good once it has it; a new bucket gets it when it is made.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export abstract class TrailObjectLock {
  /**
   * Governance mode: principals with `s3:BypassGovernanceRetention` may still delete.
   *
   * @param retention whole days, 1 to 36,500, and not more than `logFileRetention`
   */
  public static governance(retention: Duration): TrailObjectLock {
    return new ObjectLock(retention, (duration) => s3.ObjectLockRetention.governance(duration));
  }

  /**
   * Compliance mode: nobody may delete before the time, not even the root user of the account, and nobody may shorten
   * the time of a file that is there.
   *
   * @param retention whole days, 1 to 36,500, and not more than `logFileRetention`
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
  public abstract _bind(scope: Construct, logFileRetention: Duration): s3.ObjectLockRetention;
}

class ObjectLock extends TrailObjectLock {
  constructor(
    private readonly retention: Duration, private readonly render: (retention: Duration) => s3.ObjectLockRetention,
  ) {
    super();
  }

  public _bind(scope: Construct, logFileRetention: Duration): s3.ObjectLockRetention {
    const { retention } = this;
    requireDays({ scope, property: 'objectLock retention' }, 'ObjectLockRetention', retention);
    const bothKnown = !retention.isUnresolved() && !logFileRetention.isUnresolved();
    if (bothKnown) { requireInTime(scope, retention, logFileRetention); }
    return this.render(retention);
  }
}

function requireInTime(scope: Construct, retention: Duration, logFileRetention: Duration): void {
  const days = retention.toDays();
  const tooLong = days > RETENTION_DAYS.max;
  if (!tooLong && days <= logFileRetention.toDays()) { return; }
  throw new PrivateCaError(tooLong ? 'ObjectLockRetention' : 'LifecycleOrder', {
    scope,
    subject: 'objectLock retention',
    rule: tooLong
      ? `be ${RETENTION_DAYS.min} to ${RETENTION_DAYS.max} days`
      : `not exceed logFileRetention (${logFileRetention.toDays()} days)`,
    value: `${days} days`,
    fix: tooLong ? 'Shorten objectLock retention' : 'Shorten objectLock retention, or lengthen logFileRetention',
  });
}
