import { ACTIVATION, CA, CERTIFICATE } from './authorities';
import { BUCKET_POLICY, privateCaStatements } from './buckets';
import { AWS_PAGES } from './pages';
import { partitionOf } from './partitions';
import { policyOf } from './policies';
import { Finding, Rule } from './rule';
import { Resource } from './template';
import { isMap, partsOf, Text, Value } from './values';
import { View } from './view';

/** The partitions of ARNs without a Region: an ARN with one belongs to the partition of its Region. */
function partitionsIn(value: Value, location: string): { partition: string; location: string }[] {
  if (typeof value === 'string' || value instanceof Text) {
    const [first] = partsOf(value);
    const partition = typeof first === 'string' ? /^arn:(aws[a-z-]*):[a-z0-9-]+::/.exec(first)?.[1] : undefined;
    return partition ? [{ partition, location }] : [];
  }
  if (Array.isArray(value)) { return value.flatMap((item) => partitionsIn(item, location)); }
  return isMap(value) ? Object.entries(value).flatMap(([key, item]) => partitionsIn(item, `${location}.${key}`)) : [];
}

function arnsOf(view: View, resource: Resource): { partition: string; location: string }[] {
  if (resource.type !== BUCKET_POLICY) { return partitionsIn(view.propertiesOf(resource), 'Properties'); }
  return privateCaStatements(policyOf(view, resource, 'PolicyDocument'))
    .flatMap(({ resources, location }) => partitionsIn([...resources], `Properties.${location}.Resource`));
}

export const PARTITION: Rule = {
  id: 'PCA-PARTITION',
  severity: 'error',
  detects: 'An ARN contains a literal partition',
  effect: 'The deployment fails, because the ARN belongs to another partition than the Region of the stack.',
  fix: 'Use the pseudo parameter AWS::Partition in the ARN.',
  silent: 'A partition that is that of the stack\'s Region, and ARNs that contain a Region. If the Region of the stack is unknown, the '
    + 'finding is informational.',
  see: AWS_PAGES.partitions,
  find: (view) => [CA, CERTIFICATE, ACTIVATION, BUCKET_POLICY].flatMap((type) => view.subjects(type))
    .flatMap((resource): Finding[] => {
      const { region } = resource.template.source;
      const [arn] = arnsOf(view, resource).filter(({ partition }) => region === undefined
      || partition !== partitionOf(region));
      if (!arn) { return []; }
      return [region !== undefined ? { resource, location: arn.location } : {
        resource,
        location: arn.location,
        severity: 'info',
        effect: 'The deployment fails in the Regions of other partitions, such as AWS GovCloud (US), because the ARN contains a literal '
        + 'partition.',
      }];
    }),
};
