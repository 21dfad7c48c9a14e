import { aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { TEXT, checked, listOf, objectOf, oneOf, required } from '../../private/kinds';
import { Criticality } from '../criticality';
import { NotificationDetail, NotificationMessage } from '../notification-message';

const MESSAGE_KINDS = {
  whatHappened: required(TEXT),
  criticality: oneOf('Criticality', Criticality),
  details: listOf(objectOf<NotificationDetail>({ label: required(TEXT), value: required(TEXT) }), 'details'),
  whatToDo: required(TEXT),
};

/**
 * The lines of a notification. EventBridge requires quotation marks around each line of a multi-line text.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function renderMessage(scope: IConstruct, message: NotificationMessage): events.RuleTargetInput {
  message = checked(scope, message, MESSAGE_KINDS, 'message');
  requireNoFieldNames(scope, message);
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

/** EventBridge uses `<` and `>` to mark the name of a field. */
function requireNoFieldNames(scope: IConstruct, { whatHappened, details = [], whatToDo }: NotificationMessage): void {
  const texts = [whatHappened, ...details.flatMap(({ label, value }) => [label, value]), whatToDo];
  const wrong = texts.find((text) => /[<>]/.test(text));
  if (wrong === undefined) { return; }
  throw new PrivateCaError('NotificationText', {
    scope,
    subject: 'A notification text',
    rule: 'not contain < or >, because EventBridge uses them to mark event fields',
    value: wrong,
    fix: 'Rewrite the text, and use events.EventField for event fields',
  });
}
