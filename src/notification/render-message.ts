import { aws_events as events } from 'aws-cdk-lib';
import { NotificationMessage } from './notification-message';

/**
 * The lines of a notification. EventBridge puts each line in quotation marks: that is how it takes text of several
 * lines. Not exported.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function renderMessage(message: NotificationMessage): events.RuleTargetInput {
  const criticality = message.criticality ? `${message.criticality.toUpperCase()}: ` : '';
  const details = (message.details ?? []).map(({ label, value }) => `${label}: ${value}`);
  return events.RuleTargetInput.fromMultilineText([
    `${criticality}${message.whatHappened}`,
    ...details,
    `What to do: ${message.whatToDo}`,
    `Account ${events.EventField.account}, Region ${events.EventField.region}, ${events.EventField.time}, `
      + `event ${events.EventField.eventId}`,
  ].join('\n'));
}
