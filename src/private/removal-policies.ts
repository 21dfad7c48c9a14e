import { RemovalPolicy } from 'aws-cdk-lib';

/* The default removal policies of resources that store data. A key always has the removal policy of its data. */

/**
 * The default for a bucket to which a service writes during the deployment, to test its permissions.
 *
 * After a failed first deployment, S3 could not delete the bucket, because it is not empty.
 */
export const WRITTEN_DURING_DEPLOYMENT = RemovalPolicy.RETAIN;

/**
 * The default for resources that CloudFormation can delete after a failed first deployment.
 *
 * Their names are then available for the next deployment.
 */
export const WRITTEN_AFTER_DEPLOYMENT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/**
 * The removal policy of a new bucket for the server access logs of another bucket.
 *
 * S3 can deliver logs during the deployment. The bucket has no fixed name that the next deployment would need.
 */
export function accessLogsRemovalPolicyFor(bucketRemovalPolicy: RemovalPolicy): RemovalPolicy {
  return bucketRemovalPolicy === WRITTEN_AFTER_DEPLOYMENT ? WRITTEN_DURING_DEPLOYMENT : bucketRemovalPolicy;
}
