import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { isOwned } from './ownership';

/** What a bucket takes from AWS Private CA. */
export type BucketPurpose = 'audit reports' | 'CRLs';

const PURPOSES = new WeakMap<IConstruct, BucketPurpose>();

/**
 * Gives a bucket of the app to one purpose. A CA waits for the policy of its CRL bucket, and the policy of its audit
 * report bucket names the CA: one bucket for both would be a cycle, or would be one for the next CA.
 */
export function dedicateBucket(scope: IConstruct, bucket: IConstruct, purpose: BucketPurpose): void {
  if (!isOwned(bucket)) { return; }
  const present = PURPOSES.get(bucket);
  PURPOSES.set(bucket, present ?? purpose);
  if (present === undefined || present === purpose) { return; }
  throw new PrivateCaError('BucketPurpose', {
    scope,
    problem: `the bucket takes ${present} already; a CA waits for the policy of its CRL bucket, and that of its audit report bucket names it`,
    value: bucket.node.path,
    allowed: `a bucket for ${purpose} alone`,
    change: 'use two buckets',
  });
}
