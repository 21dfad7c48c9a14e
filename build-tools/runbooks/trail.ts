import { deniedCall } from './access';
import { APPROVED, CALLER_CLOSED, DEPLOY, REVOKE_SESSIONS, findCall, findGlobalCall } from './procedures';
import { Runbook, Step, Subject } from './types';

const TRAIL_STATUS: Step = [
  'Read whether the trail logs, and the errors of its last deliveries (`LatestDeliveryError`, `LatestCloudWatchLogsDeliveryError`).',
  'aws cloudtrail get-trail-status --name TRAIL_ARN',
  'aws cloudtrail get-event-selectors --trail-name TRAIL_ARN',
];

const REVIEW_GAP: Step = [
  'Review the time without a record in CloudTrail Event history, which does not depend on a trail. Repeat it in each Region with CAs.',
  'aws cloudtrail lookup-events --region REGION --lookup-attributes AttributeKey=EventSource,AttributeValue=acm-pca.amazonaws.com '
  + '--start-time START_TIME --end-time END_TIME --query \'Events[].[EventTime,EventName,Username]\' --output table',
];

const TRAIL_CHANGED: Runbook = {
  check: [findCall('StopLogging', 'UpdateTrail'), 'Also look for `DeleteTrail`, `PutEventSelectors`, and `DeregisterOrganizationDelegatedAdmin`.',
    TRAIL_STATUS, APPROVED],
  contain: [
    ['Start logging again.', 'aws cloudtrail start-logging --name TRAIL_ARN'],
    REVOKE_SESSIONS,
    'A stopped trail often precedes another action. Watch the CAs in CloudTrail Event history until the trail logs again.',
  ],
  recover: [
    'If the trail was deleted or changed, deploy its stack again. The log files in the bucket remain.',
    DEPLOY,
    REVIEW_GAP,
    ['Confirm that no log file was altered or deleted.',
      'aws cloudtrail validate-logs --trail-arn TRAIL_ARN --start-time START_TIME --end-time END_TIME'],
  ],
  close: ['The trail logs with the event selectors of the stack, and its last delivery has no error.', 'The gap is reviewed.', CALLER_CLOSED],
};

const ORGANIZATION_ENDED: Runbook = {
  check: [
    findGlobalCall('LeaveOrganization', 'DisableAWSServiceAccess'),
    ['In the management account, read whether CloudTrail has trusted access, and whether the account is a member.',
      'aws organizations list-aws-service-access-for-organization --query \'EnabledServicePrincipals[].ServicePrincipal\'',
      'aws organizations list-accounts --query \'Accounts[].[Id,Name,Status]\' --output table'],
    APPROVED,
  ],
  contain: [
    ['If the account left the organization, create a trail in the account at once, so that its calls are logged.',
      'aws cloudtrail create-trail --name TRAIL_NAME --s3-bucket-name BUCKET --is-multi-region-trail --enable-log-file-validation',
      'aws cloudtrail start-logging --name TRAIL_NAME'],
    'Service control policies no longer apply to an account that left. Deny critical calls with permissions boundaries or the policies of roles.',
    REVOKE_SESSIONS,
  ],
  recover: [
    ['Restore trusted access, or invite the account again.',
      'aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com',
      'aws organizations invite-account-to-organization --target Id=ACCOUNT_ID,Type=ACCOUNT'],
    REVIEW_GAP,
  ],
  close: ['A trail logs the account, and its last delivery has no error.', 'The gap is reviewed.', CALLER_CLOSED],
};

const TRAIL_SILENT: Runbook = {
  check: [
    TRAIL_STATUS,
    ['Read the time of the last event in the log group, its class, and its KMS key.',
      'aws logs describe-log-streams --log-group-name LOG_GROUP --order-by LastEventTime --descending --max-items 3',
      'aws logs describe-log-groups --log-group-name-prefix LOG_GROUP'],
    'After the first deployment, the alarm is in ALARM state until the first log event arrives. An account without activity can also cause it.',
  ],
  contain: [
    'Until log events arrive, no alarm on the log group works. Watch CloudTrail Event history, and use `SignalSource.events()` for critical signals '
      + 'if you can deploy.',
    ['Start logging if the trail is stopped.', 'aws cloudtrail start-logging --name TRAIL_ARN'],
  ],
  recover: [
    'If the delivery has an error, correct its cause: the role of the trail (`logs:CreateLogStream`, `logs:PutLogEvents`), the log group, or its KMS '
      + 'key.',
    ['If the key is disabled, enable it.', 'aws kms enable-key --key-id KEY_ID'],
    DEPLOY,
    REVIEW_GAP,
  ],
  close: ['`IncomingLogEvents` of the log group has values, and the alarm is in OK state.', 'The gap is reviewed.'],
};

const MONITORING_CHANGED: Runbook = {
  check: [
    findCall('DeleteAlarms', 'DisableRule'),
    'Read `eventName` in the notification or in the log event. The signal matches many calls, also those of deployments and of Application Auto '
      + 'Scaling.',
    ['Read the alarms without actions, and the rules that are disabled.',
      'aws cloudwatch describe-alarms --query \'MetricAlarms[?ActionsEnabled==`false`].AlarmName\'',
      'aws events list-rules --query \'Rules[?State==`DISABLED`].Name\'',
      'aws sns list-subscriptions-by-topic --topic-arn TOPIC_ARN'],
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    ['Turn the alarm actions or the rule on again. Do not wait for a deployment.',
      'aws cloudwatch enable-alarm-actions --alarm-names ALARM_NAME', 'aws events enable-rule --name RULE_NAME'],
  ],
  recover: [
    DEPLOY,
    'Deleted subscriptions must be confirmed again by their recipients.',
    ['Test the notification.', 'aws sns publish --topic-arn TOPIC_ARN --subject "Test" --message "Test of the PKI notifications"'],
    'Review what happened while the monitoring was off.',
  ],
  close: ['The alarms, rules, metric filters, and subscriptions are those of the stack, and a test notification arrived.', CALLER_CLOSED],
};

export const TRAIL: Subject = {
  title: 'Trail and monitoring',
  runbooks: {
    'trail-changed': TRAIL_CHANGED,
    'organization-trail-ended': ORGANIZATION_ENDED,
    'trail-change-denied': deniedCall(['StopLogging', 'DeleteTrail'],
      'Check that the trail still logs. Another caller, or another call, might have succeeded.', { check: [TRAIL_STATUS] }),
    'trail-silent': TRAIL_SILENT,
    'monitoring-changed': MONITORING_CHANGED,
    'monitoring-change-denied': deniedCall(['DeleteAlarms', 'DisableAlarmActions'],
      'Check which alarm, rule, log group, or topic the caller tried to change. An attempt to silence an alarm often precedes another action.'),
  },
};
