import { RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaError } from './errors';

/** What tells a private bucket from another. */
export interface PrivateBucketProps extends Pick<s3.BucketProps,
'bucketName' | 'bucketNamePrefix' | 'bucketNamespace' | 'encryption' | 'encryptionKey' | 'bucketKeyEnabled' | 'lifecycleRules'
| 'objectLockEnabled' | 'objectLockDefaultRetention'> {
  readonly removalPolicy: RemovalPolicy;
}

/**
 * A bucket as every one of this library is: no public access, no ACLs, TLS only, versioned. Its policy is kept or goes
 * with it: without its policy a kept bucket would take nothing more from the services that write to it.
 */
export function newPrivateBucket(scope: Construct, id: string, props: PrivateBucketProps): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, {
    ...props,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
  });
  bucket.policy!.applyRemovalPolicy(props.removalPolicy);
  return bucket;
}

/** The options shape a new bucket and none was made. */
export function requireNoOptionsOfNewBucket(scope: Construct, options: Record<string, unknown>): void {
  const given = Object.keys(options).filter((name) => options[name] !== undefined);
  if (given.length === 0) { return; }
  throw new PrivateCaError('OptionOfNewBucket', {
    scope,
    problem: 'options that shape a new bucket are given together with bucket',
    value: given,
    allowed: 'bucket alone, or these options alone',
    change: `leave out ${given.join(', ')} and set them on your bucket, or leave out bucket`,
  });
}
