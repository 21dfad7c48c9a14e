import { SynthesizedStack } from '../synth';
import { readable } from '../template-report';

/* Finds the resources that a template value names, also in other stacks: by reference, by export, or by physical name. */

/** The identity of a resource in all stacks: `STACK/LOGICAL_ID`. */
export type ResourceKey = string;

/** The properties with the name that a resource gets. */
const NAMES = [
  'AliasName', 'BucketName', 'LogGroupName', 'Name', 'QueueName', 'RoleName', 'StateMachineName', 'TopicName', 'TrailName', 'UserName',
];
const MARKER = /<([^<>/]+\/[A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?>/g;

/** Resolves the values of the templates. */
export class References {
  private readonly exports = new Map<string, string>();
  private readonly names: [name: string, key: ResourceKey][] = [];
  private readonly ids: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(stacks: readonly SynthesizedStack[]) {
    this.ids = new Map(stacks.map(({ name, template }) => [name, new Set(Object.keys(template.Resources))]));
    for (const { name, template } of stacks) {
      for (const { Value, Export } of Object.values(template.Outputs ?? {})) {
        if (Export) { this.exports.set(this.text(Export.Name, name), this.text(Value, name)); }
      }
    }
    for (const { name: stack, template } of stacks) {
      for (const [id, { Properties = {} }] of Object.entries(template.Resources)) {
        const named = NAMES.flatMap((property) => property in Properties ? [this.text(Properties[property], stack)] : []);
        named.filter((name) => name.length > 7 && !/^<[^<>]*>$/.test(name)).forEach((name) => this.names.push([name, `${stack}/${id}`]));
      }
    }
    this.names.sort(([a], [b]) => b.length - a.length);
  }

  /** Returns a value as text, with `<STACK/LOGICAL_ID>` or `<STACK/LOGICAL_ID.ATTRIBUTE>` for each reference. */
  public text(value: unknown, stack: string): string {
    return readable(this.qualified(value, stack));
  }

  /** Returns the resources that a text names, in the order of the text. */
  public resourcesIn(text: string, stack: string): ResourceKey[] {
    const references = [...text.matchAll(MARKER)].map(([, key]) => key);
    if (references.length > 0) { return [...new Set(references)]; }
    const named = this.names.filter(([name]) => containsName(text, name)).map(([, key]) => key);
    const own = named.filter((key) => key.startsWith(`${stack}/`));
    return (own.length > 0 ? own : named).slice(0, 1);
  }

  /** Returns a text with a marker in place of each physical name. */
  public marked(text: string): string {
    const [name, key] = this.names.find(([candidate]) => containsName(text, candidate)) ?? [];
    return name ? text.replace(name, `<${key}>`) : text;
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

/** Whether a text contains a name that no letter, digit, or hyphen continues. */
function containsName(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/[\w-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + name.length));
}
