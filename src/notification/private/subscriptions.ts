import { Token, aws_sns as sns } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { requireReference } from '../../private/references';
import { resourcesIn } from '../../private/used-resources';

/* The subscriptions of a topic. The AWS CDK reports a repeated one, and one that can't refer to the topic, itself. */

/** The subscriptions of topics, each with its address. `bind()` of some subscriptions changes the policy of a queue. */
const ADDED = new WeakMap<sns.ITopic, Map<sns.ITopicSubscription, unknown>>();

/** Adds a subscription to a topic, unless the topic has it. */
export function addSubscription(scope: Construct, topic: sns.ITopic, subscription: sns.ITopicSubscription): void {
  const added = ADDED.get(topic) ?? new Map<sns.ITopicSubscription, unknown>();
  if (added.has(subscription)) { throw duplicate(scope, added.get(subscription)); }
  // CDK itself reports a queue or function of another stage.
  resourcesIn(subscription).forEach((endpoint) =>
    requireReference({ scope: endpoint, property: 'The topic of the subscription' }, topic.topicArn));
  topic.addSubscription({
    bind: (subscribed) => {
      const config = subscription.bind(subscribed);
      const home = config.subscriberScope ?? topic;
      requireNew(scope, home, config);
      requireReference({ scope: home, property: 'The topic of the subscription' }, topic.topicArn);
      added.set(subscription, shownOf(home, config));
      return config;
    },
  });
  ADDED.set(topic, added);
}

/** Requires that the topic has no subscription with the ID, which is the address of an email subscription. */
function requireNew(scope: Construct, home: IConstruct, config: sns.TopicSubscriptionConfig): void {
  const { subscriberId } = config;
  if (Token.isUnresolved(subscriberId) || !home.node.tryFindChild(subscriberId)) { return; }
  throw duplicate(scope, shownOf(home, config));
}

function shownOf(home: IConstruct, { endpoint }: sns.TopicSubscriptionConfig): string {
  return Token.isUnresolved(endpoint) ? home.node.path : endpoint;
}

function duplicate(scope: Construct, value: unknown): PrivateCaError {
  return new PrivateCaError('SubscriptionDuplicate', {
    scope,
    subject: 'subscription',
    rule: 'be added to a topic only once',
    value,
    fix: 'Remove one of the two subscriptions, also if the app added the other one to the topic itself',
  });
}
