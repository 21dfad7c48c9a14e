import { aws_cloudtrail as cloudtrail, aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keepTrailSettings } from './kept-trail';
import { LogsConfig, NamedTrail } from './trail-parts';

/** Creates the trail after the policies that CloudTrail tests. */
export function newTrailResource(
  scope: Construct, { s3KeyPrefix, snsTopic }: { readonly s3KeyPrefix?: string; readonly snsTopic?: sns.ITopic },
  parts: { trail: NamedTrail; key: kms.IKey; bucket: s3.IBucket; logsConfig?: LogsConfig },
): cloudtrail.CfnTrail {
  const { trail, key, bucket, logsConfig } = parts;
  const resource = new cloudtrail.CfnTrail(scope, 'Resource', {
    trailName: trail.trailName,
    isLogging: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    isOrganizationTrail: trail.coverage.organizationId !== undefined,
    enableLogFileValidation: true,
    eventSelectors: [{ includeManagementEvents: true, readWriteType: 'All' }],
    s3BucketName: bucket.bucketName,
    s3KeyPrefix,
    kmsKeyId: key.keyArn,
    cloudWatchLogsLogGroupArn: logsConfig?.logGroup.logGroupArn,
    cloudWatchLogsRoleArn: logsConfig?.role.roleArn,
    snsTopicName: snsTopic?.topicArn,
  });
  keepTrailSettings(scope, resource);
  // CloudTrail tests write access to the bucket when the trail is created.
  if (bucket.policy) { resource.node.addDependency(bucket.policy); }
  // CloudTrail tests access to the topic when the trail is created.
  const topicPolicy = snsTopic?.node.tryFindChild('Policy');
  if (topicPolicy) { resource.node.addDependency(topicPolicy); }
  return resource;
}
