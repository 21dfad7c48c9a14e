import { aws_events as events } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateCaError } from './errors';
import { requireRendered, resourcesIn, usingResources } from './used-resources';

/* The targets of EventBridge rules, which users can make with their own classes. */

/** Adds a target to a rule. The AWS CDK rejects some targets without the code and the correction. */
export function addRuleTarget(scope: Construct, rule: events.Rule, target: events.IRuleTarget): void {
  const subject = { scope, property: 'target' };
  try {
    rule.addTarget({
      bind: (bound, id) => usingResources(subject, resourcesIn(target), () => target.bind(bound, id)),
    });
  } catch (error) {
    if (error instanceof PrivateCaError) { throw error; }
    throw new PrivateCaError('EventTarget', {
      scope,
      subject: 'target',
      rule: 'be a target that the AWS CDK can add to the rule',
      value: error instanceof Error ? error.message : error,
      fix: 'Correct the target. If the rule already has a target for the same resource, remove one of them',
    });
  }
  // For a target in another account or Region, CDK can create a rule there. This rule then has the ARN of an event bus.
  requireRendered(subject, rule, (rule.node.defaultChild as events.CfnRule).targets);
}
