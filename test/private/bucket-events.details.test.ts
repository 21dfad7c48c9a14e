import { CfnResource, Lazy, Stack, aws_s3 as s3, aws_s3_notifications as notifications, aws_sqs as sqs } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { sendEventsToEventBridge } from '../../src/private/bucket-events';
import { newStack } from '../support/stacks';

const EVENT_BRIDGE = { EventBridgeEnabled: true };
const QUEUE = { Event: 's3:ObjectCreated:*', Queue: 'arn:aws:sqs:us-east-1:111122223333:mine' };

const send = (bucketIn: (stack: Stack) => s3.IBucket) => {
  const stack = newStack();
  const bucket = bucketIn(stack);
  const sent = sendEventsToEventBridge(bucket);
  const template = Template.fromStack(stack);
  const resource = bucket.node.defaultChild as CfnResource | undefined;
  const properties = resource && template.findResources('AWS::S3::Bucket')[stack.getLogicalId(resource)].Properties as Record<string, unknown> | undefined;
  return { sent, template, configuration: properties?.NotificationConfiguration };
};
const withConfiguration = (configuration: s3.CfnBucketProps['notificationConfiguration']) => (stack: Stack) => {
  const bucket = new s3.Bucket(stack, 'Bucket');
  (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = configuration;
  return bucket;
};

test('a bucket sends its events to EventBridge without a custom resource', () => {
  const { sent, configuration, template } = send((stack) => new s3.Bucket(stack, 'Bucket'));

  expect([sent, configuration]).toStrictEqual([true, { EventBridgeConfiguration: EVENT_BRIDGE }]);
  template.resourceCountIs('AWS::Lambda::Function', 0);
});

test('a bucket keeps its other notifications', () => {
  const { sent, configuration } = send(withConfiguration({ queueConfigurations: [{ event: QUEUE.Event, queue: QUEUE.Queue }] }));

  expect([sent, configuration]).toStrictEqual([true, { EventBridgeConfiguration: EVENT_BRIDGE, QueueConfigurations: [QUEUE] }]);
});

test('a bucket with the custom resource of CDK sends its events through it', () => {
  const { sent, configuration, template } = send((stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.addObjectCreatedNotification(new notifications.SqsDestination(new sqs.Queue(stack, 'Queue')));
    return bucket;
  });

  expect([sent, configuration]).toStrictEqual([true, undefined]);
  template.hasResourceProperties('Custom::S3BucketNotifications', { NotificationConfiguration: { EventBridgeConfiguration: {} } });
});

test.each<[string, (stack: Stack) => s3.IBucket]>([
  ['an imported bucket', (stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket')],
  ['a bucket whose notifications only the deployment knows', withConfiguration(Lazy.any({ produce: () => ({ queueConfigurations: [] }) }))],
])('%s is not changed', (_name, bucketIn) => {
  const { sent, configuration } = send(bucketIn);

  expect(sent).toBe(false);
  expect(JSON.stringify(configuration ?? {})).not.toContain('EventBridge');
});
