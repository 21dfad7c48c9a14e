import { CERTIFICATE } from './authorities';
import { BUCKET_POLICY, privateCaStatements } from './buckets';
import { AWS_PAGES } from './pages';
import { partitionOf } from './partitions';
import { policyOf } from './policies';
import { Finding, Rule } from './rule';
import { Resource } from './template';
import { sketchOf, Value } from './values';
import { View } from './view';

/** The partition of an ARN without a Region: an ARN with one belongs to the partition of its Region. */
function partitionIn(arn: Value): string | undefined {
  return /^arn:(aws[a-z-]*):[a-z0-9-]+::/.exec(sketchOf(arn))?.[1];
}

function arnsOf(view: View, resource: Resource): { arn: Value; location: string }[] {
  if (resource.type === CERTIFICATE) {
    return [{ arn: view.get(resource, 'TemplateArn'), location: 'Properties.TemplateArn' }];
  }
  return privateCaStatements(policyOf(view, resource, 'PolicyDocument'))
    .flatMap(({ resources, location }) => resources.map((arn) => ({ arn, location: `Properties.${location}.Resource` })));
}

export const PARTITION: Rule = {
  id: 'PCA-PARTITION',
  severity: 'error',
  detects: 'An ARN contains a literal partition',
  effect: 'The deployment fails, because the ARN belongs to another partition than the Region of the stack.',
  fix: 'Use the pseudo parameter AWS::Partition in the ARN.',
  silent: 'A partition that is that of the stack\'s Region, ARNs that contain a Region, and ARNs other than those of certificate '
    + 'templates and in statements for AWS Private CA. If the Region of the stack is unknown, the finding is informational.',
  see: AWS_PAGES.partitions,
  find: (view) => [CERTIFICATE, BUCKET_POLICY].flatMap((type) => view.subjects(type)).flatMap((resource): Finding[] => {
    const { region } = resource.template.source;
    const wrong = arnsOf(view, resource).find(({ arn }) => {
      const partition = partitionIn(arn);
      return partition !== undefined && (region === undefined || partition !== partitionOf(region));
    });
    if (!wrong) { return []; }
    return [region !== undefined ? { resource, location: wrong.location } : {
      resource,
      location: wrong.location,
      severity: 'info',
      effect: 'The deployment fails in the Regions of other partitions, such as AWS GovCloud (US), because the ARN contains a literal '
        + 'partition.',
    }];
  }),
};
