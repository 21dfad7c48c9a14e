import { Token, aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { requireReference } from '../../private/references';

/* The subscriptions of a topic. The AWS CDK reports a repeated one, and one that can't refer to the topic, itself. */

/** Adds a subscription to a topic, unless the topic has it. */
export function addSubscription(scope: Construct, topic: sns.ITopic, subscription: sns.ITopicSubscription): void {
  topic.addSubscription({
    bind: (subscribed) => {
      const config = subscription.bind(subscribed);
      const home = config.subscriberScope ?? topic;
      requireNew(scope, home, config);
      requireReference({ scope: home, property: 'The topic of the subscription' }, topic.topicArn);
      return config;
    },
  });
}

/** Requires that the topic has no subscription with the ID, which is the address of an email subscription. */
function requireNew(scope: Construct, home: { readonly node: Construct['node'] }, config: sns.TopicSubscriptionConfig): void {
  const { subscriberId, endpoint } = config;
  if (Token.isUnresolved(subscriberId) || !home.node.tryFindChild(subscriberId)) { return; }
  throw new PrivateCaError('SubscriptionDuplicate', {
    scope,
    subject: 'subscription',
    rule: 'be added to a topic only once',
    value: Token.isUnresolved(endpoint) ? home.node.path : endpoint,
    fix: 'Remove one of the two subscriptions, also if the app added the other one to the topic itself',
  });
}
