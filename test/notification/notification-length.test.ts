import { Fn, Lazy, aws_events as events } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NotificationFormat } from '../../src/notification/notification-format';
import { NotificationMessage } from '../../src/notification/notification-message';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

/* The size of the template of an input transformer: 8,192 characters and 100 event fields. */

function templateOf(message: Partial<NotificationMessage>, messageFormat?: NotificationFormat): string {
  const stack = newStack();
  const targets = new PkiNotifications(stack, 'Notifications', { messageFormat })
    .ruleTargets({ whatHappened: 'A CA was deleted.', whatToDo: 'Look.', ...message });
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.acm-pca'] }, targets });
  const [rule] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  return rule.Properties.Targets[0].InputTransformer?.InputTemplate;
}

describe.each([NotificationFormat.READABLE, NotificationFormat.CUSTOM_NOTIFICATION])('in the format %s', (format) => {
  test('a template of exactly 8,192 characters is accepted, and one more character is an error', () => {
    const room = 8192 - templateOf({ whatToDo: 'x' }, format).length;

    expect(templateOf({ whatToDo: 'x'.repeat(room + 1) }, format)).toHaveLength(8192);
    const { message } = errorOf('NotificationLength', () => templateOf({ whatToDo: 'x'.repeat(room + 2) }, format));
    expect(message).toMatch(/must have at most 8,192 characters and 100 event fields; got "8,193 characters and \d event fields"/);
  });
});

test('a part that is unknown until the deployment counts with its shortest form', () => {
  const room = 8192 - templateOf({ whatToDo: 'x' }).length;

  expect(() => templateOf({ whatToDo: `${Fn.importValue('Contact')}${'x'.repeat(room)}` })).not.toThrow();
  errorOf('NotificationLength', () => templateOf({ whatToDo: `${Fn.importValue('Contact')}${'x'.repeat(room + 1)}` }));
});

const fields = (count: number) => Array.from({ length: count }, (_, index) =>
  ({ label: `${index}`, value: events.EventField.fromPath(`$.detail.field${index}`) }));

test('more than 100 event fields are an error', () => {
  expect(templateOf({ details: fields(96) })).toContain('<detail-field95>');
  expect(errorOf('NotificationLength', () => templateOf({ details: fields(97) })).message).toContain('101 event fields');
});

test('the original event has no template, and a token counts with its value', () => {
  expect(templateOf({ whatToDo: 'x'.repeat(9000) }, NotificationFormat.ORIGINAL_EVENT)).toBeUndefined();
  errorOf('NotificationLength', () => templateOf({ whatToDo: Lazy.string({ produce: () => 'x'.repeat(9000) }) }));
});
