import { App } from 'aws-cdk-lib';
import { RuleText, Texts } from './shape';

/* The patterns and messages of the fleet, read from the templates of the library. Hand-written code gets them as data,
   so that it need not load the library and no text is repeated here. */

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: unknown };
}

interface Target {
  readonly InputTransformer: { readonly InputPathsMap: Record<string, string>; readonly InputTemplate: string };
}

/** Reads the texts from an app with the fleet of the library. */
export function textsOf(app: App): Texts {
  const assembly = app.synth();
  const resourcesOf = (stack: string) => Object.entries(
    (assembly.getStackByName(stack).template as { Resources: Record<string, Resource> }).Resources);
  const pathOf = new Map(app.node.findAll().map(({ node }) => [node.path, node]));
  const ids = [...pathOf.keys()].flatMap((path) => /^Monitoring\/Alarms\/([^/]+)\/(Rule|MetricAlarm)$/.exec(path)?.[1] ?? []);
  const idOf = (logicalId: string) => ids.find((id) => new RegExp(`^Alarms${id.replace(/-/g, '')}(Rule|MetricAlarm)`).test(logicalId))!;
  const monitoring = resourcesOf('Monitoring');
  const rules = monitoring.filter(([, { Type }]) => Type === 'AWS::Events::Rule');
  const failed = resourcesOf('Cas0-0').find(([, { Type }]) => Type === 'AWS::Events::Rule')!;
  const alarms = monitoring.filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
  const ofQueue = alarms.find(([, { Properties }]) => Properties.Namespace === 'AWS/SQS')!;
  const [, [before, , after]] = (ofQueue[1].Properties.AlarmDescription as { 'Fn::Join': [string, string[]] })['Fn::Join'];
  return {
    signalRules: rules.filter(([id]) => id.startsWith('Alarms')).map(([id, rule]) => ruleText(idOf(id), rule)),
    signalAlarms: alarms.filter(([id]) => id.startsWith('Alarms')).map(([id, { Properties }]) => {
      const [{ Expression, Label }] = Properties.Metrics as { Expression: string; Label: string }[];
      return { id: idOf(id), name: Label, description: Properties.AlarmDescription as string, expression: Expression };
    }),
    created: ruleText('Created', rules.find(([id]) => id.startsWith('Created'))![1]),
    issuanceFailed: ruleText('IssuanceFailed', failed[1]),
    deadLetterAlarm: [before, after],
  };
}

function ruleText(id: string, { Properties }: Resource): RuleText {
  const [{ InputTransformer: { InputPathsMap: paths, InputTemplate } }] = Properties.Targets as Target[];
  const { 'detail-type': detailType, resources: _resources, ...pattern } = Properties.EventPattern as Record<string, unknown>;
  return {
    id,
    description: Properties.Description as string | undefined,
    eventPattern: { ...pattern, detailType },
    message: InputTemplate.split('\n').map((line) => (JSON.parse(line) as string)).join('\n')
      .replace(/<([^>]+)>/g, (_, name: string) => `<${paths[name]}>`),
    matchesReads: Properties.State !== 'ENABLED',
  };
}
