import { Aws, Duration, Fn, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Place } from './places';
import { BUCKET_NAME_PREFIX, ENVIRONMENT } from './shape';

/* The audit report bucket by hand, with the L2 constructs of aws-cdk-lib. */

const PRIVATE_BUCKET = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  versioned: true,
};

/** Creates the bucket with its key, its policy, and its access logs. */
export function newAuditBucket(stack: Stack, arns: string[], place: Place): void {
  const { account, region } = ENVIRONMENT;
  const privateCa = new iam.ServicePrincipal('acm-pca.amazonaws.com');
  // A key policy can't refer to the bucket that uses the key, so that it needs the name of the bucket.
  const [scope, id] = place(stack, 'Audit', 'Resource');
  const hash = scope.node.addr.slice(-8);
  const guid = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', stack.stackId))));
  const bucketNamePrefix = `${BUCKET_NAME_PREFIX}-${hash}-${guid}`;
  const knownArn = `arn:${Aws.PARTITION}:s3:::${bucketNamePrefix}-${account}-${region}-an`;
  const key = new kms.Key(...place(stack, 'Audit', 'Key'), {
    description: `Audit reports of AWS Private CA (${stack.node.path}/Audit)`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'Allow ACM-PCA use of the key',
    principals: [privateCa],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': knownArn } },
  }));
  const bucket = new s3.Bucket(scope, id, {
    ...PRIVATE_BUCKET,
    bucketNamePrefix,
    bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL,
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    lifecycleRules: [{
      id: 'archive-and-expire-audit-reports',
      prefix: 'audit-report/',
      transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) }],
      expiration: Duration.days(2557),
      noncurrentVersionExpiration: Duration.days(365),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  bucket.policy!.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    principals: [privateCa],
    actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'],
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': arns.length === 1 ? arns[0] : arns } },
  }));
  const accessLogs = newAccessLogBucket(place(stack, 'Audit', 'AccessLogs'));
  const logPrefix = `audit-reports-${hash}/`;
  accessLogs.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [accessLogs.arnForObjects(`${logPrefix}*`)],
    conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': knownArn } },
  }));
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.loggingConfiguration = { destinationBucketName: accessLogs.bucketName, logFilePrefix: logPrefix };
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

function newAccessLogBucket([scope, id]: [Construct, string]): s3.Bucket {
  const accessLogs = new s3.Bucket(scope, id, {
    ...PRIVATE_BUCKET,
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [{
      id: 'expire-access-logs',
      expiration: Duration.days(400),
      noncurrentVersionExpiration: Duration.days(30),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  accessLogs.policy!.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return accessLogs;
}
