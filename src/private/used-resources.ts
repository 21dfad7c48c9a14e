import { CfnResource, Resource, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { canReference, canRender } from './environment';
import { foreignTargetOf, otherEnvironment, outermost, stackOf } from './references';
import { Subject } from './require';
import { restoreResourceOnError, undoneOnError } from './undone-on-error';

/*
 * Changes that add references to resources, or to the policies of resources, such as grants and the targets of rules.
 * At synthesis, the AWS CDK reports references between environments without the construct and the correction.
 */

/**
 * Makes a change to resources. Throws an error if CDK can't render the references that a resource then contains.
 *
 * Resources that are in the same Stage, account, and Region as the scope are not searched.
 */
export function usingResources<T>(subject: Subject, resources: readonly unknown[], change: () => T): T {
  const own = stackOf(subject.scope);
  const isConstruct = (resource: unknown): resource is Construct => Construct.isConstruct(resource);
  const constructs = [...new Set(resources)].filter(isConstruct);
  if (!own || constructs.every((one) => areNear(own, one))) { return change(); }
  return undoneOnError(() => {
    constructs.forEach(restoreResourceOnError);
    const result = change();
    constructs.forEach((resource) => requireRenderable(subject, own, resource));
    return result;
  });
}

/** Returns the identifier. Throws an error if the policy of a resource, which is in any stack, can't contain it. */
export function requireNameable(subject: Subject, resource: IConstruct, identifier: string): string {
  const own = stackOf(subject.scope);
  const stack = stackOf(resource);
  if (!own || !stack || !Resource.isOwnedResource(resource) || areNear(own, resource)) { return identifier; }
  if (foreignTargetOf(stack, identifier, canRender)) { throw otherEnvironment(subject, own, resource); }
  return identifier;
}

/** Throws an error if CDK can't render a value, such as the ARN of a target, in the stack of the user. */
export function requireRendered(subject: Subject, user: IConstruct, value: unknown): void {
  const stack = stackOf(user);
  const target = stack && Token.isUnresolved(value) ? foreignTargetOf(stack, value, canRender) : undefined;
  if (stack && target) { throw otherEnvironment(subject, stack, target); }
}

/** The constructs in an object of CDK, such as the queue of a target or of a subscription. */
export function resourcesIn(holder: object): Construct[] {
  return Object.values(holder).filter((value): value is Construct => Construct.isConstruct(value));
}

/** Whether the references between a stack and a resource can have any direction. */
function areNear(own: Stack, resource: IConstruct): boolean {
  const stack = stackOf(resource);
  if (!stack || stack === own) { return true; }
  const [one, other] = [outermost(own), outermost(stack)];
  return canReference(one, other) && canReference(other, one);
}

/** Throws an error if the resource, or its policy, contains a reference that CDK can't render. */
function requireRenderable(subject: Subject, own: Stack, resource: IConstruct): void {
  for (const child of resource.node.findAll()) {
    const stack = CfnResource.isCfnResource(child) ? Stack.of(child) : undefined;
    const target = stack && foreignTargetOf(stack, propertiesOf(child), canRender);
    if (target) { throw otherEnvironment(subject, own, areNear(own, resource) ? target : resource); }
  }
}

/** The properties of an L1 construct, which CDK declares as protected. */
function propertiesOf(resource: IConstruct): unknown {
  return (resource as unknown as { readonly cfnProperties?: unknown }).cfnProperties ?? {};
}
