import {
  DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat, Token,
  Tokenization,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { canReference, renderEnvironment } from './environment';
import { PrivateCaError } from './errors';
import { Kind, likeA } from './kinds';
import { Subject } from './require';

/* References to resources of other stacks. The AWS CDK reports those that it can't render without the property. */

/** The property that marks a reference to an attribute in a template. */
const CFN_REFERENCE = Symbol.for('@aws-cdk/core.CfnReference');

/**
 * A kind of resources, with the members that this library uses.
 *
 * @param identifiers the paths of the members that identify a resource in a template, as far as it has them
 */
export function resourceLike(name: string, members: readonly string[], ...identifiers: string[]): Kind {
  const { read } = likeA(name, ...members);
  return {
    read: (subject, value) => {
      const resource = read(subject, value);
      identifiers.forEach((path) => requireReference(subject, valueAt(resource, path)));
      return resource;
    },
  };
}

/** Throws an error if the stack of the scope can't contain the name or ARN of a resource of another stack. */
export function requireReference({ scope, property }: Subject, identifier: unknown): void {
  const own = stackOf(scope);
  const foreign = own && Token.isUnresolved(identifier) ? foreignTargetOf(own, identifier) : undefined;
  if (own && foreign) { throw otherEnvironment({ scope, property }, own, foreign); }
}

/** The error for a resource of another stack. */
export function otherEnvironment({ scope, property }: Subject, own: Stack, foreign: IConstruct): PrivateCaError {
  return new PrivateCaError('ResourceEnvironment', {
    scope,
    subject: property,
    rule: `be in the Stage, account, and Region of the stack (${renderEnvironment(own)}), or have a name or ARN that is known at synthesis`,
    value: `${foreign.node.path} (${renderEnvironment(Stack.of(foreign))})`,
    fix: 'Create both in one Stage, account, and Region, or import the resource in the stack by its name or ARN',
  });
}

/** The resource that CDK can't refer to in a stack. A resource with a physical name can be in another environment. */
export function foreignTargetOf(stack: Stack, identifier: unknown, canUse = canReference): IConstruct | undefined {
  const reference = Tokenization.reverse(identifier, { failConcat: false });
  // Most resources are in the stack, and finding all references takes long.
  if (Reference.isReference(reference) && Stack.of(reference.target) === stack) { return undefined; }
  const collector = new TargetCollector();
  const scope = outermost(stack);
  try {
    Tokenization.resolve(identifier, { scope, resolver: collector, preparing: true });
  } catch {
    return collector.named.at(-1); // CDK throws an error for a resource without a physical name
  }
  return collector.rendered.find((target) => !canUse(scope, outermost(Stack.of(target))));
}

/** Collects the targets of references. In other environments, the reference to a named resource becomes text. */
class TargetCollector extends DefaultTokenResolver {
  public readonly named: IConstruct[] = [];
  public readonly rendered: IConstruct[] = [];

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    // The resolution of a policy would prevent later changes of its statements.
    if (isPolicy(token)) { return context.resolve(token.toJSON()); }
    if (!Reference.isReference(token)) { return super.resolveToken(token, context, postProcessor); }
    const isRendered = CFN_REFERENCE in token;
    (isRendered ? this.rendered : this.named).push(token.target);
    return isRendered ? '' : super.resolveToken(token, context, postProcessor);
  }
}

/** Collects the targets of all references that it resolves, and their stacks. */
export class ReferenceCollector extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();
  public readonly stacks = new Set<Stack>();

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) {
      this.targets.add(token.target);
      this.stacks.add(outermost(Stack.of(token.target)));
      return ''; // the value of the reference has no effect
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

/** The stack that contains a nested stack. */
export function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

/** The stack of a construct. Users can implement the interfaces of resources in classes that are no constructs. */
export function stackOf(construct: IConstruct): Stack | undefined {
  return construct.node?.scopes.reverse().find((scope): scope is Stack => Stack.isStack(scope));
}

/** Whether a token is a policy document, also of another copy of aws-cdk-lib. */
function isPolicy(token: IResolvable): token is IResolvable & { toJSON(): unknown } {
  return 'addStatements' in token && 'toJSON' in token;
}

/** The value at a path, if the resource has it. An imported alias throws an error instead of its key. */
function valueAt(resource: unknown, path: string): unknown {
  try {
    return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], resource);
  } catch {
    return undefined;
  }
}
