import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Mixins, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { PrivateCaTrail } from '../src';

/*
 * A trail with a topic, a log group, and a bucket with an S3 Bucket Key, each with a dedicated KMS key. If you deploy
 * the app (`npm run integ:deploy`), the assertions require that the trail logs and delivers without an error. At the
 * end, all resources are destroyed. The AWS CDK empties the buckets, which the library itself does not do. The events
 * of a second trail are billed.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-trail');

const trail = new PrivateCaTrail(stack, 'Trail', {
  snsTopic: new sns.Topic(stack, 'Delivered', {
    masterKey: new kms.Key(stack, 'TopicKey', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY }),
    enforceSSL: true,
  }),
  bucketKeyEnabled: true,
  s3KeyPrefix: 'pki',
  removalPolicy: RemovalPolicy.DESTROY,
});

Mixins.of(stack).apply(new s3.mixins.BucketAutoDeleteObjects());

const integ = new IntegTest(app, 'Trail', { testCases: [stack] });
const status = () => integ.assertions.awsApiCall('CloudTrail', 'GetTrailStatus', { Name: trail.trailArn });
const soon = { totalTimeout: Duration.minutes(20), interval: Duration.minutes(1) };
const logging = status().expect(ExpectedResult.objectLike({ IsLogging: true }));
// The status contains a time for each successful delivery. CloudTrail delivers about every five minutes.
const happened = Match.stringLikeRegexp('.+');
const delivered = status().expect(ExpectedResult.objectLike({
  LatestDeliveryTime: happened,
  LatestCloudWatchLogsDeliveryTime: happened,
  LatestNotificationTime: happened,
})).waitForAssertions(soon);
const records = integ.assertions.awsApiCall('CloudWatchLogs', 'DescribeLogStreams', { logGroupName: trail.logGroup.logGroupName })
  .expect(ExpectedResult.objectLike({
    logStreams: Match.arrayWith([Match.objectLike({ logStreamName: Match.stringLikeRegexp('_CloudTrail_') })]),
  })).waitForAssertions(soon);
logging.next(delivered).next(records);
