import { Stack } from 'aws-cdk-lib';
import { AlarmProperties } from './alarm-model';
import { World } from './world';

/* Synthesized alarms for the model of alarm evaluation. */

/** An alarm on one metric, as CloudFormation creates it. */
export interface SynthesizedAlarm extends AlarmProperties {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: unknown[];
  readonly Dimensions: { readonly Name: string; readonly Value: string }[];
}

/** The alarms of a stack on a metric, in the order of the template. */
export function alarmsOn(stack: Stack, metricName: string): SynthesizedAlarm[] {
  const world = World.of(stack);
  return world.idsOf('AWS::CloudWatch::Alarm')
    .map((id) => world.propertiesOf<SynthesizedAlarm>(id))
    .filter(({ MetricName }) => MetricName === metricName);
}
