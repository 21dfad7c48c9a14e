import { Duration, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { deliverAccessLogs, newAccessLogBucket } from '../../private/access-logs';
import { knownBucketName } from '../../private/bucket-name';
import { ExistingBucket } from '../../private/existing-bucket';
import { newPrivateBucket } from '../../private/private-bucket';
import { requireDays } from '../../private/require';
import { CrlEncryption } from '../crl-encryption';

/* A new bucket for CRLs. */

const DEFAULT_BUCKET_NAME_PREFIX = 'pca-crl';
const DEFAULT_SUPERSEDED_RETENTION = Duration.days(90);

/** What shapes a new bucket, as `CrlBucketProps` has it. */
interface NewCrlBucketProps {
  readonly encryption?: CrlEncryption;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly bucketNamePrefix?: string;
  readonly supersededCrlRetention?: Duration;
  readonly removalPolicy?: RemovalPolicy;
}

/** A bucket for CRLs with what belongs to it. */
export interface MadeCrlBucket extends ExistingBucket {
  /** Absent when the bucket was brought along. */
  readonly serverAccessLogsBucket?: s3.IBucket;
}

/** Makes the bucket, its policy, its key if it has one of its own, and the bucket for its access logs. */
export function newCrlBucket(
  scope: Construct, props: NewCrlBucketProps, furtherObjects: () => string[],
): MadeCrlBucket {
  const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
  const { _sse: sse } = props.encryption ?? CrlEncryption.s3Managed();
  const superseded = props.supersededCrlRetention ?? DEFAULT_SUPERSEDED_RETENTION;
  requireDays({ scope, property: 'supersededCrlRetention' }, 'LifecycleDays', superseded);
  const name = knownBucketName(scope, 'bucketNamePrefix', props.bucketNamePrefix ?? DEFAULT_BUCKET_NAME_PREFIX,
    [sse.key, props.serverAccessLogsBucket]);

  const { bucketProps, key } = sse.bind(scope, { ...name, removalPolicy, furtherObjects });
  const bucket = newPrivateBucket(scope, 'Resource', {
    ...name.bucketProps,
    ...bucketProps,
    lifecycleRules: [{
      id: 'expire-superseded-crls',
      noncurrentVersionExpiration: superseded,
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    removalPolicy,
  });
  const serverAccessLogsBucket = props.serverAccessLogsBucket ?? newAccessLogBucket(scope, 'AccessLogs', removalPolicy);
  deliverAccessLogs(scope, { ...name, bucket, logPrefix: `crls-${name.constructHash}/` }, serverAccessLogsBucket);
  return { bucket, bucketArn: name.bucketArn, encryptionKey: key, serverAccessLogsBucket };
}
