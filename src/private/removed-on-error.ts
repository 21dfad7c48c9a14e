import { Construct } from 'constructs';

type ConstructClass = abstract new (scope: never, id: never, ...others: never[]) => Construct;

/** A class decorator that removes a construct and everything below it if its constructor throws an error. */
export function removedOnError<T extends ConstructClass>(type: T): T {
  return new Proxy(type, {
    construct: (target, args: unknown[], newTarget) =>
      removeOnError(args[0], args[1], () => Reflect.construct(target, args, newTarget) as object),
  });
}

/**
 * Creates a construct. If this causes an error, removes the construct and everything below it from the tree.
 *
 * This cannot undo changes outside the construct, such as a statement in the policy of an existing bucket. Constructors
 * therefore check everything before they make such a change.
 */
export function removeOnError<T>(scope: unknown, id: unknown, create: () => T): T {
  const parent = Construct.isConstruct(scope) && typeof id === 'string' ? { node: scope.node, id } : undefined;
  // The ID can be that of another construct, which remains.
  const isUsed = parent?.node.tryFindChild(parent.id) !== undefined;
  try {
    return create();
  } catch (error) {
    if (parent && !isUsed) { parent.node.tryRemoveChild(parent.id); }
    throw error;
  }
}
