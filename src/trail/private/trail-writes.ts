import { Aws, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NamedTrail, TrailBucket } from './trail-parts';
import {
  CHECK_BUCKET_ACTIONS, DELIVER_LOG_FILE_ACTIONS, DESCRIBE_KEY_ACTIONS, DECRYPT_ACTIONS, ENCRYPT_LOG_FILE_ACTIONS,
  PUBLISHER_KEY_ACTIONS, PUBLISH_NOTIFICATION_ACTIONS,
} from '../../private/actions';
import { differs } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { requireServiceKey, unaliased } from '../../private/kms-key';
import { limitResourcePolicy } from '../../private/policy-size';
import { addToBucketPolicy, addToKeyPolicy, warnUnlessAdded } from '../../private/resource-policy';
import { restoreResourceOnError } from '../../private/undone-on-error';

/* The policy statements that CloudTrail needs to deliver log files: for the bucket, the key, and the topic. */

const CLOUDTRAIL_SERVICE = 'cloudtrail.amazonaws.com';

/** The statement IDs (Sids) of the key policy. AWS documentation uses the first three. */
const KEY_SIDS = {
  describe: 'Allow CloudTrail access',
  encrypt: 'Allow CloudTrail to encrypt logs',
  encryptByBucketKey: 'Allow CloudTrail to encrypt logs by S3 Bucket Key',
  read: 'Enable CloudTrail log decrypt permissions',
  readByBucketKey: 'Enable CloudTrail log decrypt permissions by S3 Bucket Key',
  bucketKey: 'Allow CloudTrail to use the S3 Bucket Key',
};

/** The condition key for the encryption context of objects. With an S3 Bucket Key, the context is the bucket ARN. */
export const S3_CONTEXT_KEY = 'kms:EncryptionContext:aws:s3:arn';

/** The condition key for the encryption context of log files. */
export const TRAIL_CONTEXT_KEY = 'kms:EncryptionContext:aws:cloudtrail:arn';

/** The Sid of a key policy statement. A key that serves several trails needs a suffix for each. */
export function keySid(statement: keyof typeof KEY_SIDS, suffix?: string): string {
  return suffix === undefined ? KEY_SIDS[statement] : `${KEY_SIDS[statement]} for ${suffix}`;
}

/** The paths of the objects that a trail delivers, relative to the ARN of the bucket. */
export function objectPathsOf({ coverage }: Pick<NamedTrail, 'coverage'>, s3KeyPrefix?: string): string[] {
  const prefix = s3KeyPrefix === undefined ? '' : `${s3KeyPrefix}/`;
  return coverage.recordOwners.map((owner) => `${prefix}AWSLogs/${owner}/*`);
}

/**
 * Grants CloudTrail permission to deliver log files to a bucket, only on behalf of this trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function letTrailWrite(scope: Construct, trail: NamedTrail, bucket: s3.IBucket, objectPaths: string[]): void {
  addToBucketPolicy(scope, bucket, 'the bucket', new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(CLOUDTRAIL_SERVICE)],
    actions: CHECK_BUCKET_ACTIONS,
    resources: [bucket.bucketArn],
    conditions: { StringEquals: { 'aws:SourceArn': trail.trailArn } },
  }));
  addToBucketPolicy(scope, bucket, 'the bucket', new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(CLOUDTRAIL_SERVICE)],
    actions: DELIVER_LOG_FILE_ACTIONS,
    resources: objectPaths.map((path) => bucket.arnForObjects(path)),
    conditions: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trail.trailArn } },
  }));
}

/** A use of a key for the log files in a bucket. */
export interface LogFileKeyUse {
  /** The suffix of the Sids of a key that serves several trails. */
  readonly sidSuffix?: string;
  readonly bucket: TrailBucket;
}

/**
 * Grants CloudTrail permission to describe a key and to encrypt with it, only on behalf of this trail.
 *
 * If the bucket might use an S3 Bucket Key, CloudTrail must also decrypt. Otherwise, the creation of the trail fails.
 * AWS does not specify whether S3 sends the context of the trail or the context of the bucket in this case, so each of
 * them is allowed.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function letTrailEncrypt(
  scope: Construct, trail: NamedTrail, key: kms.IKey, { sidSuffix, bucket }: LogFileKeyUse,
): void {
  const allow = (sid: keyof typeof KEY_SIDS, actions: string[], more: Record<string, Record<string, string>> = {}) =>
    addToKeyPolicy(scope, key, new iam.PolicyStatement({
      sid: keySid(sid, sidSuffix),
      principals: [new iam.ServicePrincipal(CLOUDTRAIL_SERVICE)],
      actions,
      resources: ['*'],
      conditions: { ...more, StringEquals: { 'aws:SourceArn': trail.trailArn, ...more.StringEquals } },
    }));
  allow('describe', DESCRIBE_KEY_ACTIONS);
  allow('encrypt', ENCRYPT_LOG_FILE_ACTIONS, {
    StringLike: { [TRAIL_CONTEXT_KEY]: `arn:${Aws.PARTITION}:cloudtrail:*:${trail.coverage.account}:trail/*` },
  });
  if (bucket.bucketKeyEnabled === false) { return; }
  allow('encryptByBucketKey', ENCRYPT_LOG_FILE_ACTIONS, { StringEquals: { [S3_CONTEXT_KEY]: bucket.bucketArn } });
  allow('bucketKey', DECRYPT_ACTIONS);
}

/**
 * Grants CloudTrail permission to notify a topic about each log file delivery, only on behalf of this trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export function letTrailNotify(scope: Construct, trail: NamedTrail, topic: sns.ITopic): void {
  const common = {
    principals: [new iam.ServicePrincipal(CLOUDTRAIL_SERVICE)],
    conditions: { StringEquals: { 'aws:SourceArn': trail.trailArn } },
  };
  const publish = new iam.PolicyStatement({
    ...common, actions: PUBLISH_NOTIFICATION_ACTIONS, resources: [topic.topicArn],
  });
  restoreResourceOnError(topic);
  limitResourcePolicy(topic);
  warnUnlessAdded(scope, 'topicPolicyNotAdded', `the topic ${topic.node.path}`, topic.addToResourcePolicy(publish), publish);

  if (!topic.masterKey) { return; }
  const key = unaliased(topic.masterKey);
  addToKeyPolicy(scope, key, new iam.PolicyStatement({ ...common, actions: PUBLISHER_KEY_ACTIONS, resources: ['*'] }));
}

/**
 * Requires a standard topic in the Region of the trail. CloudTrail does not accept the name of a FIFO topic.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 */
export function requireTrailTopic(scope: Construct, topic: sns.ITopic): void {
  if (topic.fifo) {
    throw new PrivateCaError('NotificationFifo', {
      scope,
      subject: 'snsTopic',
      rule: 'not be a FIFO topic, because CloudTrail does not support FIFO topics',
      value: topic.node.path,
      fix: 'Use a standard topic, or omit snsTopic',
    });
  }
  if (topic.masterKey) {
    requireServiceKey(scope, topic.masterKey, {
      user: 'CloudTrail', fix: 'Encrypt the topic with a customer managed key, or omit snsTopic',
    });
  }
  const { region } = Stack.of(scope);
  if (!differs(region, topic.env.region)) { return; }
  throw new PrivateCaError('TopicRegion', {
    scope,
    subject: 'snsTopic',
    rule: `be in the Region of the trail (${region})`,
    value: topic.env.region,
    fix: 'Use a topic in that Region, or omit snsTopic. A multi-Region trail notifies one topic about all Regions',
  });
}
