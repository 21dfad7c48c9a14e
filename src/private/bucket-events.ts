import { Token, aws_s3 as s3 } from 'aws-cdk-lib';
import { restoreResourceOnError } from './undone-on-error';

/**
 * Turns on the delivery of S3 events to Amazon EventBridge.
 *
 * The property of the L1 construct is used, because `eventBridgeEnabled` of `s3.Bucket` adds a Lambda function and a
 * custom resource. Returns false if the app cannot configure the bucket.
 */
export function sendEventsToEventBridge(bucket: s3.IBucket): boolean {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) { return false; }
  restoreResourceOnError(bucket);
  if (bucket.node.tryFindChild('Notifications') !== undefined) {
    // The bucket has the custom resource already, and that resource would override the property.
    (bucket as s3.Bucket).enableEventBridgeNotification();
    return true;
  }
  const present = resource.notificationConfiguration;
  if (Token.isUnresolved(present)) { return false; }
  resource.notificationConfiguration = {
    ...present as s3.CfnBucket.NotificationConfigurationProperty | undefined,
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  return true;
}
