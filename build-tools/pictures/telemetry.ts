import { References, ResourceKey } from './references';
import { Use } from './structure';
import { SynthesizedStack, TemplateResource } from '../synth';

/* Uses without a reference from one resource to the other: metric filters and log deliveries are between them. */

type Properties = Record<string, unknown>;
type Entry = readonly [stack: string, key: ResourceKey, resource: TemplateResource];

/** Returns the uses of log groups by alarms, and of buckets by log deliveries. */
export function extraUsesOf(stacks: readonly SynthesizedStack[], references: References): Use[] {
  const all = stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources).map(([id, resource]): Entry => [name, `${name}/${id}`, resource]));
  return [...metricUses(all, references), ...deliveryUses(all, references)];
}

function metricUses(all: readonly Entry[], references: References): Use[] {
  const alarms = new Map<string, ResourceKey[]>();
  for (const [stack, key, { Type, Properties = {} }] of all) {
    if (Type !== 'AWS::CloudWatch::Alarm') { continue; }
    const queries = (Properties.Metrics ?? []) as { readonly MetricStat?: { readonly Metric: Properties } }[];
    const ofQueries = queries.flatMap(({ MetricStat }) => MetricStat ? [MetricStat.Metric] : []);
    const metrics: Properties[] = [Properties, ...ofQueries];
    metrics.map(({ Namespace, MetricName }) => references.text([stack, Namespace ?? '', MetricName ?? ''], stack))
      .forEach((metric) => alarms.set(metric, [...alarms.get(metric) ?? [], key]));
  }
  return all.filter(([, , { Type }]) => Type === 'AWS::Logs::MetricFilter').flatMap(([stack, , { Properties = {} }]) => {
    const [group] = references.targets(Properties.LogGroupName, stack);
    const [{ MetricNamespace, MetricName }] = Properties.MetricTransformations as Properties[];
    const metric = references.text([stack, MetricNamespace, MetricName], stack);
    return group ? (alarms.get(metric) ?? []).map((to): Use => ({ from: group, to, label: 'metric filters', property: 'LogGroupName' })) : [];
  });
}

function deliveryUses(all: readonly Entry[], references: References): Use[] {
  const one = (value: unknown, stack: string) => references.targets(value, stack)[0];
  const find = (key: ResourceKey) => all.find(([, other]) => other === key);
  return all.filter(([, , { Type }]) => Type === 'AWS::Logs::Delivery').flatMap(([stack, , { Properties = {} }]): Use[] => {
    const source = find(one(Properties.DeliverySourceName, stack));
    const destination = find(one(Properties.DeliveryDestinationArn, stack));
    if (!source || !destination) { return []; }
    const from = one(source[2].Properties!.ResourceArn, source[0]);
    const to = one(destination[2].Properties!.DestinationResourceArn, destination[0]);
    return [{ from, to, label: 'access logs', property: 'DeliveryDestinationArn' }];
  });
}
