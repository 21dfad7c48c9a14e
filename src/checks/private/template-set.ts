import { Json, isObject, Resource, Template, TemplateSource } from './template';

/** The templates of one app: what one exports and another imports, and which one deploys another as a nested stack. */
export class TemplateSet {
  public readonly templates: readonly Template[];
  private readonly byType = new Map<string, Resource[]>();
  private readonly exports = new Map<string, { template: Template; value: unknown }>();

  constructor(sources: readonly TemplateSource[]) {
    const all = sources.map((source) => new Template(source));
    const byPath = new Map(all.map((template) => [template.source.path, template]));
    for (const template of all) { linkNestedStacks(template, byPath); }
    // A nested template that no stack of the app deploys is left over from an earlier synthesis.
    this.templates = all.filter(({ source, parent }) => !source.nested || parent !== undefined);
    for (const template of this.templates) {
      for (const resource of template.resources.values()) {
        const same = this.byType.get(resource.type);
        if (same) { same.push(resource); } else { this.byType.set(resource.type, [resource]); }
      }
      this.addExports(template);
    }
  }

  /** The types of all resources. */
  public get types(): string[] {
    return [...this.byType.keys()];
  }

  public resourcesOf(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The output that is exported by a name. */
  public exported(name: string): { template: Template; value: unknown } | undefined {
    return this.exports.get(name);
  }

  /** The output of a stack. */
  public outputOf(stackName: string, output: string): { template: Template; value: unknown } | undefined {
    const found = this.templates.filter(({ source, parent }) => parent === undefined && source.stackName === stackName);
    return found.length === 1 ? outputOf(found[0], output) : undefined;
  }

  /** Stacks of one app can have one name, in different environments: such an export is unknown. */
  private addExports(template: Template): void {
    for (const [output, body] of Object.entries(template.outputs)) {
      const name = isObject(body) && isObject(body.Export) ? body.Export.Name : undefined;
      if (typeof name !== 'string') { continue; }
      if (this.exports.has(name)) { this.exports.delete(name); continue; }
      this.exports.set(name, outputOf(template, output)!);
    }
  }
}

/** An output of a template, not resolved. */
export function outputOf(template: Template, output: string): { template: Template; value: unknown } | undefined {
  const body = template.outputs[output];
  return isObject(body) ? { template, value: body.Value } : undefined;
}

function linkNestedStacks(template: Template, byPath: Map<string, Template>): void {
  for (const resource of template.resources.values()) {
    if (resource.type !== 'AWS::CloudFormation::Stack') { continue; }
    const path = nestedPath(template.source, resource.body);
    const child = path === undefined ? undefined : byPath.get(path);
    // A template that two stacks deploy has no parameters of its own to judge.
    if (!child || child === template || child.parent) { continue; }
    child.parent = resource;
    template.children.set(resource.id, child);
  }
}

function nestedPath({ nestedPaths = {} }: TemplateSource, body: Json): string | undefined {
  const asset = isObject(body.Metadata) ? body.Metadata['aws:asset:path'] : undefined;
  if (typeof asset === 'string' && nestedPaths[asset]) { return nestedPaths[asset]; }
  const name = lastName(isObject(body.Properties) ? body.Properties.TemplateURL : undefined);
  return name === undefined ? undefined : nestedPaths[name];
}

/** The last text of a URL, which is the name of the asset: CDK joins the URL of several texts. */
function lastName(url: unknown): string | undefined {
  let last = url;
  for (let depth = 0; depth < 5 && typeof last === 'object' && last !== null; depth++) {
    last = Object.values(last).at(-1);
  }
  return typeof last === 'string' ? last.slice(last.lastIndexOf('/') + 1) : undefined;
}
