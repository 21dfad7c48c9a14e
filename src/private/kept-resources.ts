import { Annotations, CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { hasOverrides, isIntrinsic, renderedResource } from './rendered-resource';
import { restoreOnError } from './undone-on-error';

/*
 * Resources that the library retains. Mixins, aspects, and overrides can change their deletion policies. Validations
 * run after all of them. `removalPolicy` of a construct is the setting to delete its resources.
 */

/** Data with the resources without which the data is useless, such as its KMS key. */
interface Group {
  readonly data: CfnResource;
  readonly needed: readonly CfnResource[];
}

/** The groups of each construct, by their data. */
const GROUPS = new WeakMap<IConstruct, Map<CfnResource, Group>>();

const RETAINING = ['Retain', 'RetainExceptOnCreate'];

/**
 * Reports data that is retained now, but not in the template.
 *
 * @param scope the construct that reports, and whose `removalPolicy` decides
 * @param data the data
 * @param needed the resources that the data needs, with the same removal policy
 */
export function keepRetained(scope: IConstruct, data: IConstruct, ...needed: IConstruct[]): void {
  const groups = GROUPS.get(scope) ?? newGroups(scope);
  const resource = resourceOf(data);
  restoreOnError(groups);
  if (RETAINING.includes(resource.cfnOptions.deletionPolicy ?? '')) {
    groups.set(resource, { data: resource, needed: needed.map(resourceOf) });
  } else {
    groups.delete(resource);
  }
}

function newGroups(scope: IConstruct): Map<CfnResource, Group> {
  const groups = new Map<CfnResource, Group>();
  GROUPS.set(scope, groups);
  scope.node.addValidation({
    validate: () => {
      const kept = [...groups.values()];
      kept.forEach((group) => requireOneFate(scope, group));
      const lost = kept.flatMap(({ data, needed }) => [data, ...needed]).filter((resource) => !isRetained(resource));
      if (lost.length > 0) { warnOfDeletion(scope, [...new Set(lost)]); }
      return [];
    },
  });
  return groups;
}

function resourceOf(construct: IConstruct): CfnResource {
  return CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild as CfnResource;
}

function isRetained(resource: CfnResource): boolean {
  const { deletionPolicy, updateReplacePolicy } = resource.cfnOptions;
  const { DeletionPolicy, UpdateReplacePolicy } = hasOverrides(resource)
    ? renderedResource(resource) : { DeletionPolicy: deletionPolicy, UpdateReplacePolicy: updateReplacePolicy };
  return [DeletionPolicy, UpdateReplacePolicy].every((policy) =>
    isIntrinsic(policy) || RETAINING.includes(policy as string));
}

/** Retained data must not lose its key or its policy, and a retained CA must not lose its activation. */
function requireOneFate(scope: IConstruct, { data, needed }: Group): void {
  const lost = needed.filter((resource) => !isRetained(resource));
  if (lost.length === 0 || !isRetained(data)) { return; }
  throw new PrivateCaError('RetentionConflict', {
    scope,
    subject: `The deletion policy of ${lost.map(({ node }) => node.path).join(', ')}`,
    rule: `retain the resource, because ${data.node.path} is retained and needs it`,
    value: lost.map((resource) => renderedResource(resource).DeletionPolicy ?? 'no deletion policy'),
    fix: 'Remove the aspect, mixin, or override that changes the deletion policy, or set removalPolicy of the construct',
  });
}

function warnOfDeletion(scope: IConstruct, resources: CfnResource[]): void {
  Annotations.of(scope).addWarningV2('cdk-private-ca:retainedResourceDeleted',
    `A mixin, an aspect, or an override changes the deletion policy of ${resources.map(({ node }) => node.path).join(', ')}. `
    + 'CloudFormation deletes these resources with the stack or replaces them without retaining them. Issued certificates '
    + 'and audits depend on them. Remove the change. To delete the resources with the stack, set removalPolicy of the '
    + 'construct instead.');
}
