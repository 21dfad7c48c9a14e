import { Fn, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct, RootConstruct } from 'constructs';
import { isOwned } from './ownership';

/* What names are made of that a policy may carry without a reference to the resource. */

const HASH_LENGTH = 8;

/** How many characters the parts of a name have, with the hyphen between them. */
export const NAME_PARTS_LENGTH = 2 * HASH_LENGTH + 1;

/** The eight characters that stand for a construct in its stack. */
export function constructHashOf(scope: IConstruct): string {
  return scope.node.addr.slice(-HASH_LENGTH);
}

/**
 * What tells the name of a resource from all others of its account and Region: eight characters of the hash of the
 * construct's path and the first part of the stack id's GUID. Two constructs of a stack differ by the hash; two stacks,
 * and two lives of one stack whose first resource was retained, by the GUID.
 *
 * A policy in another stack cannot carry the GUID: it would have to refer to the stack of the resource, which refers to
 * it. For partners whose policies carry the name and that another stack makes, eight characters stand for the path and
 * the name of the stack instead.
 *
 * @param scope the construct that is named
 * @param partners what carries the name in its policy
 */
export function namePartsOf(scope: Construct, partners: (IConstruct | undefined)[]): string[] {
  const stack = Stack.of(scope);
  const namedElsewhere = partners.some((partner) => partner && isOwned(partner) && Stack.of(partner) !== stack);
  if (!namedElsewhere) { return [constructHashOf(scope), stackGuidOf(stack)]; }
  // The path has the ids of constructs: the same app may be deployed twice, under two names.
  const named = new Construct(new RootConstruct(), `${outermost(stack).stackName} ${scope.node.addr}`);
  return [constructHashOf(named)];
}

/**
 * A name of a readable word and of what tells it from others, for what no policy of another stack names.
 *
 * @param scope the construct that is named
 * @param word the readable word
 * @param content content that changes the name when it changes
 */
export function uniqueNameOf(scope: Construct, word: string, content?: string): string {
  const [hash, ...others] = namePartsOf(scope, []);
  const named = content === undefined ? hash : constructHashOf(new Construct(new RootConstruct(), `${hash} ${content}`));
  return [word, named, ...others].join('-');
}

/** Known at deployment: another life of the stack has another one. */
function stackGuidOf(stack: Stack): string {
  return Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', stack.stackId))));
}

/** Only an outermost stack has a name that is known. */
function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
