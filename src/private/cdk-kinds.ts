import { RemovalPolicy, aws_logs as logs } from 'aws-cdk-lib';
import { ANYTHING, likeA, listOf, mapOf, oneOf } from './kinds';
import { resourceLike } from './references';

/* The kinds of values that users can make with their own classes. Constructs can also come from another copy of
   aws-cdk-lib. */

export const BUCKET = resourceLike('an s3.IBucket', ['bucketArn', 'bucketName', 'addToResourcePolicy'], 'bucketArn');

export const KMS_KEY = resourceLike('a kms.IKey', ['keyArn', 'addToResourcePolicy'], 'keyArn', 'aliasTargetKey.keyArn');

export const LOG_GROUP = resourceLike('a logs.ILogGroup', ['logGroupArn', 'logGroupName'], 'logGroupArn');

export const TOPIC = resourceLike('an sns.ITopic', ['topicArn', 'addToResourcePolicy'], 'topicArn');

export const QUEUE = resourceLike('an sqs.IQueue', ['queueArn', 'addToResourcePolicy'], 'queueArn');

export const IAM_USER = resourceLike('an iam.IUser', ['userName', 'addToGroup'], 'userName');

export const ACM_CERTIFICATE = resourceLike('an acm.ICertificate', ['certificateArn'], 'certificateArn');

/** A CA of any Stage, account, and Region, which the construct checks itself. */
export const ANY_CERTIFICATE_AUTHORITY = likeA('an acmpca.ICertificateAuthorityRef', 'certificateAuthorityRef');

export const CERTIFICATE_AUTHORITY = resourceLike(
  'an acmpca.ICertificateAuthorityRef', ['certificateAuthorityRef'], 'certificateAuthorityRef.certificateAuthorityArn',
);

/** A CA with its chain. The CAs of aws-cdk-lib have no chain. */
export const SIGNING_CA = likeA('an IPrivateCertificateAuthority', 'certificateAuthorityArn', 'certificateChainPem');

export const CERTIFICATE_AUTHORITIES = listOf(CERTIFICATE_AUTHORITY, 'acmpca.ICertificateAuthorityRef objects');

export const SUBSCRIPTION = likeA('an sns.ITopicSubscription, such as subscriptions.EmailSubscription', 'bind');

export const ALARM = resourceLike('a cloudwatch.IAlarm', ['alarmArn', 'alarmName'], 'alarmArn');

export const ALARM_ACTION = likeA('a cloudwatch.IAlarmAction', 'bind');

export const RULE_TARGET = likeA('an events.IRuleTarget', 'bind');

export const GRANTEE = likeA('an iam.IGrantable, such as a role', 'grantPrincipal');

export const CONSTRUCT = likeA('a Construct', 'node');

export const ROLES = listOf(resourceLike('an iam.IRoleRef', ['roleRef'], 'roleRef.roleArn'), 'iam.IRoleRef objects');

export const POLICY_DOCUMENT = likeA('an iam.PolicyDocument', 'addStatements', 'toJSON');

/** IAM conditions, by operator and condition key. */
export const CONDITIONS = mapOf(mapOf(ANYTHING, 'condition keys'), 'condition operators');

const { SNAPSHOT: _snapshot, ...REMOVAL_POLICIES } = RemovalPolicy;

/** No resource of this library has snapshots. The AWS CDK rejects the policy without the name of the property. */
export const REMOVAL_POLICY = oneOf('RemovalPolicy, and not SNAPSHOT', REMOVAL_POLICIES);

export const RETENTION_DAYS = oneOf('logs.RetentionDays', () => logs.RetentionDays);

/** Users can implement these interfaces of the library. */
export const AUDIT_REPORT_BUCKET = resourceLike(
  'an IAuditReportBucket, such as AuditReportBucket', ['bucket', 'grants'], 'bucket.bucketArn',
);

export const ALARM_DESTINATION = resourceLike(
  'an IAlarmDestination, such as PkiNotifications or AlarmDestination.topic()', ['alarmActions', 'ruleTargets'], 'topic.topicArn',
);

export const ALARM_DESTINATIONS = listOf(ALARM_DESTINATION, 'IAlarmDestination objects');
