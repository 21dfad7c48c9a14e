import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Whether the app makes a resource, and does not only refer to it: only then can its policy be edited. */
export function isOwned(construct: IConstruct): boolean {
  const { defaultChild } = construct.node;
  return defaultChild !== undefined && CfnResource.isCfnResource(defaultChild);
}
