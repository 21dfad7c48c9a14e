import {
  Annotations as CdkAnnotations, App, Aspects, Stack, aws_chatbot as chatbot, aws_cloudwatch as cloudwatch, aws_events as events,
  aws_kms as kms, aws_sns as sns, aws_sns_subscriptions as subscriptions, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AlarmDestination, IAlarmDestination } from '../../src/notification/alarm-destination';
import { Criticality } from '../../src/notification/criticality';
import { NotificationMessage } from '../../src/notification/notification-message';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, FEATURE_FLAGS, newStack } from '../support/stacks';

const TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:Pki';
const QUEUE_ARN = 'arn:aws:sqs:us-east-1:111122223333:Dead';
const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/1';
const MESSAGE = { whatHappened: 'Something happened.', whatToDo: 'Look.' };

function ruleTo(stack: Stack, destination: IAlarmDestination, message: NotificationMessage = MESSAGE): Template {
  new events.Rule(stack, 'Rule', {
    eventPattern: { source: ['aws.acm-pca'] },
    targets: destination.ruleTargets(message),
  });
  return Template.fromStack(stack);
}

function newAlarm(stack: Stack, id = 'Alarm'): cloudwatch.Alarm {
  return new cloudwatch.Alarm(stack, id, {
    metric: new cloudwatch.Metric({ namespace: 'N', metricName: 'M' }), threshold: 1, evaluationPeriods: 1,
  });
}

/** The statement IDs in each key policy of a template, by the ID of the key. */
function sidsOfKeys(template: Template): Record<string, string[]> {
  return Object.fromEntries(Object.entries(template.findResources('AWS::KMS::Key')).map(([id, { Properties }]) =>
    [id.slice(0, -8), Properties.KeyPolicy.Statement.flatMap(({ Sid }: { Sid?: string }) => Sid ?? [])]));
}

function warningsOf(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

test('by default, creates an encrypted topic, a queue with the same key, and an alarm on the queue, and deletes them with the stack', () => {
  const stack = newStack();
  const notifications = new PkiNotifications(stack, 'Notifications');

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: stack.resolve(notifications.encryptionKey!.keyArn) });
  template.hasResourceProperties('AWS::SQS::Queue', {
    KmsMasterKeyId: stack.resolve(notifications.encryptionKey!.keyArn),
    MessageRetentionPeriod: 14 * 24 * 3600,
  });
  template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete', Properties: { EnableKeyRotation: true } });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: stack.resolve(notifications.deadLetterQueue.queueName) }],
    Statistic: 'Maximum',
    AlarmDescription: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('^HIGH: EventBridge could not deliver .* What to do: Read the messages in the queue $')])] },
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Period: 300,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
    AlarmActions: [stack.resolve(notifications.topic.topicArn)],
  });
});

test('a rule publishes readable text, and sends undelivered events to the dead-letter queue', () => {
  const stack = newStack();
  const notifications = new PkiNotifications(stack, 'Notifications');

  const template = ruleTo(stack, notifications);

  template.hasResourceProperties('AWS::Events::Rule', {
    Targets: [{
      Arn: stack.resolve(notifications.topic.topicArn),
      DeadLetterConfig: { Arn: stack.resolve(notifications.deadLetterQueue.queueArn) },
      RoleArn: Match.absent(),
      InputTransformer: {
        InputTemplate: '"Something happened."\n"What to do: Look."\n"Account <account>, Region <region>, <time>, event <id>"',
        InputPathsMap: { account: '$.account', region: '$.region', time: '$.time', id: '$.id' },
      },
    }],
  });
});

test('a message starts with its criticality, and contains its details in order', () => {
  const stack = newStack();

  const template = ruleTo(stack, new PkiNotifications(stack, 'Notifications'), {
    ...MESSAGE,
    criticality: Criticality.CRITICAL,
    details: [{ label: 'Z', value: events.EventField.fromPath('$.detail.z') }, { label: 'A', value: '1' }],
  });

  template.hasResourceProperties('AWS::Events::Rule', {
    Targets: [{ InputTransformer: { InputTemplate: Match.stringLikeRegexp('^"CRITICAL: Something happened."\n"Z: <detail-z>"\n"A: 1"\n') } }],
  });
});

