import { Aws, Fn, RemovalPolicy, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { documentOf, renderRoot, requireTls, retain } from './l1-statements';
import { BUCKET_NAME_PREFIX, ENVIRONMENT } from './shape';

/* The audit report bucket by hand, with the L1 constructs of aws-cdk-lib. */

const { account, region } = ENVIRONMENT;

const PRIVATE_BUCKET: s3.CfnBucketProps = {
  publicAccessBlockConfiguration: {
    blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true,
  },
  ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
  versioningConfiguration: { status: 'Enabled' },
};

/** Creates the bucket with its key, its policy, and its access logs. */
export function newAuditBucket(stack: Stack, arns: string[]): void {
  const hash = stack.node.addr.slice(-8);
  const guid = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', stack.stackId))));
  const bucketNamePrefix = `${BUCKET_NAME_PREFIX}-${hash}-${guid}`;
  const knownArn = `arn:${Aws.PARTITION}:s3:::${bucketNamePrefix}-${account}-${region}-an`;
  const logPrefix = `audit-reports-${hash}/`;
  const privateCa = { Service: 'acm-pca.amazonaws.com' };
  const key = new kms.CfnKey(stack, 'Key', {
    description: `Audit reports of AWS Private CA (${stack.node.path}/Audit)`,
    enableKeyRotation: true,
    keyPolicy: documentOf(renderRoot(), {
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': knownArn } },
      Effect: 'Allow',
      Principal: privateCa,
      Resource: '*',
      Sid: 'Allow ACM-PCA use of the key',
    }),
  });
  const accessLogs = newAccessLogBucket(stack, logPrefix, knownArn);
  const bucket = new s3.CfnBucket(stack, 'Reports', {
    ...PRIVATE_BUCKET,
    bucketNamePrefix,
    bucketNamespace: 'account-regional',
    bucketEncryption: {
      serverSideEncryptionConfiguration: [{
        bucketKeyEnabled: true, serverSideEncryptionByDefault: { kmsMasterKeyId: key.attrArn, sseAlgorithm: 'aws:kms' },
      }],
    },
    lifecycleConfiguration: {
      rules: [{
        id: 'archive-and-expire-audit-reports',
        status: 'Enabled',
        prefix: 'audit-report/',
        transitions: [{ storageClass: 'GLACIER_IR', transitionInDays: 90 }],
        expirationInDays: 2557,
        noncurrentVersionExpiration: { noncurrentDays: 365 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      }],
    },
    loggingConfiguration: { destinationBucketName: accessLogs.ref, logFilePrefix: logPrefix },
    notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
  });
  const both = [bucket.attrArn, `${bucket.attrArn}/*`];
  const policy = new s3.CfnBucketPolicy(stack, 'ReportsPolicy', {
    bucket: bucket.ref,
    policyDocument: documentOf(requireTls('s3:*', both, { AWS: '*' }), {
      Action: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'],
      Condition: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': arns.length === 1 ? arns[0] : arns } },
      Effect: 'Allow',
      Principal: privateCa,
      Resource: both,
    }),
  });
  [key, bucket, policy].forEach((resource) => retain(resource));
}

function newAccessLogBucket(stack: Stack, logPrefix: string, sourceArn: string): s3.CfnBucket {
  const accessLogs = new s3.CfnBucket(stack, 'AccessLogs', {
    ...PRIVATE_BUCKET,
    bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    lifecycleConfiguration: {
      rules: [{
        id: 'expire-access-logs',
        status: 'Enabled',
        expirationInDays: 400,
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      }],
    },
  });
  const policy = new s3.CfnBucketPolicy(stack, 'AccessLogsPolicy', {
    bucket: accessLogs.ref,
    policyDocument: documentOf(requireTls('s3:*', [accessLogs.attrArn, `${accessLogs.attrArn}/*`], { AWS: '*' }), {
      Action: 's3:PutObject',
      Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': sourceArn } },
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Resource: `${accessLogs.attrArn}/${logPrefix}*`,
    }),
  });
  [accessLogs, policy].forEach((resource) => retain(resource, RemovalPolicy.RETAIN));
  return accessLogs;
}
