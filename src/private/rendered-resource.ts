import { CfnResource, Stack } from 'aws-cdk-lib';

/** A resource as the template contains it, with all overrides. */
export interface RenderedResource {
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
}

/** Renders a resource in the same way as CDK does. Mixins, aspects, and overrides have an effect on the result. */
export function renderedResource(resource: CfnResource): RenderedResource {
  const template = (resource as unknown as { _toCloudFormation(): object })._toCloudFormation();
  const { Resources = {} } = Stack.of(resource).resolve(template) as { Resources?: Record<string, RenderedResource> };
  return Object.values(Resources)[0] ?? {};
}

/**
 * Whether the app overrides parts of a resource. Otherwise, its properties and options are those in the template.
 *
 * Rendering a resource resolves all its tokens, which takes as long as its synthesis.
 */
export function hasOverrides(resource: CfnResource): boolean {
  const { rawOverrides } = resource as unknown as { rawOverrides?: object };
  return rawOverrides === undefined || Object.keys(rawOverrides).length > 0;
}

/** The value at a path of property names and indexes, joined by periods. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((from, name) => (from as Record<string, unknown> | undefined)?.[name], value);
}

/** Whether a value is an intrinsic function, which CloudFormation evaluates during the deployment. */
export function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) { return false; }
  const [name, ...more] = Object.keys(value);
  return more.length === 0 && (name === 'Ref' || name?.startsWith('Fn::'));
}