test('the topic has the initial and the added subscriptions', () => {
  const stack = newStack();
  const notifications = new PkiNotifications(stack, 'Notifications', {
    subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
  });

  notifications.addSubscription(new subscriptions.EmailSubscription('night@example.com'));

  const endpoints = Object.values(Template.fromStack(stack).findResources('AWS::SNS::Subscription'))
    .map(({ Properties }) => Properties.Endpoint);
  expect(endpoints).toEqual(['pki@example.com', 'night@example.com']);
});

test('a repeated subscription is an error, also if the app added the first one to the topic itself, and adds nothing', () => {
  const stack = newStack();
  const topic = new sns.Topic(stack, 'Mine', { masterKey: new kms.Key(stack, 'Key') });
  const email = () => new subscriptions.EmailSubscription('pki@example.com');
  topic.addSubscription(email());
  const notifications = new PkiNotifications(stack, 'Notifications', { topic });

  const { message, constructPath } = errorOf('SubscriptionDuplicate', () => notifications.addSubscription(email()));
  errorOf('SubscriptionDuplicate', () => new PkiNotifications(stack, 'Other', { subscriptions: [email(), email()] }));

  expect(message).toContain('subscription must be added to a topic only once; got "pki@example.com". Fix: Remove one of the two subscriptions');
  expect(constructPath).toBe('Stack/Notifications');
  expect(stack.node.tryFindChild('Other')).toBeUndefined();
  Template.fromStack(stack).resourceCountIs('AWS::SNS::Subscription', 1);
});

describe('a warning about a topic without a subscription', () => {
  const isWarned = (stack: Stack) => warningsOf(stack).some((warning) => warning.includes('cdk-private-ca:noSubscription'));

  test('names the topic, and can be acknowledged', () => {
    const [stack, other] = [newStack(), newStack()];
    new PkiNotifications(stack, 'Notifications');
    CdkAnnotations.of(new PkiNotifications(other, 'Notifications')).acknowledgeWarning('cdk-private-ca:noSubscription');

    expect(warningsOf(stack)).toEqual(['The topic Stack/Notifications/Resource has no subscription in the app, so that no recipient receives '
      + 'its notifications. Call addSubscription(). If subscriptions are created outside the app, acknowledge this warning. '
      + '[ack: cdk-private-ca:noSubscription]']);
    expect(warningsOf(other)).toEqual([]);
  });

  test('does not occur for an existing topic', () => {
    const stack = newStack();
    new PkiNotifications(stack, 'Notifications', { topic: new sns.Topic(stack, 'Mine') });

    expect(isWarned(stack)).toBe(false);
  });

  test.each<[string, (topic: sns.Topic, notifications: PkiNotifications) => void]>([
    ['addSubscription()', (_topic, notifications) => notifications.addSubscription(new subscriptions.EmailSubscription('pki@example.com'))],
    ['addSubscription() of the topic', (topic) => topic.addSubscription(new subscriptions.EmailSubscription('pki@example.com'))],
    ['a queue in another stack', (topic) => topic.addSubscription(new subscriptions.SqsSubscription(
      new sqs.Queue(new Stack(topic.node.root as App, 'Other'), 'Queue')))],
    ['sns.Subscription', (topic) => new sns.Subscription(Stack.of(topic), 'Email', {
      topic, protocol: sns.SubscriptionProtocol.EMAIL, endpoint: 'pki@example.com',
    })],
    ['sns.CfnSubscription in another stack', (topic) => new sns.CfnSubscription(new Stack(topic.node.root as App, 'Other'), 'Email', {
      topicArn: (topic.node.defaultChild as sns.CfnTopic).ref, protocol: 'email', endpoint: 'pki@example.com',
    })],
    ['a property of the topic', (topic) => {
      (topic.node.defaultChild as sns.CfnTopic).subscription = [{ protocol: 'email', endpoint: 'pki@example.com' }];
    }],
    ['a Slack channel', (topic) => new chatbot.SlackChannelConfiguration(Stack.of(topic), 'Slack', {
      slackChannelConfigurationName: 'Pki', slackWorkspaceId: 'T', slackChannelId: 'C', notificationTopics: [topic],
    })],
    ['an aspect', (topic) => Aspects.of(topic).add({
      visit: (node) => { if (node === topic) { topic.addSubscription(new subscriptions.EmailSubscription('pki@example.com')); } },
    })],
  ])('does not occur with a later subscription by %s', (_name, subscribe) => {
    const stack = newStack();
    const notifications = new PkiNotifications(stack, 'Notifications');

    subscribe(notifications.topic as sns.Topic, notifications);

    expect(isWarned(stack)).toBe(false);
  });

  test('occurs if only another topic has subscriptions', () => {
    const stack = newStack();
    new PkiNotifications(stack, 'Notifications');
    new PkiNotifications(stack, 'Other', { subscriptions: [new subscriptions.EmailSubscription('pki@example.com')] });

    expect(warningsOf(stack)).toEqual([expect.stringContaining('The topic Stack/Notifications/Resource ')]);
  });
});

