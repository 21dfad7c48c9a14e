import { Duration, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { counted } from '../private/counted';
import { PrivateCaError } from '../private/errors';
import { DURATION, check } from '../private/kinds';
import { Range, requireDays, requireKnownRetention } from '../private/require';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
const RETENTION_DAYS: Range = { min: 1, max: 36500 };

/**
 * S3 Object Lock with a default retention period for log files.
 *
 * During this period, S3 protects each version of a log file from deletion and overwriting.
 *
 * IMPORTANT: After you enable Object Lock on a bucket, you cannot disable it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export abstract class TrailObjectLock {
  /**
   * Governance mode, in which principals with `s3:BypassGovernanceRetention` can delete log files.
   *
   * @param retention The retention period, in whole days (1–36500), not longer than `logFileRetention`.
   */
  public static governance(retention: Duration): TrailObjectLock {
    return new ObjectLock(retention, (duration) => s3.ObjectLockRetention.governance(duration));
  }

  /**
   * Compliance mode, in which no principal can delete log files before the retention period ends.
   *
   * This includes the account root user. The retention period of an existing log file cannot be shortened.
   *
   * @param retention The retention period, in whole days (1–36500), not longer than `logFileRetention`.
   */
  public static compliance(retention: Duration): TrailObjectLock {
    return new ObjectLock(retention, (duration) => s3.ObjectLockRetention.compliance(duration));
  }

  /** Only this library extends this class. */
  protected constructor() {}

  /**
   * Returns the default retention of the bucket after a check of the period.
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

  public _check(scope: Construct): void {
    check(scope, 'objectLock retention', DURATION, this.retention);
  }

  public _bind(scope: Construct, logFileRetention: Duration): s3.ObjectLockRetention {
    const { retention } = this;
    requireKnownRetention({ scope, property: 'objectLock retention' }, retention);
    requireDays({ scope, property: 'objectLock retention' }, 'ObjectLockRetention', retention);
    if (!logFileRetention.isUnresolved()) { requireInTime(scope, retention, logFileRetention); }
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
      : `not exceed logFileRetention (${counted(logFileRetention.toDays(), 'day')})`,
    value: counted(days, 'day'),
    fix: tooLong ? 'Shorten objectLock retention' : 'Shorten objectLock retention, or lengthen logFileRetention',
  });
}
