import {
  Aspects, CfnElement, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack,
  StringConcat, Tokenization,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';

/* Stacks that would depend on each other. */

/** The constructs that have a check. */
const CHECKED = new WeakSet<IConstruct>();

/** Creates the error for a construct in a stack, and the stack to which the construct refers. */
export type CycleError = (own: Stack, other: Stack) => PrivateCaError;

/**
 * Reports a construct that refers to a stack that depends on the stack of the construct. Only at synthesis are all
 * references known. CDK would report a cycle, but not how to solve it.
 */
export function requireNoStackCycle(construct: IConstruct, errorFor: CycleError): void {
  if (CHECKED.has(construct)) { return; }
  CHECKED.add(construct);
  Aspects.of(construct).add({
    visit: (node) => {
      if (node !== construct) { return; }
      const own = outermost(Stack.of(construct));
      const other = stacksOf(elementsIn(construct)).find((stack) => stack !== own && dependsOn(stack, own));
      if (other) { throw errorFor(own, other); }
    },
  });
}

/** Reports alarms that refer to a topic, a log group, or another resource in a stack that depends on their stack. */
export function requireNoAlarmCycle(scope: IConstruct): void {
  requireNoStackCycle(scope, (own, other) => new PrivateCaError('AlarmStackCycle', {
    scope,
    subject: 'The resources of the alarms, such as the log group and the topics,',
    rule: `not be in a stack that depends on the stack of the alarms (${own.node.path})`,
    value: other.node.path,
    fix: `Create the alarms in ${other.node.path}, or create the resources in a separate stack`,
  }));
}

/** Whether a stack depends on another one, directly or through other stacks. */
function dependsOn(stack: Stack, other: Stack, seen = new Set<Stack>()): boolean {
  if (stack === other) { return true; }
  if (seen.has(stack)) { return false; }
  seen.add(stack);
  const stacks = [...new Set([...stack.dependencies, ...stacksOf(elementsIn(stack))])];
  return stacks.some((one) => dependsOn(one, other, seen));
}

function elementsIn(construct: IConstruct): CfnElement[] {
  return construct.node.findAll().filter((node): node is CfnElement => CfnElement.isCfnElement(node));
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
