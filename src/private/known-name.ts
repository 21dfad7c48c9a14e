import { Fn, Resource, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct, RootConstruct } from 'constructs';

/* Names that a policy can contain without a reference to the named resource. */

const HASH_LENGTH = 8;

/** The length of the unique parts of a name, including the hyphen between them. */
export const NAME_PARTS_LENGTH = 2 * HASH_LENGTH + 1;

/** The eight-character hash that identifies a construct in its stack. */
export function constructHashOf(scope: IConstruct): string {
  return scope.node.addr.slice(-HASH_LENGTH);
}

/**
 * The parts that make a name unique in its account: a hash of the construct path and the first part of the GUID in the
 * stack ID.
 *
 * The hash distinguishes two constructs of a stack. The GUID distinguishes two stacks, and a stack from an earlier
 * deployment of that stack whose resources were retained.
 *
 * A policy in another stack cannot contain the GUID: it would refer to the stack of the named resource, and that stack
 * already refers to it. If another stack creates a policy that contains the name, the only part is a hash of the
 * construct path and the stack name.
 *
 * @param scope the construct that has the name
 * @param partners the resources whose policies contain the name
 * @param isNamedElsewhere whether a stack in any account or Region contains the name
 */
export function namePartsOf(
  scope: Construct, partners: (IConstruct | undefined)[], isNamedElsewhere = false,
): string[] {
  const stack = Stack.of(scope);
  const isElsewhere = isNamedElsewhere || partners.some((partner) =>
    partner && Resource.isOwnedResource(partner) && Stack.of(partner) !== stack);
  return isElsewhere ? [globalHashOf(scope)] : [constructHashOf(scope), stackGuidOf(stack)];
}

/** The eight-character hash that identifies a construct in its account and Region, without a reference to its stack. */
export function globalHashOf(scope: Construct): string {
  // The path contains only construct IDs, and one app can be deployed under two stack names.
  const named = new Construct(new RootConstruct(), `${outermostStackOf(Stack.of(scope)).stackName} ${scope.node.addr}`);
  return constructHashOf(named);
}

/**
 * A name with unique parts, for a resource that no policy of another stack names.
 *
 * @param scope The construct with the name.
 * @param word A readable word.
 * @param content Content that changes the name when it changes.
 */
export function uniqueNameOf(scope: Construct, word: string, content?: string): string {
  const [hash, ...others] = namePartsOf(scope, []);
  const named = content === undefined ? hash : constructHashOf(new Construct(new RootConstruct(), `${hash} ${content}`));
  return [word, named, ...others].join('-');
}

/** The first part of the GUID in the stack ID. It is known at deployment and differs each time the stack is created. */
function stackGuidOf(stack: Stack): string {
  return Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', stack.stackId))));
}

/** The outermost stack of a nested stack. Only the name of an outermost stack is known at synthesis. */
export function outermostStackOf(stack: Stack): Stack {
  return stack.nestedStackParent ? outermostStackOf(stack.nestedStackParent) : stack;
}
