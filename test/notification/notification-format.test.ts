import { App, Stack, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PkiAlarms } from '../../src/alerting/pki-alarms';
import { SignalSource } from '../../src/alerting/signal-source';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { AlarmDestination, IAlarmDestination } from '../../src/notification/alarm-destination';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { NotificationFormat } from '../../src/notification/notification-format';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import privateCaEvents from '../fixtures/acm-pca-events.json';
import { errorOf } from '../support/errors';
import { InputTransformer, transformedJson } from '../support/input-transformer';
import { eventOf } from '../support/signals';
import { newStack } from '../support/stacks';
import { RECORDS } from '../support/trail-records';

const RULE = 'AWS::Events::Rule';

type Make = (stack: Stack, messageFormat?: NotificationFormat) => [IAlarmDestination, sqs.IQueue];

/** The two destinations with a message format, each with a dead-letter queue. */
const DESTINATIONS: readonly [name: string, make: Make][] = [
  ['PkiNotifications', (stack, messageFormat) => {
    const notifications = new PkiNotifications(stack, 'Notifications', { messageFormat });
    return [notifications, notifications.deadLetterQueue];
  }],
  ['AlarmDestination.topic()', (stack, messageFormat) => {
    const deadLetterQueue = new sqs.Queue(stack, 'Dead');
    return [AlarmDestination.topic(new sns.Topic(stack, 'Topic'), { deadLetterQueue, messageFormat }), deadLetterQueue];
  }],
];

interface Target {
  readonly Input?: unknown;
  readonly InputPath?: unknown;
  readonly InputTransformer?: InputTransformer;
}

const targetsOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources(RULE))
  .map(({ Properties }) => (Properties.Targets as Target[])[0]);

describe.each(DESTINATIONS)('%s', (_name, make) => {
  test.each([[undefined], [NotificationFormat.READABLE]])('publishes readable text by default: %s', (format) => {
    const stack = newStack();
    const [destination] = make(stack, format);
    CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [destination] });

    expect(targetsOf(stack)[0].InputTransformer!.InputTemplate).toMatch(/^"Creation of a private CA was requested."\n/);
  });

  test('publishes the original event without a transformation', () => {
    const stack = newStack();
    const [destination] = make(stack, NotificationFormat.ORIGINAL_EVENT);
    CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [destination] });

    const [target] = targetsOf(stack);
    expect([target.Input, target.InputPath, target.InputTransformer]).toEqual([undefined, undefined, undefined]);
  });

  test('publishes a custom notification with the content of the readable text', () => {
    const stack = newStack();
    const [destination] = make(stack, NotificationFormat.CUSTOM_NOTIFICATION);
    CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [destination] });

    const [created] = privateCaEvents;
    expect(transformedJson(targetsOf(stack)[0].InputTransformer!, created)).toEqual({
      version: '1.0',
      source: 'custom',
      id: created.id,
      content: {
        textType: 'client-markdown',
        title: 'Creation of a private CA was requested.',
        description: [
          `Certificate authority: ${created.resources[0]}`, 'Result: success',
          `Account ${created.account}, Region ${created.region}, ${created.time}, event ${created.id}`,
        ].join('\n'),
        nextSteps: [
          expect.stringMatching(/^If the result is failure, call DescribeCertificateAuthority/), expect.stringMatching(/^Runbook: https:.*#event-created$/),
        ],
        keywords: ['AWS Private CA'],
      },
      metadata: {
        summary: 'Creation of a private CA was requested.',
        eventType: 'ACM Private CA Creation',
        additionalContext: { account: created.account, region: created.region, time: created.time },
      },
    });
  });

  test.each(Object.values(NotificationFormat))('sends undelivered events to the dead-letter queue: %s', (format) => {
    const stack = newStack();
    const [destination, queue] = make(stack, format);
    CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [destination] });

    Template.fromStack(stack).hasResourceProperties(RULE, {
      Targets: [Match.objectLike({ DeadLetterConfig: { Arn: stack.resolve(queue.queueArn) } })],
    });
  });

  test('rejects another format', () => {
    const stack = newStack();
    const [destination] = make(stack, 'slack' as NotificationFormat);

    expect(errorOf('NotificationFormat', () =>
      CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [destination] })).message).toContain('"custom-notification"');
  });
});

test('the custom notification of every recommended signal is valid JSON for any record', () => {
  const stack = newStack();
  const notifications = new PkiNotifications(stack, 'Chat', { messageFormat: NotificationFormat.CUSTOM_NOTIFICATION });
  new PkiAlarms(stack, 'Alarms', { source: SignalSource.events(), routing: AlarmRouting.everythingTo(notifications) });
  const record = { ...RECORDS['DeleteCertificateAuthority denied'], errorMessage: 'not "authorized"\nin C:\\' };

  const targets = targetsOf(stack);
  expect(targets.length).toBeGreaterThan(25);
  for (const { InputTransformer: transformer } of targets) {
    expect(transformedJson(transformer!, eventOf(record))).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { title: expect.stringMatching(/^(LOW|MEDIUM|HIGH|CRITICAL): /), nextSteps: [expect.any(String), expect.stringMatching(/^Runbook: https:/)], keywords: ['AWS Private CA', expect.any(String)] },
    });
  }
});

test('the format has no effect on the notifications of alarms', () => {
  const actionsWith = (messageFormat?: NotificationFormat) => {
    const stack = new Stack(new App(), 'Stack');
    new PkiNotifications(stack, 'Notifications', { messageFormat });
    return Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  };

  expect(actionsWith(NotificationFormat.CUSTOM_NOTIFICATION)).toEqual(actionsWith());
});
