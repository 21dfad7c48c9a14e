import { Construct } from 'constructs';
import { undoneOnError } from './undone-on-error';

type ConstructClass = abstract new (scope: never, id: never, ...others: never[]) => Construct;

/**
 * A class decorator that removes a construct and everything below it if its constructor throws an error.
 *
 * V8 gives each instance a hidden class of its own if a proxy or a function that is no class creates it. All code that
 * reads such instances is slower then, also in aws-cdk-lib. Therefore, the class itself creates its instances.
 */
export function removedOnError<T extends ConstructClass>(type: T): T {
  function Removable(...args: unknown[]): object {
    if (!new.target) { throw new TypeError(`Class constructor ${type.name} cannot be invoked without 'new'`); }
    const create = new.target === Removable as unknown ? type : new.target as unknown as T;
    return removeOnError(args[0], args[1], () => Reflect.construct(type, args, create) as object);
  }
  // The function has the name, the prototype, and the static members of the class.
  Object.defineProperties(Removable, Object.getOwnPropertyDescriptors(type));
  return Object.setPrototypeOf(Removable, Object.getPrototypeOf(type) as object) as T;
}

/**
 * Creates a construct. If this causes an error, removes the construct and everything below it from the tree.
 *
 * The changes of the library to other constructs are undone, too. Changes by the app, such as those of an
 * `IAlarmDestination`, remain. Constructors therefore check as much as possible before they make a change.
 */
export function removeOnError<T>(scope: unknown, id: unknown, create: () => T): T {
  const parent = Construct.isConstruct(scope) && typeof id === 'string' ? { node: scope.node, id } : undefined;
  // The ID can be that of another construct, which remains.
  const isUsed = parent?.node.tryFindChild(parent.id) !== undefined;
  try {
    return undoneOnError(create);
  } catch (error) {
    if (parent && !isUsed) { parent.node.tryRemoveChild(parent.id); }
    throw error;
  }
}
