/* IAM action lists, each named by its purpose. They are sorted like the feature flag `minimizePolicies` sorts them, so
   that feature flags do not change the rendered policies. */

/** Allows AWS Private CA to deliver audit reports or CRLs to a bucket. */
export const PRIVATE_CA_BUCKET_ACTIONS = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'];

/** Creates, replaces, or re-encrypts objects, or changes their ACLs, tags, annotations, or Object Lock settings. */
export const OTHER_WRITER_ACTIONS = [
  's3:DeleteObjectAnnotation', 's3:DeleteObjectTagging', 's3:DeleteObjectVersionAnnotation', 's3:DeleteObjectVersionTagging',
  's3:ObjectOwnerOverrideToBucketOwner', 's3:PutObject', 's3:PutObjectAcl', 's3:PutObjectAnnotation', 's3:PutObjectLegalHold',
  's3:PutObjectRetention', 's3:PutObjectTagging', 's3:PutObjectVersionAcl', 's3:PutObjectVersionAnnotation',
  's3:PutObjectVersionTagging', 's3:ReplicateObject', 's3:ReplicateObjectAnnotation', 's3:ReplicateTags',
  's3:UpdateObjectEncryption',
];

/** Allows AWS Private CA to use the KMS key of such a bucket. */
export const PRIVATE_CA_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Reads audit reports. */
export const READ_AUDIT_REPORT_ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'];

/** Lists audit reports. */
export const LIST_AUDIT_REPORT_ACTIONS = ['s3:ListBucket', 's3:ListBucketVersions'];

/** Decrypts audit reports. */
export const DECRYPT_AUDIT_REPORT_ACTIONS = ['kms:Decrypt'];

/** Requests an audit report from a CA and reads its status. */
export const GENERATE_AUDIT_REPORT_ACTIONS = [
  'acm-pca:CreateCertificateAuthorityAuditReport',
  'acm-pca:DescribeCertificateAuthorityAuditReport',
];

/** Delivers server access logs. */
export const DELIVER_ACCESS_LOG_ACTIONS = ['s3:PutObject'];

/** Allows CloudWatch Logs to use the KMS key of a log group. */
export const LOGS_KEY_ACTIONS = ['kms:Decrypt*', 'kms:Describe*', 'kms:Encrypt*', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** Checks a bucket before a delivery. */
export const CHECK_BUCKET_ACTIONS = ['s3:GetBucketAcl'];

/** Delivers the log files of a trail. */
export const DELIVER_LOG_FILE_ACTIONS = ['s3:PutObject'];

/** Reads the properties of a key. */
export const DESCRIBE_KEY_ACTIONS = ['kms:DescribeKey'];

/** Encrypts the log files of a trail. */
export const ENCRYPT_LOG_FILE_ACTIONS = ['kms:GenerateDataKey*'];

/** Decrypts data. */
export const DECRYPT_ACTIONS = ['kms:Decrypt'];

/** Reads log files. */
export const READ_LOG_FILE_ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'];

/** Lists log files. */
export const LIST_LOG_FILE_ACTIONS = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketVersions'];

/** Delivers the events of a trail to CloudWatch Logs. */
export const DELIVER_RECORD_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** Publishes notifications to a topic. */
export const PUBLISH_NOTIFICATION_ACTIONS = ['sns:Publish'];

/** Allows a service to use the KMS key of a topic that it publishes to, or of a queue that it sends to. */
export const PUBLISHER_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** Stores events that EventBridge could not deliver. */
export const KEEP_UNDELIVERED_ACTIONS = ['sqs:SendMessage'];

/** Reads CRLs to serve them. */
export const SERVE_CRL_ACTIONS = ['s3:GetObject'];

/** Decrypts CRLs to serve them. */
export const DECRYPT_CRL_ACTIONS = ['kms:Decrypt'];

/** Delivers logs through CloudWatch Logs. */
export const DELIVER_VENDED_LOG_ACTIONS = ['s3:PutObject'];

/** Authenticates requests with a bearer token. The action does not support resource types. */
export const USE_BEARER_TOKEN_ACTIONS = ['logs:CallWithBearerToken'];

/** Writes log events. */
export const PUT_LOG_EVENTS_ACTIONS = ['logs:PutLogEvents'];

/** The key actions of the AWS managed policy for users of a bearer token, through CloudWatch Logs. */
export const TOKEN_USER_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];
