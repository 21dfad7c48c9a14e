import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/* Where hand-written code creates its constructs. */

/** Returns the scope and the ID of a construct in a stack. */
export type Place = (stack: Stack, ...path: string[]) => [scope: Construct, id: string];

/** All constructs directly in the stack. */
export const flat: Place = (stack, ...path) => [stack, path.filter((id) => id !== 'Resource').join('')];

/** The constructs at the paths that they have with the library. */
export const nested: Place = (stack, ...path) => {
  const id = path.pop()!;
  const inner = (scope: Construct, name: string) =>
    (scope.node.tryFindChild(name) as Construct | undefined) ?? new Construct(scope, name);
  return [path.reduce<Construct>(inner, stack), id];
};
