import { Annotations, CfnResource, aws_sns as sns } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { renderedResource } from '../../private/rendered-resource';
import { referencesOf } from '../../private/stack-cycles';

/* Whether anything receives the notifications of a topic. */

/** The resources that subscribe to topics. Amazon Q Developer in chat applications creates its subscriptions itself. */
const SUBSCRIBERS = [
  'AWS::SNS::Subscription', 'AWS::Chatbot::SlackChannelConfiguration', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration',
];

/** Prints a warning if the app has no subscription to a new topic. The app can add subscriptions until synthesis. */
export function warnUnlessSubscribed(scope: Construct, topic: sns.Topic): void {
  scope.node.addValidation({
    validate: () => {
      if (!isSubscribed(topic)) {
        // Older versions of CDK find an acknowledgment only above the construct with the warning.
        Annotations.of(topic).addWarningV2('cdk-private-ca:noSubscription',
          `The topic ${topic.node.path} has no subscription in the app, so that no recipient receives its notifications. Call `
          + 'addSubscription(). If subscriptions are created outside the app, acknowledge this warning.');
      }
      return [];
    },
  });
}

/** Most subscriptions are children of the topic. A queue or function can be in another stack. */
function isSubscribed(topic: sns.Topic): boolean {
  const resource = topic.node.defaultChild as sns.CfnTopic;
  return [topic, topic.node.root].some((root) => root.node.findAll().some((node) => subscribes(node, resource)))
    || renderedResource(resource).Properties?.Subscription !== undefined;
}

function subscribes(node: IConstruct, topic: sns.CfnTopic): boolean {
  return CfnResource.isCfnResource(node) && SUBSCRIBERS.includes(node.cfnResourceType)
    && referencesOf(node).targets.has(topic);
}
