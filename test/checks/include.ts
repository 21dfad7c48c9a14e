import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Resources } from './cases/case';

/** Adds the resources of a template to a scope, under their logical IDs. */
export function includeResources(scope: Construct, resources: Resources): void {
  for (const [id, body] of Object.entries(resources)) {
    const resource = new CfnResource(scope, id, { type: String(body.Type), properties: body.Properties as Record<string, unknown> });
    resource.overrideLogicalId(id);
    for (const key of ['DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy', 'Condition', 'Metadata']) {
      if (key in body) { resource.addOverride(key, body[key]); }
    }
  }
}