test('a queue of another account cannot subscribe to a topic whose ARN is not known, and adds no subscription', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const queue = new sqs.Queue(new Stack(app, 'Other', { env: { account: '444455556666', region: 'us-east-1' } }), 'Queue');
  const notifications = new PkiNotifications(stack, 'Notifications');

  const { message } = errorOf('ResourceEnvironment', () => notifications.addSubscription(new subscriptions.SqsSubscription(queue)));

  expect(message).toMatch(/^The topic of the subscription must be in the Stage, account, and Region of the stack \(444455556666\/us-east-1\)/);
  expect(queue.node.children.map(({ node }) => node.id)).not.toContain('StackNotificationsResource');
});

test('an existing key encrypts the topic and the queue, and no key is created', () => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Mine');

  const notifications = new PkiNotifications(stack, 'Notifications', { encryptionKey: key });

  expect(notifications.encryptionKey).toBe(key);
  Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
});

test('for an existing topic without a key, SQS encrypts the queue', () => {
  const stack = newStack();
  const topic = new sns.Topic(stack, 'Mine');

  const notifications = new PkiNotifications(stack, 'Notifications', { topic });

  expect(notifications.topic).toBe(topic);
  expect(notifications.encryptionKey).toBeUndefined();
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 0);
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, KmsMasterKeyId: Match.absent() });
});

test('warnings contain the statements for a topic and a key that the app cannot edit', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });

  new PkiNotifications(stack, 'Notifications', {
    topic: sns.Topic.fromTopicArn(stack, 'Mine', TOPIC_ARN),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN),
  });

  const warnings = warningsOf(stack);
  for (const sid of ['AllowRulesToPublish', 'AllowAlarmsToPublish', 'AllowRulesToUseTheKey', 'AllowAlarmsToUseTheKey']) {
    expect(warnings.filter((warning) => warning.includes(`"Sid": "${sid}"`))).toHaveLength(1);
  }
  expect(warnings.join()).toContain('"aws:SourceArn": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:*"');
  expect(warnings).toHaveLength(4);
});

