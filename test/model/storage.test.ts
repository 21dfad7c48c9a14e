import { Duration, Lazy, aws_kms as kms } from 'aws-cdk-lib';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

describe('the retention of an archive', () => {
  test.each(['governance', 'compliance'] as const)('has the mode %s of Object Lock', (mode) => {
    const { mode: rendered, duration } = ArchiveRetention[mode](Duration.days(30))._bind(newStack());

    expect([rendered, duration.toDays()]).toEqual([mode.toUpperCase(), 30]);
  });

  test('is 1 to 36500 days', () => {
    for (const days of [1, 36500]) {
      expect(() => ArchiveRetention.compliance(Duration.days(days))._bind(newStack())).not.toThrow();
    }
    expect(errorOf('ObjectLockRetention', () => ArchiveRetention.compliance(Duration.days(36501))._bind(newStack())).message)
      .toBe('retention must be 1 to 36500 days; got "36501 days". Fix: Shorten retention. [ObjectLockRetention at Stack]');
    expect(errorOf('ObjectLockRetention', () => ArchiveRetention.compliance(Duration.hours(36))._bind(newStack())).message)
      .toMatch(/^retention must be a whole number of days of at least 1; got "1\.5 days"\. Fix: Set retention to /);
  });

  test('is known at synthesis', () => {
    const late = Duration.days(Lazy.number({ produce: () => 30 }));

    expect(errorOf('ObjectLockRetention', () => ArchiveRetention.governance(late)._bind(newStack())).message)
      .toMatch(/^retention must be known at synthesis, .* Fix: Set retention to /);
  });

  test('is a duration', () => {
    expect(errorOf('PropertyType', () => ArchiveRetention.governance(30 as never)._check(newStack())).message)
      .toMatch(/^retention must be a Duration/);
    expect(() => ArchiveRetention.governance(Duration.days(30))._check(newStack())).not.toThrow();
  });
});

describe('the encryption of a bucket', () => {
  test('has options only for SSE-KMS', () => {
    const key = new kms.Key(newStack(), 'Key');

    expect(PrivateCaBucketEncryption.s3Managed()._kmsOptions).toBeUndefined();
    expect(PrivateCaBucketEncryption.kms()._kmsOptions).toEqual({});
    expect(PrivateCaBucketEncryption.kms({ key, bucketKeyEnabled: false })._kmsOptions).toEqual({ key, bucketKeyEnabled: false });
    expect(PrivateCaBucketEncryption.kms({ key: null as never })._kmsOptions?.key).toBeUndefined();
  });

  test('has options of the documented types', () => {
    const encryption = PrivateCaBucketEncryption.kms({ bucketKeyEnabled: 'yes' as never });

    expect(errorOf('PropertyType', () => encryption._check(newStack())).message).toMatch(/^encryption\.bucketKeyEnabled must be /);
    expect(() => PrivateCaBucketEncryption.s3Managed()._check(newStack())).not.toThrow();
    expect(() => PrivateCaBucketEncryption.kms({ bucketKeyEnabled: true })._check(newStack())).not.toThrow();
  });
});
