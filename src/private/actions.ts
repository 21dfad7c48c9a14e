/* IAM action lists, each named by what it is for. They are sorted, as CDK's flag `minimizePolicies` would sort them:
   the flags of an app do not change what we render. */

/** What AWS Private CA does with a bucket that it delivers audit reports or CRLs to. */
export const PRIVATE_CA_BUCKET_ACTIONS = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'];

/** What puts or replaces objects, their ACLs or their tags. */
export const OTHER_WRITER_ACTIONS = [
  's3:PutObject', 's3:PutObjectAcl', 's3:PutObjectTagging', 's3:PutObjectVersionAcl', 's3:PutObjectVersionTagging',
  's3:ReplicateObject',
];

/** What AWS Private CA does with the KMS key of such a bucket. */
export const PRIVATE_CA_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Reads audit reports. */
export const READ_AUDIT_REPORT_ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'];

/** Finds audit reports. */
export const LIST_AUDIT_REPORT_ACTIONS = ['s3:ListBucket', 's3:ListBucketVersions'];

/** Decrypts audit reports. */
export const DECRYPT_AUDIT_REPORT_ACTIONS = ['kms:Decrypt'];

/** Asks a CA for an audit report and for how it came out. */
export const GENERATE_AUDIT_REPORT_ACTIONS = [
  'acm-pca:CreateCertificateAuthorityAuditReport',
  'acm-pca:DescribeCertificateAuthorityAuditReport',
];

/** Delivers server access logs. */
export const DELIVER_ACCESS_LOG_ACTIONS = ['s3:PutObject'];

/** What CloudWatch Logs does with the KMS key of a log group. */
export const LOGS_KEY_ACTIONS = ['kms:Decrypt*', 'kms:Describe*', 'kms:Encrypt*', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** Looks whether a bucket is to be written to. */
export const CHECK_BUCKET_ACTIONS = ['s3:GetBucketAcl'];

/** Delivers a trail's log files. */
export const DELIVER_LOG_FILE_ACTIONS = ['s3:PutObject'];

/** Looks what kind a key is. */
export const DESCRIBE_KEY_ACTIONS = ['kms:DescribeKey'];

/** Encrypts a trail's log files. */
export const ENCRYPT_LOG_FILE_ACTIONS = ['kms:GenerateDataKey*'];

/** Decrypts. */
export const DECRYPT_ACTIONS = ['kms:Decrypt'];

/** Reads log files. */
export const READ_LOG_FILE_ACTIONS = ['s3:GetObject', 's3:GetObjectVersion'];

/** Finds log files. */
export const LIST_LOG_FILE_ACTIONS = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketVersions'];

/** Delivers a trail's records to CloudWatch Logs. */
export const DELIVER_RECORD_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** Publishes notifications to a topic. */
export const PUBLISH_NOTIFICATION_ACTIONS = ['sns:Publish'];

/** What a service that publishes to an encrypted topic, or sends to an encrypted queue, does with its KMS key. */
export const PUBLISHER_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** Keeps what EventBridge could not deliver. */
export const KEEP_UNDELIVERED_ACTIONS = ['sqs:SendMessage'];

/** Reads CRLs to serve them. */
export const SERVE_CRL_ACTIONS = ['s3:GetObject'];

/** Decrypts CRLs to serve them. */
export const DECRYPT_CRL_ACTIONS = ['kms:Decrypt'];

/** Delivers logs by way of CloudWatch Logs. */
export const DELIVER_VENDED_LOG_ACTIONS = ['s3:PutObject'];

/** Lets requests be authenticated by a bearer token. The action has no resource type. */
export const USE_BEARER_TOKEN_ACTIONS = ['logs:CallWithBearerToken'];

/** Writes log events. */
export const PUT_LOG_EVENTS_ACTIONS = ['logs:PutLogEvents'];

/** What AWS's managed policy for tokens lets their user do with the KMS key of a log group, through CloudWatch Logs. */
export const TOKEN_USER_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Delivers the logs and traces of a state machine. These actions support no resource. */
export const DELIVER_STATE_MACHINE_LOGS_ACTIONS = [
  'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
  'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
];

/** Publishes metrics. */
export const PUT_METRIC_ACTIONS = ['cloudwatch:PutMetricData'];

/** Starts a state machine. */
export const START_STATE_MACHINE_ACTIONS = ['states:StartExecution'];

/** Reads the attributes of a CA, such as the end of its validity. */
export const DESCRIBE_CERTIFICATE_AUTHORITY_ACTIONS = ['acm-pca:DescribeCertificateAuthority'];