test.each<[string, (stack: Stack) => sns.ITopic]>([
  ['created with the alias', (stack) => new sns.Topic(stack, 'Mine', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') })],
  ['created with the ARN of the alias', (stack) => new sns.Topic(stack, 'Mine', {
    masterKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:alias/aws/sns'),
  })],
  ['imported with it', (stack) => sns.Topic.fromTopicAttributes(stack, 'Mine', {
    topicArn: TOPIC_ARN, keyArn: 'arn:aws:kms:us-east-1:111122223333:alias/aws/sns',
  })],
  ['configured by an escape hatch', (stack) => {
    const topic = new sns.Topic(stack, 'Mine');
    (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
    return topic;
  }],
])('a topic with an AWS managed key, %s, causes an error', (_name, topicOf) => {
  const stack = newStack();

  const error = errorOf('KeyAwsManaged', () => new PkiNotifications(stack, 'Notifications', { topic: topicOf(stack) }));

  expect(error.message).toContain('EventBridge cannot use');
  const other = newStack();
  const [target] = AlarmDestination.topic(topicOf(other)).ruleTargets(MESSAGE);
  errorOf('KeyAwsManaged', () => target.bind(new events.Rule(other, 'Rule', { eventPattern: { source: ['a'] } })));
});

test('the target key of an alias is known from the topic, and a second key causes an error', () => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  const topic = new sns.Topic(stack, 'Mine', { masterKey: new kms.Alias(stack, 'Alias', { aliasName: 'alias/pki', targetKey: key }) });

  expect(new PkiNotifications(stack, 'Notifications', { topic }).encryptionKey).toBe(key);

  errorOf('OptionOfNewTopic', () => new PkiNotifications(stack, 'Twice', { topic, encryptionKey: key }));
});

test('several rules and alarms on one topic add each statement once, with all flags and with none', () => {
  const templateWith = (flags: Record<string, unknown>) => {
    const stack = newStack({ flags });
    const topic = new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') });
    for (const index of [1, 2, 3]) {
      // A new destination each time.
      const destination = AlarmDestination.topic(topic);
      new events.Rule(stack, `Rule${index}`, { eventPattern: { source: ['a'] }, targets: destination.ruleTargets(MESSAGE) });
      new cloudwatch.Alarm(stack, `Alarm${index}`, {
        metric: new cloudwatch.Metric({ namespace: 'N', metricName: 'M' }), threshold: 1, evaluationPeriods: 1,
      }).addAlarmAction(...destination.alarmActions);
    }
    return Template.fromStack(stack);
  };

  const template = templateWith(FEATURE_FLAGS.none);
  const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
  expect(policy.Properties.PolicyDocument.Statement).toHaveLength(2);
  expect(templateWith(FEATURE_FLAGS.recommended).findResources('AWS::SNS::TopicPolicy'))
    .toEqual(template.findResources('AWS::SNS::TopicPolicy'));
});

test('the policy of a separate key of the dead-letter queue allows EventBridge to use the key', () => {
  const stack = newStack();
  const queueKey = new kms.Key(stack, 'QueueKey');
  const deadLetterQueue = new sqs.Queue(stack, 'Dead', { encryptionMasterKey: queueKey });

  const template = ruleTo(stack, AlarmDestination.topic(new sns.Topic(stack, 'Topic'), { deadLetterQueue }));

  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'AllowRulesToUseTheKey', Condition: Match.absent() })]) },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    Targets: [{ DeadLetterConfig: { Arn: stack.resolve(deadLetterQueue.queueArn) } }],
  });
});

test('the library finds the key of a dead-letter queue through its alias, even if the topic has another key', () => {
  const stack = newStack();
  const [topicKey, queueKey] = ['TopicKey', 'QueueKey'].map((id) => new kms.Key(stack, id));
  const alias = new kms.Alias(stack, 'Alias', { aliasName: 'alias/dead', targetKey: queueKey });
  const deadLetterQueue = new sqs.Queue(stack, 'Dead', { encryptionMasterKey: alias });
  const topic = new sns.Topic(stack, 'Topic', { masterKey: topicKey });

  const template = ruleTo(stack, AlarmDestination.topic(topic, { deadLetterQueue }));

  expect(sidsOfKeys(template)).toEqual({
    TopicKey: ['AllowRulesToUseTheKey', 'AllowAlarmsToUseTheKey'], QueueKey: ['AllowRulesToUseTheKey'],
  });
  expect(warningsOf(stack)).toEqual([]);
});

