import { RemovalPolicy, aws_logs as logs } from 'aws-cdk-lib';
import { ANYTHING, likeA, listOf, mapOf, oneOf } from './kinds';

/* The kinds of values that users can make with their own classes. Constructs can also come from another copy of
   aws-cdk-lib. */

export const BUCKET = likeA('an s3.IBucket', 'bucketArn', 'bucketName', 'addToResourcePolicy');

export const KMS_KEY = likeA('a kms.IKey', 'keyArn', 'addToResourcePolicy');

export const LOG_GROUP = likeA('a logs.ILogGroup', 'logGroupArn', 'logGroupName');

export const TOPIC = likeA('an sns.ITopic', 'topicArn', 'addToResourcePolicy');

export const QUEUE = likeA('an sqs.IQueue', 'queueArn', 'addToResourcePolicy');

export const IAM_USER = likeA('an iam.IUser', 'userName', 'addToGroup');

export const ACM_CERTIFICATE = likeA('an acm.ICertificate', 'certificateArn');

export const CERTIFICATE_AUTHORITY = likeA('an acmpca.ICertificateAuthorityRef', 'certificateAuthorityRef');

export const CERTIFICATE_AUTHORITIES = listOf(CERTIFICATE_AUTHORITY, 'acmpca.ICertificateAuthorityRef objects');

export const SUBSCRIPTION = likeA('an sns.ITopicSubscription, such as subscriptions.EmailSubscription', 'bind');

export const ALARM = likeA('a cloudwatch.IAlarm', 'alarmArn', 'alarmName');

export const ALARM_ACTION = likeA('a cloudwatch.IAlarmAction', 'bind');

export const RULE_TARGET = likeA('an events.IRuleTarget', 'bind');

export const GRANTEE = likeA('an iam.IGrantable, such as a role', 'grantPrincipal');

export const CONSTRUCT = likeA('a Construct', 'node');

export const ROLES = listOf(likeA('an iam.IRoleRef', 'roleRef'), 'iam.IRoleRef objects');

export const POLICY_DOCUMENT = likeA('an iam.PolicyDocument', 'addStatements', 'toJSON');

/** IAM conditions, by operator and condition key. */
export const CONDITIONS = mapOf(mapOf(ANYTHING, 'condition keys'), 'condition operators');

const { SNAPSHOT: _snapshot, ...REMOVAL_POLICIES } = RemovalPolicy;

/** No resource of this library has snapshots. The AWS CDK rejects the policy without the name of the property. */
export const REMOVAL_POLICY = oneOf('RemovalPolicy, and not SNAPSHOT', REMOVAL_POLICIES);

export const RETENTION_DAYS = oneOf('logs.RetentionDays', () => logs.RetentionDays);

/** Users can implement these interfaces of the library. */
export const AUDIT_REPORT_BUCKET = likeA('an IAuditReportBucket, such as AuditReportBucket', 'bucket', 'grants');

export const ALARM_DESTINATION = likeA('an IAlarmDestination, such as PkiNotifications or AlarmDestination.topic()', 'alarmActions', 'ruleTargets');

export const ALARM_DESTINATIONS = listOf(ALARM_DESTINATION, 'IAlarmDestination objects');
