import { aws_events as events } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { TEXT, checked, listOf, objectOf, oneOf, required } from '../../private/kinds';
import { requireRunbook } from '../../private/runbooks';
import { Criticality } from '../criticality';
import { NotificationFormat } from '../notification-format';
import { NotificationDetail, NotificationMessage } from '../notification-message';

const MESSAGE_KINDS = {
  whatHappened: required(TEXT),
  criticality: oneOf('Criticality', Criticality),
  details: listOf(objectOf<NotificationDetail>({ label: required(TEXT), value: required(TEXT) }), 'details'),
  whatToDo: required(TEXT),
  runbook: TEXT,
};

/**
 * The input of a rule target in a format. Returns nothing for the original event.
 *
 * Amazon Q Developer in chat applications shows only events that a rule did not transform, and custom notifications.
 */
export function renderInput(
  scope: IConstruct, message: NotificationMessage, format: NotificationFormat,
): events.RuleTargetInput | undefined {
  message = checked(scope, message, MESSAGE_KINDS, 'message');
  if (message.runbook !== undefined) { requireRunbook(scope, 'message.runbook', message.runbook); }
  switch (format) {
    case NotificationFormat.READABLE: return renderMessage(scope, message);
    case NotificationFormat.ORIGINAL_EVENT: return undefined;
    case NotificationFormat.CUSTOM_NOTIFICATION: return renderCustomNotification(scope, message);
    // In JavaScript, and through jsii, it can be anything.
    default: throw new PrivateCaError('NotificationFormat', {
      scope,
      subject: 'messageFormat',
      rule: `be one of ${Object.values(NotificationFormat).map((one) => `"${one}"`).join(', ')}`,
      value: format,
      fix: 'Use a value of NotificationFormat, or omit messageFormat for readable text',
    });
  }
}

/** @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html#event-schema */
function renderCustomNotification(scope: IConstruct, message: NotificationMessage): events.RuleTargetInput {
  requireNoFieldNames(scope, message);
  const { account, region, time, eventId, detailType } = events.EventField;
  const title = renderTitle(message);
  return events.RuleTargetInput.fromObject({
    version: '1.0',
    source: 'custom',
    id: eventId,
    content: {
      textType: 'client-markdown',
      title,
      description: [...renderDetails(message), `Account ${account}, Region ${region}, ${time}, event ${eventId}`].join('\n'),
      nextSteps: [message.whatToDo, ...renderRunbook(message)],
      keywords: ['AWS Private CA', ...message.criticality ? [message.criticality] : []],
    },
    metadata: { summary: title, eventType: detailType, additionalContext: { account, region, time } },
  });
}

function renderTitle({ criticality, whatHappened }: NotificationMessage): string {
  return `${criticality ? `${criticality.toUpperCase()}: ` : ''}${whatHappened}`;
}

function renderDetails({ details = [] }: NotificationMessage): string[] {
  return details.map(({ label, value }) => `${label}: ${value}`);
}

function renderRunbook({ runbook }: NotificationMessage): string[] {
  return runbook === undefined ? [] : [`Runbook: ${runbook}`];
}

/**
 * The lines of a notification. EventBridge requires quotation marks around each line of a multi-line text.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function renderMessage(scope: IConstruct, message: NotificationMessage): events.RuleTargetInput {
  requireNoFieldNames(scope, message);
  return events.RuleTargetInput.fromMultilineText([
    renderTitle(message),
    ...renderDetails(message),
    `What to do: ${message.whatToDo}`,
    ...renderRunbook(message),
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
