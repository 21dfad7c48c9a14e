import { aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { NotificationMessage } from '../notification-message';

/**
 * The lines of a notification. EventBridge puts each line in quotation marks: that is how it takes text of several
 * lines.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function renderMessage(scope: IConstruct, message: NotificationMessage): events.RuleTargetInput {
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

/** EventBridge takes what stands between `<` and `>` for the name of a field. */
function requireNoFieldNames(scope: IConstruct, { whatHappened, details = [], whatToDo }: NotificationMessage): void {
  const texts = [whatHappened, ...details.flatMap(({ label, value }) => [label, value]), whatToDo];
  const wrong = texts.find((text) => /[<>]/.test(text));
  if (wrong === undefined) { return; }
  throw new PrivateCaError('NotificationText', {
    scope,
    problem: 'a text of a notification holds < or >, which EventBridge takes for the name of a field',
    value: wrong,
    allowed: 'texts without < and >; fields of the event by events.EventField',
    change: 'rewrite the text',
  });
}
