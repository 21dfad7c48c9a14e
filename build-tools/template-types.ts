/* Templates, their deployment, and the changes of a deployment. */

/** A template, as far as its deployment matters. */
export interface TemplateJson {
  readonly Resources: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, TemplateOutput>;
  readonly Parameters?: Record<string, unknown>;
}

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Record<string, unknown>;
}

/** An output of a template. */
export interface TemplateOutput {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

/** One deployment of an app. */
export interface Step {
  /** What the step does: a phrase. */
  readonly title: string;
  /** The templates of all stacks that exist after the step, by stack name. */
  readonly templates: Record<string, TemplateJson>;
  /** Resources that `cdk refactor` moves: the new `STACK.LOGICAL_ID` of each former one. */
  readonly moved?: Readonly<Record<string, string>>;
  /** Existing resources that the step imports in place of creating them, as `STACK.LOGICAL_ID`. */
  readonly imported?: readonly string[];
}

/** What a deployment does to one resource. */
export interface Change {
  readonly stack: string;
  readonly logicalId: string;
  /** The construct path without the stack and without `/Resource`, or the logical ID. */
  readonly name: string;
  readonly type: string;
  /** `remove`: the resource is no longer in the template. */
  readonly action: 'create' | 'import' | 'update' | 'replace' | 'remove';
  /** The properties and removal policies that differ. For a replacement, the properties that cause it. */
  readonly properties: readonly string[];
  /** Whether the resource that is removed or replaced continues to exist. */
  readonly kept?: boolean;
  /** Why the deployment fails. */
  readonly fault?: string;
}

/** A deployed resource. */
export interface Deployed {
  readonly stack: string;
  readonly logicalId: string;
  readonly definition: TemplateResource;
  /** Differs after a replacement. */
  readonly identity: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What is deployed, by `STACK.LOGICAL_ID`. */
export interface DeployedResources {
  readonly resources: ReadonlyMap<string, Deployed>;
}