test('warnings contain each statement once if the topic and the dead-letter queue share a key that the app cannot edit', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
  const key = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
  const alias = new kms.Alias(stack, 'Alias', { aliasName: 'alias/pki', targetKey: key });
  const deadLetterQueue = new sqs.Queue(stack, 'Dead', { encryptionMasterKey: alias });

  ruleTo(stack, AlarmDestination.topic(new sns.Topic(stack, 'Topic', { masterKey: key }), { deadLetterQueue }));

  expect(warningsOf(stack).map((warning) => /"Sid": "(\w+)"/.exec(warning)![1]))
    .toEqual(['AllowRulesToUseTheKey', 'AllowAlarmsToUseTheKey']);
});

test('a topic that only alarms use, and its key, grant access to alarms', () => {
  const stack = newStack();
  const topic = new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') });

  newAlarm(stack).addAlarmAction(...AlarmDestination.topic(topic).alarmActions);

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [stack.resolve(topic.topicArn)] });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'AllowAlarmsToPublish' })]) },
  });
  expect(sidsOfKeys(template)).toEqual({ Key: ['AllowRulesToUseTheKey', 'AllowAlarmsToUseTheKey'] });
});

test.each<[string, (stack: Stack) => sqs.IQueue]>([
  ['created with it', (stack) => new sqs.Queue(stack, 'Dead', { encryption: sqs.QueueEncryption.KMS_MANAGED })],
  ['created with its alias', (stack) => new sqs.Queue(stack, 'Dead', {
    encryptionMasterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sqs'),
  })],
  ['imported with it', (stack) => sqs.Queue.fromQueueAttributes(stack, 'Dead', {
    queueArn: QUEUE_ARN, keyArn: 'arn:aws:kms:us-east-1:111122223333:alias/aws/sqs',
  })],
])('a dead-letter queue with an AWS managed key, %s, causes an error', (_name, queueOf) => {
  const stack = newStack();
  const destination = AlarmDestination.topic(new sns.Topic(stack, 'Topic'), { deadLetterQueue: queueOf(stack) });

  const error = errorOf('KeyAwsManaged', () => ruleTo(stack, destination));

  expect(error.message).toContain('Encrypt the dead-letter queue with a customer managed key');
});

test('a FIFO topic and a FIFO dead-letter queue cause errors', () => {
  const stack = newStack();
  const fifo = new sns.Topic(stack, 'Fifo', { fifo: true });
  const deadLetterQueue = new sqs.Queue(stack, 'Dead', { fifo: true });
  const withDeadLetters = AlarmDestination.topic(new sns.Topic(stack, 'Topic'), { deadLetterQueue });

  expect(errorOf('NotificationFifo', () => new PkiNotifications(stack, 'Notifications', { topic: fifo })).message)
    .toContain('The topic must not be a FIFO topic');
  errorOf('NotificationFifo', () => newAlarm(stack).addAlarmAction(...AlarmDestination.topic(fifo).alarmActions));
  expect(errorOf('NotificationFifo', () => ruleTo(stack, withDeadLetters)).message)
    .toContain('The dead-letter queue must not be a FIFO dead-letter queue');
});

