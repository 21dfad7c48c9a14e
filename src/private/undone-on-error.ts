import { Aspects } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';

/*
 * Changes that a constructor or a method makes to other objects, such as a statement in the policy of an existing
 * bucket. After an error, they are undone, so that the call can be repeated.
 */

type Undo = () => void;

/** A constructor or a method that is running. */
interface Attempt {
  /** What undoes its changes, in the order of the changes. */
  readonly undos: Undo[];
  /** The objects whose state is saved. */
  readonly saved: Set<unknown>;
}

/** How deep the state of an object is saved. A construct contains a node or a policy document, which contains lists. */
const DEPTH = 2;

/** The innermost constructor or method that is running. */
let running: Attempt | undefined;

/** Runs a constructor or a method. If it causes an error, undoes its changes to other objects. */
export function undoneOnError<T>(change: () => T): T {
  const outer = running;
  const attempt: Attempt = { undos: [], saved: new Set() };
  running = attempt;
  try {
    const result = change();
    attempt.undos.forEach((undo) => outer?.undos.push(undo));
    return result;
  } catch (error) {
    attempt.undos.reverse().forEach((undo) => undo());
    throw error;
  } finally {
    running = outer;
  }
}

/** Undoes a change if the running constructor or method causes an error. */
export function undoOnError(undo: Undo): void {
  running?.undos.push(undo);
}

/**
 * Restores a resource if the running constructor or method causes an error. Call it before a change.
 *
 * This includes the policy of the resource, the properties of its L1 construct, its validations, and its aspects.
 */
export function restoreResourceOnError(resource: IConstruct): void {
  if (!isNew(resource)) { return; }
  // CDK creates the list of aspects when it is first read, and no code can remove it.
  Aspects.of(resource);
  resource.node.findAll().forEach((construct) => save(construct, DEPTH));
}

/** Restores lists, maps, and other objects of the library if the running constructor or method causes an error. */
export function restoreOnError(...objects: object[]): void {
  objects.filter(isNew).forEach((one) => save(one, DEPTH));
}

/** Whether the running constructor or method has not saved the object yet. */
function isNew(object: object): boolean {
  if (!running || running.saved.has(object)) { return false; }
  running.saved.add(object);
  return true;
}

/** Saves an object, and the objects in it, but no other construct. */
function save(object: object, depth: number): void {
  const keys = Reflect.ownKeys(object);
  const values = keys.map((key) => valueOf(object, key));
  undoOnError(() => restoreProperties(object, keys, values));
  if (object instanceof Set) { saveItems<unknown>(object, (item) => object.add(item)); }
  if (object instanceof Map) { saveItems<[unknown, unknown]>(object, ([key, value]) => object.set(key, value)); }
  if (depth === 0) { return; }
  values.forEach((one) => {
    if (typeof one === 'object' && one !== null && !Construct.isConstruct(one)) { save(one, depth - 1); }
  });
}

/** Restores the properties of an object, or the elements of a list. */
function restoreProperties(object: object, keys: readonly PropertyKey[], values: readonly unknown[]): void {
  const saved = new Set(keys);
  Reflect.ownKeys(object).filter((key) => !saved.has(key)).forEach((key) => Reflect.deleteProperty(object, key));
  keys.forEach((key, index) => {
    if (valueOf(object, key) !== values[index]) { Reflect.set(object, key, values[index]); }
  });
}

function saveItems<T>(object: Iterable<T> & { clear(): void }, add: (item: T) => void): void {
  const items = [...object];
  undoOnError(() => {
    object.clear();
    items.forEach(add);
  });
}

/** The value of a property. The code of a getter does not run. */
function valueOf(object: object, key: PropertyKey): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}
