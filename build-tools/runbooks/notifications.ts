import { DEPLOY } from './procedures';
import { Runbook, Subject } from './types';

const NOT_DELIVERED: Runbook = {
  check: [
    '[Read a dead-letter queue](#read-a-dead-letter-queue): the queue of the alarm (dimension `QueueName`). Each message is a notification that did not arrive, so '
      + 'read and handle each of them.',
    ['Read the policy of the topic and its KMS key. EventBridge needs `sns:Publish`, `kms:Decrypt`, and `kms:GenerateDataKey*`.',
      'aws sns get-topic-attributes --topic-arn TOPIC_ARN',
      'aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text',
      'aws kms describe-key --key-id KEY_ID --query KeyMetadata.KeyState'],
    ['Find the change that caused it.',
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=SetTopicAttributes --max-items 20'],
  ],
  contain: [
    'Until the topic works, watch the alarms in the CloudWatch console. Alarms with the same topic might not arrive either, because CloudWatch needs the '
      + 'same permissions.',
    ['If the key is disabled, enable it.', 'aws kms enable-key --key-id KEY_ID'],
  ],
  recover: [
    DEPLOY,
    ['Test the topic, and confirm that a subscriber receives the message.',
      'aws sns publish --topic-arn TOPIC_ARN --subject "Test" --message "Test of the PKI notifications"',
      'aws sns list-subscriptions-by-topic --topic-arn TOPIC_ARN'],
    'Delete the messages from the queue.',
  ],
  close: ['A test message arrived, every message of the queue was handled, and the queue is empty.'],
};

const CRITICAL_ALARM: Runbook = {
  check: [
    ['Find the alarms that are in ALARM state. Their descriptions name their runbooks.',
      'aws cloudwatch describe-alarms --alarm-types MetricAlarm --state-value ALARM '
      + '--query \'MetricAlarms[].[AlarmName,StateUpdatedTimestamp,AlarmDescription]\' --output text',
      'aws cloudwatch describe-alarms --alarm-types CompositeAlarm --alarm-names ALARM_NAME --query \'CompositeAlarms[].[AlarmRule,StateReason]\' --output text'],
    ['If the alarm already changed back to OK, read its history.',
      'aws cloudwatch describe-alarm-history --alarm-name ALARM_NAME --history-item-type StateUpdate --max-items 20'],
  ],
  contain: ['Follow the runbook of each alarm. If several critical alarms are in ALARM state, start with a stopped trail, then with access, then with CAs.'],
  recover: ['Follow the runbook of each alarm.'],
  close: ['No alarm of a critical signal is in ALARM state, and the runbook of each is closed. An alarm on log events changes to OK without your action.'],
};

export const NOTIFICATIONS: Subject = {
  title: 'Notifications',
  runbooks: { 'critical-alarm': CRITICAL_ALARM, 'notification-not-delivered': NOT_DELIVERED },
};
