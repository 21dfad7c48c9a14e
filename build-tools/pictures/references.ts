import { SynthesizedStack } from '../synth';
import { readable } from '../template-report';

/* Finds the resources that a template value names, in any stack: by reference, by export, or by physical name. */

/** The identity of a resource in all stacks: `STACK/LOGICAL_ID`. */
export type ResourceKey = string;

/** The properties with the name that a resource gets. */
export const NAMES = [
  'AliasName', 'BucketName', 'LogGroupName', 'Name', 'QueueName', 'RoleName', 'StateMachineName', 'TopicName', 'TrailName', 'UserName',
];
/** The services whose ARNs contain the name of a resource, by the prefix of its type. */
const SERVICES: Readonly<Record<string, string>> = {
  CloudTrail: 'cloudtrail', S3: 's3', Logs: 'logs', SNS: 'sns', SQS: 'sqs', StepFunctions: 'states', KMS: 'kms', IAM: 'iam', Athena: 'athena',
};
const MARKER = /<([^<>/]+\/[A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?>/g;

/** Resolves the values of the templates. */
export class References {
  private readonly exports = new Map<string, string>();
  private readonly names: { readonly pattern: RegExp; readonly key: ResourceKey; readonly service: string }[] = [];
  private readonly ids: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(stacks: readonly SynthesizedStack[]) {
    this.ids = new Map(stacks.map(({ name, template }) => [name, new Set(Object.keys(template.Resources))]));
    for (const { name, template } of stacks) {
      for (const { Value, Export } of Object.values(template.Outputs ?? {})) {
        if (Export) { this.exports.set(this.text(Export.Name, name), this.text(Value, name)); }
      }
    }
    for (const { name: stack, template } of stacks) {
      for (const [id, { Type, Properties = {} }] of Object.entries(template.Resources)) {
        const service = SERVICES[Type.split('::')[1]] ?? '';
        this.namesOf(Properties, stack).forEach((name) =>
          this.names.push({ pattern: new RegExp(`(?<![\\w-])${name}(?![\\w-])`), key: `${stack}/${id}`, service }));
      }
    }
    this.names.sort((a, b) => b.pattern.source.length - a.pattern.source.length);
  }

  /** Returns a value as text, with `<STACK/LOGICAL_ID>` or `<STACK/LOGICAL_ID.ATTRIBUTE>` for each reference. */
  public text(value: unknown, stack: string): string {
    return readable(this.qualified(value, stack));
  }

  /** Returns the resources that a text names, in the order of the text. */
  public resourcesIn(text: string, stack: string): ResourceKey[] {
    const references = [...text.matchAll(MARKER)].map(([, key]) => key);
    if (references.length > 0) { return [...new Set(references)]; }
    const named = this.namedIn(text).map(({ key }) => key);
    const own = named.filter((key) => key.startsWith(`${stack}/`));
    return (own.length > 0 ? own : named).slice(0, 1);
  }

  /** Returns the resources that a value names. */
  public targets(value: unknown, stack: string): ResourceKey[] {
    return this.resourcesIn(this.text(value, stack), stack);
  }

  /** Returns a text with a marker in place of each physical name. */
  public marked(text: string): string {
    const [named] = this.namedIn(text);
    return named ? text.replace(named.pattern, `<${named.key}>`) : text;
  }

  /** Resources of several services can have the same name, but not the same ARN. */
  private namedIn(text: string): { readonly pattern: RegExp; readonly key: ResourceKey }[] {
    const service = /^arn:(?:<AWS::Partition>|[^:<]+):([^:]+):/.exec(text)?.[1];
    return this.names.filter((named) =>
      named.pattern.test(text) && (service === undefined || service === named.service));
  }

  /** Returns patterns of the physical names that the properties of a resource contain. */
  private namesOf(properties: Record<string, unknown>, stack: string): string[] {
    const texts = NAMES.flatMap((property) => property in properties ? [this.text(properties[property], stack)] : []);
    const names = texts.filter((name) => name.length > 7 && !/^<[^<>]*>$/.test(name)).map(escaped);
    // The name of a bucket in the namespace of an account has a suffix.
    const { BucketNamePrefix } = properties;
    const prefix = BucketNamePrefix === undefined ? [] : [escaped(this.text(BucketNamePrefix, stack))];
    return [...names, ...prefix.map((text) => `${text}-(?:<AWS::AccountId>|\\d{12})-(?:<AWS::Region>|[a-z0-9-]+)-an`)];
  }

  private qualified(value: unknown, stack: string): unknown {
    if (Array.isArray(value)) { return value.map((part) => this.qualified(part, stack)); }
    if (value === null || typeof value !== 'object') { return value; }
    const record = value as Record<string, unknown>;
    const isOwn = (id: unknown): id is string => typeof id === 'string' && this.ids.get(stack)!.has(id);
    if (isOwn(record.Ref)) { return { Ref: `${stack}/${record.Ref}` }; }
    const attribute = record['Fn::GetAtt'];
    if (Array.isArray(attribute) && isOwn(attribute[0])) { return { 'Fn::GetAtt': [`${stack}/${attribute[0]}`, ...attribute.slice(1)] }; }
    if ('Fn::ImportValue' in record) {
      const name = this.text(record['Fn::ImportValue'], stack);
      return this.exports.get(name) ?? name;
    }
    return Object.fromEntries(Object.entries(record).map(([key, part]) => [key, this.qualified(part, stack)]));
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
