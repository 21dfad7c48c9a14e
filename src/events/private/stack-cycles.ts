import {
  Aspects, CfnElement, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack,
  StringConcat, Tokenization,
  aws_events as events,
} from 'aws-cdk-lib';
import { PrivateCaError } from '../../private/errors';

/* Stacks that would depend on each other. */

/**
 * Reports a target in a stack that depends on the stack of the rule. Only at synthesis are all references known. CDK
 * would report a cycle, but not how to solve it.
 */
export function requireNoStackCycle(rule: events.Rule): void {
  Aspects.of(rule).add({
    visit: (node) => {
      if (node !== rule) { return; }
      const own = outermost(Stack.of(rule));
      const target = stacksOf([rule.node.defaultChild as CfnElement])
        .find((stack) => stack !== own && dependsOn(stack, own));
      if (target) { throw cycleError(rule, own, target); }
    },
  });
}

function cycleError(rule: events.Rule, own: Stack, target: Stack): PrivateCaError {
  return new PrivateCaError('EventStackCycle', {
    scope: rule,
    subject: 'notify or target',
    rule: `not be in a stack that depends on the stack of the rule (${own.node.path})`,
    value: target.node.path,
    fix: `Set crossStackScope to a construct in ${target.node.path}, or create the rule with `
      + `CertificateAuthorityEvents.fromCertificateAuthorities() and a scope in ${target.node.path}`,
  });
}

/** Whether a stack depends on another one, directly or through other stacks. */
function dependsOn(stack: Stack, other: Stack, seen = new Set<Stack>()): boolean {
  if (stack === other) { return true; }
  if (seen.has(stack)) { return false; }
  seen.add(stack);
  const elements = stack.node.findAll().filter((node): node is CfnElement => CfnElement.isCfnElement(node));
  return [...new Set([...stack.dependencies, ...stacksOf(elements)])].some((one) => dependsOn(one, other, seen));
}

/** The stacks to which elements of a template refer. */
function stacksOf(elements: CfnElement[]): Stack[] {
  const collector = new ReferenceCollector();
  for (const element of elements) {
    // CDK finds references in the same way, after all aspects.
    const template = (element as unknown as { _toCloudFormation(): object })._toCloudFormation();
    Tokenization.resolve(template, { scope: element, resolver: collector, preparing: true });
  }
  return [...collector.stacks];
}

/** Collects the stacks of all references that it resolves. */
class ReferenceCollector extends DefaultTokenResolver {
  public readonly stacks = new Set<Stack>();

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) { this.stacks.add(outermost(Stack.of(token.target))); }
    return super.resolveToken(token, context, postProcessor);
  }
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
