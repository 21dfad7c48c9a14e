import { Resource, Token, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { restoreOnError } from './undone-on-error';

/** The kind of object that a service writes to a bucket. */
export type BucketPurpose =
  'audit reports' | 'CRLs' | 'log files of a trail' | 'server access logs' | 'access logs of a distribution';

/** Options for `dedicateBucket()`. */
export interface DedicationOptions {
  /** Whether the bucket policy denies other services permission to write. */
  readonly deniesOthers?: boolean;
}

/** The use of a bucket so far. */
interface Dedication {
  readonly purposes: Set<BucketPurpose>;
  deniesOthers: boolean;
}

/** The dedications of each app, by the name of the bucket or by its construct. */
const DEDICATIONS = new WeakMap<IConstruct, Map<string | s3.IBucket, Dedication>>();

/**
 * Dedicates a bucket to audit reports, or to other purposes.
 *
 * The policy of an audit report bucket contains the ARNs of CAs. A CA depends on the policy of its CRL bucket, and can
 * depend on a trail, which depends on the policy of its bucket. If one bucket served both purposes, this dependency
 * would be circular. An imported bucket has no such dependencies, but its policy can deny other services.
 */
export function dedicateBucket(
  scope: IConstruct, bucket: s3.IBucket, purpose: BucketPurpose, { deniesOthers = false }: DedicationOptions = {},
): void {
  requirePurpose(scope, bucket, purpose, { deniesOthers });
  const dedication = dedicationOf(bucket);
  restoreOnError(dedication);
  dedication.purposes.add(purpose);
  dedication.deniesOthers ||= deniesOthers;
}

/** Throws an error if a bucket cannot store another kind of object, without dedicating the bucket. */
export function requirePurpose(
  scope: IConstruct, bucket: s3.IBucket, purpose: BucketPurpose, { deniesOthers = false }: DedicationOptions = {},
): void {
  const dedication = dedicationOf(bucket);
  const purposes = [...new Set([...dedication.purposes, purpose])];
  if (!purposes.includes('audit reports')) { return; }
  const isOwned = Resource.isOwnedResource(bucket);
  const areDenied = dedication.deniesOthers || deniesOthers;
  // AWS Private CA writes CRLs, too, so denyOtherWriters does not deny it.
  const other = purposes.find((one) => one !== 'audit reports' && (isOwned || (areDenied && one !== 'CRLs')));
  if (other === undefined) { return; }
  throw new PrivateCaError('BucketPurpose', {
    scope,
    subject: 'A bucket',
    rule: `not store both audit reports and ${other}, because a policy with the ARNs of CAs can make a circular `
      + 'dependency, and denyOtherWriters denies other services',
    value: bucket.node.path,
    fix: 'Use two buckets',
  });
}

function dedicationOf(bucket: s3.IBucket): Dedication {
  const { root } = bucket.node;
  const ofApp = DEDICATIONS.get(root) ?? new Map<string | s3.IBucket, Dedication>();
  DEDICATIONS.set(root, ofApp);
  // Two imports of one bucket are two constructs with one name.
  const isNamed = !Resource.isOwnedResource(bucket) && !Token.isUnresolved(bucket.bucketName);
  const id = isNamed ? bucket.bucketName : bucket;
  const dedication = ofApp.get(id) ?? { purposes: new Set<BucketPurpose>(), deniesOthers: false };
  ofApp.set(id, dedication);
  return dedication;
}
