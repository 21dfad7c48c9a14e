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

/** Reads a certificate authority (CA): its state, certificates, CSR, policy, permissions, and tags. */
export const READ_CA_ACTIONS = [
  'acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate',
  'acm-pca:GetCertificateAuthorityCsr', 'acm-pca:GetPolicy', 'acm-pca:ListPermissions', 'acm-pca:ListTags',
];

/** The read actions that AWS RAM can share with another account. */
export const READ_SHARED_CA_ACTIONS = [
  'acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate',
  'acm-pca:ListPermissions', 'acm-pca:ListTags',
];

/** Retrieves an issued certificate and its chain. */
export const RETRIEVE_CERTIFICATE_ACTIONS = [
  'acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate',
];

/** Issues certificates. The statement must limit the templates. */
export const ISSUE_CERTIFICATE_ACTIONS = ['acm-pca:IssueCertificate'];

/** Finds and revokes certificates. */
export const REVOKE_CERTIFICATE_ACTIONS = [
  'acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:RevokeCertificate',
];

/** Reads a CA and requests audit reports. */
export const AUDIT_CA_ACTIONS = [...READ_CA_ACTIONS, ...GENERATE_AUDIT_REPORT_ACTIONS].sort();

/** Reads a CA, and changes its certificate, status, revocation configuration, and tags. */
export const ADMINISTER_CA_ACTIONS = [
  ...READ_CA_ACTIONS, 'acm-pca:ImportCertificateAuthorityCertificate', 'acm-pca:TagCertificateAuthority',
  'acm-pca:UntagCertificateAuthority', 'acm-pca:UpdateCertificateAuthority',
].sort();

/** Changes who can use a CA, through its resource policy and the permissions of ACM. */
export const SHARE_CA_ACTIONS = [
  'acm-pca:CreatePermission', 'acm-pca:DeletePermission', 'acm-pca:DeletePolicy', 'acm-pca:GetPolicy',
  'acm-pca:ListPermissions', 'acm-pca:PutPolicy',
];

/** Deletes a CA, and restores it within its restoration period. */
export const DELETE_AND_RESTORE_CA_ACTIONS = [
  'acm-pca:DeleteCertificateAuthority', 'acm-pca:DescribeCertificateAuthority', 'acm-pca:RestoreCertificateAuthority',
];

/** Lets IAM Roles Anywhere assume a role. Each of the actions is necessary. */
export const ROLES_ANYWHERE_ACTIONS = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'];

/** Changes CAs, their certificates, and who can use them. */
export const CHANGE_CA_ACTIONS = [
  'acm-pca:CreatePermission', 'acm-pca:DeleteCertificateAuthority', 'acm-pca:DeletePermission', 'acm-pca:DeletePolicy',
  'acm-pca:ImportCertificateAuthorityCertificate', 'acm-pca:PutPolicy', 'acm-pca:RestoreCertificateAuthority',
  'acm-pca:TagCertificateAuthority', 'acm-pca:UntagCertificateAuthority', 'acm-pca:UpdateCertificateAuthority',
];

/** Creates CAs. */
export const CREATE_CA_ACTIONS = ['acm-pca:CreateCertificateAuthority'];

/** Stops or changes the record of a trail. */
export const CHANGE_TRAIL_ACTIONS = [
  'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail',
];

/** Makes a KMS key unusable, or changes who can use it. */
export const CHANGE_KEY_ACTIONS = [
  'kms:CreateGrant', 'kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion',
];

/** Deletes a bucket, or changes who can use it, how long it keeps objects, and how it protects them. */
export const CHANGE_BUCKET_ACTIONS = [
  's3:DeleteBucket', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutBucketObjectLockConfiguration',
  's3:PutBucketOwnershipControls', 's3:PutBucketPolicy', 's3:PutBucketPublicAccessBlock', 's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration', 's3:PutReplicationConfiguration',
];

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

/** Finds the copy of an audit report. */
export const FIND_COPY_ACTIONS = ['s3:ListBucket'];

/** Describes and replaces the copy of an audit report. */
export const COPY_REPORT_ACTIONS = ['s3:GetObject', 's3:PutObject'];

/** Uses the KMS key of a bucket to read and write objects. */
export const ENCRYPT_COPY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Runs queries in an Athena workgroup. */
export const RUN_QUERY_ACTIONS = [
  'athena:BatchGetNamedQuery', 'athena:BatchGetQueryExecution', 'athena:GetNamedQuery', 'athena:GetQueryExecution',
  'athena:GetQueryResults', 'athena:GetQueryResultsStream', 'athena:GetWorkGroup', 'athena:ListNamedQueries',
  'athena:ListQueryExecutions', 'athena:StartQueryExecution', 'athena:StopQueryExecution',
];

/** Runs one query in an Athena workgroup, and reads its results. */
export const RUN_ONE_QUERY_ACTIONS = ['athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:StartQueryExecution'];

/** Reads the definition of a table in the Glue Data Catalog. */
export const READ_TABLE_ACTIONS = [
  'glue:GetDatabase', 'glue:GetDatabases', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables',
];

/** Finds the objects that a query reads, and its results. */
export const FIND_QUERY_OBJECTS_ACTIONS = ['s3:GetBucketLocation', 's3:ListBucket'];

/** Reads the objects of a query, and its results. */
export const READ_QUERY_OBJECTS_ACTIONS = ['s3:GetObject'];

/** Writes the results of a query. */
export const WRITE_RESULTS_ACTIONS = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'];

/** Reads the replication configuration, and lists the objects to replicate. */
export const READ_REPLICATION_ACTIONS = ['s3:GetReplicationConfiguration', 's3:ListBucket'];

/** Reads the objects to replicate. */
export const READ_SOURCE_ACTIONS = ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'];

/** Reads the Object Lock settings of the objects to replicate. */
export const READ_LOCKS_ACTIONS = ['s3:GetObjectLegalHold', 's3:GetObjectRetention'];

/** Writes replicas. Delete markers are not replicated. */
export const WRITE_REPLICA_ACTIONS = ['s3:ReplicateObject', 's3:ReplicateTags'];

/** Gives replicas to the account of the destination. */
export const OWN_REPLICA_ACTIONS = ['s3:ObjectOwnerOverrideToBucketOwner'];

/** Encrypts replicas. */
export const ENCRYPT_REPLICA_ACTIONS = ['kms:Encrypt'];

/** Creates and verifies an S3 Bucket Key for replicas. */
export const USE_BUCKET_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];
