import { keyPolicyOf, keyResourceOf } from './buckets';
import { concernsPrivateCa, isAboutPrivateCa, patternOf, RULE, targetsOf } from './event-patterns';
import { AWS_PAGES } from './pages';
import { allowsAction, mayAllowService, Policy } from './policies';
import { Rule } from './rule';
import { requiresSource } from './statement-conditions';
import { Resource } from './template';
import { isMap, listOf, sketchOf, truthOf, Value } from './values';
import { View } from './view';
import { PUBLISHER_KEY_ACTIONS } from '../../private/actions';

const TRAIL = 'AWS::CloudTrail::Trail';
const TRAIL_KEY_ACTIONS = ['kms:GenerateDataKey', 'kms:DescribeKey'];

/** The trails of an app that has something of AWS Private CA. */
function trailsOf(view: View): readonly Resource[] {
  return concernsPrivateCa(view) ? view.subjects(TRAIL) : [];
}

/** The actions that a policy is certain not to allow to a service. */
function denied({ statements, complete }: Policy, service: string, actions: readonly string[]): readonly string[] {
  if (!complete) { return []; }
  const own = statements.filter((statement) => mayAllowService(statement, service));
  return actions.filter((action) => own.every((statement) => allowsAction(statement, action) === false));
}

export const TRAIL_KEY: Rule = {
  id: 'PCA-TRAIL-KEY',
  severity: 'warning',
  detects: 'The policy of a trail\'s KMS key doesn\'t grant CloudTrail the access that AWS documents',
  effect: 'CloudTrail might not deliver logs of AWS Private CA, because it can\'t use the KMS key.',
  fix: 'Allow cloudtrail.amazonaws.com kms:GenerateDataKey* and kms:DescribeKey in the key policy.',
  silent: 'Keys that the app doesn\'t define, policies with unknown statements, and an app without resources or events of AWS Private CA.',
  see: AWS_PAGES.trailKey,
  find: (view) => trailsOf(view).flatMap((resource) => {
    const key = keyResourceOf(view, view.get(resource, 'KMSKeyId'), resource);
    const missing = key ? denied(keyPolicyOf(view, key), 'cloudtrail', TRAIL_KEY_ACTIONS) : [];
    return missing.length === 0 ? [] : [{
      resource,
      location: 'Properties.KMSKeyId',
      effect: `CloudTrail might not deliver logs of AWS Private CA, because the key policy doesn't allow ${missing.join(' and ')}.`,
    }];
  }),
};

export const TRAIL_BASICS: Rule = {
  id: 'PCA-TRAIL-BASICS',
  severity: 'warning',
  detects: 'A trail records one Region, or has no log file validation',
  effect: 'The trail doesn\'t show calls in other Regions.',
  fix: 'Set IsMultiRegionTrail and EnableLogFileValidation to true.',
  silent: 'Settings that a parameter decides, and an app without resources or events of AWS Private CA.',
  see: AWS_PAGES.trailControls,
  find: (view) => trailsOf(view).flatMap((resource) => {
    const no = (name: string) => [undefined, false].includes(truthOf(view.get(resource, name)) as boolean | undefined);
    if (no('IsMultiRegionTrail')) { return [{ resource, location: 'Properties.IsMultiRegionTrail' }]; }
    return no('EnableLogFileValidation') ? [{
      resource,
      location: 'Properties.EnableLogFileValidation',
      effect: 'A change or a deletion of log files can\'t be detected.',
    }] : [];
  }),
};

/** Whether a trail is certain to record management events: it does unless its selectors exclude them. */
function recordsManagementEvents(view: View, trail: Resource): boolean {
  const [basic, advanced] = [view.get(trail, 'EventSelectors'), view.get(trail, 'AdvancedEventSelectors')];
  if (basic === undefined && advanced === undefined) { return true; }
  if (Array.isArray(basic) && advanced === undefined) {
    return basic.some((selector) => isMap(selector)
      && [undefined, true].includes(truthOf(selector.IncludeManagementEvents) as boolean));
  }
  return Array.isArray(advanced) && advanced.some((selector) => isMap(selector) && listOf(selector.FieldSelectors)
    .some((field) => isMap(field) && field.Field === 'eventCategory' && listOf(field.Equals).includes('Management')));
}

export const TRAIL_NO_KEY: Rule = {
  id: 'PCA-TRAIL-NO-KEY',
  severity: 'warning',
  detects: 'A trail that records management events has no KMS key',
  effect: 'CloudTrail encrypts the logs of AWS Private CA with a key of S3, so that the access to them has no second control.',
  fix: 'Set KMSKeyId to a customer managed key whose policy grants access to CloudTrail.',
  silent: 'Trails without management events, keys that a parameter decides, and an app without resources or events of AWS Private CA.',
  see: AWS_PAGES.trailControls,
  find: (view) => trailsOf(view)
    .filter((trail) => view.get(trail, 'KMSKeyId') === undefined && recordsManagementEvents(view, trail))
    .map((resource) => ({ resource, location: 'Properties.KMSKeyId' })),
};

const TOPIC = 'AWS::SNS::Topic';

function topicsOf(view: View, rule: Resource): Resource[] {
  return targetsOf(view, rule).map((target) => view.target(isMap(target) ? target.Arn : undefined, TOPIC, ['TopicArn']))
    .filter((topic) => topic !== undefined);
}

/** What keeps EventBridge from publishing to an encrypted topic. */
function topicProblem(view: View, topic: Resource): string | undefined {
  const key: Value = view.get(topic, 'KmsMasterKeyId');
  if (sketchOf(key).endsWith('alias/aws/sns')) {
    return 'EventBridge can\'t publish to the topic, because it can\'t use the AWS managed key of SNS.';
  }
  const found = keyResourceOf(view, key, topic);
  const policy = found && keyPolicyOf(view, found);
  if (!policy?.complete) { return undefined; }
  const own = policy.statements.filter((statement) => mayAllowService(statement, 'events'));
  const actions = PUBLISHER_KEY_ACTIONS.map((action) => action.replace('*', ''));
  const missing = denied(policy, 'events', actions);
  if (missing.length > 0) {
    return `EventBridge can't publish to the topic, because the policy of its KMS key doesn't allow ${missing.join(' and ')}.`;
  }
  const isLimited = (action: string) => own.filter((statement) => allowsAction(statement, action) !== false)
    .every((statement) => !statement.principalUnknown && requiresSource(statement) === true);
  return actions.some(isLimited)
    ? 'EventBridge can\'t publish to the topic, because the key policy has a condition on the source, which EventBridge doesn\'t send.'
    : undefined;
}

export const TOPIC_KEY: Rule = {
  id: 'PCA-TOPIC-KEY',
  severity: 'error',
  detects: 'EventBridge can\'t use the KMS key of a topic for events of AWS Private CA',
  effect: 'EventBridge can\'t publish to the topic, and the notifications are lost.',
  fix: 'Use a customer managed key whose policy allows events.amazonaws.com kms:Decrypt and kms:GenerateDataKey* without a condition on the '
    + 'source.',
  silent: 'Topics without a key, keys that the app doesn\'t define, and rules for other events.',
  see: AWS_PAGES.topicKey,
  find: (view) => view.subjects(RULE).filter((rule) => isAboutPrivateCa(patternOf(view, rule)))
    .flatMap((resource) => topicsOf(view, resource).map((topic) => topicProblem(view, topic))
      .filter((effect) => effect !== undefined).slice(0, 1)
      .map((effect) => ({ resource, location: 'Properties.Targets', effect }))),
};