describe.each([
  ['Region', { ...ENVIRONMENT, region: 'eu-west-1' }],
  ['account', { ...ENVIRONMENT, account: '444455556666' }],
])('an error occurs in another %s than that of the topic', (_name, env) => {
  const newStacks = () => {
    const app = new App();
    return [ENVIRONMENT, env].map((environment, index) => new Stack(app, `Stack${index}`, { env: environment }));
  };

  test.each<[string, (stack: Stack) => IAlarmDestination]>([
    ['PkiNotifications', (stack) => new PkiNotifications(stack, 'Notifications')],
    ['AlarmDestination.topic()', (stack) => AlarmDestination.topic(new sns.Topic(stack, 'Topic'))],
  ])('if a rule or an alarm uses %s', (_kind, newDestination) => {
    const [own, other] = newStacks();
    const destination = newDestination(own);

    errorOf('NotificationEnvironment', () => new events.Rule(other, 'Rule', {
      eventPattern: { source: ['a'] }, targets: destination.ruleTargets(MESSAGE),
    }));
    errorOf('NotificationEnvironment', () => newAlarm(other).addAlarmAction(...destination.alarmActions));
  });

  test('if the dead-letter queue is there', () => {
    const [own, other] = newStacks();
    const deadLetterQueue = sqs.Queue.fromQueueArn(other, 'Dead', `arn:aws:sqs:${env.region}:${env.account}:Dead`);
    const destination = AlarmDestination.topic(new sns.Topic(own, 'Mine'), { deadLetterQueue });

    expect(errorOf('NotificationEnvironment', () => ruleTo(own, destination)).message)
      .toContain('The dead-letter queue must be in the account and Region');
  });
});

test('the key must be in the Region of the topic and the queue', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN.replace('us-east-1', 'eu-west-1'));

  errorOf('KeyRegion', () => new PkiNotifications(stack, 'Notifications', { encryptionKey }));
});

test.each<[string, (stack: Stack) => sns.ITopic]>([
  ['imported without its key', (stack) => sns.Topic.fromTopicArn(stack, 'Mine', TOPIC_ARN)],
  ['whose key is set by an escape hatch', (stack) => {
    const topic = new sns.Topic(stack, 'Mine');
    (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = KEY_ARN;
    return topic;
  }],
])('for a topic %s, warnings contain the statements for a possible key', (_name, topicOf) => {
  const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });

  new PkiNotifications(stack, 'Notifications', { topic: topicOf(stack) });

  for (const sid of ['AllowRulesToUseTheKey', 'AllowAlarmsToUseTheKey']) {
    expect(warningsOf(stack).filter((warning) => warning.includes(`"Sid": "${sid}"`)
      && warning.includes('the KMS key (if any) of the topic Stack/Mine'))).toHaveLength(1);
  }
});

test('for an imported dead-letter queue, warnings contain its account and Region, and the statement for a possible key', () => {
  const stack = new Stack(new App(), 'Stack');
  const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Dead', QUEUE_ARN);

  ruleTo(stack, AlarmDestination.topic(new sns.Topic(stack, 'Topic'), { deadLetterQueue }));

  const warnings = warningsOf(stack).join('\n');
  expect(warnings).toMatch(/"aws:SourceArn": "arn:[^"]*:events:us-east-1:111122223333:rule\/\*"/);
  expect(warnings).toContain('the KMS key (if any) of the dead-letter queue Stack/Dead');
  expect(warnings).not.toContain('AllowAlarmsToUseTheKey');
});

test.each<[string, Partial<NotificationMessage>]>([
  ['what happened', { whatHappened: 'More than 15 <CAs>.' }],
  ['a label', { details: [{ label: 'a < b', value: '1' }] }],
  ['a value', { details: [{ label: 'a', value: '>' }] }],
  ['what to do', { whatToDo: 'Call <the caller>.' }],
])('a text with < or > causes an error: %s', (_name, text) => {
  const stack = newStack();

  errorOf('NotificationText', () => ruleTo(stack, new PkiNotifications(stack, 'Notifications'), { ...MESSAGE, ...text }));
});

test('a custom destination supports alarms, rules, or both', () => {
  const alarmAction: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: TOPIC_ARN }) };
  const ruleTarget: events.IRuleTarget = { bind: () => ({ arn: TOPIC_ARN }) };

  const both = AlarmDestination.of({ alarmAction, ruleTarget });
  const none = AlarmDestination.of({});

  expect([both.alarmActions, both.ruleTargets(MESSAGE)]).toEqual([[alarmAction], [ruleTarget]]);
  expect([none.alarmActions, none.ruleTargets(MESSAGE)]).toEqual([[], []]);
});
