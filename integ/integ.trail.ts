import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack, aws_kms as kms, aws_sns as sns } from 'aws-cdk-lib';
import { PrivateCaTrail } from '../src';

/*
 * A trail with a topic, a log group and a bucket with an S3 Bucket Key, under keys of their own. Deployed by hand
 * (`npm run integ:deploy`), the trail must log and deliver without an error. Everything but the buckets, which are not
 * empty then, is destroyed at the end; the events of a second trail are billed.
 */

// Without stack traces, so that the snapshot holds no path of a machine.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-trail');

const trail = new PrivateCaTrail(stack, 'Trail', {
  deliveryTopic: new sns.Topic(stack, 'Delivered', {
    masterKey: new kms.Key(stack, 'TopicKey', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY }),
    enforceSSL: true,
  }),
  bucketKey: true,
  s3KeyPrefix: 'pki',
  removalPolicy: RemovalPolicy.DESTROY,
});

const integ = new IntegTest(app, 'Trail', { testCases: [stack] });
const status = integ.assertions.awsApiCall('CloudTrail', 'GetTrailStatus', { Name: trail.trailArn })
  .expect(ExpectedResult.objectLike({ IsLogging: true }));
// CloudTrail delivers about every five minutes; an error of a delivery would stand where nothing is expected.
const delivered = integ.assertions.awsApiCall('CloudTrail', 'GetTrailStatus', { Name: trail.trailArn }, ['LatestDeliveryAttemptSucceeded'])
  .expect(ExpectedResult.objectLike({}))
  .waitForAssertions({ totalTimeout: Duration.minutes(20), interval: Duration.minutes(1) });
const records = integ.assertions.awsApiCall('CloudWatchLogs', 'DescribeLogStreams', { logGroupName: trail.logGroup.logGroupName }, ['logStreams.0.logStreamName'])
  .waitForAssertions({ totalTimeout: Duration.minutes(20), interval: Duration.minutes(1) });
status.next(delivered).next(records);
