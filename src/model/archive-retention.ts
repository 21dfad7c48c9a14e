import { Duration, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { counted } from '../private/counted';
import { PrivateCaError } from '../private/errors';
import { DURATION, check } from '../private/kinds';
import { Range, requireDays, requireKnownRetention } from '../private/require';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
const RETENTION_DAYS: Range = { min: 1, max: 36500 };

/**
 * The time during which S3 Object Lock protects each object version in an archive.
 *
 * IMPORTANT: You cannot disable Object Lock on a bucket. AWS bills the storage of a locked version until its retention
 * period ends.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class ArchiveRetention {
  /**
   * Governance mode, in which principals with `s3:BypassGovernanceRetention` can delete locked versions.
   *
   * @param retention The retention period, in whole days (1–36500).
   */
  public static governance(retention: Duration): ArchiveRetention {
    return new ArchiveRetention(retention, (duration) => s3.ObjectLockRetention.governance(duration));
  }

  /**
   * Compliance mode, in which no principal can delete locked versions before the retention period ends.
   *
   * This includes the account root user. The retention period of a locked version cannot be shortened.
   *
   * @param retention The retention period, in whole days (1–36500).
   */
  public static compliance(retention: Duration): ArchiveRetention {
    return new ArchiveRetention(retention, (duration) => s3.ObjectLockRetention.compliance(duration));
  }

  private constructor(
    /** @internal */
    public readonly _duration: Duration,
    private readonly render: (retention: Duration) => s3.ObjectLockRetention,
  ) {}

  /** @internal */
  public _check(scope: IConstruct): void {
    check(scope, 'retention', DURATION, this._duration);
  }

  /**
   * Returns the default retention of the bucket after a check of the period.
   *
   * @internal
   */
  public _bind(scope: IConstruct): s3.ObjectLockRetention {
    const { _duration: retention } = this;
    requireKnownRetention({ scope, property: 'retention' }, retention);
    requireDays({ scope, property: 'retention' }, 'ObjectLockRetention', retention);
    if (retention.toDays() > RETENTION_DAYS.max) {
      throw new PrivateCaError('ObjectLockRetention', {
        scope,
        subject: 'retention',
        rule: `be ${RETENTION_DAYS.min} to ${RETENTION_DAYS.max} days`,
        value: counted(retention.toDays(), 'day'),
        fix: 'Shorten retention',
      });
    }
    return this.render(retention);
  }
}
